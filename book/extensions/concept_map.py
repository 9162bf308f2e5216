"""A map of the book's ideas and the same as a list, both from one file of data.

``concept-map`` draws, ``concept-list`` writes; their argument is the file, seen from the
page's folder. The list's links are ordinary ones, so the build checks them, and the map's
boxes lead wherever the list's links lead.
"""

from dataclasses import dataclass
from html import escape
from pathlib import Path

import yaml
from docutils import nodes
from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective

# Sizes in the units of the drawing: a box, the way to the next one, a chapter's heading.
WIDTH, HEIGHT, ACROSS, DOWN, HEADING = 156, 40, 186, 72, 46
MARGIN, COLUMNS = 34, 4
LANE = 14  # where an arrow runs that passes by whole chapters: left of all boxes


@dataclass(frozen=True)
class Concept:
    """An idea. ``x`` and ``y`` are the middle of its box; ``link`` is a section's."""

    name: str
    chapter: int
    link: str
    question: str
    builds_on: tuple[str, ...]
    x: float
    y: float


def read(path):
    """Read the file of data.

    Returns:
        The chapters' names with the y of their headings, the concepts by name, and the height.

    Raises:
        ValueError: a concept builds on one that does not stand above it, or two share a name.
    """
    headings, concepts, top = [], {}, 0
    for number, chapter in enumerate(yaml.safe_load(Path(path).read_text("utf-8")), 1):
        headings.append((f"{number}. {chapter['chapter']}", top))
        for entry in chapter["concepts"]:
            name, (row, column) = entry["name"], entry["at"]
            builds_on = tuple(entry.get("builds_on", ()))
            for other in builds_on:
                if other not in concepts:
                    raise ValueError(f"{name!r} builds on {other!r}, which is not above it")
            if name in concepts:
                raise ValueError(f"two concepts are called {name!r}")
            link = f"../notebooks/{chapter['page']}.ipynb#{entry['link']}"
            x = MARGIN + WIDTH / 2 + (column - 1) * ACROSS
            y = top + HEADING + HEIGHT / 2 + (row - 1) * DOWN
            question = entry["question"]
            concepts[name] = Concept(name, number, link, question, builds_on, x, y)
        top += HEADING + DOWN * max(entry["at"][0] for entry in chapter["concepts"])
    return headings, concepts, top


def arrow(a, b):
    """Return the way of the arrow from concept ``a`` to ``b``, as SVG's path data."""
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


def draw(path, addresses):
    """Return the map as SVG.

    Args:
        path: the file of data.
        addresses: from a concept's name to where its box leads.
    """
    headings, concepts, height = read(path)
    number = {name: index for index, name in enumerate(concepts)}
    arrows = [
        (concepts[other], concept)
        for concept in concepts.values()
        for other in concept.builds_on
    ]
    width = MARGIN + COLUMNS * ACROSS
    # What stands out while the pointer or the focus is on a box: its arrows, both ways.
    lit = ",".join(
        f".concept-map:has(.c{n}:is(:hover,:focus-visible)) .w{n}" for n in number.values()
    )
    lines = "".join(
        f'<path class="w{number[a.name]} w{number[b.name]}" d="{arrow(a, b)}"/>'
        for a, b in arrows
    )
    chapters = "".join(
        f'<text class="chapter" x="{MARGIN}" y="{y + 32}">{escape(text)}</text>'
        + (f'<path class="border" d="M0 {y + 6}H{width}"/>' if y else "")
        for text, y in headings
    )
    boxes = "".join(
        f'<a class="c{number[c.name]}" href="{escape(addresses[c.name])}">'
        f"<title>{escape(c.question)}</title>"
        f'<rect x="{c.x - WIDTH / 2:g}" y="{c.y - HEIGHT / 2:g}" width="{WIDTH}" '
        f'height="{HEIGHT}" rx="8"/>'
        f'<text x="{c.x:g}" y="{c.y + 5:g}">{escape(c.name)}</text></a>'
        for c in concepts.values()
    )
    return (
        '<div class="concept-map" role="group" aria-label="Map of concepts">'
        f"<style>{lit}{{stroke:var(--pst-color-primary);stroke-width:2.4;opacity:1}}</style>"
        f'<svg viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        '<defs><marker id="tip" viewBox="0 0 10 10" refX="8" refY="5" markerWidth="9" '
        'markerHeight="9" markerUnits="userSpaceOnUse" orient="auto">'
        '<path d="M0 0 10 5 0 10z" fill="context-stroke"/></marker></defs>'
        f'{chapters}<g class="arrows">{lines}</g>{boxes}</svg></div>'
    )


def write(path):
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
        text = StringList(write(self.path()), source=self.arguments[0])
        self.state.nested_parse(text, self.content_offset, place)
        return [place]


def _draw(app, doctree, page):
    for place in list(doctree.findall(concept_map)):
        addresses = {link.astext(): link["refuri"] for link in doctree.findall(nodes.reference)}
        place.replace_self(nodes.raw("", draw(place["path"], addresses), format="html"))


def setup(app):
    """Register with Sphinx."""
    app.add_node(concept_map)
    app.add_directive("concept-map", ConceptMap)
    app.add_directive("concept-list", ConceptList)
    app.connect("doctree-resolved", _draw)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
