"""What depends on what, asked of a small project that is changed line by line, and of this
one."""

import doctest
import inspect
import json
import shutil
import subprocess
import sys
from pkgutil import resolve_name

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from book import source
from book.dependencies import (
    NOTEBOOKS,
    ROOT,
    WIDGETS,
    dependents_of,
    fingerprint,
    inputs_of,
    source_of,
)

FILES = {
    "pyproject.toml": '[tool.pytest.ini_options]\npythonpath = [".", "book/figures"]\n',
    "utils/__init__.py": '"""The code."""\n',
    "utils/cells.py": '''"""Cells."""

import torch

RATE = 2


class Cell:
    """A cell."""

    def step(self, x):
        """One step."""
        return RATE * x  # as in the formula

    def other(self, x):
        return x  # as it came


class Tanh(Cell):
    pass
''',
    "utils/attention.py": "import babel\n\nfrom utils import cells\n",
    "utils/attention.json": '{"words": 1}',
    "utils/attention.txt.xz": "1",  # whether it can be decompressed does not matter
    "utils/widgets/__init__.py": "",
    "utils/widgets/wheel.py": "from utils.cells import Tanh\n",
    "utils/widgets/wheel.js": 'import { spin } from "./kit.js";\n',
    "utils/widgets/wheel.css": "",
    "utils/widgets/kit.js": "",
    "utils/widgets/other.js": "",
    "book/figures/__init__.py": "",
    "book/figures/shapes.py": "from utils import cells\n",
    "tests/__init__.py": "",
    "tests/test_shapes.py": "import shapes\n",
    "book/claims/results/plus.json": '{"fingerprint": "old", "settings": 1}',
    "book/claims/results/minus.json": '{"fingerprint": "old", "settings": 1}',
}
CHAPTERS = {
    "notebooks/shows.ipynb": ["from utils.cells import Tanh", "code(Tanh.step)"],
    "notebooks/looks.ipynb": ["import numpy", "from utils import attention as a"],
    "notebooks/reads.ipynb": [
        'ADDRESS = ""',
        'name = "plus"',
        'open(f"../book/claims/results/{name}.json")',
    ],
    "notebooks/spins.ipynb": ["from utils.widgets.wheel import Wheel", '"minus"'],
}
# From a file, what stands in it and what is written instead, to the fingerprints that change.
CHANGES = {
    # What changes nothing that is computed,
    ("utils/cells.py", "A cell.", "One cell."): "",
    ("utils/cells.py", "import torch\n", "import torch  # tensors\n\n\n"): "",
    ("utils/cells.py", "x  # as it came", "(\n            x\n        )"): "",
    ("utils/__init__.py", '"""The code."""', "# The code."): "",
    ("notebooks/reads.ipynb", "Prose.", "More prose."): "",
    ("notebooks/reads.ipynb", 'ADDRESS = \\"', 'ADDRESS = \\"https://a/b/c'): "",
    ("book/claims/results/plus.json", "old", "new"): "",
    ("utils/widgets/kit.js", "", "const a = 1;\n"): "",
    # what does,
    ("utils/cells.py", "RATE = 2", "RATE = 3"): "shows looks spins claim",
    ("utils/cells.py", "other(self, x)", "other(self, y)"): "shows looks spins claim",
    ("utils/__init__.py", '"""The code."""', "a = 1"): "shows looks spins claim",
    ("utils/attention.py", "import babel", "import babel.dates as babel"): "looks claim",
    ("utils/attention.json", "1", "2"): "looks claim",
    ("utils/attention.txt.xz", "1", "2"): "looks claim",
    ("notebooks/reads.ipynb", "plus", "minus"): "reads",
    ("book/claims/results/plus.json", "1", "2"): "reads",
    ("book/processes.py", 'OMP_NUM_THREADS": "1"', '": ""'): "shows looks reads spins",
    # and what a notebook shows.
    ("utils/cells.py", "  # as in the formula", ""): "shows",
    ("utils/cells.py", "One step.", "A step."): "shows",
}
# What a Python in the folder of the small project answers, before and after each change.
ASK = """
import importlib, json, sys
from pathlib import Path
import nbformat
from book import dependencies as d, processes

def fingerprints():
    importlib.reload(processes)
    importlib.reload(d)  # it reads a file once
    read = {path.stem: nbformat.read(path, as_version=4) for path in d.NOTEBOOKS}
    found = {name: d.fingerprint(notebook) for name, notebook in read.items()}
    return found | {"claim": d.fingerprint_of("utils.attention", ("babel",))}

def names(paths):
    return sorted(path.relative_to(d.ROOT).as_posix() for path in paths)

inputs = {path.stem: names(d.inputs_of(path)) for path in d.NOTEBOOKS}
dependents = names(d.dependents_of(d.ROOT / "utils/cells.py"))
before, changed = fingerprints(), []
for file, old, new in json.load(sys.stdin):
    text = Path(file).read_text()
    assert old in text
    Path(file).write_text(text.replace(old, new, 1))
    changed.append([name for name, after in fingerprints().items() if after != before[name]])
    Path(file).write_text(text)
print(json.dumps([inputs, dependents, changed]))
"""


@pytest.fixture(scope="module")
def answers(tmp_path_factory):
    folder = tmp_path_factory.mktemp("project")
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    for name in ("dependencies.py", "processes.py", "source.py"):
        shutil.copy(ROOT / "book" / name, folder / "book")
    (folder / "notebooks").mkdir()
    for name, lines in CHAPTERS.items():
        cells = [new_markdown_cell("Prose."), *map(new_code_cell, lines)]
        nbformat.write(new_notebook(cells=cells), folder / name)
    command, asked = [sys.executable, "-B", "-c", ASK], json.dumps(list(CHANGES))
    done = subprocess.run(
        command, cwd=folder, input=asked, stdout=subprocess.PIPE, text=True, check=True
    )
    return json.loads(done.stdout)


