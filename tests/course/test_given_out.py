"""What students get has no solution's body and no hidden case: neither the zip nor the wheel in
it, nor what the site offers."""

import ast
import io
import zipfile
from pathlib import Path

import nbformat
import pytest

from book.course import hidden
from book.course.answers import stub
from book.packing import NAME, pack
from tests.course.students import cell, exercises, whole
from tests.course.test_points import CHAPTERS


@pytest.fixture(scope="module")
def given(tmp_path_factory):
    """The text of every file, those in the wheel too, by its name."""
    path = pack(tmp_path_factory.mktemp("zip") / f"{NAME}-handout.zip", solutions=False)
    texts = {}
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            content = archive.read(name)
            texts[name] = content.decode("utf-8", "replace")
            if name.endswith(".whl"):
                with zipfile.ZipFile(io.BytesIO(content)) as wheel:
                    for inner in wheel.namelist():
                        texts[f"{name}/{inner}"] = wheel.read(inner).decode("utf-8", "replace")
    assert any("from_rnn_to_attention/exercises" in name for name in texts)
    return texts


def lines_of(code):
    """Lines that tell one solution from other code: long enough to be no coincidence."""
    lines = (line.strip() for line in code.splitlines())
    return {line for line in lines if len(line) > 40 and not line.startswith(("#", "assert"))}


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_no_body_of_a_solution(given, chapter):
    cells = nbformat.reads(given[f"{NAME}/notebooks/{chapter}.ipynb"], as_version=4).cells
    notebook = "\n\n".join(one.source for one in cells)
    for name in exercises(chapter):
        code = cell(whole(chapter), name.replace("exercise", "solution")).source
        function = f"{stub(cell(whole(chapter), name).source)}_solution"
        assert function in code
        assert not [path for path, text in given.items() if function in text]
        # What the exercise itself shows, such as a formula to compare with, may be in both.
        shown = cell(whole(chapter), name).source
        assert not [line for line in lines_of(code) if line in notebook.replace(shown, "")]


def test_no_hidden_case(given):
    assert not [name for name in given if "book/course" in name]
    tree = ast.parse(Path(hidden.__file__).read_text("utf-8"))
    functions = [part.name for part in tree.body if isinstance(part, ast.FunctionDef)]
    makers = [
        name for name in functions if len(name) > 8 and name not in ("hidden", "unrolling")
    ]
    assert len(makers) > 20
    for path, text in given.items():
        assert not [name for name in makers if f"def {name}(" in text], path
