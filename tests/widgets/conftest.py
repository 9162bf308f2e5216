"""What the tests of the widgets share: modules in JavaScript, widgets in a browser."""

import json
import re
from functools import partial
from types import SimpleNamespace
from unittest.mock import patch

import pytest
from matplotlib.figure import Figure

from book.extensions.postprocess import BuiltPage
from book.extensions.reader.openings import html_of, openings
from book.extensions.reader.widgets import FOLDER, HOST, move_values
from tests.browser import Watched, stand_alone
from tests.javascript import JavaScript
from tests.widgets.notebooks import widgets
from utils.plots import use_style
from utils.widgets.bundle import module, script, style
from utils.widgets.widget import Widget


@pytest.fixture(scope="session", autouse=True)
def figures():
    """A widget's picture, drawn by matplotlib, looks as in a notebook."""
    use_style()


@pytest.fixture
def javascript():
    """`javascript(name).call(function, *arguments)` of utils/widgets/name.js, or of several
    modules that import nothing. No browser is needed."""
    return lambda *names: JavaScript("\n".join(map(module, names)))


@pytest.fixture
def read(javascript):
    """`read(stored, texts, hidden, block, head)`: what the page says to each text, and where it
    looked with this head: `ask` and `looked` in JavaScript."""
    source = """async (module, stored, texts, hidden, ...head) => {
        const machine = await module.load(stored);
        const all = texts.map((text) => module.ask(machine, text, hidden));
        return all.map((said) => ({ ...said, looked: module.looked(said, ...head) }));
    }"""
    module = javascript("seq2seq_model")
    return lambda stored, texts, hidden=(), *head: module.run(
        source, stored, texts, list(hidden), *head
    )


@pytest.fixture
def build(tmp_path):
    """`build(widget)`: the file of a page as the site's build leaves it, with the files that it
    loads beside it."""

    def build_page(widget):
        (tmp_path / FOLDER).mkdir(parents=True, exist_ok=True)
        file, scripts = tmp_path / "page.html", [script(widget.name), HOST.read_text("utf-8")]
        stand_alone(widget.to_html(), scripts, [style(widget.name)], file)
        page = BuiltPage.of(file.read_text("utf-8"), file, tmp_path)
        move_values(page)
        file.write_text(str(page.tree), "utf-8")
        return file

    return build_page


@pytest.fixture
def show(chromium, tmp_path):
    """`show(widget, **media)`: a page from disk on which the widget is live, for a reader with
    these media. At the end of the test, fails if a script failed or another host was asked."""
    context = chromium.new_context(viewport={"width": 800, "height": 900})
    watched = []

    def open_page(widget, **media):
        scripts = [script(widget.name), HOST.read_text("utf-8")]
        file = tmp_path / f"{len(watched)}.html"
        address = stand_alone(live_html(widget), scripts, [style(widget.name)], file)
        watched.append(Watched(context))
        page = watched[-1].page
        page.emulate_media(**media)
        page.goto(address)
        page.wait_for_selector(".book-widget.is-live")
        return page

    yield open_page
    context.close()
    for page in watched:
        assert not page.problems()


def live_html(widget):
    """The HTML of a widget without its picture: where it lives that is not seen, and takes long
    to draw. The pictures: test_widget.py."""
    if not isinstance(widget, Widget):
        return widget.to_html()
    with patch.object(type(widget), "draw", lambda _: Figure(figsize=(1, 1))):
        return widget.to_html()


def want_no_motion(page):
    """Open the page again for a reader who wants no motion."""
    page.emulate_media(reduced_motion="reduce")
    page.reload()
    page.wait_for_selector(".book-widget.is-live")


@pytest.fixture
def show_at_once(show):
    """The same for a reader who wants no motion: an answer is there at once, not letter by
    letter."""
    return partial(show, reduced_motion="reduce")


@pytest.fixture
def check_play(show):
    """Plays what a widget shows bit by bit, and stops; a reader who wants no motion steps.

    The check takes the widget, what selects the bits that are shown, and what is said with the
    second one."""

    def check(widget, bits, second):
        page = show(widget)
        page.get_by_role("button", name="Play", exact=True).click()
        assert page.locator(bits).count() == 1
        page.get_by_text(second).wait_for()
        page.get_by_role("button", name="Stop").click()
        want_no_motion(page)
        assert page.get_by_role("button", name=re.compile("^Play")).count() == 0
        page.get_by_role("button", name="Step").click()
        assert page.locator(bits).count() == 1

    return check


@pytest.fixture
def opened(show):
    """`opened(chapter)`: its opening by itself, live."""

    def open_one(chapter):
        about = openings()[f"notebooks/{chapter}"]
        html = html_of(about)
        if about.of:
            values = json.dumps(widgets(chapter)[about.of]).replace("<", "\\u003c")
            end = html.rindex("</div>", 0, html.rindex("</div>"))
            script = f'<script type="application/json">{values}</script>'
            html = html[:end] + script + html[end:]
        name = f"opening_{about.kind}"
        return show(SimpleNamespace(name=name, to_html=lambda: html)).locator(".bw")

    return open_one
