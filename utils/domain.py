"""What a model is trained for, and the marks on what lies beyond.

A mark has a code, the same in Python and on the page (domain.js), and words.
"""

import datetime
import re
from dataclasses import dataclass

from .vocab import normalize

NUMBER = re.compile("[0-9]+")
ISO_DATE = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")

MARKS = {
    "form": "The question has a form that it never saw: the answer is a guess.",
    "calendar": "The answer is not a calendar date.",
    "years": "It was trained on the years {first} to {last}.",
}


@dataclass(frozen=True)
class Domain:
    """What a model is trained for, as plain data.

    Args:
        pattern: a regular expression for the questions; by default any text.
        first_year, last_year: of the dates, for a model whose answers are dates; None for any
            other.

    Raises:
        ValueError: a pattern that is no regular expression; one year without the other, or a
            last before the first.
    """

    pattern: str = ".*"
    first_year: int | None = None
    last_year: int | None = None

    def __post_init__(self):
        try:
            re.compile(self.pattern)
        except re.error as error:
            raise ValueError(f"expected a regular expression, got {self.pattern!r}") from error
        years = self.first_year, self.last_year
        if years != (None, None) and (None in years or years[0] > years[1]):
            raise ValueError(f"expected a first year and a last one, or neither; got {years}")

    def marks(self, question: str, answer: str) -> list[str]:
        """The codes of the marks, in the order of `MARKS`. Most answers have none.

        "form": the question does not have the pattern. "calendar": the answer should be a date
        and is none. "years": a number of four digits in the question, or the year answered, is
        not one of the years.
        """
        question = normalize(question)
        found = [] if re.fullmatch(self.pattern, question) else ["form"]
        if self.first_year is None:
            return found
        years = [int(number) for number in NUMBER.findall(question) if len(number) == 4]
        if is_date(answer):
            years.append(int(answer[:4]))
        else:
            found.append("calendar")
        if not all(self.first_year <= year <= self.last_year for year in years):
            found.append("years")
        return found

    def remarks(self, question: str, answer: str) -> list[str]:
        """The marks in words."""
        years = {"first": self.first_year, "last": self.last_year}
        return [MARKS[code].format(**years) for code in self.marks(question, answer)]


ANYTHING = Domain()


def is_date(text: str) -> bool:
    """Whether this is a day of the calendar, such as 2025-11-22."""
    try:
        return bool(ISO_DATE.fullmatch(text) and datetime.date.fromisoformat(text))
    except ValueError:
        return False
