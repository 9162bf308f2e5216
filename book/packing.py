"""Pack the notebooks with all that they import, read, show and link to: for readers, and for
students without solutions (`make handout`).

The build of the site packs the first kind, so that a reader of the pages can take all of it
along. In the folder that comes out of either, `make lab` opens the notebooks; the wheel in it
installs the code without a package index.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import NamedTuple

import nbformat
import yaml
from nbconvert.preprocessors import ClearOutputPreprocessor
from nbformat import NotebookNode

from book.dependencies import ROOT, inputs_of
from book.output import folder_for
from utils.files import READABLE, replacing

NAME = "from-rnn-to-attention"
BESIDE = ["Makefile", "pyproject.toml", "requirements.txt", "constraints.txt", "LICENSE"]
# What a cell may be tagged: what it is, what the page shows of it, what the tests compare.
TAGS = {"exercise", "solution", "parameters"}
TAGS |= {"hide-cell", "hide-input", "remove-input", "one-line", "nbval-ignore-output"}
LINK = re.compile(r'\]\(([^)\s]+)|(?:href|src)="([^"]+)"')
DATE = (2000, 1, 1, 0, 0, 0)  # the same files make the same zip
EPOCH = "946684800"  # the same date, in seconds
MODE = 0o100644 << 16  # an ordinary file that all may read


def files() -> list[Path]:
    """The files that are packed, in a fixed order: of the notebooks only the chapters, so that
    no draft beside them is packed; all of `utils`, so that the folder installs what the wheel
    installs, but nothing that git does not know."""
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text("utf-8"))
    pages = [ROOT / entry["file"] for part in toc["parts"] for entry in part["chapters"]]
    notebooks = [
        page.with_suffix(".ipynb") for page in pages if page.parent.name == "notebooks"
    ]
    needed = tracked("utils").union(*map(inputs_of, notebooks), *map(linked, notebooks))
    beside = [ROOT / name for name in BESIDE]
    return [*notebooks, *sorted(needed.difference(notebooks, beside)), *beside]


def tracked(*folders: str) -> set[Path]:
    """The files of some folders that git knows. Where there is no git to ask, as in an unpacked
    zip, all of them but what is hidden and what Python keeps."""
    if not (ROOT / ".git").exists() or not shutil.which("git"):
        paths = (path for folder in folders for path in (ROOT / folder).rglob("*"))
        names = (path.relative_to(ROOT) for path in paths)
        kept = (
            name
            for name in names
            if not any(part.startswith((".", "__pycache__")) for part in name.parts)
        )
        return {ROOT / name for name in kept if (ROOT / name).is_file()}
    # Whoever owns the folder: nothing is run from it, only its list of files is read.
    git = ["git", "-c", "safe.directory=*", "-C", str(ROOT), "ls-files", "-z", *folders]
    listed = subprocess.run(git, check=True, stdout=subprocess.PIPE).stdout.decode()
    return {ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()}


def linked(notebook: Path) -> set[Path]:
    """The pages and figures that a notebook shows or links to, directly or through pages."""
    found, waiting = set(), [notebook]
    while waiting:
        source = waiting.pop()
        targets = (part for pair in LINK.findall(source.read_text("utf-8")) for part in pair)
        paths = {(source.parent / target.partition("#")[0]).resolve() for target in targets}
        new = {path for path in paths - found if path.is_file() and ROOT in path.parents}
        found |= new
        waiting += [path for path in new if path.suffix == ".md"]
    return found


def wheel(paths: list[Path]) -> tuple[str, bytes]:
    """The code among these files as a package to install: the file's name, and what is in
    it."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "source"
        for path in paths:  # a copy of its own, so that what lies beside them is not in it
            copy = source / path.relative_to(ROOT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
        build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder]
        same = os.environ | {"SOURCE_DATE_EPOCH": EPOCH}
        said = subprocess.PIPE
        subprocess.run(build, cwd=source, env=same, check=True, stdout=said, stderr=said)
        (file,) = Path(folder).glob("*.whl")
        return file.name, file.read_bytes()


def for_students(notebook: NotebookNode) -> NotebookNode:
    """A notebook without its solutions and without what it printed; the exercises and their
    checks stay."""
    cells = [cell for cell in notebook.cells if "solution" not in _tags(cell)]
    notebook = NotebookNode(notebook, cells=cells)
    notebook, _ = ClearOutputPreprocessor().preprocess(notebook, {})
    notebook.metadata.pop("verified", None)  # it has no outputs that could be
    return notebook


def check_tags(notebook: NotebookNode, name: str) -> None:
    """See that no solution is handed out because its tag is spelled otherwise.

    Raises:
        ValueError: a tag is unknown, or the cell of a solution has none.
    """
    for cell in notebook.cells:
        unknown = sorted(set(_tags(cell)) - TAGS)
        if unknown:
            known = ", ".join(sorted(TAGS))
            raise ValueError(f"{name}, cell {cell.id}: unknown tag {unknown[0]!r}; use {known}")
        if cell.id.startswith("solution") and "solution" not in _tags(cell):
            raise ValueError(f"{name}, cell {cell.id}: expected the tag 'solution'")


def _tags(cell: NotebookNode) -> list[str]:
    return cell.metadata.get("tags") or []  # an editor may leave null


def put(
    archive: zipfile.ZipFile,
    name: str,
    content: bytes,
    date: tuple[int, ...] = DATE,
    mode: int = MODE,
) -> None:
    """Put a file into a zip. The same file gives the same bytes."""
    entry = zipfile.ZipInfo(name, date)
    entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, mode
    archive.writestr(entry, content)


def add(archive: zipfile.ZipFile, name: str, content: bytes, date: tuple[int, ...]) -> None:
    """Put a file into the one folder of a zip."""
    put(archive, f"{NAME}/{name}", content, date)


class Parts(NamedTuple):
    """What is the same in every zip: the files, and the wheel by its name and content."""

    paths: list[Path]
    wheel: tuple[str, bytes]


def parts() -> Parts:
    """The parts of the zips as they are now. Finding them takes seconds."""
    paths = files()
    return Parts(paths, wheel(paths))


def pack(target: Path, solutions: bool = True, given: Parts | None = None) -> Path:
    """Write the zip.

    Args:
        target: the path of the zip.
        solutions: whether the notebooks keep their solutions and outputs.
        given: the `parts`, where several zips are made of them.

    Returns:
        The path.

    Raises:
        ValueError: a notebook has a tag that is unknown.
    """
    with replacing(target, READABLE) as file, zipfile.ZipFile(file, "w") as archive:
        paths, package = given or parts()
        for path in paths:
            name, content = path.relative_to(ROOT).as_posix(), path.read_bytes()
            if path.suffix == ".ipynb":
                notebook = nbformat.reads(content.decode(), as_version=4)
                check_tags(notebook, name)
                if not solutions:
                    content = f"{nbformat.writes(for_students(notebook))}\n".encode()
            add(archive, name, content, DATE)
        add(archive, *package, DATE)
    return target


def main(arguments: list[str]) -> int:
    target = pack(folder_for(arguments) / f"{NAME}-handout.zip", solutions=False)
    print(f"{target} has {target.stat().st_size / 2**20:.1f} MiB: notebooks without solutions.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
