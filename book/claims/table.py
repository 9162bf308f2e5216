"""Every run of the ledger as a table, a line for each: what the page offers as CSV."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping

from book.claims.claim import Results

COLUMNS = (
    "chapter",
    "claim",
    "says",
    "said by",
    "verdict",
    "setting",
    "seed",
    "number",
    "passed",
)


def lines(chapters: Mapping[str, Iterable[Results]]) -> Iterator[tuple]:
    """The lines of the table, without its heading; the columns are `COLUMNS`."""
    for chapter, outcomes in chapters.items():
        for outcome in outcomes:
            claim = outcome.claim
            about = chapter, claim.name, claim.says, claim.said_by, outcome.verdict()
            for label, numbers in outcome.runs.items():
                passes = outcome.passes(label)
                for seed, (number, passed) in enumerate(zip(numbers, passes, strict=True)):
                    yield *about, label, seed, number, "yes" if passed else "no"


def table(chapters: Mapping[str, Iterable[Results]]) -> str:
    """The table as CSV."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(lines(chapters))
    return text.getvalue()
