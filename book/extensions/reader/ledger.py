"""The ledger of claims as a picture. Its source, ``book/claims.md``, is Markdown that reads
well anywhere; on the page its tables become drawings of the saved runs, its verdicts badges.

The saved runs are taken as they are: whether they still belong to the code, the tests say.
"""

from collections import Counter
from functools import cache
from pathlib import Path

from docutils import nodes
from sphinx import addnodes

from book.claims.chapters import CHAPTERS
from book.claims.claim import path_of, results
from book.claims.picture import axis, rows
from book.claims.quotes import PROSE, prose, quotes
from book.claims.table import table
from book.dependencies import ROOT
from book.extensions.site.pages import page
from book.extensions.templates import raw, render

PAGE = "book/claims"
FILE = "claims.csv"  # beside the page
SCRIPT = "ledger.js"
VERDICTS = "holds", "does not hold", "not decided"
SAID_BY = "the post", "a common belief", "our guess", "this book"
MOST = 12  # marks in a line


@cache
def ledger():
    """Return the results of all claims, by chapter."""
    return {
        chapter: [results(claim, of_any_code=True) for claim in claims]
        for chapter, claims in CHAPTERS.items()
    }


@cache
def by_name():
    """Return the results of all claims, by the claim's name."""
    return {one.claim.name: one for outcomes in ledger().values() for one in outcomes}


def columns(count, most=MOST):
    """Return how many of so many marks stand in a line, so that lines are equally long.

    >>> columns(5), columns(12), columns(20), columns(24)
    (5, 12, 10, 12)
    """
    lines = -(-count // most)
    return -(-count // lines)


def depend_on_runs(env, names):
    """Have a page written anew when the runs of these claims change."""
    for name in names:
        env.note_dependency(str(path_of(by_name()[name].claim)))


def draw(app, doctree):
    """Draw the page of the ledger."""
    if app.env.docname != PAGE:
        return
    depend_on_runs(app.env, by_name())
    _draw_index(next(doctree.findall(nodes.table)))
    quoted = _quoted(Path(app.srcdir), app.env.found_docs)
    for chapter, outcomes in ledger().items():
        for outcome in outcomes:
            section = doctree.ids[doctree.nameids[outcome.claim.name]]
            _draw_claim(section, outcome, chapter)
            section += _places(quoted.get(outcome.claim.name, ()), outcome.claim.name)
            for label in outcome.claim.settings:
                row = outcome.claim.row_id(label)
                doctree.nameids[row], doctree.nametypes[row] = row, True
    for other in doctree.findall(nodes.table):
        if "ledger-index" not in other["classes"]:
            _name_cells(other)


def _name_cells(other):
    """A table that stays one: on a phone its cells stand one below the other, and each says
    which column it is of."""
    other["classes"].append("named-cells")
    _, *names = (entry.astext() for entry in other.next_node(nodes.thead).findall(nodes.entry))
    for row in other.next_node(nodes.tbody).findall(nodes.row):
        for name, entry in zip(names, row.children[1:], strict=True):
            entry[0].insert(0, nodes.inline("", f"{name}: ", classes=["column-name"]))


def _draw_index(index):
    """The table of all claims, below the filter, with badges."""
    index["classes"].append("ledger-index")
    for row in index.next_node(nodes.tbody).findall(nodes.row):
        paragraph = row[-1][0]
        verdict = paragraph.astext().replace("\N{NO-BREAK SPACE}", " ")
        paragraph.children = []
        paragraph += raw(render("ledger-badge.html", verdict=verdict))
    every = list(by_name().values())
    said_by = {who: [] for who in SAID_BY}
    for outcome in sorted(every, key=lambda one: VERDICTS.index(one.verdict())):
        said_by[outcome.claim.said_by].append(outcome.verdict())
    count = Counter(outcome.verdict() for outcome in every)
    html = render(
        "ledger-filter.html",
        said_by=said_by,
        verdicts={verdict: count[verdict] for verdict in VERDICTS},
        chapters=list(ledger()),
        count=f"{sum(len(runs) for one in every for runs in one.runs.values()):,}",
        file=FILE,
    )
    index.parent.insert(index.parent.index(index), raw(html))


def _draw_claim(section, outcome, chapter):
    """One claim: its badge, and its runs instead of their table."""
    section["classes"].append("claim")
    said = section.next_node(nodes.paragraph)
    _, verdict = said.findall(nodes.strong)
    said.children = said.children[: said.index(verdict)]
    said["classes"].append("said-by")
    said.insert(0, raw(render("ledger-badge.html", verdict=outcome.verdict())))
    shared = axis(outcome)
    html = render(
        "ledger-runs.html",
        axis=shared,
        rows=rows(outcome, shared),
        columns=columns(max(map(len, outcome.runs.values()))),
        said_by=outcome.claim.said_by,
        verdict=outcome.verdict(),
        chapter=chapter,
    )
    section.next_node(nodes.table).replace_self(raw(html))


def _quoted(root, found):
    """From a claim's name to the pages that quote it."""
    places = {}
    for path in PROSE:
        docname = path.relative_to(ROOT).with_suffix("").as_posix()
        if docname in found:
            for name in dict.fromkeys(quote.claim for quote in quotes(prose(path))):
                places.setdefault(name, []).append(page(root, docname))
    return places


def _places(pages, name):
    """A paragraph that says where a claim is quoted."""
    paragraph = nodes.paragraph("", "Quoted in ", classes=["quoted-in"])
    for number, about in enumerate(pages):
        title = f"chapter {about.number}" if about.number else about.title
        paragraph += nodes.Text(", " if number else "")
        paragraph += addnodes.pending_xref(
            "", nodes.inline("", title), refdomain="doc", reftype="myst", refexplicit=True,
            reftarget=about.docname, reftargetid=quote_id(name, 1), refdoc=PAGE,
        )  # fmt: skip
    return paragraph if pages else []


def quote_id(name, number):
    """Return the id of the n-th quotation of a claim on a page."""
    return f"quote-{name}" if number == 1 else f"quote-{name}-{number}"


def add_script(app, body):
    """Add the script to the page of the ledger."""
    if 'class="ledger-filter"' in body:
        app.add_js_file(SCRIPT)


def write_table(app, site):
    """Write all runs as CSV, beside the page."""
    if PAGE in app.env.found_docs:
        (site / PAGE).with_name(FILE).write_text(table(ledger()), "utf-8")
