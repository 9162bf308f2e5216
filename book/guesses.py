"""The guesses that a reader of the page commits to.

A Markdown cell with a callout "Your guess" may say in its metadata how the page asks:

    {"guess": {"kind": "number", "answer": SOURCE, "from": 0, "to": 100, "tolerance": 5,
               "unit": "%", "covers": ["table-names", "text-figure-names"]}}

``covers`` names the cells that give the answer away. The page covers them until the guess is
made: of the guess's own cell what follows it, of the next guess's all up to the Result. Kinds:

    choice   one of ``options``. Right is the text ``right``, if the cell that ``says`` names
             has the words it names; or the option that is the number ``answer``; or, where
             each option is ``{"text", "source"}``, the one with the "largest" or "smallest"
    number   ``answer``, between ``from`` and ``to``; right within ``tolerance``
    curve    ``points``, each ``{"x", "source"}``, on axes named ``x`` and ``y``, the latter
             between ``from`` and ``to``, perhaps ``log``; a point is right within
             ``tolerance`` (with ``log`` a factor), the curve if two points in three are

No number is typed that was measured. A SOURCE is where it stands:

    {"claim": "rnn-start", "of": "spread 1: passed"}         the saved runs of the ledger
    {"cell": "test", "row": "large, greedy", "column": "WER"}   a table that a cell printed
    {"cell": "score", "row": "held out:", "number": 1}       the first number of such a line
"""

import json
import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from statistics import median
from typing import NamedTuple

from book.claims.quotes import QUOTE
from book.dependencies import RUNS

NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?(?:e[+-]?\d+)?")
BOX = re.compile(r"^> \*\*Your guess\.\*\*", re.MULTILINE)
OF_RUNS = {"median": median, "lowest": min, "highest": max}
COMMON = {"kind", "covers"}
RANGE = {"from", "to", "tolerance"}
NEEDED = {
    "choice": {"options"},
    "number": RANGE | {"answer"},
    "curve": RANGE | {"x", "y", "points"},
}
ALLOWED = {
    "choice": {"right", "says", "answer"},
    "number": {"unit", "digits"},
    "curve": {"unit", "digits", "log"},
}


class Measured(NamedTuple):
    """A number that was measured; the runs that it sums up, if there are any; and how the
    chapter writes it, if it quotes the ledger for it."""

    value: float
    runs: tuple[float, ...] = ()
    text: str = ""


class Guess(NamedTuple):
    """A guess of a chapter.

    cell: the id of its cell.
    index: the place of that cell in the notebook, from 0.
    covers: the indices of the cells that the page covers until it is made.
    data: what the page needs to know, as JSON has it.
    """

    cell: str
    index: int
    covers: list[int]
    data: dict


