"""The races against other people's programs: their sums, their clock, their formats. The
races themselves are run by `make peers`."""

import time
from statistics import mean

import pytest
import torch

from tests.benchmarks.peers import (
    gpt_adder,
    newer,
    our_attention,
    our_pronouncer,
    our_transformer,
    speak,
    words,
)
from tests.benchmarks.peers.ours import Recipe
from tests.benchmarks.peers.race import Finished, Race
from tests.benchmarks.peers.sums import Sums, three_digits, two_digits
from utils.compact import save_compact
from utils.data.pronunciations import spell, split
from utils.recipes import pronunciation
from utils.training import count_parameters

TOY = Sums(["1+1", "2+2", "3+3", "4+9"], ["2", "4", "6", "13"])


def unordered(sums):
    return [tuple(sorted(map(int, question.split("+")))) for question in sums.questions]


def test_no_pair_is_on_both_sides_in_either_order():
    train, held_out = three_digits(seed=0, count=5000)
    pairs = unordered(train) + unordered(held_out)
    assert (len(train.questions), len(held_out.questions)) == (4500, 500)
    assert len(set(pairs)) == len(pairs)


def test_both_sides_have_short_and_long_questions_alike():
    train, held_out = (mean(map(len, part.questions)) for part in three_digits(seed=0))
    assert train == pytest.approx(held_out, abs=0.05)


def test_every_sum_of_two_digits_is_scored_and_some_are_never_trained_on():
    train, everything = two_digits(seed=0)
    assert len(set(everything.questions)) == 10_000
    hidden = set(unordered(everything)) - set(unordered(train))
    assert len(hidden) == 500
    assert not hidden & set(unordered(train))


@pytest.mark.parametrize("draw", [three_digits, two_digits])
def test_sums_are_right_and_a_seed_fixes_them(draw):
    for part, again in zip(draw(1), draw(1), strict=True):
        assert part == again
        for question, answer in zip(*part, strict=True):
            assert sum(map(int, question.split("+"))) == int(answer)
    assert draw(1)[0] != draw(2)[0]


def test_an_answer_counts_only_as_a_whole():
    race = Race(TOY, goal=1.0, limit=60)
    race.begin(weights=7)
    assert race.score(1, lambda questions: ["2", "4", "6", "1"]) == 0.75
    assert race.score(1, lambda questions: ["2", "04", "6 ", "13"]) == 0.5
    assert not race.result()["reached"]


def test_a_race_ends_at_the_goal():
    race = Race(TOY, goal=1.0, limit=60)
    race.begin(weights=7)
    race.score(20, lambda questions: ["2"] * 4)
    with pytest.raises(Finished):
        race.score(30, lambda questions: TOY.answers)
    result = race.result()
    assert (result["reached"], result["steps"], result["weights"]) == (True, 50, 7)
    assert [(steps, share) for steps, _, share in result["curve"]] == [(20, 0.25), (50, 1.0)]


def test_a_race_ends_at_the_limit():
    race = Race(TOY, goal=1.0, limit=0)
    race.begin(weights=7)
    with pytest.raises(Finished):
        race.score(1, lambda questions: ["2"] * 4)
    assert not race.result()["reached"]


def test_the_clock_stands_still_while_answers_are_scored():
    def slowly(questions):
        time.sleep(0.2)
        return ["2"] * 4

    race = Race(TOY, goal=1.0, limit=60)
    race.begin(weights=7)
    for _ in range(3):
        race.score(1, slowly)
    assert race.scoring_seconds >= 0.6 > race.seconds


def test_the_format_of_the_gpt():
    assert gpt_adder.asked(["12+34", "5+60"]).tolist() == [[1, 2, 3, 4], [0, 5, 6, 0]]
    assert gpt_adder.answered(["46", "198"]).tolist() == [[6, 4, 0], [8, 9, 1]]
    answers = two_digits(0)[1].answers
    assert gpt_adder.read(gpt_adder.answered(answers)) == answers


def test_the_gpt_sees_nothing_that_comes_later():
    torch.manual_seed(0)
    model = gpt_adder.build().eval()
    rows = torch.tensor([[1, 2, 3, 4, 6, 4], [1, 2, 3, 9, 6, 4]])
    one, other = model(rows)
    torch.testing.assert_close(one[:3], other[:3])
    assert not torch.allclose(one[3:], other[3:])


