"""Read what the chapters use of Unicode's CLDR: `python -m book.cldr` writes
utils/data/names.json and utils/data/dates.json.

CLDR changes twice a year, and with it the words and the dates; every number that is trained on
them would change too. The files keep one state of it for everybody, whatever is installed.
"""

import json
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from babel import Locale

from utils.data import dates, names
from utils.files import write

BABEL = "2.18.0"  # the version whose words and dates the files have
SHORTEST = 4  # letters; shorter words are mostly articles and prepositions
# Turkish capitals, which Python would lower-case as if they were English.
TURKISH_I = str.maketrans({"İ": "i", "I": "\N{LATIN SMALL LETTER DOTLESS I}"})
# The fields of a pattern of CLDR, as `str.format` reads them; a text in it stands in quotes.
FIELDS = {
    "d": "{day}",
    "dd": "{day:02}",
    "M": "{number}",
    "MM": "{number:02}",
    "MMM": "{short}",
    "MMMM": "{month}",
    "EEEE": "{weekday}",
    "cccc": "{weekday}",
    "y": "{year}",
}
FIELD = re.compile(r"'(?P<text>[^']+)'|(?P<field>(?P<letter>[A-Za-z])(?P=letter)*)")


def words() -> dict[str, str]:
    """The words of each language that none of the others uses, in their order, with blanks
    between them: from the names of countries, languages and currencies."""
    by_language = {language: set(_words_of(language)) for language in names.LANGUAGES}
    count = Counter(word for found in by_language.values() for word in found)
    return {
        language: " ".join(sorted(word for word in found if count[word] == 1))
        for language, found in by_language.items()
    }


def _words_of(language: str) -> Iterator[str]:
    locale = Locale.parse(language)
    for known in (locale.territories, locale.languages, locale.currencies):
        for name in known.values():
            if language == "tr":
                name = name.translate(TURKISH_I)
            letters = re.findall(r"[^\W\d_]+", unicodedata.normalize("NFC", name.lower()))
            yield from (word for word in letters if len(word) >= SHORTEST)


def writing(name: str) -> dict[str, str | list[str]]:
    """How a locale writes dates: the formats as `str.format` takes them, the names of the
    months and their short forms from January, those of the days from Monday."""
    locale = Locale.parse(name)
    patterns = {form: locale.date_formats[form].pattern for form in dates.FORMATS}
    use = "stand-alone" if "cccc" in patterns["full"] else "format"
    months = locale.months["format"]
    return {
        **{form: FIELD.sub(_field, pattern) for form, pattern in patterns.items()},
        "months": [months["wide"][n] for n in range(1, 13)],
        "short months": [months["abbreviated"][n] for n in range(1, 13)],
        "days": [locale.days[use]["wide"][n] for n in range(7)],
    }


def _field(found: re.Match) -> str:
    return found["text"] or FIELDS[found["field"]]


def files() -> dict[Path, str]:
    """From each file to the text that it must have.

    Raises:
        RuntimeError: another version of Babel is installed.
    """
    if version("babel") != BABEL:
        raise RuntimeError(
            f"expected Babel {BABEL}, got {version('babel')}: it may have other words and "
            "dates, and with them every number would change"
        )
    written = {name: writing(name) for name in (*dates.LOCALES, *dates.UNSEEN)}
    return {
        module.FILE: json.dumps(data, ensure_ascii=False, indent=1) + "\n"
        for module, data in ((names, words()), (dates, written))
    }


def main() -> int:
    for file, text in files().items():
        write(file, text)
        print(f"{file.name} has {len(text.encode()) / 2**10:.0f} KiB.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
