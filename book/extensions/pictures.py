"""Pictures that are light: WebP in place of PNG, each with its size, loaded when it comes near.

The figures in the notebooks are PNG. Drawn in few colours, they need less than a third of the
bytes as lossless WebP of at most 256 colours. Sizes keep the text from jumping.
"""

import base64
import hashlib
import io
import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from PIL import Image

TAG = re.compile(r"<img [^>]*>")
SOURCE = re.compile(r'src="([^"]*)"')
INLINE = "data:image/png;base64,"
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


class _Pictures:
    """The pictures of one page: writes them beside the others and rewrites their tags."""

    def __init__(self, app, page):
        self.folder = Path(app.outdir) / app.builder.imagedir
        self.folder.mkdir(parents=True, exist_ok=True)
        self.address = app.builder.get_relative_uri(page, app.builder.imagedir).removesuffix(
            app.builder.link_suffix
        )
        self.sources = {name: source for source, name in app.builder.images.items()}
        self.images, self.root = app.builder.images, Path(app.srcdir)
        self.first = True

    def tag(self, match):
        """Return the tag of a picture with the lighter file and its size."""
        tag, source = match[0], SOURCE.search(match[0])[1]
        name = source.rsplit("/", 1)[-1]
        if source.startswith(INLINE):
            png = base64.b64decode(source.removeprefix(INLINE))
            return self._as_webp(tag, source, png, hashlib.sha256(png).hexdigest()[:32])
        if name not in self.sources:
            return tag
        path = self.root / self.sources[name]
        if path.suffix == ".svg":
            return self._with_size(tag, *svg_size(path))
        if path.suffix == ".png":
            self.images.pop(self.sources[name], None)  # the PNG itself is not needed
            return self._as_webp(tag, source, path.read_bytes(), path.stem)
        return tag

    def _as_webp(self, tag, source, png, name):
        webp, width, height = to_webp(png)
        (self.folder / f"{name}.webp").write_bytes(webp)
        return self._with_size(
            tag.replace(source, f"{self.address}/{name}.webp"), width, height
        )

    def _with_size(self, tag, width, height):
        # The first picture of a page may be what a reader sees first: it does not wait.
        wait = "" if self.first else ' loading="lazy"'
        self.first = False
        return tag.replace("<img ", f'<img width="{width}" height="{height}"{wait} ', 1)


def _rewrite(app, page, template, context, doctree):
    if app.builder.format == "html" and "body" in context:
        context["body"] = TAG.sub(_Pictures(app, page).tag, context["body"])


def setup(app):
    """Register with Sphinx."""
    app.connect("html-page-context", _rewrite)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
