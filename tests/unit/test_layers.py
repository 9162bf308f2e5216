"""An import in `utils` only ever points down, nothing in it knows what uses it, and nothing
that the book is made with lives in `tests`: the contracts in pyproject.toml, which
`lint-imports` checks."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from book.dependencies import ROOT

LINT = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache", "--no-logo"]
FILES = sorted((ROOT / "utils").rglob("*.py"))


def lint(folder):
    done = subprocess.run(LINT, cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode, " ".join(done.stdout.split())


def test_the_contracts_are_kept():
    code, said = lint(ROOT)
    assert code == 0, said
    assert "3 kept, 0 broken" in said


@pytest.fixture
def copy(tmp_path):
    """A copy of the project's modules, to be broken."""
    for name in ("utils", "book", "tests"):
        other = shutil.ignore_patterns("__pycache__", "*.js", "*.css", "*.json", "assets")
        shutil.copytree(ROOT / name, tmp_path / name, ignore=other)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("file", "line", "complaint"),
    [
        ("utils/vocab.py", "from utils import cells", "utils.vocab -> utils.cells"),
        ("utils/vocab.py", "from . import cells", "utils.vocab -> utils.cells"),
        ("utils/cells/rnn.py", "import utils.plots", "utils.cells.rnn -> utils.plots"),
        ("utils/plots/style.py", "import tests.browser", "utils.plots.style -> tests.browser"),
        ("utils/plots/style.py", "import book.packing", "utils.plots.style -> book.packing"),
        ("utils/plots/style.py", "import notebooks", "utils.plots.style -> notebooks"),
        ("book/packing.py", "import tests.browser", "book.packing -> tests.browser"),
        ("utils/unheard_of.py", "", "unheard_of"),
    ],
)
def test_an_import_that_breaks_a_contract_is_noticed(copy, file, line, complaint):
    with (copy / file).open("a") as module:
        module.write(f"\n{line}\n")
    code, said = lint(copy)
    assert code == 1
    assert complaint in said


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_files_stay_short(file):
    assert len(file.read_text().splitlines()) <= 300
