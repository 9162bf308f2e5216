"""Dates as people write them, from Unicode's CLDR, to ISO dates.

`python -m book.cldr` keeps the ways to write them in dates.json: they are the same everywhere.
"""

import datetime
import json
import random
import re
import string
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from ..vocab import Vocab, normalize
from . import Examples, Split

LOCALES = ("en_US", "en_GB", "fr", "de", "es", "pt", "da", "pl", "ru", "zh")
UNSEEN = ("en_AU", "zh_Hant", "nb", "nl", "fi")  # they use no other characters
FORMATS = ("medium", "long", "full")
YEARS = (1950, 2049)  # those of the book's dates
FILE = Path(__file__).with_suffix(".json")
ANSWER_VOCAB = Vocab("0123456789-")
ANSWER_LENGTH = len("2025-11-22")
WORD = re.compile(r"[^\W\d_]{3,}")  # three letters or more


def write(date: datetime.date, locale: str, form: str) -> str:
    """`date` as `locale` writes it: write(date(2025, 11, 22), "fr", "long") is
    `22 novembre 2025`. ValueError names an unknown locale or form."""
    if not isinstance(date, datetime.date):
        raise ValueError(f"expected a datetime.date, got {date!r}")
    if form not in FORMATS:
        raise ValueError(f"expected one of the formats {', '.join(FORMATS)}, got {form!r}")
    known = _writing(locale)
    text = known[form].format(
        day=date.day,
        number=date.month,
        month=known["months"][date.month - 1],
        short=known["short months"][date.month - 1],
        weekday=known["days"][date.weekday()],
        year=date.year,
    )
    return normalize(text)


def has_word(text: str) -> bool:
    """Whether there is a word of three letters or more in the text, for `slip`."""
    return WORD.search(text) is not None


def slip(text: str, rng: random.Random) -> str:
    """The text with one typing slip in a word of three letters or more: a letter left out,
    doubled, swapped with its neighbour or replaced by another of the word. Digits do not
    change, because another digit would be another date.

    Raises:
        ValueError: if the text has no such word.
    """
    words = list(WORD.finditer(text))
    if not words:
        raise ValueError(f"expected a text with a word of three letters, got {text!r:.60}")
    word = rng.choice(words)
    return text[: word.start()] + rng.choice(_slips(word[0])) + text[word.end() :]


def split_dates(
    locales: Sequence[str] = LOCALES,
    formats: Sequence[str] = FORMATS,
    years: tuple[int, int] = YEARS,
    held_out: int = 1000,
    seed: int = 0,
) -> Split:
    """Every day of `years`, each once, in a random locale and format, split by date.

    No date of the held-out part is ever seen in training, in any language.

    Args:
        locales: some of `LOCALES` and `UNSEEN`.
        formats: some of `FORMATS`.
        years: the first and the last year, both included.
        held_out: how many dates to hold out.
        seed: the same seed gives the same data everywhere.

    Raises:
        ValueError: an unknown locale or format, or fewer days than `held_out`.
    """
    rng = random.Random(seed)
    days = _days(years)
    if not 0 <= held_out < len(days):
        raise ValueError(f"expected held_out from 0 to {len(days) - 1}, got {held_out}")
    _check_choice(locales, formats)
    rng.shuffle(days)

    def written(some: Iterable[datetime.date]) -> Examples:
        sources = [write(day, rng.choice(locales), rng.choice(formats)) for day in some]
        return Examples(sources, [day.isoformat() for day in some])

    return Split(train=written(days[held_out:]), held_out=written(days[:held_out]))


def source_vocab(locales: Sequence[str] = LOCALES, formats: Sequence[str] = FORMATS) -> Vocab:
    """The digits and every character that these locales use in a date."""
    used = set("".join(_samples(locales, formats))) - set("0123456789")
    return Vocab("0123456789" + "".join(sorted(used)))


def max_source_length(
    locales: Sequence[str] = LOCALES, formats: Sequence[str] = FORMATS
) -> int:
    """Characters of the longest date that these locales write."""
    return max(map(len, _samples(locales, formats)))


def pattern(locales: Sequence[str] = LOCALES, formats: Sequence[str] = FORMATS) -> str:
    """A regular expression for the dates that these locales write: any weekday, any day from 1
    to 31, any month, any year of four digits."""
    _check_choice(locales, formats)
    every = (_pattern(locale, form) for locale in locales for form in formats)
    return "|".join(dict.fromkeys(every))


def _slips(word: str) -> list[str]:
    slips = set()
    for i, letter in enumerate(word):
        before, after = word[:i], word[i + 1 :]
        slips |= {before + after, before + letter + word[i:]}
        slips |= {before + after[:1] + letter + after[1:]}
        slips |= {before + other + after for other in word}
    return sorted(slips - {word})


def _samples(locales: Sequence[str], formats: Sequence[str]) -> list[str]:
    _check_choice(locales, formats)
    # The 10th to the 16th of each month: every month meets every weekday, two-digit days.
    days = [datetime.date(2001, month, day) for month in range(1, 13) for day in range(10, 17)]
    return [write(day, locale, form) for day in days for locale in locales for form in formats]


def _days(years: tuple[int, int]) -> list[datetime.date]:
    first, last = (datetime.date(years[0], 1, 1), datetime.date(years[1], 12, 31))
    if first > last:
        raise ValueError(f"expected the first year before the last, got {years}")
    return [first + datetime.timedelta(n) for n in range((last - first).days + 1)]


def _check_choice(locales: Sequence[str], formats: Sequence[str]) -> None:
    for name, given in (("locales", locales), ("formats", formats)):
        if isinstance(given, str):
            raise ValueError(f"expected a list of {name}, got the single text {given!r}")
    if len(locales) == 0 or len(formats) == 0:
        raise ValueError(f"expected at least one of each, got {locales=}, {formats=}")


def _pattern(locale: str, form: str) -> str:
    known = _writing(locale)
    fields = {
        ("day", ""): "([1-9]|[12][0-9]|3[01])",
        ("day", "02"): "(0[1-9]|[12][0-9]|3[01])",
        ("number", ""): "([1-9]|1[0-2])",
        ("number", "02"): "(0[1-9]|1[0-2])",
        ("month", ""): _any_of(known["months"]),
        ("short", ""): _any_of(known["short months"]),
        ("weekday", ""): _any_of(known["days"]),
        ("year", ""): "[0-9]{4}",
        (None, None): "",  # after the last field
    }
    parts = string.Formatter().parse(normalize(known[form]))
    return "".join(_escape(text) + fields[name, spec] for text, name, spec, _ in parts)


def _any_of(words: Sequence[str]) -> str:
    return f"({'|'.join(map(_escape, dict.fromkeys(words)))})"


def _escape(text: str) -> str:
    return normalize(text).replace(".", r"\.")


def _writing(locale: str) -> dict:
    known = _locales()
    if not isinstance(locale, str) or locale not in known:
        raise ValueError(f"unknown locale {locale!r}; expected one of {', '.join(known)}")
    return known[locale]


@cache
def _locales() -> dict[str, dict]:
    """From each locale to how it writes dates."""
    return json.loads(FILE.read_text("utf-8"))
