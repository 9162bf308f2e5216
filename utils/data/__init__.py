"""The tasks of the book; nothing is downloaded, and a seed gives the same data anywhere."""

from typing import NamedTuple


class Examples(NamedTuple):
    """Texts and their answers, line by line."""

    sources: list[str]
    answers: list[str]


class Split(NamedTuple):
    """What a model may learn from, and what it is tested on and never sees before."""

    train: Examples
    held_out: Examples
