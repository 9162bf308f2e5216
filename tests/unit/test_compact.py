"""A model comes back from one JSON file, and what is not such a file is refused."""

import json
import math

import pytest
import torch
from torch import nn

from utils import compact
from utils.blueprint import describe
from utils.cells import GRUCell
from utils.compact import load_compact, read_about, replace_about, save_compact
from utils.data.pronunciations import LETTERS, SOUND_VOCAB
from utils.recipes import pronunciation
from utils.tagger import Tagger
from utils.weights import restore, store

TINY = {"hidden_size": 8, "embedding_size": 4, "attention_size": 4}
WORDS = ["knight", "o'clock", "a"]
ABOUT = {"scores": [0.5, 0.25], "settings": {"seed": 0}, "said": "größer"}


def pronouncer(seed=0):
    return pronunciation.model(seed, **TINY, dropout=0.25, layers=2).eval()


def transformer():
    return pronunciation.transformer(seed=0, size=8, layers=2, heads=2).eval()


def tagger():
    torch.manual_seed(0)
    return Tagger(GRUCell(3, 4), 2)


@pytest.mark.parametrize("make", [pronouncer, transformer, tagger])
@pytest.mark.parametrize("bits", [32, 8, 7])
def test_a_model_comes_back_with_the_weights_that_were_kept(make, bits, tmp_path):
    net = make()
    save_compact(net, tmp_path / "model.json", bits, ABOUT)
    back, kept = load_compact(tmp_path / "model.json"), restore(net, store(net, bits))
    assert type(back) is type(net)
    assert describe(back) == describe(net)
    assert not back.training
    assert list(back.state_dict()) == list(net.state_dict())
    for name, weight in kept.state_dict().items():
        assert torch.equal(back.state_dict()[name], weight), name
    assert read_about(tmp_path / "model.json") == ABOUT


@pytest.mark.parametrize("make", [pronouncer, transformer])
def test_it_answers_as_the_rounded_model_does(make, tmp_path):
    net = make()
    save_compact(net, tmp_path / "model.json", 8, {})
    back = load_compact(tmp_path / "model.json")
    kept = restore(net, store(net, 8)).eval()
    assert back.translate(WORDS).written == kept.translate(WORDS).written
    assert back.domain == net.domain == pronunciation.DOMAIN


def test_fewer_bits_make_a_smaller_file(tmp_path):
    for bits in (32, 8):
        save_compact(Tagger(GRUCell(64, 64), 2), tmp_path / f"{bits}", bits, {})
    assert 2 * (tmp_path / "8").stat().st_size < (tmp_path / "32").stat().st_size


def test_another_about_leaves_every_weight_as_it_is(tmp_path):
    path = tmp_path / "model.json"
    save_compact(pronouncer(), path, 8, ABOUT)
    before = json.loads(path.read_text("utf-8"))
    replace_about(path, {"scores": []})
    after = json.loads(path.read_text("utf-8"))
    assert read_about(path) == {"scores": []}
    assert load_compact(path)
    assert {name for name in before if before[name] != after[name]} == {"about", "sha256"}


def test_another_model_than_asked_for_is_refused(tmp_path):
    save_compact(pronouncer(), tmp_path / "model.json", 8, {})
    load_compact(tmp_path / "model.json", like=pronouncer(seed=1))
    with pytest.raises(ValueError, match=r"class = 'Pronouncer' instead of 'Transf"):
        load_compact(tmp_path / "model.json", like=transformer())


def test_a_file_cut_or_changed_anywhere_is_refused(tmp_path):
    whole, other = tmp_path / "whole", tmp_path / "other"
    save_compact(tagger(), whole, 8, ABOUT)
    content = whole.read_bytes().rstrip()
    broken = [content[:length] for length in range(0, len(content), 7)]
    for place in range(0, len(content), 7):
        changed = bytes([content[place] ^ 1])
        broken.append(content[:place] + changed + content[place + 1 :])
    for text in broken:
        other.write_bytes(text)
        with pytest.raises(ValueError, match=r"damaged or something else|a file of format"):
            load_compact(other)
        with pytest.raises(ValueError, match=r"damaged or something else|a file of format"):
            read_about(other)


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"5", b"\xff", b"[" * 100_000, b"PK"])
def test_other_files_are_refused(content, tmp_path):
    (tmp_path / "model").write_bytes(content)
    with pytest.raises(ValueError, match=r"as `save_compact` writes it, got .*model, which is"):
        load_compact(tmp_path / "model")


