"""The races against other people's programs: their sums, their clock, their formats. The
races themselves are run by `make peers`."""

import time
from statistics import mean

import pytest
import torch

from tests.benchmarks.peers import gpt_adder, our_attention, our_transformer
from tests.benchmarks.peers.ours import Recipe
from tests.benchmarks.peers.race import Finished, Race
from tests.benchmarks.peers.sums import Sums, three_digits, two_digits
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
    assert race.seconds < 0.2 < 0.6 <= race.scoring_seconds


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
