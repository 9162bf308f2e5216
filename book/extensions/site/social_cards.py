"""The picture that a shared link shows: one PNG a page, drawn when the book is built.

No page loads its own card; only other sites do, so the head names it once the site's address is
known (``urls.py``). sphinxext-opengraph's cards have no room for the question that a chapter
answers, and it takes descriptions from the first words of a page.
"""

import io
import textwrap

from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, Rectangle
from PIL import Image

from utils.plots import BLUE, INK, PAPER
from utils.plots import QUIET as GREY

WIDTH, HEIGHT = 1200, 630  # what the sites that show cards ask for
SIZE = {"width": WIDTH, "height": HEIGHT}
FONT = "DejaVu Sans"  # matplotlib brings it along
NIGHT, STEP, HERE = "#07344f", "#4088b3", "#f3a27c"


def draw(page, site, chapters):
    """Return the card of a page, a picture of WIDTH by HEIGHT pixels.

    Args:
        page: what the page says about itself, a ``Page``.
        site: the title of the book.
        chapters: how many the book has.
    """
    figure = Figure(figsize=(WIDTH / 100, HEIGHT / 100), dpi=100, facecolor=PAPER)
    ax = figure.add_axes((0, 0, 1, 1), xlim=(0, WIDTH), ylim=(0, HEIGHT))
    ax.set_axis_off()
    name, _, rest = page.title.partition(": ")
    lines = [(line, 56, 84, INK, "bold") for line in textwrap.wrap(name, 12)]
    lines += [(rest, 29, 64, INK, "normal")] if rest else []
    summary = balanced_lines(page.summary, 26)
    lines += [(line, 27, 46 if n else 80, BLUE, "bold") for n, line in enumerate(summary)]
    y = (HEIGHT + sum(leading for _, _, leading, _, _ in lines)) / 2
    for text, size, leading, color, weight in lines:
        y -= leading
        _write(ax, y, text, size, color, weight)
    _write(ax, 545, f"{site} · chapter {page.number}" if page.number else site, 19, GREY)
    ax.add_patch(Rectangle((740, 0), 460, HEIGHT, fc=NIGHT))
    _draw_stairs(ax, chapters, page.number)
    file = io.BytesIO()
    figure.savefig(file)
    return Image.open(file).convert("RGB").quantize(64)  # half the bytes, no difference seen


def _write(ax, y, text, size, color, weight="normal"):
    ax.text(80, y, text, fontfamily=FONT, fontsize=size, fontweight=weight, color=color)


def _draw_stairs(ax, steps, here):
    """The whole book: a step for each chapter; one of them may be this page's."""
    width = 360 / steps
    for n in range(1, steps + 1):
        box = (790 + (n - 1) * width, 145), 0.9 * width, 340 * (n + 1) / (steps + 1)
        color = HERE if n == here else STEP
        ax.add_patch(FancyBboxPatch(*box, "round,pad=0,rounding_size=8", fc=color, ec="none"))


def balanced_lines(text, width):
    """Return the text in as few lines as fit, about equally long.

    >>> balanced_lines("Can it learn from long runs?", 26)
    ['Can it learn', 'from long runs?']
    """
    lines = textwrap.wrap(text, width)
    narrower = (textwrap.wrap(text, n) for n in range(1, width))
    return next((shorter for shorter in narrower if len(shorter) == len(lines)), lines)


def alt_text(page, site):
    """Return the card's alternative text.

    >>> from book.extensions.site.pages import Page
    >>> alt_text(Page("a", "The LSTM: a lane", number=2, question="Can it learn?"), "A book")
    'A book, chapter 2. The LSTM: a lane. Can it learn?'
    """
    place = f"{site}, chapter {page.number}" if page.number else site
    stop = "" if page.summary.endswith("?") else "."
    names = page.title if page.title.startswith(place) else f"{place}. {page.title}"
    return f"{names}. {page.summary}{stop}"


def card_path(page):
    """Return where a page's card is, seen from the root of the site.

    >>> card_path("notebooks/02_lstm")
    '_static/cards/notebooks/02_lstm.png'
    """
    return f"_static/cards/{page}.png"


def template_context(page, config):
    """Return what the head says about the card of a page."""
    url, alt = config.html_baseurl + card_path(page.docname), alt_text(page, config.html_title)
    return {"url": url, "alt": alt, **SIZE}


def draw_all(folder, pages, title, chapters):
    """Draw the cards of these pages into the folder of the site."""
    for page in pages:
        file = folder / card_path(page.docname)
        file.parent.mkdir(parents=True, exist_ok=True)
        draw(page, title, chapters).save(file, optimize=True)
