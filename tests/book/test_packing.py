"""What is handed out: all notebooks with their code, with solutions and without."""

import io
import json
import re
import subprocess
import zipfile

import pytest
from nbformat import from_dict

from book import packing
from book.extensions.site import pages
from book.packing import NAME, check_tags, files, for_students, pack, wheel
from tests.book.built import CHAPTERS, HTML, ROOT
from tests.running.notebooks import unpacked


def notebook(folder, chapter):
    return json.loads((folder / f"{chapter}.ipynb").read_text("utf-8"))


@pytest.fixture(scope="module")
def handout(tmp_path_factory):
    return unpacked(HTML / f"{NAME}-handout.zip", tmp_path_factory.mktemp("handout"))


@pytest.fixture(scope="module")
def taken_along(tmp_path_factory):
    return unpacked(HTML / f"{NAME}.zip", tmp_path_factory.mktemp("zip"))


def test_the_site_offers_the_notebooks_and_all_that_they_need(taken_along):
    for chapter in CHAPTERS:
        assert notebook(taken_along, chapter) == notebook(ROOT, chapter)
    names = {path.name for path in taken_along.iterdir()}
    (wheel,) = (name for name in names if name.endswith(".whl"))
    wanted = {
        "notebooks",
        "utils",
        "book",
        "Makefile",
        "pyproject.toml",
        "requirements.txt",
        "constraints.txt",
        "LICENSE",
    }
    assert names == wanted | {wheel}
    assert not [path for path in taken_along.rglob("*") if "__pycache__" in path.parts]


def test_every_link_and_picture_of_a_notebook_is_in_the_zip(taken_along):
    broken, seen = [], 0
    for path in [*taken_along.rglob("*.ipynb"), *taken_along.rglob("*.md")]:
        text = path.read_text("utf-8")
        if path.suffix == ".ipynb":
            cells = json.loads(text)["cells"]
            text = "\n".join(
                "".join(c["source"]) for c in cells if c["cell_type"] == "markdown"
            )
        targets = re.findall(r"\]\(([^)\s]+)|(?:href|src)=\"([^\"]+)\"", text)
        for target in ("".join(pair).partition("#")[0] for pair in targets):
            if target and ":" not in target:
                seen += 1
                if not (path.parent / target).is_file():
                    broken.append(f"{path.name}: {target}")
    assert seen > 400
    assert not broken


def test_the_wheel_in_the_zip_is_the_code_beside_it(taken_along):
    (wheel,) = taken_along.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        packed = {
            name.partition("/")[2]: archive.read(name)
            for name in archive.namelist()
            if name.startswith("from_rnn_to_attention/")
        }
    for path in (path for path in (taken_along / "utils").rglob("*") if path.is_file()):
        name = path.relative_to(taken_along / "utils").as_posix()
        assert packed[name] == path.read_bytes(), name


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_students_get_exercises_and_checks_and_no_solutions(handout, chapter):
    cells = notebook(handout, chapter)["cells"]
    ids = [cell["id"] for cell in cells]
    assert [name for name in ids if name.startswith("exercise-")]
    assert not [name for name in ids if name.startswith("solution-")]
    assert not [cell for cell in cells if cell.get("outputs") or cell.get("execution_count")]
    assert "verified" not in notebook(handout, chapter)["metadata"]
    whole = [cell["id"] for cell in notebook(ROOT, chapter)["cells"]]
    assert ids == [name for name in whole if not name.startswith("solution-")]


