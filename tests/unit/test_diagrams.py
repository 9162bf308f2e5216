"""The committed drawings are what their script draws."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from book.figures import diagrams

FIGURES = Path(diagrams.__file__).parent


@pytest.mark.parametrize("name", diagrams.draw())
def test_drawing(name):
    svg = diagrams.draw()[name]
    assert (FIGURES / name).read_text("utf-8") == svg, "python -m book.figures.diagrams"
    root = ElementTree.fromstring(svg)
    tags = {child.tag.split("}")[1]: child.text for child in root}
    assert tags["title"]
    assert len(tags["desc"]) > 40
