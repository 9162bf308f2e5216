"""What must be true of the built pages. `make book` builds them first."""

import html
import re
from urllib.parse import urlsplit

import pytest
import yaml
from fontTools.ttLib import TTFont
from PIL import Image

from book.extensions.performance.images import svg_size
from book.extensions.site.urls import is_placeholder
from tests.book.built import CHAPTERS, CHINESE, PAGES, ROOT, read

EVERY = [*PAGES, *CHINESE]


@pytest.fixture(scope="module")
def site():
    return read(EVERY)


def is_foreign(address):
    return bool(urlsplit(address).netloc)


@pytest.mark.parametrize("page", EVERY)
def test_no_other_host_is_asked(site, page):
    foreign = [a for a in site[page].loads() if is_foreign(a)]
    assert not foreign


@pytest.mark.parametrize("page", EVERY)
def test_everything_a_page_loads_is_there(site, page):
    for address in site[page].loads():
        if not address.startswith("data:"):
            file, _ = site[page].target(address)
            assert file.is_file(), address


@pytest.mark.parametrize("page", EVERY)
def test_links_inside_the_book_lead_somewhere(site, page):
    by_path = {p.path.resolve(): p for p in site.values()}
    for attributes in site[page].all("a"):
        address = attributes.get("href", "")
        if is_foreign(address) or not address:
            continue
        file, place = site[page].target(address)
        assert file.is_file(), address
        if place and file in by_path:
            assert place in by_path[file].ids, address


FOCUSED = {"a", "button", "input", "select", "summary", "textarea"}


@pytest.mark.parametrize("page", EVERY)
def test_nothing_stands_before_the_link_past_the_contents(site, page):
    """Whatever a browser makes of it: by the keyboard one meets it first."""
    met = [tag for name, tag in site[page].tags if name in FOCUSED or "tabindex" in tag]
    assert met[0]["href"] == "#main-content"
    assert "main-content" in site[page].ids
    assert all(tag.get("tabindex") in (None, "0", "-1") for tag in met), "these would be first"


@pytest.mark.parametrize("page", EVERY)
def test_one_search_box(site, page):
    boxes = [a for a in site[page].all("input") if a.get("type") == "search"]
    assert len(boxes) == 1


@pytest.mark.parametrize("page", EVERY)
def test_every_picture_has_alt_text(site, page):
    for attributes in site[page].all("img"):
        if attributes.get("class") != "panel":
            assert attributes.get("alt"), attributes
    for attributes in site[page].all("span"):
        if attributes.get("class") == "panels":
            assert attributes["role"] == "img"
            assert attributes["aria-label"]


@pytest.mark.parametrize("page", EVERY)
def test_every_picture_names_its_size(site, page):
    for attributes in site[page].all("img"):
        file, _ = site[page].target(attributes["src"])
        size = svg_size(file) if file.suffix == ".svg" else Image.open(file).size
        assert (int(attributes["width"]), int(attributes["height"])) == size


@pytest.mark.parametrize("page", CHAPTERS)
def test_chapters_show_their_outputs(site, page):
    assert "cell_output" in site[page].text
    assert "<table" in site[page].text
    assert site[page].all("img")
    assert "✓" in site[page].text


@pytest.mark.parametrize("page", EVERY)
def test_formulas_need_no_script(site, page):
    assert not [address for address in site[page].loads() if "mathjax" in address.lower()]
    assert r"\(" not in site[page].text
    assert r"\[" not in site[page].text


def test_the_font_has_every_character_of_the_formulas(site):
    font = TTFont(ROOT / "book/assets/fonts/stix-two-math-subset.woff2")
    texts = [
        m for page in site.values() for m in re.findall("<math.*?</math>", page.text, re.S)
    ]
    characters = set(html.unescape(re.sub("<[^>]*>", "", "".join(texts))))
    assert len(characters) > 40
    letters = {c for c in characters if not "\u4e00" <= c <= "\u9fff"}  # the rest is words
    assert not {c for c in letters if ord(c) not in font.getBestCmap()} - set("\n")


def test_the_bar_of_a_root_is_one_pixel_thick():
    """At the sizes of formulas. At two, one of them would be above the sign's own line."""
    font = TTFont(ROOT / "book/assets/fonts/stix-two-math-subset.woff2")
    thousandths = font["MATH"].table.MathConstants.RadicalRuleThickness.Value
    assert all(thousandths / 1000 * size <= 1.25 for size in (15.8, 18.8, 20, 22))


def test_callouts_are_boxes(site):
    for page in CHAPTERS:
        boxes = [
            a["class"] for a in site[page].all("div") if "admonition" in a.get("class", "")
        ]
        assert any("guess" in box for box in boxes)


def test_no_dead_repository_link_while_the_address_is_a_placeholder(site):
    config = yaml.safe_load((ROOT / "_config.yml").read_text())
    if not is_placeholder(config["repository"]["url"]):
        pytest.skip("the address is set")
    for page in site.values():
        assert "OWNER" not in page.text
        assert "launch-buttons" not in page.text
        assert "colab.research" not in page.text


def test_the_address_stands_in_one_place():
    config = yaml.safe_load((ROOT / "_config.yml").read_text())
    url = config["repository"]["url"]
    files = [
        *ROOT.glob("*"),
        *(ROOT / "book").rglob("*"),
        *(ROOT / "notebooks").glob("*.ipynb"),
        *(ROOT / "utils").rglob("*.py"),
    ]
    texts = [f for f in files if f.is_file() and f.suffix in {".md", ".yml", ".py", ".ipynb"}]
    assert sum(f.read_text().count(url) for f in texts) == 1
