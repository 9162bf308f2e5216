"""Cutting Markdown into messages: a paragraph, a list, a heading, the cell of a table.

What has no words (a formula, code, a line of a directive) is no message and stays as it is.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from book.claims.quotes import QUOTE

WORD = re.compile(r"[^\W\d_]{2,}")
FENCE = re.compile(r"\s*(`{3,}|~{3,}|:{3,})(.*)")
DIRECTIVE = re.compile(r"\{[\w:-]+\}")
OPTION = re.compile(r"\s*:[\w-]+:")
LABEL = re.compile(r"\([\w-]+\)=\s*")
ROW = re.compile(r"\s*\|.*\|\s*")
CELLS = re.compile(r"(?<!\\)\|")
# Where a link leads, and its title, which may have brackets of its own.
TARGET = re.compile(r"\]\(((?:[^()\"]|\"[^\"]*\")*)\)")
# What a translator does not translate.
FIXED = re.compile(
    rf"`[^`]*`|\$[^$]*\$|{TARGET.pattern}|<[^>]*>|https?://\S+|\\\w+|\[\^[\w-]+\]|:----*:?"
)
TEXT_IN_FORMULA = re.compile(r"\\(?:text|operatorname)\{[^}]*[a-z]{3,}[^}]*\}")


class Piece(NamedTuple):
    """A part of a text; all of them in a row are the text.

    Attributes:
        text: as it stands there.
        is_message: whether it is translated.
    """

    text: str
    is_message: bool = False


def has_words(text: str) -> bool:
    """Whether there is anything to translate.

    >>> has_words("A state"), has_words("`code` and $x$"), has_words("$x_t$ | 3.1")
    (True, True, False)
    """
    return bool(WORD.search(FIXED.sub(" ", QUOTE.sub(" ", text))))


def cut(text: str) -> list[Piece]:
    r"""Cut Markdown into pieces.

    >>> [piece.text for piece in cut("# One\n\nTwo $x$.\n\n$$x$$\n") if piece.is_message]
    ['# One', 'Two $x$.']
    """
    return [*_pieces(text.splitlines(keepends=True))]


def translate(
    text: str, translated: Callable[[str], str], rest: Callable[[str], str] = str
) -> str:
    """The text with each message replaced by what `translated` makes of it, and what is between
    them by what `rest` does."""
    return "".join(
        translated(piece.text) if piece.is_message else rest(piece.text) for piece in cut(text)
    )


def unquoted(message: str) -> str:
    """The message without the numbers that stand for runs of the ledger: they may change.

    >>> unquoted('In [7 of 10](claims.md#x "a: passed") starts')
    'In [?](claims.md#x "a: passed") starts'
    """
    return QUOTE.sub(lambda found: found[0].replace(found[1], "?", 1), message)


def quoted(message: str, source: str, said: Callable[[str], str] = str) -> str:
    """A translation with the numbers of the source in the places that `unquoted` emptied, as
    one says them in its language: the verdict "holds" in words of its own."""
    for found in QUOTE.finditer(source):
        empty = found[0].replace(found[1], "?", 1)
        message = message.replace(empty, empty.replace("[?", f"[{said(found[1])}", 1))
    return message


def _pieces(lines: list[str]) -> Iterator[Piece]:
    at = 0
    while at < len(lines):
        end = at + 1
        line = lines[at]
        fence = FENCE.fullmatch(line.rstrip("\n"))
        if at == 0 and line.strip() == "---":  # front matter
            end = lines.index(line, 1) + 1
            yield Piece("".join(lines[at:end]))
        elif fence and fence[2] and not DIRECTIVE.match(fence[2].strip()):  # code
            end = _closing(lines, at, fence[1])
            yield Piece("".join(lines[at:end]))
        elif fence or _is_fixed(line):
            yield Piece(line)
        elif line.strip().startswith("$$"):
            while lines[end - 1].count("$$") % 2 == (end - 1 == at) and end < len(lines):
                end += 1
            formula = "".join(lines[at:end])
            yield from _message(formula, bool(TEXT_IN_FORMULA.search(formula)))
        elif ROW.fullmatch(line):
            yield from _row(line)
        else:
            while end < len(lines) and not _ends_block(lines[end]):
                end += 1
            block = "".join(lines[at:end])
            yield from _message(block, has_words(block))
        at = end


def _is_fixed(line: str) -> bool:
    return not line.strip() or bool(LABEL.fullmatch(line) or OPTION.match(line))


def _ends_block(line: str) -> bool:
    begins = line.strip().startswith("$$") or line.startswith("#")
    return _is_fixed(line) or begins or bool(FENCE.match(line) or ROW.fullmatch(line))


def _closing(lines: list[str], at: int, fence: str) -> int:
    for end in range(at + 1, len(lines)):
        if lines[end].strip() == fence:
            return end + 1
    return len(lines)


def _message(block: str, is_message: bool) -> Iterator[Piece]:
    """A block; the end of its last line belongs to no message."""
    inside = block.rstrip("\n")
    yield Piece(inside, is_message)
    if inside != block:
        yield Piece(block[len(inside) :])


def _row(line: str) -> Iterator[Piece]:
    for number, cell in enumerate(CELLS.split(line)):
        if number:
            yield Piece("|")
        inside = cell.strip()
        if inside and has_words(inside):
            before, after = cell.split(inside, 1)
            yield Piece(before)
            yield Piece(inside, True)
            yield Piece(after)
        elif cell:
            yield Piece(cell)
