"""The one training loop, and how to score what a model has not seen: per position, or whole
answers (exact match)."""

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from statistics import NormalDist

import torch
from jaxtyping import Int, Shaped
from torch import Tensor, nn

from .data import Examples
from .progress import progress

Loss = Callable[[Tensor, Tensor], Tensor]


@dataclass(frozen=True, order=True)
class Score:
    """How many were right: print it for the share and its 95 % interval.

    Raises:
        ValueError: nothing was asked, or more answers are right than were asked for.
    """

    correct: int
    total: int

    def __post_init__(self) -> None:
        if not 0 <= self.correct <= self.total or self.total == 0:
            raise ValueError(
                f"expected 0 to total right answers, and a total of at least 1; got {self!r}"
            )

    @property
    def share(self) -> float:
        return self.correct / self.total

    def interval(self, confidence: float = 0.95) -> tuple[float, float]:
        """The confidence interval of the true share (Wilson 1927)."""
        z, n, p = NormalDist().inv_cdf((1 + confidence) / 2), self.total, self.share
        centre = p + z**2 / (2 * n)
        half = z * (p * (1 - p) / n + (z / (2 * n)) ** 2) ** 0.5
        return (centre - half) / (1 + z**2 / n), (centre + half) / (1 + z**2 / n)

    def __str__(self) -> str:
        low, high = self.interval()
        return (
            f"{self.share:.2%} ({self.correct:,} of {self.total:,}; "
            f"95 % interval {low:.2%} to {high:.2%})"
        )


@dataclass
class History:
    """What happened during `fit`: the loss and the gradient norm before clipping of every step;
    scores, and the time taken."""

    loss: list[float] = field(default_factory=list)
    gradient_norm: list[float] = field(default_factory=list)
    scores: list[tuple[int, float]] = field(default_factory=list)  # (step, score)
    seconds: float = 0.0


class Interrupted(KeyboardInterrupt):
    """The stop button, or Ctrl-C, during `fit`. The model keeps what it has learned; `history`
    is what was recorded until then, in a notebook `sys.last_value.history`."""

    def __init__(self, history: History, steps: int):
        super().__init__(
            f"stopped after {len(history.loss)} of {steps} steps; "
            "what was recorded: import sys; sys.last_value.history"
        )
        self.history = history


def device() -> torch.device:
    """CUDA if it is available, else the CPU."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def device_of(model: nn.Module) -> torch.device:
    """Where the model's weights are."""
    return next(model.parameters()).device


def set_seed(seed: int) -> None:
    """The one place where randomness is fixed: Python's and torch's generators."""
    random.seed(seed)
    torch.manual_seed(seed)


def fit(
    model: nn.Module,
    inputs: tuple[Tensor, ...],
    target: Shaped[Tensor, "examples time"],
    *,
    steps: int,
    batch_size: int = 128,
    lr: float = 0.01,
    optimizer: type[torch.optim.Optimizer] = torch.optim.AdamW,
    weight_decay: float = 0.0,
    loss: Loss = nn.functional.cross_entropy,
    clip: float | None = 1.0,
    one_cycle: bool = False,
    seed: int = 0,
    until: float | None = None,
    evaluate: Callable[[nn.Module], float] | None = None,
    every: int = 100,
    title: str = "training",
) -> History:
    """Train `model` on mini-batches. The model ends in eval mode.

    Args:
        model: `model(*inputs)` gives logits (batch, time, classes).
        inputs: tensors whose first dimension counts the examples.
        target: the right class at every position, or what else `loss` compares with, such as
            a number; -100 where none is asked for.
        steps: how many mini-batches to learn from.
        batch_size: examples per step.
        lr: learning rate, with one_cycle its maximum.
        optimizer: of the Adam family, or another that takes lr and weight_decay.
        weight_decay: how strongly weights are pulled towards 0; AdamW without it is Adam.
        loss: from logits (positions, classes) and targets (positions,) to one number.
        clip: the maximum norm of all gradients together; None does not clip.
        one_cycle: raise and lower the learning rate once (Smith and Topin 2019).
        seed: the order of the examples.
        until: stop early, once the loss of a step is below this.
        evaluate: called every `every` steps and after the last; its result is kept.
        title: stands before the progress bar.

    Returns:
        What happened, step by step.

    Raises:
        ValueError: no examples, an example without a target, inputs that are not a tuple or
            not as long as the target, steps, batch_size or every below 1, clip not above 0.
        Interrupted: the stop button was pressed.
    """
    _check_fit(inputs, target, steps, batch_size, every, clip)
    history, began = History(), time.perf_counter()
    opt = optimizer(model.parameters(), lr=lr, weight_decay=weight_decay)
    schedule = torch.optim.lr_scheduler.OneCycleLR(opt, lr, steps) if one_cycle else None
    batches = _batches((*inputs, target), batch_size, seed, device_of(model))
    try:
        with progress(steps, title) as bar:
            for step in bar:
                model.train()
                *x, y = next(batches)
                error = loss(model(*x).flatten(0, 1), y.flatten())
                opt.zero_grad()
                error.backward()
                length = _clip(model, clip)
                opt.step()
                if schedule:
                    schedule.step()
                history.loss.append(error.item())
                history.gradient_norm.append(length)
                if evaluate and ((step + 1) % every == 0 or step + 1 == steps):
                    model.eval()
                    history.scores.append((step + 1, evaluate(model)))
                    bar.set_postfix(loss=f"{error:.3f}", score=f"{history.scores[-1][1]:.3f}")
                if until is not None and history.loss[-1] < until:
                    break
    except KeyboardInterrupt:
        raise Interrupted(history, steps) from None
    finally:
        model.eval()
        history.seconds = time.perf_counter() - began
    return history


