"""What each built page says about itself, in its head, at its foot, and on its card."""

import json
import re
from html import unescape
from itertools import pairwise
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
import yaml
from PIL import Image, ImageColor
from sphinx.errors import ExtensionError

from book.extensions.site import decks, pages
from book.extensions.site.chapter_footer import NAMES
from book.extensions.site.urls import is_placeholder
from tests.book.built import CHAPTERS, HTML, PAGES, ROOT, read

BOOK = "From RNN to Attention"
SAYS = yaml.safe_load((ROOT / "book" / "pages.yml").read_text("utf-8"))
BUILT = [*PAGES, "index", "404", "search"]
SOURCES = {"zhoukekestar.github.io", "jalammar.github.io"}  # blogs that the book cites


@pytest.fixture(scope="module")
def built():
    return read(BUILT)


def titles(page):
    head = page.text.partition("</head>")[0]  # a drawing has a title too
    return [unescape(title) for title in re.findall("<title>(.*?)</title>", head)]


def meta(page):
    """What the head says, from a name to all that it says under that name."""
    said = {}
    for tag in page.all("meta"):
        said.setdefault(tag.get("name") or tag.get("property"), []).append(tag.get("content"))
    return said


def text_of(html):
    return " ".join(unescape(re.sub("<[^>]+>", "", html)).split())


def element(page, opening, closing):
    """The HTML of the only element that begins and ends so."""
    (found,) = re.findall(f"{opening}.*?{closing}", page.text, re.DOTALL)
    return found


@pytest.mark.parametrize("page", BUILT)
def test_one_title_of_each_page_names_it_and_the_book(built, page):
    (title,) = titles(built[page])
    assert BOOK in title
    assert len(title) <= 65
    if page in CHAPTERS:
        heading = pages.chapters(ROOT)[CHAPTERS.index(page)].title
        assert title == f"{heading} \N{EN DASH} {BOOK}"


def test_no_two_pages_have_a_title_or_a_description_in_common(built):
    seen = [titles(built[page])[0] for page in PAGES]
    seen += [meta(built[page])["description"][0] for page in PAGES]
    assert len(set(seen)) == 2 * len(PAGES)


@pytest.mark.parametrize("page", PAGES)
def test_the_head_says_what_the_page_says_about_itself(built, page):
    said, description = meta(built[page]), SAYS[page]["description"]
    assert 110 <= len(description) <= 155
    for name in ("description", "og:description", "twitter:description"):
        assert said[name] == [description]
    assert said["og:title"] == said["twitter:title"]
    assert said["og:title"][0] in titles(built[page])[0]
    assert said["og:site_name"] == [BOOK]
    assert said["og:type"] == ["website" if page == PAGES[0] else "article"]
    assert len(said["theme-color"]) == 2
    assert len(said["viewport"]) == 1
    icons = {tag["rel"] for tag in built[page].all("link")}
    assert {"icon", "apple-touch-icon"} <= icons


def test_while_the_address_is_a_placeholder_no_page_names_one(built):
    config = yaml.safe_load((ROOT / "_config.yml").read_text())
    if not is_placeholder(config["repository"]["url"]) or config["html"].get("baseurl"):
        pytest.skip("the address is set")
    for page in built.values():
        assert not [tag for tag in page.all("link") if tag["rel"] == "canonical"]
        assert not meta(page).keys() & {"og:url", "og:image", "twitter:image"}
        assert set(re.findall(r"[\w.-]*github\.io", page.text)) <= SOURCES
    for name in ("sitemap.xml", "robots.txt", "_static/cards"):
        assert not (HTML / name).exists()


def test_the_icon_is_there_in_both_forms():
    drawing = ElementTree.parse(HTML / "_static" / "favicon.svg").getroot()
    picture = Image.open(HTML / "_static" / "apple-touch-icon.png").convert("RGB")
    assert picture.size == (180, 180)
    scale = 180 / float(drawing.get("viewBox").split()[2])
    for square in drawing.iter("{http://www.w3.org/2000/svg}rect"):
        x, y, side = (float(square.get(name)) for name in ("x", "y", "width"))
        middle = picture.getpixel(((x + side / 2) * scale, (y + side / 2) * scale))
        assert middle == ImageColor.getrgb(square.get("fill"))


@pytest.mark.parametrize("way", ["prev", "next"])
def test_the_links_at_the_foot_say_what_comes(built, way):
    order = PAGES if way == "next" else PAGES[::-1]
    for page, neighbour in pairwise(order):
        html = element(built[page], f'<a class="neighbour {way}"', "</a>")
        (address,) = re.findall('href="(.*?)"', html)
        assert built[page].target(address)[0] == (HTML / f"{neighbour}.html").resolve()
        says = SAYS[neighbour].get("question") or SAYS[neighbour]["description"].split(". ")[0]
        assert text_of(html).endswith(says)
        assert len(says) <= 70
    assert f'class="neighbour {way}"' not in built[order[-1]].text


