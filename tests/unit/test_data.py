"""The data: right by an independent rule, split cleanly, equal everywhere."""

import datetime
import hashlib
import random
import re

import pytest
import torch

from utils.data import addition, dates, memory, names, roommate


def digest(thing) -> str:
    return hashlib.sha256(repr(thing).encode()).hexdigest()[:16]


def test_cycle_goes_round_from_apple_pie():
    x, y = roommate.cycle(batch=2, days=7)
    assert y.tolist() == [[0, 1, 2, 0, 1, 2, 0]] * 2
    assert x.shape == (2, 7, 1)
    assert not x.any()


def test_weather_rule_day_by_day():
    x, y = roommate.with_weather(batch=4, days=50, seed=3)
    for weather, dishes in zip(x.argmax(-1).tolist(), y.tolist(), strict=True):
        yesterday = roommate.DISHES.index("apple pie")
        for sky, dish in zip(weather, dishes, strict=True):
            rainy = roommate.WEATHER[sky] == "rainy"
            assert dish == ((yesterday + 1) % 3 if rainy else yesterday)
            yesterday = dish


def test_two_marked_numbers_are_added():
    x, y = memory.adding_problem(batch=500, length=9, seed=0)
    assert x.shape == (500, 9, 2)
    for row, target in zip(x.tolist(), y.tolist(), strict=True):
        marked = [t for t, (_, mark) in enumerate(row) if mark]
        first, second = marked
        assert first < 4 <= second
        assert target[:-1] == [memory.NOTHING] * 8
        assert target[-1] == pytest.approx(row[first][0] + row[second][0])
    assert {t for t in range(9) if x[:, t, 1].any()} == set(range(9))
    assert (x[..., 0].min(), x[..., 0].max()) == pytest.approx((0, 1), abs=0.01)


def test_what_came_first_is_asked_at_the_end():
    x, y = memory.recall(batch=300, length=7, kinds=3, seed=0)
    assert not x[:, 1:].any()
    assert torch.equal(x[:, 0].argmax(-1), y[:, -1])
    assert torch.equal(x[:, 0].sum(-1), torch.ones(300))
    assert (y[:, :-1] == memory.NOTHING).all()
    assert sorted(set(y[:, -1].tolist())) == [0, 1, 2]


@pytest.mark.parametrize(("rain", "share"), [(0.0, 0.0), (1.0, 1.0), (0.2, 0.2)])
def test_rain_is_the_share_of_rainy_days(rain, share):
    x, _ = roommate.with_weather(batch=20, days=500, seed=0, rain=rain)
    assert x[..., 1].mean().item() == pytest.approx(share, abs=0.02)


def test_the_whole_square_of_sums_is_split_by_unordered_pair():
    train, held_out = addition.split_pairs(digits=2, held_out=1000, seed=5)
    assert len(train) + len(held_out) == 10_000
    assert set(train) | set(held_out) == {(a, b) for a in range(100) for b in range(100)}
    assert not {frozenset(pair) for pair in train} & {frozenset(pair) for pair in held_out}
    assert len({frozenset(pair) for pair in held_out}) == 1000


def test_sums_are_written_and_added():
    sources, answers = addition.split_sums(digits=3, held_out=10, train=50).train
    for source, answer in zip(sources, answers, strict=True):
        a, b = source.split("+")
        assert int(answer) == int(a) + int(b)
        assert len(source) <= addition.max_source_length(3)
        assert len(answer) <= addition.max_answer_length(3)


def test_many_digits_are_sampled():
    train, held_out = addition.split_pairs(digits=12, held_out=5, train=20)
    assert 40 >= len(train) >= 20
    assert all(0 <= n < 10**12 for pair in train + held_out for n in pair)


def test_dates_are_split_by_date_and_each_day_comes_once():
    split = dates.split_dates(years=(1999, 2001), held_out=100)
    days = split.train.answers + split.held_out.answers
    assert len(days) == len(set(days)) == 365 + 366 + 365
    assert len(split.held_out.answers) == 100


def test_dates_say_what_the_iso_date_says():
    split = dates.split_dates(held_out=1000)
    for source, answer in zip(*split.held_out, strict=True):
        day = datetime.date.fromisoformat(answer)
        numbers = {int(n) for n in re.findall(r"\d+", source)}
        assert {day.year, day.day} <= numbers


def test_every_locale_and_format_occurs():
    day = datetime.date(2025, 11, 22)
    written = {dates.write(day, loc, form) for loc in dates.LOCALES for form in dates.FORMATS}
    assert {"Nov 22, 2025", "22 novembre 2025", "2025年11月22日星期六"} <= written


def test_no_date_outgrows_the_vocabulary_or_the_length():
    vocab, longest = dates.source_vocab(), dates.max_source_length()
    split = dates.split_dates()
    sources = split.train.sources + split.held_out.sources
    assert max(map(len, sources)) == longest
    assert vocab.pack(sources, longest).shape == (36525, longest + 1)


def test_the_same_seed_gives_the_same_data_everywhere():
    """These digests were made on one machine and must come out on every other."""
    weather = roommate.with_weather(batch=3, days=40, seed=7)
    assert digest(weather.y.tolist()) == "0f938e0cdefe75cf"
    assert digest(addition.split_pairs(seed=7)) == "db25e7e9a3597658"
    assert digest(dates.split_dates(seed=7)) == "88a014d779246d0c"


