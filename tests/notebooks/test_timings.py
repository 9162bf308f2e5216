"""How long something takes depends on the machine and on what else runs there. A chapter may
show it but may not assert it, or it fails for the reader whose computer is busy; `make bench`
compares speeds. The next assertion about a time fails here."""

import ast

import pytest

from tests.notebooks.cells import code_cells, every_notebook

CLOCKS = {"perf_counter", "monotonic", "process_time", "time_ns", "seconds"}  # History.seconds
ADDS = {"append", "extend", "add", "update", "insert"}
SIMPLE = ast.Assign, ast.AnnAssign, ast.AugAssign, ast.Expr, ast.FunctionDef


def names(node, context):
    """The names in a piece of code that are read, or that are given a value."""
    found = (part for part in ast.walk(node) if isinstance(part, ast.Name))
    return {name.id for name in found if isinstance(name.ctx, context)}


def uses(node, times):
    """Whether a piece of code reads a clock or a name in `times`. What functions and
    comprehensions give a value to is their own."""
    parts = list(ast.walk(node))
    own = names(node, ast.Store) if isinstance(node, ast.FunctionDef) else set()
    own |= {part.arg for part in parts if isinstance(part, ast.arg)}
    own = own.union(*(names(p.target, ast.Store) for p in parts if hasattr(p, "ifs")))
    attributes = {part.attr for part in parts if isinstance(part, ast.Attribute)}
    read = names(node, ast.Load) - own
    return not CLOCKS.isdisjoint(attributes | read) or not times.isdisjoint(read)


def changed(statement):
    """The names that a statement gives a value to; those that it only adds a value to."""
    match statement:
        case ast.FunctionDef(name=name):
            return {name}, set()
        case ast.Expr(ast.Call(ast.Attribute(ast.Name(name), method))) if method in ADDS:
            return set(), {name}
        case ast.Assign([ast.Subscript(ast.Name(name))]) | ast.AugAssign(ast.Name(name)):
            return set(), {name}
    return names(statement, ast.Store), set()


def timed_assertions(statements, times):
    """The assertions in which a time occurs, or what was computed from one. `times`: the names
    of such values, to which those of these statements are added."""
    for statement in statements:
        if isinstance(statement, ast.Assert) and uses(statement, times):
            yield ast.unparse(statement)
        elif isinstance(statement, (*SIMPLE, ast.For)):
            loop = isinstance(statement, ast.For)
            given, added = changed(statement.target if loop else statement)
            if uses(statement.iter if loop else statement, times):
                times |= given | added
            else:
                times -= given
        if not isinstance(statement, SIMPLE):
            for part in ("body", "orelse", "finalbody"):
                yield from timed_assertions(getattr(statement, part, []), times)


@every_notebook
def test_no_chapter_asserts_how_long_something_took(path):
    code = "\n".join(cell.source for cell in code_cells(path))
    assert not list(timed_assertions(ast.parse(code).body, set()))


@pytest.mark.parametrize(
    "code",
    [
        "assert history.seconds < 60",
        "began = time.perf_counter()\nassert time.perf_counter() - began < 5",
        "def cost(n):\n    return perf_counter() - n\nfast, slow = cost(1), cost(2)\n"
        "assert slow > fast",
        "rows = []\nfor n in range(3):\n    rows.append(run.seconds)\nassert rows[0] < rows[1]",
        "for took in [run.seconds for run in runs]:\n    assert took < 3",
    ],
)
def test_it_follows_a_time_to_the_assertion(code):
    (found,) = timed_assertions(ast.parse(code).body, set())
    assert found.startswith("assert")


def test_it_leaves_other_assertions_alone():
    code = "times = run.seconds\ntimes = [3]\nassert times == [3]\nassert score.share > 0.9"
    assert not list(timed_assertions(ast.parse(code).body, set()))
