"""Files and models that `load` and `save` refuse, and what they say; an interrupted save."""

import json

import pytest
import torch
from torch import nn

from utils import storage
from utils.attention import AdditiveAttention, AttentionDecoder
from utils.blueprint import describe
from utils.cells import GRUCell, LSTMCell
from utils.domain import Domain
from utils.seq2seq import Decoder, Encoder, Seq2Seq
from utils.storage import load, save
from utils.tagger import Tagger
from utils.vocab import Vocab

VOCAB, LETTERS = Vocab("0123456789+"), Vocab("abcdefghij-")  # of one size
SUMS = Domain("[0-9+]*")


def adder(vocab=VOCAB, cell=GRUCell, domain=SUMS):
    torch.manual_seed(0)
    return Seq2Seq(
        Encoder(vocab, 4, 8, 5, domain, cell=cell),
        AttentionDecoder(vocab, 4, 8, 3, 5, AdditiveAttention, cell=cell),
    )


def test_another_models_file_is_refused(tmp_path):
    """The weights would fit: both vocabularies have the same number of characters."""
    save(adder(LETTERS), tmp_path / "model")
    load(tmp_path / "model", like=adder(LETTERS))
    with pytest.raises(
        ValueError,
        match=r"model.encoder.vocab.characters = 'abcdefghij-' instead of '0123456789\+'",
    ):
        load(tmp_path / "model", like=adder(VOCAB))
    with pytest.raises(
        ValueError, match=r"model.encoder.cell.maker = 'GRUCell' instead of 'LS"
    ):
        load(tmp_path / "model", like=adder(LETTERS, LSTMCell))
    with pytest.raises(ValueError, match=r"model.encoder.domain.pattern = .* instead of '1'"):
        load(tmp_path / "model", like=adder(LETTERS, domain=Domain("1")))


def test_a_file_cut_anywhere_is_refused(tmp_path):
    whole, cut = tmp_path / "whole", tmp_path / "cut"
    save(Tagger(GRUCell(3, 4), 2), whole)
    content = whole.read_bytes()
    for length in [*range(0, len(content), 37), len(content) - 1]:
        cut.write_bytes(content[:length])
        with pytest.raises(ValueError, match="damaged or something else"):
            load(cut)


def test_a_file_with_a_changed_byte_is_refused_or_the_same(tmp_path):
    whole, changed = tmp_path / "whole", tmp_path / "changed"
    net = Tagger(GRUCell(3, 4), 2)
    save(net, whole)
    content = whole.read_bytes()
    for place in range(0, len(content), 11):
        changed.write_bytes(
            content[:place] + bytes([content[place] ^ 255]) + content[place + 1 :]
        )
        try:
            back = load(changed)
        except ValueError:
            continue
        assert all(
            torch.equal(a, b) for a, b in zip(net.parameters(), back.parameters(), strict=True)
        ), place


@pytest.mark.parametrize(
    "content", [b"", b"not a model", b"PK" + bytes(100), json.dumps({"a": 1}).encode()]
)
def test_other_files_are_refused(content, tmp_path):
    (tmp_path / "model").write_bytes(content)
    with pytest.raises(ValueError, match=r"as `save` writes it, got .*model, which is damaged"):
        load(tmp_path / "model")


def test_a_whole_pickled_model_is_refused_unread(tmp_path):
    torch.save(adder(), tmp_path / "model")
    with pytest.raises(ValueError, match="damaged or something else"):
        load(tmp_path / "model")


def test_no_file(tmp_path):
    with pytest.raises(FileNotFoundError):
        load(tmp_path / "model")


def arguments(header, *path):
    """The arguments of a part of the model in a header."""
    part = header["model"]["arguments"]
    for name in path:
        part = part[name]["arguments"]
    return part


