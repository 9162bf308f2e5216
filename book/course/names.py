"""Which names a piece of code binds and which it needs from elsewhere, and so which cells of a
notebook must run before others can."""

import ast
import symtable
from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Names(NamedTuple):
    """needs: what must be there before it runs, or before what it defines is called.
    binds: what is there afterwards."""

    needs: frozenset[str]
    binds: frozenset[str]


def names_in(code: str) -> Names:
    """The names that code needs and binds at its top level.

    >>> sorted(names_in("def f(x): return x + y").needs)
    ['y']
    >>> names_in("x = 1; z = x").needs
    frozenset()

    Raises:
        SyntaxError: it is no Python.
    """
    needs, later, binds = set(), set(), set()
    for statement in _in_order(ast.parse(code).body):
        table = symtable.symtable(ast.unparse(statement), "cell", "exec")
        symbols = table.get_symbols()
        now = {symbol.get_name() for symbol in symbols if symbol.is_referenced()}
        inside = _globals_inside(table)
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            later |= inside  # when it is called, all of the cell has run
        else:
            now |= inside
        needs |= now - binds
        binds |= {s.get_name() for s in symbols if s.is_assigned() or s.is_imported()}
    return Names(frozenset(needs | (later - binds)), frozenset(binds))


def _in_order(statements: Iterable[ast.stmt]) -> Iterable[ast.stmt]:
    """Those inside `with`, `for`, `if` and `try` one by one, each after its header."""
    for statement in statements:
        parts = [getattr(statement, name, []) for name in ("body", "orelse", "finalbody")]
        handlers = getattr(statement, "handlers", [])
        kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
        if not any(parts) or isinstance(statement, kinds):
            yield statement
            continue
        if isinstance(statement, ast.For | ast.AsyncFor):
            yield _assign(statement.target, statement.iter)
        for item in getattr(statement, "items", []):
            yield _assign(item.optional_vars, item.context_expr)
        if isinstance(statement, ast.If | ast.While):
            yield _assign(None, statement.test)
        for handler in handlers:
            if handler.type:
                yield _assign(None, handler.type)
        for part in (*parts, *(handler.body for handler in handlers)):
            yield from _in_order(part)


def _assign(target: ast.expr | None, value: ast.expr) -> ast.stmt:
    made = ast.Assign([target], value) if target else ast.Expr(value)
    return ast.fix_missing_locations(made)


def _globals_inside(table: symtable.SymbolTable) -> set[str]:
    found = set()
    for inner in table.get_children():
        found |= {s.get_name() for s in inner.get_symbols() if s.is_global()}
        found |= _globals_inside(inner)
    return found


def needed(cells: Sequence[Names], wanted: Iterable[int]) -> list[int]:
    """Which cells must run, in their order, so that some of them can.

    A name comes from the last cell above that binds it, or else from the last of all.

    Args:
        cells: the names of each.
        wanted: the places of those that are to run.
    """
    found, waiting = set(), list(wanted)
    while waiting:
        place = waiting.pop()
        found.add(place)
        for name in cells[place].needs:
            binding = [n for n, cell in enumerate(cells) if name in cell.binds and n != place]
            above = [n for n in binding if n < place]
            if source := above or binding:
                waiting += {source[-1]} - found
    return sorted(found)
