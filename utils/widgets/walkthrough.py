"""The walkthrough: one real step of a trained model, formula line by formula line."""

from collections.abc import Sequence

import torch
import traitlets
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from torch import Tensor

from ..cells import trace
from ..data.roommate import DISHES, WEATHER
from ..finite import check_finite
from ..plots import INK, activation_map, panels
from ..tagger import Tagger
from .cell_formulas import FORMULAS
from .constants import SKIES
from .diagrams import CELLS, picture
from .formulas import MATHML, MINUS, Formula, code_lines
from .widget import Widget

DIGITS = 6  # after the decimal point, of the numbers that are kept
LARGEST = 1000  # matrices with more numbers than this are left out; only their shape is given
PRINTED = 16  # vectors up to this long have their numbers in the picture


class Walkthrough(Widget):
    """Every symbol of a formula with its numbers, line by line and step by step.

    Made by `Walkthrough.of_cell`, or by `attention_walkthrough` in the module of that name.
    Its values, which Python may read and set:
        t: the moment, the day or the character that is written; counted from 1.
        line: the line of the formula that has just been computed; counted from 1.

    Attributes:
        recorded: what is shown. `kind` names the formula; `lines` holds its lines and their
            code, `moments` what each moment is called, `symbols` each symbol by how the
            formula writes it: its meaning and its `values`, for each moment anew if it
            `changes`.

    Raises:
        TraitError: no such moment or line.
    """

    name = "walkthrough"
    title = traitlets.Unicode().tag(sync=True)
    recorded = traitlets.Dict().tag(sync=True)
    diagram = traitlets.Unicode().tag(sync=True)
    t = traitlets.Int(1).tag(sync=True)
    line = traitlets.Int(1).tag(sync=True)

    @classmethod
    def of_cell(
        cls, model: Tagger, weather: str, title: str = "", t: int = 1, line: int = 1
    ) -> "Walkthrough":
        """A trained cell of chapters 1 to 3, day by day.

        Args:
            model: trained on the roommate and his weather.
            weather: one letter per day, S for sunny and R for rainy.
            title: what stands above it.
            t: the day shown first.
            line: the line shown first.

        Raises:
            ValueError: weather with other letters or none; a model that is no `Tagger`, that
                reads something else, or whose weights are not finite;
                a GRU that resets after the product or an RNN without tanh, which have other
                formulas.
        """
        if not weather or set(weather) - set(SKIES):
            raise ValueError(f"expected letters S for sunny and R for rainy, got {weather!r}")
        if not isinstance(model, Tagger):
            raise ValueError(f"expected a Tagger, as `roommate.network` makes it, got {model}")
        check_finite(model.state_dict())
        cell = model.cell
        kind = type(cell).__name__
        as_written = {"reset": "before", "nonlinearity": "tanh"}
        if cell.input_size != len(WEATHER) or any(
            getattr(cell, name, value) != value for name, value in as_written.items()
        ):
            raise ValueError(
                "expected a cell that reads the weather, a GRU with reset='before', an RNN "
                f"with tanh; got {cell}"
            )
        days = [WEATHER[SKIES.index(letter)] for letter in weather]
        moment = {"unit": "day", "moments": days, "answers": list(DISHES)}
        values = _of_cell(model, torch.tensor([SKIES.index(letter) for letter in weather]))
        labels = {"x_t": WEATHER, "y_t": DISHES, "b_y": DISHES}
        recorded = record(kind, FORMULAS[kind], *values, labels) | moment
        return cls(recorded=recorded, diagram=picture(CELLS[kind]), title=title, t=t, line=line)

    @traitlets.validate("t")
    def _check_t(self, proposal):
        return _in_range(proposal["value"], len(self.recorded["moments"]), "a moment")

    @traitlets.validate("line")
    def _check_line(self, proposal):
        return _in_range(proposal["value"], len(self.recorded["lines"]), "a line")

    def values(self, symbol: str) -> Tensor:
        """The numbers of a symbol at the moment t.

        Args:
            symbol: as the formula writes it, such as `h_{t-1}`.

        Raises:
            KeyError: there is no such symbol, or its numbers are not kept.
        """
        found = self.recorded["symbols"][symbol]
        return torch.tensor(
            found["values"][self.t - 1] if found["changes"] else found["values"]
        )

    def answer(self) -> tuple[str, float]:
        """The most likely dish or character at the moment t, and its probability."""
        probabilities = self.values(self.recorded["lines"][-1]["result"]).softmax(-1)
        return self.recorded["answers"][probabilities.argmax()], probabilities.max().item()

    def draw(self) -> Figure:
        lines = self.recorded["lines"]
        figure, axes = panels(len(lines), height=0.62)
        for ax, line in zip(axes, lines, strict=True):
            limits = self.recorded["symbols"][line["result"]]["limits"]
            values = self.values(line["result"])
            scale = 1 if limits else max(1, values.abs().max().item())
            math = line["math"].replace(r"{\mathsf T}", r"{\mathrm{T}}")
            units = values.T if values.dim() > 1 else values[:, None]
            activation_map(ax, units / scale, f"${math}$", signed=limits != [0, 1])
            ax.set(ylabel="", xticks=[], yticks=[])
            if values.dim() == 1 and len(values) <= PRINTED:
                _print(ax, values, scale)
        return figure

    def caption(self) -> str:
        said, probability = self.answer()
        moment = f"{self.recorded['unit']} {self.t} ({self.recorded['moments'][self.t - 1]})"
        return (
            f"{self.title or self.recorded['kind']}, {moment}: below each line of the formula "
            "the numbers that it gives, a unit a square, blue above zero and orange below. "
            f"The likeliest answer: {said}, with {probability:.3f}."
        )


