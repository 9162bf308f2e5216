"""What depends on what. Everything that has to know asks here.

    inputs_of(path)        the files that a notebook or a module needs to run
    dependents_of(path)    the notebooks and modules that need a file
    fingerprint(notebook)  a hash of what the outputs of a notebook depend on
    seal(notebook, code)   a hash of the outputs themselves, too
    fingerprint_of(name)   a hash of what the numbers that a module computes depend on

A file that a program opens by a path of its own is not known, except the data of a module,
which are named like it (names.json is what names.py reads, pronunciations.txt.xz what
pronunciations.py reads), and the saved runs of the ledger that a notebook reads. Files are read
once per process.
"""

import hashlib
import json
import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import packages_distributions, version
from pathlib import Path

import grimp
import nbformat
from nbformat import NotebookNode

from book import source
from book.processes import KERNEL_ENVIRONMENT

ROOT = Path(__file__).parents[1]
ORIGINAL = "BOOK_ORIGINAL"  # set where this is a translation: the root of the other book
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
RUNS = ROOT / "book" / "claims" / "results"
WIDGETS = ROOT / "utils" / "widgets"
DATA = ".json", ".txt.xz"  # how the data of a module end
ADDRESS = re.compile(r"^ADDRESS = .*$", re.MULTILINE)  # where a first cell fetches the book
SCRIPT = re.compile(r'from "\./(\w+\.js)"')  # what a script imports


def inputs_of(path: Path) -> set[Path]:
    """The files of this project that a notebook or a module needs to run.

    Args:
        path: a notebook, or a module of `utils`, `book` or `tests`.

    Returns:
        The file itself, the modules that it imports, directly or not, with their data, the
        scripts and style sheets of the widgets among them, and the saved runs that a notebook
        reads.

    Raises:
        ValueError: it is neither.
    """
    if path.suffix == ".ipynb":
        code = _code(nbformat.read(path, as_version=4))
        modules, own = _ours(_reached(_imports(code))), {path, *_runs(code)}
    else:
        modules, own = _ours(_reached({_name(path)})), set()
    widgets = {name for name in modules if name.startswith("utils.widgets.")}
    return own | {_file(name) for name in modules} | _data(modules) | _scripts(widgets)


def dependents_of(path: Path) -> set[Path]:
    """The notebooks and modules (tests are modules) that need a file, by `inputs_of`."""
    modules = {_file(name) for name in _ours(_graph().modules)}
    return {file for file in {*NOTEBOOKS, *modules} if path in inputs_of(file)}


def fingerprint(notebook: NotebookNode) -> str:
    """A hash of what the outputs of a notebook depend on.

    That is: the code in its cells, less the address of the book; what the modules that it
    imports do, with their data, whatever their comments and docstrings say; the source that the
    outputs show, comments and all; the saved runs that it reads; the versions of the packages
    that it and those modules import; the environment of the kernel. Scripts and style sheets do
    not count: the outputs hold a widget's picture and its values, and the page brings the
    script.
    """
    code = _code(notebook)
    reached = _reached(_imports(code))
    modules = _ours(reached)
    sources = source.Source(code), *map(source_of, modules)
    return _hash(
        code=[ADDRESS.sub("", c.source) for c in notebook.cells if c.cell_type == "code"],
        modules=_meanings(modules),
        shown=sorted(set().union(*map(_shown, sources))),
        runs={file.name: _numbers(file) for file in sorted(_runs(code))},
        versions=_versions(reached - modules),
        environment=KERNEL_ENVIRONMENT,
    )


def seal(notebook: NotebookNode, code: str) -> str:
    """A hash of the outputs of a notebook and of the code, by its fingerprint, that gave them:
    an output that was changed since does not fit it."""
    cells = (cell for cell in notebook.cells if cell.cell_type == "code")
    return _hash(code=code, outputs=[[c.id, c.execution_count, c.outputs] for c in cells])


@cache
def fingerprint_of(module: str, packages: tuple[str, ...]) -> str:
    """A hash of what a module and all that it imports do.

    Args:
        module: its name, such as `utils.cells`.
        packages: the packages whose version counts, if the modules import them.
    """
    reached = _reached({module})
    modules = _ours(reached)
    versions = _versions(reached.intersection(packages))
    return _hash(modules=_meanings(modules), versions=versions)


def _hash(**parts) -> str:
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def _meanings(modules: set[str]) -> dict[str, str]:
    """What modules do, and the data that they read."""
    data = {file.relative_to(ROOT).as_posix(): file for file in sorted(_data(modules))}
    return {
        **{name: source.meaning(source_of(name).text) for name in sorted(modules)},
        **{name: _content(file) for name, file in data.items()},
    }


