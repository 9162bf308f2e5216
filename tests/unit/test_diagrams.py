"""The committed drawings are what their script draws."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from book.figures import diagrams

FIGURES, DRAWN = Path(diagrams.__file__).parent, diagrams.draw()
PHONE = 576 / 720  # pixels for a unit: on a phone a figure is 36 rem wide (phone.css),
NARROW = 338 / 360  # and a narrow layout as wide as its column


@pytest.mark.parametrize("name", DRAWN)
def test_drawing(name):
    svg = DRAWN[name]
    assert (FIGURES / name).read_text("utf-8") == svg, "python -m book.figures.diagrams"
    root = ElementTree.fromstring(svg)
    tags = {child.tag.split("}")[1]: child.text for child in root}
    assert tags["title"]
    assert len(tags["desc"]) > 40


def letters(node, scale):
    """The sizes of all text, in pixels."""
    scaled = re.search(r"scale\(([\d.]+)\)", node.get("transform", ""))
    scale *= float(scaled[1]) if scaled else 1
    if size := node.get("font-size"):
        yield scale * float(size)
    for child in node:
        yield from letters(child, scale)


@pytest.mark.parametrize("name", DRAWN)
def test_letters_can_be_read_on_a_phone(name):
    scale = NARROW if name.endswith("-narrow.svg") else PHONE
    assert round(min(letters(ElementTree.fromstring(DRAWN[name]), scale))) >= 11
