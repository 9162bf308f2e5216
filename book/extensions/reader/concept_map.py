"""A map of the book's ideas and the same as a list, both from one file of data.

``concept-map`` draws, ``concept-list`` writes; their argument is the file, seen from the
page's folder. The list's links are ordinary ones, so the build checks them, and the map's
boxes lead wherever the list's links lead. A phone has a map of its own, half as wide.

``reading.js`` keeps, in the reader's browser, which sections were read, and marks their boxes.
"""

from dataclasses import dataclass
from pathlib import Path

import yaml
from docutils import nodes
from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective

from book.extensions.templates import raw, render

# Sizes in the units of the drawing: a box, the step to the next one, a chapter's heading.
WIDTH, HEIGHT, ACROSS, DOWN, HEADING = 156, 40, 186, 72, 46
MARGIN, COLUMNS, NARROW = 34, 4, 2
SCRIPT = "reading.js"
LANE = 14  # where an arrow past whole chapters runs: left of all boxes


@dataclass(frozen=True)
class Concept:
    """An idea. ``x`` and ``y`` are the middle of its box; ``link`` is a section's."""

    number: int
    name: str
    chapter: int
    link: str
    question: str
    builds_on: tuple[str, ...]
    x: int
    y: int


def read(path, columns=COLUMNS):
    """Read the file of data.

    Args:
        path: the file.
        columns: how many the map has; where they are fewer, a row becomes several.

    Returns:
        The chapters' names with the y of their headings, the concepts by name, and the height.

    Raises:
        ValueError: a concept builds on one that does not stand above it, or two share a name.
    """
    headings, concepts, top = [], {}, 0
    for number, chapter in enumerate(yaml.safe_load(Path(path).read_text("utf-8")), 1):
        headings.append((f"{number}. {chapter['chapter']}", top))
        rows = sorted({_row(entry, columns) for entry in chapter["concepts"]})
        for entry in chapter["concepts"]:
            name = entry["name"]
            row, column = rows.index(_row(entry, columns)), (entry["at"][1] - 1) % columns
            builds_on = tuple(entry.get("builds_on", ()))
            for other in builds_on:
                if other not in concepts:
                    raise ValueError(f"{name!r} builds on {other!r}, which is not above it")
            if name in concepts:
                raise ValueError(f"two concepts are called {name!r}")
            link = f"../notebooks/{chapter['page']}.ipynb#{entry['link']}"
            x = MARGIN + WIDTH // 2 + column * ACROSS
            y = top + HEADING + HEIGHT // 2 + row * DOWN
            concepts[name] = Concept(
                len(concepts), name, number, link, entry["question"], builds_on, x, y
            )
        top += HEADING + DOWN * len(rows)
    return headings, concepts, top


def _row(entry, columns):
    """Return the row of the data, and which part of it."""
    row, column = entry["at"]
    return row, (column - 1) // columns


def paths(concepts):
    """Return for each concept all that lead to it, by the ways of the arrows.

    Args:
        concepts: by name, each after those that it builds on.
    """
    before = {}
    for name, concept in concepts.items():
        before[name] = set(concept.builds_on).union(*(before[b] for b in concept.builds_on))
    return before


def arrow(a, b):
    """Return the path of the arrow from concept ``a`` to ``b``, as SVG's path data."""
    if a.y == b.y:  # neighbours
        side = 1 if b.x > a.x else -1
        return f"M{a.x + side * WIDTH / 2:g} {a.y:g}H{b.x - side * (WIDTH / 2 + 2):g}"
    start, end = a.y + HEIGHT / 2, b.y - HEIGHT / 2 - 2
    if b.chapter - a.chapter > 1:
        turn = start + (DOWN - HEIGHT) / 2
        return (
            f"M{a.x:g} {start:g}V{turn - 8:g}q0 8 -8 8H{LANE + 8}q-8 0 -8 8"
            f"V{b.y - 8:g}q0 8 8 8H{b.x - WIDTH / 2 - 2:g}"
        )
    if a.x == b.x:
        return f"M{a.x:g} {start:g}V{end:g}"
    bend = min(end - start, DOWN) * 0.6
    return f"M{a.x:g} {start:g}C{a.x:g} {start + bend:g} {b.x:g} {end - bend:g} {b.x:g} {end:g}"


def svg_map(path, addresses):
    """Return the map as SVG, once for a wide window and once for a narrow one.

    Args:
        path: the file of data.
        addresses: from a concept's name to where its box leads.
    """
    maps = [_drawn(path, addresses, columns) for columns in (COLUMNS, NARROW)]
    return render("concept-map.html", maps=maps, box=(WIDTH, HEIGHT), margin=MARGIN)


def _drawn(path, addresses, columns):
    """Return what the template needs to draw a map of so many columns."""
    headings, concepts, height = read(path, columns)
    before = paths(concepts)

    def lit(first, last):
        """Return the numbers of those that light a way: it is on the way to or from them."""
        every = concepts.items()
        after = [c.number for name, c in every if last in before[name] or name == last]
        return [c.number for name, c in every if name in before[first] or name == first] + after

    return {
        "columns": columns,
        "headings": headings,
        "boxes": [
            (concept, addresses[name], sorted({*lit(name, name)}))
            for name, concept in concepts.items()
        ],
        "arrows": [
            (lit(other, name), arrow(concepts[other], concept))
            for name, concept in concepts.items()
            for other in concept.builds_on
        ],
        "width": MARGIN + columns * ACROSS,
        "height": height,
    }


def markdown_list(path):
    """Return the list, in Markdown: each concept with its question and what it builds on."""
    headings, concepts, _ = read(path)
    lines = []
    for number, (heading, _) in enumerate(headings, 1):
        lines.append(f"- **{heading.replace('.', chr(92) + '.')}**")
        for concept in concepts.values():
            if concept.chapter == number:
                builds_on = " and ".join(concept.builds_on)
                rest = f" *Builds on {builds_on}.*" if builds_on else ""
                lines.append(f"  - [{concept.name}]({concept.link}): {concept.question}{rest}")
    return lines


class concept_map(nodes.General, nodes.Element):
    """The place of the map, until the addresses of the list are known."""


class _FromData(SphinxDirective):
    required_arguments = 1

    def path(self):
        relative, absolute = self.env.relfn2path(self.arguments[0])
        self.env.note_dependency(relative)
        return absolute


class ConceptMap(_FromData):
    """``{concept-map} concepts.yml``"""

    def run(self):
        return [concept_map(path=self.path())]


class ConceptList(_FromData):
    """``{concept-list} concepts.yml``"""

    def run(self):
        place = nodes.container(classes=["concept-list"])
        text = StringList(markdown_list(self.path()), source=self.arguments[0])
        self.state.nested_parse(text, self.content_offset, place)
        return [place]


def add_script(app, page, body):
    """Add the script that keeps what was read, to the chapters and to the map."""
    if page.startswith("notebooks/") or 'class="concept-map"' in body:
        app.add_js_file(SCRIPT)


def draw_maps(app, doctree, page):
    """Draw the maps of a page, whose addresses are known now."""
    for place in list(doctree.findall(concept_map)):
        addresses = {link.astext(): link["refuri"] for link in doctree.findall(nodes.reference)}
        place.replace_self(raw(svg_map(place["path"], addresses)))
