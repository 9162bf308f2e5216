"""What the walkthrough knows of a formula: each line as its chapter writes it, with the lines
of the source that compute it."""

import inspect
import re
from collections.abc import Callable
from typing import NamedTuple

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


TANH = Symbol("torch.tanh", f"squeezes every number to between {MINUS}1 and 1")


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
