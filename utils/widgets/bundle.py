"""One script out of several: a widget's JavaScript with what it imports, so that JupyterLab,
Colab and the published page can each load it whole, without a bundler to install.

Each module becomes a function that is called once and returns what it exports; so its other
names stay private.
"""

import re
from pathlib import Path

from .constants import as_javascript

FOLDER = Path(__file__).parent
IMPORT = re.compile(r'^import \{([^}]*)\} from "\./(\w+)\.js";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?:(?:async )?function|const|class) (\w+)", re.MULTILINE)
DEFAULT = re.compile(r"^export default ", re.MULTILINE)
UNKNOWN = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)


def every_widget() -> list[str]:
    """The names of the modules that are a widget's: those that export it by default."""
    names = sorted(file.stem for file in FOLDER.glob("*.js"))
    return [name for name in names if DEFAULT.search(read(name))]


def parts(name: str) -> list[str]:
    """The modules that `name` needs, each after those that it imports, and last `name` itself.

    Raises:
        FileNotFoundError: there is no such module in this folder.
    """
    found = []
    for _, inner in IMPORT.findall(read(name)):
        found += [part for part in parts(inner) if part not in found]
    return [*found, name]


def module(name: str) -> str:
    """The module `name`.js with all that it needs before it: a module that imports nothing.

    Raises:
        ValueError: an import or export of a form that is not `import { a } from "./b.js"`,
            `export function`, `export const`, `export class` or `export default`.
    """
    exports = ", ".join(EXPORT.findall(read(name)))
    default = f"export default ${name}.$default;\n" if DEFAULT.search(read(name)) else ""
    named = f"export const {{ {exports} }} = ${name};\n" if exports else ""
    return _wrapped(name) + named + default


def script(name: str) -> str:
    """The widget `name` as an ordinary script, which also loads from a `file://` page: it puts
    what the module exports by default into `bookWidgets`."""
    return (
        f'(window.bookWidgets ??= {{}})["{name}"] = (() => {{\n"use strict";\n'
        f"{_wrapped(name)}return ${name}.$default;\n}})();\n"
    )


def style(name: str) -> str:
    """The style sheets of the same parts, where they have one: first the kit's, then the others
    for this widget alone, so that those of two widgets on a page do not clash."""
    files = [FOLDER / f"{part}.css" for part in parts(name) if part != "kit"]
    own = "\n".join(file.read_text("utf-8") for file in files if file.exists())
    return f"{(FOLDER / 'kit.css').read_text('utf-8')}\n.bw-{name} {{\n{own}}}\n"


def _wrapped(name: str) -> str:
    return "".join(map(_in_a_scope, parts(name)))


def _in_a_scope(name: str) -> str:
    """One module as a function that is called at once and returns what it exports."""
    source = read(name)
    exports = EXPORT.findall(source)
    body = IMPORT.sub(lambda match: _take(*match.groups()), source)
    body = EXPORT.sub(lambda match: match[0].removeprefix("export "), body)
    if DEFAULT.search(body):
        body, exports = DEFAULT.sub("const $default = ", body), [*exports, "$default"]
    if unknown := UNKNOWN.search(body):
        raise ValueError(f"expected an import or export that can be bundled, got {unknown[0]}")
    return f"const ${name} = (() => {{\n{body}return {{ {', '.join(exports)} }};\n}})();\n"


def _take(names: str, module: str) -> str:
    """An import, rewritten to take the names from an object."""
    return f"const {{{names.replace(' as ', ': ')}}} = ${module};\n"


def read(name: str) -> str:
    """The source of the module `name`.js."""
    return (
        as_javascript() if name == "constants" else (FOLDER / f"{name}.js").read_text("utf-8")
    )
