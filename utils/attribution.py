"""Which letters of a word gave its language away? Two ways to weigh the letters, and how far
they agree."""

from collections.abc import Sequence

import torch
from jaxtyping import Float, Int
from torch import Tensor, nn

from .data import names
from .training import device_of
from .vocab import normalize

BATCH = 1000  # words that are read at once

Parts = list[Float[Tensor, "..."]]  # for each word, one number per letter


@torch.no_grad()
def log_probabilities(
    model: nn.Module, words: Sequence[str]
) -> Float[Tensor, "words languages"]:
    """log p(language | word), a natural logarithm, in the order of `names.LANGUAGES`.

    Args:
        model: tells the language at the last character, as `recipes.names` makes it.
        words: at least one.

    Raises:
        ValueError: what `Vocab.pack` raises.
    """
    starts = range(0, max(1, len(words)), BATCH)
    read = (names.one_hot(words[n : n + BATCH]).to(device_of(model)) for n in starts)
    return torch.cat([model(x)[:, -1].log_softmax(-1).cpu() for x in read])


def told(model: nn.Module, words: Sequence[str]) -> Int[Tensor, " words"]:
    """The likeliest language of each word, by its place in `names.LANGUAGES`."""
    return log_probabilities(model, words).argmax(-1)


def leave_one_out(model: nn.Module, words: Sequence[str]) -> Parts:
    """How much less probable the answer is without a letter.

    log p(told | word) - log p(told | word without its letter i)

    The letters around it move together: what is read is a shorter word, not a word with a hole,
    for no word in training has one.

    Args:
        model, words: as for `log_probabilities`; words of at least two letters.

    Returns:
        For each word, one number per letter, in nats: above 0 if the letter spoke for the
        language that was told, below 0 if it spoke against it.
    """
    words = [normalize(word) for word in words]
    whole = log_probabilities(model, words)
    answer = whole.argmax(-1)
    shorter = [without(word, {i}) for word in words for i in range(len(word))]
    lengths = torch.tensor([len(word) for word in words])
    of = torch.arange(len(words)).repeat_interleave(lengths)  # whose letter is left out
    less = log_probabilities(model, shorter)[torch.arange(len(of)), answer[of]]
    return list((whole[of, answer[of]] - less).split(lengths.tolist()))


def gradient_times_input(model: nn.Module, words: Sequence[str]) -> Parts:
    """The slope of the answer along a letter's number in the input.

    x_i * d log p(told | word) / d x_i

    A letter is a 1 among zeros, so this is the gradient at the 1: to first order, how much the
    answer would lose if that 1 faded to 0.

    Args, returns: as for `leave_one_out`; words of any length.
    """
    words = [normalize(word) for word in words]
    x = names.one_hot(words).to(device_of(model)).requires_grad_()
    best = model(x)[:, -1].log_softmax(-1).amax(-1)
    (gradient,) = torch.autograd.grad(best.sum(), x)
    parts = (x * gradient).sum(-1).detach().cpu()
    # Before the letters padding, after them the end mark.
    return [part[-1 - len(word) : -1] for part, word in zip(parts, words, strict=True)]


def without(word: str, places: set[int]) -> str:
    """The word without the letters at these places, counted from 0."""
    return "".join(letter for n, letter in enumerate(word) if n not in places)


def rank_correlation(a: Float[Tensor, " n"], b: Float[Tensor, " n"]) -> float:
    """Spearman's: 1 if a and b put the letters in the same order, -1 in the opposite one. Equal
    numbers share their rank; nan if all of a or all of b are equal."""
    ranks = [
        (part[:, None] > part).sum(1) + (part[:, None] == part).sum(1) / 2 for part in (a, b)
    ]
    return torch.corrcoef(torch.stack(ranks))[0, 1].item()
