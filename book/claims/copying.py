"""One run of copying: train a model, count the rows that come out as they went in."""

from utils.attention import AdditiveAttention
from utils.recipes import copying
from utils.training import exact_match


def share_copied(seed: int, digits: int, hidden: int, attention: bool) -> float:
    """The share of 1,000 new rows of this many digits that come out as they went in."""
    net = copying.model(seed, digits, hidden, AdditiveAttention if attention else None)
    copying.train(net, digits, seed)
    return exact_match(net, copying.rows(digits, 1000, seed=2)).share
