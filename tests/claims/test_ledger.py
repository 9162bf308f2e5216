"""The ledger says what the saved runs say, the prose says what the ledger says, and the
machinery that makes the runs loses and repeats nothing."""

import inspect
import json
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from statistics import median

import pytest

from book.claims import chapter_1, chapter_3
from book.claims.chapters import CLAIMS
from book.claims.claim import RESULTS, add, fingerprint, load, path_of, results, save
from book.claims.page import PAGE, page
from book.claims.quotes import PROSE, misquoted, prose, quotes, update
from book.claims.run import keep_results, run_claims
from book.dependencies import ROOT, inputs_of
from tests.claims.toy import TOY

every_claim = pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.name)


def all_quotes():
    return [(path.name, quote) for path in PROSE for quote in quotes(prose(path))]


@every_claim
def test_runs_are_complete_and_as_new_as_the_code(claim):
    outcome = results(claim)
    assert all(len(runs) >= 5 for runs in outcome.runs.values())


def test_no_saved_runs_without_a_claim():
    saved = {path.stem for path in RESULTS.glob("*.json")}
    assert saved == {claim.name for claim in CLAIMS}


def test_the_page_is_made_from_the_saved_runs():
    assert PAGE.read_text("utf-8") == page(), "make claims"


def test_prose_quotes_the_ledger():
    ledger = {claim.name: results(claim) for claim in CLAIMS}
    wrong = [
        f"{file}: {quote.text}: {problem}"
        for file, quote in all_quotes()
        if (problem := misquoted(quote, ledger))
    ]
    assert not wrong


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ('[0 of 3](x/claims.md#toy "small: passed")', True),
        ('[1 of 3](x/claims.md#toy "small: passed")', False),
        ('[0 of 3](x/claims.md#toy "small: median")', False),
        ('[0 of 3](x/claims.md#toy "tiny: passed")', False),
        ('[0 of 3](x/claims.md#other "small: passed")', False),
        ("[does not hold](x/claims.md#toy)", True),
        ("[holds](x/claims.md#toy)", False),
        ("[is confirmed](x/claims.md#toy)", False),
    ],
)
def test_a_wrong_quotation_is_noticed(tmp_path, text, right):
    run_claims([TOY], folder=tmp_path)
    (quote,) = quotes(text)
    assert (misquoted(quote, {"toy": results(TOY, tmp_path)}) == "") is right


def test_figures_are_brought_up_to_date_and_verdicts_are_not(tmp_path):
    run_claims([TOY], folder=tmp_path)
    ledger = {"toy": results(TOY, tmp_path)}
    before = '[9 of 9](x/claims.md#toy "small: passed") and [holds](x/claims.md#toy).'
    after = '[0 of 3](x/claims.md#toy "small: passed") and [holds](x/claims.md#toy).'
    assert update(before, ledger) == after
    assert update(after, ledger) == after


def test_a_link_in_another_form_is_noticed():
    with pytest.raises(ValueError, match="in another form"):
        quotes("[5 of 5](claims.md#toy 'small: passed')")


def test_every_claim_is_quoted():
    assert {quote.claim for _, quote in all_quotes()} == {claim.name for claim in CLAIMS}


@pytest.mark.parametrize(
    ("name", "rates", "best"),
    [
        ("race-names", chapter_3.RATES, chapter_3.BEST),
        ("deeper-names", chapter_3.DEEPER_RATES, chapter_3.DEEPER_BEST),
    ],
)
def test_the_best_learning_rates_are_those_of_the_ledger(name, rates, best):
    (race,) = (claim for claim in chapter_3.CLAIMS if claim.name == name)
    runs = results(race).runs
    for network, chosen in best.items():
        scores = {lr: median(runs[f"{network}, learning rate {lr:g}"]) for lr in rates}
        assert chosen == max(scores, key=scores.get)


