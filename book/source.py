"""What a piece of Python source means, imports, names and shows, without running it."""

import ast
import inspect
import json
from collections.abc import Callable, Collection, Iterator
from functools import cache

# Calls that show the source of the functions that are named in their arguments.
SHOWING = {"code", "Line", "cell_lines"}


@cache
def meaning(text: str) -> str:
    """The syntax tree, written down: the same for all that differs in comments, docstrings and
    layout alone.

    >>> meaning("def f(x):\\n    'Two.'\\n    return x * 2") == meaning("def f(x): return x*2")
    True
    >>> meaning("2 * x") == meaning("3 * x")
    False
    """
    # Not `ast.dump`, which writes the same tree otherwise in other versions of Python.
    return json.dumps(_tree(ast.parse(text)))


def _tree(node: object) -> object:
    if isinstance(node, ast.AST):
        fields = [(name, _tree(value)) for name, value in ast.iter_fields(node)]
        return [type(node).__name__, *(field for field in fields if field[1] not in (None, []))]
    if isinstance(node, list):
        return [_tree(part) for part in node if not _is_remark(part)]
    return node if isinstance(node, str | int | float | None) else repr(node)


def _is_remark(node: object) -> bool:
    """Whether it is a text that stands alone, such as a docstring."""
    value = getattr(node, "value", None) if isinstance(node, ast.Expr) else None
    return isinstance(value, ast.Constant) and isinstance(value.value, str)


def origins(text: str, modules: Collection[str]) -> dict[str, str]:
    """What is imported, from its name here to the module that it is or comes from.

    Args:
        text: the source.
        modules: the modules there are: in `from utils.data import names` it may be a module
            that is named, or a function.

    >>> origins("from utils.data import names, Split; import numpy as np", {"utils.data.names"})
    {'names': 'utils.data.names', 'Split': 'utils.data', 'np': 'numpy'}
    """
    found = {}
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            found |= {alias.asname or alias.name: alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                name = f"{node.module}.{alias.name}"
                found[alias.asname or alias.name] = name if name in modules else node.module
    return found


def texts(text: str) -> set[str]:
    """All texts that stand in the source, also those inside f-strings."""
    nodes = (node.value for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Constant))
    return {value for value in nodes if isinstance(value, str)}


def shown(text: str) -> Iterator[str]:
    """The names of the functions and classes whose source it shows.

    >>> list(shown("code(RNNCell.step, unroll)"))
    ['RNNCell.step', 'unroll']
    """
    for call in ast.walk(ast.parse(text)):
        if isinstance(call, ast.Call) and getattr(call.func, "id", None) in SHOWING:
            for argument in call.args:
                yield from _names(argument)


def _names(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Name | ast.Attribute):
        yield ast.unparse(node)
    else:
        for part in ast.iter_child_nodes(node):
            yield from _names(part)


def definition(name: str, module: str, read: Callable[[str], str | None]) -> str:
    """The source of a function, a class or a method, as `inspect.getsource` gives it.

    Args:
        name: such as `RNNCell.step`.
        module: where it is imported from.
        read: from a module's name to its text, None for a module that is none of ours.

    Returns:
        The source; "" if there is none.
    """
    text = read(module)
    if text is None:
        return ""
    tree = ast.parse(text)
    owner, _, method = name.partition(".")
    node = _inside(tree, owner)
    if node is None:  # it comes from elsewhere, if it is anywhere
        return definition(name, origins(text, ()).get(owner, ""), read)
    if method and _inside(node, method) is None:  # it is inherited
        bases = [f"{ast.unparse(base)}.{method}" for base in getattr(node, "bases", [])]
        return next(filter(None, (definition(base, module, read) for base in bases)), "")
    node = _inside(node, method) if method else node
    first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
    return "".join(inspect.getblock(text.splitlines(keepends=True)[first - 1 :]))


def _inside(node: ast.AST, name: str) -> ast.AST | None:
    kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    found = (part for part in node.body if isinstance(part, kinds) and part.name == name)
    return next(found, None)
