"""Finding a student's answers in a notebook that may have been cut up, moved about and renamed.

Only what an answer needs is kept: the student's own statements of its cell, and of other cells
those that bind a name which it uses. What the book's notebook has too is not run again.
"""

import ast
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from IPython.core.inputtransformer2 import TransformerManager

from book.course.names import names_in, needed
from book.source import meaning


class Cell(NamedTuple):
    """A cell of code: its id ("" if it has none) and its source."""

    id: str
    source: str


class Answer(NamedTuple):
    """What a student wrote for one exercise.

    name: the function that answers, by the student's name for it; "" if there is none.
    code: what to run, in this order, so that it is there.
    note: how it was found, if not where it was expected; or why it was not.
    """

    name: str = ""
    code: tuple[str, ...] = ()
    note: str = ""


def exercises(cells: Iterable[Cell]) -> list[Cell]:
    """Those of a chapter's cells that are exercises."""
    return [cell for cell in cells if cell.id.startswith("exercise-")]


def stub(code: str) -> str:
    """The name of the function that an exercise leaves to the reader: the first that is
    nothing but its docstring.

    >>> stub("def add(a, b):\\n    'The sum.'\\n\\ncheck(add, *SUMS)")
    'add'
    """
    functions = (node for node in ast.parse(code).body if isinstance(node, ast.FunctionDef))
    return next(node.name for node in functions if _is_empty(node))


class Submission:
    """What a student's notebook has that the book's has not."""

    def __init__(self, cells: Sequence[Cell], book: Sequence[Cell]) -> None:
        """
        Args:
            cells: of the student's notebook.
            book: of the book's, without solutions.
        """
        known = {_meaning(part) for cell in book for part in ast.parse(cell.source).body}
        self._cells, self._broken = cells, {}
        self._own: list[list[ast.stmt]] = []
        for place, cell in enumerate(cells):
            try:
                statements = ast.parse(_python(cell.source)).body
                own = [part for part in statements if _meaning(part) not in known]
            except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
                self._broken[place], own = f"{type(error).__name__}: {error}", []
            self._own.append(own)
        self._names = [names_in(_text(own)) for own in self._own]

    def answer(self, exercise: Cell) -> Answer:
        """The answer to an exercise: by its cell's id, else by the function's name.

        Args:
            exercise: its cell, as the book has it.
        """
        name = stub(exercise.source)
        expected = [n for n, cell in enumerate(self._cells) if cell.id == exercise.id]
        binding = [n for n, names in enumerate(self._names) if name in names.binds]
        if here := [place for place in binding if place in expected]:
            note = "" if binding == here else f"another cell defines {name} too; its own counts"
            return self._answer(name, here[-1], note)
        if binding:
            return self._answer(name, binding[-1], "found by its name, in another cell")
        for place in expected:
            functions = (part for part in self._own[place] if isinstance(part, ast.FunctionDef))
            if found := next(functions, None):
                note = f"the function {name} is called {found.name} here"
                return self._answer(found.name, place, note)
            if place in self._broken:
                return Answer(note=f"its cell cannot be read: {self._broken[place]}")
        defined = f"def {name}("
        if not expected and not any(defined in cell.source for cell in self._cells):
            return Answer(note=f"neither its cell nor a function {name} is in the notebook")
        return Answer()

    def _answer(self, name: str, place: int, note: str = "") -> Answer:
        others = [n for n in needed(self._names, [place]) if n != place]
        # Its own cell last: whatever it needs must be there when it runs.
        return Answer(name, tuple(_text(self._own[n]) for n in [*others, place]), note)


def _meaning(statement: ast.stmt) -> str:
    return meaning(_text([statement]))


def _text(statements: Sequence[ast.stmt]) -> str:
    return "\n".join(map(ast.unparse, statements))


def _python(source: str) -> str:
    """A cell as Python: `%magic` and `!command` become calls, which fail by themselves."""
    return TransformerManager().transform_cell(source)


def _is_empty(function: ast.FunctionDef) -> bool:
    return len(function.body) == 1 and ast.get_docstring(function) is not None
