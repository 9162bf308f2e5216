"""Plausible wrong answers to the exercises are rejected, with the mistake's name; right ones
pass, however they are written."""

import ast
import re
from functools import cache

import nbformat
import pytest
import torch

from book.dependencies import NOTEBOOKS, ROOT
from tests.notebooks.answers import SETUPS
from tests.notebooks.answers.right import chapter_1 as right_1
from tests.notebooks.answers.right import chapter_2 as right_2
from tests.notebooks.answers.right import chapter_3 as right_3
from tests.notebooks.answers.right import chapter_4 as right_4
from tests.notebooks.answers.right import chapter_5 as right_5
from tests.notebooks.answers.right import chapter_6 as right_6
from tests.notebooks.answers.wrong import chapter_1 as wrong_1
from tests.notebooks.answers.wrong import chapter_2 as wrong_2
from tests.notebooks.answers.wrong import chapter_3 as wrong_3
from tests.notebooks.answers.wrong import chapter_4 as wrong_4
from tests.notebooks.answers.wrong import chapter_5 as wrong_5
from tests.notebooks.answers.wrong import chapter_6 as wrong_6

WRONG = {
    "01_rnn": wrong_1.WRONG,
    "02_lstm": wrong_2.WRONG,
    "03_gru": wrong_3.WRONG,
    "04_seq2seq": wrong_4.WRONG,
    "05_attention": wrong_5.WRONG,
    "06_pronunciation": wrong_6.WRONG,
}
RIGHT = {
    "01_rnn": right_1.RIGHT,
    "02_lstm": right_2.RIGHT,
    "03_gru": right_3.RIGHT,
    "04_seq2seq": right_4.RIGHT,
    "05_attention": right_5.RIGHT,
    "06_pronunciation": right_6.RIGHT,
}


@pytest.fixture(autouse=True, scope="module")
def one_thread():
    """As the notebooks run: the same sums in the same order."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


def every(kind):
    return [
        pytest.param(notebook, n, answer, id=f"{notebook} {n} {name}")
        for notebook, exercises in kind.items()
        for n, answers in exercises.items()
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
    setup, cells, known = SETUPS[notebook], cells_of(notebook), {}
    for name in setup.cells:
        exec(cells[name], known)
    exec(setup.beside, known)
    for n in WRONG[notebook]:
        exec(cells[f"exercise-{n}"], known)
        functions = ast.parse(cells[f"solution-{n}"])
        functions.body = [s for s in functions.body if isinstance(s, ast.FunctionDef)]
        exec(ast.unparse(functions), known)
    exec(setup.after, known)
    return known


def tried(notebook, n, code):
    """The verdict on this answer, in place of the chapter's solution."""
    known = dict(known_in(notebook))
    exec(code, known)
    statements = ast.parse(cells_of(notebook)[f"solution-{n}"]).body
    asserts = [ast.unparse(s.test) for s in statements if isinstance(s, ast.Assert)]
    (call,) = (test for test in asserts if test.startswith("check("))
    return eval(re.sub(r"\w+_solution", "answer", call), known)


@pytest.mark.parametrize(("notebook", "n", "answer"), every(WRONG))
def test_a_wrong_answer_is_rejected_and_its_mistake_named(notebook, n, answer):
    words, code = answer
    verdict = tried(notebook, n, code)
    assert not verdict
    assert verdict.points < verdict.of
    assert verdict.message.startswith("✗")
    assert words in verdict.message
    # Only of a rule that was broken: that is what the exercise says by a ValueError.
    assert not re.search(r"\b(?!ValueError)\w+Error", verdict.message)


@pytest.mark.parametrize(("notebook", "n", "answer"), every(RIGHT))
def test_a_right_answer_passes_however_it_is_written(notebook, n, answer):
    verdict = tried(notebook, n, answer)
    assert verdict, verdict.message
    assert verdict.points == verdict.of


@pytest.mark.parametrize("notebook", WRONG)
def test_an_exercise_as_it_comes_is_not_begun(notebook):
    for n in WRONG[notebook]:
        shown = ast.parse(cells_of(notebook)[f"exercise-{n}"]).body[-1]
        verdict = eval(ast.unparse(shown), dict(known_in(notebook)))
        assert (verdict.right, verdict.begun, verdict.points) == (False, False, 0)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_no_exercise_is_left_out(path):
    exercises = [name for name in cells_of(path.stem) if re.fullmatch(r"exercise-\d", name)]
    numbers = [int(name.removeprefix("exercise-")) for name in exercises]
    assert list(WRONG[path.stem]) == list(RIGHT[path.stem]) == numbers
    assert min(map(len, WRONG[path.stem].values())) >= 4
    assert min(map(len, RIGHT[path.stem].values())) >= 2
