"""What goes wrong on a page is seen: without this, the other tests here could not fail."""

import pytest

from tests.browser import served
from tests.engines.frame import Frame
from tests.engines.server import Recording

ELSEWHERE = "http://elsewhere.example"
FAULTS = {
    "<script>nobody()</script>": "nobody",
    "<script>Promise.reject(Error('a promise'))</script>": "a promise",
    "<script>console.error('a complaint')</script>": "a complaint",
    "<script>console.warn('a warning')</script>": "a warning",
    "<script src='gone.js'></script>": "/gone.js",
    "<img src='gone.png'>": "/gone.png",
    "<style>body { background: url('gone.webp') }</style>": "/gone.webp",
    "<script type='module'>import('./gone.mjs')</script>": "/gone.mjs",
    f"<script src='{ELSEWHERE}/a.js'></script>": f"refused: {ELSEWHERE}/a.js",
    f"<img src='{ELSEWHERE}/a.png'>": f"refused: {ELSEWHERE}/a.png",
    f"<link rel='stylesheet' href='{ELSEWHERE}/a.css'>": f"refused: {ELSEWHERE}/a.css",
    f"<p style='cursor: url({ELSEWHERE}/a.cur), auto'>": f"refused: {ELSEWHERE}/a.cur",
    f"<script>fetch('{ELSEWHERE}/a.json')</script>": f"refused: {ELSEWHERE}/a.json",
    f"<iframe src='{ELSEWHERE}/a'></iframe>": f"refused: {ELSEWHERE}",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("pages")


@pytest.fixture(scope="module")
def address(folder):
    with served(folder, Recording) as address:
        yield address


@pytest.fixture
def problems(engine, folder, address):
    """`problems(body)`: what is recorded on a page with this body."""
    frame = Frame(engine, address)

    def opened(body):
        html = f"<!doctype html><html><head></head><body>{body}</body></html>"
        (folder / "page.html").write_text(html, "utf-8")
        frame.open("page.html")
        return frame.problems()

    return opened


@pytest.mark.parametrize("fault", FAULTS)
def test_every_fault_is_recorded(problems, fault):
    assert FAULTS[fault] in "\n".join(problems(fault))


def test_without_a_fault_nothing_is_recorded(problems):
    assert problems("<p>All is well.</p><script>console.log('well')</script>") == []
