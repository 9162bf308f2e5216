"""The widgets that the notebooks have stored: their values, and the models in them."""

import json
import re
from collections import Counter
from functools import cache

import nbformat

from book.dependencies import NOTEBOOKS
from utils import cells
from utils.attention import AttentionDecoder
from utils.compact import load_compact
from utils.data import addition, dates, names, pronouncer
from utils.pronouncer import Pronouncer
from utils.recipes import dates as date_recipe
from utils.recipes import sums, writing
from utils.seq2seq import Decoder, Encoder, Seq2Seq
from utils.tagger import Tagger
from utils.transformer import Transformer
from utils.weights import restore
from utils.widgets.pronouncer_model import restore_pronouncer, store_pronouncer
from utils.widgets.writer_model import restore_writer
from utils.writer import Writer

WIDGET = re.compile(
    r'<div class="book-widget" data-widget="(?P<name>\w+)">.*?'
    r'<script type="application/json">(?P<values>.*?)</script></div>',
    re.DOTALL,
)
CHAPTERS = {path.stem: path for path in NOTEBOOKS}


@cache
def found(chapter: str) -> dict[str, re.Match]:
    """Each widget of a chapter as its notebook has stored it, by the widget's name; the second
    of a name is called "name 2"."""
    notebook = nbformat.read(CHAPTERS[chapter], as_version=4)
    outputs = [o for cell in notebook.cells for o in cell.get("outputs", [])]
    text = "".join(output.get("data", {}).get("text/html", "") for output in outputs)
    by_name, named = {}, Counter()
    for widget in WIDGET.finditer(text):
        name = widget["name"]
        named[name] += 1
        by_name[f"{name} {named[name]}" if named[name] > 1 else name] = widget
    return by_name


@cache
def widgets(chapter: str) -> dict[str, dict]:
    """The stored values of each widget of a chapter, by the widget's name."""
    return {name: json.loads(widget["values"]) for name, widget in found(chapter).items()}


def roommate_models() -> dict[tuple[str, str], Tagger]:
    """The models of the roommate, by chapter and name."""
    models = {}
    for chapter in ("01_rnn", "02_lstm", "03_gru"):
        for name, stored in widgets(chapter)["roommate"]["models"].items():
            weights = stored["weights"]
            units = weights["output.weight"]["shape"][1]
            kind = getattr(cells, stored["kind"])
            models[chapter, name] = restore(Tagger(kind(2, units), 3), weights)
    return models


def machine_model() -> Seq2Seq:
    """The model of the adding machine."""
    vocab = addition.VOCAB
    encoder = Encoder(vocab, 16, 128, max_length=5, domain=sums.DOMAIN)
    model = Seq2Seq(encoder, Decoder(vocab, 16, 128, max_length=3))
    return restore(model, widgets("04_seq2seq")["adding_machine"]["machine"]["weights"])


def word_writer() -> Writer:
    """The model of the word writer, as the page computes with it."""
    net = Writer(names.vocab(), names.LANGUAGES, 96, writing.MAX_LENGTH)
    return restore_writer(net, widgets("03_gru")["word_writer"]["writer"])


def explorer_models() -> dict[str, Seq2Seq | Transformer]:
    """The models of the attention explorers."""
    vocab = addition.VOCAB
    adder = Seq2Seq(
        Encoder(vocab, 16, 128, max_length=5, domain=sums.DOMAIN),
        AttentionDecoder(vocab, 16, 128, max_length=3, attention_size=32),
    )
    reader = Seq2Seq(
        Encoder(dates.source_vocab(), 16, 64, date_recipe.MAX_SOURCE, date_recipe.DOMAIN),
        AttentionDecoder(dates.ANSWER_VOCAB, 16, 64, dates.ANSWER_LENGTH, attention_size=32),
    )
    models = {"sums": adder, "dates": reader, "Transformer": sums.transformer(seed=0).cpu()}
    explorers = (
        values
        for name, values in widgets("05_attention").items()
        if name.startswith("attention_explorer")
    )
    return {
        name: restore(models[name], stored["weights"])
        for values in explorers
        for name, stored in values["models"].items()
    }


@cache
def word_reader() -> Pronouncer:
    """The model of chapter 6 as the page computes with it. The notebook has only its key; the
    page loads it from a file that the site has."""
    model = load_compact(pronouncer.FILE)
    return restore_pronouncer(model, store_pronouncer(model))