def test_the_next_chapter_is_named_with_its_number_and_question(built):
    html = element(built[CHAPTERS[0]], '<a class="neighbour next"', "</a>")
    assert text_of(html) == "Next: 2 The LSTM Can it learn from long runs?"


@pytest.mark.parametrize("page", CHAPTERS)
def test_a_chapters_foot_says_when_it_was_verified_and_with_what(built, page):
    notebook = json.loads((ROOT / f"{page}.ipynb").read_text("utf-8"))
    verified = notebook["metadata"]["verified"]
    foot = text_of(element(built[page], '<footer class="chapter-foot"', "</footer>"))
    year, _, day = verified["date"].split("-")
    assert re.search(rf"verified on {int(day)} [A-Z][a-z]+ {year} with Python ", foot)
    for package in verified.keys() - {"date", "fingerprint", "seal"}:
        assert f"{NAMES[package]} {verified[package].split('+')[0]}" in foot


@pytest.mark.parametrize("page", CHAPTERS)
def test_the_download_is_the_notebook(built, page):
    (link,) = [tag for tag in built[page].all("a") if "download" in tag]
    assert link["download"] == f"{page.split('/')[-1]}.ipynb"
    file, _ = built[page].target(link["href"])
    assert file.read_bytes() == (ROOT / f"{page}.ipynb").read_bytes()


@pytest.mark.parametrize("page", CHAPTERS)
def test_a_chapters_foot_leads_to_its_slides(built, page):
    foot = element(built[page], '<footer class="chapter-foot"', "</footer>")
    (address,) = re.findall('href="([^"]*slides/[^"]*)"', foot)
    file, _ = built[page].target(address)
    assert file == (HTML / "slides" / f"{page.split('/')[-1]}.html").resolve()
    assert file.is_file()


def test_a_page_without_slides_has_no_link_to_any():
    env = SimpleNamespace(
        metadata={"notebooks/a": {"slides": True}, "b": {"slides": False}, "c": {}}
    )
    found = [decks.address(env, page) for page in env.metadata]
    assert found == ["slides/a.html", "", ""]


def test_only_chapters_have_a_foot(built):
    with_foot = [page for page in BUILT if 'class="chapter-foot"' in built[page].text]
    assert with_foot == CHAPTERS


def test_the_root_of_the_site_leads_to_the_first_page(built):
    refresh = [tag for tag in built["index"].all("meta") if "http-equiv" in tag]
    assert refresh == [{"http-equiv": "refresh", "content": f"0; url={PAGES[0]}.html"}]
    assert titles(built["index"]) == titles(built[PAGES[0]])


def test_the_page_for_a_wrong_address_leads_on(built):
    page = built["404"]
    targets = [page.target(tag["href"])[0] for tag in page.all("a")]
    for chapter in CHAPTERS:
        assert (HTML / f"{chapter}.html").resolve() in targets
    assert [form for form in page.all("form") if form.get("role") == "search"]


@pytest.mark.parametrize("page", ["404", "search"])
def test_search_engines_leave_out_what_is_no_page_of_the_book(built, page):
    assert meta(built[page])["robots"] == ["noindex"]


def test_chapters_speak_for_themselves(built):
    chapters = pages.chapters(ROOT)
    assert [chapter.docname for chapter in chapters] == CHAPTERS
    assert [chapter.number for chapter in chapters] == list(range(1, len(CHAPTERS) + 1))
    for chapter in chapters:
        assert chapter.reading_time == f"about {chapter.minutes} minutes to read"
        assert chapter.reading_time in built[chapter.docname].text
        assert (HTML / f"{chapter.docname}.html").is_file()
        assert chapter.question in unescape(built[PAGES[0]].text)


@pytest.mark.parametrize(
    ("entries", "message"),
    [
        ({}, "a has no entry"),
        ({"a": {}}, "a has no description"),
        ({"a": {"description": "About a."}}, "a has no question"),
        ({"a": {"description": "About a.", "question": "Why?"}, "b": {}}, "b is not in"),
    ],
)
def test_a_page_that_says_nothing_about_itself_fails_the_build(entries, message):
    with pytest.raises(ExtensionError, match=message):
        pages.check(entries, ["a"], ["a"])


def test_a_chapter_without_its_time_fails_the_build(tmp_path):
    (tmp_path / "_toc.yml").write_text(
        "{root: a, parts: [{caption: c, numbered: 1, chapters: [{file: b}]}]}"
    )
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "pages.yml").write_text(
        "{a: {description: A.}, b: {description: B., question: Why}}"
    )
    cells = [{"cell_type": "markdown", "source": ["# B\n", "**Time** an hour to read"]}]
    (tmp_path / "b.ipynb").write_text(json.dumps({"cells": cells}))
    with pytest.raises(ExtensionError, match="no line '\\*\\*Time"):
        pages.chapters(tmp_path)