@torch.no_grad()
def accuracy(model: nn.Module, x: Tensor, y: Int[Tensor, "batch time"]) -> Score:
    """How many single positions (days, characters) the model gets right, ignoring -100.

    Raises:
        ValueError: if x and y have different lengths, or y asks for nothing.
    """
    asked = (y != -100).cpu()
    if x.shape[:2] != y.shape or not asked.any():
        raise ValueError(
            f"expected an answer in y for the positions of x {tuple(x.shape[:2])}, "
            f"got y of shape {tuple(y.shape)} that asks for {int(asked.sum())}"
        )
    best = model(x.to(device_of(model))).argmax(dim=-1).cpu()
    return Score(int((best == y.cpu())[asked].sum()), int(asked.sum()))


def fit_texts(model: nn.Module, examples: Examples, **options) -> History:
    """`fit` a text-to-text model under teacher forcing.

    Args:
        model: a `TextModel`.
        examples: what it learns from.
        options: as for `fit`.
    """
    source, target = model.pack(examples.sources), model.pack_answers(examples.answers)
    return fit(model, (source, target), target, **options)


def answers(model: nn.Module, texts: Sequence[str], batch_size: int = 1000) -> list[str]:
    """What a `TextModel` answers to any number of texts, `batch_size` at a time."""
    starts = range(0, len(texts), batch_size)
    return [text for n in starts for text in model.translate(texts[n : n + batch_size]).texts]


def exact_match(model: nn.Module, examples: Examples) -> Score:
    """How many answers of a `TextModel` are right to the last character, decoded without help.

    Raises:
        ValueError: no examples, or not as many answers as texts.
    """
    if not examples.sources:
        raise ValueError("expected at least one example, got none")
    given = answers(model, examples.sources)
    right = sum(a == b for a, b in zip(given, examples.answers, strict=True))
    return Score(right, len(given))


def count_parameters(model: nn.Module) -> int:
    """How many parameters the model has."""
    return sum(parameter.numel() for parameter in model.parameters())


def _clip(model: nn.Module, limit: float | None) -> float:
    """Clip the gradient to the norm `limit`, if any; return its norm before that."""
    gradients = [p.grad for p in model.parameters() if p.grad is not None]
    length = nn.utils.get_total_norm(gradients)
    if limit is not None:
        nn.utils.clip_grads_with_norm_(model.parameters(), limit, length)
    return length.item()


def _check_fit(
    inputs: tuple[Tensor, ...],
    target: Tensor,
    steps: int,
    batch_size: int,
    every: int,
    clip: float | None,
) -> None:
    if len(target) == 0:
        raise ValueError("expected at least one example, got an empty batch")
    silent = (target == -100).flatten(1).all(dim=1).sum().item()
    if silent:
        raise ValueError(
            f"expected a class in at least one position of every example, got only -100 in "
            f"{silent} of {len(target)}"
        )
    if not isinstance(inputs, tuple):
        raise ValueError(f"expected the inputs as a tuple, got {type(inputs).__name__}")
    if any(len(x) != len(target) for x in inputs):
        raise ValueError(
            f"expected as many inputs as targets, got {[len(x) for x in inputs]} "
            f"and {len(target)}"
        )
    if min(steps, batch_size, every) < 1:
        raise ValueError(f"expected at least 1, got {steps=}, {batch_size=}, {every=}")
    if clip is not None and clip <= 0:
        raise ValueError(f"expected clip above 0, or None, got {clip}")


def _batches(
    tensors: tuple[Tensor, ...], size: int, seed: int, device: torch.device
) -> Iterator[list[Tensor]]:
    """Endless mini-batches, in a new order for every epoch."""
    generator = torch.Generator().manual_seed(seed)
    while True:
        for rows in torch.randperm(len(tensors[0]), generator=generator).split(size):
            yield [tensor[rows].to(device) for tensor in tensors]
