"""The whole source in another language: a copy of it, translated, from which the site, the
notebooks' zip and the books are made as from the original.

    python -m book.translation.tree FOLDER      write it, and say what has no translation yet

Pages and notebooks are translated message by message. In other files (the code of the library
and of the pages, templates, scripts, drawings) the texts that a reader sees are listed in the
catalogue `modules.po`, each as it stands in the file that is its context. So the code needs to
know nothing of languages.
"""

import json
import re
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog

from book import slides
from book.dependencies import ADDRESS, ROOT
from book.headings import normal, plain
from book.packing import BESIDE, tracked
from book.translation import catalogs, chinese
from book.translation.documents import Message, translated

FONT = "NotoSansSC.ttf"  # of figures
MODULES = Path("modules")
PLACES = "book/headings.json"
LEFT = "book/locale/", "book/translation/"
OF_SPHINX = "/LC_MESSAGES/"  # what Sphinx lacks of the language
HEADING = re.compile(r"#{1,4} ")


def documents() -> list[Path]:
    """The pages and the notebooks of the book, and what a page includes."""
    return [
        *sorted((ROOT / "notebooks").glob("*.ipynb")),
        *sorted((ROOT / "book").glob("*.md")),
        ROOT / "utils" / "README.md",
    ]


def sources() -> list[Path]:
    """The files that are copied: all that the book is built from."""
    own = {ROOT / name for name in ("_config.yml", "_toc.yml", *BESIDE)}
    copied = tracked("book", "notebooks", "utils") | own
    names = {path: path.relative_to(ROOT).as_posix() for path in copied}
    return sorted(
        p for p, name in names.items() if OF_SPHINX in name or not name.startswith(LEFT)
    )


def write(folder: Path, language: str = "zh_CN") -> Counter:
    """Write the source in another language into a folder.

    Args:
        folder: where to: a new folder, or what an earlier call has written.
        language: which of `book/locale`.

    Returns:
        From the name of a document to how many of its messages have no translation, and from
        that of another file to how many of its texts have changed; these are left in English.

    Raises:
        FileExistsError: there is something else in the folder.
    """
    if folder.exists() and any(folder.iterdir()):
        if not (folder / PLACES).is_file():
            raise FileExistsError(f"{folder} holds something else; name a new folder")
        shutil.rmtree(folder)
    texts, missing = texts_of_modules(catalogs.read(MODULES, language)), Counter()
    read = set(documents())
    for path in sources():
        name = path.relative_to(ROOT)
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if path in read:
            target.write_text(_document(path, language, missing), "utf-8")
        elif name.as_posix() in texts:
            target.write_text(_replaced(path, texts[name.as_posix()], missing), "utf-8")
        else:
            shutil.copyfile(path, target)
    font = catalogs.LOCALE / language / "fonts" / FONT
    shutil.copyfile(font, folder / "utils" / "plots" / FONT)
    places = json.dumps(headings(language), ensure_ascii=False, indent=1)
    (folder / PLACES).write_text(places, "utf-8")
    return missing


def headings(language: str) -> dict[str, dict[str, str]]:
    """For each document, from a heading in this language to the original one, for
    `site/headings.py`.

    Raises:
        ValueError: two headings of a document have the same translation; nothing could tell
            them apart.
    """
    every: dict[str, dict[str, str]] = {}
    for path in documents():
        found = every.setdefault(path.relative_to(ROOT).with_suffix("").as_posix(), {})
        for message in catalogs.read(path, language):
            if HEADING.match(message.id or "") and message.string and not message.context:
                ways = zip(plain(message.string), plain(message.id), strict=True)
                for translation, original in ways:
                    if found.setdefault(normal(translation), original) != original:
                        raise ValueError(
                            f"{translation!r} is a heading for {original!r} and for "
                            f"{found[normal(translation)]!r}"
                        )
    return every


def texts_of_modules(catalog: Catalog) -> dict[str, dict[str, str]]:
    """From a file to its texts and what stands there instead. A message's context is the
    file."""
    found: dict[str, dict[str, str]] = {}
    for message in catalog:
        if message.id and message.string:
            found.setdefault(message.context, {})[message.id] = message.string
    return found


def _replaced(path: Path, texts: dict[str, str], missing: Counter) -> str:
    """The text of a file with others in it; the longest first, as one may hold another."""
    text = path.read_text("utf-8")
    for old in sorted(texts, key=len, reverse=True):
        if old not in text:
            missing[path.relative_to(ROOT).as_posix()] += 1
        text = text.replace(old, texts[old])
    return text


def _document(path: Path, language: str, missing: Counter) -> str:
    catalog = catalogs.read(path, language)

    def translate(message: Message) -> str:
        found = catalog.get(message.text, message.context or None)
        if found and found.string and not found.fuzzy:
            return found.string
        missing[path.stem] += 1
        return message.text

    text = translated(path, translate, chinese.said)
    if path.suffix != ".ipynb":
        return text
    notebook = json.loads(text)
    if wrong := _drop_slides_that_misquote(notebook["cells"]):
        missing[path.stem] += wrong
    return _with_outputs(notebook, path, language)


def _drop_slides_that_misquote(cells: list[dict]) -> int:
    """A deck with a slide less could not be told from the whole one: if there is one that
    quotes what the translated chapter does not say, there are no slides. Returns how many."""
    text, every = slides.said(cells), [cell["metadata"] for cell in cells]
    quoted = [slides.quotations(about) for one in every for about in slides.abouts(one)]
    wrong = sum(any(words not in text for words in words_of_one) for words_of_one in quoted)
    if wrong:
        for metadata in every:
            metadata.pop("slide", None)
            metadata.pop("slides", None)
    return wrong


def _with_outputs(notebook: dict, path: Path, language: str) -> str:
    """The notebook with what it has printed in this language, if its code is still the same but
    for the address of the book; else with what those cells of the original have printed that
    have the same code."""
    stored = catalogs.LOCALE / language / path.name
    original = json.loads(path.read_text("utf-8"))
    executed = json.loads(stored.read_text("utf-8")) if stored.exists() else original
    if [*map(_code, _code_cells(executed))] == [*map(_code, _code_cells(notebook))]:
        notebook["metadata"] = executed["metadata"]
    else:
        executed = original
    for cell, other in zip(_code_cells(notebook), _code_cells(executed), strict=True):
        same = _code(cell) == _code(other)
        cell["outputs"] = other["outputs"] if same else []
        cell["execution_count"] = other["execution_count"] if same else None
    return json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _code_cells(notebook: dict) -> Iterator[dict]:
    return (cell for cell in notebook["cells"] if cell["cell_type"] == "code")


def _code(cell: dict) -> tuple[str, str]:
    return cell["id"], ADDRESS.sub("", "".join(cell["source"]))


if __name__ == "__main__":
    for name, count in write(Path(sys.argv[1]).resolve()).items():
        print(f"{name}: {count} texts are not in Chinese: run make translation")