def test_no_file(tmp_path):
    with pytest.raises(FileNotFoundError):
        load_compact(tmp_path / "model")


def encoder(content):
    return content["model"]["arguments"]["encoder"]["arguments"]


def bias(content):
    return content["weights"]["decoder.output.bias"]


CHANGES = {
    "another version": (lambda c: c.update(version=2), "version 1, got .*, version 2"),
    "another format": (lambda c: c.update(format="other"), "compact', version 1, got 'other'"),
    "no model": (lambda c: c.pop("model"), "damaged or something else"),
    "something more": (lambda c: c.update(more=1), "damaged or something else"),
    "an unknown class": (
        lambda c: c["model"].update({"class": "os.system"}),
        "got the unknown class 'os.system'",
    ),
    "another vocabulary": (
        lambda c: encoder(c)["vocab"]["arguments"].update(characters="abc"),
        r"encoder.embedding.weight as numbers of shape \(6, 4\), got .* of shape \(30, 4\)",
    ),
    "other sizes": (lambda c: encoder(c).update(hidden_size=9), "got 9 in the encoder, 8 in"),
    "a weight missing": (
        lambda c: c["weights"].pop("decoder.output.bias"),
        r"missing=\['decoder.output.bias'\], extra=\[\]",
    ),
    "a weight too many": (
        lambda c: c["weights"].update(more=bias(c)),
        r"missing=\[\], extra=\['more'\]",
    ),
    "an infinite weight": (
        lambda c: bias(c).update(scale=[1e39]),
        "NaN or infinity in decoder.output.bias",
    ),
    "numbers that are none": (lambda c: bias(c).update(data="?"), "damaged or something else"),
    "too few numbers": (lambda c: bias(c).update(shape=[5]), "damaged or something else"),
    "a weight without its shape": (lambda c: bias(c).pop("shape"), "damaged or something else"),
    "weights in a list": (lambda c: c.update(weights=[1]), "damaged or something else"),
}


@pytest.mark.parametrize("case", CHANGES)
def test_a_changed_file_is_refused(case, tmp_path):
    """Even if whoever changed it has brought the checksum up to date."""
    change, message = CHANGES[case]
    path = tmp_path / "model.json"
    save_compact(pronouncer(), path, 8, {})
    content = json.loads(path.read_text("utf-8"))
    change(content)
    path.write_text(json.dumps(content | {"sha256": compact.digest(content)}), "utf-8")
    with pytest.raises(ValueError, match=message):
        load_compact(path)


class Loud(Tagger):
    pass


def with_nan():
    net = pronouncer()
    net.decoder.output.bias.data[3] = torch.nan
    return net


def with_another_part():
    net = pronouncer()
    net.encoder.embedding = nn.Embedding(5, 4)
    return net


UNSAVED = {
    "a subclass": (lambda: Loud(GRUCell(3, 4), 2), 8, {}, "got Loud"),
    "a diverged model": (with_nan, 8, {}, "NaN or infinity in decoder.output.bias"),
    "another part": (with_another_part, 8, {}, "encoder.embedding.weight as numbers of"),
    "other bits": (tagger, 9, {}, r"expected bits of \(32, 8, 7, 6\), got 9"),
    "a tensor in about": (tagger, 8, {"a": torch.ones(1)}, "about as JSON can hold it, but"),
    "NaN in about": (tagger, 8, {"a": math.nan}, "about as JSON can hold it, but"),
}


@pytest.mark.parametrize("case", UNSAVED)
def test_what_cannot_be_loaded_again_is_not_saved(case, tmp_path):
    make, bits, about, message = UNSAVED[case]
    save_compact(tagger(), tmp_path / "model", 8, ABOUT)
    before = (tmp_path / "model").read_bytes()
    with pytest.raises(ValueError, match=message):
        save_compact(make(), tmp_path / "model", bits, about)
    assert (tmp_path / "model").read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["model"]


def test_the_vocabularies_come_back(tmp_path):
    save_compact(pronouncer(), tmp_path / "model", 8, {})
    back = load_compact(tmp_path / "model")
    assert back.source_vocab.characters == LETTERS.characters
    assert back.target_vocab.characters == SOUND_VOCAB.characters
