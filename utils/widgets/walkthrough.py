"""The walkthrough: one real step of a trained model, formula line by formula line."""

from collections.abc import Sequence

import torch
import traitlets
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from torch import Tensor

from utils.cells import trace
from utils.data.roommate import DISHES, WEATHER
from utils.plots import INK, panels, strip
from utils.tagger import Tagger
from utils.widgets.cell_formulas import FORMULAS
from utils.widgets.constants import SKIES
from utils.widgets.formulas import MINUS, Formula, code_lines
from utils.widgets.widget import Widget

DIGITS = 6  # of the numbers that are kept, behind the point
LARGEST = 1000  # matrices with more numbers than this are left out; their shape is told
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
            formula writes it: its meaning and its `values`, for each moment anew if
            `each`, else once.

    Raises:
        TraitError: a moment or a line that there is not.
    """

    name = "walkthrough"
    title = traitlets.Unicode().tag(sync=True)
    recorded = traitlets.Dict().tag(sync=True)
    t = traitlets.Int(1).tag(sync=True)
    line = traitlets.Int(1).tag(sync=True)

    @classmethod
    def of_cell(
        cls, model: Tagger, weather: str, title: str = "", t: int = 1, line: int = 1
    ) -> "Walkthrough":
        """A trained cell of chapters 1 to 3, day by day.

        Args:
            model: trained on the roommate and his weather.
            weather: a letter a day, S for sunny and R for rainy.
            title: what stands above it.
            t: the day shown first.
            line: the line shown first.

        Raises:
            ValueError: weather with other letters or none; a model that reads something else;
                a GRU that resets after the product, which is another formula.
        """
        if not weather or set(weather) - set(SKIES):
            raise ValueError(f"expected letters S for sunny and R for rainy, got {weather!r}")
        cell = model.cell
        kind = type(cell).__name__
        if cell.input_size != len(WEATHER) or getattr(cell, "reset", "before") != "before":
            raise ValueError(
                "expected a cell that reads the weather, a GRU with reset='before'; "
                f"got {kind} with input_size {cell.input_size}"
            )
        days = [WEATHER[SKIES.index(letter)] for letter in weather]
        moment = {"unit": "day", "moments": days, "answers": list(DISHES)}
        values = _of_cell(model, torch.tensor([SKIES.index(letter) for letter in weather]))
        labels = {"x_t": WEATHER, "y_t": DISHES, "b_y": DISHES}
        recorded = record(kind, FORMULAS[kind], *values, labels) | moment
        return cls(recorded=recorded, title=title, t=t, line=line)

    @traitlets.validate("t")
    def _check_t(self, proposal):
        return _counted(proposal["value"], len(self.recorded["moments"]), "a moment")

    @traitlets.validate("line")
    def _check_line(self, proposal):
        return _counted(proposal["value"], len(self.recorded["lines"]), "a line")

    def values(self, symbol: str) -> Tensor:
        """The numbers of a symbol at the moment t.

        Args:
            symbol: as the formula writes it, such as `h_{t-1}`.

        Raises:
            KeyError: there is no such symbol, or its numbers are not kept.
        """
        found = self.recorded["symbols"][symbol]
        return torch.tensor(found["values"][self.t - 1] if found["each"] else found["values"])

    def answer(self) -> tuple[str, float]:
        """The likeliest dish or character at the moment t, and its probability."""
        chances = self.values(self.recorded["lines"][-1]["result"]).softmax(-1)
        return self.recorded["answers"][chances.argmax()], chances.max().item()

    def draw(self) -> Figure:
        lines = self.recorded["lines"]
        figure, axes = panels(len(lines), height=0.62)
        for ax, line in zip(axes, lines, strict=True):
            limits = self.recorded["symbols"][line["result"]]["limits"]
            values = self.values(line["result"])
            scale = 1 if limits else max(1, values.abs().max().item())
            math = line["math"].replace(r"{\mathsf T}", r"{\mathrm{T}}")
            strip(ax, values[:, None] / scale, f"${math}$", signed=limits != [0, 1])
            ax.set(ylabel="", xticks=[])
            if len(values) <= PRINTED:
                _print(ax, values, scale)
        return figure

    def caption(self) -> str:
        said, chance = self.answer()
        moment = f"{self.recorded['unit']} {self.t} ({self.recorded['moments'][self.t - 1]})"
        return (
            f"{self.title or self.recorded['kind']}, {moment}: below each line of the formula "
            "the numbers that it gives, a unit a square, blue above zero and orange below. "
            f"The likeliest answer: {said}, with {chance:.3f}."
        )


@torch.no_grad()
def _of_cell(model: Tagger, sky: Tensor) -> tuple[dict[str, Tensor], dict[str, Tensor]]:
    """The symbols of each day, (days, units), and those that stay, by how they are written."""
    cell = model.cell
    x = torch.eye(len(WEATHER))[sky][None].to(next(cell.parameters()))
    step = trace(cell, x)
    each = {"x_t": x, **{_written(name): field for name, field in step._asdict().items()}}
    each["y_t"] = model(x)
    for state in ("h_t", "c_t"):
        if state in each:
            before = torch.zeros_like(each[state][:, :1]), each[state][:, :-1]
            each[state.replace("t", "{t-1}")] = torch.cat(before, dim=1)
    if "r_t" in each:
        past = (each["r_t"] * each["h_{t-1}"]) @ cell.U_h.T
        each[r"(r_t \odot h_{t-1}) U_h^{\mathsf T}"] = past
    weights = {_written(name, ""): weight for name, weight in cell.named_parameters()}
    once = {"W_{hy}": model.output.weight, "b_y": model.output.bias, **weights}
    return {symbol: field[0] for symbol, field in each.items()}, once


def _written(name: str, time: str = "t") -> str:
    """The name of a field or a weight as the formula writes it: `c_tilde`, `W_xh`."""
    letter, _, index = name.partition("_")
    if index == "tilde":
        return rf"\tilde {letter}_{time}"
    index = time or index
    return f"{letter}_{index}" if len(index) == 1 else f"{letter}_{{{index}}}"


def record(
    kind: str,
    formula: Formula,
    each: dict[str, Tensor],
    once: dict[str, Tensor],
    labels: dict[str, Sequence[str]],
) -> dict:
    """A formula and its numbers, as the widget's `recorded` has them.

    Args:
        kind: what it is a formula of.
        formula: its lines and symbols.
        each: the numbers of symbols at every moment, (moments, ...), by how they are written.
        once: those that stay.
        labels: what the numbers of a symbol are called, one after the other.
    """
    lines = [
        {"math": line.math, "result": line.result, "code": code}
        for line, code in zip(formula.lines, code_lines(formula), strict=True)
    ]
    symbols = {}
    for written, symbol in formula.symbols.items():
        values = each.get(written, once.get(written))
        shape = [] if values is None else list(values.shape[written in each :])
        kept = values is not None and (written in each or values.numel() <= LARGEST)
        symbols[written] = {
            "meaning": symbol.meaning,
            "code": symbol.code.split(),
            "limits": symbol.limits and list(symbol.limits),
            "parts": list(symbol.parts),
            "shape": shape,
            "each": written in each,
            "labels": list(labels.get(written, ())),
            "values": _rounded(values) if kept else None,
        }
    return {"kind": kind, "lines": lines, "symbols": symbols}


def _rounded(values: Tensor) -> list:
    """As nested lists with few digits, which keeps the page small."""
    if values.dim() > 1:
        return [_rounded(row) for row in values]
    return [round(value, DIGITS) for value in values.tolist()]


def _counted(value: int, count: int, what: str) -> int:
    if not 1 <= value <= count:
        raise traitlets.TraitError(f"expected {what} from 1 to {count}, got {value}")
    return value


def _print(ax: Axes, values: Tensor, scale: float) -> None:
    for n, value in enumerate(values.tolist()):
        color = "white" if abs(value) > 0.45 * scale else INK
        text = f"{value:.2f}".replace("-", MINUS)
        ax.text(n + 1, 0.5, text, ha="center", va="center", size=7, color=color)
