"""How wrong an answer is: edit distance, and the two rates that the field reports."""

from collections.abc import Sequence
from typing import NamedTuple


class ErrorRates(NamedTuple):
    """How wrong the answers to a set of words are.

    wer: word error rate, the share of words whose answer is none of the right ones.
    per: phoneme error rate, the edits to the nearest right answer, summed over all words,
        divided by the sounds of these right answers.
    words: how many words were asked.
    """

    wer: float
    per: float
    words: int

    def __str__(self) -> str:
        return f"WER {self.wer:.2%}, PER {self.per:.2%} ({self.words:,} words)"


class Edit(NamedTuple):
    """One column of an alignment: a character of each text; empty where one has none."""

    given: str
    right: str


def edit_distance(given: str, right: str) -> int:
    """The fewest characters to be inserted, deleted or replaced to turn one into the other
    (Levenshtein 1966)."""
    return _table(given, right)[-1][-1]


def alignment(given: str, right: str) -> list[Edit]:
    """One way to turn one text into the other with the fewest edits, column by column. Where
    several ways are as short, it replaces rather than deletes, and deletes rather than
    inserts, beginning at the end."""
    D, edits = _table(given, right), []
    i, j = len(given), len(right)
    while i or j:
        if i and j and D[i][j] == D[i - 1][j - 1] + (given[i - 1] != right[j - 1]):
            i, j = i - 1, j - 1
            edits.append(Edit(given[i], right[j]))
        elif i and D[i][j] == D[i - 1][j] + 1:
            i -= 1
            edits.append(Edit(given[i], ""))
        else:
            j -= 1
            edits.append(Edit("", right[j]))
    return edits[::-1]


def error_rates(answers: Sequence[str], references: Sequence[Sequence[str]]) -> ErrorRates:
    """Compare answers with all that would be right; the nearest one counts.

    Args:
        answers: one for each word.
        references: for each word the answers that are right, at least one.

    Raises:
        ValueError: no words, not as many answers as words, a word without a right answer, a
            right answer without a sound.
    """
    known = bool(references) and all(right and all(right) for right in references)
    if not known or len(answers) != len(references):
        raise ValueError(
            "expected at least one word, an answer and a right answer for each, got "
            f"{len(answers)} answers for {len(references)} words"
        )
    wrong = edits = sounds = 0
    for answer, right in zip(answers, references, strict=True):
        distance, length = min((edit_distance(answer, one), len(one)) for one in right)
        wrong, edits, sounds = wrong + (distance > 0), edits + distance, sounds + length
    return ErrorRates(wrong / len(references), edits / sounds, len(references))


def _table(given: str, right: str) -> list[list[int]]:
    """D[i][j], the distance between the first i and the first j characters (Wagner and Fischer
    1974)."""
    D = [list(range(len(right) + 1))]
    for i, a in enumerate(given, 1):
        row = [i]
        for j, b in enumerate(right, 1):
            row.append(min(D[i - 1][j - 1] + (a != b), D[i - 1][j] + 1, row[j - 1] + 1))
        D.append(row)
    return D
