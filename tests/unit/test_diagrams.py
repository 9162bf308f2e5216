"""The committed drawings are what their script draws."""

import base64
import re
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from fontTools.pens.recordingPen import RecordingPen
from fontTools.ttLib import TTFont

from book.figures import diagrams
from book.figures.face import FONT, faces, italic

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


def outline(font, letter):
    pen = RecordingPen()
    font.getGlyphSet()[font.getBestCmap()[ord(letter)]].draw(pen)
    return pen.value


@pytest.mark.parametrize("name", [n for n in DRAWN if not n.startswith("tasks")])
def test_formulas_have_the_face_of_the_page(name):
    """A picture sees no font of the page, so it brings the letters."""
    data = re.findall(
        r"font-style: (\w+); src: url\(data:font/woff2;base64,([^)]+)", DRAWN[name]
    )
    fonts = {style: TTFont(BytesIO(base64.b64decode(one))) for style, one in data}
    whole, shown = TTFont(FONT), 0
    for text in ElementTree.fromstring(DRAWN[name]).iterfind(".//{*}text"):
        if text.get("class") or text.get("style"):
            continue
        for piece in text:
            is_italic = piece.get("class") == "i"
            for letter in piece.text:
                of_page = italic(letter) if is_italic else letter
                font = fonts["italic" if is_italic else "normal"]
                assert outline(font, letter) == outline(whole, of_page), (letter, is_italic)
                shown += letter != of_page
    assert shown


def test_a_letter_that_the_font_lacks_is_said():
    with pytest.raises(ValueError, match="has no"):
        faces('<text><tspan class="i">é</tspan></text>')