@pytest.mark.parametrize(("number", "change"), list(enumerate(CHANGES)))
def test_a_fingerprint_goes_by_meaning(answers, number, change):
    _, _, changed = answers
    assert set(changed[number]) == set(CHANGES[change].split())


def test_what_each_notebook_needs(answers):
    inputs, dependents, _ = answers
    cells = ["utils/__init__.py", "utils/cells.py"]
    widget = [f"utils/widgets/{name}" for name in ("__init__.py", "kit.js")]
    widget += [f"utils/widgets/wheel.{kind}" for kind in ("css", "js", "py")]
    assert inputs == {
        "shows": ["notebooks/shows.ipynb", *cells],
        "looks": [
            "notebooks/looks.ipynb",
            cells[0],
            "utils/attention.json",
            "utils/attention.py",
            "utils/attention.txt.xz",
            cells[1],
        ],
        "reads": ["book/claims/results/plus.json", "notebooks/reads.ipynb"],
        "spins": ["notebooks/spins.ipynb", *cells, *widget],
    }
    needing = ["book/figures/shapes.py", *(f"notebooks/{n}.ipynb" for n in ("looks", "shows"))]
    needing += ["notebooks/spins.ipynb", "tests/test_shapes.py", "utils/attention.py"]
    assert dependents == [*needing, "utils/cells.py", "utils/widgets/wheel.py"]


def test_versions_count_of_what_is_imported_alone(monkeypatch):
    notebooks = {path.stem: nbformat.read(path, as_version=4) for path in NOTEBOOKS}

    def fingerprints(newer):
        monkeypatch.setattr("book.dependencies.version", lambda name: f"{name == newer}")
        return {name: fingerprint(notebook) for name, notebook in notebooks.items()}

    before = fingerprints(newer="none")

    def changed(package):
        after = fingerprints(newer=package)
        return {name for name in notebooks if after[name] != before[name]}

    assert changed("torch") == changed("matplotlib-fontja") == set(notebooks)
    assert not changed("pytest") | changed("ruff") | changed("grimp")
    assert not changed("babel"), "the words and dates are files"


def test_data_count_where_they_are_read():
    def reading(name):
        return {
            path.stem for path in NOTEBOOKS if ROOT / "utils/data" / name in inputs_of(path)
        }

    assert reading("names.json") == reading("sunspots.json") == {"03_gru"}
    assert reading("dates.json") == {"04_seq2seq", "05_attention"}
    assert ROOT / "utils/widgets/formulas.json" in inputs_of(WIDGETS / "formulas.py")
    words = ROOT / "utils/data/pronunciations.txt.xz"
    assert words in inputs_of(ROOT / "utils/recipes/pronunciation.py")
    assert words not in inputs_of(ROOT / "utils/recipes/names.py")


def test_a_chapter_depends_on_attention_only_if_it_shows_it():
    attention = ROOT / "utils" / "attention.py"
    assert attention not in inputs_of(NOTEBOOKS[2])
    assert attention in inputs_of(NOTEBOOKS[0]), "a lane of its error pulse"
    assert attention in inputs_of(NOTEBOOKS[4])
    assert attention not in inputs_of(WIDGETS / "walkthrough.py")


def test_the_scripts_of_a_widget_go_with_it():
    needed = inputs_of(WIDGETS / "roommate.py")
    names = {path.name for path in needed if path.suffix in (".js", ".css")}
    assert {"roommate.js", "roommate.css", "kit.js", "kit.css", "models.js"} <= names
    assert "train_here.js" not in names
    found = {path.name for path in dependents_of(WIDGETS / "roommate.js")}
    assert {"roommate.py", "test_roommate.py"} <= found
    assert not {"train_here.py", "05_attention.ipynb", "test_cells.py"} & found


def test_every_module_is_known():
    folders = (ROOT / name for name in ("utils", "book", "tests"))
    for path in (path for folder in folders for path in folder.rglob("*.py")):
        assert path in inputs_of(path)


def test_the_source_that_is_shown_is_what_python_finds():
    notebooks = [nbformat.read(path, as_version=4).cells for path in NOTEBOOKS]
    texts = ["\n".join(c.source for c in cells if c.cell_type == "code") for cells in notebooks]
    modules = ("utils.widgets.cell_formulas", "utils.widgets.attention_formula")
    sources = [*map(source.Source, texts), *map(source_of, modules)]
    found = {n for one in sources for n in source.shown(one) if n.startswith("utils.")}
    for name in found:
        assert source.definition(name, source_of) == inspect.getsource(resolve_name(name))
    names = {name.split(".", 2)[2] for name in found}
    assert {"RNNCell.step", "GRUCell.step", "Seq2Seq.decode", "SelfAttention.forward"} <= names
    # Of these the walkthrough shows lines.
    assert {"Tagger.forward", "Scoring.forward", "AdditiveAttention.score"} <= names


def test_the_examples_in_the_docstrings():
    failed, tried = doctest.testmod(source)
    assert (failed, tried > 0) == (0, True)


def test_another_file_is_refused():
    with pytest.raises(ValueError, match="expected a notebook or a module"):
        inputs_of(ROOT / "Makefile")
    with pytest.raises(ValueError, match="expected a notebook or a module"):
        inputs_of(ROOT / "utils" / "unheard_of.py")
