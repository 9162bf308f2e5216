"""Tables as Markdown, which notebooks and the published page both render."""

from collections.abc import Sequence

import torch
from IPython.display import Markdown

from ..data import Examples
from ..data.roommate import DISHES, WEATHER, Days
from ..tagger import Tagger
from ..training import device_of


def tick(right: bool) -> str:
    """A tick or a cross."""
    return "✓" if right else "✗"


def table(header: Sequence[str], rows: Sequence[Sequence[object]]) -> Markdown:
    """A table of these rows below a header."""
    lines = [header, ["---"] * len(header), *rows]
    return Markdown("\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines))


def answers_table(examples: Examples, **answers: Sequence[str]) -> Markdown:
    """Questions, right answers, and what each named model said, with ticks and crosses."""
    rows = [
        [question, right, *(f"{answer} {tick(answer == right)}" for answer in said)]
        for question, right, *said in zip(*examples, *answers.values(), strict=True)
    ]
    names = (name.replace("_", " ") for name in answers)
    return table(["question", "right", *names], rows)


@torch.no_grad()
def forecast_table(model: Tagger, days: Days, shown: range) -> Markdown:
    """The roommate's dish on some days of a single run, with the model's probabilities.

    Args:
        model: gives scores for the dishes; a tick marks days whose most likely dish is right.
        days: one run, as `roommate.with_weather` gives it.
        shown: which days, counted from 0.
    """
    chances = model(days.x.to(device_of(model))).softmax(-1)[0].cpu()
    rows = []
    for day in shown:
        dish = days.y[0, day]
        sky = WEATHER[days.x[0, day].argmax()]
        probabilities = (f"{chance:.2f}" for chance in chances[day].tolist())
        right = tick(bool(chances[day].argmax() == dish))
        rows.append([day + 1, sky, DISHES[dish], right, *probabilities])
    return table(["day", "weather", "dish", "", *DISHES], rows)
