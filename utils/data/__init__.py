"""The three tasks of the book, generated from a seed; nothing is downloaded."""

from typing import NamedTuple


class Examples(NamedTuple):
    """Texts and the answers that belong to them, line by line."""

    sources: list[str]
    answers: list[str]


class Split(NamedTuple):
    """What a model may learn from, and what it is tested on and never sees before."""

    train: Examples
    held_out: Examples