class Chapter:
    """The cells of a notebook, and what stands in them.

    Args:
        path: the notebook.
        runs: the folder with the saved runs of the ledger.
    """

    def __init__(self, path: Path, runs: Path = RUNS):
        self.name, self.folder = path.stem, runs
        self.cells = json.loads(path.read_text("utf-8"))["cells"]
        self.index = {cell["id"]: n for n, cell in enumerate(self.cells)}

    def guesses(self) -> list[Guess]:
        """The guesses that the page asks for, in their order.

        Raises:
            ValueError: one is not as it must be; the message names it.
        """
        found = []
        for cell in self.cells:
            if "guess" in cell["metadata"]:
                try:
                    found.append(self._guess(cell))
                except (ValueError, KeyError, TypeError, AttributeError) as error:
                    what = f"{self.name}, guess of {cell['id']}"
                    raise ValueError(f"{what}: {_message(error)}") from error
        covered = [n for guess in found for n in guess.covers]
        for n in covered:
            if covered.count(n) > 1:
                raise ValueError(f"{self.name}: two guesses cover {self.cells[n]['id']}")
        return found

    def _guess(self, cell: dict) -> Guess:
        about, name = cell["metadata"]["guess"], cell["id"]
        if len(BOX.findall(_text(cell))) != 1:
            raise ValueError("expected one quote that begins '> **Your guess.**'")
        kind = about.get("kind")
        if kind not in NEEDED:
            raise ValueError(f"expected a kind of {sorted(NEEDED)}, got {kind!r}")
        needed, fields = NEEDED[kind] | COMMON, set(about)
        if missing := needed - fields:
            raise ValueError(f"a {kind} needs {sorted(missing)}")
        if unknown := fields - needed - ALLOWED[kind]:
            raise ValueError(f"a {kind} has no {sorted(unknown)}")
        data = {"choice": self._choice, "number": self._number, "curve": self._curve}
        covers = self._covers(about["covers"], self.index[name])
        asked = {"cell": name, "chapter": self.name, "kind": kind}
        return Guess(name, self.index[name], covers, asked | data[kind](about))

    def _covers(self, ids: list[str], own: int) -> list[int]:
        if not ids:
            raise ValueError("it covers nothing")
        for name in ids:
            if name not in self.index:
                raise ValueError(f"it covers {name}, but there is no such cell")
            if self.index[name] < own:
                raise ValueError(f"it covers {name}, which the reader has seen before")
        return [self.index[name] for name in ids]

    def _choice(self, about: dict) -> dict:
        options, right, shown = about["options"], about.get("right"), ""
        if all(isinstance(option, dict) for option in options):
            if right not in ("largest", "smallest"):
                raise ValueError("right: expected 'largest' or 'smallest'")
            values = [self.measured(option["source"]).value for option in options]
            best = max(values) if right == "largest" else min(values)
            if values.count(best) > 1:
                raise ValueError(f"two options are the {right}: {values}")
            texts, place = [option["text"] for option in options], values.index(best)
        else:
            if "answer" in about:
                answer = self.measured(about["answer"])
                right, shown = f"{answer.value:g}", answer.text
            else:
                self._must_say(about)
            if right not in options:
                raise ValueError(f"expected one of {options} to be right, got {right!r}")
            texts, place = options, options.index(right)
        if len(set(texts)) != len(texts) or len(texts) < 2:
            raise ValueError(f"expected two or more different options, got {texts}")
        return {"options": texts, "right": place, "shown": shown}

    def _must_say(self, about: dict) -> None:
        """Fail if the text that makes an option right no longer has these words."""
        if "says" not in about:
            raise ValueError("nothing says that it is right: 'says' or 'answer'")
        place, words = about["says"]["cell"], about["says"]["words"]
        if words not in " ".join(_text(self._cell(place)).split()):
            raise ValueError(f"{place} no longer says {words!r}")

    def _number(self, about: dict) -> dict:
        return _scale(about, [self.measured(about["answer"], about.get("unit", ""))])

    def _curve(self, about: dict) -> dict:
        points, unit = about["points"], about.get("unit", "")
        if len(points) < 3:
            raise ValueError("expected three points or more")
        found = [self.measured(point["source"], unit) for point in points]
        axes = {"x": about["x"], "y": about["y"], "log": about.get("log", False)}
        return _scale(about, found) | axes | {"points": [str(point["x"]) for point in points]}

    def measured(self, source: dict, unit: str = "") -> Measured:
        """What a SOURCE says.

        Args:
            source: see the module.
            unit: "%" if the number is asked for in percent.

        Raises:
            ValueError: there is no such place, or no number in it.
        """
        if "claim" in source:
            return self._of_ledger(source["claim"], source["of"], unit)
        text = self._printed(source)
        numbers, place = NUMBER.findall(text), source.get("number", 1) - 1
        if place >= len(numbers):
            raise ValueError(f"no number {place + 1} in {text!r}, which {source} names")
        return Measured(float(numbers[place].replace(",", "")))

    def _of_ledger(self, claim: str, of: str, unit: str) -> Measured:
        setting, _, column = of.rpartition(": ")
        text = self._quoted.get((claim, of), "")
        if column == "passed":  # what a success is, only the claim knows: as the chapter has it
            if not text:
                raise ValueError(f"the chapter does not quote {claim}, {of}")
            return Measured(float(NUMBER.findall(text)[0]), text=text)
        file = self.folder / f"{claim}.json"
        saved = json.loads(file.read_text("utf-8"))["settings"] if file.exists() else {}
        if setting not in saved or column not in OF_RUNS:
            raise ValueError(f"the ledger has no {claim}, {of}")
        runs = [(100 if unit == "%" else 1) * run for run in saved[setting]["runs"].values()]
        return Measured(OF_RUNS[column](runs), tuple(runs) if len(runs) > 1 else (), text)

    @cached_property
    def _quoted(self) -> dict[tuple[str, str], str]:
        """What the chapter quotes of the ledger, by claim and place."""
        texts = (_text(cell) for cell in self.cells if cell["cell_type"] == "markdown")
        quotes = (quote for text in texts for quote in QUOTE.findall(text))
        return {(claim, place): text for text, claim, place in quotes}

    def _printed(self, source: dict) -> str:
        """What a cell printed in a line, behind its beginning; or in a column of a table."""
        name, row, column = source["cell"], source["row"], source.get("column")
        heads = []
        for line in _lines(self._cell(name)):
            if line.startswith("|"):
                parts = [part.strip() for part in line.strip()[1:-1].split("|")]
                heads = parts if column in parts else heads
                if parts[0] == row and heads:
                    return parts[heads.index(column)]
            elif column is None and line.startswith(row):
                return line.removeprefix(row)
        raise ValueError(f"{name} prints no {row!r}" + (f" with a {column!r}" * bool(column)))

    def _cell(self, name: str) -> dict:
        if name not in self.index:
            raise ValueError(f"there is no cell {name}")
        return self.cells[self.index[name]]


def _scale(about: dict, found: list[Measured]) -> dict:
    """The numbers of a guess, on their axis."""
    low, high = about["from"], about["to"]
    for value, *_ in found:
        if not low <= value <= high:
            raise ValueError(f"{value:g} was measured: not between {low} and {high}")
    if about["tolerance"] <= (1 if about.get("log") else 0):
        raise ValueError("expected a tolerance above 0, of a log axis a factor above 1")
    if about.get("log") and low <= 0:
        raise ValueError("a log axis begins above 0")
    return {
        "answers": [_short(one.value) for one in found],
        "shown": [one.text for one in found],
        "runs": [[*map(_short, one.runs)] for one in found],
        "unit": about.get("unit", ""),
        "digits": about.get("digits", 0),
        **{name: about[name] for name in ("from", "to", "tolerance")},
    }


def _short(number: float) -> float:
    return float(f"{number:.6g}")


def _text(cell: dict) -> str:
    return "".join(cell["source"])


def _lines(cell: dict) -> Iterator[str]:
    """The lines that a cell printed, those of tables too."""
    for output in cell.get("outputs", []):
        text = output.get("text") or output.get("data", {}).get("text/markdown", "")
        yield from "".join(text).splitlines()


def _message(error: Exception) -> str:
    return f"{error} is missing" if isinstance(error, KeyError) else str(error)
