"""The section of the claims page about other people's programs, from the saved races.

`make peers` writes peers.json; while there is none, there is no section.
"""

import datetime
import json
from pathlib import Path
from statistics import median

from book.claims.claim import percent

PEERS = Path(__file__).parent / "peers.json"
INTRODUCTION = """\
(peers)=
## Beside other people's programs

How long do programs of other people train on sums until they have learned them, and how long
does ours? `make peers` runs them one after the other, each with the same seeds, on the same
sums. All answer without help, and an answer counts only if all of it is right. The clock
stands still while answers are scored; loading libraries does not count, compiling does.

This compares whole programs: model, recipe, format and library together. Two rows of a table
differ in more than one of these unless it says otherwise. Published examples keep the settings
that they were published with, and speed was not what these were chosen for; recipes of ours
were tuned for it, on other splits."""


def section(file: Path = PEERS) -> list[str]:
    """The parts of the section in Markdown; none if no races are saved."""
    if not file.exists():
        return []
    outcome = json.loads(file.read_text("utf-8"))
    parts = [INTRODUCTION, _machine(outcome["machine"])]
    return parts + [_task(task) for task in outcome["tasks"]]


def _machine(made: dict) -> str:
    date = datetime.date.fromisoformat(made["date"])
    versions = ", ".join(f"{name} {number}" for name, number in made["versions"].items())
    return (
        f"Run on {date:%B} {date.day}, {date.year}, on {made['cpu']} ({made['cores']} cores), "
        f"{made['system']}, with {made['threads']} thread on one core: {versions}."
    )


def _task(task: dict) -> str:
    lines = [f"### {task['name']}", "", task["says"], ""]
    lines += ["| program | seconds | CPU seconds | steps | weights |"]
    lines += ["| --- | ---: | ---: | ---: | ---: |"]
    for program in task["programs"]:
        runs = program["runs"]
        columns = [_seconds(task, runs), _of(runs, "cpu_seconds"), _of(runs, "steps")]
        columns += [f"{runs[0]['weights']:,}"]
        lines.append(f"| {program['name']} | {' | '.join(columns)} |")
    lines += ["", "Of several runs the median, the least and the most.", ""]
    lines += [f"**{program['name']}**: {program['says']}\n" for program in task["programs"]]
    return "\n".join(lines)


def _seconds(task: dict, runs: list[dict]) -> str:
    """How long it took, or that it was not long enough."""
    late = [run for run in runs if not run["reached"]]
    text = _of(runs, "seconds")
    if not late:
        return text
    best = max(run["curve"][-1][2] for run in late)
    late_ones = f"{len(late)} of {len(runs)} not within {task['limit']:g}"
    return f"{late_ones} ({percent(best)} right at most)"


def _of(runs: list[dict], name: str) -> str:
    values = sorted(run[name] for run in runs)
    spread = f" ({values[0]:,.0f} to {values[-1]:,.0f})" if len(values) > 1 else ""
    return f"{median(values):,.0f}{spread}"
