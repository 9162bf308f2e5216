"""Patterns that JavaScript reads as Python does are stored, all others refused."""

import re

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.javascript import JavaScript
from utils.data import addition, dates
from utils.widgets.patterns import check_pattern

MATCH = """(_, patterns, texts) => patterns.map((pattern) => {
    const form = new RegExp(`^(?:${pattern})$`, "u");
    return texts.map((text) => form.test(text));
})"""
OTHERWISE = [
    r"\w",
    r"\d",
    r"\s",
    r"\b1",
    r"\-",
    r"\ ",
    r"\/",
    "a{,3}",
    "a{1, 3}",
    "a{",
    "a}",
    "]",
    "[]a]",
    "[^]a]",
    "[[:alpha:]]",
    "[a[b]",
    "[a&&b]",
    r"[\d]",
    r"[\-a]",
    r"\U0001F600",
    r"\u0061",
    r"\N{DIGIT ONE}",
    r"\x41",
    r"(?P<a>1)\+(?P=a)",
    r"(a)\1",
    "(?i)a",
    "(?i:a)",
    "(?s).*",
    "(?=a)a",
    "(?<=a)b",
    "(?<!a)b",
    "(?>a)",
    "(?#a)",
    "a*+",
    "a++",
    "a{2}{3}",
    "^a",
    "a$",
    r"\Aa\Z",
    "(a",
    "a)",
    "*a",
    "[b-a]",
    "a{3,2}",
    "\ud83d",
]


@pytest.mark.parametrize("pattern", OTHERWISE)
def test_what_is_read_otherwise_is_refused(pattern):
    with pytest.raises(ValueError, match="a pattern that JavaScript reads as Python does"):
        check_pattern(pattern)


BOOK = addition.pattern(2), dates.pattern(), ".*"


@pytest.mark.parametrize("pattern", [*BOOK, "", "[0-9+]*-?"])
def test_the_books_are_not(pattern):
    check_pattern(pattern)


CHARS = st.sampled_from("ab1-,:/ é年😀")
ESCAPED = st.sampled_from(r"\^$.|?*+()[]{}").map("\\{}".format)
IN_CLASS = st.sampled_from([*"ab1,:.*+?$(){} é年😀", r"\]", r"\^", r"\\"])
RANGES = st.sampled_from(["a-c", "0-9", "é-年", "年-😀"])
CLASSES = st.builds(
    "[{}{}{}]".format,
    st.sampled_from(["", "^"]),
    st.lists(st.one_of(IN_CLASS, RANGES), min_size=1, max_size=3).map("".join),
    st.sampled_from(["", "-"]),
)
REPETITIONS = ["", "", *"*+?", "{2}", "{1,}", "{0,2}", "*?", "+?", "??", "{1,2}?"]
TIMES = st.sampled_from(REPETITIONS)


def longer(inner):
    groups = st.builds("{}{})".format, st.sampled_from(["(", "(?:"]), inner)
    return st.one_of(
        st.builds("{}{}".format, groups, TIMES),
        st.builds("{}|{}".format, inner, inner),
        st.lists(inner, max_size=3).map("".join),
    )


PATTERNS = st.recursive(
    st.builds("{}{}".format, st.one_of(CHARS, ESCAPED, CLASSES, st.just(".")), TIMES), longer
)
TEXTS = [
    char + other for char in ["", *"ab1-^,.]) é年😀\\"] for other in ["", *"b1,é😀", "b1b"]
]


@settings(deadline=None, max_examples=10, phases=[Phase.generate])  # to shrink would be slow
@given(st.lists(PATTERNS, min_size=50, max_size=50))
def test_what_is_stored_is_read_alike(patterns):
    for pattern in patterns:
        check_pattern(pattern)
    theirs = [[bool(re.fullmatch(p, text)) for text in TEXTS] for p in patterns]
    assert JavaScript("").run(MATCH, patterns, TEXTS) == theirs
