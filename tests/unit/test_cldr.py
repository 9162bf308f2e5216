"""The words and dates in `utils/data` are those of one version of CLDR."""

import datetime
from importlib.metadata import version

import pytest
from babel.dates import format_date

from book import cldr
from utils.data import dates
from utils.vocab import normalize

of_this_version = pytest.mark.skipif(
    version("babel") != cldr.BABEL, reason=f"the data are those of Babel {cldr.BABEL}"
)


@of_this_version
def test_the_files_have_what_babel_says():
    for file, text in cldr.files().items():
        assert file.read_text("utf-8") == text, f"{file.name}: python -m book.cldr"


@of_this_version
@pytest.mark.parametrize("form", dates.FORMATS)
@pytest.mark.parametrize("locale", [*dates.LOCALES, *dates.UNSEEN])
def test_dates_are_written_as_babel_writes_them(locale, form):
    first = datetime.date(1999, 12, 1)
    for day in (first + datetime.timedelta(n) for n in range(400)):
        assert dates.write(day, locale, form) == normalize(format_date(day, form, locale))


def test_another_version_is_refused(monkeypatch):
    monkeypatch.setattr(cldr, "version", lambda name: "99.0")
    with pytest.raises(RuntimeError, match=f"expected Babel {cldr.BABEL}, got 99.0"):
        cldr.files()
