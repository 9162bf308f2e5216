"""The roommate: choose the weather, and a trained cell answers."""

import copy

import torch
import traitlets
from matplotlib.figure import Figure

from ..cells import Step, trace
from ..data.roommate import DISHES, cook
from ..plots import activation_map, panels
from ..tagger import Tagger
from ..weights import store
from .cell_formulas import tex_of
from .constants import GATES, MAX_DAYS, SHOWN, SKIES
from .widget import Widget, one_of


class Roommate(Widget):
    """Days to click sunny or rainy; trained models answer, and show what goes on inside.

    Args:
        models: trained models by name, as chapters 1 to 3 train them on the weather.
        weather: one letter per day, S for sunny and R for rainy, up to 30 days.

    Its values, which Python may read and set:
        model: the name of the model that answers.
        weather: as above.

    Raises:
        ValueError: no models.
        TraitError: an unknown model; weather with other letters, or of no or too many days.
    """

    name = "roommate"
    models = traitlets.Dict().tag(sync=True)
    model = traitlets.Unicode().tag(sync=True)
    weather = traitlets.Unicode().tag(sync=True)

    def __init__(self, models: dict[str, Tagger], weather: str = "SRRSRSSRRRSR"):
        if not models:
            raise ValueError("expected at least one trained model, got none")
        self._models = {name: copy.deepcopy(model).cpu() for name, model in models.items()}
        stored = {
            name: {"kind": type(model.cell).__name__, "weights": store(model)}
            for name, model in models.items()
        }
        super().__init__(models=stored, model=next(iter(models)), weather=weather)

    @traitlets.validate("model")
    def _check_model(self, proposal):
        return one_of(list(self._models), proposal["value"], "a model")

    @traitlets.validate("weather")
    def _check_weather(self, proposal):
        weather = proposal["value"]
        if not 1 <= len(weather) <= MAX_DAYS or set(weather) - set(SKIES):
            raise traitlets.TraitError(
                f"expected 1 to {MAX_DAYS} letters, S for sunny and R for rainy; "
                f"got {weather!r}"
            )
        return weather

    @torch.no_grad()
    def steps(self) -> Step:
        """Every symbol of the chosen cell over the days; fields are (days, hidden)."""
        step = trace(self._models[self.model].cell, self._x())
        return type(step)(*(field[0] for field in step))

    @torch.no_grad()
    def probabilities(self) -> torch.Tensor:
        """The chosen model's probability of each dish, (days, dishes)."""
        return self._models[self.model](self._x())[0].softmax(-1)

    @property
    def answers(self) -> list[str]:
        """The most likely dish of each day, according to the chosen model."""
        return [DISHES[dish] for dish in self.probabilities().argmax(-1)]

    @property
    def dishes(self) -> list[str]:
        """What the roommate really cooks."""
        return [DISHES[dish] for dish in cook(self._rainy())[0]]

    def _rainy(self) -> torch.Tensor:
        return torch.tensor([[letter == SKIES[1] for letter in self.weather]])

    def _x(self) -> torch.Tensor:
        return torch.nn.functional.one_hot(self._rainy().long(), 2).float()

    def draw(self) -> Figure:
        step = self.steps()
        shown = {name: getattr(step, name) for name in step._fields if name in SHOWN}
        figure, axes = panels(len(shown) + 1, height=0.85, sharex=True, squeeze=False)
        activation_map(
            axes[0, 0], self._rainy().T.float(), "weather (blue: rain)", signed=False
        )
        for ax, (name, values) in zip(axes[1:, 0], shown.items(), strict=True):
            activation_map(ax, values, f"${tex_of(step, name)}$", signed=name not in GATES)
        axes[-1, 0].set(xlabel="day")
        return figure

    def caption(self) -> str:
        days = zip(self.answers, self.dishes, strict=True)
        told = [said if said == dish else f"{said} (wrong: {dish})" for said, dish in days]
        return (
            f"The weather {self.weather} (S sunny, R rainy), read by {self.model}, which "
            f"answers: {', '.join(told)}. Below the weather: its state and gates, day by day."
        )
