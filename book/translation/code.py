"""Cutting a cell of Python into messages: its comments and its strings.

A message is a literal as it stands in the code, quotes and all, or the lines of a comment.
"""

import ast
import io
import re
import tokenize
from collections.abc import Callable
from typing import NamedTuple

from book.translation.markdown import WORD

UNTRANSLATED = ("# noqa", "# type:", "# fmt:", "# %")
# Arguments that say no words to a reader, whatever they are called elsewhere in the notebook.
OPTIONS = {"ha", "va", "loc", "histtype", "linestyle", "marker", "color", "cmap", "where"}
NO_WORDS = re.compile(r"\\[a-zA-Z]+|https?://\S+")  # a command of TeX, an address


class Span(NamedTuple):
    """Part of a source.

    Attributes:
        start, end: where, in characters.
        text: what stands there.
        is_header: whether it is in the first line of a table that `table` shows.
    """

    start: int
    end: int
    text: str
    is_header: bool = False


def spans(source: str) -> list[Span]:
    """The messages of a cell, in the order in which they stand there.

    >>> [span.text for span in spans('x = 1  # one day\\nprint(f"{x} days")')]
    ['# one day', 'f"{x} days"']
    """
    starts = _line_starts(source)
    found = [*_strings(source, starts), *_comments(source, starts)]
    return sorted(found)


def translate(source: str, translated: Callable[[str, bool], str]) -> str:
    """The source with each message replaced by what `translated` makes of it, and of whether it
    is in the first line of a table."""
    parts, at = [], 0
    for span in spans(source):
        parts += [source[at : span.start], translated(span.text, span.is_header)]
        at = span.end
    return "".join([*parts, source[at:]])


def _line_starts(source: str) -> list[int]:
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    return starts


def _strings(source: str, starts: list[int]) -> list[Span]:
    lines = source.splitlines(keepends=True)

    def place(line: int, bytes_in: int) -> int:
        return starts[line - 1] + len(lines[line - 1].encode()[:bytes_in].decode())

    found, inner, headers = [], set(), set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "table":
            headers.update(map(id, ast.walk(node.args[0])))
        if isinstance(node, ast.keyword) and node.arg in OPTIONS:
            inner.update(map(id, ast.walk(node)))
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if isinstance(node, ast.JoinedStr):
            inner.update(id(below) for below in ast.walk(node) if below is not node)
        elif not is_text:
            continue
        if id(node) in inner:
            continue
        start = place(node.lineno, node.col_offset)
        end = place(node.end_lineno, node.end_col_offset)
        if WORD.search(NO_WORDS.sub("", _words(node))):
            found.append(Span(start, end, source[start:end], id(node) in headers))
    return found


def _words(node: ast.expr) -> str:
    """What a literal says, without what it fills in."""
    if isinstance(node, ast.Constant):
        return node.value
    parts = [part.value for part in node.values if isinstance(part, ast.Constant)]
    return " ".join(part for part in parts if isinstance(part, str))


def _comments(source: str, starts: list[int]) -> list[Span]:
    """Each comment; those on lines of their own, one below the other, are one."""
    found: list[Span] = []
    last = None  # line and column of the comment before, if it had a line of its own
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type != tokenize.COMMENT or token.string.startswith(UNTRANSLATED):
            continue
        (line, column), end = token.start, starts[token.end[0] - 1] + token.end[1]
        start = starts[line - 1] + column
        is_alone = not token.line[:column].strip()
        if is_alone and last == (line - 1, column):
            start = found.pop().start
        found.append(Span(start, end, source[start:end]))
        last = (line, column) if is_alone else None
    return [span for span in found if WORD.search(span.text)]
