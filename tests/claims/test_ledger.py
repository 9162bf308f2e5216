"""The ledger says what the saved runs say, the prose says what the ledger says, and the
machinery that makes the runs loses and repeats nothing."""

import json
import re
from dataclasses import replace

import nbformat
import pytest

from tests.claims.chapters import CLAIMS
from tests.claims.claim import ROOT, Claim, load, path_of, results
from tests.claims.page import PAGE, page
from tests.claims.run import run_claims
from tests.claims.toy import dice

PROSE = [*sorted((ROOT / "notebooks").glob("*.ipynb")), *sorted((ROOT / "book").glob("*.md"))]
# [5 of 5](../book/claims.md#rnn-start "spread 0.25"): a figure, its claim and its setting.
QUOTE = re.compile(r"\[([^\]]+)\]\([^)\s]*claims\.md#([\w-]+)(?:\s+\"([^\"]+)\")?\)")
TOY = Claim(
    name="toy",
    says="A die shows more than it can",
    source="nobody",
    experiment="Throw it.",
    run=dice,
    settings={"small": {"faces": 6}, "large": {"faces": 60}},
    passes=lambda number: number > 6,
    passing="more than 6",
    holds=lambda passed: passed["small"] > 0,
    show=lambda number: f"{number:.0f}",
    seeds=3,
)

every_claim = pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.name)


def prose(path):
    if path.suffix == ".md":
        return path.read_text("utf-8")
    cells = nbformat.read(path, as_version=4).cells
    return "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")


def quotes():
    return [(path.name, *found) for path in PROSE for found in QUOTE.findall(prose(path))]


@every_claim
def test_runs_are_complete_and_as_new_as_the_code(claim):
    outcome = results(claim)
    assert all(len(runs) >= 5 for runs in outcome.runs.values())


def test_no_saved_runs_without_a_claim():
    saved = {path.stem for path in path_of(CLAIMS[0]).parent.glob("*.json")}
    assert saved == {claim.name for claim in CLAIMS}


def test_the_page_is_made_from_the_saved_runs():
    assert PAGE.read_text("utf-8") == page(), "make claims"


def test_prose_quotes_the_ledger():
    """A link to the ledger is a quotation: its text must be the figure the ledger has.

    A number, with the setting as the link's title; or a verdict, without one; other words
    without a number may point there too.
    """
    by_name = {claim.name: results(claim) for claim in CLAIMS}
    assert len(quotes()) >= 10
    for file, text, name, setting in quotes():
        assert name in by_name, f"{file}: no claim {name}"
        outcome = by_name[name]
        if setting:
            assert setting in outcome.runs, f"{file}: {name} has no setting {setting!r}"
            assert text in outcome.row(setting).values(), f"{file}: {name}, {setting}: {text}"
        else:
            assert not re.search(r"\d", text), f"{file}: a number without a setting: {text}"
            if text in ("holds", "does not hold"):
                assert text == outcome.verdict(), f"{file}: {name}"


def test_every_claim_is_quoted():
    assert {name for _, _, name, _ in quotes()} >= {claim.name for claim in CLAIMS}


def test_a_run_that_is_saved_is_not_repeated(tmp_path):
    assert run_claims([TOY], folder=tmp_path) == 6
    assert run_claims([TOY], folder=tmp_path) == 0
    before = results(TOY, tmp_path).runs
    assert run_claims([TOY], seeds=5, folder=tmp_path) == 4
    after = results(TOY, tmp_path).runs
    assert {label: runs[:3] for label, runs in after.items()} == before


def test_an_interrupted_command_goes_on_where_it_stopped(tmp_path):
    run_claims([TOY], folder=tmp_path)
    expected = path_of(TOY, tmp_path).read_text()
    saved = json.loads(expected)
    del saved["settings"]["small"]["runs"]["1"], saved["settings"]["large"]
    path_of(TOY, tmp_path).write_text(json.dumps(saved))
    with pytest.raises(ValueError, match=r"toy: runs are missing .* \['small', 'large'\]"):
        results(TOY, tmp_path)
    assert run_claims([TOY], folder=tmp_path) == 4
    assert path_of(TOY, tmp_path).read_text() == expected


def test_runs_of_other_code_or_another_setting_do_not_count(tmp_path):
    run_claims([TOY], folder=tmp_path)
    other = replace(TOY, settings=TOY.settings | {"small": {"faces": 4}})
    assert set(load(other, tmp_path)) == {"large"}
    saved = json.loads(path_of(TOY, tmp_path).read_text())
    path_of(TOY, tmp_path).write_text(json.dumps(saved | {"fingerprint": "of older code"}))
    assert load(TOY, tmp_path) == {}


def test_verdict_and_spread_come_from_the_runs(tmp_path):
    run_claims([TOY], folder=tmp_path)
    outcome = results(TOY, tmp_path)
    assert outcome.verdict() == "does not hold"
    assert outcome.row("small")["passed"] == "0 of 3"
    numbers = sorted(outcome.runs["large"])
    assert outcome.row("large")["median"] == f"{numbers[1]:.0f}"


def test_a_dask_cluster_makes_the_same_runs(tmp_path):
    from dask.distributed import LocalCluster  # noqa: PLC0415  slow to import

    run_claims([TOY], folder=tmp_path / "here")
    with LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=":0") as cluster:
        made = run_claims([TOY], scheduler=cluster.scheduler_address, folder=tmp_path / "dask")
    assert made == 6
    assert results(TOY, tmp_path / "dask").runs == results(TOY, tmp_path / "here").runs
