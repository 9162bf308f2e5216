import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from utils.vocab import Vocab, normalize

DIGITS = Vocab("0123456789+")


def test_marks_come_last():
    assert DIGITS.characters == "0123456789+_{}"
    assert [DIGITS.pad, DIGITS.start, DIGITS.end] == [11, 12, 13]
    assert len(DIGITS) == 14


def test_pack_is_the_format_of_the_original():
    assert [DIGITS.decode(row) for row in DIGITS.pack(["12+34", "1+2"], 5).tolist()] == [
        "12+34}",
        "__1+2}",
    ]
    assert DIGITS.decode(DIGITS.pack(["46"], 3)[0].tolist()) == "_46}"


@settings(deadline=None)  # a busy machine is no error
@given(st.lists(st.text("0123456789+", min_size=1, max_size=9), min_size=1))
def test_unpack_undoes_pack(texts):
    assert DIGITS.unpack(DIGITS.pack(texts, 9)) == texts


def test_a_text_that_never_ends_is_marked():
    rows = DIGITS.pack(["12"], 3)
    rows[0] = rows.new_tensor(DIGITS.encode("_108"))
    assert DIGITS.unpack(rows) == ["108…"]
    assert DIGITS.written(rows) == ["_108"]


def test_unpack_stops_at_the_first_end_and_keeps_inner_padding():
    rows = DIGITS.pack(["1"], 5)
    rows[0] = rows.new_tensor(DIGITS.encode("_1_2}3"))
    assert DIGITS.unpack(rows) == ["1_2"]
    assert DIGITS.written(rows) == ["_1_2}"]


@settings(deadline=None)
@given(st.data())
def test_any_vocabulary_packs_and_unpacks(data):
    """Any characters, any texts of them; padding stands at the left only, one end mark last."""
    any_character = st.characters(exclude_characters="_{}").filter(lambda c: normalize(c) == c)
    characters = data.draw(st.sets(any_character, min_size=1))
    vocab = Vocab("".join(sorted(characters)))
    texts = data.draw(st.lists(st.text(sorted(characters), min_size=1, max_size=6), min_size=1))
    assume(all(normalize(text) == text for text in texts))
    rows = vocab.pack(texts, max_length=7)
    assert rows.shape == (len(texts), 8)
    assert vocab.unpack(rows) == texts
    padding = rows == vocab.pad
    assert padding.sum(dim=1).tolist() == [7 - len(text) for text in texts]
    assert (padding.long().diff(dim=1) <= 0).all()
    assert (rows[:, -1] == vocab.end).all()
    assert (rows[:, :-1] != vocab.end).all()


def test_until_the_first_end_mark_and_everywhere_without_one():
    rows = DIGITS.pack(["12", "3"], 3)
    rows[0] = rows.new_tensor([1, DIGITS.end, 2, DIGITS.end])
    rows[1] = rows.new_tensor(DIGITS.encode("1234"))
    assert DIGITS.until_end(rows).tolist() == [[True, True, False, False], [True] * 4]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("22 fe\u0301vrier", "22 f\u00e9vrier"),
        ("22\u00a0mars", "22 mars"),
        ("22\u202fmars", "22 mars"),
        ("\uff12\uff10\uff12\uff15", "2025"),
        ("12+34", "12+34"),
    ],
)
def test_texts_that_look_alike_have_one_spelling(text, expected):
    assert normalize(text) == expected
    assert normalize(expected) == expected


@given(st.text())
def test_normalizing_twice_changes_nothing_more(text):
    assert normalize(normalize(text)) == normalize(text)
