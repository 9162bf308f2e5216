"""What the walkthrough knows of a formula: each line as its chapter writes it, tied by the
fields of the step to the lines of the source that compute it.

TeX is read by `python -m book.figures.formulas` alone, which keeps what it reads, as MathML, in
formulas.json: so a notebook needs no library for it.
"""

import ast
import inspect
import json
import re
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

MINUS = "\N{MINUS SIGN}"
FILE = Path(__file__).with_suffix(".json")
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
    function: where its code is, if not in the formula's functions.
    names: names that stand for other symbols in this code than elsewhere.
    """

    math: str
    fields: tuple[str, ...]
    also: tuple[str, ...] = ()
    function: Callable | None = None
    names: dict[str, tuple[str, ...]] = {}  # noqa: RUF012 - nobody changes it

    @property
    def result(self) -> str:
        """The symbol on the left-hand side."""
        return self.math.split(" = ")[0]


class Formula(NamedTuple):
    """The lines of a model and its symbols.

    step: what the model returns for each step.
    functions: where the code is. A symbol without a name is what the last one returns.
    lines: in the order of the code.
    symbols: by their notation in the formula.
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


TANH = Symbol("torch.tanh", f"squeezes every number to between {MINUS}1 and 1")


def code_lines(formula: Formula) -> list[list[list[tuple[str, list[str]]]]]:
    """For each line of the formula its lines of code, in pieces: text, and the symbols that it
    stands for."""
    by_line = []
    for line in formula.lines:
        functions = (line.function,) if line.function else formula.functions
        names = line.names | {"return": (line.result,)}
        by_line.append(
            [
                _pieces(_source(functions, name), formula.symbols, names)
                for name in (*line.also, *line.fields)
            ]
        )
    return by_line


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
    """Whether a value goes to this name, alone or with others."""
    targets = [one for target in node.targets for one in getattr(target, "elts", [target])]
    return any(isinstance(target, ast.Name) and target.id == name for target in targets)


def _pieces(
    source: str, symbols: dict[str, Symbol], own: dict[str, tuple[str, ...]]
) -> list[tuple[str, list[str]]]:
    """Cut a line of code at its names; `own` are those that stand for other symbols here."""
    pieces, end = [], 0
    for match in NAME.finditer(source):
        name = match[0]
        found = [tex for tex, symbol in symbols.items() if name in symbol.code.split()]
        found = [*own.get(name, found)]
        if found:
            pieces += [(source[end : match.start()], []), (name, found)]
            end = match.end()
    return [piece for piece in [*pieces, (source[end:], [])] if piece[0]]
