"""What a decoder may read, one explanation removed at a time: five models that differ in this
alone are trained on dates, or on copying."""

from book.claims import dates
from utils.attention import (
    AdditiveAttention,
    FixedAttention,
    LastStateAttention,
    Scoring,
    UniformAttention,
)
from utils.recipes import copying
from utils.training import exact_match

ARMS = {
    "h_T once": None,
    "h_T at every step": LastStateAttention,
    "average": UniformAttention,
    "by position": FixedAttention,
    "attention": AdditiveAttention,
}
# Units of encoder and decoder; without a context more of them need no more weights.
UNITS = {"dates": 64, "copying": 103}
UNITS_ONCE = {"dates": 81, "copying": 127}


def share_of_dates(
    seed: int, attention: type[Scoring] | None, lr: float, steps: int = 400
) -> float:
    """The share of held-out dates that are right."""
    hidden_size = units("dates", attention)
    return dates.share_of_dates(seed, attention, steps, lr=lr, hidden_size=hidden_size)


def share_copied(
    seed: int, digits: int, attention: type[Scoring] | None, lr: float, steps: int = 400
) -> float:
    """The share of 1,000 new rows of this many digits that come out as they went in."""
    net = copying.model(seed, digits, units("copying", attention), attention)
    copying.train(net, digits, seed, steps=steps, lr=lr)
    return exact_match(net, copying.rows(digits, 1000, seed=2)).share


def units(task: str, attention: type[Scoring] | None) -> int:
    """How many units an arm has: no arm has more weights than attention."""
    return (UNITS if attention else UNITS_ONCE)[task]