def test_the_fingerprint_follows_imports():
    module = Path(inspect.getsourcefile(chapter_1.CLAIMS[0].run))
    files = {file.relative_to(ROOT).as_posix() for file in inputs_of(module)}
    assert {"book/claims/roommate.py", "utils/cells/rnn.py", "utils/torch_weights.py"} <= files
    assert not any(file.startswith("utils/plots/") for file in files)


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
    saved = load(TOY, tmp_path)
    del saved["small"]["runs"]["1"], saved["large"]
    save(TOY, saved, fingerprint(TOY), tmp_path)
    with pytest.raises(ValueError, match=r"toy: runs are missing .* \['small', 'large'\]"):
        results(TOY, tmp_path)
    assert run_claims([TOY], folder=tmp_path) == 4
    assert path_of(TOY, tmp_path).read_text() == expected


def test_runs_of_other_code_or_another_setting_do_not_count(tmp_path):
    run_claims([TOY], folder=tmp_path)
    other = replace(TOY, settings=TOY.settings | {"small": {"faces": 4}})
    assert set(load(other, tmp_path)) == {"large"}
    save(TOY, load(TOY, tmp_path), "of older code", tmp_path)
    assert load(TOY, tmp_path) == {}


def test_verdict_and_spread_come_from_the_runs(tmp_path):
    run_claims([TOY], folder=tmp_path)
    outcome = results(TOY, tmp_path)
    assert outcome.verdict() == "does not hold"
    assert outcome.row("small")["passed"] == "0 of 3"
    numbers = sorted(outcome.runs["large"])
    assert outcome.row("large")["median"] == f"{numbers[1]:.0f}"


def test_runs_with_gaps_or_of_unequal_number_are_not_complete(tmp_path):
    run_claims([TOY], seeds=5, folder=tmp_path)
    saved = load(TOY, tmp_path)
    del saved["small"]["runs"]["4"]
    save(TOY, saved, fingerprint(TOY), tmp_path)
    with pytest.raises(ValueError, match=r"\['small'\]"):
        results(TOY, tmp_path)


def test_each_result_goes_to_its_own_claim(tmp_path):
    other = replace(TOY, name="other", settings={"coin": {"faces": 2}})
    assert run_claims([TOY, other], folder=tmp_path) == 9
    assert set(results(other, tmp_path).runs["coin"]) <= {1, 2}
    assert set(results(TOY, tmp_path).runs) == {"small", "large"}


def test_a_number_that_was_changed_by_hand_is_noticed(tmp_path):
    run_claims([TOY], folder=tmp_path)
    path = path_of(TOY, tmp_path)
    saved = json.loads(path.read_text())
    saved["settings"]["large"]["runs"]["1"] += 1
    path.write_text(json.dumps(saved, indent=1))
    with pytest.raises(ValueError, match=r"toy\.json was changed by hand"):
        results(TOY, tmp_path)


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"settings": {}}'])
def test_a_damaged_file_is_named(tmp_path, text):
    path_of(TOY, tmp_path).write_text(text)
    with pytest.raises(ValueError, match=r"toy\.json is damaged"):
        load(TOY, tmp_path)


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_a_run_that_gives_no_number_is_refused(tmp_path, number):
    with pytest.raises(ValueError, match="toy, small, seed 1: expected a finite number"):
        add(TOY, "small", 1, number, fingerprint(TOY), tmp_path)
    assert load(TOY, tmp_path) == {}


def test_two_processes_at_once_lose_no_run(tmp_path):
    """Each adds its own seeds to the same file, one run after the other."""
    with ProcessPoolExecutor(2, get_context("spawn")) as pool:
        list(pool.map(add_many, [tmp_path] * 2, [range(40), range(40, 80)]))
    assert set(load(TOY, tmp_path)["small"]["runs"]) == {str(seed) for seed in range(80)}


def add_many(folder, seeds):
    for seed in seeds:
        add(TOY, "small", seed, float(seed), fingerprint(TOY), folder)


def test_runs_are_kept_after_a_change_only_if_it_changed_no_number(tmp_path):
    run_claims([TOY], folder=tmp_path)
    saved = load(TOY, tmp_path)
    save(TOY, saved, "of older code", tmp_path)
    assert load(TOY, tmp_path) == {}
    assert keep_results([TOY], 6, tmp_path) == []
    assert load(TOY, tmp_path) == saved

    saved["large"]["runs"]["1"] += 1
    save(TOY, saved, "of older code", tmp_path)
    assert keep_results([TOY], 6, tmp_path) == ["toy"]
    assert load(TOY, tmp_path) == {}
