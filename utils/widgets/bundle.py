"""One script out of several: a widget's JavaScript with what it imports, so that JupyterLab,
Colab and the published page can each load it whole."""

import re
from pathlib import Path

FOLDER = Path(__file__).parent
IMPORT = re.compile(r'^import \{[^}]*\} from "\./(\w+)\.js";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?=async|function|const|class)", re.MULTILINE)
DEFAULT = re.compile(r"^export default ", re.MULTILINE)


def every_widget() -> list[str]:
    """The names of the modules that are a widget's: those that export it by default."""
    names = sorted(file.stem for file in FOLDER.glob("*.js"))
    return [name for name in names if DEFAULT.search(_read(name))]


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
    """The style sheets of the same parts, where they have one: first the kit's, then the others
    for this widget alone, so that those of two widgets on a page do not meet."""
    files = [FOLDER / f"{part}.css" for part in parts(name) if part != "kit"]
    own = "\n".join(file.read_text("utf-8") for file in files if file.exists())
    return f"{(FOLDER / 'kit.css').read_text('utf-8')}\n.bw-{name} {{\n{own}}}\n"


def script(name: str) -> str:
    """The widget `name` as an ordinary script, which also loads from a `file://` page: it puts
    what the module exports by default into `bookWidgets`."""
    body = EXPORT.sub("", DEFAULT.sub("return ", module(name)))
    return f'(window.bookWidgets ??= {{}})["{name}"] = (() => {{\n"use strict";\n{body}}})();\n'


def _read(name: str) -> str:
    return (FOLDER / f"{name}.js").read_text("utf-8")
