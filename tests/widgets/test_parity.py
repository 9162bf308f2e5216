"""The models in JavaScript against those in PyTorch: every symbol, on random inputs.

PyTorch computes in double precision here, as JavaScript does, so that a difference is a
mistake and not rounding. The weights are those of the page: from the notebooks' outputs.
"""

import base64
import random

import numpy as np
import pytest
import torch

from tests.widgets.notebooks import explorer_models, machine_model, roommate_models, widgets
from utils.cells import trace
from utils.data import addition, dates
from utils.seq2seq import Seq2Seq
from utils.training import set_seed
from utils.weights import store

INPUTS = 1000
CLOSE = 1e-5
OVER_SOURCE = ("hidden", "scores", "weights")

# Each symbol's numbers of all inputs, one after the other, in base64: JSON would be huge.
PACK = """
function pack(every) {
  const packed = {};
  for (const name of Object.keys(every[0])) {
    const all = every.flatMap((one) => [one[name]].flat(Infinity));
    const bytes = new Uint8Array(Float64Array.from(all).buffer);
    let text = "";
    for (const byte of bytes) text += String.fromCharCode(byte);
    packed[name] = btoa(text);
  }
  return packed;
}"""
TAG = f"""async (module, kind, stored, runs) => {{
  {PACK}
  const weights = await module.restore(stored);
  return pack(runs.flatMap((xs) => module.tag(kind, weights, xs)));
}}"""
TRANSLATE = f"""async (module, stored, sources, marks) => {{
  {PACK}
  const weights = await module.restore(stored);
  const every = sources.map((source) => module.translate(weights, source, marks));
  return {{
    written: every.map(({{ steps }}) => steps.map(({{ best }}) => best)),
    symbols: pack(every.flatMap(({{ steps }}) => steps)),
    h: pack(every.map(({{ h }}) => ({{ h: h.flat() }}))).h,
  }};
}}"""


ANSWERS = """async (module, stored, sources, marks) => {
  const weights = await module.restore(stored);
  const all = sources.map((source) => module.translate(weights, source, marks));
  return all.map(({ steps }) => steps.map(({ best }) => best));
}"""


def unpack(text):
    return np.frombuffer(base64.b64decode(text))


@pytest.fixture
def models(javascript):
    return javascript("models", "weights")


@pytest.mark.parametrize(("chapter", "name"), roommate_models())
def test_roommates(models, chapter, name):
    model = roommate_models()[chapter, name]
    kind = type(model.cell).__name__
    set_seed(0)
    x = torch.randn(INPUTS, 8, 2)
    ours = models.run(TAG, kind, store(model), x.tolist())
    with torch.no_grad():
        model.double()
        y = model(x.double())
        theirs = trace(model.cell, x.double())._asdict() | {
            "y": y,
            "probabilities": y.softmax(-1),
        }
    assert ours.keys() == theirs.keys()
    for symbol, values in theirs.items():
        difference = np.abs(unpack(ours[symbol]) - values.numpy().ravel()).max()
        assert difference < CLOSE, symbol


def some_sums():
    return random.Random(0).sample(addition.examples(all_pairs()).sources, INPUTS)


def all_pairs():
    return [(a, b) for a in range(100) for b in range(100)]


def some_dates():
    return dates.split_dates(held_out=INPUTS, seed=7).held_out.sources[:INPUTS]


TRANSLATORS = {
    "sums": (machine_model, some_sums),
    "sums with attention": (lambda: explorer_models()["sums"], some_sums),
    "dates": (lambda: explorer_models()["dates"], some_dates),
}


@torch.no_grad()
def in_pytorch(model: Seq2Seq, texts):
    """Each text's states, and the symbols of its steps up to the end mark."""
    model.double()
    encoded = model.encoder(model.pack(texts))
    steps = list(model.decode(encoded))
    best = torch.stack([step.logits.argmax(-1) for step in steps], 1)
    ends = model.decoder.vocab.until_end(best)
    states, symbols = [], {}
    for n, text in enumerate(texts):
        length = len(text) + 1
        states.append(encoded.h[n, -length:].flatten())
        for step in steps[: int(ends[n].sum())]:
            for name, value in step._asdict().items():
                if value is not None:
                    row = value[n, -length:] if name in OVER_SOURCE else value[n]
                    symbols.setdefault(name, []).append(row.flatten())
            symbols.setdefault("probabilities", []).append(step.logits[n].softmax(-1))
    written = [best[n, : int(ends[n].sum())].tolist() for n in range(len(texts))]
    return torch.cat(states), {name: torch.cat(rows) for name, rows in symbols.items()}, written


def in_the_page(models, program, model, texts):
    vocab, answer = model.encoder.vocab, model.decoder.vocab
    sources = [[*vocab.encode(text), vocab.end] for text in texts]
    marks = {"max_length": model.decoder.max_length, "start": answer.start, "end": answer.end}
    return models.run(program, store(model), sources, marks)


@pytest.mark.parametrize("name", TRANSLATORS)
def test_translators(models, name):
    model, texts = TRANSLATORS[name][0](), TRANSLATORS[name][1]()
    assert len(texts) == INPUTS
    ours = in_the_page(models, TRANSLATE, model, texts)
    states, theirs, written = in_pytorch(model, texts)
    assert ours["written"] == written
    assert np.abs(unpack(ours["h"]) - states.numpy()).max() < CLOSE
    assert ours["symbols"].keys() == theirs.keys() | {"best"}
    for symbol, values in theirs.items():
        assert np.abs(unpack(ours["symbols"][symbol]) - values.numpy()).max() < CLOSE, symbol


@pytest.mark.parametrize("name", TRANSLATORS)
def test_every_answer_is_pytorchs(models, name):
    """All 10,000 sums, 1,000 dates; here PyTorch computes as in the notebooks."""
    model = TRANSLATORS[name][0]()
    texts = some_dates() if name == "dates" else addition.examples(all_pairs()).sources
    ours = in_the_page(models, ANSWERS, model, texts)
    answers = model.decoder.vocab.written(torch.tensor([pad(row, model) for row in ours]))
    assert answers == model.translate(texts).written


def pad(row, model):
    """As long as the longest answer; what comes after the end mark does not count."""
    return row + [0] * (model.decoder.max_length + 1 - len(row))


def test_rounding_the_weights_changes_hardly_an_answer():
    """The picture's last moment shows the model with all its digits."""
    stored = widgets("04_seq2seq")["adding_machine"]
    bits = np.frombuffer(base64.b64decode(stored["snapshots"][-1]), np.uint8)
    right = np.unpackbits(bits).astype(bool)
    examples = addition.examples(all_pairs())
    said = machine_model().translate(examples.sources).texts
    assert (right != (np.array(said) == np.array(examples.answers))).sum() <= 5
