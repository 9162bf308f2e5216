"""The error pulse: the error of the last day on its way back through the days."""

from collections.abc import Mapping, Sequence

import torch
import traitlets
from matplotlib.figure import Figure
from torch import Tensor, nn

from ..attention import AdditiveAttention
from ..cells import LSTMCell, RNNCell, steps
from ..data.roommate import cook, with_weather
from ..diagnostics import gradient_norms
from ..plots import COLORS, INK, QUIET, panels
from ..recipes import roommate as recipe
from ..tagger import Tagger
from ..weights import restore, store
from .constants import BIASES, DAYS_BACK, SKIES, SPREADS
from .widget import Widget

BITS = 8  # of a weight
UNITS = 16
KINDS = {"RNN": RNNCell, "LSTM": LSTMCell}
FIELDS = {"RNN": "h", "LSTM": "c"}


class ErrorPulse(Widget):
    """How strongly a state k days back acts on the loss of the last day: a pulse on a lane for
    each network, and curves beside it.

    Args:
        networks: untrained, by lane: "RNN", a `Tagger` with an `RNNCell` and weights of spread
            1/sqrt(units); "LSTM", one with an `LSTMCell`; "attention", an `AdditiveAttention`
            that looks at the RNN's states with its last one. The RNN must be there.
        weather: a letter per day, S for sunny and R for rainy, as many as a reader can choose.
        measured: lines that the chapter has measured, from 0 days back on, by their names.

    Its values, which Python may read and set:
        days: from 5 to 100.
        spread: of the entries of W_hh, from 0.05 to 1.2.
        bias: of the LSTM's forget gate, from 0 to 5.

    Raises:
        ValueError: other lanes or networks; weather with other letters, or of too few days.
        TraitError: a value outside the ranges above.
    """

    name = "error_pulse"
    networks = traitlets.Dict().tag(sync=True)
    lanes = traitlets.List(traitlets.Unicode()).tag(sync=True)
    weather = traitlets.Unicode().tag(sync=True)
    measured = traitlets.Dict().tag(sync=True)
    days = traitlets.Int(60).tag(sync=True)
    spread = traitlets.Float(0.25).tag(sync=True)
    bias = traitlets.Float(1.0).tag(sync=True)

    def __init__(
        self,
        networks: Mapping[str, nn.Module],
        weather: str,
        measured: Mapping[str, Sequence[float]] | None = None,
    ):
        _check(networks, weather)
        stored = {lane: store(network, BITS) for lane, network in networks.items()}
        self._networks = {
            lane: restore(network, stored[lane]).cpu() for lane, network in networks.items()
        }
        lines = {
            name: [float(f"{size:.3g}") for size in line]
            for name, line in (measured or {}).items()
        }
        super().__init__(networks=stored, lanes=[*networks], weather=weather, measured=lines)

    @classmethod
    def drawn(
        cls, *lanes: str, measured: Mapping[str, Sequence[float]] | None = None
    ) -> "ErrorPulse":
        """One with networks as the chapters draw them before any training, on 100 days of
        weather. `measured` as above."""
        networks = {
            "RNN": recipe.network(RNNCell, seed=4),
            "LSTM": recipe.network(LSTMCell, seed=0),
            "attention": AdditiveAttention(UNITS, UNITS, UNITS),
        }
        rainy = with_weather(batch=1, days=DAYS_BACK[-1], seed=2).x[0, :, 1]
        weather = "".join(SKIES[int(day)] for day in rainy)
        return cls({lane: networks[lane] for lane in lanes}, weather, measured)

    @traitlets.validate("days", "spread", "bias")
    def _check_number(self, proposal):
        name, value = proposal["trait"].name, proposal["value"]
        choices = {"days": DAYS_BACK, "spread": SPREADS, "bias": BIASES}[name]
        if not choices[0] <= value <= choices[-1]:
            raise traitlets.TraitError(
                f"expected {name} from {choices[0]} to {choices[-1]}, got {value}"
            )
        return value

    def sizes(self) -> dict[str, Tensor]:
        """What is left of the error 0, 1, ... days back, on each lane, by autograd: the norm
        of the gradient with respect to the state, relative to that of the last day; for the
        attention with respect to the states as they are given, relative to the context's.
        In double precision, as the page computes it."""
        ways = {"RNN": self._of_cell, "LSTM": self._of_cell, "attention": self._of_attention}
        return {lane: ways[lane](lane) for lane in self.lanes}

    def _run(self, lane: str) -> tuple[Tagger, list, Tensor]:
        """The network with the reader's values, its steps, and the dish of the last day."""
        model = restore(self._networks[lane], self.networks[lane]).double()
        with torch.no_grad():
            if lane == "RNN":
                model.cell.W_hh *= self.spread * model.cell.hidden_size**0.5
            else:
                model.cell.b_f.fill_(self.bias)
        rainy = torch.tensor([[sky == SKIES[1] for sky in self.weather[: self.days]]])
        x = nn.functional.one_hot(rainy.long(), 2).double()
        return model, list(steps(model.cell, x)), cook(rainy)[:, -1]

    def _of_cell(self, lane: str) -> Tensor:
        model, walk, dish = self._run(lane)
        loss = nn.functional.cross_entropy(model.output(walk[-1].h), dish)
        norms = gradient_norms(loss, [getattr(step, FIELDS[lane]) for step in walk])[:, 0]
        return norms / norms[0]

    def _of_attention(self, lane: str) -> Tensor:
        model, walk, dish = self._run("RNN")
        attention = restore(self._networks[lane], self.networks[lane]).double()
        keys = torch.stack([step.h.detach() for step in walk], 1).requires_grad_()
        seen = torch.ones(keys.shape[:2], dtype=torch.bool)
        context = attention(walk[-1].h.detach(), keys, seen).context
        loss = nn.functional.cross_entropy(model.output(context), dish)
        at_keys, at_context = torch.autograd.grad(loss, [keys, context])
        return at_keys[0].norm(dim=-1).flip(0) / at_context.norm()

    def draw(self) -> Figure:
        figure, ax = panels(height=2.6)
        for line in self.measured.values():
            ax.semilogy(line[: self.days], color=QUIET, lw=0.8)
        for color, (lane, sizes) in zip(COLORS, self.sizes().items(), strict=False):
            ax.semilogy(sizes, color=color, label=lane)
        ax.axhline(1, color=INK, lw=0.7, ls=":")
        ax.set(xlabel="days back, $k$", ylabel="what is left of the error")
        ax.legend(loc="lower left")
        return figure

    def caption(self) -> str:
        ends = (f"{lane} {sizes[-1]:.1g}" for lane, sizes in self.sizes().items())
        bias = f" and a forget bias of {self.bias:g}" if "LSTM" in self.lanes else ""
        return (
            f"What is left of the error of the last day, against the days back, before any "
            f"training, with a spread of {self.spread:g} for W_hh{bias}. "
            f"After {self.days - 1} days: {', '.join(ends)}."
        )


def _check(networks: Mapping[str, nn.Module], weather: str) -> None:
    """Raise ValueError unless the page can compute these lanes on this weather."""
    known = {*KINDS, "attention"}
    if "RNN" not in networks or not networks.keys() <= known:
        raise ValueError(f"expected an RNN and lanes of {sorted(known)}, got {[*networks]}")
    for lane, network in networks.items():
        cell = getattr(network, "cell", None)
        fits = type(cell) is KINDS[lane] if lane in KINDS else False
        if not fits and not (lane == "attention" and type(network) is AdditiveAttention):
            raise ValueError(f"expected another network for the lane {lane}, got {network}")
    if len(weather) < DAYS_BACK[-1] or set(weather) - set(SKIES):
        raise ValueError(
            f"expected at least {DAYS_BACK[-1]} letters, S for sunny and R for rainy; "
            f"got {weather!r}"
        )