def test_the_gpt_has_as_many_weights_as_ours():
    ours, theirs = map(count_parameters, (our_attention.build(2), gpt_adder.build()))
    assert theirs == pytest.approx(ours, rel=0.05)


def test_weights_that_decay_are_those_of_products():
    model = gpt_adder.build()
    decays, others = gpt_adder.optimizer_of(model).param_groups
    assert all(weight.dim() == 2 for weight in decays["params"])
    assert (decays["weight_decay"], others["weight_decay"]) == (gpt_adder.DECAY, 0)
    parts = [*decays["params"], *others["params"]]
    assert sorted(map(id, parts)) == sorted(map(id, model.parameters()))


@pytest.mark.parametrize("program", [gpt_adder, our_attention, our_transformer])
def test_a_program_learns_until_the_race_is_over(monkeypatch, program):
    small = Recipe(steps=4, batch_size=4, lr=0.01, weight_decay=0.1, every=2)
    monkeypatch.setattr(gpt_adder, "STEPS", 2)
    monkeypatch.setattr(our_attention, "RECIPE", small)
    monkeypatch.setattr(our_transformer, "RECIPE", small)
    race = Race(TOY, goal=2.0, limit=0.2)  # out of reach
    with pytest.raises(Finished):
        program.learn(TOY, race, seed=0)
    assert race.steps == 2 * len(race.curve)
    assert race.weights > 0


@pytest.fixture
def small(monkeypatch, tmp_path):
    """A small model in the place of the trained one."""
    net = pronunciation.model(0, hidden_size=8, embedding_size=4, attention_size=4)
    save_compact(net, tmp_path / "model.json", 32, {})
    monkeypatch.setattr(our_pronouncer, "FILE", tmp_path / "model.json")
    return net.eval()


@pytest.mark.parametrize(("width", "batch_size"), [(1, 1), (1, 512), (3, 2)])
def test_our_program_says_what_the_model_says(small, width, batch_size):
    asked = ["knight", "at", "bad"]
    said = speak.main("our_pronouncer", width, batch_size, asked)
    found = pronunciation.pronounce(small, asked, width)
    assert said["answers"] == [spell(best.text.rstrip("…")) for best, *_ in found]
    assert said["weights"] == count_parameters(small)
    assert said["seconds"] >= 0


def test_a_mark_that_is_no_sound_is_never_right():
    assert words.written(["N AY T", "N <unk> T", ""]) == ["nYt", "n?t", ""]


def test_the_rates_of_each_kind_of_word(monkeypatch):
    monkeypatch.setattr(words, "newer_words", lambda: {"bad", "other"})
    asked = {"at": ("@t",), "bad": ("b@d", "bad"), "it's": ("Its",)}
    rates = words.scored(["@t", "bid", "Its"], asked)
    assert [rates[kind]["words"] for kind in ("all", "plain", "newer")] == [3, 2, 1]
    assert [rates[kind]["wer"] for kind in ("all", "plain", "newer")] == [1 / 3, 1 / 2, 1]
    assert rates["newer"]["per"] == 1 / 3
    assert words.scored(["@t"], {"at": ("@t",)})["newer"] is None


def test_programs_are_compared_in_pairs(monkeypatch):
    asked = {name: (sound,) for name, sound in zip("abcdefgh", "abcdefgh", strict=True)}
    monkeypatch.setattr(words, "newer_words", lambda: set("abcdefg"))
    ours, theirs = list("abcdef??"), list("?????fgh")
    pair = words.paired(theirs, ours, asked)
    assert (pair["theirs alone"], pair["ours alone"]) == (1, 5)
    assert pair["p"] == pytest.approx(2 * 7 / 64)
    assert words.paired(ours, ours, asked)["p"] == 1


def test_newer_words_are_those_that_an_edition_lacks():
    monthly = [";;; a remark", "ABBOT  AE1 B AH0 T", "HADOOP(2)  HH AH0 D UW1 P", ""]
    found = newer.newer(monthly)
    assert "hadoop" not in found
    assert set(found) < set(split().test)
    assert len(found) == len(split().test) - 1


def test_the_newer_words_are_words_of_the_test_part():
    kept = newer.newer_words()
    assert len(kept) == 104
    assert kept <= split().test.keys()


def test_some_of_the_words_come_from_the_whole_alphabet():
    asked = {f"{letter}b": ("b",) for letter in "abcdefg"}
    assert list(words.some(asked, 3)) == ["ab", "cb", "eb"]
    assert words.some(asked, None) == words.some(asked, 99) == asked
