"""More runs on sums: attention with no more weights than without, and what it is worth
that a sum was taught the other way round."""

from book.claims import sums
from utils.attention import AdditiveAttention, LastStateAttention, Scoring
from utils.data import Examples
from utils.recipes import sums as recipe
from utils.training import exact_match

# Units that need no more weights than the 128 of the model without attention.
UNITS = {None: 128, LastStateAttention: 104, AdditiveAttention: 101}


def share_of_sums(seed: int, attention: type[Scoring] | None, lr: float) -> float:
    """The share of held-out sums that are right."""
    data = recipe.split()
    net = recipe.model(seed, attention, UNITS[attention])
    recipe.train(net, data, seed, lr=lr)
    return exact_match(net, data.held_out).share


def gain_by_partner(seed: int, **options) -> float:
    """By how much more of the sums are right whose partner, the same numbers the other way
    round, was trained on: within one model that was taught a split by ordered pair. `options`
    are for `trained`."""
    train, held_out = sums.split(ordered=True)
    known, net = set(train.sources), sums.trained(seed, ordered=True, **options)
    turned = ["+".join(text.split("+")[::-1]) for text in held_out.sources]
    shares = {}
    for taught in (True, False):
        some = [
            (text, answer)
            for text, answer, other in zip(*held_out, turned, strict=True)
            if text != other and (other in known) == taught
        ]
        texts, answers = zip(*some, strict=True)
        shares[taught] = exact_match(net, Examples(list(texts), list(answers))).share
    return shares[True] - shares[False]
