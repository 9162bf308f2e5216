"""Two tasks with one answer, at the very end: until then nothing tells the network anything,
and what counts has to be remembered."""

from typing import NamedTuple

import torch
from jaxtyping import Float, Shaped
from torch import Tensor

NOTHING = -100  # the target where nothing is asked, as for `fit`


class Sequences(NamedTuple):
    """What the network reads, and what is asked of it: NOTHING before the last step."""

    x: Float[Tensor, "batch time features"]
    y: Shaped[Tensor, "batch time"]


def adding_problem(batch: int, length: int, seed: int) -> Sequences:
    """Random numbers from 0 to 1, two of them marked: at the end, their sum (Hochreiter and
    Schmidhuber 1997, experiment 4, in the form of Le, Jaitly and Hinton 2015).

    Args:
        batch: how many sequences.
        length: of each; one mark is in its first half, the other in its second.
        seed: the same seed gives the same sequences.

    Returns:
        `x`: the number and the mark, 1 or 0; `y`: the sum as the last target.

    Raises:
        ValueError: batch below 1, length below 2.
    """
    _check(batch, length)
    generator = torch.Generator().manual_seed(seed)
    number, mark = torch.rand(batch, length, generator=generator), torch.zeros(batch, length)
    middle, rows = length // 2, torch.arange(batch)
    for first, end in ((0, middle), (middle, length)):
        mark[rows, torch.randint(first, end, (batch,), generator=generator)] = 1
    return Sequences(
        torch.stack([number, mark], dim=-1), _at_the_end((number * mark).sum(1), mark)
    )


def recall(batch: int, length: int, kinds: int, seed: int) -> Sequences:
    """The first input is one of a few; then nothing comes. At the end: which one was it?

    Args:
        batch: how many sequences.
        length: of each.
        kinds: how many inputs there are to tell apart.
        seed: the same seed gives the same sequences.

    Returns:
        `x`: one-hot at the first step, then zeros; `y`: the kind as the last target.

    Raises:
        ValueError: batch below 1, length or kinds below 2.
    """
    _check(batch, length)
    if kinds < 2:
        raise ValueError(f"expected at least 2 kinds to tell apart, got {kinds}")
    kind = torch.randint(kinds, (batch,), generator=torch.Generator().manual_seed(seed))
    x = torch.zeros(batch, length, kinds)
    x[torch.arange(batch), 0, kind] = 1
    return Sequences(x, _at_the_end(kind, x[:, :, 0]))


def _at_the_end(answer: Tensor, like: Tensor) -> Tensor:
    y = torch.full_like(like, NOTHING, dtype=answer.dtype)
    y[:, -1] = answer
    return y


def _check(batch: int, length: int) -> None:
    if batch < 1 or length < 2:
        raise ValueError(
            f"expected at least one sequence of at least 2 steps, got {batch=} and {length=}"
        )
