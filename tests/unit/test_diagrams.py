"""The committed drawings are what their script draws."""

import importlib.util
from pathlib import Path
from xml.etree import ElementTree

import pytest

FIGURES = Path(__file__).parents[2] / "book" / "figures"
_spec = importlib.util.spec_from_file_location("diagrams", FIGURES / "diagrams.py")
diagrams = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(diagrams)


@pytest.mark.parametrize("name", diagrams.draw())
def test_drawing(name):
    svg = diagrams.draw()[name]
    assert (FIGURES / name).read_text("utf-8") == svg, "python book/figures/diagrams.py"
    root = ElementTree.fromstring(svg)
    tags = {child.tag.split("}")[1]: child.text for child in root}
    assert tags["title"]
    assert len(tags["desc"]) > 40
