"""The built book: each page in a browser, what readers do with it, and what is made from it."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from tests.book.built import CHAPTERS, CHINESE, CHINESE_CHAPTERS, HTML
from tests.runner.check import ROOT, Check, Part
from tests.runner.checks.command import BUILD, TESTS, pytest
from tests.runner.checks.engines import OTHERS
from tests.runner.contents import code_of, commit, files, shown_on, tests_in, without_text
from tests.runner.inputs import needed_by

AFTER = (BUILD,)
BOOK, WIDGETS = TESTS / "book", TESTS / "widgets"
IN_BROWSER, ON_PAGES = BOOK / "test_in_browser.py", WIDGETS / "test_pages.py"
PHONE, SIZES, TOUCH = BOOK / "test_phone.py", BOOK / "test_sizes.py", WIDGETS / "test_touch.py"
# They share the opened pages, so the order counts: in the last ones more is opened and changed.
OF_TEXT = [IN_BROWSER, BOOK / "test_chapters.py", PHONE, SIZES]
OF_WIDGETS = [ON_PAGES, TOUCH]
GUESSES, DECKS = BOOK / "test_guesses.py", BOOK / "test_decks.py"
STAGE = sorted(BOOK.glob("test_stage*.py"))
SEARCH, ADDRESS = BOOK / "test_search.py", BOOK / "test_address.py"
IN_CHINESE = BOOK / "test_chinese.py"
ZIPS = [BOOK / "test_offline.py", BOOK / "test_packing.py"]
# What a reader does who opens pages; the rest of the tests in `book` only reads them.
READING = [
    BOOK / f"test_{name}.py" for name in ("reading", "exercises", "first_page", "languages")
]
WORDS = [BOOK / f"test_{name}.py" for name in ("ledger_page", "glossary", "concepts")]
# The pages that these open besides the chapters.
OPENED = {
    "guesses": [],
    "the stage": [],
    "reading": ["book/index", "book/running", "zh/book/running"],
}


def site(*tests: Path) -> set[Path]:
    """The inputs of tests that look at the whole of the built book."""
    parts = files("_build/html/**/*", "book/**/*", "notebooks/*", "_*.yml")
    return needed_by(tests).union(parts)


def opened(name: str, *tests: Path) -> Iterator[Path]:
    """The inputs of tests that open the chapters, and few other pages."""
    yield from needed_by(tests)
    for page in (*CHAPTERS, *OPENED[name]):
        yield from shown_on(page)
    yield from (ROOT / f"{chapter}.ipynb" for chapter in CHAPTERS)


def shelves() -> Iterator[Check]:
    """What is made from the built book."""
    for name, files_of, tier in (
        ("EPUB", ("epub", "offer"), "test"),
        ("PDF", ("pdf",), "all"),  # printing takes minutes
        ("EPUB and PDF in Chinese", ("chinese",), "all"),
    ):
        tests = [TESTS / "shelves" / f"test_{one}.py" for one in files_of]
        inputs = lambda tests=tests: site(*tests)  # noqa: E731
        yield Check(name, "shelves", pytest(*tests), inputs, AFTER, tier)
    yield Check(
        "zips",
        "shelves",
        pytest(*ZIPS),
        lambda: [*site(*ZIPS), *files("utils/**/*"), commit()],
        AFTER,
        "test",
        exact=True,
    )


def journeys() -> Iterator[Check]:
    """What a reader does on several pages, and what all of them must have."""
    for name, tests, tier in (
        ("the site in Chinese", [IN_CHINESE], "check"),
        ("guesses", [GUESSES], "check"),
        ("the stage", STAGE, "check"),
        ("reading", READING, "check"),
        ("ledger, glossary, concepts", WORDS, "check"),
        ("search", [SEARCH], "test"),
    ):
        inputs = partial(opened, name, *tests) if name in OPENED else partial(site, *tests)
        yield Check(name, "site", pytest(*tests), inputs, AFTER, tier)
    yield Check("with an address", "site", pytest(ADDRESS), with_address, AFTER, "test")
    alone = {IN_CHINESE, GUESSES, DECKS, SEARCH, ADDRESS}
    apart = {*alone, *OF_TEXT, *STAGE, *READING, *WORDS, *ZIPS}
    others = [path for path in tests_in("book") if path not in apart]
    with_examples = [
        ROOT / "book" / name for name in ("formulas.py", "headings.py", "extensions")
    ]
    command = pytest("--doctest-modules", *with_examples, *others)
    yield Check("the site", "site", command, lambda: site(*others), AFTER, exact=True)


def with_address() -> set[Path]:
    parts = files(
        "book/assets/**/*",
        "book/extensions/**/*",
        "book/formulas.py",
        "book/templates/**/*",
        "book/pages.yml",
    )
    own = files("_config.yml", "notebooks/02_lstm.ipynb", "utils/widgets/*", "utils/plots*")
    return needed_by([ADDRESS]).union(parts, own)


def of_chapter(chapter: str) -> Iterator[Check]:
    """The page of a chapter, and its widgets, which do not depend on the text around them."""
    name = Path(chapter).name

    def common(tests):
        yield from needed_by([IN_BROWSER])
        # Of the Python files only the tests: another check compares the models.
        yield from (path for path in needed_by(tests) if TESTS in path.parents)
        yield code_of(ROOT / f"{chapter}.ipynb")

    def text():
        return [*common(OF_TEXT), *shown_on(chapter)]

    def widgets():
        shown = shown_on(chapter) - {HTML / f"{chapter}.html"}
        return [*common(OF_WIDGETS), *shown, without_text(chapter)]

    about = "--about", chapter, "--about", name
    yield Check(f"page {chapter}", "chapter", pytest(*OF_TEXT, *about), text, AFTER)
    command = pytest(*OF_WIDGETS, *about)
    yield Check(f"widgets of {chapter}", "widgets of a chapter", command, widgets, AFTER)


def pages() -> Iterator[Check]:
    """Each page: what it shows decides whether its tests run again."""
    command, common = pytest(IN_BROWSER), lambda: needed_by([IN_BROWSER])
    parts = tuple(Part(page, ("--about", page), partial(shown_on, page)) for page in OTHERS)
    yield Check("other pages", "page", command, common, AFTER, parts=parts)
    for chapter in CHAPTERS:
        yield from of_chapter(chapter)
    for chapter in (*CHAPTERS, *CHINESE_CHAPTERS):
        deck, command = (
            chapter.replace("notebooks", "slides"),
            pytest(DECKS, "--about", chapter),
        )
        inputs = lambda deck=deck: needed_by([DECKS]) | shown_on(deck)  # noqa: E731
        folder = deck.rpartition("/")[0]
        yield Check(deck, "slides", command, inputs, AFTER, "test", sample=folder)
    for page in [*CHINESE, "zh/search"]:
        inputs = lambda page=page: common() | shown_on(page)  # noqa: E731
        about, sample = [*command, "--about", page], "page in Chinese"
        yield Check(f"page {page}", "page", about, inputs, AFTER, "test", sample=sample)
