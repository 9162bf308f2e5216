"""Runs on the tables of the original post: its ten days and its twelve sums, asked of our
models, and where a model looks while it adds one of them."""

from functools import lru_cache

import torch

from utils.attention import AdditiveAttention, Scoring
from utils.cells import Cell
from utils.data import Examples, Split, roommate
from utils.recipes import roommate as days_recipe
from utils.recipes import sums as recipe
from utils.seq2seq import Seq2Seq
from utils.tagger import Tagger

DAYS = "SRRRSRSRSR"  # its weather: S for sunny, R for rainy
TWELVE = ["12+35", "99+1", "50+50", "1+99", "60+89", "77+88"]
TWELVE += ["10+20", "3+34", "12+35", "20+10", "40+50", "2+9"]


@lru_cache(maxsize=4)
def forecaster(seed: int, kind: type[Cell], chapter: str) -> Tagger:
    """A network trained as in a chapter; `chapter` is its recipe's name: RNN, LSTM or GRU."""
    model = days_recipe.network(kind, seed)
    days_recipe.train(model, seed=seed, **getattr(days_recipe, chapter))
    return model


def probability_of_dish(seed: int, day: int, kind: type[Cell], chapter: str) -> float:
    """The probability that the network gives to the right dish on one of the ten days, counted
    from 1."""
    rainy = torch.tensor([[sky == "R" for sky in DAYS]])
    x = torch.nn.functional.one_hot(rainy.long(), len(roommate.WEATHER)).float()
    model = forecaster(seed, kind, chapter)
    with torch.no_grad():
        logits = model(x.to(model.output.weight.device))[0, day - 1]
    return logits.softmax(-1)[roommate.cook(rainy)[0, day - 1]].item()


@lru_cache(maxsize=4)
def adder(seed: int, attention: type[Scoring] | None, taught: bool) -> Seq2Seq:
    """A model trained on the sums of chapter 4; without the twelve, in either order, unless
    they are to be taught."""
    net = recipe.model(seed, attention)
    recipe.train(net, recipe.split() if taught else untaught(), seed)
    return net


def untaught() -> Split:
    """The split of chapter 4 less the twelve sums and their reverses."""
    split = recipe.split()
    left_out = {text for a_b in TWELVE for text in (a_b, "+".join(a_b.split("+")[::-1]))}
    pairs = [pair for pair in zip(*split.train, strict=True) if pair[0] not in left_out]
    return split._replace(train=Examples(*map(list, zip(*pairs, strict=True))))


def sums_right(seed: int, attention: type[Scoring] | None) -> float:
    """How many of the twelve a model gets right that was taught them among the others."""
    said = adder(seed, attention, taught=True).translate(TWELVE).texts
    return float(sum(answer == right(text) for text, answer in zip(TWELVE, said, strict=True)))


def untaught_sum_right(seed: int, text: str, attention: type[Scoring] | None) -> float:
    """1 if a model that was never taught the twelve gets this one of them right, else 0."""
    (said,) = adder(seed, attention, taught=False).translate([text]).texts
    return float(said == right(text))


def weight_for_tens(seed: int, place: int, carry: bool | None = None) -> float:
    """The weight of the state after one character, 0 to 5 in `10+20}`, while a model with
    attention writes the tens digit: of 10+20, or the mean over the held-out sums of two digits
    plus two digits that make two digits, with or without a carry from the units."""
    texts = ["10+20"] if carry is None else held_out_sums(carry)
    weights = adder(seed, AdditiveAttention, taught=True).translate(texts).weights
    return weights[:, 1, place].mean().item()  # `_30}`: the tens are the second character


def held_out_sums(carry: bool) -> list[str]:
    """The held-out sums of two numbers with two digits whose answer has two, with or without a
    carry from the units."""
    texts = [text for text in recipe.split().held_out.sources if len(text) == 5]
    return [text for text in texts if len(right(text)) == 2 and (units(text) >= 10) == carry]


def units(text: str) -> int:
    """The sum of the two last digits."""
    return sum(int(number[-1]) for number in text.split("+"))


def right(text: str) -> str:
    """The answer to a sum."""
    return str(sum(map(int, text.split("+"))))
