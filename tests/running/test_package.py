"""`pip install` of a wheel, an sdist or the folder gives a package that stands on its own."""

import os
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile

import grimp
import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from book.dependencies import ROOT
from book.packing import files, wheel

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
NEEDED = {canonicalize_name(r.name): r for r in map(Requirement, PROJECT["dependencies"])}
PACKAGE = "from_rnn_to_attention"
README = (ROOT / "utils" / "README.md").read_text("utf-8")
(EXAMPLE,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)


def run(*command, **options):
    done = subprocess.run(
        [sys.executable, *command], text=True, check=False, capture_output=True, **options
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A folder with the wheel and the sdist."""
    folder = tmp_path_factory.mktemp("built")
    run("-m", "hatchling", "build", "-d", folder, cwd=ROOT)
    return folder


def ours():
    paths = (path for path in (ROOT / "utils").rglob("*") if path.is_file())
    kept = (path for path in paths if "__pycache__" not in path.parts)
    return {path.relative_to(ROOT / "utils").as_posix() for path in kept}


def test_the_wheel_holds_all_of_utils_and_nothing_else(built):
    (file,) = built.glob("*.whl")
    names = {name for name in zipfile.ZipFile(file).namelist() if ".dist-info/" not in name}
    assert names == {f"{PACKAGE}/{name}" for name in ours()}


def test_the_sdist_holds_what_the_wheel_is_built_from(built):
    (file,) = built.glob("*.tar.gz")
    with tarfile.open(file) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {f"utils/{name}" for name in ours()} | {"LICENSE", "pyproject.toml"} <= names
    assert not any(name.startswith(("book", "tests", "notebooks")) for name in names)


def test_an_index_would_take_both(built):
    said = run("-m", "twine", "check", "--strict", *built.iterdir())
    assert said.count("PASSED") == 2


def test_the_same_code_makes_the_same_wheel():
    paths = files()
    assert wheel(paths) == wheel(paths)


@pytest.mark.parametrize("source", ["wheel", "sdist", "folder"])
def test_it_works_beside_another_utils(built, tmp_path, source):
    """The example of the package's own page, run in a folder that has a `utils` of its own."""
    at = {"wheel": [*built.glob("*.whl")], "sdist": [*built.glob("*.tar.gz")], "folder": [ROOT]}
    pip = "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"
    run(*pip, "--target", tmp_path / "site", *at[source])
    (tmp_path / "utils.py").write_text("raise ImportError('this is the utils of the reader')\n")
    code = EXAMPLE.replace("roommate.LSTM)", "(roommate.LSTM | {'steps': 2}))")
    assert code != EXAMPLE
    code += "\n".join(
        [
            "",
            "shown = Walkthrough.of_cell(model, 'SRRS')._repr_mimebundle_()",
            "shown = shown[0] if isinstance(shown, tuple) else shown",
            "assert 'data:image/' in shown['text/html']",
            "import sys",
            "print(sorted(name for name in sys.modules if name.split('.')[0] == 'utils'))",
        ]
    )
    environment = os.environ | {"PYTHONPATH": str(tmp_path / "site"), "TQDM_DISABLE": "1"}
    said = run("-c", code, cwd=tmp_path, env=environment)
    assert said.splitlines()[-1] == "[]"
    assert "tensor([[" in said


def test_it_needs_what_it_imports_and_nothing_else():
    graph = grimp.build_graph("utils", include_external_packages=True, cache_dir=None)
    imported = {name for name in graph.modules if name.split(".")[0] != "utils"}
    # ipywidgets brings traitlets along, ipython matplotlib-inline.
    imported -= {*sys.stdlib_module_names, "traitlets", "matplotlib_inline"}
    assert {canonicalize_name(name) for name in imported} == NEEDED.keys()


def test_it_admits_what_colab_has():
    pins = (ROOT / "tests" / "widgets" / "colab.txt").read_text("utf-8").splitlines()
    versions = dict(line.split("==") for line in pins if "==" in line)
    asked = [name for name in versions if canonicalize_name(name) in NEEDED]
    assert len(asked) == 5
    for name in asked:
        assert NEEDED[canonicalize_name(name)].specifier.contains(versions[name]), name


def test_nothing_newer_is_kept_out():
    operators = {one.operator for r in NEEDED.values() for one in r.specifier}
    assert operators == {">="}


def test_it_is_the_edition_that_is_cited():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert PROJECT["version"] == citation["version"]
    assert PACKAGE in README
    assert f"{PACKAGE}-{PROJECT['version']}-py3-none-any.whl" in README
