"""Wrong input raises early, and the message names what was expected and what came."""

import datetime
import random
from threading import Lock

import pytest
import torch
from torch import nn

from utils.ablation import ablate
from utils.attention import AdditiveAttention, AttentionDecoder
from utils.cells import GRUCell, LSTMCell, RNNCell, unroll
from utils.data import Examples, addition, dates, memory, names, pronunciations, roommate
from utils.deep import DeepDecoder, DeepEncoder
from utils.diagnostics import fix_gate, gradient_back, jacobians
from utils.domain import Domain
from utils.error_rates import error_rates
from utils.exercises import Case, check
from utils.ngrams import NGrams
from utils.plots import attention_heatmap
from utils.recipes import memory as memory_recipe
from utils.recipes import pronunciation
from utils.recipes import roommate as roommate_recipe
from utils.recurrent import Recurrent
from utils.seq2seq import Decoder, Encoder, Seq2Seq
from utils.tagger import Tagger
from utils.training import Score, accuracy, exact_match, fit
from utils.transformer import SelfAttention
from utils.vocab import Vocab
from utils.widgets.walkthrough import Walkthrough
from utils.writer import Writer

VOCAB = Vocab("0123456789+")


def adder():
    return Seq2Seq(Encoder(VOCAB, 4, 8, max_length=5), Decoder(VOCAB, 4, 8, max_length=3))


def attentive():
    return Seq2Seq(Encoder(VOCAB, 4, 8, max_length=5), AttentionDecoder(VOCAB, 4, 8, 3, 5))


def attend(state=(2, 3), keys=(2, 6, 4), mask=None):
    mask = torch.ones(2, 6).bool() if mask is None else mask
    return AdditiveAttention(3, 4, 5)(torch.zeros(state), torch.zeros(keys), mask)


def train(x=4, y=4, y_value=0, **options):
    target = torch.full((y, 1), y_value)
    return fit(nn.Identity(), (torch.zeros(x, 1, 2),), target, **{"steps": 1, **options})


def writer(languages=("de", "tr")):
    return Writer(Vocab("abc"), languages, hidden_size=4, max_length=6)


def write(language="de", count=2, numbers=None, **options):
    """Words from a generator, or from these numbers."""
    if numbers is not None:
        return writer().write_from(torch.tensor(numbers), language, **options)
    return writer().write(language, count, torch.Generator(), **options)


def counted(words=("ab", "c"), languages=("de", "tr"), order=1, **options):
    return NGrams(Examples(list(words), list(languages)), Vocab("abc"), order, **options)


def pronouncing(words=None, **options):
    """A training on one word, or on these."""
    net = pronunciation.model(0, hidden_size=4, embedding_size=4, attention_size=4)
    return pronunciation.training(net, {"at": ("@t",)} if words is None else words, **options)


