"""The chapters' words lead to the glossary, and show its entry in a small card.

Where a chapter first uses a term of the glossary, outside the section that introduces it, the
word becomes a link. Each linked entry is at the end of the page, hidden; a script
(``glossary.js``) shows it beside the word. The entry is the one in the glossary: nothing
is written twice, and without the script the link leads there. (sphinx-tippy loads its script
from another host, sphinx-hoverxref asks a server for the entry.)
"""

import json
import posixpath
import re
from dataclasses import dataclass

from docutils import nodes

from book.extensions.templates import render

GLOSSARY = "book/glossary"
CHAPTERS = "notebooks/"
SCRIPT = "glossary.js"

# Text in these is no running text, or has a link or a sense of its own already.
NOT_RUNNING = (
    nodes.reference,
    nodes.literal,
    nodes.math,
    nodes.strong,  # a term where it is introduced, or a title
    nodes.emphasis,
    nodes.title,
    nodes.table,
)


@dataclass(frozen=True)
class Entry:
    """An entry of the glossary.

    Attributes:
        anchor: the id of its first term.
        terms: what it explains, the first one first.
        definition: the node that explains it.
        introduced: page and id of the section that introduces it.
    """

    anchor: str
    terms: tuple[str, ...]
    definition: nodes.Node
    introduced: tuple[str, str]


def names_of(term):
    """Return what a term is called: a Chinese one in English, too.

    >>> names_of("隐状态（hidden state）"), names_of("gate")
    (('隐状态', 'hidden state'), ('gate',))
    """
    return tuple(part for part in re.split("[（）]", term) if part)


def entries(doctree):
    """Yield the entries of the glossary's resolved page."""
    for item in doctree.findall(nodes.definition_list_item):
        terms = [term for term in item if isinstance(term, nodes.term)]
        definition = item[-1]
        *_, last = definition.findall(nodes.reference)
        page, _, place = last["refuri"].partition("#")
        page = posixpath.normpath(posixpath.join(posixpath.dirname(GLOSSARY), page))
        names = tuple(name for term in terms for name in names_of(term.astext()))
        introduced = (page.removesuffix(".html"), place)
        yield Entry(terms[0]["ids"][0], names, definition, introduced)


def pattern(terms):
    r"""Return the regular expression that finds these terms, longer ones first.

    A term may stand in the plural, and with a capital at the beginning of a sentence.

    >>> pattern(["gate", "forget gate"]).findall("Forget gates and gates, but not agate")
    ['Forget gates', 'gates']
    >>> pattern(["entropy", "RNN"]).findall("The cross-entropy of an rnn, of RNNs")
    ['RNNs']

    Chinese knows no spaces, so a term ends where it ends.

    >>> pattern(["隐状态", "门", "遗忘门"]).findall("一个遗忘门和一个隐状态")
    ['遗忘门', '隐状态']
    """
    return re.compile(
        "|".join(_word(term) for term in sorted(terms, key=len, reverse=True)), re.ASCII
    )


def _word(term):
    """The pattern of one term: English in its plural, too, and as a whole word."""
    found = f"[{term[0].upper()}{term[0]}]{re.escape(term[1:])}".replace(r"\ ", r"\s+")
    before = r"(?<![\w-])" if term[0].isascii() else ""
    return before + found + (r"s?(?![\w-])" if term[-1].isascii() else "")


def singular(text, terms):
    """Return the one of ``terms`` that a match of their pattern stands for.

    >>> singular("Hidden\\nstates", {"hidden state"})
    'hidden state'
    """
    text = " ".join(text.split())
    ways = (text, text[0].lower() + text[1:])
    return next(w for way in ways for w in (way, way.removesuffix("s")) if w in terms)


def running_text(doctree):
    """Yield each piece of text in a paragraph, with the ids of the sections it stands in."""
    for paragraph in doctree.findall(nodes.paragraph):
        above = list(ancestors(paragraph))
        if paragraph.astext().startswith("Figure ") or any(
            isinstance(node, nodes.table) or "cell" in node.get("classes", ()) for node in above
        ):
            continue
        sections = {place for node in above for place in node.get("ids", ())}
        if sections & {"what-we-measured", "references"}:
            continue
        for text in list(paragraph.findall(nodes.Text)):
            if not any(isinstance(node, NOT_RUNNING) for node in ancestors(text)):
                yield text, sections


def ancestors(node):
    """Yield the nodes around a node, from the inside out."""
    while node.parent is not None:
        node = node.parent
        yield node


def link_first_uses(doctree, page, by_term, address):
    """Make the first use of each entry's terms a link.

    Args:
        doctree: the resolved page; changed in place.
        page: its name, such as ``notebooks/01_rnn``.
        by_term: from a term, or another form of it, to its ``Entry``.
        address: the glossary's, seen from the page.

    Returns:
        The entries that are now linked, in order.
    """
    find, linked = pattern(by_term), []

    def replaced(text, sections):
        start = 0
        for match in find.finditer(text):
            entry = by_term[singular(match[0], by_term)]
            here = entry.introduced[0] == page and entry.introduced[1] in sections
            if entry in linked or here:
                continue
            linked.append(entry)
            yield nodes.Text(text[start : match.start()])
            address_of = f"{address}#{entry.anchor}"
            link = nodes.reference("", match[0], refuri=address_of, internal=True)
            link["classes"] = ["term-link"]
            yield link
            start = match.end()
        yield nodes.Text(text[start:])

    for text, sections in running_text(doctree):
        text.parent.replace(text, list(replaced(text.astext(), sections)))
    return linked


def with_links_from(definition, page):
    """Return a copy of a definition whose links lead to the same places from ``page``."""
    copy = definition.deepcopy()
    for link in copy.findall(nodes.reference):
        target = posixpath.join(posixpath.dirname(GLOSSARY), link["refuri"])
        link["refuri"] = posixpath.relpath(target, posixpath.dirname(page))
    return copy


def link_terms(app, doctree, page):
    """Link the terms of a chapter; ``env.temp_data`` keeps the linked entries for ``cards``."""
    if not page.startswith(CHAPTERS) or app.builder.format != "html":
        return
    if GLOSSARY not in app.env.all_docs:  # a book without one
        return
    if not hasattr(app.env, "glossary_entries"):
        resolved = app.env.get_and_resolve_doctree(GLOSSARY, app.builder)
        app.env.glossary_entries = list(entries(resolved))
    metadata = app.env.metadata[GLOSSARY]
    unlinked, forms = set(json.loads(metadata["unlinked"])), json.loads(metadata["forms"])
    by_term = {
        form: entry
        for entry in app.env.glossary_entries
        if not unlinked.intersection(entry.terms)
        for term in entry.terms
        for form in (term, *forms.get(term, ()))
    }
    address = app.builder.get_relative_uri(page, GLOSSARY)
    app.env.temp_data["glossary"] = link_first_uses(doctree, page, by_term, address)


def cards(app, page):
    """Return the HTML of the cards of a page, one for each entry that it links."""
    linked = app.env.temp_data.pop("glossary", ())
    if linked:
        app.add_js_file(SCRIPT)
    found = {
        entry.anchor: "".join(
            app.builder.render_partial(node)["fragment"]
            for node in with_links_from(entry.definition, page).children
        )
        for entry in linked
    }
    address = app.builder.get_relative_uri(page, GLOSSARY) if linked else ""
    return render("glossary-cards.html", cards=found, glossary=address)
