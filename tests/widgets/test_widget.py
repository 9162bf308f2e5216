"""What all widgets share."""

import json
import re

import matplotlib
import pytest

from tests.widgets import examples
from utils.cells import LSTMCell
from utils.tagger import Tagger
from utils.widgets.walkthrough import Walkthrough

MAKERS = [make for name, make in vars(examples).items() if name in examples.NAMES]
each = pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__)


@each
def test_the_saved_html_holds_a_picture_and_all_values(make):
    widget = make()
    data, _ = widget._repr_mimebundle_()
    assert data["text/plain"] == f"{type(widget).__name__}()"
    html = data["text/html"]
    alt, caption = re.search(
        r'<img alt="([^"]+)".*<figcaption>(.+?)</figcaption>', html
    ).groups()
    assert alt == caption
    assert len(caption) > 40
    values = json.loads(re.search(r'json">(.*?)</script>', html, re.DOTALL)[1])
    assert values.keys() == set(widget.value_names())
    assert "application/vnd.jupyter.widget-view+json" in data


@each
def test_the_same_values_give_the_same_html(make):
    assert make().to_html() == make().to_html()


@each
def test_the_picture_has_the_books_style_in_any_notebook(make):
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        elsewhere = make().to_html()
    assert elsewhere == make().to_html()


def test_values_cannot_end_the_page(show):
    """Whatever stands in a text, it stays text."""
    title = "</script><!--<script>&<b>"
    widget = Walkthrough.of_cell(Tagger(LSTMCell(2, 4), 3), "SR", title=title)
    assert show(widget).locator(".bw-title").inner_text() == title
