"""The model of chapter 6 in JavaScript against the one in PyTorch: the same readings by beam
search, with the same probabilities and the same attention. Both compute in double precision;
in single precision PyTorch says the same, too."""

import pytest
import torch

from tests.widgets.examples import pronouncer
from utils.data.pronunciations import split
from utils.pronouncer import Pronouncer
from utils.recipes.pronunciation import model as untrained
from utils.recipes.pronunciation import pronounce
from utils.widgets.constants import BEAM_WIDTH, READINGS
from utils.widgets.pronouncer_model import (
    readings,
    restore_pronouncer,
    store_pronouncer,
    vocabularies,
)

CLOSE = 1e-9
READ = """async (module, about, weights, words, width, count) => {
  const machine = await module.load(about, weights);
  return words.map((word) => module.read(machine, word, width, count));
}"""
SIZES = {"hidden_size": 12, "embedding_size": 8, "attention_size": 6}
WORDS = [word for word in list(split().test)[::12]][:1000]


def loud(times: float, **options) -> Pronouncer:
    """An untrained one whose readings are of every length, the greatest among them."""
    model = untrained(0, **(SIZES | options)).cpu()
    for weight in model.parameters():
        weight.data *= times
    return model


@pytest.fixture
def read(javascript):
    """`read(model, words, width, count)`: the readings of each word in JavaScript."""
    page = javascript("pronouncer_model")
    return lambda model, *rest: page.run(
        READ, vocabularies(model), store_pronouncer(model), *rest
    )


def check(ours, theirs, **close):
    """Fails where the page reads a word otherwise than PyTorch; returns what is written."""
    written = []
    for one, other in zip(ours, theirs, strict=True):
        written += (found := [reading.written for reading in other])
        assert ["".join(reading["written"]) for reading in one] == found
        assert [reading["probability"] for reading in one] == pytest.approx(
            [reading.probability for reading in other], **close
        )
    return written


def compare(read, model, words, width=BEAM_WIDTH, count=READINGS):
    """The same for all that a model reads in double precision."""
    stored = restore_pronouncer(model, store_pronouncer(model))
    theirs = pronounce(stored, words, width, count)
    return check(read(model, words, width, count), theirs, rel=CLOSE)


@pytest.mark.parametrize(("times", "options"), [(2.5, {"layers": 2}), (3, {})])
def test_a_thousand_words(read, times, options):
    """Of the test part. Many answers go on to the greatest length, many end before."""
    model = loud(times, **options)
    assert len(WORDS) == 1000
    written = compare(read, model, WORDS)
    assert len(set(written)) > 500
    ended = sum(each.endswith("}") for each in written)
    assert 100 < ended < len(written) - 100


def test_a_thousand_words_of_a_trained_model_in_single_precision_too(read):
    model = pronouncer()
    stored = restore_pronouncer(model, store_pronouncer(model))
    ours = read(model, WORDS, BEAM_WIDTH, READINGS)
    for dtype, close in ((torch.double, {"rel": CLOSE}), (torch.float, {"abs": 1e-5})):
        theirs = pronounce(stored.to(dtype), WORDS, BEAM_WIDTH, READINGS)
        check(ours, theirs, **close)


@pytest.mark.parametrize("options", [{"bidirectional": False, "layers": 2}, {"layers": 3}])
@pytest.mark.parametrize(("width", "count"), [(1, 1), (2, 2), (7, 1)])
def test_other_models_and_beams(read, options, width, count):
    compare(read, loud(3, **options), WORDS[::20], width, count)


def test_it_looks_where_pytorch_looks(read):
    for model in (pronouncer(), loud(2.5, layers=2)):
        stored = restore_pronouncer(model, store_pronouncer(model))
        words = ["knight", "o'hara", "internationalization"]
        for word, ours in zip(words, read(model, words, 5, 3), strict=True):
            for one, other in zip(ours, readings(stored, word, 5, 3), strict=True):
                assert "".join(one["written"]) == other.written
                assert one["probability"] == pytest.approx(other.probability, rel=CLOSE)
                weights = torch.tensor(one["weights"], dtype=torch.double)
                assert weights.shape == (len(other.written), len(word) + 1)
                assert (weights - other.weights).abs().max() < CLOSE


def test_a_reading_is_what_the_beam_search_says(read):
    """Of one that ends, one that does not, and one with padding before it."""
    model = loud(2.5, layers=2)
    stored = restore_pronouncer(model, store_pronouncer(model))
    found = {}
    for word, best in zip(WORDS, pronounce(stored, WORDS, 5, 1), strict=True):
        found.setdefault((best[0].text.endswith("…"), best[0].written[0] == "_"), word)
    assert len(found) >= 2
    for word in found.values():
        (theirs,) = pronounce(stored, [word], 5, 3)
        ours = readings(stored, word, 5, 3)
        assert [each.text for each in ours] == [each.text for each in theirs]
