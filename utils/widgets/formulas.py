"""The formulas of chapters 1, 2, 3 and 5 for the walkthrough: each line as its chapter writes
it, with the lines of the source that compute it."""

import inspect
import re
from collections.abc import Callable
from typing import NamedTuple

from utils.attention import AdditiveAttention, AttentionDecoder, Scoring
from utils.cells import GRUCell, LSTMCell, RNNCell
from utils.tagger import Tagger

MINUS = "\N{MINUS SIGN}"
# Names in a line of code that can stand for a symbol.
NAME = re.compile(r"(?:self|torch)\.\w+(?:\.step)?|\w+|\*")


class Symbol(NamedTuple):
    """What a formula's symbol is called in the code, and what it means.

    code: its names, with blanks between them.
    limits: what its numbers lie between, None if between no limits.
    parts: the symbols of the formula that it is made of, if it is not one itself.
    """

    code: str
    meaning: str
    limits: tuple[int, int] | None = None
    parts: tuple[str, ...] = ()


class Line(NamedTuple):
    """One line of a formula.

    math: as the chapter writes it, in TeX.
    code: the functions that compute it, each with how the line of code begins.
    """

    math: str
    code: tuple[tuple[Callable, str], ...]

    @property
    def result(self) -> str:
        """The symbol on the left-hand side."""
        return self.math.split(" = ")[0]


class Formula(NamedTuple):
    """The lines of a model and its symbols, by how the formula writes them."""

    lines: tuple[Line, ...]
    symbols: dict[str, Symbol]


def code_lines(formula: Formula) -> list[list[list[tuple[str, list[str]]]]]:
    """For each line of the formula its lines of code, in pieces: text, and the symbols that it
    stands for."""
    done, found = set(), []
    for line in formula.lines:
        found.append([])
        for function, begin in line.code:
            source = _source_line(function, begin)
            names = set(re.findall(r"\w+", source.partition(" = ")[0]))
            done |= names if " = " in source else set()
            found[-1].append(_pieces(source, formula.symbols, line.result, done - names, names))
    return found


def _source_line(function: Callable, begin: str) -> str:
    lines = map(str.strip, inspect.getsource(function).splitlines())
    return [line for line in lines if line.startswith(begin)][-1]  # before it, `h = state`


def _pieces(
    source: str, symbols: dict[str, Symbol], result: str, done: set[str], names: set[str]
) -> list[tuple[str, list[str]]]:
    """Cut a line of code at its names. One like `h` means h_t once its line has run (`done`)
    or where it is given its value (`names`, left of the =), and h_{t-1} before."""
    pieces, end, equals = [], 0, source.find(" = ")
    for match in NAME.finditer(source):
        name = match[0]
        found = [tex for tex, symbol in symbols.items() if name in symbol.code.split()]
        new = name in done or (name in names and match.start() < equals)
        if len({tex.replace("{t-1}", "t") for tex in found}) < len(found):
            found = [tex for tex in found if ("t-1" in tex) != new]
        if name == "return":
            found = [result]
        if found:
            pieces += [(source[end : match.start()], []), (name, found)]
            end = match.end()
    return [piece for piece in [*pieces, (source[end:], [])] if piece[0]]


ANSWER = Line(r"y_t = h_t W_{hy}^{\mathsf T} + b_y", ((Tagger.forward, "return "),))


def _lines(function: Callable, lines: dict[str, str]) -> tuple[Line, ...]:
    """The lines of a cell, each by how its code begins (two lines of code: with | between), and
    the answer's."""
    return *(
        Line(math, tuple((function, begin) for begin in begins.split("|")))
        for begins, math in lines.items()
    ), ANSWER


SIGMA = Symbol("torch.sigmoid", "squeezes every number to between 0 and 1")
TANH = Symbol("torch.tanh", f"squeezes every number to between {MINUS}1 and 1")
TIMES = Symbol("*", "product element by element: every unit for itself")
INPUT, STATE, BIAS = "weights for the input", "weights for the state", "bias"
EVERYWHERE = {
    "x_t": Symbol("x", "input: the day's weather", (0, 1)),
    "h_{t-1}": Symbol("h", "hidden state of the day before", (-1, 1)),
    "h_t": Symbol("h outputs", "hidden state", (-1, 1)),
    "y_t": Symbol("y", "output: a score for each dish"),
    "W_{hy}": Symbol("self.output", "weights from the state to the output"),
    "b_y": Symbol("self.output", "bias of the output"),
    r"\tanh": TANH,
}


