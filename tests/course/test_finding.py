"""What is found in a student's notebook, and what goes between the two processes."""

import io
import random

import numpy as np
import pytest
import torch
from nbformat.v4 import new_code_cell, new_notebook
from torch import nn

from book.course.answers import Cell, Submission
from book.course.exchange import decode, encode, restore, state
from book.course.judge import Grade
from book.course.names import names_in, needed
from book.course.report import RUBRICS, Row, page, table
from book.course.submissions import handed_in
from book.dependencies import NOTEBOOKS
from tests.course.students import cell, exercises, hand_in, whole

EXERCISE = Cell("exercise-1", 'def add(a, b):\n    """The sum."""\n\n\ncheck(add, *SUMS)')
BOOK = [Cell("imports", "import math\nx = 1\ntrain(x)"), EXERCISE]


def found(*cells):
    return Submission([Cell(*one) for one in cells], BOOK).answer(EXERCISE)


def test_only_the_students_own_statements_are_run():
    answer = found(
        ("imports", BOOK[0].source),
        ("exercise-1", "def add(a, b):\n    return a + b\n\ncheck(add, *SUMS)"),
    )
    assert answer.code == ("def add(a, b):\n    return a + b",)
    assert not answer.note


def test_an_answer_brings_what_it_uses_and_nothing_else():
    answer = found(
        ("a", "def helper(a):\n    return a * scale"),
        ("b", "scale = 1"),
        ("c", "while True:\n    pass"),
        ("exercise-1", "def add(a, b):\n    return helper(a) + b"),
        ("d", "def unused():\n    return add(1, 2)"),
    )
    assert answer.name == "add"
    assert len(answer.code) == 3
    assert not any("while" in part or "unused" in part for part in answer.code)


@pytest.mark.parametrize(
    ("cells", "name", "note"),
    [
        ([EXERCISE], "", ""),
        ([("exercise-1", "def add(a, b):\n    'Mine.'\n\ncheck(add)")], "", ""),
        ([], "", "neither"),
        ([("", "def add(a, b): return 0")], "add", "another cell"),
        ([EXERCISE, ("x", "add = max")], "add", "another cell"),
        ([("exercise-1", "def plus(a, b): return 0")], "plus", "is called plus"),
        ([("exercise-1", "def add(a, b) return 0")], "", "cannot be read: SyntaxError"),
        ([("exercise-1", "(" * 5000)], "", "cannot be read"),
        ([("exercise-1", "def add(a): return 0"), ("", "def add(b): return 1")], "add", "too"),
    ],
)
def test_where_an_answer_is(cells, name, note):
    answer = found(*cells)
    assert answer.name == name
    assert note in answer.note if note else not answer.note


def test_names_come_from_the_last_cell_above():
    cells = ["x = 1", "x = 2\ny = x", "def f(): return later", "z = f() + y", "later = 1"]
    names = [names_in(code) for code in cells]
    assert needed(names, [3]) == [1, 2, 3, 4]
    assert names_in("with open(p) as file:\n    h = file\n    g = h").needs == {"open", "p"}
    assert names_in("for i in range(n):\n    s = i").needs == {"range", "n"}
    assert "h" in names_in("h = h + 1").needs
    assert names_in("try:\n    a = b\nexcept E:\n    a = c").needs == {"b", "E", "c"}


VALUES = [
    1, -2.5, True, None, "ä\ud800", 3 + 4j, [1, (2, "a")], {"a": {1, 2}}, torch.eye(2),
    torch.tensor([True]), (), {},
]  # fmt: skip


@pytest.mark.parametrize("value", VALUES, ids=str)
def test_values_come_back(value):
    again = decode(encode(value))
    assert type(again) is type(value)
    assert again.equal(value) if isinstance(value, torch.Tensor) else again == value


class Bomb:
    def __reduce__(self):
        return print, ("this ran",)


@pytest.mark.parametrize("value", [Bomb(), print, object(), iter([])], ids=type)
def test_what_is_no_data_comes_as_the_name_of_its_type(value, capsys):
    again = decode(encode(value))
    assert type(again).__name__ == type(value).__name__
    assert type(again) is not type(value)
    assert "this ran" not in capsys.readouterr().out


def test_bytes_that_are_code_are_not_run(capsys):
    torch.save({"a": Bomb()}, file := io.BytesIO())
    with pytest.raises(Exception, match="WeightsUnpickler"):
        decode(file.getvalue())
    assert "this ran" not in capsys.readouterr().out


def changed(argument):
    """What a function might do to it."""
    if isinstance(argument, nn.Module):
        nn.init.constant_(argument.weight, 7)
    elif isinstance(argument, random.Random):
        argument.random()
    elif isinstance(argument, torch.Generator):
        torch.rand(1, generator=argument)
    elif isinstance(argument, dict):
        argument["b"] = 2
    else:
        argument[0] = 7
    return argument


MAKERS = [
    lambda: nn.Linear(2, 2), lambda: random.Random(1), torch.Generator, lambda: {"a": 1},
    lambda: [1, 2], lambda: torch.zeros(2), lambda: np.zeros(2),
]  # fmt: skip


@pytest.mark.parametrize("make", MAKERS)
def test_what_a_function_changes_is_changed_here_too(make):
    here, there = make(), changed(make())
    assert encode(state(here)) != encode(state(there))
    restore(here, decode(encode(state(there))))
    assert encode(state(here)) == encode(state(there))


def test_chapters_are_recognised_by_what_is_in_them(tmp_path):
    books = {
        path.stem: [Cell(c.id, c.source) for c in whole(path.stem).cells if c.id != "setup"]
        for path in NOTEBOOKS
    }
    code = {
        name: [one for one in cells if one.id.startswith("exercise") and "def " in one.source]
        for name, cells in books.items()
    }
    for chapter, cells in code.items():
        answers = [new_code_cell(one.source) for one in cells]
        hand_in(tmp_path, "retyped", new_notebook(cells=answers), f"x{chapter}")
    hand_in(tmp_path, "twice", whole("01_rnn"), "01_rnn")
    hand_in(tmp_path, "twice", whole("01_rnn"), "01_rnn (1)")
    (tmp_path / "twice" / ".ipynb_checkpoints").mkdir()
    handed = list(handed_in(tmp_path, code))
    assert {one.chapter for one in handed if one.student == "retyped"} == books.keys()
    (twice,) = (one for one in handed if one.student == "twice")
    assert (twice.chapter, twice.path.name) == ("01_rnn", "01_rnn.ipynb")
    assert "several" in twice.note


def test_a_spreadsheet_computes_nothing_and_a_page_runs_nothing():
    grades = (Grade("exercise-6", "partly", 1, 3, ("✗ <img src=x onerror=alert(1)>",)),)
    row = Row("=HYPERLINK(1)", "01_rnn", "<b>.ipynb", grades)
    line = table([row]).splitlines()[1]
    assert line.startswith("'=HYPERLINK(1),01_rnn,0.33,1,0.33,")
    written = page(row.student, [row])
    assert "<img" not in written
    assert "&lt;img" in written
    assert RUBRICS["01_rnn"]["exercise-6"]["full"][:20] in written


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_research_exercise_has_a_rubric(path):
    research = {name for name in exercises(path.stem) if "*Research" in _task(path.stem, name)}
    assert research == RUBRICS[path.stem].keys()
    for rubric in RUBRICS[path.stem].values():
        assert rubric.keys() == {"full", "half", "none"}


def _task(chapter, exercise):
    name = "exercises" if exercise == "exercise-1" else f"{exercise}-text"
    return cell(whole(chapter), name).source
