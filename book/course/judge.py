"""Put an exercise's own check, and then its hidden cases, to a student's function."""

import ast
import random
from collections.abc import Callable, Sequence
from copy import deepcopy
from typing import NamedTuple

import nbformat
import torch

from book.course.answers import Cell, stub
from book.course.hidden import HIDDEN
from book.course.names import names_in, needed
from book.dependencies import ROOT
from utils.exercises import Case, Verdict, check

# An exercise in which what is asked must run in one process with the student's function: it
# counts the products that the function computes. There a student could make up the count.
TOGETHER = {("03_gru", "exercise-5")}
OFTEN = {("03_gru", "exercise-4")}  # calls the function tens of thousands of times


class Seconds(NamedTuple):
    """How long a check may take: usually, and of an exercise that says itself that it needs
    long, such as one that trains."""

    usual: float
    own: float


class Grade(NamedTuple):
    """What a student gets for one exercise.

    exercise: the id of its cell.
    status: right, partly, wrong, not begun or not graded.
    points: how many cases were right.
    of: how many there are; 0 if none was put.
    messages: the verdicts, and notes on how the answer was found.
    """

    exercise: str
    status: str
    points: int = 0
    of: int = 0
    messages: tuple[str, ...] = ()

    @property
    def share(self) -> float:
        """Of one point for the exercise: the share of cases that were right."""
        return round(self.points / self.of, 2) if self.of else 0.0


class Asked(NamedTuple):
    """What an exercise's cell hands to `check`.

    function: what is asked: the reader's function, or one made from it.
    grad: whether gradients were on.
    """

    function: Callable
    cases: tuple[Case, ...]
    options: dict
    grad: bool


def asked_in(exercise: Cell, names: dict, answer: Callable) -> Asked:
    """Run the cell of an exercise with this answer in the place of the reader's, up to the
    asking.

    Args:
        exercise: the cell, as the book has it.
        names: those that the chapter has bound; the cell binds its own here.
        answer: a function.
    """
    name, made = stub(exercise.source), []

    def note(function: Callable, *cases: Case, **options) -> Verdict:
        made.append(Asked(function, cases, options, torch.is_grad_enabled()))
        return Verdict(True, "", 0, 0)

    tree = ast.parse(exercise.source)
    tree.body = [part for part in tree.body if getattr(part, "name", "") != name]
    names |= {name: answer, "check": note}
    exec(compile(tree, exercise.id, "exec"), names)
    (asked,) = made
    return asked


def judge(
    chapter: str, exercise: Cell, book: dict, answer: Callable, seed: str, most: Seconds
) -> Grade:
    """The grade of an answer.

    Args:
        chapter: such as "01_rnn".
        exercise: its cell, as the book has it.
        book: the names that the chapter has bound.
        answer: stands for the student's function; for an exercise in TOGETHER, for what is
            made from it and asked.
        seed: makes the hidden cases.
        most: how long each check may take.
    """
    torch.manual_seed(0)
    asked = asked_in(exercise, dict(book), answer)
    if (chapter, exercise.id) in TOGETHER:
        asked = asked._replace(function=answer)
    limit = most.own if "seconds" in asked.options else most.usual
    asked = asked._replace(options=asked.options | {"seconds": limit})
    verdicts = [_put(asked)]
    if verdicts[0].begun and (chapter, exercise.id) in HIDDEN:
        verdicts.append(_put(_hidden(chapter, exercise, book, asked, answer, seed)))
    return _grade(exercise.id, verdicts)


def _put(asked: Asked) -> Verdict:
    with torch.set_grad_enabled(asked.grad):
        return check(asked.function, *asked.cases, **asked.options)


def _grade(exercise: str, verdicts: Sequence[Verdict]) -> Grade:
    points, of = sum(v.points for v in verdicts), sum(v.of for v in verdicts)
    status = "right" if points == of else "partly" if points else "wrong"
    if not verdicts[0].begun:
        status = "not begun"
    kinds = "", "hidden cases: "
    messages = tuple(kind + v.message for kind, v in zip(kinds, verdicts, strict=False))
    return Grade(exercise, status, points, of, messages)


def _hidden(
    chapter: str, exercise: Cell, book: dict, asked: Asked, answer: Callable, seed: str
) -> Asked:
    """The same with cases that nobody has seen, and with the answers of the book's solution."""
    kind, names = HIDDEN[chapter, exercise.id], dict(book)
    right = asked_in(exercise, names, _solution(chapter, exercise, names)).function
    function = asked.function
    if kind.through:
        function = kind.through(book, answer)
        right = kind.through(book, names[f"{stub(exercise.source)}_solution"])
    rng = random.Random(f"{seed}/{chapter}/{exercise.id}")
    torch.manual_seed(rng.randrange(2**31))
    questions = [tuple(arguments) for arguments in kind.questions(rng, names)]
    with torch.set_grad_enabled(asked.grad):
        answers = [kind.tidy(right(*deepcopy(one))) for one in questions]
    cases = [Case(*pair, hidden=True) for pair in zip(questions, answers, strict=True)]
    return asked._replace(function=function, cases=tuple(cases))


def _solution(chapter: str, exercise: Cell, names: dict) -> Callable:
    """The solution of an exercise, with those of others that it uses."""
    notebook = nbformat.read(ROOT / f"notebooks/{chapter}.ipynb", as_version=4)
    cells = [cell for cell in notebook.cells if cell.id.startswith("solution-")]
    found = [names_in(cell.source) for cell in cells]
    own = exercise.id.replace("exercise", "solution")
    (place,) = (n for n, cell in enumerate(cells) if cell.id == own)
    definitions = ast.FunctionDef | ast.ClassDef | ast.Import | ast.ImportFrom
    for n in needed(found, [place]):
        tree = ast.parse(cells[n].source)
        tree.body = [part for part in tree.body if isinstance(part, definitions)]
        exec(compile(tree, cells[n].id, "exec"), names)
    return names[f"{stub(exercise.source)}_solution"]
