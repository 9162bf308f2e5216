"""Light images: WebP in place of PNG, each with its size, loaded when the reader comes near.

The figures in the notebooks are PNG. Drawn in few colours, they need less than a third of the
bytes as lossless WebP of at most 256 colours. Sizes keep the text from jumping. The panels of
a figure become pictures of their own, which a phone shows below each other
(``figures.css``); a drawing with a narrow layout, such as ``seq2seq-narrow.svg`` beside
``seq2seq.svg``, shows that one there.
"""

import base64
import hashlib
import io
import shutil
import xml.etree.ElementTree as ElementTree
from itertools import pairwise
from pathlib import Path

import numpy as np
from PIL import Image

INLINE = "data:image/png;base64,"
FOLDER = "_images"
COLORS = 256
DRAWINGS = Path(__file__).parents[2] / "figures"
PHONE = "(max-width: 576px)"  # as in the style sheets
GAP = 26  # pixels between two panels of a figure; what belongs to one panel stands nearer
WIDEST = 672  # a wider panel would have smaller letters on a phone than the whole, scrolling


def to_webp(picture):
    """Return a picture as the bytes of a WebP file.

    >>> webp = to_webp(Image.new("RGB", (30, 20), "#faf8f4"))
    >>> Image.open(io.BytesIO(webp)).format
    'WEBP'
    """
    if picture.getcolors(COLORS) is None:  # it has more
        picture = picture.quantize(COLORS, dither=Image.Dither.NONE).convert("RGB")
    file = io.BytesIO()
    picture.save(file, "WEBP", lossless=True, method=6)
    return file.getvalue()


def panels(picture):
    """Return the panels of a figure that stand side by side: one picture, or several that may
    stand below each other on a phone.

    >>> figure = Image.new("RGB", (900, 20), "white")
    >>> figure.paste("navy", (10, 5, 400, 15))
    >>> figure.paste("navy", (440, 5, 890, 15))
    >>> [panel.width for panel in panels(figure)]
    [419, 481]
    """
    pixels = np.asarray(picture).astype(np.int16)
    has_ink = (abs(pixels - pixels[0, 0]).max(2) > 5).any(0)
    gaps = [(a, b) for a, b in pairwise(np.flatnonzero(has_ink)) if b - a > GAP]
    edges = [0, *(int(a + b) // 2 for a, b in gaps), picture.width]
    if max(b - a for a, b in pairwise(edges)) > WIDEST:
        return [picture]
    return [picture.crop((a, 0, b, picture.height)) for a, b in pairwise(edges)]


def svg_size(path):
    """Return the width and height of an SVG picture, from its viewBox."""
    _, _, width, height = ElementTree.parse(path).getroot().get("viewBox").split()
    return round(float(width)), round(float(height))


def optimize(page):
    """Give a page's images their sizes, make each PNG a WebP, and let all but the first wait.

    Args:
        page: a ``BuiltPage``; changed in place. The PNG files stay.
    """
    for image in page.tree("img"):
        file = _written(image["src"], page)
        if file.suffix == ".svg":
            image["width"], image["height"] = map(str, svg_size(file))
            _add_narrow_layout(image, file, page)
        elif file.suffix == ".png":
            picture = Image.open(file).convert("RGB")
            apart = panels(picture) if "cell_output" in image.parent.get("class", ()) else []
            if len(apart) > 1:
                image.replace_with(_side_by_side(apart, image, file, page))
            else:
                _show(image, picture, file.with_suffix(".webp"), page)
    for image in page.tree("img")[1:]:  # the first may be what a reader sees first
        image["loading"] = "lazy"


def _show(image, picture, file, page):
    """Let an image show this picture, from this file."""
    file.write_bytes(to_webp(picture))
    image["src"] = page.address_of(file)
    image["width"], image["height"] = map(str, picture.size)


def _side_by_side(apart, image, file, page):
    """The panels of a figure, as one picture for screen readers."""
    widest = max(panel.width for panel in apart)
    row = page.tree.new_tag("span", attrs={"class": "panels", "role": "img"})
    row["aria-label"] = image["alt"]
    row["style"] = f"--ratio: {sum(panel.width for panel in apart) / apart[0].height:.3f}"
    for number, panel in enumerate(apart, 1):
        one = page.tree.new_tag("img", attrs={"class": "panel", "alt": ""})
        one["style"] = f"--width: {panel.width}; --part: {panel.width / widest:.4f}"
        _show(one, panel, file.with_name(f"{file.stem}-{number}.webp"), page)
        row.append(one)
    return row


def _add_narrow_layout(image, file, page):
    """Let a phone show the narrow layout of a drawing, if it has one."""
    narrow = DRAWINGS / f"{file.stem}-narrow.svg"
    if not narrow.exists():
        return
    shutil.copy(narrow, file.parent)
    width, height = map(str, svg_size(narrow))
    address = page.address_of(file.parent / narrow.name)
    size = {"width": width, "height": height}
    source = page.tree.new_tag("source", attrs={"media": PHONE, "srcset": address, **size})
    image.wrap(page.tree.new_tag("picture")).insert(0, source)


def _written(source, page):
    """The file of an image; one that stands in the page itself becomes a file."""
    if not source.startswith(INLINE):
        return page.file_at(source)
    png = base64.b64decode(source.removeprefix(INLINE))
    file = page.site / FOLDER / f"{hashlib.sha256(png).hexdigest()[:32]}.png"
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(png)
    return file


def remove_png(site):
    """Delete the images that became WebP."""
    for png in (site / FOLDER).glob("*.png"):
        if any(site.glob(f"{FOLDER}/{png.stem}*.webp")):
            png.unlink()
