"""Edit distance, alignment and error rates, against their definitions."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from utils.error_rates import Edit, ErrorRates, alignment, edit_distance, error_rates

texts = st.text("abc", max_size=6)


@cache
def slowly(given, right):
    """The definition: the last characters are the same, or one of three edits was the last."""
    if not given or not right:
        return len(given) + len(right)
    return min(
        slowly(given[:-1], right[:-1]) + (given[-1] != right[-1]),
        slowly(given[:-1], right) + 1,
        slowly(given, right[:-1]) + 1,
    )


@given(texts, texts)
def test_the_distance_is_as_defined(a, b):
    assert edit_distance(a, b) == slowly(a, b)


@given(texts, texts, texts)
def test_it_is_a_distance(a, b, c):
    assert edit_distance(a, b) == edit_distance(b, a)
    assert (edit_distance(a, b) == 0) == (a == b)
    assert edit_distance(a, c) <= edit_distance(a, b) + edit_distance(b, c)


@given(texts, texts)
def test_it_lies_between_its_bounds(a, b):
    assert abs(len(a) - len(b)) <= edit_distance(a, b) <= max(len(a), len(b))


@settings(max_examples=200)
@given(texts, texts)
def test_the_columns_of_an_alignment_spell_both_texts(a, b):
    edits = alignment(a, b)
    assert "".join(edit.given for edit in edits) == a
    assert "".join(edit.right for edit in edits) == b
    assert sum(edit.given != edit.right for edit in edits) == edit_distance(a, b)
    assert Edit("", "") not in edits


@pytest.mark.parametrize(
    ("a", "b", "edits"),
    [
        ("nYt", "nYt", [("n", "n"), ("Y", "Y"), ("t", "t")]),
        ("knIt", "nYt", [("k", ""), ("n", "n"), ("I", "Y"), ("t", "t")]),
        ("nY", "nYt", [("n", "n"), ("Y", "Y"), ("", "t")]),
        ("ab", "ba", [("a", "b"), ("b", "a")]),  # rather than to delete and insert
        ("", "a", [("", "a")]),
        ("", "", []),
    ],
)
def test_alignments_by_hand(a, b, edits):
    assert alignment(a, b) == [Edit(*edit) for edit in edits]


def test_rates_by_hand():
    """One word right by its second pronunciation, one with two edits of four sounds, one of
    whose pronunciations the second is nearer: one edit of two sounds."""
    answers = ["b", "wxcd", "pq"]
    references = [("aaa", "b"), ("abcd",), ("xyz", "pr")]
    rates = error_rates(answers, references)
    assert rates == ErrorRates(wer=2 / 3, per=3 / 7, words=3)
    assert str(rates) == "WER 66.67%, PER 42.86% (3 words)"


def test_of_two_that_are_as_near_the_shorter_one_counts():
    assert error_rates(["ab"], [("abc", "b")]).per == 1.0
    assert error_rates(["ab"], [("b", "abc")]).per == 1.0


def test_the_rates_of_right_answers_are_zero():
    assert error_rates(["a", "b"], [("a",), ("c", "b")]) == ErrorRates(0, 0, 2)


def test_more_edits_than_sounds():
    assert error_rates(["abc"], [("x",)]).per == 3.0


@pytest.mark.parametrize(
    ("answers", "references"),
    [([], []), (["a"], []), (["a"], [("a",), ("b",)]), (["a"], [()]), (["a"], [("",)])],
)
def test_wrong_input(answers, references):
    with pytest.raises(ValueError, match="expected at least one word, an answer and a right"):
        error_rates(answers, references)
