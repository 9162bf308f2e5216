"""The picture that a shared link shows: one PNG a page, drawn when the book is built.

No page loads its own card; only other sites do, so the head names it once the site's address is
known (``address.py``). The icon for a phone's home screen is drawn here too.
"""

import io
import sys
import textwrap
from pathlib import Path
from xml.etree import ElementTree

from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from PIL import Image, ImageDraw

sys.path.insert(0, str(Path(__file__).parents[2]))  # the build runs from anywhere

import motifs
from pages import about_page

from utils.plots import BLUE, INK, PAPER

WIDTH, HEIGHT = 1200, 630  # what the sites that show cards ask for
FONT = "DejaVu Sans"  # matplotlib brings it along
GREY = "#5c616b"
ICON = Path(__file__).parents[1] / "assets" / "favicon.svg"


def draw(about, site):
    """Return the card of a page, a picture of WIDTH by HEIGHT pixels.

    Args:
        about: what the page says about itself (``pages.about_page``).
        site: the title of the book.
    """
    figure = Figure(figsize=(WIDTH / 100, HEIGHT / 100), dpi=100, facecolor=PAPER)
    ax = figure.add_axes((0, 0, 1, 1), xlim=(0, WIDTH), ylim=(0, HEIGHT))
    ax.set_axis_off()
    number = about["number"]
    name, _, rest = about["title"].partition(": ")
    lines = [(line, 56, 84, INK, "bold") for line in textwrap.wrap(name, 12)]
    lines += [(rest, 29, 64, INK, "normal")] if rest else []
    says = balanced(about["says"], 26)
    lines += [(line, 27, 46 if n else 80, BLUE, "bold") for n, line in enumerate(says)]
    y = (HEIGHT + sum(leading for _, _, leading, _, _ in lines)) / 2
    for text, size, leading, color, weight in lines:
        y -= leading
        _write(ax, y, text, size, color, weight)
    _write(ax, 545, f"{site} · chapter {number}" if number else site, 19, GREY)
    ax.add_patch(Rectangle((740, 0), 460, HEIGHT, fc=motifs.NIGHT))
    picture = figure.add_axes((790 / WIDTH, 135 / HEIGHT, 360 / WIDTH, 360 / HEIGHT))
    picture.set(xlim=(-200, 200), ylim=(-200, 200))
    picture.set_axis_off()
    motif = motifs.MOTIFS[number - 1] if number else motifs.stairs
    motif(picture)
    file = io.BytesIO()
    figure.savefig(file)
    return Image.open(file).convert("RGB").quantize(64)  # half the bytes, no difference seen


def _write(ax, y, text, size, color, weight="normal"):
    ax.text(80, y, text, fontfamily=FONT, fontsize=size, fontweight=weight, color=color)


def balanced(text, width):
    """Return the text in as few lines as fit, about equally long.

    >>> balanced("Can it learn from long runs?", 26)
    ['Can it learn', 'from long runs?']
    """
    lines = textwrap.wrap(text, width)
    narrower = (textwrap.wrap(text, n) for n in range(1, width))
    return next((shorter for shorter in narrower if len(shorter) == len(lines)), lines)


def alternative(about, site):
    """Return the words for who does not see the card.

    >>> about = {"number": 2, "title": "The LSTM: a lane", "says": "Can it learn?"}
    >>> alternative(about, "A book")
    'A book, chapter 2. The LSTM: a lane. Can it learn?'
    """
    place = f"{site}, chapter {about['number']}" if about["number"] else site
    stop = "" if about["says"].endswith("?") else "."
    names = about["title"] if about["title"].startswith(place) else f"{place}. {about['title']}"
    return f"{names}. {about['says']}{stop}"


def icon(svg, size):
    """Return an icon made of rectangles, the SVG's text, as a picture ``size`` pixels wide."""
    root = ElementTree.fromstring(svg)
    large = 4 * size  # then smaller again, for smooth corners
    scale = large / float(root.get("viewBox").split()[2])
    picture = Image.new("RGB", (large, large), PAPER)  # a phone would show holes black
    for rect in root.iter("{http://www.w3.org/2000/svg}rect"):
        x, y, width, height, radius = (
            float(rect.get(name)) * scale for name in ("x", "y", "width", "height", "rx")
        )
        box = (x, y, x + width, y + height)
        ImageDraw.Draw(picture).rounded_rectangle(box, radius, rect.get("fill"))
    return picture.resize((size, size))


def place(page):
    """Return where a page's card is, seen from the root of the site.

    >>> place("notebooks/02_lstm")
    '_static/cards/notebooks/02_lstm.png'
    """
    return f"_static/cards/{page}.png"


def _add_to_context(app, pagename, templatename, context, doctree):
    about = context["about"]
    if "page" in about:
        context["card"] = {
            "url": app.config.html_baseurl + place(about["page"]),
            "alt": alternative(about, app.config.html_title),
            "width": WIDTH,
            "height": HEIGHT,
        }


def _draw_all(app, exception):
    if exception is not None or app.builder.format != "html":
        return
    folder = Path(app.outdir)
    for page in app.env.found_docs:
        about = about_page(Path(app.srcdir), page, app.env.titles[page].astext())
        file = folder / place(page)
        file.parent.mkdir(parents=True, exist_ok=True)
        draw(about, app.config.html_title).save(file, optimize=True)
    icon(ICON.read_text("utf-8"), 180).save(folder / "_static" / "apple-touch-icon.png")


def setup(app):
    """Register with Sphinx. ``pages`` comes first: it says what a page is about."""
    app.setup_extension("pages")
    app.connect("html-page-context", _add_to_context)
    app.connect("build-finished", _draw_all)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
