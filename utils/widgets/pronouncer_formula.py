"""The formula of chapter 6 for the walkthrough: an encoder that reads in both directions, and
the attention of chapter 5."""

from ..deep import DeepEncoder
from ..recurrent import Recurrent
from .attention_formula import ATTENTION
from .formulas import Formula, Line, Symbol

FORWARD, BACKWARD = r"\overrightarrow{h_i}", r"\overleftarrow{h_i}"
AT_FIRST = r"\overleftarrow{h_1}"  # what the backward cell has read the whole word into

PRONOUNCER = Formula(
    ATTENTION.step,
    ATTENTION.functions,
    (
        Line(
            rf"h_i = [{FORWARD};\ {BACKWARD}]",
            ("x",),
            function=Recurrent.forward,
            names={"x": ("h_i",)},
        ),
        Line(
            rf"s_0 = \tanh(W_s {AT_FIRST})",
            ("s",),
            function=DeepEncoder.hand_over,
            names={"s": ("s_0",)},
        ),
        *ATTENTION.lines,
    ),
    {
        FORWARD: Symbol("outputs", "the state of the cell that reads from the left", (-1, 1)),
        BACKWARD: Symbol("outputs", "the state of the cell that reads from the right", (-1, 1)),
        AT_FIRST: Symbol("part", "the backward state at the first letter", (-1, 1)),
        "s_0": Symbol("encoded.state", "the decoder's first state", (-1, 1)),
        "W_s": Symbol("self.W_s W_s", "weights from that to the decoder's first state"),
    }
    | ATTENTION.symbols
    | {
        "h_i": Symbol("keys", "both states of each letter, one after the other", (-1, 1)),
        "s_{t-1}": Symbol("s_prev state", "the decoder's state before this sound", (-1, 1)),
        "y_{t-1}": Symbol("y self.embedding x", "the last sound, as its embedding"),
        r"\text{logits}_t": Symbol("logits", "a score for each sound to write"),
    },
)
