"""What a piece of Python source means, imports, names and shows, without running it."""

import ast
import inspect
import json
from collections.abc import Callable, Iterator
from functools import cache
from importlib.util import resolve_name
from typing import NamedTuple

# Calls that show the source of functions, and which of their arguments name them.
SHOWING = {"code": slice(None), "Formula": slice(1, 2)}


class Source(NamedTuple):
    """The text of a module, and the package that its relative imports start from."""

    text: str
    package: str = ""


@cache
def meaning(text: str) -> str:
    """The syntax tree as text: the same for sources that differ only in comments, docstrings
    and layout.

    >>> meaning("def f(x):\\n    'Two.'\\n    return x * 2") == meaning("def f(x): return x*2")
    True
    >>> meaning("2 * x") == meaning("3 * x")
    False
    """
    # Not `ast.dump`, which writes the same tree differently in other versions of Python.
    return json.dumps(_tree(ast.parse(text)))


def _tree(node: object) -> object:
    if isinstance(node, ast.AST):
        fields = [(name, _tree(value)) for name, value in ast.iter_fields(node)]
        return [type(node).__name__, *(field for field in fields if field[1] not in (None, []))]
    if isinstance(node, list):
        return [_tree(part) for part in node if not _is_remark(part)]
    return node if isinstance(node, str | int | float | None) else repr(node)


def _is_remark(node: object) -> bool:
    """Whether it is a string on its own, such as a docstring."""
    value = getattr(node, "value", None) if isinstance(node, ast.Expr) else None
    return isinstance(value, ast.Constant) and isinstance(value.value, str)


def origins(source: Source) -> dict[str, str]:
    """What is imported, from its name here to its full name.

    >>> origins(Source("from utils.data import names, Split as S; import numpy as np"))
    {'names': 'utils.data.names', 'S': 'utils.data.Split', 'np': 'numpy'}
    >>> origins(Source("from ..vocab import Vocab", package="utils.data"))
    {'Vocab': 'utils.vocab.Vocab'}
    """
    found = {}
    for node in ast.walk(ast.parse(source.text)):
        if isinstance(node, ast.Import):
            found |= {alias.asname or alias.name: alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names = {alias.asname or alias.name: alias.name for alias in node.names}
            module = resolve_name("." * node.level + (node.module or ""), source.package)
            found |= {name: f"{module}.{full}" for name, full in names.items()}
    return found


def texts(text: str) -> set[str]:
    """All strings in the source, including those inside f-strings."""
    nodes = (node.value for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Constant))
    return {value for value in nodes if isinstance(value, str)}


def shown(source: Source) -> set[str]:
    """The imported functions and classes whose source it shows.

    >>> shown(Source("from utils.cells import RNNCell as Cell; code(Cell.step, print)"))
    {'utils.cells.RNNCell.step'}
    """
    known, tree = origins(source), ast.parse(source.text)
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    kinds = ((SHOWING.get(getattr(call.func, "id", None)), call.args) for call in calls)
    shown = (part for which, arguments in kinds if which for part in arguments[which])
    parts = (name.split(".") for part in shown for name in _names(part))
    return {".".join([known[first], *rest]) for first, *rest in parts if first in known}


def _names(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Name | ast.Attribute):
        yield ast.unparse(node)
    else:
        for part in ast.iter_child_nodes(node):
            yield from _names(part)


def definition(name: str, read: Callable[[str], Source | None]) -> str:
    """The source of a function, a class or a method, as `inspect.getsource` gives it.

    Args:
        name: its full name, such as `utils.cells.RNNCell.step`.
        read: from a module's name to its source, None if there is no such module of ours.

    Returns:
        The source; "" if it is not ours.
    """
    module, owner, method = _parts(name, read)
    source = read(module)
    if source is None:
        return ""
    node = _inside(ast.parse(source.text), owner)
    if node is None:  # the module has it from elsewhere, if at all
        origin = origins(source).get(owner, "")
        return definition(f"{origin}.{method}".strip("."), read)
    if method and _inside(node, method) is None:  # the class has it from another
        bases = (f"{module}.{ast.unparse(base)}.{method}" for base in node.bases)
        return next(filter(None, (definition(base, read) for base in bases)), "")
    node = _inside(node, method) if method else node
    first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
    return "".join(inspect.getblock(source.text.splitlines(keepends=True)[first - 1 :]))


def _parts(name: str, read: Callable[[str], Source | None]) -> tuple[str, str, str]:
    """A full name in three parts: the module, a name in it, and a name inside that."""
    module = name.rpartition(".")[0]
    while module and read(module) is None:
        module = module.rpartition(".")[0]
    owner, _, method = name.removeprefix(f"{module}.").partition(".")
    return module, owner, method


def _inside(node: ast.AST, name: str) -> ast.AST | None:
    kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    found = (part for part in node.body if isinstance(part, kinds) and part.name == name)
    return next(found, None)
