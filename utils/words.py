"""A word as a person types it, and as the models of chapter 6 read it."""

import unicodedata

from .vocab import normalize


def spelled(text: str) -> str:
    """A word as the model reads it: in small letters, with a plain apostrophe."""
    return normalize(text).strip().lower().translate({0x2018: "'", 0x2019: "'"})


def without_accents(word: str) -> str:
    """The letters alone: *jose* for *josé*."""
    parts = unicodedata.normalize("NFD", word)
    return "".join(char for char in parts if not unicodedata.combining(char))
