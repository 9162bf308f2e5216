"""The experiments on the post's tables, with models that are made up."""

from types import SimpleNamespace

import pytest
import torch

from book.claims import post_tables
from utils.attention import AdditiveAttention
from utils.data import roommate
from utils.recipes import sums as recipe


def test_the_rule_gives_the_dishes_of_the_post():
    rainy = torch.tensor([[sky == "R" for sky in post_tables.DAYS]])
    assert roommate.cook(rainy)[0].tolist() == [0, 1, 2, 0, 0, 1, 1, 2, 2, 0]


@pytest.mark.parametrize(("day", "expected"), [(1, 0.75), (2, 0.125), (4, 0.75), (10, 0.75)])
def test_the_probability_is_that_of_the_right_dish_of_the_day(monkeypatch, day, expected):
    """The forecaster always gives apple pie 3/4 and each other dish 1/8."""

    class ApplePie(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.output = torch.nn.Linear(2, 3)

        def forward(self, x):
            return torch.tensor([0.75, 0.125, 0.125]).log().expand(*x.shape[:2], 3)

    monkeypatch.setattr(post_tables, "forecaster", lambda *_: ApplePie())
    found = post_tables.probability_of_dish(0, day, kind=None, chapter="RNN")
    assert found == pytest.approx(expected)


def test_the_twelve_are_left_out_in_both_orders():
    usual, less = recipe.split(), post_tables.untaught()
    assert less.held_out == usual.held_out
    left_out = set(usual.train.sources) - set(less.train.sources)
    turned = {"+".join(text.split("+")[::-1]) for text in post_tables.TWELVE}
    assert left_out == {*post_tables.TWELVE, *turned}
    assert dict(zip(*less.train, strict=True))["44+3"] == "47"


def adder(answers, weights=None):
    """What a model would translate to."""

    def translate(texts):
        return SimpleNamespace(texts=[answers(text) for text in texts], weights=weights)

    return lambda seed, attention, taught: SimpleNamespace(translate=translate)


def test_right_sums_are_counted(monkeypatch):
    wrong_once = adder(lambda text: "99" if text == "99+1" else post_tables.right(text))
    monkeypatch.setattr(post_tables, "adder", wrong_once)
    assert post_tables.sums_right(0, None) == 11
    assert post_tables.untaught_sum_right(0, "12+35", None) == 1
    assert post_tables.untaught_sum_right(0, "99+1", None) == 0


def test_the_weight_is_that_of_one_place_at_the_tens(monkeypatch):
    weights = torch.zeros(2, 4, 6)
    weights[:, 1, 3] = torch.tensor([0.5, 0.7])  # the second character: the tens
    weights[:, 2, 3] = 0.1
    monkeypatch.setattr(post_tables, "adder", adder(post_tables.right, weights))
    assert post_tables.weight_for_tens(0, place=3) == pytest.approx(0.6)
    assert post_tables.weight_for_tens(0, place=2) == 0


@pytest.mark.parametrize("carry", [False, True])
def test_sums_of_one_form_are_compared(carry):
    texts = post_tables.held_out_sums(carry)
    assert len(texts) > 100
    for text in texts:
        a, b = map(int, text.split("+"))
        assert min(a, b) >= 10
        assert a + b <= 99
        assert (a % 10 + b % 10 >= 10) == carry


def test_the_tens_are_the_second_character_written():
    written = recipe.model(0, AdditiveAttention).target_vocab
    assert written.decode(written.pack(["30"], recipe.MAX_TARGET)[0].tolist()) == "_30}"
