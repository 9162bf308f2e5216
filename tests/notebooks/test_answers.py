"""Plausible wrong answers to the exercises are rejected, with the mistake's name; right ones
pass, however they are written."""

import ast
import importlib
import re
from functools import cache

import nbformat
import pytest

from book.dependencies import NOTEBOOKS, ROOT

CHAPTERS = {
    chapter.NOTEBOOK: chapter
    for n in range(1, len(NOTEBOOKS) + 1)
    for chapter in [importlib.import_module(f"tests.notebooks.answers.chapter_{n}")]
}


def every(kind):
    return [
        pytest.param(notebook, n, answer, id=f"{notebook} {n} {name}")
        for notebook, chapter in CHAPTERS.items()
        for n, answers in getattr(chapter, kind).items()
        for name, answer in answers.items()
    ]


@cache
def cells_of(notebook):
    whole = nbformat.read(ROOT / f"notebooks/{notebook}.ipynb", as_version=4)
    return {cell.id: cell.source for cell in whole.cells}


@cache
def known_in(notebook):
    """What the names of a chapter mean when its reader has come to the exercises, and the
    functions of the solutions."""
    chapter, cells, known = CHAPTERS[notebook], cells_of(notebook), {}
    for name in chapter.CELLS:
        exec(cells[name], known)
    exec(chapter.BESIDE, known)
    for n in chapter.WRONG:
        exec(cells[f"exercise-{n}"], known)
        functions = ast.parse(cells[f"solution-{n}"])
        functions.body = [s for s in functions.body if isinstance(s, ast.FunctionDef)]
        exec(ast.unparse(functions), known)
    exec(chapter.AFTER, known)
    return known


def tried(notebook, n, code):
    """The verdict on this answer, in place of the chapter's solution."""
    known = dict(known_in(notebook))
    exec(code, known)
    statements = ast.parse(cells_of(notebook)[f"solution-{n}"]).body
    asserts = [ast.unparse(s.test) for s in statements if isinstance(s, ast.Assert)]
    (call,) = (test for test in asserts if test.startswith("check("))
    return eval(re.sub(r"\w+_solution", "answer", call), known)


@pytest.mark.parametrize(("notebook", "n", "answer"), every("WRONG"))
def test_a_wrong_answer_is_rejected_and_its_mistake_named(notebook, n, answer):
    words, code = answer
    verdict = tried(notebook, n, code)
    assert not verdict
    assert verdict.points < verdict.of
    assert verdict.message.startswith("✗")
    assert words in verdict.message
    # Only of a rule that was broken: that is what the exercise says by a ValueError.
    assert not re.search(r"\b(?!ValueError)\w+Error", verdict.message)


@pytest.mark.parametrize(("notebook", "n", "answer"), every("RIGHT"))
def test_a_right_answer_passes_however_it_is_written(notebook, n, answer):
    verdict = tried(notebook, n, answer)
    assert verdict, verdict.message
    assert verdict.points == verdict.of


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_no_exercise_is_left_out(path):
    exercises = [name for name in cells_of(path.stem) if re.fullmatch(r"exercise-\d", name)]
    numbers = [int(name.removeprefix("exercise-")) for name in exercises]
    chapter = CHAPTERS[path.stem]
    assert list(chapter.WRONG) == list(chapter.RIGHT) == numbers
    assert min(map(len, chapter.WRONG.values())) >= 4
    assert min(map(len, chapter.RIGHT.values())) >= 2
