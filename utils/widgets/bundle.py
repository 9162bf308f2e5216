"""One script out of several: a widget's JavaScript with what it imports, so that JupyterLab,
Colab and the published page can each load it whole."""

import re
from pathlib import Path

FOLDER = Path(__file__).parent
IMPORT = re.compile(r'^import \{[^}]*\} from "\./(\w+)\.js";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?=async|function|const|class)", re.MULTILINE)
DEFAULT = re.compile(r"^export default ", re.MULTILINE)


def parts(name: str) -> list[str]:
    """The modules that `name` needs, each after those that it imports, and last `name` itself.

    Raises:
        FileNotFoundError: there is no such module in this folder.
    """
    found = []
    for inner in IMPORT.findall(_read(name)):
        found += [part for part in parts(inner) if part not in found]
    return [*found, name]


def module(name: str) -> str:
    """The module `name`.js with all that it needs before it: a module that imports nothing."""
    *needed, last = [IMPORT.sub("", _read(part)) for part in parts(name)]
    return EXPORT.sub("", "".join(needed)) + last


def style(name: str) -> str:
    """The style sheets of the same parts, where they have one."""
    files = [FOLDER / f"{part}.css" for part in parts(name)]
    return "\n".join(file.read_text("utf-8") for file in files if file.exists())


def script(name: str) -> str:
    """The widget `name` as an ordinary script, which also loads from a `file://` page: it puts
    what the module exports by default into `bookWidgets`."""
    body = EXPORT.sub("", DEFAULT.sub("return ", module(name)))
    return f'(window.bookWidgets ??= {{}})["{name}"] = (() => {{\n"use strict";\n{body}}})();\n'


def _read(name: str) -> str:
    return (FOLDER / f"{name}.js").read_text("utf-8")
