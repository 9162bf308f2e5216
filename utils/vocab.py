"""Characters <-> indices, with the three marks that a sequence model needs."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

import torch
from jaxtyping import Bool, Int
from torch import Tensor

PAD, START, END = "_{}"
SPACE = re.compile(r"\s")
FULL_WIDTH = {code + 0xFEE0: code for code in range(0x21, 0x7F)}  # as Asian keyboards type them


def normalize(text: str) -> str:
    """One spelling for texts that look the same: letters and diacritics composed (Unicode NFC),
    every kind of space a plain one, full-width digits and signs as in ASCII."""
    return unicodedata.normalize("NFC", SPACE.sub(" ", text).translate(FULL_WIDTH))


class Vocab:
    """The characters a model knows, each with an index.

    Three marks are added after the given characters: `_` pads on the left, `{`
    starts an answer, `}` ends a text. `Vocab("0123456789+")` therefore holds the 14
    characters `0123456789+_{}`.

    Args:
        characters: every character that texts may contain, each once, no marks.

    Raises:
        ValueError: a character is given twice, is one of the marks, or is changed by
            `normalize`, so that no text would have it.
    """

    def __init__(self, characters: str):
        self.characters = characters + PAD + START + END
        self._index = {char: i for i, char in enumerate(self.characters)}
        if len(self._index) < len(self.characters):
            raise ValueError(
                f"each character may be given once, and none of the marks {PAD}{START}{END}; "
                f"got {characters!r}"
            )
        foreign = [char for char in characters if normalize(char) != char]
        if foreign:
            raise ValueError(f"expected characters as `normalize` writes them, got {foreign}")
        self.pad, self.start, self.end = (self._index[mark] for mark in (PAD, START, END))

    def __len__(self) -> int:
        return len(self.characters)

    def __repr__(self) -> str:
        return f"Vocab({self.characters})"

    def encode(self, text: str) -> list[int]:
        """The index of each character of `text`; ValueError names an unknown one."""
        for char in text:
            if char not in self._index:
                raise ValueError(
                    f"unknown character {char!r} in {text!r}; "
                    f"the vocabulary is {self.characters}"
                )
        return [self._index[char] for char in text]

    def decode(self, indices: Iterable[int]) -> str:
        """The characters with these indices, marks included; ValueError if out of range."""
        indices = list(indices)
        if any(not 0 <= i < len(self) for i in indices):
            raise ValueError(f"expected indices from 0 to {len(self) - 1}, got {indices}")
        return "".join(self.characters[i] for i in indices)

    def pack(self, texts: Sequence[str], max_length: int) -> Int[Tensor, "batch length"]:
        """Encode a batch: `normalize` each text, end it with `}`, pad it on the left with `_`.

        Padding goes on the left so that the last thing read in every row is its end mark.

        Args:
            texts: at least one text, none of them empty.
            max_length: how many characters a text may have, not counting the end mark.

        Returns:
            Indices of shape (batch, max_length + 1).

        Raises:
            ValueError: no texts, an empty text, one that is too long, an unknown character
                or a mark in it, a single text instead of a list.
        """
        if isinstance(texts, str):
            raise ValueError(f"expected a list of texts, got the single text {texts!r:.60}")
        if len(texts) == 0:
            raise ValueError("expected at least one text, got an empty batch")
        return torch.tensor([self._pack_one(text, max_length) for text in texts])

    def _pack_one(self, text: str, max_length: int) -> list[int]:
        if not isinstance(text, str):
            raise ValueError(f"expected texts, got {text!r:.60}")
        text = normalize(text)
        if set(text) & {PAD, START, END}:
            raise ValueError(
                f"the marks {PAD}{START}{END} cannot be part of a text: {text!r:.60}"
            )
        if not 1 <= len(text) <= max_length:
            raise ValueError(
                f"expected a text of 1 to {max_length} characters, got {len(text)}: "
                f"{text!r:.60}"
            )
        padding = [self.pad] * (max_length - len(text))
        return [*padding, *self.encode(text), self.end]

    def until_end(self, rows: Int[Tensor, "batch length"]) -> Bool[Tensor, "batch length"]:
        """True up to and including the first `}` of each row, everywhere if there is none."""
        ended = (rows == self.end).cumsum(dim=1)
        return ended - (rows == self.end).long() == 0

    def written(self, rows: Int[Tensor, "batch length"]) -> list[str]:
        """Each row as it was written: with its padding, up to and including its first `}`."""
        texts = (self.decode(row) for row in rows.tolist())
        return [text[: text.find(END) + 1] or text for text in texts]

    def unpack(self, rows: Int[Tensor, "batch length"]) -> list[str]:
        """The text of each row, without marks; one that never ends is marked by `…`."""
        return [
            (text[:-1] if text.endswith(END) else text + "…").lstrip(PAD)
            for text in self.written(rows)
        ]