@torch.no_grad()
def _of_cell(model: Tagger, sky: Tensor) -> tuple[dict[str, Tensor], dict[str, Tensor]]:
    """The symbols of each day, (days, units), and those that stay, by how they are written."""
    cell, formula = model.cell, FORMULAS[type(model.cell).__name__]
    x = torch.eye(len(WEATHER))[sky][None].to(next(cell.parameters()))
    fields = trace(cell, x)._asdict() | {"y": model(x)}
    changing = {formula.tex_of(name): field[0] for name, field in fields.items()}
    weights = {f"self.{name}": weight for name, weight in cell.named_parameters()}
    constant = {
        tex: weights[symbol.code]
        for tex, symbol in formula.symbols.items()
        if symbol.code in weights
    }
    return changing, constant | {"W_{hy}": model.output.weight, "b_y": model.output.bias}


def record(
    kind: str,
    formula: Formula,
    changing: dict[str, Tensor],
    constant: dict[str, Tensor],
    labels: dict[str, Sequence[str]],
) -> dict:
    """A formula and its numbers, as the widget's `recorded` has them.

    Args:
        kind: what it is a formula of.
        formula: its lines and symbols.
        changing: the numbers of symbols at every moment, (moments, ...), by how they are
            written.
        constant: those that stay.
        labels: what the numbers of a symbol are called, one after the other.
    """
    lines = [
        {"math": line.math, "mathml": MATHML[line.math], "result": line.result, "code": code}
        for line, code in zip(formula.lines, code_lines(formula), strict=True)
    ]
    symbols = {}
    for written, symbol in formula.symbols.items():
        values = changing.get(written, constant.get(written))
        shape = [] if values is None else list(values.shape[written in changing :])
        kept = values is not None and (written in changing or values.numel() <= LARGEST)
        symbols[written] = {
            "mathml": MATHML[written],
            "meaning": symbol.meaning,
            "code": symbol.code.split(),
            "limits": symbol.limits and list(symbol.limits),
            "parts": list(symbol.parts),
            "shape": shape,
            "changes": written in changing,
            "labels": list(labels.get(written, ())),
            "values": _rounded(values) if kept else None,
        }
    return {"kind": kind, "lines": lines, "symbols": symbols}


def _rounded(values: Tensor) -> list:
    """As nested lists with few digits, which keeps the page small."""
    if values.dim() > 1:
        return [_rounded(row) for row in values]
    return [round(value, DIGITS) for value in values.tolist()]


def _in_range(value: int, count: int, what: str) -> int:
    if not 1 <= value <= count:
        raise traitlets.TraitError(f"expected {what} from 1 to {count}, got {value}")
    return value


def _print(ax: Axes, values: Tensor, scale: float) -> None:
    for n, value in enumerate(values.tolist()):
        color = "white" if abs(value) > 0.45 * scale else INK
        text = f"{value:.2f}".replace("-", MINUS)
        ax.text(n + 1, 0.5, text, ha="center", va="center", size=7, color=color)
