"""The command that trains the large model of chapter 6, on a few words; and whether the file
that it has made belongs to this code."""

import pytest
import torch

from book import pronouncer
from utils.compact import load_compact, read_about, replace_about
from utils.data.pronouncer import FILE
from utils.data.pronunciations import Parts
from utils.recipes import pronunciation as recipe
from utils.training import device

WORDS = {"ab": ("@b",), "bad": ("b@d",), "cab": ("k@b",), "dad": ("d@d",), "dab": ("d@b",)}
PARTS = Parts(WORDS, {"bab": ("b@b",), "cad": ("k@d", "k@t")}, {"add": ("@d",)})


@pytest.fixture
def small(monkeypatch, tmp_path):
    """Small settings, and where to write."""
    sizes = {"hidden_size": 8, "embedding_size": 4, "attention_size": 4, "dropout": 0.25}
    monkeypatch.setattr(recipe, "LARGE", sizes)
    monkeypatch.setattr(recipe, "FIT_LARGE", {"epochs": 3, "batch_size": 2, "lr": 0.01})
    return tmp_path / "model.json", tmp_path / "new" / "checkpoint"


def made(small):
    pronouncer.make(PARTS, *small)
    return small[0]


def test_the_file_says_how_its_model_was_made(small):
    path = made(small)
    about = read_about(path)
    assert pronouncer.is_current(path)
    assert about["settings"] == pronouncer.settings()
    assert about["test"].keys() == {"width 1", "width 5"}
    assert about["device"] == device().type
    assert len(about["losses"]) == len(about["development WER"]) == 3
    assert about["development"]["32 bits"]["words"] == 2
    kept = recipe.score(load_compact(path).to(device()), PARTS.development)
    assert about["development"]["8 bits"] == about["sample"] == kept._asdict()
    # Of the three steps of an epoch the losses are the first epoch's.
    assert sum(about["first losses"]) / 3 == pytest.approx(about["losses"][0])


def test_products_are_exact_again_after_a_training(small):
    before = torch.get_float32_matmul_precision()
    made(small)
    assert torch.get_float32_matmul_precision() == before == "highest"


def test_a_training_that_was_done_elsewhere_is_taken_over(small, capsys):
    path, checkpoint = small
    made(small)
    first = path.read_bytes()
    path.unlink()
    capsys.readouterr()
    made(small)
    assert path.read_bytes() == first
    assert capsys.readouterr().out == "going on after epoch 3\n"
    checkpoint.unlink()
    made(small)
    assert path.read_bytes() == first, "a training without a stop gives the same"


def test_a_file_is_of_its_code_and_settings(small, monkeypatch):
    path = made(small)
    monkeypatch.setattr(pronouncer, "PATIENCE", 6)
    assert not pronouncer.is_current(path)
    monkeypatch.undo()
    assert not pronouncer.is_current(path.with_name("none"))


def test_a_file_is_kept_where_the_code_gives_the_same(small, monkeypatch):
    path = made(small)
    before = read_about(path)
    monkeypatch.setattr(pronouncer, "code", lambda: "other")
    assert not pronouncer.is_current(path)
    assert pronouncer.keep(PARTS, path) == []
    assert read_about(path) == before | {"fingerprint": "other"}
    assert pronouncer.is_current(path)


OTHER = {
    "another loss": (
        lambda about: about["first losses"].__setitem__(1, 2.5),
        ["loss of step 2: "],
    ),
    "other scores": (
        lambda about: about["sample"].update(wer=about["sample"]["wer"] - 1),
        ["{'wer': "],
    ),
    "other settings": (lambda about: about["settings"].update(seed=7), ["settings: "]),
}


@pytest.mark.parametrize("case", OTHER)
def test_a_file_is_not_kept_where_anything_is_different(case, small, monkeypatch):
    change, beginnings = OTHER[case]
    path = made(small)
    about = read_about(path)
    change(about)
    replace_about(path, about)
    before = path.read_bytes()
    monkeypatch.setattr(pronouncer, "code", lambda: "other")
    said = pronouncer.keep(PARTS, path)
    assert [text[: len(start)] for text, start in zip(said, beginnings, strict=True)] == (
        beginnings
    )
    assert path.read_bytes() == before


def test_another_order_of_the_examples_is_noticed(small, monkeypatch):
    path = made(small)
    monkeypatch.setattr(pronouncer, "SEED", 1)
    said = pronouncer.keep(PARTS, path)
    assert said[0].startswith("settings: ")
    assert said[1].startswith("loss of step 1: ")


def test_the_sample_comes_from_the_whole_part(monkeypatch):
    monkeypatch.setattr(pronouncer, "SAMPLE", 3)
    words = {f"{letter}b": ("b",) for letter in "abcdefg"}
    assert list(pronouncer.sample(words)) == ["ab", "cb", "eb"]
    assert list(pronouncer.sample({"ab": ("b",)})) == ["ab"]


@pytest.mark.skipif(not FILE.exists(), reason="there is no trained model: make pronounce")
def test_the_trained_model_is_of_this_code():
    assert pronouncer.is_current(), (
        "utils/data/pronouncer.json was made by other code: make pronounce KEEP=1 keeps it if "
        "the numbers are the same; else delete it, and make pronounce"
    )
