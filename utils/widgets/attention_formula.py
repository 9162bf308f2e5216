"""The formula of chapter 5 for the walkthrough."""

from ..attention import AdditiveAttention, AttentionDecoder, Scoring
from ..text_model import DecoderStep
from .formulas import TANH, Formula, Line, Symbol

ATTENTION = Formula(
    DecoderStep,
    (AdditiveAttention.score, Scoring.forward, AttentionDecoder.step),
    (
        Line(r"e_{t,i} = v_a^{\mathsf T} \tanh(W_a s_{t-1} + U_a h_i)", ("hidden", "scores")),
        Line(r"\alpha_{t,i} = \frac{\exp(e_{t,i})}{\sum_j \exp(e_{t,j})}", ("weights",)),
        Line(r"c_t = \sum_i \alpha_{t,i}\, h_i", ("context",)),
        Line(
            r"s_t = \operatorname{GRU}([\text{embedding of } y_{t-1};\, c_t],\ s_{t-1})",
            ("s",),
            also=("x",),
        ),
        Line(r"\text{logits}_t = [s_t; c_t]\, W_{sy}^{\mathsf T} + b_y", ("logits",)),
    ),
    {
        "h_i": Symbol("keys", "the encoder's state after each character", (-1, 1)),
        "s_{t-1}": Symbol("s_prev state", "the decoder's state before this character", (-1, 1)),
        "y_{t-1}": Symbol("y self.embedding x", "the last character, as its embedding"),
        "e_{t,i}": Symbol("scores", "score: how well each state fits"),
        r"\alpha_{t,i}": Symbol("weights", "weight of each state; they sum to 1", (0, 1)),
        "c_t": Symbol("context x", "context: the weighted sum of the states", (-1, 1)),
        "s_t": Symbol("s", "the decoder's new state", (-1, 1)),
        r"\text{logits}_t": Symbol("logits", "a score for each character to write"),
        "v_a": Symbol("self.v_a", "weights from the tanh to the score"),
        "W_a s_{t-1}": Symbol(
            "self.W_a", "the decoder's state, to compare", None, ("W_a", "s_{t-1}")
        ),
        "W_a": Symbol("self.W_a", "weights for the decoder's state"),
        "U_a": Symbol("self.U_a", "weights for the encoder's states, multiplied once per text"),
        "W_{sy}": Symbol("self.output", "weights from [s_t; c_t] to the output"),
        "b_y": Symbol("self.output", "bias of the output"),
        r"\tanh": TANH,
        r"\exp": Symbol("torch.softmax", "makes every score positive"),
        r"\operatorname{GRU}": Symbol("self.cell.step", "one step of the cell of chapter 3"),
        "U_a h_i": Symbol(
            "projected", "the encoder's states, to compare", None, ("U_a", "h_i")
        ),
        r"\tanh(W_a s_{t-1} + U_a h_i)": Symbol(
            "hidden",
            "the two, compared",
            (-1, 1),
            (r"\tanh", "W_a", "s_{t-1}", "U_a", "h_i"),
        ),
    },
)
