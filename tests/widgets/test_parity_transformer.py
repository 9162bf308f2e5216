"""The Transformer in JavaScript against that in PyTorch: every symbol of every place, block and
head. The weights are those of the page, and random ones, no two parts of which are alike."""

import numpy as np
import pytest
import torch

from tests.widgets.notebooks import explorer_models
from tests.widgets.test_parity import CLOSE, PACK, some_sums, unpack
from utils.recipes import sums
from utils.training import set_seed
from utils.weights import store
from utils.widgets.seq2seq_model import restore_model, store_model

TRANSLATE = f"""async (module, stored, sources, sizes) => {{
  {PACK}
  const weights = await module.restore(stored);
  const every = sources.map((source) => {{
    const mask = source.map((_, n) => n !== sizes.hidden);
    return module.translate(weights, source, {{ ...sizes, mask }});
  }});
  return {{
    written: every.map(({{ steps }}) => steps.map(({{ best }}) => best)),
    steps: pack(every.flatMap(({{ steps }}) => steps)),
    looks: pack(every.flatMap(({{ looks }}) => looks)),
  }};
}}"""
WRITTEN = """async (module, stored, texts) => {
  const machine = await module.load(stored);
  return texts.map((text) => module.ask(machine, text).written.join(""));
}"""
OVER_PLACES = ("scores", "weights")  # these have a column for each place, too


@pytest.fixture
def transformer(javascript):
    return javascript("transformer", "weights")


@pytest.fixture(params=["random", "of the page"])
def model(request):
    if request.param == "of the page":
        return explorer_models()["Transformer"]
    set_seed(0)
    model = sums.transformer(seed=0)
    for weight in model.parameters():
        weight.data += 0.1 * torch.randn_like(weight)
    return model.cpu()


@torch.no_grad()
def in_pytorch(model, texts, hidden):
    """What is written of each text; the symbols of its steps up to the end mark; those of each
    block's attention, at the places of the text and of what was written."""
    encoded = model.encode(model.pack(texts))
    for n, text in enumerate(texts):
        if hidden is not None:
            encoded.mask[n, hidden - len(text) - 1] = False
    steps = list(model.decode(encoded))
    best = torch.stack([step.logits.argmax(-1) for step in steps], 1)
    lengths = model.target_vocab.until_end(best).sum(1).tolist()
    _, looks = model.row(encoded, torch.stack([step.y for step in steps], 1))
    told, seen = {}, {}
    for n, (text, length) in enumerate(zip(texts, lengths, strict=True)):
        for step in steps[:length]:
            told.setdefault("probabilities", []).append(step.logits[n].softmax(-1))
            for name in ("y", "s", "logits"):
                told.setdefault(name, []).append(getattr(step, name)[n].reshape(-1))
        places = slice(model.max_source - len(text), model.max_source + 1 + length)
        for look in looks:
            for name, value in look._asdict().items():
                value = value[n, ..., places, :]
                value = value[..., places] if name in OVER_PLACES else value
                seen.setdefault(name, []).append(value.flatten())
    written = [best[n, :length].tolist() for n, length in enumerate(lengths)]
    return written, *({name: torch.cat(all) for name, all in s.items()} for s in (told, seen))


def in_the_page(module, model, texts, stored, hidden=None):
    vocab = model.source_vocab
    sources = [[*vocab.encode(text), vocab.end] for text in texts]
    sizes = {
        "heads": model.blocks[0].attention.heads,
        "max_source": model.max_source,
        "max_length": model.max_target,
        "start": model.target_vocab.start,
        "end": model.target_vocab.end,
        "hidden": hidden,
    }
    return module.run(TRANSLATE, stored, sources, sizes)


@pytest.mark.parametrize("hidden", [None, 0])
def test_every_symbol(transformer, model, hidden):
    texts = some_sums()[:100]
    ours = in_the_page(transformer, model, texts, store(model), hidden)
    written, steps, looks = in_pytorch(model.double(), texts, hidden)
    assert ours["written"] == written
    assert len({tuple(row) for row in written}) > 5, "a test that says nothing"
    assert ours["steps"].keys() == steps.keys() | {"best"}
    assert ours["looks"].keys() == looks.keys()
    for part, theirs in (("steps", steps), ("looks", looks)):
        for symbol, values in theirs.items():
            difference = np.abs(unpack(ours[part][symbol]) - values.numpy()).max()
            assert difference < CLOSE, symbol


def test_answers_are_pytorchs_in_single_precision(javascript, model):
    """As the page asks: with the weights rounded as they are stored."""
    texts, stored = some_sums(), store_model(model)
    said = restore_model(model, stored).translate(texts).written
    assert javascript("seq2seq_model").run(WRITTEN, stored, texts) == said
