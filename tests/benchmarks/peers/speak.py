"""One program pronounces words, in a process of its own; `words.py` starts it. Needs nothing
but Python, so that every program can use it in an environment of its own.

python -m tests.benchmarks.peers.speak PROGRAM WIDTH BATCH_SIZE < words.json
"""

import importlib
import json
import sys
import time
from collections.abc import Callable
from typing import NamedTuple

FIRST = 20  # words that are pronounced before the clock starts


class Speaker(NamedTuple):
    """A program that is ready.

    answer: from words to pronunciations, each the names of its sounds without stress.
    weights: how many numbers it has learned.
    """

    answer: Callable[[list[str]], list[str]]
    weights: int


def main(program: str, width: int, batch_size: int, words: list[str]) -> dict:
    """Let a program pronounce words.

    Args:
        program: a module of this folder with `speaker(width, batch_size)`.
        width: of the beam; 1 is greedy decoding.
        batch_size: how many words are read at once.
        words: what to pronounce.

    Returns:
        Its answers, its weights, and the seconds that it took once it was ready.
    """
    speaker = importlib.import_module(f"tests.benchmarks.peers.{program}").speaker
    answer, weights = speaker(width, batch_size)
    answer(words[:FIRST])
    wall, cpu = time.perf_counter(), time.process_time()
    answers = answer(words)
    return {
        "answers": answers,
        "weights": weights,
        "seconds": round(time.perf_counter() - wall, 2),
        "cpu_seconds": round(time.process_time() - cpu, 2),
    }


if __name__ == "__main__":
    name, *sizes = sys.argv[1:]
    print(json.dumps(main(name, *map(int, sizes), json.load(sys.stdin))))
