"""Light images: WebP in place of PNG, each with its size, loaded when the reader comes near.

The figures in the notebooks are PNG. Drawn in few colours, they need less than a third of the
bytes as lossless WebP of at most 256 colours. Sizes keep the text from jumping.
"""

import base64
import hashlib
import io
import xml.etree.ElementTree as ElementTree

from PIL import Image

INLINE = "data:image/png;base64,"
FOLDER = "_images"
COLORS = 256


def to_webp(png):
    """Return a PNG's bytes as WebP, and its width and height in pixels.

    >>> file = io.BytesIO()
    >>> Image.new("RGB", (30, 20), "#faf8f4").save(file, "PNG")
    >>> webp, width, height = to_webp(file.getvalue())
    >>> Image.open(io.BytesIO(webp)).format, width, height
    ('WEBP', 30, 20)
    """
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    if picture.getcolors(COLORS) is None:  # it has more
        picture = picture.quantize(COLORS, dither=Image.Dither.NONE).convert("RGB")
    file = io.BytesIO()
    picture.save(file, "WEBP", lossless=True, method=6)
    return file.getvalue(), *picture.size


def svg_size(path):
    """Return the width and height of an SVG picture, from its viewBox."""
    _, _, width, height = ElementTree.parse(path).getroot().get("viewBox").split()
    return round(float(width)), round(float(height))


def optimize(page):
    """Give a page's images their sizes, make each PNG a WebP, and let all but the first wait.

    Args:
        page: a ``BuiltPage``; changed in place. The PNG files stay.
    """
    is_first = True  # it may be what a reader sees first
    for image in page.tree("img"):
        file = _written(image["src"], page)
        if file.suffix == ".svg":
            width, height = svg_size(file)
        elif file.suffix == ".png":
            webp, width, height = to_webp(file.read_bytes())
            file.with_suffix(".webp").write_bytes(webp)
            image["src"] = page.address_of(file.with_suffix(".webp"))
        else:
            continue
        image["width"], image["height"] = str(width), str(height)
        if not is_first:
            image["loading"] = "lazy"
        is_first = False


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
        if png.with_suffix(".webp").exists():
            png.unlink()
