"""The face of the formulas, for a drawing: a picture sees no font of the page that shows it, so
it carries the letters that it needs."""

import base64
import io
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FONT = Path(__file__).parents[1] / "assets" / "fonts" / "stix-two-math-subset.woff2"
# Where the italic letters of a formula begin, and from which plain ones.
ITALIC = ((0x1D434, "A", "Z"), (0x1D44E, "a", "z"), (0x1D6FC, "α", "ω"))  # noqa: RUF001
APART = {"h": "\N{PLANCK CONSTANT}"}  # it has a place of its own
FACE = (
    "@font-face {{ font-family: Formulas; font-style: {style}; "
    'src: url(data:font/woff2;base64,{data}) format("woff2") }}\n'
)


def italic(letter: str) -> str:
    """A letter as a formula has it.

    >>> hex(ord(italic("a")))
    '0x1d44e'
    """
    for start, first, last in ITALIC:
        if first <= letter <= last and letter not in APART:
            return chr(start + ord(letter) - ord(first))
    return APART.get(letter, letter)


def faces(drawn: str) -> str:
    """CSS with the letters of a drawing's formulas, upright and italic.

    Args:
        drawn: what is in the drawing, as SVG.
    """
    upright, slanted = set(), set()
    for text in ElementTree.fromstring(f"<svg>{drawn}</svg>").iter("text"):
        if text.get("class") is None and text.get("style") is None:
            for piece in text.iter():
                (slanted if piece.get("class") == "i" else upright).update(piece.text or "")
    return "".join(
        FACE.format(style=style, data=base64.b64encode(_cut(letters)).decode())
        for style, letters in (
            ("normal", {letter: letter for letter in upright}),
            ("italic", {letter: italic(letter) for letter in slanted}),
        )
        if letters
    )


def _cut(letters: dict[str, str]) -> bytes:
    """The font with these letters only: from what is written to what is drawn."""
    options = Options(
        flavor="woff2", hinting=False, layout_features=[], name_IDs=[], notdef_outline=False,
        drop_tables=["MATH", "GDEF", "GPOS", "GSUB", "gasp"],
    )  # fmt: skip
    font = TTFont(io.BytesIO(_unpacked()), recalcTimestamp=False)
    glyphs = font.getBestCmap()
    missing = [letter for letter in letters.values() if ord(letter) not in glyphs]
    if missing:
        raise ValueError(f"{FONT.name} has no {missing}")
    _lean(font)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[ord(letter) for letter in letters.values()])
    subsetter.subset(font)
    written = {ord(letter): glyphs[ord(shown)] for letter, shown in letters.items()}
    for table in font["cmap"].tables:
        table.cmap = {
            code: name for code, name in written.items() if code < 0x10000 or table.format == 12
        }
    file = io.BytesIO()
    font.flavor = "woff2"
    font.save(file)
    return file.getvalue()


@cache
def _unpacked() -> bytes:
    """The font without WOFF2's compression, which takes most of the time to read."""
    font, file = TTFont(FONT, recalcTimestamp=False), io.BytesIO()
    font.flavor = None
    font.save(file)
    return file.getvalue()


def _lean(font: TTFont) -> None:
    """Let an index below stand as near as in a formula: under the overhang of an f."""
    info = font["MATH"].table.MathGlyphInfo.MathItalicsCorrectionInfo
    for name, overhang in zip(info.Coverage.glyphs, info.ItalicsCorrection, strict=True):
        width, left = font["hmtx"][name]
        font["hmtx"][name] = (width - overhang.Value, left)
