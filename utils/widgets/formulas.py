"""The formulas of chapters 1, 2, 3 and 5 for the walkthrough: each line as its chapter writes
it, tied by the fields of the step to the lines of the source that compute it.

TeX is read by `python -m book.figures.formulas` alone, which keeps what it reads, as MathML, in
mathml.json: so a notebook needs no library for it.
"""

import ast
import inspect
import json
import re
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from utils.attention import AdditiveAttention, AttentionDecoder, Scoring
from utils.cells import GRUCell, GRUStep, LSTMCell, LSTMStep, RNNCell, RNNStep
from utils.tagger import Tagger
from utils.text_model import DecoderStep

MINUS = "\N{MINUS SIGN}"
FILE = Path(__file__).with_name("mathml.json")
MATHML = json.loads(FILE.read_text("utf-8"))
# Names in a line of code that can stand for a symbol; not an attribute of what a call returns.
NAME = re.compile(r"(?:self|torch)\.\w+(?:\.step)?|(?<!\)\.)\b\w+|\*")


class Symbol(NamedTuple):
    """What a formula's symbol is called in the code, and what it means.

    code: its names, with blanks between them; first the field of the step, if it is one.
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
    fields: the fields of the step that it gives, in the order of the code; the last is its
        left-hand side.
    also: other names that the code needs on the way, before the last field.
    """

    math: str
    fields: tuple[str, ...]
    also: tuple[str, ...] = ()

    @property
    def result(self) -> str:
        """The symbol on the left-hand side."""
        return self.math.split(" = ")[0]


class Formula(NamedTuple):
    """The lines of a model and its symbols.

    step: what the model returns for each step.
    functions: where the code stands. What they give no name, the last one returns.
    lines: in the order of the code.
    symbols: by how the formula writes them.
    """

    step: type
    functions: tuple[Callable, ...]
    lines: tuple[Line, ...]
    symbols: dict[str, Symbol]

    def tex_of(self, field: str) -> str:
        """How the formula writes a field of the step."""
        return next(
            tex for tex, found in self.symbols.items() if found.code.split()[0] == field
        )


def tex_of(step: NamedTuple, field: str) -> str:
    """How the formula of a step writes one of its fields."""
    return next(f for f in FORMULAS.values() if f.step is type(step)).tex_of(field)


def code_lines(formula: Formula) -> list[list[list[tuple[str, list[str]]]]]:
    """For each line of the formula its lines of code, in pieces: text, and the symbols that it
    stands for."""
    return [
        [
            _pieces(_source(formula.functions, name), formula.symbols, line.result)
            for name in (*line.also, *line.fields)
        ]
        for line in formula.lines
    ]


def _source(functions: tuple[Callable, ...], name: str) -> str:
    """The statement that first gives a value to this name; else what the last one returns."""
    for function in functions:
        source = textwrap.dedent(inspect.getsource(function))
        nodes = list(ast.walk(ast.parse(source)))
        found = [node for node in nodes if isinstance(node, ast.Assign) and _gives(node, name)]
        found += [n for n in nodes if isinstance(n, ast.Return) and function is functions[-1]]
        if found:
            return " ".join(ast.get_source_segment(source, found[0]).split())
    raise ValueError(f"expected an assignment to {name} in {functions}")


def _gives(node: ast.Assign, name: str) -> bool:
    return any(isinstance(target, ast.Name) and target.id == name for target in node.targets)


def _pieces(
    source: str, symbols: dict[str, Symbol], result: str
) -> list[tuple[str, list[str]]]:
    """Cut a line of code at its names."""
    pieces, end = [], 0
    for match in NAME.finditer(source):
        name = match[0]
        found = [tex for tex, symbol in symbols.items() if name in symbol.code.split()]
        if name == "return":
            found = [result]
        if found:
            pieces += [(source[end : match.start()], []), (name, found)]
            end = match.end()
    return [piece for piece in [*pieces, (source[end:], [])] if piece[0]]


ANSWER = Line(r"y_t = h_t W_{hy}^{\mathsf T} + b_y", ("y",))
SIGMA = Symbol("torch.sigmoid", "squeezes every number to between 0 and 1")
TANH = Symbol("torch.tanh", f"squeezes every number to between {MINUS}1 and 1")
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

FORMULAS = {"RNNCell": RNN, "LSTMCell": LSTM, "GRUCell": GRU, "AdditiveAttention": ATTENTION}