def test_another_seed_gives_other_data():
    a, b = (roommate.with_weather(batch=3, days=40, seed=seed) for seed in (1, 2))
    assert not torch.equal(a.x, b.x)
    assert addition.split_pairs(seed=1) != addition.split_pairs(seed=2)
    assert dates.split_dates(seed=1) != dates.split_dates(seed=2)


def letters_apart(a: str, b: str) -> int:
    """Letters to change, add or drop to turn one word into the other (Levenshtein 1966)."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, start=1):
        last, row = row, [i]
        for j, y in enumerate(b, start=1):
            row.append(min(last[j] + 1, row[-1] + 1, last[j - 1] + (x != y)))
    return row[-1]


def test_no_word_that_is_held_out_has_a_near_copy_in_training():
    train, held_out = names.split_names()
    assert len(train.sources) > 4000
    assert len(held_out.sources) >= 1000
    known = {names.plain(word) for word in train.sources}
    by_length = {n: [w for w in known if len(w) == n] for n in range(40)}
    for word in map(names.plain, held_out.sources):
        assert not [w for w in known if w[:4] == word[:4]]
        assert not [w for w in known if len(w) >= 5 and w in word]
        assert len(word) < 5 or not [w for w in known if word in w]
        for length in (len(word) - 1, len(word), len(word) + 1):
            # Sets of letters that differ by more than two are more than a letter apart.
            for w in by_length[length]:
                if len(set(w) ^ set(word)) <= 2:
                    assert letters_apart(w, word) > 1


def test_every_word_belongs_to_one_language():
    train, held_out = names.split_names(held_out=500)
    words = [*train.sources, *held_out.sources]
    assert "argentina" not in words, "English, Spanish, Italian and more use it"
    assert {*train.answers, *held_out.answers} == set(names.LANGUAGES)
    language = dict(zip(words, [*train.answers, *held_out.answers], strict=True))
    assert (language["deutschland"], language["español"], language["ruotsi"]) == (
        "de",
        "es",
        "fi",
    )
    assert language["\N{LATIN SMALL LETTER DOTLESS I}rak"] == "tr", "capital I has no dot"


def test_a_larger_part_holds_out_the_same_words_and_more():
    small, large = (names.split_names(held_out=n).held_out for n in (500, 1000))
    assert large.sources[: len(small.sources)] == small.sources
    assert 500 <= len(small.sources) < 600
    assert names.split_names(held_out=500, seed=1).held_out != small


def test_names_are_equal_everywhere():
    assert digest(names.split_names()) == "459dbd5b89b1be3b"


def test_names_are_asked_for_at_their_last_character():
    train, _ = names.split_names(held_out=500)
    x, y = names.encode(train)
    assert x.shape[:2] == y.shape
    assert (y[:, :-1] == -100).all()
    assert [names.LANGUAGES[i] for i in y[:5, -1]] == train.answers[:5]
    written = names.vocab().unpack(x[:5].argmax(-1))
    assert written == train.sources[:5]


def test_a_slip_is_one_slip_in_a_word_and_leaves_the_digits():
    rng = random.Random(0)
    for text in dates.split_dates(held_out=300).held_out.sources:
        if not dates.has_word(text):
            continue
        slipped = dates.slip(text, rng)
        assert slipped != text
        assert re.findall(r"[^a-z]", re.sub(r"[^\W\d_]", "a", slipped)) == re.findall(
            r"[^a-z]", re.sub(r"[^\W\d_]", "a", text)
        )
        assert letters_apart(text, slipped) <= 2
        assert set(slipped) <= set(text)


def test_locales_never_trained_on_use_known_characters():
    vocab, longest = dates.source_vocab(), dates.max_source_length()
    assert not set(dates.UNSEEN) & set(dates.LOCALES)
    assert longest >= dates.max_source_length(dates.UNSEEN)
    assert set(dates.source_vocab(dates.UNSEEN).characters) <= set(vocab.characters)


def test_the_form_of_a_sum():
    right = ["0+0", "5+12", "99+99"]
    wrong = ["100+1", "1+2+3", "01+1", "1+", "+1", "12", "1+-2"]
    assert all(re.fullmatch(addition.pattern(2), text) for text in right)
    assert not any(re.fullmatch(addition.pattern(2), text) for text in wrong)
    assert all(
        re.fullmatch(addition.pattern(2), text) for text in addition.split_sums().train.sources
    )


def test_all_kinds_of_slips_in_every_word():
    assert set(dates._slips("abc")) == {
        *("bc", "ac", "ab"),  # left out
        *("aabc", "abbc", "abcc"),  # doubled
        *("bac", "acb"),  # swapped
        *("bbc", "cbc", "aac", "acc", "aba", "abb"),  # replaced
    }
    rng = random.Random(0)
    slipped = [dates.slip("abc, 5 xyz", rng) for _ in range(100)]
    assert any(text.startswith("abc, 5 ") for text in slipped)
    assert any(text.endswith(", 5 xyz") for text in slipped)


def test_how_many_dates_of_unseen_locales_look_like_those_of_known_ones():
    """As the ledger says."""
    days = [datetime.date(2001, 1, 1) + datetime.timedelta(3 * n) for n in range(400)]
    for locale, low, high in (("en_AU", 1, 1), ("zh_Hant", 0.6, 0.7), ("nb", 0.4, 0.55)):
        same = [
            dates.write(day, locale, form)
            in {
                dates.write(day, known, form)
                for known in dates.LOCALES
                for form in dates.FORMATS
            }
            for day in days
            for form in dates.FORMATS
        ]
        assert low <= sum(same) / len(same) <= high, locale
