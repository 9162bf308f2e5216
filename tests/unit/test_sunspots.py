"""The sunspots: what was observed, a split in time, and forecasters that know no future."""

import math
import re

import pytest
import torch

from utils.cells import GRUCell
from utils.data.memory import NOTHING
from utils.data.sunspots import DEVELOPMENT, TEST, TRAIN, numbers
from utils.recipes import sunspots as recipe
from utils.training import count_parameters

ALL = range(1700, 1980)
SINE = 50 + 40 * torch.sin(torch.arange(120) * 2 * math.pi / 11)  # linear: order 2 suffices


def network():
    return recipe.network(GRUCell, seed=0, hidden_size=4)


FORECASTERS = {
    "last year": lambda: recipe.last_year,
    "eleven years ago": lambda: recipe.eleven_years_ago,
    "linear": lambda: recipe.Autoregression(3, SINE),
    "network": lambda: recipe.forecaster(network()),
}


def test_the_numbers_that_everybody_knows():
    known = dict(zip(ALL, numbers(ALL).tolist(), strict=True))
    assert len(known) == 280
    assert [known[year] for year in (1700, 1712, 1778)] == [5, 0, pytest.approx(154.4)]
    assert max(known, key=known.get) == 1957
    assert min(known.values()) == 0
    peaks = [y for y in ALL[3:-3] if known[y] == max(known[n] for n in range(y - 3, y + 4))]
    assert 10.5 < (peaks[-1] - peaks[0]) / (len(peaks) - 1) < 11.5


def test_the_split_is_in_time_without_a_gap():
    assert [*TRAIN, *DEVELOPMENT, *TEST] == [*ALL]


@pytest.mark.parametrize("years", [range(1699, 1710), range(1970, 1981), range(1800, 1800)])
def test_years_that_are_not_known_are_refused(years):
    with pytest.raises(ValueError, match=re.escape(f"from 1700 to 1979, got {years}")):
        numbers(years)


def test_the_naive_rivals():
    known = numbers(range(1750, 1780))
    assert torch.equal(recipe.last_year(known), known)
    said = recipe.eleven_years_ago(known)
    assert said[:10].isnan().all()
    assert torch.equal(said[10:], known[:20])  # 1761, from 1760 back to 1750
    assert recipe.forecasts(recipe.eleven_years_ago, range(1900, 1902)).tolist() == (
        numbers(range(1889, 1891)).tolist()
    )


def test_a_sine_is_linear_in_two_years():
    exact = recipe.Autoregression(2, SINE)
    assert torch.allclose(exact(SINE)[1:-1], SINE[2:], atol=1e-3)
    assert exact(SINE)[:1].isnan().all()
    assert (recipe.Autoregression(1, SINE)(SINE)[:-1] - SINE[1:]).abs().max() > 5


def test_least_squares_leave_errors_that_nothing_known_explains():
    fitted = recipe.linear(order=5)
    known = numbers(TRAIN)
    wrong = (known[5:] - fitted(known)[4:-1]).double()
    assert wrong.mean().abs() < 1e-3
    for lag in range(1, 6):
        assert (wrong @ known[5 - lag : -lag].double()).abs() / len(wrong) < 1e-2


def test_the_order_is_chosen_on_the_years_to_choose_by():
    errors = {n: recipe.error(recipe.linear(n), DEVELOPMENT) for n in recipe.ORDERS}
    best = min(errors, key=errors.get)
    assert recipe.linear().order == recipe.linear(until=TEST.start).order == best
    assert 1 < best < 15
    assert not torch.equal(recipe.linear().weights, recipe.linear(until=TEST.start).weights)


@pytest.mark.parametrize(("order", "years"), [(0, 50), (5, 16)])
def test_too_few_years_for_the_order_are_refused(order, years):
    with pytest.raises(ValueError, match=f"got order {order} and {years} years"):
        recipe.Autoregression(order, torch.zeros(years))


@pytest.mark.parametrize("name", FORECASTERS)
def test_a_forecast_knows_no_future(name):
    forecaster, known = FORECASTERS[name](), numbers(range(1750, 1800))
    changed = known.clone()
    changed[30:] += 50
    before, after = forecaster(known), forecaster(changed)
    assert len(before) == len(known)
    assert torch.allclose(before[:30], after[:30], equal_nan=True)
    assert (before[30:] != after[30:]).any()


def test_an_error_is_in_sunspot_numbers():
    a, b, c = numbers(range(1920, 1923)).tolist()
    expected = (((a - b) ** 2 + (b - c) ** 2) / 2) ** 0.5
    assert recipe.error(recipe.last_year, range(1921, 1923)) == pytest.approx(expected)


def test_stretches_ask_for_the_next_year_after_the_lead_in():
    known = numbers(range(1800, 1840))
    x, y = recipe.stretches(known)
    assert x.shape == (40 - recipe.WINDOW, recipe.WINDOW, 1)
    assert torch.allclose(x[3, :, 0], known[3 : 3 + recipe.WINDOW] / 100)
    assert (y[:, : recipe.LEAD_IN] == NOTHING).all()
    assert torch.allclose(y[3, 8:], known[12 : 4 + recipe.WINDOW] / 100)
    assert torch.allclose(y[-1, -1], known[-1] / 100)


def test_cells_have_about_as_many_weights():
    sizes = [count_parameters(recipe.network(k, 0, n)) for k, n in recipe.UNITS.items()]
    assert max(sizes) / min(sizes) < 1.1


def test_the_weights_with_the_smallest_error_are_kept():
    model = network()
    history = recipe.train(model, seed=0, steps=3, every=1, lr=1.0)
    errors = [found for _, found in history.scores]
    assert min(errors) < errors[-1]
    kept = recipe.error(recipe.forecaster(model), DEVELOPMENT)
    assert kept == pytest.approx(min(errors), rel=1e-4)


def test_training_never_reads_the_test(monkeypatch):
    read = []
    monkeypatch.setattr(recipe, "numbers", lambda years: read.append(years) or numbers(years))
    recipe.train(network(), seed=0, steps=2)
    recipe.linear()
    assert max(max(years) for years in read) == DEVELOPMENT[-1]


@pytest.mark.parametrize("name", FORECASTERS)
def test_a_free_run_reads_its_own_forecasts(name, monkeypatch):
    forecaster, years = FORECASTERS[name](), range(1921, 1940)
    said = recipe.free_run(forecaster, years)
    assert said[0] == pytest.approx(recipe.forecasts(forecaster, range(1921, 1922)).item())
    again = forecaster(torch.cat([numbers(range(1700, 1921)), said[:-1]]))[-19:]
    assert torch.allclose(said, again, atol=1e-3)
