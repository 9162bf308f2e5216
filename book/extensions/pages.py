"""What each page says about itself: ``book/pages.yml``, given to the templates.

The templates get ``about`` (see ``about_page``), ``before`` and ``after`` (the same of the
neighbours, and their links) and ``chapters``. A page without an entry fails the build.

``chapters(root)`` is there for other extensions too: it needs no running build.
"""

import json
import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import yaml
from sphinx.errors import ExtensionError

FILE = "book/pages.yml"
READING = re.compile(r"\*\*Time\*\* (about (\d+) minutes to read)")
HEADING = re.compile(r"^# (.+)$", re.MULTILINE)

# Pages that are written without a source, by name, and their titles. They are for a reader
# who is already here, so search engines are asked to leave them out.
UNLISTED = {"404": "Page not found", "search": "Search"}
VIEWPORT = '<meta name="viewport" content="width=device-width, initial-scale=1" />'
REDIRECT = "index"  # leads from the site's root to the first page


class Chapter(NamedTuple):
    """A chapter, as it speaks of itself.

    Attributes:
        number: counted from 1, in the order of _toc.yml.
        title: the notebook's first heading.
        question: what it answers.
        reading_time: the words of its own **Time** line: ``about 50 minutes to read``.
        minutes: the number in them.
        page: its name in _toc.yml: ``notebooks/02_lstm``.
    """

    number: int
    title: str
    question: str
    reading_time: str
    minutes: int
    page: str

    @property
    def name(self):
        """The title up to its colon, with the number: ``2 The LSTM``."""
        return f"{self.number} {self.title.partition(':')[0]}"

    @property
    def link(self):
        """Where it is, seen from the root of the site: ``notebooks/02_lstm.html``."""
        return f"{self.page}.html"


def reading_time(text):
    """Return the words and the number of minutes from a chapter's **Time** line, else None.

    >>> reading_time("**Time** about 50 minutes to read, an hour with the exercises.")
    ('about 50 minutes to read', 50)
    >>> reading_time("**Time** long")
    """
    found = READING.search(text)
    return (found[1], int(found[2])) if found else None


def check(entries, pages, numbered):
    """Fail if a page says nothing about itself.

    Args:
        entries: what FILE holds.
        pages: the names of all pages.
        numbered: those that are chapters.

    Raises:
        ExtensionError: an entry or a part of it is missing, or no page has its name.

    >>> check({}, ["book/new"], [])
    Traceback (most recent call last):
    sphinx.errors.ExtensionError: book/pages.yml: book/new has no entry
    """
    for page in pages:
        if page not in entries:
            raise ExtensionError(f"{FILE}: {page} has no entry")
        for part in ("description", "question") if page in numbered else ("description",):
            if not entries[page].get(part):
                raise ExtensionError(f"{FILE}: {page} has no {part}")
    for page in entries.keys() - set(pages):
        raise ExtensionError(f"{FILE}: {page} is no page of _toc.yml")


@lru_cache
def read(root):
    """Return what FILE holds, by page, and the names of the chapters in their order.

    Args:
        root: the folder of _toc.yml, a Path.

    Raises:
        ExtensionError: as ``check``.
    """
    toc = yaml.safe_load((root / "_toc.yml").read_text("utf-8"))
    parts = toc["parts"]
    pages = [toc["root"], *(entry["file"] for part in parts for entry in part["chapters"])]
    numbered = [
        entry["file"] for part in parts if part.get("numbered") for entry in part["chapters"]
    ]
    entries = yaml.safe_load((root / FILE).read_text("utf-8"))
    check(entries, pages, numbered)
    return entries, numbered


@lru_cache
def chapters(root):
    """Return the chapters of the book, in order: a list of ``Chapter``.

    Args:
        root: the folder of _toc.yml, a Path; in an extension ``Path(app.srcdir)``.

    Raises:
        ExtensionError: as ``check``, or a chapter has no heading or no **Time** line.
    """
    entries, numbered = read(root)
    return [
        _chapter(root, number, page, entries[page]["question"])
        for number, page in enumerate(numbered, start=1)
    ]


def _chapter(root, number, page, question):
    notebook = json.loads((root / f"{page}.ipynb").read_text("utf-8"))
    prose = (cell for cell in notebook["cells"] if cell["cell_type"] == "markdown")
    text = "\n".join("".join(cell["source"]) for cell in prose)
    heading, time = HEADING.search(text), reading_time(text)
    if not heading:
        raise ExtensionError(f"{page}: no heading '# ...'")
    if not time:
        raise ExtensionError(f"{page}: no line '**Time** about N minutes to read'")
    return Chapter(number, heading[1], question, *time, page)


def first_sentence(text):
    """Return the first sentence, without its stop.

    >>> first_sentence("Two gates and one state. Why nn.GRU computes another thing.")
    'Two gates and one state'
    """
    return re.split(r"\.(?:\s|$)", text, maxsplit=1)[0]


def about_page(root, page, heading):
    """Return what a page says about itself, for the templates and the cards.

    Args:
        root: the folder of _toc.yml, a Path.
        page: its name in _toc.yml.
        heading: its first heading, as text.

    Returns:
        A dictionary: page, title, description; number (0 if it is no chapter); name (short,
        with the number); says (its question, or its description's first sentence).

    Raises:
        ExtensionError: as ``chapters``, or the page has no entry.
    """
    entries, numbered = read(root)
    if page not in entries:
        raise ExtensionError(f"{FILE}: {page} is built, but has no entry")
    entry = entries[page]
    about = {"page": page, "title": heading, "name": heading, "number": 0, **entry}
    about["says"] = first_sentence(entry["description"])
    if page in numbered:
        chapter = chapters(root)[numbered.index(page)]
        about |= {"name": chapter.name, "says": chapter.question, "number": chapter.number}
    return about


def _about(app, page):
    return about_page(Path(app.srcdir), page, app.env.titles[page].astext())


def _neighbour(app, page, shown):
    """What a link at the foot of a page says; ``shown`` is the theme's, with the address."""
    return {"link": shown["link"], **_about(app, page)} if page and shown else None


def _add_to_context(app, pagename, templatename, context, doctree):
    # Sphinx's template has the same one already.
    context["metatags"] = context.get("metatags", "").replace(VIEWPORT, "")
    context["chapters"] = chapters(Path(app.srcdir))
    page = pagename
    if page == REDIRECT:  # it is known by the address it leads to
        page = app.config.root_doc
        context["pageurl"] = context["pageurl"] and f"{app.config.html_baseurl}{page}.html"
    if page in UNLISTED:
        context["about"] = {"title": UNLISTED[page]}
        context["pagetitle"] = UNLISTED[page]  # on paper
        context["pageurl"] = None
        return
    context["about"] = _about(app, page)
    # Sphinx hands out the neighbours' addresses only.
    _, before, after = app.builder.relations.get(pagename, (None, None, None))
    context["before"] = _neighbour(app, before, context.get("prev"))
    context["after"] = _neighbour(app, after, context.get("next"))


def _read_early(app):
    chapters(Path(app.srcdir))  # what is missing stops the build before it begins
    extra = {"404": "404.html"}
    if app.config.root_doc != REDIRECT:
        extra[REDIRECT] = "redirect.html"
    app.config.html_additional_pages = {**app.config.html_additional_pages, **extra}


def setup(app):
    """Register with Sphinx. Where the book begins is known once the builder starts."""
    app.connect("builder-inited", _read_early)
    app.connect("html-page-context", _add_to_context)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
