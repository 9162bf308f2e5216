"""How words are pronounced, by the trained model of chapter 6.

    python -m utils.pronounce knight psychology --best 3
    python -m utils.pronounce --file words.txt > pronunciations.tsv
    sort -u words.txt | python -m utils.pronounce --file -

Each line of what it prints has a word, the sounds of a pronunciation as the CMU Pronouncing
Dictionary names them (ARPAbet, without stress) and the probability that the model gives to it,
with tabs between them; a word's most likely pronunciation comes first. A word that it cannot
read is named on the standard error, with its line, and the exit status is 1.
"""

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from .beam import Hypothesis
from .compact import load_compact
from .data.pronouncer import FILE
from .data.pronunciations import LETTERS, SOUND_VOCAB, spell
from .pronouncer import FilledAfter
from .recipes.pronunciation import pronounce
from .words import spelled, without_accents

UNENDED = "…"
UNREADABLE = "\N{REPLACEMENT CHARACTER}"
STANDARD_INPUT = Path("-")


class Asked(NamedTuple):
    """A word to pronounce.

    place: where it stands, such as "line 7".
    text: as it was typed.
    """

    place: str
    text: str

    @property
    def word(self) -> str:
        """As the model reads it."""
        return spelled(self.text)


def words_of(file: Path) -> Iterator[Asked]:
    """The words of a file, or of the standard input, one in each line; empty lines are passed
    over.

    A line that is not UTF-8 is kept, with a mark in the place of what cannot be read.

    Raises:
        OSError: it cannot be read.
    """
    contents = sys.stdin.buffer.read() if file == STANDARD_INPUT else file.read_bytes()
    for number, line in enumerate(contents.splitlines(), 1):
        text = line.decode("utf-8-sig", errors="replace").strip()
        if text:
            yield Asked(f"line {number}", text)


def load(path: Path) -> FilledAfter:
    """The model in a file.

    Raises:
        ValueError: a damaged file, or a model that does not write the sounds of letters.
        OSError: there is no such file.
    """
    net, vocabularies = load_compact(path), (LETTERS.characters, SOUND_VOCAB.characters)
    if not isinstance(net, FilledAfter) or vocabularies != (
        net.source_vocab.characters,
        net.target_vocab.characters,
    ):
        raise ValueError(
            f"expected a model from letters to sounds, got {type(net).__name__}: {path}"
        )
    return net


def faults(net: FilledAfter, asked: Sequence[Asked]) -> dict[Asked, str]:
    """What is wrong with each word that the model cannot read."""
    found = {one: _fault(net, one) for one in asked}
    return {one: fault for one, fault in found.items() if fault}


def _fault(net: FilledAfter, one: Asked) -> str:
    """What is wrong with a word, and what to do about it; empty if the model can read it."""

    def refused(word: str) -> bool:
        return net.source_vocab.fault(word, net.max_source) is not None

    if not refused(one.word):
        return ""
    expected = f"expected 1 to {net.max_source} letters from a to z, and apostrophes"
    said = f"cannot read {one.text!r:.60}: {expected}"
    if UNREADABLE in one.text:
        return f"{said}. The file is not UTF-8: save it as UTF-8 first"
    if len(one.word) > net.max_source:
        return f"{said}; these are {len(one.word)} characters"
    plain = without_accents(one.word)
    return said if refused(plain) else f"{said}. Try {plain!r}"


def row(text: str, answer: Hypothesis) -> str:
    """A line of the output."""
    sounds = spell(answer.text.removesuffix(UNENDED))
    if answer.text.endswith(UNENDED):
        sounds = f"{sounds} {UNENDED}".strip()
    return f"{text}\t{sounds}\t{answer.probability:.4f}"


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, OSError):
        made = " (`make pronounce` makes it)" if error.filename == str(FILE) else ""
        return f"cannot read {error.filename}{made}: {error.strerror}"
    return str(error)


def _arguments(given: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog=f"python -m {__spec__.name}" if __spec__ else None,
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("words", nargs="*", metavar="WORD", help="a word to pronounce")
    parser.add_argument(
        "--file", type=Path, help="a file with a word in each line; - for the standard input"
    )
    parser.add_argument("--best", type=int, default=1, help="pronunciations of a word (1)")
    parser.add_argument("--beam", type=int, default=5, help="width of the beam search (5)")
    parser.add_argument("--model", type=Path, default=FILE, help="another model's file")
    arguments = parser.parse_args(given)
    if bool(arguments.words) == bool(arguments.file):
        parser.error("expected words, or --file with a file of them (- for the standard input)")
    if not 1 <= arguments.best <= arguments.beam:
        parser.error(
            f"expected --best from 1 to --beam, got {arguments.best} and {arguments.beam}"
        )
    return arguments


def main(given: Sequence[str] | None = None) -> int:
    """Pronounce what the command line asks for; the exit status."""
    arguments = _arguments(given)
    try:
        if arguments.file:
            asked = list(words_of(arguments.file))
        else:
            asked = [Asked(f"word {n}", text) for n, text in enumerate(arguments.words, 1)]
        net = load(arguments.model)
    except (OSError, ValueError) as error:
        print(_reason(error), file=sys.stderr)
        return 1
    unread = faults(net, asked)
    read = [one for one in asked if one not in unread]
    for one, fault in unread.items():
        print(f"{one.place}: {fault}", file=sys.stderr)
    every = pronounce(net, [one.word for one in read], arguments.beam, arguments.best)
    for one, answers in zip(read, every, strict=True):
        for answer in answers:
            print(row(one.text, answer))
        for remark in net.domain.remarks(one.word, answers[0].text):
            print(f"{one.place}: {one.text!r:.60}: {remark}", file=sys.stderr)
    return 1 if unread else 0


if __name__ == "__main__":
    if not sys.stderr.isatty():
        os.environ["TQDM_DISABLE"] = "1"  # what is kept of the errors has no bar in it
    try:
        status = main()
        sys.stdout.flush()
    except BrokenPipeError:  # whoever reads the output, such as `head`, has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 1
    sys.exit(status)
