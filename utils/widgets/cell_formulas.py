"""The formulas of chapters 1, 2 and 3 for the walkthrough."""

from ..cells import GRUCell, GRUStep, LSTMCell, LSTMStep, RNNCell, RNNStep
from ..tagger import Tagger
from .formulas import TANH, Formula, Line, Symbol

ANSWER = Line(r"y_t = h_t W_{hy}^{\mathsf T} + b_y", ("y",))
SIGMA = Symbol("torch.sigmoid", "squeezes every number to between 0 and 1")
TIMES = Symbol("*", "product element by element: every unit for itself")
TANH_NAME = r"\tanh"
INPUT, STATE, BIAS = "weights for the input", "weights for the state", "bias"
EVERYWHERE = {
    "x_t": Symbol("x", "input: the day's weather", (0, 1)),
    "h_{t-1}": Symbol("h_prev", "hidden state of the day before", (-1, 1)),
    "h_t": Symbol("h outputs", "hidden state", (-1, 1)),
    "y_t": Symbol("y", "output: a score for each dish"),
    "W_{hy}": Symbol("self.output", "weights from the state to the output"),
    "b_y": Symbol("self.output", "bias of the output"),
    r"\tanh": TANH,
}


def _gate(index: str, squash: str = r"\sigma") -> str:
    """The right-hand side of a gate's line, or of a candidate's."""
    terms = rf"x_t W_{index}^{{\mathsf T}} + h_{{t-1}} U_{index}^{{\mathsf T}} + b_{index}"
    return f"{squash}({terms})"


def _weights(of: dict[str, str]) -> dict[str, Symbol]:
    """W, U and b of every line that has them: by their index, what the line is called."""
    kinds = {"W": INPUT, "U": STATE, "b": BIAS}
    return {
        f"{letter}_{index}": Symbol(f"self.{letter}_{index}", f"{kind}, {name}")
        for index, name in of.items()
        for letter, kind in kinds.items()
    }


RNN = Formula(
    RNNStep,
    (RNNCell.step, Tagger.forward),
    (
        Line(r"a_t = x_t W_{xh}^{\mathsf T} + h_{t-1} W_{hh}^{\mathsf T} + b_h", ("a",)),
        Line(r"h_t = \tanh(a_t)", ("h",)),
        ANSWER,
    ),
    EVERYWHERE
    | {
        "a_t": Symbol("a", "what goes into the tanh"),
        "W_{xh}": Symbol("self.W_xh", INPUT),
        "W_{hh}": Symbol("self.W_hh", STATE),
        "b_h": Symbol("self.b_h", BIAS),
        r"\tanh": TANH._replace(code="self.activation"),
    },
)

LSTM = Formula(
    LSTMStep,
    (LSTMCell.step, Tagger.forward),
    (
        Line(rf"f_t = {_gate('f')}", ("f",)),
        Line(rf"i_t = {_gate('i')}", ("i",)),
        Line(rf"\tilde c_t = {_gate('c', TANH_NAME)}", ("c_tilde",)),
        Line(r"c_t = f_t \odot c_{t-1} + i_t \odot \tilde c_t", ("c",)),
        Line(rf"o_t = {_gate('o')}", ("o",)),
        Line(r"h_t = o_t \odot \tanh(c_t)", ("h",)),
        ANSWER,
    ),
    EVERYWHERE
    | {
        "c_{t-1}": Symbol("c_prev", "cell state of the day before"),
        "f_t": Symbol("f", "forget gate: 0 clears the old, 1 keeps it", (0, 1)),
        "i_t": Symbol("i", "input gate: 0 shuts the new out, 1 lets it in", (0, 1)),
        r"\tilde c_t": Symbol("c_tilde", "candidate for the cell state", (-1, 1)),
        "c_t": Symbol("c", "cell state, what is remembered"),
        "o_t": Symbol("o", "output gate: 0 hides the cell state, 1 shows it", (0, 1)),
        r"\sigma": SIGMA,
        r"\odot": TIMES,
    }
    | _weights({"f": "forget gate", "i": "input gate", "c": "candidate", "o": "output gate"}),
)

GRU = Formula(
    GRUStep,
    (GRUCell.step, Tagger.forward),
    (
        Line(rf"r_t = {_gate('r')}", ("r",)),
        Line(rf"z_t = {_gate('z')}", ("z",)),
        Line(
            r"\tilde h_t = \tanh(x_t W_h^{\mathsf T}"
            r" + (r_t \odot h_{t-1}) U_h^{\mathsf T} + b_h)",
            ("past", "h_tilde"),
        ),
        Line(r"h_t = z_t \odot h_{t-1} + (1 - z_t) \odot \tilde h_t", ("h",)),
        ANSWER,
    ),
    EVERYWHERE
    | {
        "r_t": Symbol("r", "reset gate: 0 hides the old from the candidate", (0, 1)),
        "z_t": Symbol("z", "update gate: 1 keeps the old, 0 takes the candidate", (0, 1)),
        r"\tilde h_t": Symbol("h_tilde", "candidate for the hidden state", (-1, 1)),
        r"(r_t \odot h_{t-1}) U_h^{\mathsf T}": Symbol(
            "past",
            "what the candidate sees of the old state",
            None,
            ("r_t", r"\odot", "h_{t-1}", "U_h"),
        ),
        r"\sigma": SIGMA,
        r"\odot": TIMES,
    }
    | _weights({"r": "reset gate", "z": "update gate", "h": "candidate"}),
)

FORMULAS = {"RNNCell": RNN, "LSTMCell": LSTM, "GRUCell": GRU}


def tex_of(step: tuple, field: str) -> str:
    """How the formula of a step writes one of its fields."""
    return next(f for f in FORMULAS.values() if f.step is type(step)).tex_of(field)