def _data(modules: set[str]) -> set[Path]:
    files = {_file(name).with_suffix(kind) for name in modules for kind in DATA}
    return {file for file in files if file.is_file()}


def _content(file: Path) -> str:
    """The text of a file; of a compressed one a hash."""
    if file.suffix == ".xz":
        return hashlib.sha256(file.read_bytes()).hexdigest()
    return file.read_text("utf-8")


def _versions(packages: set[str]) -> dict[str, str]:
    """The versions of those that are installed: the standard library has none."""
    known = _distributions()
    names = {name for package in packages for name in known.get(package.split(".")[0], [])}
    # torch's "+cpu" is the same version, built differently.
    return {name: version(name).partition("+")[0] for name in sorted(names)}


_distributions = cache(packages_distributions)  # slow: it scans all installed packages


@cache
def _graph() -> grimp.ImportGraph:
    # What readers take along and the translated source have no tests.
    packages = (name for name in ("utils", "book", "tests") if (ROOT / name).is_dir())
    return grimp.build_graph(*packages, include_external_packages=True, cache_dir=None)


@cache
def _bare() -> dict[str, str]:
    """The modules whose folder is on the path of the tests, by the name that imports them
    there: `diagrams` for `book.figures.diagrams`."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]
    folders = settings["pytest"]["ini_options"]["pythonpath"]
    packages = tuple(f"{folder.replace('/', '.')}." for folder in folders if folder != ".")
    found = (name for name in _graph().modules if name.startswith(packages))
    return {name.rpartition(".")[2]: name for name in found}


def _reached(names: Iterable[str]) -> set[str]:
    """The modules, all that they import, directly or not, and the packages they lie in, which
    Python runs first. Third-party packages are named, not followed."""
    found, waiting = set(), set(names)
    while waiting:
        name = waiting.pop()
        found.add(name)
        following = {name.rpartition(".")[0]} - {""}
        if name in _graph().modules:
            following |= _graph().find_modules_directly_imported_by(name)
        waiting |= {_bare().get(other, other) for other in following} - found
    return found


def _ours(names: Iterable[str]) -> set[str]:
    """Those that are modules of this project: no third-party package, no plain folder."""
    graph = _graph()
    mine = {name for name in names if name in graph.modules}
    return {n for n in mine if not graph.is_module_squashed(n) and _file(n).is_file()}


def _file(module: str) -> Path:
    path = ROOT.joinpath(*module.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def _name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    name = ".".join(parts).removesuffix(".__init__")
    if path.suffix != ".py" or not _ours({name}):
        raise ValueError(f"expected a notebook or a module of utils, book or tests: {path}")
    return name


@cache
def source_of(module: str) -> source.Source | None:
    """The source of a module of this project; None for any other name."""
    if not _ours({module}):
        return None
    file = _file(module)
    package = module if file.name == "__init__.py" else module.rpartition(".")[0]
    return source.Source(file.read_text("utf-8"), package)


def _code(notebook: NotebookNode) -> str:
    return "\n\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")


def _imports(code: str) -> set[str]:
    """The modules that a notebook imports: `from utils.data import names` names one, and
    `from utils.data import Split` what stands in one."""
    names = source.origins(source.Source(code)).values()
    return {
        name if name in _graph().modules else name.rpartition(".")[0] or name for name in names
    }


@cache
def _shown(module: source.Source) -> set[str]:
    """The source of all functions and classes that a module, or a notebook's code, shows."""
    return {source.definition(name, source_of) for name in source.shown(module)}


def _runs(code: str) -> set[Path]:
    """The saved runs that the code names, if it names their folder."""
    texts = source.texts(code)
    if not any("claims/results" in text for text in texts):
        return set()
    files = {RUNS / f"{Path(text).stem}.json" for text in texts}
    return {file for file in files if file.is_file()}


def _numbers(file: Path) -> dict:
    """What was measured; under which code is the ledger's business."""
    return json.loads(file.read_text("utf-8"))["settings"]


def _scripts(modules: set[str]) -> set[Path]:
    """What belongs to modules of widgets, scripts and style sheets: named like them, with what
    the scripts import."""
    found, waiting = set(), {WIDGETS / name.rpartition(".")[2] for name in modules}
    while waiting:
        script = waiting.pop().with_suffix(".js")
        found |= {script, script.with_suffix(".css")}
        if script.is_file():
            imported = SCRIPT.findall(script.read_text("utf-8"))
            waiting |= {script.with_name(name) for name in imported} - found
    return {file for file in found if file.is_file()}
