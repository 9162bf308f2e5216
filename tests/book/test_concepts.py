"""The map of concepts: every box leads somewhere, and every arrow points forward."""

import re
from itertools import combinations

import pytest

from book.extensions.reader.concept_map import HEIGHT, WIDTH, markdown_list, paths, read
from tests.book.built import HTML, ROOT

DATA = ROOT / "book" / "concepts.yml"
PAGE = HTML / "book" / "concepts.html"
BOX = re.compile(r'<a class="c\d+[^>]* href="([^"]+)"><title>.*?<text[^>]*>(.*?)</text>')
MAP = re.compile(r'<svg class="columns-(\d)".*?</svg>', re.DOTALL)
ITEM = re.compile(r'<li><p><a class="reference internal" href="([^"]+)">(?:<span[^>]*>)?(.*?)<')


def maps():
    """The two maps of the page, by their columns."""
    return {int(found[1]): found[0] for found in MAP.finditer(PAGE.read_text())}


def test_every_box_leads_to_a_section():
    boxes = BOX.findall(maps()[4])
    assert len(boxes) == len(read(DATA)[1])
    for address, name in boxes:
        page, place = address.split("#")
        assert f'<section id="{place}">' in (PAGE.parent / page).read_text(), name


def test_the_list_has_the_same_concepts_and_links():
    items = ITEM.findall(PAGE.read_text())
    assert maps().keys() == {4, 2}
    for drawn in maps().values():
        assert items == BOX.findall(drawn)


def test_every_arrow_is_drawn():
    _, concepts, _ = read(DATA)
    for drawn in maps().values():
        arrows = re.search(r'<g class="arrows">(.*?)</g>', drawn)[1]
        assert arrows.count("<path") == sum(len(c.builds_on) for c in concepts.values())


def test_a_box_lights_all_ways_that_lead_to_it_or_from_it():
    _, concepts, _ = read(DATA)
    before, numbers = paths(concepts), {c.number: name for name, c in concepts.items()}
    assert before["long runs"] == {"vanishing gradient", "back through time", "hidden state"}
    arrows = re.findall(r'<path class="((?:w\d+ ?)+)"', maps()[4])
    ways = [(b, name) for name, c in concepts.items() for b in c.builds_on]
    for (first, last), lit in zip(ways, arrows, strict=True):
        for name in (numbers[int(number[1:])] for number in lit.split()):
            leads = last == name or last in before[name]
            assert leads or first == name or name in before[first], (first, last, name)
        assert {f"w{concepts[name].number}" for name in (first, last)} <= set(lit.split())


def test_what_was_read_has_a_tick_until_it_is_forgotten(visit):
    page = visit("http", "notebooks/01_rnn").page
    page.locator("#the-formula > :not(section)").last.scroll_into_view_if_needed()
    page.wait_for_timeout(2500)
    page.goto(page.url.partition("#")[0].replace("notebooks/01_rnn", "book/concepts"))
    box = page.locator("svg.columns-4 a[href$='#the-formula']")
    assert "is-read" in box.get_attribute("class")
    assert box.locator(".tick").is_visible()
    page.get_by_role("button", name="Clear my ticks").click()
    assert page.locator(".concept-map .is-read").count() == 0
    page.reload()
    assert page.locator(".concept-map .is-read").count() == 0


def test_on_a_phone_the_map_fits_and_can_be_read(visit):
    page = visit("file", "book/concepts", viewport={"width": 390, "height": 844}).page
    assert not page.locator("svg.columns-4").is_visible()
    drawn = page.locator("svg.columns-2").bounding_box()
    assert 0 <= drawn["x"] < drawn["x"] + drawn["width"] <= 390
    scale = drawn["width"] / page.evaluate(
        "document.querySelector('svg.columns-2').viewBox.baseVal.width"
    )
    assert 14.5 * scale >= 11  # its letters, in pixels


@pytest.mark.parametrize("columns", [4, 2])
def test_boxes_do_not_touch(columns):
    for a, b in combinations(read(DATA, columns)[1].values(), 2):
        assert abs(a.x - b.x) > WIDTH or abs(a.y - b.y) > HEIGHT, (a.name, b.name)


def test_there_is_a_question_for_each():
    _, concepts, _ = read(DATA)
    assert all(concept.question.endswith("?") for concept in concepts.values())
    assert len([line for line in markdown_list(DATA) if line.startswith("  -")]) == len(
        concepts
    )


@pytest.mark.parametrize("builds_on", ["later", "nobody", "first"])
def test_what_builds_on_a_later_one_is_refused(tmp_path, builds_on):
    file = tmp_path / "concepts.yml"
    entry = "{{name: {0}, at: [1, 1], link: a, question: 'b?', builds_on: [{1}]}}"
    entries = [entry.format("first", builds_on), entry.format("later", "first")]
    file.write_text(f"- {{chapter: A, page: b, concepts: [{', '.join(entries)}]}}")
    with pytest.raises(ValueError, match="not above it"):
        read(file)