CASES = {
    # texts
    "unknown character": (
        lambda: adder().translate(["12x3"]),
        r"unknown character 'x' in '12x3'; the vocabulary is 0123456789\+_{}",
    ),
    "a script never seen": (lambda: adder().translate(["十二"]), "unknown character '十'"),
    "a space in a sum": (
        lambda: adder().translate(["12 + 34"]),
        r"unknown character ' ' \(a space\) in '12 \+ 34'; the vocabulary is",
    ),
    "a space that looks like any other": (
        lambda: adder().translate(["12\u00a0+1"]),
        r"unknown character '\\xa0' \(a no-break space\) in '12\\xa0\+1'",
    ),
    "what nobody sees": (
        lambda: VOCAB.encode("1\u200b"),
        r"'\\u200b' \(a zero width space\)",
    ),
    "sum too long": (
        lambda: adder().translate(["12+34", "123+456"]),
        r"expected a text of 1 to 5 characters, got 7: '123\+456'",
    ),
    "date too long": (
        lambda: Encoder(dates.source_vocab(), 4, 8, dates.max_source_length()).vocab.pack(
            ["Wednesday, September 30, 2025" + 10 * "5"], dates.max_source_length()
        ),
        "expected a text of 1 to 38 characters, got 39: 'Wednesday",
    ),
    "empty text": (lambda: adder().translate([""]), "1 to 5 characters, got 0: ''"),
    "empty batch of texts": (lambda: adder().translate([]), "at least one text, got an empty"),
    "a single text": (lambda: adder().translate("1+2"), "a list of texts, got the single text"),
    "no text at all": (lambda: adder().translate([None]), "expected texts, got None"),
    "ten thousand characters": (
        lambda: adder().translate(["1" * 10_000]),
        r"1 to 5 characters, got 10000: '1{58}",
    ),
    "a mark in a text": (lambda: adder().translate(["1_2"]), "cannot be part of a text: '1_2'"),
    "mark as a character": (lambda: Vocab("ab_"), "none of the marks _{}; got 'ab_'"),
    "character twice": (lambda: Vocab("aba"), "each character may be given once"),
    # data
    "too many words held out": (
        lambda: names.split_names(held_out=100_000),
        "the largest family of near-copies, .* always stays in training",
    ),
    "a language that is none of the ten": (
        lambda: names.encode(Examples(["tere"], ["et"])),
        r"languages out of cs, de, .*, got \['et'\]",
    ),
    "one answer for three words": (
        lambda: names.encode(Examples(["eins", "zwei", "drei"], ["de"])),
        "an answer for each word, got 1 for 3",
    ),
    "a text for a list of locales": (
        lambda: dates.split_dates(locales="fr"),
        "a list of locales, got the single text 'fr'",
    ),
    "a text for a list of formats": (
        lambda: dates.max_source_length(formats="long"),
        "a list of formats, got the single text 'long'",
    ),
    "an index that is none": (
        lambda: VOCAB.decode([-1]),
        r"indices from 0 to 13, got \[-1\]",
    ),
    "a character no text has": (lambda: Vocab("a\u00a0"), "as `normalize` writes them"),
    "a pattern of no digits": (lambda: addition.pattern(0), "at least 1 digit, got 0"),
    "a pattern that is none": (
        lambda: Domain("(1"),
        r"a regular expression, got '\(1'",
    ),
    "one year without the other": (
        lambda: Domain(".*", 1950),
        r"a first year and a last one, or neither; got \(1950, None\)",
    ),
    "the last year before the first": (
        lambda: Domain(".*", 2049, 1950),
        r"got \(2049, 1950\)",
    ),
    "unknown locale": (
        lambda: dates.write(datetime.date(2025, 1, 1), "xx_YY", "long"),
        "unknown locale 'xx_YY'; expected one of en_US, en_GB, .*, fi",
    ),
    "malformed locale": (lambda: dates.source_vocab(["not a locale"]), "unknown locale 'not a"),
    "locale that is no text": (lambda: dates.source_vocab([5]), "unknown locale 5"),
    "a list for a locale": (
        lambda: dates.write(datetime.date(2025, 1, 1), ["fr"], "long"),
        r"unknown locale \['fr'\]",
    ),
    "no locales": (lambda: dates.split_dates(locales=[]), r"one of each, got locales=\[\]"),
    "no formats": (lambda: dates.max_source_length(formats=[]), r"formats=\[\]"),
    "date as text": (
        lambda: dates.write("2025-11-22", "fr", "long"),
        "a datetime.date, got '2025",
    ),
    "a slip without a word": (
        lambda: dates.slip("22.11.2025", random.Random(0)),
        "a word of three letters, got '22.11.2025'",
    ),
    "unknown format": (
        lambda: dates.split_dates(formats=["tiny"]),
        "one of the formats medium, long, full, got 'tiny'",
    ),
    "years reversed": (lambda: dates.split_dates(years=(2001, 2000)), "first year before the"),
    "too few dates": (
        lambda: dates.split_dates(years=(2001, 2001), held_out=365),
        "held_out from 0 to 364, got 365",
    ),
    "no digits": (lambda: addition.split_pairs(digits=0), "at least 1 digit, got 0"),
    "too few sums": (
        lambda: addition.split_pairs(digits=1, held_out=56),
        "at most 55 unordered pairs with 1 digits, got train=-1 and held_out=56",
    ),
    "too many sums": (lambda: addition.split_pairs(digits=4), "say how many to train on"),
    "no days": (lambda: roommate.cycle(2, 0), "batch and days of at least 1, got 2 and 0"),
    "rain above 1": (lambda: roommate.with_weather(1, 1, 0, rain=3), "0 to 1, got 3"),
    # cells
    "no hidden units": (lambda: GRUCell(2, 0), "input_size=2, hidden_size=0"),
    "input of another size": (
        lambda: RNNCell(2, 3).step(torch.zeros(5, 4), torch.zeros(5, 3)),
        r"x of shape \(batch, input_size=2\) with at least one row, got \(5, 4\)",
    ),
    "empty batch": (lambda: unroll(RNNCell(2, 3), torch.zeros(0, 4, 2)), r"got \(0, 4, 2\)"),
    "a sequence of another size": (
        lambda: unroll(RNNCell(3, 3), torch.zeros(2, 5, 4)),
        r"\(batch, time, input_size=3\) with at least one row and one step, got \(2, 5, 4\)",
    ),
    "no time steps": (lambda: unroll(RNNCell(2, 3), torch.zeros(4, 0, 2)), r"got \(4, 0, 2\)"),
    "sequence without batch": (
        lambda: unroll(RNNCell(2, 3), torch.zeros(4, 2)),
        r"got \(4, 2\)",
    ),
    "state of another size": (
        lambda: RNNCell(2, 3).step(torch.zeros(5, 2), torch.zeros(5, 4)),
        r"state of shape \(batch, hidden_size\) = \(5, 3\), got \(5, 4\)",
    ),
    "state of another batch": (
        lambda: GRUCell(2, 3).step(torch.zeros(5, 2), torch.zeros(1, 3)),
        r"= \(5, 3\), got \(1, 3\)",
    ),
    "no state": (lambda: RNNCell(2, 3).step(torch.zeros(5, 2), None), "got NoneType"),
    "LSTM state for a GRU": (
        lambda: GRUCell(2, 3).step(torch.zeros(5, 2), (torch.zeros(5, 3),) * 2),
        r"\(5, 3\), got tuple",
    ),
    "LSTM state without c": (
        lambda: LSTMCell(2, 3).step(torch.zeros(5, 2), torch.zeros(5, 3)),
        r"the pair \(h, c\), got Tensor",
    ),
    "LSTM c of another size": (
        lambda: LSTMCell(2, 3).step(torch.zeros(5, 2), (torch.zeros(5, 3), torch.zeros(5, 1))),
        r"= \(5, 3\), got \(5, 1\)",
    ),
    "unknown reset": (lambda: GRUCell(2, 3, reset="never"), "'before' or 'after', got 'never'"),
    "another module": (lambda: LSTMCell.from_torch(nn.GRU(1, 1)), "an nn.LSTM, got GRU"),
    "two layers": (lambda: RNNCell.from_torch(nn.RNN(1, 1, num_layers=2)), "one layer"),
    "two directions": (lambda: GRUCell.from_torch(nn.GRU(1, 1, bidirectional=True)), "one dir"),
    "unknown nonlinearity": (
        lambda: RNNCell(1, 1, nonlinearity="sigmoid"),
        "'tanh' or 'relu', got 'sigmoid'",
    ),
    "a GRU that torch does not have": (
        lambda: GRUCell(1, 1).to_torch(),
        "reset='after': nn.GRU knows no other",
    ),
    "a tensor of two rows as the LSTM's pair": (
        lambda: unroll(LSTMCell(2, 3), torch.zeros(2, 4, 2), torch.zeros(2, 3)),
        r"the pair \(h, c\), got Tensor",
    ),
    # layers
    "a mask of another shape": (
        lambda: Recurrent(GRUCell, 3, 4)(torch.zeros(2, 3, 3), torch.ones(2, 4).bool()),
        r"of shape \(2, 3\), got torch.bool of shape \(2, 4\)",
    ),
    "an encoder of more layers": (
        lambda: Seq2Seq(
            DeepEncoder(VOCAB, 4, 8, 5, layers=2), DeepDecoder(VOCAB, 4, 8, 3)
        ).translate(["1+2"]),
        r"state of shape \(batch, hidden_size\) = \(1, 8\), got tuple",
    ),
    "another thing than layers of torch": (
        lambda: Recurrent.from_torch(nn.Linear(1, 1)),
        "an nn.RNN, nn.LSTM or nn.GRU, got Linear",
    ),
    # models
    "sizes that do not fit": (
        lambda: Seq2Seq(Encoder(VOCAB, 4, 8, 5), AttentionDecoder(VOCAB, 4, 9, 3, 5)),
        "got 8 in the encoder, 9 in the decoder",
    ),
    "answers missing": (
        lambda: adder()(VOCAB.pack(["1+2", "3+4"], 5), VOCAB.pack(["3"], 3)),
        "as many answers as texts, got 1 and 2",
    ),
    "attention keys": (
        lambda: attend(keys=(2, 6, 9)),
        r"\(batch, source, 4\), got \(2, 6, 9\)",
    ),
    "attention state": (lambda: attend(state=(1, 3)), r"state of shape \(2, 3\), got \(1, 3\)"),
    "attention asked with the LSTM's pair": (
        lambda: AdditiveAttention(3, 4, 5)(
            (torch.zeros(2, 3), torch.zeros(2, 3)), torch.zeros(2, 6, 4), torch.ones(2, 6) > 0
        ),
        r"state as a tensor of shape \(2, 3\), got a tuple; of the LSTM's pair \(h, c\) give h",
    ),
    "attention mask": (
        lambda: attend(mask=torch.ones(2, 5).bool()),
        r"mask of shape \(2, 6\), got \(2, 5\)",
    ),
    "attention mask of numbers": (lambda: attend(mask=torch.ones(2, 6)), "True and False, got"),
    "attention projected": (
        lambda: AdditiveAttention(3, 4, 5)(
            torch.zeros(2, 3),
            torch.zeros(2, 6, 4),
            torch.ones(2, 6).bool(),
            torch.zeros(1, 6, 5),
        ),
        r"projected of shape \(2, 6, 5\), got \(1, 6, 5\)",
    ),
    "only padding": (
        lambda: attend(mask=torch.tensor([[True] * 6, [False] * 6])),
        "got only padding",
    ),
    "everything masked": (
        lambda: attentive().translate(["1+2"], masked=torch.ones(1, 6).bool()),
        "got only padding",
    ),
    "mask of another shape": (
        lambda: attentive().translate(["1+2"], masked=torch.ones(6).bool()),
        r"masked of True and False, of shape \(1, 6\), got torch.bool of shape \(6,\)",
    ),
    "masked in a model without attention": (
        lambda: adder().translate(["1+2"], masked=torch.ones(1, 6).bool()),
        "a model with attention, to mask states",
    ),
    "a row that may look nowhere": (
        lambda: SelfAttention(4, 2)(torch.zeros(1, 3, 4), torch.zeros(1, 3, 3).bool()),
        "every row to look somewhere",
    ),
    "heads that do not share": (lambda: SelfAttention(10, 4), "that 4 heads can share, got 10"),
    # a writer
    "a language it was not told of": (
        lambda: write("fi"),
        r"languages out of de, tr, got \['fi'\]",
    ),
    "a mixture with another language": (
        lambda: write({"de": 0.5, "fi": 0.5}),
        r"languages out of de, tr, got \['fi'\]",
    ),
    "weights that do not sum to 1": (
        lambda: write({"de": 0.5, "tr": 0.6}),
        r"weights of 0 to 1 that sum to 1, got {'de': 0.5, 'tr': 0.6}",
    ),
    "a negative weight": (lambda: write({"de": 1.5, "tr": -0.5}), "of 0 to 1 that sum to 1"),
    "no weights": (lambda: write({}), r"that sum to 1, got {}"),
    "a language for a list of them": (
        lambda: writer().tell("de"),
        "a list of languages, got the single one 'de'",
    ),
    "one language for two words": (
        lambda: writer().log_probability(["ab", "c"], ["de"]),
        "a language for each word, got 1 for 2",
    ),
    "temperature 0": (
        lambda: write(temperature=0.0),
        "a temperature above 0, and finite; got 0.0",
    ),
    "a temperature below 0": (lambda: write(temperature=-1.0), "above 0, and finite; got -1"),
    "an endless temperature": (lambda: write(temperature=float("inf")), "finite; got inf"),
    "a temperature that is no number": (
        lambda: write(temperature=float("nan")),
        "finite; got nan",
    ),
    "an unknown letter to begin with": (
        lambda: write(beginning="ax"),
        "unknown character 'x' in 'ax'; the vocabulary is abc_{}",
    ),
    "a mark to begin with": (lambda: write(beginning="a}"), "cannot be part of a text: 'a}'"),
    "a beginning that is too long": (
        lambda: write(beginning="abc", max_length=2),
        "no longer than max_length, got count=2, max_length=2, beginning='abc'",
    ),
    "no words to write": (lambda: write(count=0), "at least 1 .* got count=0"),
    "words of no letters": (lambda: write(max_length=0), "at least 1 .* max_length=0"),
    "a word of too many letters": (
        lambda: writer().log_probability(["abcabca"], ["de"]),
        "a text of 1 to 6 characters, got 7: 'abcabca'",
    ),
    "a random number of 1": (
        lambda: write(numbers=[[0.5, 1.0]]),
        r"random numbers in \[0, 1\), got 1.0",
    ),
    "a random number below 0": (lambda: write(numbers=[[-0.5]]), r"in \[0, 1\), got -0.5"),
    "a random number that is none": (lambda: write(numbers=[[float("nan")]]), "got nan"),
    "one row of random numbers": (
        lambda: write(numbers=[0.5]),
        r"of shape \(words, letters\), got \(1,\)",
    ),
    "no random numbers": (lambda: write(numbers=[[]]), r"\(words, letters\), got \(1, 0\)"),
    "a writer of no language": (lambda: writer(()), r"different languages, got \(\)"),
    "a language twice": (lambda: writer(("de", "de")), r"different languages, got \('de', 'de"),
    "a text for a list of languages": (lambda: writer("de"), "different languages, got 'de'"),
    "a writer of words without letters": (
        lambda: Writer(Vocab("abc"), ["de"], hidden_size=4, max_length=0),
        "max_length of at least 1, got 0",
    ),
    # counting
    "counts of a language for two words": (
        lambda: counted(languages=["de"]),
        "a language for each word, got 1 for 2",
    ),
    "counts of nothing": (lambda: counted([], []), "at least one text, got an empty batch"),
    "an unknown letter to count": (
        lambda: counted(["ab", "x"]),
        "unknown character 'x' in 'x'",
    ),
    "an unknown letter to guess": (
        lambda: counted().log_probability(["ax"], ["de"]),
        "unknown character 'x' in 'ax'",
    ),
    "a language that was not counted": (
        lambda: counted().log_probability(["ab"], ["fi"]),
        r"languages out of de, tr, got \['fi'\]",
    ),
    "an order below 0": (lambda: counted(order=-1), "order of at least 0, .* got order=-1"),
    "a prior without weight": (
        lambda: counted(strength=0.0),
        "strength above 0 .* strength=0.0",
    ),
    "a share above 1": (lambda: counted(own=1.5), "own from 0 to 1, got .* own=1.5"),
    # looking inside
    "no such state to remove": (
        lambda: ablate(attentive(), ["1+2"], "best"),
        "one of most, least, random, got 'best'",
    ),
    "nothing to look back with": (
        lambda: ablate(adder(), ["1+2"], "most"),
        "a model with an AttentionDecoder, got a Decoder",
    ),
    "no such gate": (
        lambda: fix_gate(Tagger(GRUCell(2, 3), 3), "f", 1),
        r"one of the gates \['r', 'z'\], got 'f'",
    ),
    "a gate of a model without a cell": (lambda: fix_gate(adder(), "f", 1), r"gates \[\]"),
    "no such symbol": (
        lambda: gradient_back(RNNCell(2, 3), torch.zeros(1, 4, 2), "c"),
        r"one of the symbols \('x', 'h_prev', 'a', 'h'\), got 'c'",
    ),
    "jacobians of two runs": (
        lambda: jacobians(RNNCell(2, 3), torch.zeros(2, 4, 2)),
        "an RNNCell and one run, got .* 2 runs",
    ),
    "nothing to check": (lambda: check(len), "at least one case"),
    "no function": (lambda: check(3, Case((), 3)), "expected a function to check, got int"),
    "no Case": (lambda: check(len, Case(("a",), 1), (("a",), 1)), "case 2: .*Case, got tuple"),
    "one argument": (lambda: check(len, Case("a", 1)), "case 1: .*tuple of arguments, got str"),
    "no reason": (lambda: check(len, Case(("a",), 1, True)), "says why, got bool"),
    "no copy": (lambda: check(len, Case((iter("a"), Lock()), 1)), "cannot be copied: .*lock"),
    "expects None": (lambda: check(len, Case(("a",), [None])), "None cannot be expected"),
    "expects a type": (lambda: check(len, Case(("a",), {"a": int})), "compare .* with type"),
    "below 0": (lambda: check(len, Case(("a",), 1), tolerance=-1.0), "at least 0, got -1"),
    "no time": (lambda: check(len, Case(("a",), 1), seconds=0.0), "more than 0 seconds, got 0"),
    "half a gate": (
        lambda: fix_gate(Tagger(LSTMCell(2, 3), 3), "f", 0.5),
        "0 or 1, got 0.5",
    ),
    "a class of torch for a cell": (
        lambda: roommate_recipe.network(nn.LSTM, seed=0),
        r"the class of a cell, such as LSTMCell, got that of LSTM\(2, 16\)",
    ),
    "a module of torch for a cell": (
        lambda: Tagger(nn.LSTM(2, 3), 3),
        "a cell of utils.cells, got LSTM",
    ),
    "the identity for an LSTM": (
        lambda: memory_recipe.adder(LSTMCell, seed=0, hidden_size=3, identity=True),
        "RNNCell to start from the identity, got LSTMCell",
    ),
    "a memory of one step": (
        lambda: LSTMCell(2, 3).reset_to_chrono(1),
        "at least 2 steps, got 1",
    ),
    "a sum in one step": (
        lambda: memory.adding_problem(3, length=1, seed=0),
        "at least 2 steps, got batch=3 and length=1",
    ),
    "one kind to recall": (
        lambda: memory.recall(3, length=5, kinds=1, seed=0),
        "at least 2 kinds to tell apart, got 1",
    ),
    "a cell for its network": (
        lambda: Walkthrough.of_cell(LSTMCell(2, 4), "SR"),
        r"expected a Tagger, as `roommate.network` makes it, got LSTMCell\(2, 4\)",
    ),
    "cut at every 0 steps": (
        lambda: Tagger(RNNCell(2, 3), 3, truncate=0),
        "at least 1 step",
    ),
    # training
    "no examples": (lambda: train(0, 0), "at least one example, got an empty batch"),
    "no answer asked for": (
        lambda: train(y_value=-100),
        "at least one position of every example, got only -100 in 4 of 4",
    ),
    "no evaluation": (lambda: train(every=0), "batch_size=128, every=0"),
    "accuracy of unequal lengths": (
        lambda: accuracy(nn.Identity(), torch.zeros(5, 4, 3), torch.zeros(1, 4)),
        r"positions of x \(5, 4\), got y of shape \(1, 4\)",
    ),
    "unequal lengths": (lambda: train(3, 4), r"as many inputs as targets, got \[3\] and 4"),
    "inputs that are no tuple": (
        lambda: fit(nn.Identity(), torch.zeros(4, 1, 2), torch.zeros(4, 1).long(), steps=1),
        "inputs as a tuple, got Tensor",
    ),
    "a score of nothing": (lambda: Score(0, 0), "a total of at least 1; got Score"),
    "a score above its total": (lambda: Score(3, 2), "0 to total right answers"),
    "clip at nothing": (lambda: train(clip=0), "clip above 0, or None, got 0"),
    "no steps": (lambda: train(steps=0), "got steps=0, batch_size=128"),
    "no batch size": (lambda: train(batch_size=0), "got steps=1, batch_size=0"),
    "nothing to score": (
        lambda: exact_match(adder(), Examples([], [])),
        "at least one example",
    ),
    "no epochs": (
        lambda: pronouncing(epochs=0),
        "example, epoch and example per batch, got 1, 0",
    ),
    "an epoch without examples": (
        lambda: pronouncing({}, epochs=1),
        "at least one example, epoch",
    ),
    "epochs in batches of nothing": (
        lambda: pronouncing(epochs=1, batch_size=0),
        "per batch, got 1, 1 and 0",
    ),
    "a single word to pronounce": (
        lambda: pronunciation.pronounce(attentive(), "knight"),
        "a list of words, got the single word 'knight'",
    ),
    "a word that cannot be pronounced": (
        lambda: pronunciation.pronounce(attentive(), ["knight"]),
        "expected a text of 1 to 5 characters, got 6: 'knight'|unknown character 'k'",
    ),
    "a sound that is none": (
        lambda: pronunciations.spell("nQt"),
        r"expected sounds out of a@AcW.*, got \['Q'\]",
    ),
    "error rates of nothing": (
        lambda: error_rates([], []),
        "a right answer for each, got 0 answers for 0 words",
    ),
    "fewer answers than words": (
        lambda: error_rates(["a"], [["a"], ["b"]]),
        "got 1 answers for 2 words",
    ),
    "a word without a right answer": (
        lambda: error_rates(["a"], [[]]),
        "and a right answer for each",
    ),
    "heatmap too small": (
        lambda: attention_heatmap(None, torch.zeros(2, 3), "12+34}", "46"),
        r"at most \(2, 3\) \(answer, source\) characters, got \(2, 6\)",
    ),
    "heatmap with a mask of another shape": (
        lambda: attention_heatmap(None, torch.zeros(2, 3), "1}", "46", torch.ones(2, 2).bool()),
        r"a mask of the weights' shape \(2, 3\), got \(2, 2\)",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_message(case):
    act, message = CASES[case]
    with pytest.raises(ValueError, match=message):
        act()
