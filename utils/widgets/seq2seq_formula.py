"""The formula of chapter 4 for the walkthrough."""

from ..seq2seq import Decoder, Encoder
from ..text_model import DecoderStep
from .formulas import Formula, Line, Symbol

SEQ2SEQ = Formula(
    DecoderStep,
    (Encoder.forward, Decoder.step),
    (
        Line("s_0 = h_T", ("state",)),
        Line(r"s_t = \operatorname{GRU}(\text{embedding of } y_{t-1},\ s_{t-1})", ("s",)),
        Line(r"\text{logits}_t = s_t W_{sy}^{\mathsf T} + b_y", ("logits",)),
    ),
    {
        "s_0": Symbol("state", "the decoder's first state: all it knows of the text", (-1, 1)),
        "h_T": Symbol("state", "the encoder's state after the last character", (-1, 1)),
        "h_i": Symbol(
            "h", "the encoder's state after each character; the last is h_T", (-1, 1), ("h_T",)
        ),
        "y_{t-1}": Symbol("y", "the last character, as its embedding"),
        "s_{t-1}": Symbol("s_prev", "the decoder's state before this character", (-1, 1)),
        "s_t": Symbol("s", "the decoder's new state", (-1, 1)),
        r"\text{logits}_t": Symbol("logits", "a score for each character to write"),
        "W_{sy}": Symbol("self.output", "weights from the state to the output"),
        "b_y": Symbol("self.output", "bias of the output"),
        r"\operatorname{GRU}": Symbol("self.cell.step", "one step of the cell of chapter 3"),
    },
)
