"""The words of the test part that are newer than what g2p-en can have learned from:
`python -m tests.benchmarks.peers.newer cmudict-0.7b` writes newer.txt.

g2p-en reads the dictionary from NLTK, whose edition is an earlier one than 0.7b of 2014. What
0.7b does not have either, its network cannot have seen. That edition is a file of the package
`pronouncing` 0.1.2.
"""

import re
import sys
from collections.abc import Iterable
from pathlib import Path

from utils.data.pronunciations import split
from utils.files import write

FILE = Path(__file__).with_suffix(".txt")


def newer(lines: Iterable[str]) -> list[str]:
    """The words of the test part that an edition does not have.

    Args:
        lines: of the edition's file, such as `ABBOT(2)  AE1 B AH0 T`; remarks begin with `;;;`.
    """
    entries = (line.split()[0] for line in lines if line.strip() and line[:3] != ";;;")
    old = {re.sub(r"\(\d+\)$", "", entry).lower() for entry in entries}
    return [word for word in split().test if word not in old]


def newer_words() -> set[str]:
    """Those words, as they are kept."""
    return set(FILE.read_text("utf-8").split())


if __name__ == "__main__":
    with open(sys.argv[1], encoding="latin-1") as edition:
        found = newer(edition)
    write(FILE, "".join(f"{word}\n" for word in found))
    print(f"{len(found)} words")
