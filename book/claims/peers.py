"""The section of the claims page about other people's programs, from what is saved.

`make peers` writes peers.json, the races on sums, and peer_words.json, the words that are
pronounced; while there is none of a kind, nothing is said of it.
"""

import datetime
import json
from pathlib import Path
from statistics import median

from book.claims.claim import percent

PEERS = Path(__file__).parent / "peers.json"
WORDS = Path(__file__).parent / "peer_words.json"
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

PRONOUNCED = """\
(peer-words)=
### Words and their sounds

[g2p-en](https://github.com/Kyubyong/g2p) turns English text into sounds. It looks a word up in
the CMU Pronouncing Dictionary and asks its network only for a word that is not there. Here the
network answers alone: an encoder and a decoder of one GRU with 256 units each, without
attention, computed by NumPy. It and our model of chapter 6 pronounce {words:,} words of the
test part. Stress does not count, and of several pronunciations in the dictionary the nearest
one does.

Which words g2p-en's network has learned from is not published. The only training program in its
repository, for an earlier network, learns from all of the dictionary but 128 words. If these
weights were trained in the same way, they have seen nearly all of the words below. Ours have
seen none of them.

What neither can have seen are the words that came into the dictionary after its edition 0.7b of
2014: g2p-en reads it from NLTK, whose edition is an earlier one. They are harder, for names and
abbreviations are among them, and they are few, so they are compared in pairs.

g2p-en's network knows no apostrophe and reads one as an unknown letter, so the table has the
rates without such words, too. It reads one word after the other; ours reads 512 at once where
the row does not say otherwise. Loading does not count, nor do the first 20 words."""


def section(file: Path = PEERS, words: Path = WORDS) -> list[str]:
    """The parts of the section in Markdown; none if nothing is saved."""
    parts = []
    if file.exists():
        outcome = json.loads(file.read_text("utf-8"))
        parts += [INTRODUCTION, _machine(outcome["machine"])]
        parts += [_task(task) for task in outcome["tasks"]]
    if words.exists():
        outcome = json.loads(words.read_text("utf-8"))
        parts += [PRONOUNCED.format(words=outcome["words"]), _machine(outcome["machine"])]
        parts.append(_words(outcome))
    return parts


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


def _words(outcome: dict) -> str:
    kinds = ("all", "plain", "newer")
    first, newer = outcome["programs"][0], outcome["newer"]
    lines = ["| program | all words | no apostrophe | newer words | words a second | weights |"]
    lines += ["| --- | ---: | ---: | ---: | ---: | ---: |"]
    for program in outcome["programs"]:
        rates = [_rates(program[kind]) for kind in kinds]
        speed = f"{outcome['words'] / program['seconds']:,.0f}"
        lines.append(
            " | ".join([f"| {program['name']}", *rates, speed, f"{program['weights']:,} |"])
        )
    counts = [first[kind]["words"] if first[kind] else 0 for kind in kinds]
    return "\n".join(lines) + (
        f"\n\nThe rates are WER and PER. There are {counts[0]:,} words, {counts[1]:,} of them "
        f"without an apostrophe and {counts[2]:,} newer ones. Of the newer ones "
        f"{newer['theirs alone']} are right from g2p-en alone and {newer['ours alone']} from "
        "ours alone, greedily decoded; if both were as good, so uneven a split would have the "
        f"probability {newer['p']:.2g} (sign test)."
    )


def _rates(rates: dict | None) -> str:
    return f"{percent(rates['wer'])}, {percent(rates['per'])}" if rates else "none"


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
