"""One run of an experiment with the roommate: train a network, return one number."""

from torch import Tensor, nn

from utils.cells import Cell
from utils.data import roommate
from utils.diagnostics import fix_gate
from utils.recipes import roommate as recipe
from utils.recipes.roommate import network, only_last
from utils.tagger import Tagger
from utils.training import History, accuracy

FIT = recipe.RNN | {"until": 0.005}  # a run ends once it has learned the rule
DAYS_RIGHT = "at least 99 % of 500 new days right"
LAST_DAY_RIGHT = "the last day right in at least 99 % of 200 runs"


def learned(share: float) -> bool:
    """A network with the rule gets nearly every day right, one without it about a third."""
    return share >= 0.99


def share_of_days(seed: int, **arguments) -> float:
    """How much of a new run of 500 days the trained network gets right."""
    model, _ = train(seed, **arguments)
    return accuracy(model, *roommate.with_weather(batch=1, days=500, seed=1000)).share


def share_of_late_days(seed: int, day: int, **arguments) -> float:
    """The share of 200 new runs in which the dish of this late day is right."""
    model, _ = train(seed, **arguments)
    return _share_of_last_day(model, day)


def share_of_last_days(seed: int, days: int, last_day: bool = True, **arguments) -> float:
    """The share of runs of this length in which the last day is right, after training with a
    label on the last day only, unless told otherwise. With up to ten days, most of these runs
    are also in the training set: there are not many more."""
    model, _ = train(seed, days=days, last_day=last_day, **arguments)
    return _share_of_last_day(model, days)


def share_with_fixed_gate(seed: int, gate: str, value: int, days: int, **arguments) -> float:
    """Train as usual, then fix a gate at 0 or 1; the share of right days in 200 new runs."""
    model, _ = train(seed, days=days, **arguments)
    new = roommate.with_weather(batch=200, days=days, seed=1000)
    return accuracy(fix_gate(model, gate, value), *new).share


def steps_to_learn(seed: int, below: float = 0.01, **arguments) -> float:
    """How many training steps it takes until the loss of a step is below this; all steps if it
    never is."""
    _, history = train(seed, until=below, **arguments)
    return len(history.loss)


def train(
    seed: int,
    kind: type[Cell],
    hidden: int = 16,
    days: int = 20,
    std: float | None = None,
    cell: dict | None = None,
    fixed: tuple[str, int] | None = None,
    truncate: int | None = None,
    **options,
) -> tuple[Tagger, History]:
    """A trained network and its history.

    Args:
        seed, kind, hidden, std, truncate: for `network`, with more options of the cell in
            `cell`.
        days: the length of a run.
        fixed: a gate and the value it keeps during and after training.
        options: for `recipes.roommate.train`, instead of those in FIT.
    """
    model = network(kind, seed, hidden, std, truncate, **(cell or {}))
    if fixed:
        model = fix_gate(model, *fixed)
    return model, recipe.train(model, **(FIT | {"days": days} | options), seed=seed)


def sigmoid_per_class(logits: Tensor, y: Tensor) -> Tensor:
    """A yes-or-no question for each dish, as in the original post; softmax asks which one."""
    target = nn.functional.one_hot(y, logits.shape[-1]).float()
    return nn.functional.binary_cross_entropy_with_logits(logits, target)


def _share_of_last_day(model: Tagger, days: int) -> float:
    x, y = roommate.with_weather(batch=200, days=days, seed=1000)
    return accuracy(model, x, only_last(y)).share
