"""The translations, a gettext catalogue for each document: `book/locale/zh_CN/01_rnn.po`."""

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from book.dependencies import ROOT
from book.translation.documents import messages
from utils.files import replacing

LOCALE = ROOT / "book" / "locale"


def path_of(document: Path, language: str = "zh_CN") -> Path:
    """Where the catalogue of a document is."""
    return LOCALE / language / f"{document.stem}.po"


def read(document: Path, language: str = "zh_CN") -> Catalog:
    """The catalogue of a document; an empty one if there is none."""
    path = path_of(document, language)
    if not path.exists():
        return Catalog(language, fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, language)


def updated(document: Path, language: str = "zh_CN") -> Catalog:
    """The catalogue with the document's messages of today.

    What is new has no translation; where a message is like one that is gone, it has the old
    translation, marked fuzzy. What is gone is obsolete.
    """
    template = Catalog(fuzzy=False)
    for text, context, place in messages(document):
        template.add(text, context=context or None, locations=[(place, "")])
    catalog = read(document, language)
    catalog.update(template, update_creation_date=False)
    return catalog


def write(catalog: Catalog, path: Path) -> None:
    """Write a catalogue; the same catalogue gives the same bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with replacing(path) as file:
        write_po(file, catalog, width=0, omit_header=True)
