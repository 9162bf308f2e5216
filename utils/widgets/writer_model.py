"""What the page keeps of a `Writer`, and the random numbers it writes with; writer_model.js
loads it and writes."""

import torch
from jaxtyping import Float
from torch import Tensor

from ..cells import GRUCell, LSTMCell, RNNCell
from ..weights import restore, store
from ..writer import Writer
from .model_parts import store_vocab

# Of the writer of chapter 3: perplexity 9.70 on held-out words with 32 bits and with 8, 9.72
# with 7; the probabilities move by 0.8 % (total variation), by 3.5 % at most. That is enough to
# change a third of the words that the same random numbers write, and none the better or worse.
BITS = 8


def store_writer(writer: Writer) -> dict:
    """A writer's weights, the kind of its cell, its vocabulary, languages and length.

    Raises:
        ValueError: a writer with parts that the page cannot compute; weights that are not
            finite.
    """
    kind = type(getattr(writer, "cell", None))
    if type(writer) is not Writer or kind not in (RNNCell, LSTMCell, GRUCell):
        raise ValueError(
            "expected a Writer with an RNNCell, an LSTMCell or a GRUCell; got a "
            f"{type(writer).__name__} with a {kind.__name__}"
        )
    if kind is GRUCell and writer.cell.reset != "before":
        raise ValueError("expected a GRUCell that resets the state before the product")
    return {
        "kind": kind.__name__,
        "weights": store(writer, BITS),
        "languages": list(writer.languages),
        "source": store_vocab(writer.vocab, writer.max_length),
    }


def restore_writer(writer: Writer, stored: dict) -> Writer:
    """The writer as the page computes with it: from the stored weights, in double precision,
    without dropout.

    Args:
        writer: the one that was stored.
        stored: what `store_writer` returned.
    """
    return restore(writer, stored["weights"]).cpu().double().eval()


def uniforms(seed: int, words: int, count: int) -> Float[Tensor, "words count"]:
    """`count` random numbers in [0, 1) for each of several words, the same everywhere: those
    of mulberry32, a generator of 32 bits that JavaScript can run too (random.js)."""
    mask, numbers = 2**32 - 1, []
    state = (seed + 1) * 0x9E3779B1
    for _ in range(words * count):
        state = (state + 0x6D2B79F5) & mask
        mixed = (state ^ state >> 15) * (state | 1) & mask
        mixed ^= mixed + (mixed ^ mixed >> 7) * (mixed | 61) & mask
        numbers.append((mixed ^ mixed >> 14) / 2**32)
    return torch.tensor(numbers, dtype=torch.double).reshape(words, count)
