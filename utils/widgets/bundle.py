"""One script out of several: a widget's JavaScript with what it imports, so that JupyterLab,
Colab and the published page can each load it whole."""

import re
from pathlib import Path

FOLDER = Path(__file__).parent
IMPORT = re.compile(r'^import \{[^}]*\} from "\./(\w+)\.js";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?=async|function|const|class)", re.MULTILINE)
DEFAULT = re.compile(r"^export default ", re.MULTILINE)


def module(name: str) -> str:
    """The module `name`.js of this folder, with every module it imports before it.

    Raises:
        FileNotFoundError: there is no such module here.
    """
    source = _read(name)
    return _imported(source, set()) + IMPORT.sub("", source)


def style(name: str) -> str:
    """The style sheet of the widget `name`: what all share, and its own."""
    return "\n".join((FOLDER / f"{part}.css").read_text("utf-8") for part in ("kit", name))


def script(name: str) -> str:
    """The widget `name` as an ordinary script, which also loads from a `file://` page: it puts
    what the module exports by default into `bookWidgets`."""
    body = EXPORT.sub("", DEFAULT.sub("return ", module(name)))
    return f'(window.bookWidgets ??= {{}})["{name}"] = (() => {{\n"use strict";\n{body}}})();\n'


def _imported(source: str, seen: set[str]) -> str:
    """The modules that `source` imports, each after those that it imports itself."""
    parts = []
    for name in IMPORT.findall(source):
        if name not in seen:
            seen.add(name)
            inner = _read(name)
            parts.append(_imported(inner, seen) + EXPORT.sub("", IMPORT.sub("", inner)))
    return "".join(parts)


def _read(name: str) -> str:
    return (FOLDER / f"{name}.js").read_text("utf-8")
