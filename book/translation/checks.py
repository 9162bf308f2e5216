"""What must be the same on both sides of a translation, and how Chinese is set.

Each check gives the faults of one message, in words; none if there are none.
"""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import yaml
from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin

from book.claims.quotes import QUOTE
from book.translation.documents import CODE, HEADER
from book.translation.markdown import TARGET

FORMULA = re.compile(r"\$\$?[^$]+\$\$?")
SNIPPET = re.compile(r"(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
TAG = re.compile(r"</?[a-z][^>]*>")
FOOTNOTE = re.compile(r"\[\^[\w-]+\]")
PLACEHOLDER = re.compile(r"\{[\w.]*\}")
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
WORDS_IN_FORMULA = re.compile(r"\\(text|operatorname|mathrm)\{[^}]*\}")
MONTHS = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
]  # fmt: skip
MONTH = re.compile(r"\d(?:st|nd|rd|th)?(?: of)? ({0})\b|\b({0}) \d".format("|".join(MONTHS)))
CHINESE = r"[一-鿿]"
HALF_WIDTH = re.compile(
    rf"{CHINESE}[,;:?!()]|[,;:?!()] *{CHINESE}|[`$][,;:?!](?=[ `$])|{CHINESE}\.(?!\w)"
)
SPACED = re.compile(rf"{CHINESE} +(?:[A-Za-z0-9$`]|{CHINESE})|[A-Za-z0-9$`] +{CHINESE}")
BROKEN = re.compile(
    rf"[{CHINESE[1:-1]}\uff0c\u3002\uff1b\uff1a\u3001]\n(?![-*>#|]|\s*\d+\.|\s)"
)
START = re.compile(r"(#+ |> |)")
ITEM = re.compile(r"^\s*(?:[-*]|\d+\.) ", re.MULTILINE)
Terms = dict[str, list[str]]


def faults(message: str, translation: str, context: str | None, terms: Terms) -> Iterator[str]:
    """All that is wrong with a translation.

    Args:
        message: the English, a piece of Markdown, a literal of Python or a comment.
        translation: the Chinese.
        context: of the message (`documents.Message`).
        terms: from an English term to the Chinese that may stand for it.
    """
    if translation == message:
        return
    if context in (CODE, HEADER):
        yield from _of_code(message, translation)
    else:
        yield from _of_markdown(message, translation)
    yield from _of_terms(message, translation, terms)


@cache
def terms_of(path: Path) -> Terms:
    """The list of terms, the longest first."""
    listed = yaml.safe_load(path.read_text("utf-8"))
    return {
        english: chinese if isinstance(chinese, list) else [chinese]
        for english, chinese in sorted(listed.items(), key=lambda pair: -len(pair[0]))
    }


def _different(what: str, message: Counter, translation: Counter) -> Iterator[str]:
    for one in message - translation:
        yield f"{what} missing: {one}"
    for one in translation - message:
        yield f"{what} too many: {one}"


def _of_markdown(message: str, translation: str) -> Iterator[str]:
    sides = message, translation
    for what, found in (
        ("code", lambda text: [code[1] for code in SNIPPET.findall(text)]),
        ("link", lambda text: TARGET.findall(text)),
        ("tag", lambda text: TAG.findall(SNIPPET.sub("", text))),
        ("footnote", lambda text: FOOTNOTE.findall(text)),
        ("formula", lambda text: _formulas(text)),
        ("number", lambda text: _numbers(text)),
    ):
        yield from _different(what, *(Counter(found(side)) for side in sides))
    if [q[0] for q in QUOTE.finditer(message)] != [q[0] for q in QUOTE.finditer(translation)]:
        yield "figures in another order"  # one that got into the place of another looks right
    if START.match(message)[0] != START.match(translation)[0]:
        yield f"begins otherwise: {START.match(message)[0]!r}"
    if len(ITEM.findall(message)) != len(ITEM.findall(translation)):
        yield "another number of list items"
    yield from _of_setting(translation)


def _without_code(text: str) -> str:
    return TAG.sub("", SNIPPET.sub("", text))


def _formulas(text: str) -> list[str]:
    """The formulas, spaces and words in them aside."""
    found = FORMULA.findall(SNIPPET.sub("", text))
    return [WORDS_IN_FORMULA.sub(r"\\\1", "".join(each.split())) for each in found]


def _numbers(text: str) -> list[str]:
    text = TARGET.sub("]", FORMULA.sub("", _without_code(text)))
    named = [MONTHS.index(month) + 1 for pair in MONTH.findall(text) for month in pair if month]
    return [*NUMBER.findall(text), *map(str, named)]


def _of_setting(text: str) -> Iterator[str]:
    plain = FORMULA.sub("$x$", TARGET.sub("]", SNIPPET.sub("`x`", text)))
    for kind, pattern in (
        ("half-width mark", HALF_WIDTH),
        ("space", SPACED),
        ("line broken", BROKEN),
    ):
        allowed = re.sub(r"\*\* ", "**", plain)  # after a bold title
        yield from (f"{kind}: {found[0]!r}" for found in pattern.finditer(allowed))
    if '"' in TARGET.sub("", TAG.sub("", plain)):
        yield "straight quotation mark: write “ ”"
    left = [each.content for each in _rendered(plain) if "*" in each.content]
    if left:
        yield f"an asterisk that marks nothing, {left[0]!r}: put the full stop outside the bold"


def _rendered(text: str) -> Iterator:
    reader = MarkdownIt("commonmark").use(dollarmath_plugin)
    for token in reader.parse(text):
        yield from (child for child in token.children or [] if child.type == "text")


def _of_code(message: str, translation: str) -> Iterator[str]:
    if message.startswith("#"):
        if not all(line.lstrip().startswith("#") for line in translation.splitlines()):
            yield "every line of a comment begins with #"
        return
    try:
        sides = [ast.parse(f"({side})", mode="eval").body for side in (message, translation)]
    except SyntaxError as error:
        yield f"not a literal of Python: {error.msg}"
        return
    if not isinstance(sides[1], ast.Constant | ast.JoinedStr):
        yield "not a literal of Python"
        return
    filled = [
        Counter(
            ast.unparse(node) for node in ast.walk(side) if isinstance(node, ast.FormattedValue)
        )
        for side in sides
    ]
    yield from _different("placeholder", *filled)
    if not isinstance(sides[0], ast.JoinedStr):
        texts = [side.value if isinstance(side, ast.Constant) else "" for side in sides]
        yield from _different("slot", *(Counter(PLACEHOLDER.findall(text)) for text in texts))


def _of_terms(message: str, translation: str, terms: Terms) -> Iterator[str]:
    text = TARGET.sub("]", FORMULA.sub(" ", _without_code(message)))
    for english, chinese in terms.items():
        pattern = re.compile(rf"(?<![\w-]){re.escape(english)}s?(?![\w-])", re.IGNORECASE)
        if english[0].isupper():
            pattern = re.compile(pattern.pattern.replace("s?(?!", "(?!"))
        if pattern.search(text):
            text = pattern.sub(" ", text)
            if not any(each.lower() in translation.lower() for each in chinese):
                yield f"term: {english} is {' or '.join(chinese)}"
