"""What opens the chapters: that each has one, and what it is made of."""

import json

import pytest

from book.extensions.postprocess import BuiltPage
from book.extensions.reader.openings import html_of, openings
from book.extensions.reader.widgets import move_values, names
from book.openings import copiers, spelling
from tests.book.built import CHAPTERS
from tests.widgets.notebooks import widgets


def test_every_chapter_has_one():
    assert list(openings()) == CHAPTERS


@pytest.mark.parametrize("page", CHAPTERS)
def test_its_models_are_on_the_page_or_come_with_it(page):
    opening = openings()[page]
    assert bool(opening.of) != bool(opening.made)
    if opening.of:
        values = widgets(page.removeprefix("notebooks/"))[opening.of]
        if name := opening.settings.get("name"):
            assert name in values["models"]
    assert opening.asks.endswith("?")
    assert names(html_of(opening)) == [f"opening_{opening.kind}"]


def test_it_loads_no_second_time_what_the_page_has(tmp_path):
    (tmp_path / "_static/widgets").mkdir(parents=True)
    chapter = '<div class="book-widget" data-widget="roommate">'
    chapter += '<script type="application/json">{"models": {}, "model": ""}</script></div>'
    html = html_of(openings()["notebooks/01_rnn"]) + chapter
    page = BuiltPage.of(html, tmp_path / "page.html", tmp_path)
    move_values(page)
    first, second = page.tree.select(".book-widget")
    assert first["data-values"] == second["data-values"]
    assert json.loads(first["data-settings"])["name"] == "N(0, 1/16)"
    assert len([*(tmp_path / "_static/widgets").iterdir()]) == 1


@pytest.mark.parametrize("digits", copiers.DIGITS)
def test_the_copiers_are_the_first_runs_of_the_ledger(digits):
    saved = json.loads(copiers.RUNS.read_text())["settings"]
    run = saved[f"{digits} digits, {copiers.UNITS} units"]["runs"][str(copiers.SEED)]
    kept = copiers.share(copiers.load(digits), digits)
    assert kept == pytest.approx(run, abs=0.01), "rounded, it copies as well"
    assert copiers.is_current(digits), "run: python -m book.openings.copiers"


def test_the_rule_has_the_most_frequent_sounds():
    words = {"at": ("@t", "At"), "tat": ("t@t",), "ate": ("et",), "tact": ("t@kt",)}
    assert spelling.most_frequent(words) == {"a": "@", "c": "k", "t": "t"}
    values = spelling.values()
    assert values["rule"].keys() >= {letter for word in values["tried"] for letter in word}
    assert len(values["tried"]) == spelling.TRIED
