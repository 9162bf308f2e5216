"""Train it here: a plain RNN learns in the reader's browser."""

import math

import traitlets
from matplotlib.figure import Figure

from ..plots import QUIET, loss_curves, panels
from ..training import History
from .constants import HIDDEN_SIZES, MAX_LR, MAX_SEED, MAX_STD, RUN_LENGTHS
from .widget import Widget


class TrainHere(Widget):
    """A plain RNN that learns the roommate's rule on the page, by AdamW with its gradient
    clipped at 1, from 64 new runs of days per step: what `fit` of `training` does.

    Args:
        recorded: trainings in PyTorch by name; they are the picture that stands in.

    Its values, which Python may read and set; with a new one the training begins again:
        std: the standard deviation of the cell's initial weights, from 0 to 10.
        hidden_size: 4, 8, 16 or 32 units.
        lr: the learning rate, above 0, up to 1.
        days: in a run, 5, 10, 20, 40 or 60.
        seed: of the initial weights and of the weather, from 0.

    What the page tells, about every 25 steps and at each pause:
        step: how many steps it has learned.
        loss: the mean cross-entropy of the last of them; None before the first.
        accuracy: the share of right answers on 500 days that it never learns from.

    Raises:
        ValueError: nothing recorded, or a history without steps.
        TraitError: a value outside the ranges above.
    """

    name = "train_here"
    std = traitlets.Float(1.0).tag(sync=True)
    hidden_size = traitlets.Int(16).tag(sync=True)
    lr = traitlets.Float(0.02).tag(sync=True)
    days = traitlets.Int(20).tag(sync=True)
    seed = traitlets.Int(0).tag(sync=True)
    step = traitlets.Int(0).tag(sync=True)
    loss = traitlets.Float(None, allow_none=True).tag(sync=True)
    accuracy = traitlets.Float(None, allow_none=True).tag(sync=True)

    def __init__(self, recorded: dict[str, History]):
        if not recorded or not all(history.loss for history in recorded.values()):
            raise ValueError("expected at least one history, each of at least one step")
        self._recorded = dict(recorded)
        super().__init__()

    @traitlets.validate("hidden_size", "days")
    def _check_choice(self, proposal):
        name, value = proposal["trait"].name, proposal["value"]
        choices = HIDDEN_SIZES if name == "hidden_size" else RUN_LENGTHS
        if value not in choices:
            raise traitlets.TraitError(
                f"expected {name} of {', '.join(map(str, choices))}; got {value}"
            )
        return value

    @traitlets.validate("std", "lr", "seed")
    def _check_number(self, proposal):
        name, value = proposal["trait"].name, proposal["value"]
        largest = {"std": MAX_STD, "lr": MAX_LR, "seed": MAX_SEED}[name]
        if not 0 <= value <= largest or (name == "lr" and value == 0):
            least = "above 0, up to" if name == "lr" else "from 0 to"
            raise traitlets.TraitError(f"expected {name} {least} {largest}, got {value}")
        return value

    def draw(self) -> Figure:
        figure, ax = panels()
        ax.axhline(math.log(3), color=QUIET, lw=0.8, ls="--")
        loss_curves(ax, {name: [history] for name, history in self._recorded.items()})
        return figure

    def caption(self) -> str:
        ends = (
            f"{name} from {history.loss[0]:.3f} to {history.loss[-1]:.3f} "
            f"in {len(history.loss)} steps"
            for name, history in self._recorded.items()
        )
        return (
            f"The loss of trainings in PyTorch, smoothed over ten steps: {'; '.join(ends)}. "
            "The dashed line is ln 3, the loss of a guess."
        )
