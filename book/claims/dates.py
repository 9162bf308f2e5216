"""Runs on dates in ten locales: each trains a model, or reuses one, and measures."""

import datetime
import random
from functools import lru_cache

from utils.ablation import ablate
from utils.attention import AdditiveAttention, Scoring
from utils.data import Examples, dates
from utils.recipes import dates as recipe
from utils.seq2seq import Seq2Seq
from utils.training import exact_match

split = lru_cache(recipe.split)


@lru_cache(maxsize=16)
def trained(
    seed: int,
    attention: type[Scoring] | None,
    steps: int,
    lr: float = 0.02,
    split_seed: int = 0,
    hidden_size: int | None = None,
) -> Seq2Seq:
    """A model; by default of 64 hidden units with attention, of 96 without: these have more
    weights."""
    net = recipe.model(seed, attention, hidden_size)
    recipe.train(net, split(split_seed), seed, steps=steps, lr=lr)
    return net


def share_of_dates(
    seed: int,
    attention: type[Scoring] | None = AdditiveAttention,
    steps: int = 250,
    split_seed: int = 0,
    **options,
) -> float:
    """The share of held-out dates that are right. `options` are for `trained`."""
    net = trained(seed, attention, steps, split_seed=split_seed, **options)
    return exact_match(net, split(split_seed).held_out).share


def share_in_locale(seed: int, locale: str) -> float:
    """The share of held-out days that are right as another locale writes them."""
    return _score(seed, written_in(locale))


def written_in(locale: str) -> Examples:
    """The held-out days as a locale writes them, each in one of the formats."""
    held_out, rng = split().held_out, random.Random(0)
    days = map(datetime.date.fromisoformat, held_out.answers)
    texts = [dates.write(day, locale, rng.choice(dates.FORMATS)) for day in days]
    return Examples(texts, held_out.answers)


def share_with_slip(seed: int, slip: bool) -> float:
    """The share of held-out dates with a word that are right, with a typing slip or without."""
    rng = random.Random(0)
    pairs = [pair for pair in zip(*split().held_out, strict=True) if dates.has_word(pair[0])]
    texts, answers = zip(*pairs, strict=True)
    if slip:
        texts = [dates.slip(text, rng) for text in texts]
    return _score(seed, Examples(list(texts), list(answers)))


def share_in_order(seed: int, order: str) -> float:
    """The share of held-out days that are right as `22 November 2025` in another order, such
    as "ymd" for `2025 November 22`."""
    texts = []
    for answer in split().held_out.answers:
        day = datetime.date.fromisoformat(answer)
        parts = {"d": f"{day.day}", "m": f"{day:%B}", "y": f"{day.year}"}
        texts.append(" ".join(parts[letter] for letter in order))
    return _score(seed, Examples(texts, split().held_out.answers))


def share_changed(seed: int, which: str) -> float:
    """The share of characters of held-out answers that change when the state that they look
    at most, or least, or a random one, is hidden."""
    net = trained(seed, AdditiveAttention, 250)
    removed = ablate(net, split().held_out.sources, which, seed=seed)
    return sum(removed.changed) / sum(map(len, removed.written))


def _score(seed: int, examples: Examples) -> float:
    return exact_match(trained(seed, AdditiveAttention, 250), examples).share