CHANGES = {
    "another version": (lambda h, w: h.update(version=3), "version 2, got .*, version 3"),
    "another format": (lambda h, w: h.update(format="other"), "got 'other', version 2"),
    "a later version of another make": (
        lambda h, w: h.update(version=3) or (h, ["weights"]),
        "got 'from-rnn-to-attention', version 3",
    ),
    "no version": (lambda h, w: h.pop("version"), "damaged or something else"),
    "no model": (lambda h, w: h.pop("model"), "damaged or something else"),
    "an unknown class": (
        lambda h, w: h["model"].update({"class": "os.system"}),
        "got the unknown class 'os.system'",
    ),
    "an unknown cell": (
        lambda h, w: arguments(h, "encoder")["cell"].update(maker="eval"),
        "got the unknown class 'eval'",
    ),
    "a vocabulary as the model": (
        lambda h, w: h.update(model=arguments(h, "encoder")["vocab"]),
        "expected a model, got Vocab",
    ),
    "a number as the model": (lambda h, w: h.update(model=5), "expected a model, got int"),
    "an argument missing": (
        lambda h, w: arguments(h, "encoder").pop("max_length"),
        "expected the arguments .*'max_length'.* for Encoder",
    ),
    "an argument too many": (
        lambda h, w: arguments(h, "decoder").update(spell="boo"),
        "for AttentionDecoder, got .*'spell'",
    ),
    "a part of no class": (
        lambda h, w: arguments(h, "encoder").update(vocab={"a": 1}),
        "expected a class or a maker, got {'a': 1}",
    ),
    "no vocabulary": (
        lambda h, w: arguments(h, "encoder").update(vocab=5),
        "arguments that fit together",
    ),
    "a vocabulary that does not fit": (
        lambda h, w: arguments(h, "encoder", "vocab").update(characters="abc"),
        r"encoder.embedding.weight as numbers of shape \(6, 4\), got .* of shape \(14, 4\)",
    ),
    "a vocabulary with a character twice": (
        lambda h, w: arguments(h, "encoder", "vocab").update(characters="aa"),
        "each character may be given once",
    ),
    "sizes that do not fit": (
        lambda h, w: arguments(h, "encoder").update(hidden_size=9),
        "got 9 in the encoder, 8 in the decoder",
    ),
    "a size that is a text": (
        lambda h, w: arguments(h, "encoder").update(hidden_size="8"),
        "arguments that fit together",
    ),
    "sizes beyond all memory": (
        lambda h, w: [
            arguments(h, side).update(hidden_size=10**6) for side in ("encoder", "decoder")
        ],
        "as numbers of shape",
    ),
    "a weight missing": (
        lambda h, w: w.pop("decoder.output.bias"),
        r"missing=\['decoder.output.bias'\], extra=\[\]",
    ),
    "a weight too many": (
        lambda h, w: w.update(more=torch.zeros(1)),
        r"missing=\[\], extra=\['more'\]",
    ),
    "a weight that is no number": (
        lambda h, w: w["encoder.cell.b_r"].fill_(torch.nan),
        "NaN or infinity in encoder.cell.b_r",
    ),
    "an infinite weight": (
        lambda h, w: w["encoder.cell.b_r"].fill_(torch.inf),
        "NaN or infinity in encoder.cell.b_r",
    ),
    "a weight of another shape": (
        lambda h, w: w.update({"encoder.cell.b_r": torch.zeros(8, 1)}),
        r"encoder.cell.b_r as numbers of shape \(8,\), got torch.float32 of shape \(8, 1\)",
    ),
    "whole numbers for weights": (
        lambda h, w: w.update({"encoder.cell.b_r": torch.zeros(8, dtype=torch.long)}),
        r"got torch.int64 of shape \(8,\)",
    ),
    "weights that are none": (lambda h, w: (h, ["weights"]), "damaged or something else"),
    "a text for a weight": (
        lambda h, w: w.update({"encoder.cell.b_r": "8"}),
        "damaged or something else",
    ),
}


@pytest.mark.parametrize("case", CHANGES)
def test_a_changed_file_is_refused(case, tmp_path):
    change, message = CHANGES[case]
    save(adder(), tmp_path / "model")
    content = torch.load(tmp_path / "model", weights_only=True)
    header = json.loads(content["header"])
    other = change(header, content["weights"])
    header, weights = other if isinstance(other, tuple) else (header, content["weights"])
    header = json.dumps(header)
    tensors = isinstance(weights, dict) and all(map(torch.is_tensor, weights.values()))
    content = {"sha256": storage.digest(header, weights) if tensors else ""}
    torch.save(content | {"header": header, "weights": weights}, tmp_path / "model")
    with pytest.raises(ValueError, match=message):
        load(tmp_path / "model")


class Loud(Decoder):
    pass


def with_nan():
    net = adder()
    net.decoder.output.bias.data[3] = torch.nan
    return net


def with_another_part():
    net = adder()
    net.encoder.embedding = nn.Embedding(5, 4)
    return net


UNSAVED = {
    "a subclass": (
        lambda: Seq2Seq(Encoder(VOCAB, 4, 8, 5), Loud(VOCAB, 4, 8, 3)),
        "TransformerPronouncer, got Loud",
    ),
    "a module of torch": (lambda: nn.Linear(2, 2), "TransformerPronouncer, got Linear"),
    "a diverged model": (with_nan, "NaN or infinity in decoder.output.bias"),
    "another part than was made": (with_another_part, "encoder.embedding.weight as numbers of"),
}


@pytest.mark.parametrize("case", UNSAVED)
def test_what_cannot_be_loaded_again_is_not_saved(case, tmp_path):
    make, message = UNSAVED[case]
    save(adder(), tmp_path / "model")
    before = (tmp_path / "model").read_bytes()
    with pytest.raises(ValueError, match=message):
        save(make(), tmp_path / "model")
    assert (tmp_path / "model").read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["model"]


def test_an_interrupted_save_harms_nothing(tmp_path, monkeypatch):
    net = adder()
    save(net, tmp_path / "model")

    def interrupted(content, file):
        file.write(b"half a mod")
        raise KeyboardInterrupt

    monkeypatch.setattr(storage.torch, "save", interrupted)
    with pytest.raises(KeyboardInterrupt):
        save(adder(LETTERS), tmp_path / "model")
    assert [file.name for file in tmp_path.iterdir()] == ["model"]
    assert describe(load(tmp_path / "model")) == describe(net)


def test_a_save_replaces_the_file_and_does_not_write_into_it(tmp_path):
    """So at every moment there is one whole file under the name."""
    save(adder(), tmp_path / "model")
    (tmp_path / "same").hardlink_to(tmp_path / "model")
    save(adder(LETTERS), tmp_path / "model")
    load(tmp_path / "same", like=adder())
    load(tmp_path / "model", like=adder(LETTERS))


def test_a_saved_file_has_the_rights_of_any_other(tmp_path):
    save(adder(), tmp_path / "model")
    (tmp_path / "other").write_text("x")
    modes = {(tmp_path / name).stat().st_mode for name in ("model", "other")}
    assert len(modes) == 1
