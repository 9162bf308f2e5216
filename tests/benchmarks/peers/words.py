"""Let another program and our model of chapter 6 pronounce the words of the test part, and
write what the page says of it: `make peers`, the second half.

One after the other, each in a process of its own on one core and one thread.
"""

import argparse
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from math import comb

from book.claims.page import PAGE, page
from book.claims.peers import WORDS
from book.cmudict import CHARACTERS
from book.pronouncer import sample
from tests.benchmarks.peers.newer import newer_words
from tests.benchmarks.peers.run import ENVIRONMENT, PEERS_PYTHON, ROOT, machine, on_one_core
from utils.data.pronunciations import Pronunciations, split
from utils.error_rates import error_rates
from utils.files import write

STRANGE = "?"  # for what is no sound, such as a program's own mark: it is never right


@dataclass(frozen=True)
class Spoken:
    """A way to pronounce words.

    Attributes:
        name: as the page calls it.
        module: a file of this folder with `speaker(width, batch_size)`.
        width, batch_size: of the beam, and how many words are read at once.
        peer: whether it runs in .venv-peers, not in the book's own environment.
    """

    name: str
    module: str
    width: int = 1
    batch_size: int = 1
    peer: bool = False


G2P = Spoken("g2p-en's network", "g2p_network", peer=True)
OURS = Spoken("ours", "our_pronouncer", batch_size=512)
PROGRAMS = (
    G2P,
    Spoken("ours, one word at a time", "our_pronouncer"),
    OURS,
    Spoken("ours, a beam of 5", "our_pronouncer", width=5, batch_size=512),
)


def some(words: Pronunciations, count: int | None) -> Pronunciations:
    """So many of the words, out of the whole alphabet; None: all."""
    return words if count is None else sample(words, count)


def speak(program: Spoken, words: list[str]) -> dict:
    """Run one program once and return what `speak.main` returns."""
    python = str(PEERS_PYTHON) if program.peer else sys.executable
    module = "tests.benchmarks.peers.speak"
    sizes = str(program.width), str(program.batch_size)
    done = subprocess.run(
        [python, "-m", module, program.module, *sizes],
        cwd=ROOT,
        env=os.environ | ENVIRONMENT,
        preexec_fn=on_one_core,
        input=json.dumps(words),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


def written(answers: list[str]) -> list[str]:
    """Pronunciations as the book writes them, from the names of their sounds."""
    return [
        "".join(CHARACTERS.get(name, STRANGE) for name in answer.split()) for answer in answers
    ]


def scored(answers: list[str], words: Pronunciations) -> dict:
    """The error rates on all words, on those without an apostrophe, and on those that are newer
    than what g2p-en can have learned from; None for a kind of which there are none.

    Args:
        answers: as `written` gives them.
        words: with all that is right.
    """
    given, newer = dict(zip(words, answers, strict=True)), newer_words()
    kinds = {
        "all": list(words),
        "plain": [word for word in words if "'" not in word],
        "newer": [word for word in words if word in newer],
    }
    return {
        kind: error_rates(
            [given[word] for word in some], [words[word] for word in some]
        )._asdict()
        if some
        else None
        for kind, some in kinds.items()
    }


def paired(theirs: list[str], ours: list[str], words: Pronunciations) -> dict:
    """How many of the newer words only one of two programs gets right, and how likely it is
    that so few are the other's if both were as good (two-sided sign test)."""
    newer, alone = newer_words(), [0, 0]
    for word, their, our in zip(words, theirs, ours, strict=True):
        if word in newer:
            right = their in words[word], our in words[word]
            alone[0] += right == (True, False)
            alone[1] += right == (False, True)
    tails = sum(comb(sum(alone), n) for n in range(min(alone) + 1))
    return {
        "theirs alone": alone[0],
        "ours alone": alone[1],
        "p": min(1.0, 2 * tails / 2 ** sum(alone)),
    }


def compare(words: Pronunciations) -> dict:
    """Every program on these words: the data of the page."""
    programs, answers = [], {}
    for program in PROGRAMS:
        said = speak(program, list(words))
        answers[program] = written(said.pop("answers"))
        result = {"name": program.name} | scored(answers[program], words) | said
        programs.append(result)
        print(f"{program.name}: WER {result['all']['wer']:.2%} in {result['seconds']} s")
    pair = paired(answers[G2P], answers[OURS], words)
    return {"machine": machine(), "words": len(words), "newer": pair, "programs": programs}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--words", type=int, help="how many words of the test part; else all")
    arguments = parser.parse_args()
    outcome = compare(some(split().test, arguments.words))
    write(WORDS, json.dumps(outcome, indent=1) + "\n")
    write(PAGE, page())
    print("The table is in book/claims.md.")


if __name__ == "__main__":
    main()
