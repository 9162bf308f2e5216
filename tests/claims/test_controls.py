"""The controls of chapters 4 and 5: arms differ in what they say they differ in."""

import pytest

from book.claims import arms, date_controls, sum_controls
from utils.attention import AdditiveAttention
from utils.data import Examples, dates
from utils.data import dates as data
from utils.recipes import copying, sums
from utils.recipes import dates as recipe
from utils.training import count_parameters


def arm(task, attention):
    size = arms.units(task, attention)
    if task == "dates":
        return recipe.model(0, attention, size)
    return copying.model(0, 20, size, attention)


@pytest.mark.parametrize("task", ["dates", "copying"])
def test_no_arm_has_more_weights_than_attention(task):
    looks = count_parameters(arm(task, AdditiveAttention))
    for attention in arms.ARMS.values():
        assert 0.9 < count_parameters(arm(task, attention)) / looks <= 1


def test_adders_have_no_more_weights_than_without_attention():
    plain = count_parameters(sums.model(0, None, sum_controls.UNITS[None]))
    for attention, size in sum_controls.UNITS.items():
        assert 0.95 < count_parameters(sums.model(0, attention, size)) / plain <= 1


def test_reading_in_both_directions_takes_no_more_weights():
    forward, both = (count_parameters(date_controls._reader(0, h)) for h in ("forward", "both"))
    assert 0.95 < both / forward <= 1


def test_an_answer_day_first_and_back():
    assert date_controls._turn("2025-11-22") == "22-11-2025"
    assert date_controls._turn(date_controls._turn("2025-11-22")) == "2025-11-22"


@pytest.mark.parametrize("reverse", [False, True])
def test_parts_are_compared_with_the_same_part(monkeypatch, reverse):
    split = date_controls.split()
    two = Examples(split.held_out.sources[:2], ["2025-11-22", "1999-01-02"])
    said = ["22-11-2026", "02-12-1999"] if reverse else ["2026-11-22", "1999-12-02"]
    monkeypatch.setattr(date_controls, "taught", lambda seed, reverse: None)
    monkeypatch.setattr(date_controls, "answers", lambda net, texts: said)
    monkeypatch.setattr(date_controls, "split", lambda: split._replace(held_out=two))
    shares = [date_controls.share_of_part(0, p, reverse) for p in ("year", "month", "day")]
    assert shares == [0.5, 0.5, 1.0]


def test_new_texts_are_written_by_no_trained_locale(monkeypatch):
    asked = []
    monkeypatch.setattr(date_controls, "scored", lambda *arguments: None)
    monkeypatch.setattr(
        date_controls, "exact_match", lambda net, examples: asked.append(examples) or ONE
    )
    date_controls.share_of_new_texts(0, AdditiveAttention, "nb")
    (examples,) = asked
    assert 500 < len(examples.sources) < 1500  # about half of the Norwegian ones are Danish
    days = dict(zip(examples.sources, examples.answers, strict=True))
    for text, answer in list(days.items())[:100]:
        day = data.datetime.date.fromisoformat(answer)
        known = [dates.write(day, loc, form) for loc in dates.LOCALES for form in dates.FORMATS]
        assert text not in known


class ONE:
    share = 1.0


def test_the_gain_by_a_partner_is_a_difference(monkeypatch):
    train, held_out = sum_controls.sums.split(ordered=True)
    seen = []
    monkeypatch.setattr(sum_controls.sums, "trained", lambda seed, **options: None)
    monkeypatch.setattr(
        sum_controls, "exact_match", lambda net, examples: seen.append(examples) or ONE
    )
    assert sum_controls.gain_by_partner(0) == 0
    with_partner, without = (set(examples.sources) for examples in seen)
    turned = {"+".join(text.split("+")[::-1]) for text in train.sources}
    assert with_partner <= turned
    assert not without & turned
    doubles = {text for text in held_out.sources if len(set(text.split("+"))) == 1}
    assert with_partner | without == set(held_out.sources) - doubles
