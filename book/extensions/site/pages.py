"""What each page says about itself: its heading and time, ``_toc.yml`` and ``book/pages.yml``.

A page without an entry fails the build. ``page`` and ``chapters`` need no running build.
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
FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)

# Pages that are written without a source, by name, and their titles. They are for a reader
# who is already here, so search engines are asked to leave them out.
UNLISTED = {"404": "Page not found", "search": "Search"}
VIEWPORT = '<meta name="viewport" content="width=device-width, initial-scale=1" />'
REDIRECT = "index"  # leads from the site's root to the first page


class Page(NamedTuple):
    """What a page says about itself.

    Attributes:
        docname: its name in _toc.yml: ``notebooks/02_lstm``.
        title: its first heading, or what FILE says instead.
        heading: its first heading.
        description: for search engines and shared links.
        question: what a chapter answers, else "".
        number: a chapter's, counted from 1 in the order of _toc.yml; else 0.
        reading_time: the words of a chapter's **Time** line: ``about 50 minutes to read``.
        minutes: the number in them.
    """

    docname: str
    title: str
    heading: str = ""
    description: str = ""
    question: str = ""
    number: int = 0
    reading_time: str = ""
    minutes: int = 0

    @property
    def short_title(self):
        """A chapter's number, and its title up to the colon: ``2 The LSTM``."""
        return f"{self.number} {self.title.partition(':')[0]}" if self.number else self.heading

    @property
    def summary(self):
        """Its question, or its description's first sentence."""
        return self.question or first_sentence(self.description)


def reading_time(text):
    """Return the words and the number of minutes from a chapter's **Time** line, else None.

    >>> reading_time("**Time** about 50 minutes to read, an hour with the exercises.")
    ('about 50 minutes to read', 50)
    >>> reading_time("**Time** long")
    """
    found = READING.search(text)
    return (found[1], int(found[2])) if found else None


def first_sentence(text):
    """Return the first sentence, without its full stop.

    >>> first_sentence("Two gates and one state. Why nn.GRU computes another thing.")
    'Two gates and one state'
    """
    return re.split(r"\.(?:\s|$)", text, maxsplit=1)[0]


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
        raise ExtensionError(f"{FILE}: {page} is not in _toc.yml")


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
def page(root, docname):
    """Return what a page says about itself, a ``Page``.

    Args:
        root: the folder of _toc.yml, a Path; in the build ``Path(app.srcdir)``.
        docname: the page's name in _toc.yml.

    Raises:
        ExtensionError: as ``check``; the page has no entry or no heading; a chapter has no
            **Time** line.
    """
    entries, numbered = read(root)
    if docname not in entries:
        raise ExtensionError(f"{FILE}: {docname} is built, but has no entry")
    text = _prose(root / docname)
    heading, time = HEADING.search(text), reading_time(text)
    if not heading:
        raise ExtensionError(f"{docname}: no heading '# ...'")
    about = Page(**{"docname": docname, "title": heading[1], **entries[docname]})
    if docname not in numbered:
        return about._replace(heading=heading[1])
    if not time:
        raise ExtensionError(f"{docname}: no line '**Time** about N minutes to read'")
    words, minutes = time
    number = numbered.index(docname) + 1
    return about._replace(
        heading=heading[1], number=number, reading_time=words, minutes=minutes
    )


def _prose(source):
    """The text of a page, of a notebook its Markdown cells."""
    notebook = source.with_name(f"{source.name}.ipynb")
    if not notebook.exists():
        return FRONT_MATTER.sub("", source.with_name(f"{source.name}.md").read_text("utf-8"))
    cells = json.loads(notebook.read_text("utf-8"))["cells"]
    return "\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "markdown")


def chapters(root):
    """Return the chapters of the book, in order: a list of ``Page``.

    Raises:
        ExtensionError: as ``page``.
    """
    return [page(root, name) for name in read(root)[1]]


def add_unlisted(app):
    """Add the pages that have no source. What is missing stops the build before it begins."""
    chapters(Path(app.srcdir))
    extra = {"404": "404.html"}
    if app.config.root_doc != REDIRECT:  # known once the builder starts
        extra[REDIRECT] = "redirect.html"
    app.config.html_additional_pages = {**app.config.html_additional_pages, **extra}


def template_context(app, docname, context):
    """Return what the templates need of the pages, a dictionary:

    ``about`` (a ``Page``), ``before`` and ``after`` (the neighbours, or None) and ``chapters``;
    in the head, ``pageurl`` is the address that the page is known by.
    """
    root = Path(app.srcdir)
    # Sphinx hands out the neighbours' addresses only. Of the viewport it has its own tag.
    _, before, after = app.builder.relations.get(docname, (None, None, None))
    values = {
        "chapters": chapters(root),
        "before": page(root, before) if before and context.get("prev") else None,
        "after": page(root, after) if after and context.get("next") else None,
        "metatags": context.get("metatags", "").replace(VIEWPORT, ""),
    }
    if docname in UNLISTED:
        title = UNLISTED[docname]
        return {**values, "about": Page(docname, title), "pagetitle": title, "pageurl": None}
    if docname == REDIRECT:  # it is known by the address it leads to
        docname = app.config.root_doc
        values["pageurl"] = context["pageurl"] and f"{app.config.html_baseurl}{docname}.html"
    return {**values, "about": page(root, docname)}
