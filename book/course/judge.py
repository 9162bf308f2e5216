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


class _Check(NamedTuple):
    """One call of `check`."""

    answer: Callable
    options: dict
    verdict: Verdict | None


def judge(
    chapter: str, exercise: Cell, book: dict, answer: Callable, seed: str, seconds: float
) -> Grade:
    """The grade of an answer.

    Args:
        chapter: such as "01_rnn".
        exercise: its cell, as the book has it.
        book: the names that the chapter has bound.
        answer: stands for the student's function.
        seed: makes the hidden cases.
        seconds: for each check, where the exercise has no limit of its own.
    """
    torch.manual_seed(0)
    (seen,) = _checks(exercise, dict(book), answer, seconds)
    verdicts = [seen.verdict]
    if seen.verdict.begun and (chapter, exercise.id) in HIDDEN:
        hidden = _hidden(chapter, exercise, book, seed)
        ask = HIDDEN[chapter, exercise.id].through
        asked = ask(book, answer) if ask else seen.answer
        verdicts.append(check(asked, *hidden, **seen.options))
    return _grade(exercise.id, verdicts)


def _grade(exercise: str, verdicts: Sequence[Verdict]) -> Grade:
    points, of = sum(v.points for v in verdicts), sum(v.of for v in verdicts)
    status = "right" if points == of else "partly" if points else "wrong"
    if not verdicts[0].begun:
        status = "not begun"
    kinds = "", "hidden cases: "
    messages = tuple(kind + v.message for kind, v in zip(kinds, verdicts, strict=False))
    return Grade(exercise, status, points, of, messages)


def _hidden(chapter: str, exercise: Cell, book: dict, seed: str) -> list[Case]:
    """Cases that nobody has seen, with the answers of the book's own solution."""
    kind = HIDDEN[chapter, exercise.id]
    names = dict(book)
    right = _solution(chapter, exercise, names)
    if kind.through:
        asked = kind.through(book, right)
    else:
        (found,) = _checks(exercise, names, right)
        asked = found.answer
    rng = random.Random(f"{seed}/{chapter}/{exercise.id}")
    torch.manual_seed(rng.randrange(2**31))
    questions = [tuple(arguments) for arguments in kind.questions(rng, names)]
    return [Case(one, asked(*deepcopy(one)), hidden=True) for one in questions]


def _solution(chapter: str, exercise: Cell, names: dict) -> Callable:
    """The solution of an exercise, with those of others that it uses."""
    notebook = nbformat.read(ROOT / f"notebooks/{chapter}.ipynb", as_version=4)
    cells = [cell for cell in notebook.cells if cell.id.startswith("solution-")]
    found = [names_in(cell.source) for cell in cells]
    own = exercise.id.replace("exercise", "solution")
    (place,) = (n for n, cell in enumerate(cells) if cell.id == own)
    function = f"{stub(exercise.source)}_solution"
    for n in needed(found, [place]):
        definitions = ast.FunctionDef | ast.ClassDef | ast.Import | ast.ImportFrom
        kept = [
            part for part in ast.parse(cells[n].source).body if isinstance(part, definitions)
        ]
        exec(compile(ast.Module(kept, []), cells[n].id, "exec"), names)
    return names[function]


def _checks(exercise: Cell, names: dict, answer: Callable, seconds: float = 0) -> list[_Check]:
    """Run the cell of an exercise with this answer in the place of the reader's; with no
    seconds, only to see what would be asked."""
    name, made = stub(exercise.source), []

    def recorded(asked: Callable, *cases: Case, **options) -> Verdict:
        options = {"seconds": seconds} | options
        verdict = check(asked, *cases, **options) if seconds else Verdict(True, "", 0, 0)
        made.append(_Check(asked, options, verdict))
        return verdict

    tree = ast.parse(exercise.source)
    tree.body = [part for part in tree.body if getattr(part, "name", "") != name]
    names |= {name: answer, "check": recorded}
    exec(compile(tree, exercise.id, "exec"), names)
    return made
