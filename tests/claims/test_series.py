"""The runs on the sunspots: what is measured on which years, and how settings were chosen."""

from statistics import median

import pytest

from book.claims import chapter_3_series, series
from book.claims.claim import results
from utils.cells import GRUCell
from utils.data.sunspots import DEVELOPMENT, TEST, TRAIN, numbers
from utils.recipes import sunspots as recipe

CHOOSING, TESTED = chapter_3_series.CLAIMS


def test_the_test_is_another_part_than_the_years_to_choose_by():
    for choosing, years in ((True, DEVELOPMENT), (False, TEST)):
        change = numbers(range(years[0], years[-1] + 1)) - numbers(
            range(years[0] - 1, years[-1])
        )
        found = series.error(0, rival="last", choosing=choosing)
        assert found == pytest.approx(change.square().mean().sqrt().item())


def test_what_was_trained_to_choose_by_is_tested(monkeypatch):
    trained = []
    monkeypatch.setattr(recipe, "train", lambda model, seed, lr: trained.append((seed, lr)))
    network = {"kind": GRUCell, "hidden": 2, "lr": 0.5}
    chosen_by, tested = (series.error(77, choosing=c, **network) for c in (True, False))
    series._trained.cache_clear()
    assert chosen_by != tested
    assert trained == [(77, 0.5)]


def test_the_model_to_beat_is_fitted_to_all_years_before_the_test():
    first = numbers(range(TRAIN.start, TEST.start))
    chosen = recipe.Autoregression(recipe.linear().order, first)
    assert chapter_3_series.linear(until=TEST.start) == recipe.error(chosen, TEST)
    assert TESTED.passes(recipe.error(chosen, TEST) - 0.01)
    assert not TESTED.passes(recipe.error(chosen, TEST))
    assert not CHOOSING.passes(recipe.error(recipe.linear(), DEVELOPMENT))


def test_the_learning_rates_are_the_best_of_the_ledger():
    runs = results(CHOOSING).runs
    for name, best in chapter_3_series.BEST.items():
        rates = chapter_3_series.RATES
        errors = {lr: median(runs[f"{name}, learning rate {lr:g}"]) for lr in rates}
        assert best == min(errors, key=errors.get)
