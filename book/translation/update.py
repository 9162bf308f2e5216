"""What the translation lacks: `make translation`.

Brings the catalogues up to date with the source. A new message has no translation, one that
has changed has the old one, marked fuzzy; both are for a translator to mend. What is gone goes.
Where a check of `checks` is wrong about a message, a comment in the catalogue says so:

    # right: number too many: 2
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message

from book.dependencies import ROOT
from book.translation import catalogs, checks
from book.translation.tree import MODULES, documents

RIGHT = "right: "


def faults(document: Path, catalog: Catalog, language: str = "zh_CN") -> Iterator[str]:
    """What is wrong with the catalogue of a document, a line for each message."""
    terms = checks.terms_of(catalogs.LOCALE / language / "terms.yml")
    for message in catalog:
        if message.id:
            found = _of_message(message, terms)
            if found:
                yield f"{document.stem}: {message.id[:70]!r}: {'; '.join(found)}"
    yield from (f"{document.stem}: gone: {gone.id!r}" for gone in catalog.obsolete.values())


def _of_message(message: Message, terms: checks.Terms) -> list[str]:
    if not message.string:
        return ["no translation"]
    if message.fuzzy:
        return ["the source has changed"]
    found = checks.faults(message.id, message.string, message.context, terms)
    right = {one.removeprefix(RIGHT) for one in message.user_comments}
    return [one for one in found if one not in right]


def texts_not_found(catalog: Catalog) -> Iterator[str]:
    """The texts of modules that do not stand in their file any more."""
    for message in catalog:
        if message.id:
            file = ROOT / message.context
            if not file.is_file() or message.id not in file.read_text("utf-8"):
                yield f"{message.context}: no text {message.id!r}"


def main(language: str = "zh_CN") -> int:
    """Update every catalogue; say what is to be done. Returns 1 if anything is."""
    found = [*texts_not_found(catalogs.read(MODULES, language))]
    for document in documents():
        catalog = catalogs.updated(document, language)
        found += faults(document, catalog, language)
        catalog.obsolete.clear()
        catalogs.write(catalog, catalogs.path_of(document, language))
    print("\n".join(found) or f"{language} is complete.")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
