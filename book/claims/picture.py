"""A claim's runs as they are drawn: where they lie on an axis, and where it begins that a run
passes. Nothing here decides anything; what passes and what holds are the claim's own."""

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from statistics import median
from typing import NamedTuple

from matplotlib.ticker import LogLocator, MaxNLocator

from book.claims.claim import Results

LOGARITHMIC = 20  # from this ratio on: steps from 100 to 20,000 lie apart on no other axis
ENOUGH = 3  # ticks
LETTER, GAP = 3.4, 3  # percent of the axis: a letter of a label, the space between two
STEPS = 60  # of bisection: to the last digit of a float


@dataclass(frozen=True)
class Axis:
    """The axis that all settings of a claim share, 0 to 100 from its left to its right.

    Attributes:
        low, high: the numbers at its ends.
        logarithmic: whether equal ratios are equally far apart.
        ticks: positions, with what stands at them.
        passing: from where to where a run passes; None if nowhere on the axis.
    """

    low: float
    high: float
    logarithmic: bool
    ticks: list[tuple[float, str]]
    passing: tuple[float, float] | None


@dataclass(frozen=True)
class Row:
    """One setting.

    Attributes:
        label, id: its name and its place on the page.
        passes: which runs passed, in the order of their seeds.
        passed, median, lowest, highest: the figures, as the prose quotes them.
        at: where its runs lie on the axis, the least first; nothing without an axis.
        middle: where their median lies.
    """

    label: str
    id: str
    passes: list[bool]
    passed: str
    median: str
    lowest: str
    highest: str
    at: list[float]
    middle: float = 0.0


def axis(outcome: Results) -> Axis | None:
    """The axis of a claim; None where its runs are no numbers but right or wrong."""
    show, passes = outcome.claim.show, outcome.claim.passes
    numbers = [number for runs in outcome.runs.values() for number in runs]
    if not any(character.isdigit() for character in show(max(numbers))):
        return None
    edge = _edge(numbers, passes)
    low, high = _ends([*numbers, edge.at] if edge else numbers)
    logarithmic = low > 0 and high > 1 and high / low >= LOGARITHMIC
    empty = Axis(low, high, logarithmic, [], None)
    if edge:
        middle = position(empty, edge.at)
        passing = (0.0, middle) if edge.smaller_pass else (middle, 100.0)
    else:
        passing = (0.0, 100.0) if passes(low) else None
    return replace(empty, ticks=_ticks(empty, outcome), passing=passing)


def rows(outcome: Results, shared: Axis | None) -> list[Row]:
    """The settings of a claim, in their order."""
    return [_row(outcome, label, shared) for label in outcome.claim.settings]


def position(shared: Axis, number: float) -> float:
    """Where a number lies on the axis, 0 to 100."""
    scale = math.log if shared.logarithmic else float
    start, end = scale(shared.low), scale(shared.high)
    return round(100 * (scale(number) - start) / (end - start), 2)


def _row(outcome: Results, label: str, shared: Axis | None) -> Row:
    runs = sorted(outcome.runs[label]) if shared else []
    return Row(
        label=label,
        id=outcome.claim.row_id(label),
        passes=outcome.passes(label),
        at=[position(shared, number) for number in runs],
        middle=position(shared, median(runs)) if runs else 0.0,
        **outcome.row(label),
    )


class _Edge(NamedTuple):
    """The number at which it changes whether a run passes, and whether smaller ones do."""

    at: float
    smaller_pass: bool


def _edge(numbers: list[float], passes: Callable[[float], bool]) -> _Edge | None:
    """Where it changes whether a run passes; None if it does nowhere."""
    low, high = min(numbers), max(numbers)
    if passes(low) == passes(high):  # then it changes where no run is
        low, high = (0.0, 1.0) if _shares(numbers) else (min(low, 0.0), 2 * high)
    smaller_pass = bool(passes(low))
    if smaller_pass == passes(high):
        return None
    for _ in range(STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if passes(middle) == smaller_pass else (low, middle)
    return _Edge(high, smaller_pass)


def _ends(numbers: list[float]) -> tuple[float, float]:
    """The ends of an axis on which these numbers lie, with a little room."""
    low, high = min(numbers), max(numbers)
    if low > 0 and high > 1 and high / low >= LOGARITHMIC:
        return 0.8 * low, 1.25 * high
    room = 0.04 * ((high - low) or 1)
    low, high = low - room, high + room
    return (max(0.0, low), min(1.0, high)) if _shares(numbers) else (low, high)


def _shares(numbers: list[float]) -> bool:
    return all(0 <= number <= 1 for number in numbers)


def _ticks(shared: Axis, outcome: Results) -> list[tuple[float, str]]:
    """Round numbers on the axis, no two so near that their labels touch. Where the greatest
    number is no measurement but "over 10,000", it has a tick of its own."""
    show = outcome.claim.show
    most = max(number for runs in outcome.runs.values() for number in runs)
    found = [(position(shared, most), show(most))] if show(most)[0].isalpha() else []
    for numbers in _round(shared):
        for number in numbers if len(found) < ENOUGH else ():
            label = re.sub(r"\.0+(?!\d)", "", show(number))
            within = shared.low <= number <= shared.high and not label[0].isalpha()
            tick = (position(shared, number), label) if within else None
            if tick and all(_are_apart(tick, other) for other in found):
                found.append(tick)
    return sorted(found)


def _are_apart(one: tuple[float, str], other: tuple[float, str]) -> bool:
    letters = (len(one[1]) + len(other[1])) / 2
    return abs(one[0] - other[0]) >= letters * LETTER + GAP


def _round(shared: Axis) -> Iterator[list[float]]:
    """Round numbers on an axis and beyond, the roundest ones first."""
    if not shared.logarithmic:
        locators = [MaxNLocator(5, steps=[1, 2, 5, 10])]
    else:
        locators = [LogLocator(subs=[sub]) for sub in (1, 5, 2)]
    return (reversed(locator.tick_values(shared.low, shared.high)) for locator in locators)
