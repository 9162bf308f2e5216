"""The writers of chapter 3: what counts as a copy, as placed, as told; who learns from what."""

from statistics import median

import pytest

from book.claims import chapter_3_writing, writing
from book.claims.claim import results
from utils.cells import GRUCell, LSTMCell, RNNCell
from utils.data import Examples, Split, names
from utils.recipes import writing as recipe
from utils.training import count_parameters

WRITTEN = {"cs": ["praha", "…"], "de": ["berlin", "", "bonn"], "tr": ["ankara", "izmir…"]}


class Scripted:
    """Writes the words of `WRITTEN`."""

    def write(self, language, count, generator, temperature):
        return WRITTEN.get(language, [])


@pytest.fixture(autouse=True)
def forget():
    """Nothing that one test has made up is left for the next."""
    for kept in (writing.written, writing.counted, writing.trained, writing.split):
        kept.cache_clear()
    yield
    for kept in (writing.written, writing.counted, writing.trained, writing.split):
        kept.cache_clear()


@pytest.fixture
def scripted(monkeypatch):
    monkeypatch.setattr(writing, "trained", lambda seed: Scripted())
    known = Split(Examples(["bonn", "berlin", "roma"], ["de", "de", "it"]), Examples([], []))
    monkeypatch.setattr(writing, "split", lambda choosing=False: known)


def test_words_without_letters_or_end_are_left_out(scripted):
    words = writing.written(seed=0, temperature=1.0)
    assert words.sources == ["praha", "berlin", "bonn", "ankara"]
    assert words.answers == ["cs", "de", "de", "tr"]


def test_copies_are_words_of_the_training(scripted):
    assert writing.share_copied(seed=0, temperature=1.0) == 2 / 4


def test_a_word_is_placed_if_the_judge_names_the_language_meant(scripted, monkeypatch):
    asked = {}

    def judge(model, words, prior):
        asked.update(model=model, words=words, prior=prior)
        return ["cs", "it", "de", "tr"]

    monkeypatch.setattr(writing, "counted", lambda: "the counts")
    monkeypatch.setattr(recipe, "languages_of", judge)
    assert writing.share_placed(seed=0, temperature=1.0) == 3 / 4
    assert asked == {
        "model": "the counts",
        "words": ["praha", "berlin", "bonn", "ankara"],
        "prior": writing.written(seed=0, temperature=1.0),
    }


def test_languages_are_told_of_held_out_words_with_the_shares_of_the_training(monkeypatch):
    asked = {}

    def judge(model, words, prior):
        asked.update(words=words, prior=prior)
        return ["cs"] * len(words)

    monkeypatch.setattr(recipe, "languages_of", judge)
    train, held_out = names.split_names(held_out=1000)
    expected = held_out.answers.count("cs") / len(held_out.answers)
    assert writing.share_told(seed=0, make=lambda seed: None) == expected
    assert asked == {"words": held_out.sources, "prior": train}


def test_what_is_chosen_is_chosen_on_other_words():
    whole, within = writing.split(), writing.split(choosing=True)
    assert not set(within.held_out.sources) & set(whole.held_out.sources)
    assert set(within.held_out.sources) < set(whole.train.sources)
    assert not set(within.held_out.sources) & set(within.train.sources)


def test_both_rivals_learn_from_the_same_words(monkeypatch):
    learned = []

    def learn(*arguments, **options):
        (words,) = (a for a in arguments if isinstance(a, Examples))
        learned.append((words, options))

    monkeypatch.setattr(recipe, "train", learn)
    monkeypatch.setattr(recipe, "counts", learn)
    writing.trained(0, choosing=True, lr=0.5)
    writing.counted(0, choosing=True, order=2)
    writing.counted()
    within, whole = writing.split(choosing=True).train, writing.split().train
    assert learned == [(within, {"lr": 0.5}), (within, {"order": 2}), (whole, {})]


def test_counting_again_gives_the_perplexity_of_the_held_out_words():
    options = {"order": 1, "strength": 1.0, "own": 1.0}
    found = writing.perplexity(seed=3, make=writing.counted, **options)
    train, held_out = names.split_names(held_out=1000)
    assert found == recipe.perplexity(recipe.counts(train, **options), held_out)
    assert found == pytest.approx(12.1, abs=0.05)


def test_the_same_seed_writes_the_same_words():
    net = recipe.model(seed=0, hidden_size=4).eval()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(writing, "trained", lambda seed: net)
        patch.setattr(writing, "COUNT", 3)
        first = writing.written(seed=1, temperature=1.0)
        writing.written.cache_clear()
        assert writing.written(seed=1, temperature=1.0) == first
        assert writing.written(seed=2, temperature=1.0) != first


@pytest.mark.parametrize(("kind", "hidden"), [(RNNCell, 176), (LSTMCell, 80)])
def test_the_writers_have_about_as_many_weights(kind, hidden):
    gru = count_parameters(recipe.model(0, GRUCell, 96))
    assert 0.98 < count_parameters(recipe.model(0, kind, hidden)) / gru <= 1


def test_the_learning_rates_are_the_best_of_the_ledger():
    (race,) = (claim for claim in chapter_3_writing.CLAIMS if claim.name == "race-writing")
    runs = results(race).runs
    for name, best in chapter_3_writing.BEST.items():
        rates = chapter_3_writing.RATES
        found = {lr: median(runs[f"{name}, learning rate {lr:g}"]) for lr in rates}
        assert best == min(found, key=found.get)


def test_the_writers_of_the_race_have_about_as_many_weights():
    for cell in chapter_3_writing.WRITERS.values():
        weights = count_parameters(recipe.model(0, cell["kind"], cell["hidden"]))
        assert weights == pytest.approx(59_000, rel=0.02)
