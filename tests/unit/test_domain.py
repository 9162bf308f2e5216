"""What a model is trained for, and the marks on what lies beyond."""

import datetime
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from utils.attention import AdditiveAttention
from utils.data import dates
from utils.domain import ANYTHING, Domain, is_date
from utils.recipes import dates as date_recipe
from utils.recipes import sums

DATES = date_recipe.DOMAIN


def test_no_date_of_the_data_has_a_mark():
    """All of those trained on, and all held out."""
    for part in date_recipe.split():
        assert [q for q, a in zip(*part, strict=True) if DATES.marks(q, a)] == []


@pytest.mark.parametrize("locale", dates.LOCALES)
@pytest.mark.parametrize("form", dates.FORMATS)
def test_every_way_to_write_a_date_is_known(locale, form):
    for number in range(366):
        day = datetime.date(2024, 1, 1) + datetime.timedelta(number)
        assert DATES.marks(dates.write(day, locale, form), day.isoformat()) == []


@pytest.mark.parametrize(
    ("question", "answer", "marks"),
    [
        ("2025-11-22", "2025-11-22", ["form"]),
        ("1850-05-20", "1950-05-20", ["form", "years"]),
        ("2", "2222-22-22", ["form", "calendar"]),
        ("a", "055-05-05", ["form", "calendar"]),
        ("20251122", "2025-11-22", ["form"]),
        ("22.11.2025", "2025-11-22", []),
        ("22/11/2025", "2025-11-22", ["form"]),
        ("31 February 2025", "2025-02-31", ["calendar"]),
        ("29 February 2025", "2025-02-29", ["calendar"]),
        ("29 February 2024", "2024-02-29", []),
        ("32 January 2025", "2025-01-32", ["form", "calendar"]),
        ("20 May 1949", "1949-05-20", ["years"]),
        ("20 May 1950", "1950-05-20", []),
        ("20 May 2049", "2049-05-20", []),
        ("20 May 2050", "2050-05-20", ["years"]),
        ("20 mai 1850", "1950-05-20", ["years"]),
        ("2125年5月20日", "2025-05-20", ["years"]),
        ("20 May 1988", "1888-05-20", ["years"]),
        ("20 May 1850", "1850-55-20", ["calendar", "years"]),
        ("July 1st, 1986", "1986-07-01", ["form"]),
        ("20 May 88", "1988-05-20", ["form"]),
        ("20 May 88", "2088-05-20", ["form", "years"]),
        ("20 May 12025", "2025-05-20", ["form"]),
        ("20 june 1988", "1988-06-20", ["form"]),
        ("22 f\u00e9vrier 2025", "2025-02-22", []),
        ("22\u00a0fe\u0301vrier \uff12\uff10\uff12\uff15", "2025-02-22", []),
        ("22 fevrier 2025", "2025-02-22", ["form"]),
        ("22 février 2025\n", "2025-02-22", ["form"]),
        ("22 mars 2025", "2025-03-2…", ["calendar"]),
    ],
)
def test_the_marks_of_a_date(question, answer, marks):
    assert DATES.marks(question, answer) == marks


@settings(deadline=None)
@given(st.dates(), st.sampled_from(dates.LOCALES), st.sampled_from(dates.FORMATS))
def test_a_year_outside_is_marked_as_that_and_no_more(day, locale, form):
    first, last = dates.YEARS
    text = dates.write(day, locale, form)
    expected = [] if first <= day.year <= last else ["years"]
    if day.year < 1000:
        expected = ["form", "years"]  # a year of other than four digits
    assert DATES.marks(text, day.isoformat()) == expected


def test_a_typing_slip_is_a_form_that_it_never_saw():
    """Unless it makes another word that is known: `24 juin` to `24 jun`, Saturday to Sunday in
    Chinese."""
    rng = random.Random(0)
    texts, answers = date_recipe.split().held_out
    pairs = [pair for pair in zip(texts, answers, strict=True) if dates.has_word(pair[0])]
    marks = [DATES.marks(dates.slip(text, rng), answer) for text, answer in pairs]
    assert set(map(tuple, marks)) == {("form",), ()}
    assert marks.count([]) < 0.01 * len(marks)


def test_sums_have_one_mark_only():
    assert sums.DOMAIN.marks("12+34", "46") == []
    assert sums.DOMAIN.marks("1+2+3", "6") == ["form"]
    assert sums.DOMAIN.marks("1850+1", "x") == ["form"]


def test_the_books_models_know_what_they_are_trained_for():
    made = date_recipe.model(0), date_recipe.model(0, AdditiveAttention)
    assert [model.domain for model in made] == [DATES, DATES]
    made = sums.model(0), sums.model(0, AdditiveAttention), sums.transformer(0)
    assert [model.domain for model in made] == [sums.DOMAIN] * 3


def test_a_model_for_any_text_has_no_marks():
    assert ANYTHING.marks("1850\n{", "") == []


def test_the_marks_in_words():
    assert DATES.remarks("20 May 88", "2088-05-31") == [
        "The question has a form that it never saw: the answer is a guess.",
        "It was trained on the years 1950 to 2049.",
    ]
    assert DATES.remarks("31 June 2025", "2025-06-31") == ["The answer is not a calendar date."]
    assert Domain("a").remarks("a", "") == []


@given(st.dates())
def test_every_day_is_a_date(day):
    assert is_date(day.isoformat())


@pytest.mark.parametrize(
    "text", ["", "2025-02-29", "2025-1-1", "20251122", "2025-W01-1", "0000-01-01", "٢٠٢٥-11-22"]
)
def test_what_is_no_date(text):
    assert not is_date(text)
