"""The walkthrough: its numbers are the model's, its code the source's. How it behaves on a
page: test_walkthrough_page. That its formulas are the chapters': test_formulas."""

import json
import re
from xml.etree import ElementTree

import pytest
import torch
from traitlets import TraitError

from book.figures.formulas import as_json
from utils.attention import AttentionDecoder, DotAttention
from utils.cells import GRUCell, LSTMCell, RNNCell, trace, unroll
from utils.data.addition import VOCAB
from utils.recipes import pronunciation
from utils.seq2seq import Decoder, Encoder, Seq2Seq
from utils.tagger import Tagger
from utils.training import set_seed
from utils.widgets import cell_formulas
from utils.widgets.attention_formula import ATTENTION
from utils.widgets.attention_walkthrough import attention_walkthrough
from utils.widgets.formulas import FILE, MATHML, MINUS, code_lines
from utils.widgets.pronouncer_formula import BACKWARD, FORWARD, PRONOUNCER
from utils.widgets.pronouncer_walkthrough import pronouncer_walkthrough
from utils.widgets.seq2seq_formula import SEQ2SEQ
from utils.widgets.seq2seq_walkthrough import seq2seq_walkthrough
from utils.widgets.walkthrough import Walkthrough

FORMULAS = cell_formulas.FORMULAS | {
    "Seq2Seq": SEQ2SEQ,
    "AdditiveAttention": ATTENTION,
    "Pronouncer": PRONOUNCER,
}
CELLS = {"RNNCell": RNNCell, "LSTMCell": LSTMCell, "GRUCell": GRUCell}
WEATHER = "SRRSRSSRRRSR"
NUMBERS = {"rtol": 0, "atol": 1e-5}


def tagger(kind, units=16):
    set_seed(0)
    return Tagger(CELLS[kind](2, units), 3)


def adder(units=128):
    set_seed(0)
    sizes = VOCAB, 16, units
    return Seq2Seq(Encoder(*sizes, 5), AttentionDecoder(*sizes, 3, attention_size=32))


def plain_adder(units=128):
    set_seed(0)
    sizes = VOCAB, 16, units
    return Seq2Seq(Encoder(*sizes, 5), Decoder(*sizes, 3))


def pronouncer(**options):
    return pronunciation.model(0, 8, 4, 6, **options).eval()


def walkthrough(kind):
    if kind in CELLS:
        return Walkthrough.of_cell(tagger(kind), WEATHER, title=kind)
    if kind == "Seq2Seq":
        return seq2seq_walkthrough(plain_adder(), "27+68")
    if kind == "Pronouncer":
        return pronouncer_walkthrough(pronouncer(), "rate")
    return attention_walkthrough(adder(), "27+68")


# ---- The formulas ----


WENT_IN = {"x", "h_prev", "c_prev", "y", "s_prev"}


@pytest.mark.parametrize("kind", FORMULAS)
def test_every_field_of_the_step_has_its_line(kind):
    formula = FORMULAS[kind]
    given = [field for line in formula.lines for field in line.fields]
    fields = formula.step._fields
    if kind in CELLS:
        assert given.pop() == "y"  # what the tagger says to the step
        x = torch.eye(2)[None]
        assert type(trace(tagger(kind).cell, x)) is formula.step
    elif kind == "Seq2Seq":
        assert given.pop(0) == "state"  # the encoder gives it
        step = next(plain_adder().steps(plain_adder().pack(["1+2"]), None))
        fields = [name for name in fields if getattr(step, name) is not None]
    elif kind == "Pronouncer":
        assert (given.pop(0), given.pop(0)) == ("x", "s")  # the encoder gives both
    else:
        assert type(next(adder().steps(adder().pack(["1+2"]), None))) is formula.step
    assert sorted(given) == sorted(set(fields) - WENT_IN)
    for field in fields:
        assert formula.tex_of(field) in formula.symbols
    for line in formula.lines:
        assert line.function or formula.tex_of(line.fields[-1]) == line.result
        source = "".join(text for text, _ in code_lines(formula)[formula.lines.index(line)][-1])
        assert re.match(rf"(\w+, )?{line.fields[-1]} = |return ", source)


def test_a_field_that_no_line_of_code_gives():
    line = FORMULAS["LSTMCell"].lines[0]._replace(fields=("nothing",))
    wrong = FORMULAS["LSTMCell"]._replace(lines=(line,), functions=(LSTMCell.check,))
    with pytest.raises(ValueError, match="expected an assignment to nothing"):
        code_lines(wrong)