def test_a_draft_beside_the_chapters_stays_at_home():
    notebooks = [path for path in files() if path.suffix == ".ipynb"]
    assert notebooks == [ROOT / f"{chapter}.ipynb" for chapter in CHAPTERS]


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """Code in a folder that is no repository yet, with what may lie about in it."""
    monkeypatch.setattr(packing, "ROOT", tmp_path)
    monkeypatch.delenv("GIT_DIR", raising=False)
    for name in (
        "utils/cells.py",
        "utils/data/names.json",
        "utils/answer_key.py",
        "utils/.ipynb_checkpoints/cells-checkpoint.py",
        "utils/__pycache__/cells.pyc",
        "utils/.hidden",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("1")
    return tmp_path


def names_of(paths, root):
    return {path.relative_to(root).as_posix() for path in paths}


def test_only_what_git_knows_is_packed(elsewhere):
    git = ["git", "-C", elsewhere]
    subprocess.run([*git, "init", "-q"], check=True)
    subprocess.run([*git, "add", "utils/cells.py", "utils/data/names.json"], check=True)
    assert names_of(packing.tracked("utils"), elsewhere) == {
        "utils/cells.py",
        "utils/data/names.json",
    }
    (elsewhere / "utils" / "cells.py").unlink()
    assert names_of(packing.tracked("utils"), elsewhere) == {"utils/data/names.json"}


def test_without_git_all_but_the_hidden_is_packed(elsewhere):
    kept = {"utils/cells.py", "utils/data/names.json", "utils/answer_key.py"}
    assert names_of(packing.tracked("utils"), elsewhere) == kept


def test_the_wheel_holds_only_what_is_packed():
    paths = [path for path in files() if path.name != "beam.py"]
    _, content = wheel(paths)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        code = {name for name in archive.namelist() if ".dist-info/" not in name}
    ours = {path for path in paths if ROOT / "utils" in path.parents}
    renamed = {f"from_rnn_to_attention/{name}" for name in names_of(ours, ROOT / "utils")}
    assert code == renamed


def tagged(tags, name="cell"):
    cell = {"id": name, "cell_type": "code", "source": "1", "metadata": {"tags": tags}}
    cell |= {"outputs": [], "execution_count": None}
    return from_dict({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell]})


@pytest.mark.parametrize(
    "tags", [["Solution"], ["solutions"], ["hide-cell", "answer"], "solution"]
)
def test_an_unknown_tag_fails_the_build(tags):
    with pytest.raises(
        ValueError, match=r"a.ipynb, cell cell: unknown tag '\w+'; use exercise, "
    ):
        check_tags(tagged(tags), "a.ipynb")


def test_a_solution_without_its_tag_fails_the_build():
    for tags in (None, [], ["hide-cell"]):
        with pytest.raises(ValueError, match="cell solution-5-time: expected the tag"):
            check_tags(tagged(tags, "solution-5-time"), "a.ipynb")


def test_no_tags_at_all_are_no_error():
    for tags in (None, [], ["exercise"]):
        check_tags(tagged(tags), "a.ipynb")
        assert len(for_students(tagged(tags)).cells) == 1
    assert not for_students(tagged(["hide-cell", "solution"])).cells


def test_the_build_looks_at_the_tags(monkeypatch, tmp_path):
    monkeypatch.setattr(packing, "TAGS", packing.TAGS - {"one-line"})
    for solutions in (True, False):
        with pytest.raises(ValueError, match="unknown tag 'one-line'"):
            pack(tmp_path / "a.zip", solutions)
    assert not list(tmp_path.iterdir())


def test_the_same_files_make_the_same_zip(tmp_path):
    first, second = (pack(tmp_path / name).read_bytes() for name in ("a.zip", "b.zip"))
    assert first == second


def test_the_page_for_teachers_counts_right():
    text = (ROOT / "book" / "teaching.md").read_text("utf-8")
    rows = re.findall(r"^\| \d\. .*?/(\w+)\.ipynb\) \| (\d+) \| (\d+) \|", text, re.MULTILINE)
    for (name, minutes, exercises), chapter in zip(rows, pages.chapters(ROOT), strict=True):
        assert chapter.docname.endswith(name)
        assert int(minutes) == chapter.minutes
        text = json.dumps(notebook(ROOT, chapter.docname), ensure_ascii=False)
        assert int(exercises) == len(set(re.findall(r"\*\*Exercise (\d)\.", text)))
