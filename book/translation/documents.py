"""The messages of a page or of a notebook, and the same document in another language."""

import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from book.dependencies import ROOT
from book.slides import abouts
from book.translation import code, markdown
from book.translation.markdown import has_words

GUESS = ("options", "right", "unit", "x", "y")  # what a guess shows
CODE, HEADER, SLIDE = "code", "header", "slide"
PROMPTS = ("code_prompt_show", "code_prompt_hide")  # the words on folded code


class Message(NamedTuple):
    """What is translated.

    Attributes:
        text: as it stands in the source, without numbers of the ledger (`markdown.unquoted`).
        context: CODE for a literal or a comment of Python, HEADER for a literal in the first
            line of a table (a word may be a key elsewhere, and left as it is), SLIDE for what
            a slide quotes, else empty.
        place: where it stands, like `notebooks/01_rnn.ipynb#text-01`.
    """

    text: str
    context: str
    place: str


Translate = Callable[[Message], str]


def messages(path: Path) -> list[Message]:
    """The messages of a page (`.md`) or a notebook (`.ipynb`), each where it stands first."""
    found: dict[tuple[str, str], Message] = {}

    def keep(message: Message) -> str:
        found.setdefault((message.text, message.context), message)
        return message.text

    translated(path, keep)
    return [*found.values()]


def translated(path: Path, translate: Translate, said: Callable[[str], str] = str) -> str:
    """The text of the file that a document is in another language.

    Args:
        path: a page or a notebook.
        translate: gives what stands instead of a message.
        said: gives how a number or a verdict of the ledger is said.
    """
    text, name = path.read_text("utf-8"), path.relative_to(ROOT).as_posix()
    if path.suffix == ".md":
        return _prose(text, name, translate, said)
    notebook = json.loads(text)
    for cell in notebook["cells"]:
        place, source = f"{name}#{cell['id']}", "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            source = _prose(source, place, translate, said)
        else:
            source = code.translate(source, partial(_of_code, translate, place))
        cell["source"] = source.splitlines(keepends=True)
        _metadata(cell["metadata"], place, translate)
    return json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _prose(text: str, place: str, translate: Translate, said: Callable[[str], str]) -> str:
    def put(message: str) -> str:
        bare = Message(markdown.unquoted(message), "", place)
        return markdown.quoted(translate(bare), message, said)

    def figures(rest: str) -> str:
        return markdown.quoted(markdown.unquoted(rest), rest, said)

    return markdown.translate(text, put, figures)


def _of_code(translate: Translate, place: str, text: str, is_header: bool) -> str:
    return translate(Message(text, HEADER if is_header else CODE, place))


def _metadata(metadata: dict, place: str, translate: Translate) -> None:
    """What of it a reader sees: the text of a picture, the words of a guess and of a slide;
    and what a cell prints beside a number that a guess is about, which code says."""

    def put(text: str, context: str = "") -> str:
        return translate(Message(text, context, place))

    def label(text: str, context: str) -> str:
        return put(f'"{text}"', context)[1:-1] if has_words(text) else text

    shown = metadata.get("mystnb", {})
    for owner, name in [(shown.get("image", {}), "alt"), *((shown, name) for name in PROMPTS)]:
        if name in owner:
            owner[name] = put(owner[name])
    guess = metadata.get("guess", {})
    for name in GUESS:
        if name in guess:
            guess[name] = _each(guess[name], put)
    if "says" in guess:
        guess["says"]["words"] = put(guess["says"]["words"])
    for about in abouts(metadata):
        if "says" in about:
            about["says"] = [put(words, SLIDE) for words in about["says"]]
        if "title" in about:
            about["title"] = put(about["title"], SLIDE)
    for source in _sources(guess):
        for name, context in (("row", CODE), ("column", HEADER)):
            if name in source:
                source[name] = label(source[name], context)


def _sources(guess: dict) -> Iterator[dict]:
    """Where a guess has its numbers from (`book/guesses.py`)."""
    options = [one for one in guess.get("options", ()) if isinstance(one, dict)]
    yield from (one["source"] for one in [*guess.get("points", ()), *options])
    if "answer" in guess:
        yield guess["answer"]


def _each(value: str | list | dict, put: Callable[[str], str]) -> str | list | dict:
    if isinstance(value, list):
        return [_each(one, put) for one in value]
    if isinstance(value, dict):
        return {**value, "text": put(value["text"])}
    return put(value) if has_words(value) else value