# What looks like a symbol: with an index, or with a name of its own.
NAMED = {"tanh", "exp", "GRU", "\N{GREEK SMALL LETTER SIGMA}", "⊙"}


def looks_like_a_symbol(node):
    indexed = node.tag in ("msub", "msubsup") and node[0].text != "∑"
    return indexed or node.text in NAMED


def unmarked(node):
    """What looks like a symbol, but stands in none."""
    if node.get("data-symbol"):
        return []
    found = [child for child in node if looks_like_a_symbol(child)]
    return found + [one for child in node for one in unmarked(child) if child not in found]


@pytest.mark.parametrize("kind", FORMULAS)
def test_every_symbol_of_a_line_is_known_and_stands_in_its_code(kind):
    formula = FORMULAS[kind]
    for line, code in zip(formula.lines, code_lines(formula), strict=True):
        math = ElementTree.fromstring(MATHML[line.math])
        assert unmarked(math) == []
        symbols = {node.get("data-symbol") for node in math.iter()} - {None}
        assert symbols <= set(formula.symbols)
        named = {symbol for pieces in code for _, found in pieces for symbol in found}
        named |= {part for symbol in named for part in formula.symbols[symbol].parts}
        assert symbols <= named
        assert named - symbols <= {name for name in named if formula.symbols[name].parts}


def test_mathml_is_as_in_the_chapters():
    for line, expected in (
        (FORMULAS["GRUCell"].lines[-2], "ht=zt⊙ht-1+(1-zt)⊙h~t"),
        (FORMULAS["RNNCell"].lines[0], "at=xtWxhT+ht-1WhhT+bh"),
    ):
        text = "".join(ElementTree.fromstring(MATHML[line.math]).itertext())
        assert text.replace(MINUS, "-").replace("\N{SMALL TILDE}", "~") == expected


def test_the_mathml_is_of_the_formulas_as_they_are():
    assert FILE.read_text("utf-8") == as_json(), "python -m book.figures.formulas"


# ---- The numbers ----


@pytest.mark.parametrize("kind", CELLS)
def test_the_numbers_of_a_cell_are_those_of_its_trace(kind):
    model, widget = tagger(kind), walkthrough(kind)
    x = torch.eye(2)[["SR".index(letter) for letter in WEATHER]][None]
    with torch.no_grad():
        step, y = trace(model.cell, x), model(x)
    for t in range(1, len(WEATHER) + 1):
        widget.t = t
        for name, field in step._asdict().items():
            tex = FORMULAS[kind].tex_of(name)
            torch.testing.assert_close(widget.values(tex), field[0, t - 1], **NUMBERS)
        torch.testing.assert_close(widget.values("y_t"), y[0, t - 1], **NUMBERS)
        before = step.h[0, t - 2] if t > 1 else torch.zeros(16)
        torch.testing.assert_close(widget.values("h_{t-1}"), before, **NUMBERS)


def test_the_numbers_of_attention_are_those_of_the_decoder():
    model, widget = adder(), walkthrough("AdditiveAttention")
    names = {"scores": "e_{t,i}", "weights": r"\alpha_{t,i}", "context": "c_t", "s": "s_t"}
    with torch.no_grad():
        steps = list(model.steps(model.pack(["27+68"]), None))
    for t in range(1, len(widget.recorded["moments"]) + 1):
        widget.t = t
        for name, tex in (names | {"logits": r"\text{logits}_t"}).items():
            torch.testing.assert_close(
                widget.values(tex), getattr(steps[t - 1], name)[0], **NUMBERS
            )
    assert widget.answer()[0] == model.translate(["27+68"]).written[0][t - 1]


def test_the_numbers_of_seq2seq_are_those_of_encoder_and_decoder():
    model, widget = plain_adder(), walkthrough("Seq2Seq")
    with torch.no_grad():
        steps = list(model.steps(model.pack(["27+68"]), None))
    torch.testing.assert_close(widget.values("s_{t-1}"), widget.values("s_0"), **NUMBERS)
    for t, step in enumerate(steps[: len(widget.recorded["moments"])], 1):
        widget.t = t
        for name in ("s_prev", "s", "logits"):
            shown = widget.values(SEQ2SEQ.tex_of(name))
            torch.testing.assert_close(shown, getattr(step, name)[0], **NUMBERS)
    assert widget.answer()[0] == model.translate(["27+68"]).written[0][widget.t - 1]


