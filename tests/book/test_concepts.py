"""The map of concepts: every box leads somewhere, and every arrow points forward."""

import re
from itertools import combinations

import pytest

from book.extensions.reader.concept_map import HEIGHT, WIDTH, markdown_list, read
from tests.book.built import HTML, ROOT

DATA = ROOT / "book" / "concepts.yml"
PAGE = HTML / "book" / "concepts.html"
BOX = re.compile(r'<a class="c\d+" href="([^"]+)"><title>.*?<text[^>]*>(.*?)</text></a>')
ITEM = re.compile(r'<li><p><a class="reference internal" href="([^"]+)">(?:<span[^>]*>)?(.*?)<')


def test_every_box_leads_to_a_section():
    boxes = BOX.findall(PAGE.read_text())
    assert len(boxes) == len(read(DATA)[1])
    for address, name in boxes:
        page, place = address.split("#")
        assert f'<section id="{place}">' in (PAGE.parent / page).read_text(), name


def test_the_list_has_the_same_concepts_and_links():
    html = PAGE.read_text()
    assert ITEM.findall(html) == BOX.findall(html)


def test_every_arrow_is_drawn():
    _, concepts, _ = read(DATA)
    arrows = re.search(r'<g class="arrows">(.*?)</g>', PAGE.read_text())[1]
    assert arrows.count("<path") == sum(len(c.builds_on) for c in concepts.values())


def test_boxes_do_not_touch():
    for a, b in combinations(read(DATA)[1].values(), 2):
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
