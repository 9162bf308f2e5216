"""The walkthrough: its numbers are the model's, its formulas the chapters', its code the
source's. How it behaves on a page: test_walkthrough_page."""

import json
from pathlib import Path

import pytest
import torch
from traitlets import TraitError

from utils.attention import AttentionDecoder, AttentionStep, DotAttention
from utils.cells import GRUCell, LSTMCell, RNNCell, trace
from utils.data.addition import VOCAB
from utils.seq2seq import Decoder, Encoder, Seq2Seq
from utils.tagger import Tagger
from utils.training import set_seed
from utils.widgets import cell_formulas
from utils.widgets.attention_formula import ATTENTION
from utils.widgets.attention_walkthrough import HIDDEN, attention_walkthrough
from utils.widgets.formulas import MINUS, code_lines
from utils.widgets.walkthrough import Walkthrough

FORMULAS = cell_formulas.FORMULAS | {"AdditiveAttention": ATTENTION}
CHAPTERS = {
    "RNNCell": "01_rnn",
    "LSTMCell": "02_lstm",
    "GRUCell": "03_gru",
    "AdditiveAttention": "05_attention",
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


def walkthrough(kind):
    if kind in CELLS:
        return Walkthrough.of_cell(tagger(kind), WEATHER, title=kind)
    return attention_walkthrough(adder(), "27+68")


# ---- The formulas ----


@pytest.mark.parametrize("kind", FORMULAS)
def test_the_formulas_stand_in_their_chapters(kind):
    folder = Path(__file__).parents[2] / "notebooks"
    (notebook,) = folder.glob(CHAPTERS[kind] + "*.ipynb")
    names = {notebook, *folder.glob("01_*.ipynb")}  # that of y_t stands in the first
    cells = [cell for name in names for cell in json.loads(name.read_text("utf-8"))["cells"]]
    text = "".join("".join(cell["source"]) for cell in cells).replace("&=", "=")
    for line in FORMULAS[kind].lines:
        assert line.math in text


@pytest.mark.parametrize("kind", FORMULAS)
def test_every_result_is_a_field_of_the_step(kind):
    x = torch.eye(2)[None]
    fields = trace(tagger(kind).cell, x)._fields if kind in CELLS else AttentionStep._fields
    formula = FORMULAS[kind]
    results = [line.result for line in formula.lines if line.result != "y_t"]
    assert [formula.symbols[result].code.split()[0] for result in results] == list(fields)


@pytest.mark.parametrize("kind", FORMULAS)
def test_every_symbol_of_a_line_is_known_and_stands_in_its_code(kind, javascript):
    formula = FORMULAS[kind]
    marked = """(module, tex, known) => {
        const symbol = /_|tanh|odot|sigma|exp|GRU/;
        const is = known ? (name) => known.includes(name)
            : (name) => symbol.test(name) && !name.includes("sum");
        const nodes = module.math(tex, is).querySelectorAll("[data-symbol]");
        return [...nodes].map((node) => node.getAttribute("data-symbol"));
    }"""
    page = javascript("formulas")
    for line, code in zip(formula.lines, code_lines(formula), strict=True):
        symbols = page.run(marked, line.math, list(formula.symbols))
        assert symbols == page.run(marked, line.math, None)
        named = {symbol for pieces in code for _, found in pieces for symbol in found}
        named |= {part for symbol in named for part in formula.symbols[symbol].parts}
        assert set(symbols) <= named
        assert named - set(symbols) <= {name for name in named if formula.symbols[name].parts}


def test_mathml_is_as_in_the_chapters(javascript):
    page = javascript("formulas")
    write = "(module, tex) => module.math(tex).textContent"
    for line, expected in (
        (FORMULAS["GRUCell"].lines[-2], "ht=zt⊙ht-1+(1-zt)⊙h~t"),
        (FORMULAS["RNNCell"].lines[0], "at=xtWxhT+ht-1WhhT+bh"),
    ):
        assert page.run(write, line.math).replace(MINUS, "-") == expected
    assert page.call("atMoment", "h_{t-1}", 3) == "h_{2}"
    assert page.call("atMoment", r"\tilde c_t", 3) == r"\tilde c_{3}"
    assert page.call("atMoment", r"\alpha_{t,i}", 3) == r"\alpha_{3,i}"


# ---- The numbers ----


@pytest.mark.parametrize("kind", CELLS)
def test_the_numbers_of_a_cell_are_those_of_its_trace(kind):
    model, widget = tagger(kind), walkthrough(kind)
    x = torch.eye(2)[["SR".index(letter) for letter in WEATHER]][None]
    with torch.no_grad():
        step, y = trace(model.cell, x), model(x)
    names = {
        symbol.code.split()[0]: tex
        for tex, symbol in FORMULAS[kind].symbols.items()
        if "t-1" not in tex
    }
    for t in range(1, len(WEATHER) + 1):
        widget.t = t
        for name, field in step._asdict().items():
            torch.testing.assert_close(widget.values(names[name]), field[0, t - 1], **NUMBERS)
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


def sigma(a):
    return 1 / (1 + (-a).exp())


def rows(v, letter):
    """x_t W^T + h_{t-1} U^T + b of the line named by the letter."""
    return v("x_t") @ v(f"W_{letter}").T + v("h_{t-1}") @ v(f"U_{letter}").T + v(f"b_{letter}")


BY_HAND = {
    "RNNCell": {
        "a_t": lambda v: v("x_t") @ v("W_{xh}").T + v("h_{t-1}") @ v("W_{hh}").T + v("b_h"),
        "h_t": lambda v: v("a_t").tanh(),
    },
    "LSTMCell": {
        "f_t": lambda v: sigma(rows(v, "f")),
        "i_t": lambda v: sigma(rows(v, "i")),
        r"\tilde c_t": lambda v: rows(v, "c").tanh(),
        "c_t": lambda v: v("f_t") * v("c_{t-1}") + v("i_t") * v(r"\tilde c_t"),
        "o_t": lambda v: sigma(rows(v, "o")),
        "h_t": lambda v: v("o_t") * v("c_t").tanh(),
    },
    "GRUCell": {
        "r_t": lambda v: sigma(rows(v, "r")),
        "z_t": lambda v: sigma(rows(v, "z")),
        r"\tilde h_t": lambda v: (
            v("x_t") @ v("W_h").T + (v("r_t") * v("h_{t-1}")) @ v("U_h").T + v("b_h")
        ).tanh(),
        "h_t": lambda v: v("z_t") * v("h_{t-1}") + (1 - v("z_t")) * v(r"\tilde h_t"),
    },
    "AdditiveAttention": {
        HIDDEN: lambda v: (v("W_a s_{t-1}") + v("U_a h_i")).tanh(),
        "e_{t,i}": lambda v: v(HIDDEN) @ v("v_a"),
        r"\alpha_{t,i}": lambda v: v("e_{t,i}").exp() / v("e_{t,i}").exp().sum(),
        "c_t": lambda v: sum(a * h for a, h in zip(v(r"\alpha_{t,i}"), v("h_i"), strict=True)),
    },
}


@pytest.mark.parametrize("kind", FORMULAS)
def test_every_line_by_hand_gives_the_recorded_numbers(kind):
    widget = walkthrough(kind)
    lines = BY_HAND[kind] | (
        {"y_t": lambda v: v("h_t") @ v("W_{hy}").T + v("b_y")} if kind in CELLS else {}
    )
    for t in (1, 2, 4):
        widget.t = t
        for result, line in lines.items():
            torch.testing.assert_close(
                line(widget.values), widget.values(result), rtol=0, atol=3e-5
            )


def test_the_lines_of_attention_whose_weights_are_not_kept():
    model, widget = adder(), walkthrough("AdditiveAttention")
    widget.t = 2

    def v(name):
        return widget.values(name)[None]

    with torch.no_grad():
        asked = v("s_{t-1}") @ model.decoder.attention.W_a.weight.T
        s = model.decoder.cell.step(torch.cat([v("y_{t-1}"), v("c_t")], dim=1), v("s_{t-1}")).h
        logits = model.decoder.output(torch.cat([v("s_t"), v("c_t")], dim=1))
    for name, value in (("W_a s_{t-1}", asked), ("s_t", s), (r"\text{logits}_t", logits)):
        torch.testing.assert_close(v(name), value, rtol=0, atol=3e-5)


@pytest.mark.parametrize("kind", CELLS)
def test_the_code_shown_computes_the_recorded_numbers(kind):
    model, widget = tagger(kind), walkthrough(kind)
    widget.t = 3
    names = {"torch": torch, "self": model.cell}
    for tex in ("x_t", "h_{t-1}", "c_{t-1}"):
        if tex in widget.recorded["symbols"]:
            names[tex[0]] = widget.values(tex)[None]
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
