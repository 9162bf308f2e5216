"""Which cells of a student's notebook the grader need not run: those of the chapter that only
show something, such as a training."""

import re
from collections.abc import Sequence

from nbformat import NotebookNode

from book.course.names import Names, names_in, needed

MAGIC = re.compile(r"^\s*[%!].*$", re.MULTILINE)


def only_shown(cells: Sequence[NotebookNode], chapter: Sequence[NotebookNode]) -> set[int]:
    """The places of the cells of code that neither an exercise needs nor what a student wrote.

    Args:
        cells: of a student's notebook.
        chapter: those of the instructor's version.
    """
    setup = {cell.source for cell in chapter if cell.get("id") == "setup"}
    known = {cell.source for cell in chapter} - setup
    code = [n for n, cell in enumerate(cells) if cell.cell_type == "code"]
    names = [_names(cells[n].source) for n in code]
    wanted = [
        place
        for place, n in enumerate(code)
        if "nbgrader" in cells[n].metadata or cells[n].source not in known
    ]
    return set(code) - {code[place] for place in needed(names, wanted)}


def _names(source: str) -> Names:
    try:
        return names_in(MAGIC.sub("", source))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return Names(frozenset(), frozenset())  # it cannot run, so it needs nothing
