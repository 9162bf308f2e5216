"""Characters <-> indices, with the three marks that a sequence model needs."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import torch
from jaxtyping import Bool, Int
from torch import Tensor

PAD, START, END = "_{}"
# Unicode's White_Space. \s has others, in Python and in JavaScript.
SPACES = "\t\n\v\f\r \x85\xa0\u1680" + "".join(map(chr, range(0x2000, 0x200B)))
SPACES += "\u2028\u2029\u202f\u205f\u3000"
SPACE = re.compile(f"[{SPACES}]")
FULL_WIDTH = {code + 0xFEE0: code for code in range(0x21, 0x7F)}  # as Asian keyboards type them


def normalize(text: str) -> str:
    """One spelling for texts that look the same: letters and diacritics composed (Unicode NFC),
    every kind of space a plain one, full-width digits and signs as in ASCII."""
    return unicodedata.normalize("NFC", SPACE.sub(" ", text).translate(FULL_WIDTH))


def _what_it_is(char: str) -> str:
    name = unicodedata.name(char, "tab" if char == "\t" else "line break").lower()
    return f"an {name}" if name[0] in "aeiou" else f"a {name}"


# What nobody can see, and what to call it: "a no-break space".
UNSEEN = {
    char: _what_it_is(char)
    for char in f"{SPACES}\xad\u200b\u200c\u200d\u200e\u200f\u2060\ufe0f\ufeff"
}


class Fault(NamedTuple):
    """Why a text cannot be read. `code`: "empty", "unknown" (a character), "mark" (one of
    `_{}` in it) or "length" (too long)."""

    code: str
    message: str


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
        """The index of each character of the text as `normalize` writes it; ValueError names
        an unknown one."""
        unknown = self._unknown(text)
        if unknown:
            raise ValueError(unknown)
        return [self._index[char] for char in normalize(text)]

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

    def fault(self, text: str, max_length: int) -> Fault | None:
        """Why `pack` refuses a text; None if it does not."""
        read = normalize(text)
        sizes = (
            f"expected a text of 1 to {max_length} characters, got {len(read)}: {text!r:.60}"
        )
        if not read:
            return Fault("empty", sizes)
        unknown = self._unknown(text)
        if unknown:
            return Fault("unknown", unknown)
        if set(read) & {PAD, START, END}:
            marks = f"the marks {PAD}{START}{END} cannot be part of a text: {text!r:.60}"
            return Fault("mark", marks)
        return Fault("length", sizes) if len(read) > max_length else None

    def _unknown(self, text: str) -> str:
        """What to say of a text's first unknown character; empty if all are known."""
        for char in normalize(text):
            if char not in self._index:
                char = SPACE.search(text)[0] if char == " " else char  # as it was typed
                named = f"{char!r} ({UNSEEN[char]})" if char in UNSEEN else repr(char)
                known = f"the vocabulary is {self.characters}"
                return f"unknown character {named} in {text!r:.60}; {known}"
        return ""

    def _pack_one(self, text: str, max_length: int) -> list[int]:
        if not isinstance(text, str):
            raise ValueError(f"expected texts, got {text!r:.60}")
        fault = self.fault(text, max_length)
        if fault:
            raise ValueError(fault.message)
        indices = [self._index[char] for char in normalize(text)]
        return [self.pad] * (max_length - len(indices)) + [*indices, self.end]

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
