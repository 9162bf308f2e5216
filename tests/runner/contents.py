"""The contents of the project that its checks depend on. What is slow to read is read once per
run, like the contents of files."""

import json
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import nbformat

from book.dependencies import fingerprint
from tests.book.built import HTML, Page
from tests.runner.check import ROOT

# What is kept, or the text behind a tag.
TEXT = re.compile(r"(<(script|style)\b.*?</\2>)|>[^<]+(?=<)", re.DOTALL)


def files(*patterns: str) -> Iterator[Path]:
    """The files of these patterns, without what Python and editors leave behind."""
    for pattern in patterns:
        for path in ROOT.glob(pattern):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path


def tests_in(folder: str) -> list[Path]:
    return sorted((ROOT / "tests" / folder).glob("test_*.py"))


@cache
def code_of(notebook: Path) -> str:
    """The code cells with their outputs and tags; what is written between them is left out."""
    cells = nbformat.read(notebook, as_version=4).cells
    return json.dumps([cell for cell in cells if cell.cell_type == "code"])


def commands(page: Path) -> str:
    """The lines of a page that are typed into a terminal."""
    return "\n".join(re.findall(r"^\$ .*$", page.read_text("utf-8"), re.MULTILINE))


def quotations(path: Path) -> str:
    """The paragraphs of a page or a notebook that quote the ledger."""
    text = path.read_text("utf-8")
    if path.suffix == ".ipynb":
        text = "\n\n".join(cell.source for cell in nbformat.reads(text, as_version=4).cells)
    return "\n\n".join(part for part in text.split("\n\n") if "claims.md#" in part)


@cache
def fingerprint_of(notebook: Path) -> str:
    return fingerprint(nbformat.read(notebook, as_version=4))


@cache
def shown_on(page: str) -> set[Path]:
    """What a browser loads that shows a built page."""
    built = Page(HTML / f"{page}.html")
    values = re.findall(r'data-values="([^"]+)"', built.text)
    addresses = [address for address in (*built.loads(), *values) if ":" not in address]
    loaded = {built.target(address.partition("?")[0])[0] for address in addresses}
    return {built.path, *loaded, *files("_build/html/_static/fonts/*")}


def without_text(page: str) -> str:
    """A built page without its text: the tags with their attributes, the scripts."""
    html = (HTML / f"{page}.html").read_text("utf-8")
    return TEXT.sub(lambda found: found[1] or ">", html)


def commit() -> str:
    """What git calls the last commit; the zip of `make offline` has its files."""
    command = ["git", "rev-parse", "HEAD"]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False).stdout
