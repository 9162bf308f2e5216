"""The formulas of the walkthrough, computed line by line from what the widget has recorded."""

import pytest
import torch

from tests.widgets.test_walkthrough import CELLS, FORMULAS, adder, walkthrough
from utils.widgets.pronouncer_formula import AT_FIRST, BACKWARD, FORWARD


def sigma(a):
    return 1 / (1 + (-a).exp())


def rows(v, letter):
    """x_t W^T + h_{t-1} U^T + b of the line named by the letter."""
    return v("x_t") @ v(f"W_{letter}").T + v("h_{t-1}") @ v(f"U_{letter}").T + v(f"b_{letter}")


HIDDEN = r"\tanh(W_a s_{t-1} + U_a h_i)"


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
    "Seq2Seq": {
        "s_0": lambda v: v("h_i")[-1],
        "h_T": lambda v: v("s_0"),
    },
    "AdditiveAttention": {
        HIDDEN: lambda v: (v("W_a s_{t-1}") + v("U_a h_i")).tanh(),
        "e_{t,i}": lambda v: v(HIDDEN) @ v("v_a"),
        r"\alpha_{t,i}": lambda v: v("e_{t,i}").exp() / v("e_{t,i}").exp().sum(),
        "c_t": lambda v: sum(a * h for a, h in zip(v(r"\alpha_{t,i}"), v("h_i"), strict=True)),
    },
}
BY_HAND["Pronouncer"] = BY_HAND["AdditiveAttention"] | {
    "h_i": lambda v: torch.cat([v(FORWARD), v(BACKWARD)], dim=1),
    "s_0": lambda v: (v("W_s") @ v(AT_FIRST)).tanh(),
    AT_FIRST: lambda v: v(BACKWARD)[0],
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
