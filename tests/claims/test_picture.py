"""What is drawn of the ledger is what the saved runs say: the marks, the axes, the table."""

import csv
import json
from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest

from book.claims.chapters import CHAPTERS, CLAIMS
from book.claims.claim import GUESS, POST, US, Results, path_of, results
from book.claims.picture import axis, rows
from book.claims.table import COLUMNS, table
from tests.claims.toy import TOY

every_claim = pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.name)
NEAR = 0.05  # percent of an axis: a rival's own result lies on the edge


def saved(claim):
    """The numbers as they stand in the file, by setting, in the order of their seeds."""
    settings = json.loads(path_of(claim).read_text("utf-8"))["settings"]
    return {
        label: [entry["runs"][str(seed)] for seed in range(len(entry["runs"]))]
        for label, entry in settings.items()
    }


def drawn(runs, passes):
    """The axis and the rows of a toy with these runs."""
    outcome = Results(replace(TOY, settings={label: {} for label in runs}, passes=passes), runs)
    shared = axis(outcome)
    return shared, rows(outcome, shared)


@every_claim
def test_a_row_has_a_mark_for_each_seed_and_those_that_failed_are_marked(claim):
    outcome = results(claim, of_any_code=True)
    there = saved(claim)
    for row in rows(outcome, axis(outcome)):
        assert row.passes == [bool(claim.passes(number)) for number in there[row.label]]
        assert row.passed == f"{sum(row.passes)} of {len(there[row.label])}"


@every_claim
def test_runs_lie_on_the_axis_and_pass_where_it_says_so(claim):
    outcome = results(claim, of_any_code=True)
    shared = axis(outcome)
    if shared is None:
        assert claim.name == "post-sums-untaught", "right or wrong is no number"
        return
    first, last = shared.passing or (-1, -1)
    for row in rows(outcome, shared):
        numbers = sorted(outcome.runs[row.label])
        assert len(row.at) == len(numbers)
        assert row.at == sorted(row.at)
        assert row.at[0] <= row.middle <= row.at[-1]
        for number, at in zip(numbers, row.at, strict=True):
            assert 0 <= at <= 100
            if abs(at - first) > NEAR and abs(at - last) > NEAR:
                assert (first <= at <= last) == bool(claim.passes(number)), (number, at)


@every_claim
def test_the_labels_of_an_axis_stand_in_order_and_apart(claim):
    shared = axis(results(claim, of_any_code=True))
    ticks = shared.ticks if shared else [(0, "0"), (100, "1")]
    assert len(ticks) >= 2
    assert all(0 <= at <= 100 for at, _ in ticks)
    for (before, left), (after, right) in pairwise(ticks):
        assert after - before >= 3.4 * (len(left) + len(right)) / 2, (left, right)
    assert all(label[0].isdigit() or label[0] in "+-" for _, label in ticks[:-1])


def test_where_runs_lie():
    shared, (small, large) = drawn(
        {"small": [2.0, 4.0, 6.0], "large": [2.0, 12.0, 22.0]},
        passes=lambda number: number >= 12,
    )
    assert small.passes == [False, False, False]
    assert large.passes == [False, True, True]
    assert (small.at[0], large.at[1], large.middle) == (large.at[0], 50.0, 50.0)
    assert shared.passing == (50.0, 100.0)
    assert not shared.logarithmic


def test_steps_that_lie_far_apart_lie_on_a_logarithmic_axis():
    shared, (row,) = drawn({"one": [10.0, 100.0, 1000.0]}, passes=lambda steps: steps <= 100)
    assert shared.logarithmic
    assert row.at[1] == pytest.approx((row.at[0] + row.at[2]) / 2, abs=0.02)
    assert shared.passing == (0.0, row.at[1])


def test_what_no_run_has_reached_is_on_the_axis_too():
    shared, _ = drawn({"one": [0.1, 0.2]}, passes=lambda share: share >= 0.9)
    assert shared.high > 0.9
    assert 90 < shared.passing[0] < 100


def test_a_row_can_be_linked():
    ids = [claim.row_id(label) for claim in CLAIMS for label in claim.settings]
    names = {claim.name for claim in CLAIMS}
    assert max(Counter(ids).values()) == 1
    assert not names & set(ids)
    assert TOY.row_id("N(0, 1/16), 2,000 steps") == "toy--n-0-1-16-2-000-steps"


@pytest.mark.parametrize(
    ("source", "who"),
    [
        (POST, "the post"),
        (US, "this book"),
        (GUESS, "our guess"),
        (f"{GUESS}, after a paper", "our guess"),
        ("a common belief", "a common belief"),
        ("[a paper](references.md#paper)", "a common belief"),
    ],
)
def test_who_says_so(source, who):
    assert replace(TOY, source=source).said_by == who


def test_the_table_has_every_saved_run():
    chapters = {
        chapter: [results(claim, of_any_code=True) for claim in claims]
        for chapter, claims in CHAPTERS.items()
    }
    heading, *lines = csv.reader(table(chapters).splitlines())
    assert heading == list(COLUMNS)
    found = {}
    for line in lines:
        of = dict(zip(heading, line, strict=True))
        assert (of["passed"] == "yes") == _passes(of), of
        found.setdefault(of["claim"], {}).setdefault(of["setting"], []).append(
            (int(of["seed"]), float(of["number"]))
        )
    assert found == {
        claim.name: {label: list(enumerate(runs)) for label, runs in saved(claim).items()}
        for claim in CLAIMS
    }
    verdicts = {line[heading.index("claim")]: line[heading.index("verdict")] for line in lines}
    assert verdicts == {
        one.claim.name: one.verdict() for outcomes in chapters.values() for one in outcomes
    }


def _passes(line):
    (claim,) = (claim for claim in CLAIMS if claim.name == line["claim"])
    return bool(claim.passes(float(line["number"])))