def test_the_numbers_of_a_pronouncer_are_its_own():
    model, widget = pronouncer(), walkthrough("Pronouncer")
    with torch.no_grad():
        alone = model.encoder.recurrent.cells[0], model.encoder.recurrent.cells[1]
        x = model.encoder.embedding(model.pack(["rate"]))
        forward, backward = unroll(alone[0], x)[0], unroll(alone[1], x.flip(1))[0].flip(1)
        steps = list(model.steps(model.pack(["rate"]), None))
    torch.testing.assert_close(widget.values(FORWARD), forward[0], **NUMBERS)
    torch.testing.assert_close(widget.values(BACKWARD), backward[0], **NUMBERS)
    torch.testing.assert_close(widget.values("s_{t-1}"), widget.values("s_0"), **NUMBERS)
    moments, names = widget.recorded["moments"], widget.recorded["answers"]
    assert widget.recorded["unit"] == "sound"
    for t in range(1, len(moments)):
        widget.t = t
        for field in ("scores", "weights", "context", "s", "logits"):
            shown = widget.values(PRONOUNCER.tex_of(field))
            torch.testing.assert_close(shown, getattr(steps[t - 1], field)[0], **NUMBERS)
        said = widget.answer()[0]
        assert said in names
        assert moments[t] == f"after {said}"
    assert {"AY", "N", "}"} <= set(names)


@pytest.mark.parametrize("kind", CELLS)
def test_the_code_shown_computes_the_recorded_numbers(kind):
    model, widget = tagger(kind), walkthrough(kind)
    widget.t = 3
    formula = FORMULAS[kind]
    names = {"torch": torch, "self": model.cell}
    for field in set(formula.step._fields) & WENT_IN:
        names[field] = widget.values(formula.tex_of(field))[None]
    with torch.no_grad():
        for line in widget.recorded["lines"][:-1]:
            for pieces in line["code"]:
                exec("".join(text for text, _ in pieces), names)
            name = FORMULAS[kind].symbols[line["result"]].code.split()[0]
            torch.testing.assert_close(
                names[name][0], widget.values(line["result"]), rtol=0, atol=3e-5
            )


@pytest.mark.parametrize("kind", FORMULAS)
def test_it_is_small(kind):
    assert len(json.dumps(walkthrough(kind).recorded)) < 60_000


# ---- Values from Python ----


def test_wrong_values_say_what_was_expected():
    widget = walkthrough("LSTMCell")
    for name, value in (("t", 0), ("t", 13), ("line", 8)):
        with pytest.raises(TraitError, match=r"expected"):
            setattr(widget, name, value)
    assert (widget.t, widget.line) == (1, 1)
    for weather in ("", "SRX"):
        with pytest.raises(ValueError, match="expected letters S for sunny"):
            Walkthrough.of_cell(tagger("RNNCell"), weather)
    with pytest.raises(ValueError, match="reset='before'"):
        Walkthrough.of_cell(Tagger(GRUCell(2, 4, reset="after"), 3), "SR")
    with pytest.raises(ValueError, match="reads the weather"):
        Walkthrough.of_cell(Tagger(RNNCell(1, 4), 3), "SR")
    sizes = VOCAB, 16, 8
    for decoder in (Decoder(*sizes, 3), AttentionDecoder(*sizes, 3, 4, DotAttention)):
        with pytest.raises(ValueError, match="AdditiveAttention"):
            attention_walkthrough(Seq2Seq(Encoder(*sizes, 5), decoder), "1+2")
    for other in (
        pronouncer(bidirectional=False),
        pronouncer(attention=DotAttention),
        adder(8),
    ):
        with pytest.raises(ValueError, match="in both directions"):
            pronouncer_walkthrough(other, "rate")
    with pytest.raises(ValueError, match="without attention"):
        seq2seq_walkthrough(adder(8), "1+2")


def test_a_text_shorter_than_the_longest_has_no_padding():
    widget = attention_walkthrough(adder(8), "1+2")
    assert widget.values("h_i").shape == (4, 8)
    assert widget.values(r"\alpha_{t,i}").sum().item() == pytest.approx(1, abs=1e-5)
    assert widget.recorded["symbols"]["e_{t,i}"]["labels"] == list("1+2}")


@pytest.mark.parametrize("kind", FORMULAS)
def test_the_picture_that_stands_in(kind):
    widget = walkthrough(kind)
    figure = widget.draw()
    assert len(figure.axes) == len(FORMULAS[kind].lines)
    assert f"{widget.answer()[1]:.3f}" in widget.caption()
