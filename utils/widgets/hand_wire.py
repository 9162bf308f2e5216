"""Hand-wire it: the six units of chapter 1, every weight a control."""

import torch
import traitlets
from matplotlib.figure import Figure
from torch import Tensor

from ..cells import RNNCell, unroll
from ..data.roommate import DISHES, WEATHER, cook
from ..plots import INK, PAPER, SIGNED, panels
from .constants import SHAPES, SKIES, UNITS
from .widget import Widget


class HandWire(Widget):
    """Six hand-wired units that follow the roommate; the reader changes the weights and sees
    on which day the network goes wrong.

    Unit n (from 0) stands for one situation: yesterday dish n // 2, today sky n % 2. The state
    starts with the first unit on that cooks apple pie. The guess is the dish of the unit that
    is most strongly on.

    Args:
        cell: the wired cell, of six units and two inputs.
        cooks: the dish that each unit cooks, (6,).
        x: the weather to follow, one-hot, (1, days, 2).

    Its values, which Python may read and set, as nested lists of finite numbers:
        W_xh: (6, 2), W_hh: (6, 6), b_h: (6,).

    Raises:
        ValueError: a cell, cooks or x of another shape; no unit cooks apple pie.
        TraitError: a weight of another shape, or not of finite numbers.
    """

    name = "hand_wire"
    W_xh = traitlets.List().tag(sync=True)
    W_hh = traitlets.List().tag(sync=True)
    b_h = traitlets.List().tag(sync=True)
    wired = traitlets.Dict().tag(sync=True)
    cooks = traitlets.List().tag(sync=True)
    weather = traitlets.Unicode().tag(sync=True)

    def __init__(self, cell: RNNCell, cooks: Tensor, x: Tensor):
        sizes = getattr(cell, "input_size", None), getattr(cell, "hidden_size", None)
        if not isinstance(cell, RNNCell) or sizes != (len(WEATHER), UNITS):
            raise ValueError(f"expected an RNNCell with 2 inputs and 6 units, got {cell!r}")
        if (
            cooks.shape != (UNITS,)
            or not set(cooks.tolist()) <= set(range(len(DISHES)))
            or 0 not in cooks
        ):
            raise ValueError(f"expected a dish, 0 to 2, for each of 6 units, got {cooks}")
        if x.dim() != 3 or x.shape[0] != 1 or x.shape[1] == 0 or x.shape[2] != len(WEATHER):
            raise ValueError(f"expected x of shape (1, days, 2), got {tuple(x.shape)}")
        wired = {name: getattr(cell, name).tolist() for name in SHAPES}
        weather = "".join(SKIES[sky] for sky in x[0].argmax(-1))
        super().__init__(wired=wired, cooks=cooks.tolist(), weather=weather, **wired)

    @traitlets.validate(*SHAPES)
    def _check_weights(self, proposal):
        name, value = proposal["trait"].name, proposal["value"]
        try:
            weights = torch.tensor(value, dtype=torch.float64)
        except (TypeError, ValueError) as error:
            raise traitlets.TraitError(f"expected numbers in {name}: {error}") from None
        if weights.shape != SHAPES[name] or not weights.isfinite().all():
            raise traitlets.TraitError(
                f"expected {name} of shape {SHAPES[name]}, finite numbers; got shape "
                f"{tuple(weights.shape)}: {value}"
            )
        return weights.tolist()

    @torch.no_grad()
    def answers(self) -> Tensor:
        """The dish that the network says on each day, (days,)."""
        cell = RNNCell(len(WEATHER), UNITS).double()
        for name in SHAPES:
            getattr(cell, name).copy_(torch.tensor(getattr(self, name)))
        start = -torch.ones(1, UNITS, dtype=torch.float64)
        start[0, self.cooks.index(0)] = 1.0
        x = torch.nn.functional.one_hot(self._rainy().long(), len(WEATHER)).double()
        h, _ = unroll(cell, x, start)
        return torch.tensor(self.cooks)[h[0].argmax(-1)]

    @property
    def errors(self) -> list[int]:
        """The days that it gets wrong, counted from 1."""
        wrong = self.answers() != cook(self._rainy())[0]
        return (wrong.nonzero()[:, 0] + 1).tolist()

    @property
    def first_error(self) -> int | None:
        """The first of them; None if there is none."""
        return next(iter(self.errors), None)

    def _rainy(self) -> Tensor:
        return torch.tensor([[sky == SKIES[1] for sky in self.weather]])

    def draw(self) -> Figure:
        figure, axes = panels(cols=3, height=2.6, width_ratios=[2, 6, 1])
        grids = [torch.tensor(getattr(self, name)).reshape(UNITS, -1) for name in SHAPES]
        scale = max(1.0, *(grid.abs().max().item() for grid in grids))
        titles = "$W_{xh}$: my weather?", "$W_{hh}$: my dish?", "$b_h$"
        for ax, grid, title in zip(axes, grids, titles, strict=True):
            ax.imshow(grid.numpy(), cmap=SIGNED, vmin=-scale, vmax=scale, aspect="auto")
            ax.set(title=title, yticks=[], xticks=[])
            for (unit, column), weight in _numbered(grid):
                color = PAPER if abs(weight) > scale / 3 else INK
                ax.text(column, unit, _short(weight), ha="center", va="center", color=color)
        axes[0].set_yticks(range(UNITS), range(1, UNITS + 1))
        axes[0].set(ylabel="unit", xticks=range(len(WEATHER)), xticklabels=WEATHER)
        axes[1].set_xticks(range(UNITS), range(1, UNITS + 1))
        axes[1].set(xlabel="reads yesterday's unit")
        return figure

    def caption(self) -> str:
        days, errors = f"{len(self.weather):,} days", self.errors
        result = f"It follows {days} of weather without an error."
        if errors:
            result = f"Of {days} it gets {len(errors):,} wrong, the first on day {errors[0]:,}."
        dishes = ", ".join(f"{n + 1} {DISHES[dish]}" for n, dish in enumerate(self.cooks))
        return (
            "The weights of six units, positive blue and negative orange; what each of them "
            f"cooks: {dishes}. {result}"
        )


def _numbered(grid: Tensor):
    return [((r, c), grid[r, c].item()) for r in range(len(grid)) for c in range(grid.shape[1])]


def _short(weight: float) -> str:
    """At most one digit after the point, a true minus."""
    text = f"{weight:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text.replace("-", "\N{MINUS SIGN}")
