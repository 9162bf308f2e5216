"""What the prose quotes of the ledger. A link to the ledger is a quotation: a figure, with its
setting and column as the link's title, or a verdict, without one.

    [5 of 5](../book/claims.md#rnn-start "spread 0.25: passed")
    [does not hold](../book/claims.md#rnn-weather)

`make claims` brings the figures up to date. A verdict that has changed is only reported: the
sentences around it must change too.
"""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from book.claims.claim import Results
from book.dependencies import ROOT
from utils.files import write

# Where a figure may be quoted.
PROSE = [
    ROOT / "README.md",
    *sorted((ROOT / "notebooks").glob("*.ipynb")),
    *sorted((ROOT / "book").glob("*.md")),
]
QUOTE = re.compile(r"\[([^\]]+)\]\([^)\s]*claims\.md#([\w-]+)(?:\s+\"([^\"]+)\")?\)")


class Quote(NamedTuple):
    """A quotation.

    text: what the prose says.
    claim: the claim's name.
    place: the setting and the column, `setting: column`; nothing for the verdict.
    """

    text: str
    claim: str
    place: str


def quotes(text: str) -> list[Quote]:
    """The quotations in a text.

    Raises:
        ValueError: a link to the ledger has another form.
    """
    found = [Quote(*match) for match in QUOTE.findall(text)]
    if len(found) != text.count("claims.md#"):
        raise ValueError(f"a link to the ledger in another form, beside {found}")
    return found


def prose(path: Path) -> str:
    """The text of a page or of a notebook."""
    return path.read_text("utf-8") if path.suffix == ".md" else "\n\n".join(_markdown(path))


def right_text(quote: Quote, ledger: Mapping[str, Results]) -> str:
    """What a quotation should say.

    Args:
        quote: the quotation.
        ledger: the results by the claim's name.

    Raises:
        ValueError: there is no such claim, setting or column.
    """
    if quote.claim not in ledger:
        raise ValueError(f"no claim {quote.claim}")
    outcome = ledger[quote.claim]
    if not quote.place:
        return outcome.verdict()
    setting, _, column = quote.place.rpartition(": ")
    if setting not in outcome.runs:
        raise ValueError(f"{quote.claim} has no setting {setting!r}")
    figures = outcome.row(setting)
    if column not in figures:
        raise ValueError(f"expected one of the columns {list(figures)}, got {column!r}")
    return figures[column]


def misquoted(quote: Quote, ledger: Mapping[str, Results]) -> str:
    """What is wrong with a quotation; nothing if it is right."""
    try:
        right = right_text(quote, ledger)
    except ValueError as error:
        return str(error)
    return "" if quote.text == right else f"{quote.place or 'the verdict'} is {right}"


def update(text: str, ledger: Mapping[str, Results]) -> str:
    """The text with its figures as the ledger has them; verdicts stay."""

    def replace(match: re.Match) -> str:
        quote = Quote(*match.groups(default=""))
        if not quote.place:
            return match[0]
        return match[0].replace(f"[{quote.text}]", f"[{right_text(quote, ledger)}]", 1)

    return QUOTE.sub(replace, text)


def update_prose(ledger: Mapping[str, Results]) -> list[str]:
    """Bring the figures in all prose up to date; return the verdicts that it gets wrong."""
    for path in PROSE:
        before = path.read_text("utf-8")
        after = update(before, ledger) if path.suffix == ".md" else _update(before, ledger)
        if after != before:
            write(path, after)
    found = ((path, quote) for path in PROSE for quote in quotes(prose(path)))
    return [
        f"{path.name}: {quote.claim}: {quote.text}, but {problem}"
        for path, quote in found
        if (problem := misquoted(quote, ledger))
    ]


def _update(notebook: str, ledger: Mapping[str, Results]) -> str:
    """A notebook's text, in which only lines with figures that changed are rewritten."""
    for cell in json.loads(notebook)["cells"]:
        for line in cell["source"] if cell["cell_type"] == "markdown" else ():
            after = update(line, ledger)
            if after != line:
                notebook = notebook.replace(_written(line), _written(after))
    return notebook


def _written(line: str) -> str:
    return json.dumps(line, ensure_ascii=False)


def _markdown(path: Path) -> Iterator[str]:
    for cell in json.loads(path.read_text("utf-8"))["cells"]:
        if cell["cell_type"] == "markdown":
            yield "".join(cell["source"])
