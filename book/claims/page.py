"""The page of the book that holds the ledger, made from the saved results."""

from collections import Counter

from book.claims import peers
from book.claims.chapters import CHAPTERS
from book.claims.claim import Results, results
from book.dependencies import ROOT

NO_BREAK = "\N{NO-BREAK SPACE}"
PAGE = ROOT / "book" / "claims.md"
INTRODUCTION = """\
(claims)=
# Claims ledger

A single training run proves little: another start may end elsewhere. So the claims that depend
on chance are experiments over at least five seeds. This page lists them all, with every
setting that was run. A seed fixes the first weights and the order of the examples.
With the roommate a training ends early, once the loss of a step is below 0.005 (in chapter 2
below 0.01), unless another limit is named.

The page is made from the saved runs by `make claims`, and the tests refuse prose that quotes
anything else. *Passed* counts the runs that met the condition above the
table; the other columns show how far the runs lie apart.

A claim is *not decided* where the same experiment, computed with other rounding, gave the other
verdict: on another machine, or when the cells became faster. In one such pair of trainings that
we followed, the losses of the first steps agree to six digits, and after 200 steps they are
0.724 and 0.755. There, these seeds are too few.
"""


def page() -> str:
    """The whole page as Markdown."""
    chapters = {name: [results(claim) for claim in claims] for name, claims in CHAPTERS.items()}
    parts = [INTRODUCTION, _summary(chapters)]
    for name, outcomes in chapters.items():
        parts.append(f"## {name}")
        parts += [_section(outcome) for outcome in outcomes]
    parts += peers.section()
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _summary(chapters: dict[str, list[Results]]) -> str:
    every = [outcome for outcomes in chapters.values() for outcome in outcomes]
    count = Counter(outcome.verdict() for outcome in every)
    lines = [
        f"Of {len(every)} claims {count['holds']} hold, {count['does not hold']} do not, and "
        f"{count['not decided']} are not decided.",
        "",
    ]
    lines += ["| claim | who says so | verdict |", "| --- | --- | --- |"]
    for outcome in every:
        claim, verdict = outcome.claim, outcome.verdict().replace(" ", NO_BREAK)
        verdict = verdict if verdict == "holds" else f"**{verdict}**"  # so that it is seen
        lines.append(f"| [{claim.says}](#{claim.name}) | {claim.source} | {verdict} |")
    return "\n".join(lines)


def _section(outcome: Results) -> str:
    claim = outcome.claim
    lines = ["| setting | passed | median | from, to |", "| --- | --- | --- | --- |"]
    for label in claim.settings:
        row = {name: text.replace(" ", NO_BREAK) for name, text in outcome.row(label).items()}
        spread = f"{row['lowest']}, {row['highest']}"
        lines.append(f"| {label} | {row['passed']} | {row['median']} | {spread} |")
    table = "\n".join(lines)
    return (
        f"({claim.name})=\n### {claim.says}\n\n**Who says so:** {claim.source}. "
        f"**Verdict:** {outcome.verdict()}.\n\n{claim.experiment} "
        f"A run passes with {claim.passing}.\n\n{table}"
    )
