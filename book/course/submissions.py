"""The notebooks that were handed in, and which chapter each of them is."""

import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import nbformat

from book.course.answers import Cell, exercises, stub

LARGEST = 200 * 2**20  # bytes: with outputs that nobody looks at


class Handed(NamedTuple):
    """A notebook that was handed in.

    chapter: such as "01_rnn"; "" if it is of no chapter.
    note: what is wrong with it, or odd.
    """

    student: str
    path: Path
    chapter: str = ""
    note: str = ""


def code_of(path: Path, solutions: bool = False) -> list[Cell]:
    """The cells of code of a notebook, but for the first, which finds the book.

    Args:
        path: the notebook.
        solutions: whether with those that are solutions.

    Raises:
        ValueError: it is no notebook, or too large.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise ValueError(f"it is larger than {LARGEST >> 20} MiB")
        with warnings.catch_warnings(action="ignore"):  # cells without an id, and the like
            notebook = nbformat.reads(path.read_bytes().decode(), as_version=4)
        cells = [Cell(cell.get("id", ""), cell.source, ) for cell in notebook.cells
                 if cell.cell_type == "code"]  # fmt: skip
    except Exception as error:  # whatever was handed in
        raise ValueError(f"it cannot be read as a notebook: {error}"[:300]) from None
    kept = (cell for cell in cells if cell.id != "setup")
    return [cell for cell in kept if solutions or not cell.id.startswith("solution-")]


def handed_in(folder: Path, books: dict[str, Sequence[Cell]]) -> Iterator[Handed]:
    """One for each student and chapter, in alphabetical order. A student is a folder, or a
    lone notebook.

    Args:
        folder: where they are.
        books: the cells of every chapter, by its name.
    """
    for entry in sorted(folder.iterdir()):
        if entry.name.startswith("."):
            continue
        if entry.is_symlink():
            yield Handed(entry.stem, entry, note="it is a link, which is not followed")
        elif entry.is_dir():
            yield from _of(entry.name, entry, books)
        elif entry.suffix == ".ipynb":
            yield _recognised(entry.stem, entry, books)


def _of(student: str, folder: Path, books: dict) -> Iterator[Handed]:
    seen: dict[str, Handed] = {}
    paths = sorted(folder.rglob("*.ipynb"), key=lambda path: (path.stem not in books, path))
    for path in paths:
        inside = path.relative_to(folder)
        if any(part.startswith(".") for part in inside.parts) or path.is_symlink():
            continue
        found = _recognised(student, path, books)
        if not found.chapter:
            yield found
        elif found.chapter in seen:
            first = seen[found.chapter]
            note = f"several notebooks of this chapter; graded: {first.path.name}"
            seen[found.chapter] = first._replace(note=note)
        else:
            seen[found.chapter] = found
    yield from seen.values()
    if not paths:
        yield Handed(student, folder, note="there is no notebook in this folder")


def _recognised(student: str, path: Path, books: dict[str, Sequence[Cell]]) -> Handed:
    """By the cells and the functions of exercises that it shares with a chapter."""
    try:
        cells = code_of(path, solutions=True)
    except ValueError as error:
        return Handed(student, path, note=str(error))
    ids = {cell.id for cell in cells}
    code = "\n".join(cell.source for cell in cells)
    shared = {}
    for chapter, book in books.items():
        functions = sum(f"def {stub(cell.source)}(" in code for cell in exercises(book))
        shared[chapter] = 10 * functions + sum(cell.id in ids for cell in book)
    best = max(shared, key=shared.get)
    if not shared[best]:
        return Handed(student, path, note="it has no cell of any chapter")
    return Handed(student, path, best)
