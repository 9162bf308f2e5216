"""The figures that a page quotes of the ledger: beside each its runs, and behind it its row.

``[76 %](../book/claims.md#rnn-start "spread 0.25: median")`` leads to the setting's row on the
page of the ledger. Where a table's row or a paragraph has several figures of one setting, the
last of them carries the runs.
"""

from collections import Counter

from docutils import nodes
from sphinx import addnodes

from book.claims.quotes import Quote, right_text
from book.extensions.reader import ledger
from book.extensions.templates import raw, render

SCRIPT = "quotes.js"
MOST = 6  # marks in a line, so that two lines are as high as one of text


def mark_quotes(app, doctree):
    """Draw the runs beside the figures of a page, and send its links to the rows."""
    if app.env.docname == ledger.PAGE:
        return
    links = [
        link
        for link in doctree.findall(addnodes.pending_xref)
        if link.get("reftarget") == ledger.PAGE and link.get("reftargetid") in ledger.by_name()
    ]
    if not links:
        return
    ledger.depend_on_runs(app.env, {link["reftargetid"] for link in links})
    last = {(id(_block(link)), link["reftargetid"], _setting(link)): link for link in links}
    count = Counter()
    first = _top(links[0])
    for link in links:
        name = link["reftargetid"]
        count[name] += 1
        place = nodes.inline(ids=[ledger.quote_id(name, count[name])], classes=["quote"])
        place["names"] = list(place["ids"])
        doctree.note_explicit_target(place)
        link.replace_self(place)
        place += link
        _draw(link, carries=link in last.values())
    if len(links) > 1:
        first.parent.insert(first.parent.index(first) + 1, raw(_key(app)))


def _draw(link, carries):
    """The runs, or the verdict, behind the words of a link."""
    outcome = ledger.by_name()[link["reftargetid"]]
    place = link.get("title", "")
    setting, _, column = place.rpartition(": ")
    # No figure of a setting or a column that is not there; whether it is right, the tests say.
    right_text(Quote(link.astext(), outcome.claim.name, place), ledger.by_name())
    if not setting:
        link.parent["classes"] += ["verdict", outcome.verdict().replace(" ", "-")]
        link[0].insert(0, raw(render("ledger-mark.html", verdict=outcome.verdict())))
        return
    link["reftargetid"] = outcome.claim.row_id(setting)
    words = nodes.inline("", "", *link[0].children, classes=["figure-quoted"])
    link[0].children = []
    link[0] += words
    if carries:
        passes = outcome.passes(setting)
        says = f"{sum(passes)} of {len(passes)} runs pass"
        html = render(
            "ledger-quote.html",
            passes=passes,
            columns=ledger.columns(len(passes), MOST),
            label="" if column == "passed" else says,
            title=f"{setting}: {says}, with {outcome.claim.passing}",
        )
        link[0] += raw(html)


def _setting(link):
    return link.get("title", "").rpartition(": ")[0]


def _block(link):
    """What shows the runs of a setting once: a row of a table, or a paragraph."""
    while not isinstance(link, nodes.row | nodes.paragraph | nodes.section):
        link = link.parent
    if isinstance(link, nodes.paragraph) and isinstance(link.parent, nodes.entry):
        return link.parent.parent
    return link


def _top(node):
    """The part of a section, or of a cell of a notebook, that a node stands in."""
    while not isinstance(node.parent, nodes.section | nodes.document):
        node = node.parent
    return node


def _key(app):
    address = app.builder.get_relative_uri(app.env.docname, ledger.PAGE)
    return render("ledger-key.html", ledger=address)


def add_script(app, body):
    """Add to a page that quotes the ledger the script that shows the way back."""
    if 'class="quote"' in body:
        app.add_js_file(SCRIPT)