def _weights(of: dict[str, str]) -> dict[str, Symbol]:
    """W, U and b of every line that has them: by their index, what the line is called."""
    kinds = {"W": INPUT, "U": STATE, "b": BIAS}
    return {
        f"{letter}_{index}": Symbol(f"self.{letter}_{index}", f"{kind}, {name}")
        for index, name in of.items()
        for letter, kind in kinds.items()
    }


RNN = Formula(
    _lines(
        RNNCell.step,
        {
            "a = ": r"a_t = x_t W_{xh}^{\mathsf T} + h_{t-1} W_{hh}^{\mathsf T} + b_h",
            "h = ": r"h_t = \tanh(a_t)",
        },
    ),
    EVERYWHERE
    | {
        "a_t": Symbol("a", "what goes into the tanh"),
        "W_{xh}": Symbol("self.W_xh", INPUT),
        "W_{hh}": Symbol("self.W_hh", STATE),
        "b_h": Symbol("self.b_h", BIAS),
    },
)

LSTM = Formula(
    _lines(
        LSTMCell.step,
        {
            "f = ": r"f_t = \sigma(x_t W_f^{\mathsf T} + h_{t-1} U_f^{\mathsf T} + b_f)",
            "i = ": r"i_t = \sigma(x_t W_i^{\mathsf T} + h_{t-1} U_i^{\mathsf T} + b_i)",
            "c_tilde = ": r"\tilde c_t = \tanh(x_t W_c^{\mathsf T}"
            r" + h_{t-1} U_c^{\mathsf T} + b_c)",
            "c = ": r"c_t = f_t \odot c_{t-1} + i_t \odot \tilde c_t",
            "o = ": r"o_t = \sigma(x_t W_o^{\mathsf T} + h_{t-1} U_o^{\mathsf T} + b_o)",
            "h = ": r"h_t = o_t \odot \tanh(c_t)",
        },
    ),
    EVERYWHERE
    | {
        "c_{t-1}": Symbol("c", "cell state of the day before"),
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
    _lines(
        GRUCell.step,
        {
            "r = ": r"r_t = \sigma(x_t W_r^{\mathsf T} + h_{t-1} U_r^{\mathsf T} + b_r)",
            "z = ": r"z_t = \sigma(x_t W_z^{\mathsf T} + h_{t-1} U_z^{\mathsf T} + b_z)",
            "past = (|h_tilde = ": r"\tilde h_t = \tanh(x_t W_h^{\mathsf T}"
            r" + (r_t \odot h_{t-1}) U_h^{\mathsf T} + b_h)",
            "h = ": r"h_t = z_t \odot h_{t-1} + (1 - z_t) \odot \tilde h_t",
        },
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

ATTENTION = Formula(
    (
        Line(
            r"e_{t,i} = v_a^{\mathsf T} \tanh(W_a s_{t-1} + U_a h_i)",
            (
                (Scoring.forward, "scores = "),
                (AdditiveAttention.score, "hidden = "),
                (AdditiveAttention.score, "return "),
            ),
        ),
        Line(
            r"\alpha_{t,i} = \frac{\exp(e_{t,i})}{\sum_j \exp(e_{t,j})}",
            ((Scoring.forward, "weights = "),),
        ),
        Line(r"c_t = \sum_i \alpha_{t,i}\, h_i", ((Scoring.forward, "context = "),)),
        Line(
            r"s_t = \operatorname{GRU}([\text{embedding of } y_{t-1};\, c_t],\ s_{t-1})",
            ((AttentionDecoder.step, "x = "), (AttentionDecoder.step, "s = ")),
        ),
        Line(
            r"\text{logits}_t = [s_t; c_t]\, W_{sy}^{\mathsf T} + b_y",
            ((AttentionDecoder.step, "logits = "),),
        ),
    ),
    {
        "h_i": Symbol("keys", "the encoder's state after each character", (-1, 1)),
        "s_{t-1}": Symbol("s state", "the decoder's state before this character", (-1, 1)),
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
        "U_a": Symbol("", "weights for the encoder's states, multiplied once per text"),
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

FORMULAS = {"RNNCell": RNN, "LSTMCell": LSTM, "GRUCell": GRU, "AdditiveAttention": ATTENTION}
