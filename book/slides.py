"""The slides of a chapter, from its notebook.

A slide begins at the cell whose metadata has a ``slide`` (or ``slides``, a list of several):

    {"slide": {"says": ["It fades, or it explodes."], "shows": ["figure-far-back"]}}

``says``   its words, quoted from the chapter. Nothing is written twice: the build stops when
           the chapter no longer has these words.
``shows``  what else stands on it, each "CELL", "CELL KIND" or "CELL KIND N". Of code the KIND
           is "output", by default, or "input"; of Markdown "math", "image" or "table", by
           default all of them, or "guess", its question, or "options", that and what there is
           to choose from. If it is not given: the cell itself.
``title``  quoted too; by default the heading above.

What the cells say up to the next slide, and the slide does not, are the notes of the speaker.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin

from book.formulas import to_mathml

LINK = re.compile(r'\[([^\[\]]*)\]\((?:[^()"]|"[^"]*")*\)')
HEADING = re.compile(r"^#{1,4} (.+)$", re.MULTILINE)
GUESS = re.compile(r"^> \*\*Your guess\.\*\* (.+)$", re.MULTILINE)
NO_PROSE = re.compile(r"^(#|\||!|\$\$|```|\\)")  # headings, tables, figures, formulas
PLACES = re.compile(r"[\w-]+( (math|image|table|guess|options|output|input)( [1-9])?)?")
FIELDS = {"says", "shows", "title"}
ASKS = {"guess", "options"}


class Shown(NamedTuple):
    """What a slide shows of a cell.

    cell: the id of the cell.
    kind: which part of it, see the module; "" for all that can be shown.
    number: which of several, from 1; 0 for all.
    """

    cell: str
    kind: str = ""
    number: int = 0


class Slide(NamedTuple):
    """A slide; its texts are HTML.

    cell: the id of the cell where it begins.
    title: its headline.
    says: its words.
    asks: the question of a guess, if it shows one, and its options.
    shows: what is taken from the built page.
    notes: paragraphs for the speaker.
    """

    cell: str
    title: str
    says: list[str]
    asks: tuple[str, list[str]] | None
    shows: list[Shown]
    notes: list[str]


def _formula(tex: str, options: dict) -> str:
    return to_mathml(tex, "block" if options["display_mode"] else "inline")


_markdown = MarkdownIt("commonmark").use(
    dollarmath_plugin, allow_space=False, allow_digits=False, renderer=_formula
)


def to_html(markdown: str) -> str:
    """A line of Markdown as HTML, with its formulas.

    >>> to_html("*Only* the state.")
    '<em>Only</em> the state.'
    """
    tree = _markdown.parseInline(markdown)
    html = _markdown.renderer.render(tree, _markdown.options, {})
    return re.sub(r'<span class="math inline">(.*?)</span>', r"\1", html, flags=re.DOTALL)


def plain(markdown: str) -> str:
    """The text of a cell on one line, and its links as words only.

    >>> plain('With [5 of 5](../book/claims.md#a "N(0, 1): passed")\\nseeds')
    'With 5 of 5 seeds'
    """
    return " ".join(LINK.sub(r"\1", markdown).split())


def abouts(metadata: dict) -> list[dict]:
    """What the metadata of a cell say of its slides."""
    one = metadata.get("slide")
    return [one] if one is not None else metadata.get("slides", [])


def quotations(about: dict) -> list[str]:
    """What a slide quotes."""
    return [*about.get("says", []), *filter(None, [about.get("title")])]


def said(cells: list[dict]) -> str:
    """All that the cells of a notebook say, for quotations to be found in."""
    texts = (_text(cell) for cell in cells if cell["cell_type"] == "markdown")
    return plain("\n".join(re.sub(r"^> ?", "", t, flags=re.MULTILINE) for t in texts))


class Deck:
    """The slides of a notebook.

    Args:
        path: the notebook.

    Raises:
        ValueError: a slide is not as it must be; the message names it.
    """

    def __init__(self, path: Path):
        self.name = path.stem
        self.cells = json.loads(path.read_text("utf-8"))["cells"]
        self.ids = {cell["id"]: cell for cell in self.cells}
        self.text = said(self.cells)
        self.slides = [slide for n in range(len(self.cells)) for slide in self._of(n)]

    def shown(self) -> set[str]:
        """The ids of the cells that the slides show something of."""
        return {shown.cell for slide in self.slides for shown in slide.shows}

    def _of(self, index: int) -> list[Slide]:
        cell = self.cells[index]
        try:
            return [self._slide(index, n, about) for n, about in enumerate(self._abouts(index))]
        except ValueError as error:
            raise ValueError(f"{self.name}, slide of {cell['id']}: {error}") from error

    def _abouts(self, index: int) -> list[dict]:
        return abouts(self.cells[index]["metadata"])

    def _slide(self, index: int, number: int, about: dict) -> Slide:
        cell = self.cells[index]
        if unknown := set(about) - FIELDS:
            raise ValueError(f"a slide has no {sorted(unknown)}")
        for words in quotations(about):
            if words not in self.text:
                raise ValueError(f"the chapter no longer says {words!r}")
        shows = [self._shown(place) for place in about.get("shows", [cell["id"]])]
        guesses = [self._guess(shown) for shown in shows if shown.kind in ASKS]
        is_last = number == len(self._abouts(index)) - 1
        return Slide(
            cell["id"],
            to_html(about.get("title") or self._heading(index)),
            [to_html(words) for words in about.get("says", [])],
            guesses[0] if guesses else None,
            [shown for shown in shows if shown.kind not in ASKS],
            list(self._notes(index, about.get("says", []))) if is_last else [],
        )

    def _shown(self, place: str) -> Shown:
        if not PLACES.fullmatch(place):
            raise ValueError(f"expected 'CELL KIND N' in shows, got {place!r}")
        name, kind, number = [*place.split(), "", ""][:3]
        if name not in self.ids:
            raise ValueError(f"it shows {name}, but there is no such cell")
        return Shown(name, kind, int(number or 0))

    def _guess(self, shown: Shown) -> tuple[str, list[str]]:
        cell = self.ids[shown.cell]
        found = GUESS.search(_text(cell))
        if not found:
            raise ValueError(f"{shown.cell} asks for no guess")
        about = cell["metadata"].get("guess", {}) if shown.kind == "options" else {}
        options = about.get("options", [])
        texts = [one["text"] if isinstance(one, dict) else one for one in options]
        return to_html(plain(found[1])), texts

    def _heading(self, index: int) -> str:
        """The heading above a cell, or the first one in it."""
        own = HEADING.findall(_text(self.cells[index]))
        if own and self.cells[index]["cell_type"] == "markdown":
            return plain(own[0])
        for cell in reversed(self.cells[:index]):
            if cell["cell_type"] == "markdown" and (found := HEADING.findall(_text(cell))):
                return plain(found[-1])
        raise ValueError("there is no heading above it")

    def _notes(self, index: int, said: list[str]) -> Iterator[str]:
        """What the cells from here to the next slide say, and the slide does not."""
        later = (n for n in range(index + 1, len(self.cells)) if self._abouts(n))
        ends = [next(map(self._begins, later), len(self.cells)), *self._exercises(index)]
        for cell in self.cells[self._begins(index) : min(ends)]:
            if cell["cell_type"] == "markdown":
                told = _text(cell).partition("## References")[0]
                for part in re.split(r"\n\s*\n", told):
                    text = plain(re.sub(r"^> ?", "", part, flags=re.MULTILINE))
                    for words in said:
                        text = text.replace(words, "").strip()
                    if text and not NO_PROSE.match(text):
                        yield to_html(text)

    def _begins(self, index: int) -> int:
        """Where the words of a slide begin: for code at the heading before it, unless another
        slide stands between."""
        if self.cells[index]["cell_type"] == "code":
            for n in range(index - 1, -1, -1):
                if self._abouts(n):
                    break
                if HEADING.match(_text(self.cells[n])):
                    return n
        return index

    def _exercises(self, index: int) -> list[int]:
        """The place of the exercises, if it comes after this cell: they are for no slide."""
        return [n for n in range(index, len(self.cells)) if self.cells[n]["id"] == "exercises"]


def _text(cell: dict) -> str:
    return "".join(cell["source"])
