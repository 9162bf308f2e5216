"""What a claim is, the results of its runs, and where they are saved."""

import hashlib
import json
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from filelock import FileLock

from book import dependencies
from utils import files

RESULTS = dependencies.RUNS
POST = "the [original post](references.md#blogpost2025)"
US = "this book"
GUESS = "our guess, before the runs"
NO_WORD = re.compile(r"[^a-z0-9]+")


def percent(share: float) -> str:
    """A share as the book prints it, in percent."""
    return f"{share:.1%}".replace("%", " %")


def fine_percent(share: float) -> str:
    """The same with two decimals, where nearly all of some 2,000 are right."""
    return f"{share:.2%}".replace("%", " %")


@dataclass(frozen=True)
class Claim:
    """A statement that depends on chance, and the experiment that decides it.

    Attributes:
        name: names its saved results and its place on the page.
        says: the statement, in a sentence.
        source: who says so, in Markdown.
        experiment: what is run, in Markdown.
        run: `run(seed=..., **arguments)` is one run; it returns one number.
        settings: from a label to the arguments of `run`.
        passes: whether the number of one run counts as a success.
        passing: what a success is, in words: "runs with ...".
        holds: from the share of successes, by label, to whether the statement holds. The
            thresholds leave room for one run in ten, so that more seeds do not decide.
        show: how a number is printed.
        seeds: runs for each setting, at least.
        undecided: True if the same experiment with other rounding (another machine, a faster
            way to compute the same) gave the other verdict: then these seeds do not decide.
    """

    name: str
    says: str
    source: str
    experiment: str
    run: Callable[..., float]
    settings: Mapping[str, dict]
    passes: Callable[[float], bool]
    passing: str
    holds: Callable[[Mapping[str, float]], bool]
    show: Callable[[float], str] = percent
    seeds: int = 5
    undecided: bool = False

    @property
    def said_by(self) -> str:
        """Who says so, in one of four words or two."""
        own = {POST: "the post", US: "this book"}
        if self.source.startswith(GUESS):
            return "our guess"
        return own.get(self.source, "a common belief")

    def row_id(self, label: str) -> str:
        """The place of a setting on the page."""
        return f"{self.name}--{NO_WORD.sub('-', label.lower()).strip('-')}"


@dataclass
class Results:
    """The saved runs of a claim: by label, the numbers in the order of their seeds."""

    claim: Claim
    runs: dict[str, list[float]]

    def row(self, label: str) -> dict[str, str]:
        """What the page and the prose may say of one setting."""
        values, show = self.runs[label], self.claim.show
        return {
            "passed": f"{self.passed(label)} of {len(values)}",
            "lowest": show(min(values)),
            "median": show(median(values)),
            "highest": show(max(values)),
        }

    def passed(self, label: str) -> int:
        """How many runs of this setting are a success."""
        return sum(self.passes(label))

    def passes(self, label: str) -> list[bool]:
        """Which runs of this setting are a success, in the order of their seeds."""
        return [bool(self.claim.passes(number)) for number in self.runs[label]]

    def verdict(self) -> str:
        shares = {label: self.passed(label) / len(runs) for label, runs in self.runs.items()}
        if self.claim.undecided:
            return "not decided"
        return "holds" if self.claim.holds(shares) else "does not hold"


def path_of(claim: Claim, folder: Path = RESULTS) -> Path:
    return folder / f"{claim.name}.json"


def load(claim: Claim, folder: Path = RESULTS, *, of_any_code: bool = False) -> dict:
    """The saved runs that still count, by label: made by this code, with the same arguments.
    With `of_any_code` also those that are older than the code.

    Returns:
        `{label: {"arguments": {...}, "runs": {seed: number}}}`, seeds as texts.

    Raises:
        ValueError: the file is damaged, or was changed by another hand than `save`.
    """
    saved = _read(path_of(claim, folder))
    if not saved or not (of_any_code or saved["fingerprint"] == fingerprint(claim)):
        return {}
    return {
        label: entry
        for label, entry in saved["settings"].items()
        if entry["arguments"] == described(claim.settings.get(label))
    }


def add(
    claim: Claim, label: str, seed: int, number: float, code: str, folder: Path = RESULTS
) -> None:
    """Keep a run, beside those that another process keeps meanwhile.

    Args:
        code: the fingerprint that it was made under.

    Raises:
        ValueError: the number is not finite.
    """
    if not math.isfinite(number):
        raise ValueError(
            f"{claim.name}, {label}, seed {seed}: expected a finite number, got {number}"
        )
    with _alone_with(claim, folder):
        settings = load(claim, folder)
        entry = settings.setdefault(label, {"runs": {}})
        entry["runs"][str(seed)] = number
        _write(claim, settings, code, folder)


def save(claim: Claim, settings: dict, code: str, folder: Path = RESULTS) -> None:
    """Keep these runs and no others; `code` is the fingerprint they are to count under."""
    with _alone_with(claim, folder):
        _write(claim, settings, code, folder)


def _alone_with(claim: Claim, folder: Path) -> FileLock:
    """For one process at a time."""
    folder.mkdir(parents=True, exist_ok=True)
    return FileLock(path_of(claim, folder).with_suffix(".lock"))


def _write(claim: Claim, settings: dict, code: str, folder: Path) -> None:
    in_order = {
        label: {
            "arguments": described(claim.settings[label]),
            "runs": dict(sorted(settings[label]["runs"].items(), key=lambda run: int(run[0]))),
        }
        for label in claim.settings
        if label in settings
    }
    content = {"fingerprint": code, "settings": in_order}
    content["seal"] = _seal(content)
    files.write(path_of(claim, folder), json.dumps(content, indent=1, allow_nan=False) + "\n")


def _read(path: Path) -> dict:
    """What `_write` has written; nothing if there is no file."""
    if not path.exists():
        return {}
    try:
        content = json.loads(path.read_text("utf-8"))
        seal = content.pop("seal")
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(
            f"{path} is damaged ({error}): delete it and run make claims"
        ) from error
    if seal != _seal(content):
        raise ValueError(
            f"{path} was changed by hand: restore it, or delete it and run make claims"
        )
    return content


def _seal(content: dict) -> str:
    """A hash of the saved runs and of the code that made them, so that no number can be
    changed unnoticed."""
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()


def results(claim: Claim, folder: Path = RESULTS, *, of_any_code: bool = False) -> Results:
    """The complete results of a claim; with `of_any_code` also those older than the code.

    Raises:
        ValueError: runs are missing, or older than the code they ran. Every setting needs
            the same seeds, 0, 1, 2, ...: extra runs of some would favour those that end soon.
    """
    runs = {
        label: {int(seed): number for seed, number in entry["runs"].items()}
        for label, entry in load(claim, folder, of_any_code=of_any_code).items()
    }
    most = max([claim.seeds, *map(len, runs.values())])
    short = [label for label in claim.settings if set(runs.get(label, {})) != set(range(most))]
    if short:
        raise ValueError(
            f"{claim.name}: runs are missing or older than the code, for {short}: "
            "run make claims"
        )
    return Results(
        claim, {label: [runs[label][n] for n in range(most)] for label in claim.settings}
    )


def described(arguments: dict | None) -> dict | None:
    """Arguments as they are saved: a class or a function by its name, a tuple as a list."""
    return json.loads(json.dumps(arguments, default=lambda value: value.__name__))


def fingerprint(claim: Claim) -> str:
    """A hash of what the numbers of a claim's runs depend on: of what its experiment does, and
    of the version of torch if it uses it. Others change no number."""
    return dependencies.fingerprint_of(claim.run.__module__, packages=("torch",))
