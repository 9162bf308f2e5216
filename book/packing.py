"""Pack the notebooks with all that they import, read, show and link to: for readers, and for
students without solutions (`make handout`).

The build of the site packs the first kind, so that a reader of the pages can take all of it
along. In the folder that comes out of either, `make lab` opens the notebooks; the wheel in it
installs the code without a package index.
"""

import os
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import nbformat
import yaml
from nbconvert.preprocessors import ClearOutputPreprocessor, TagRemovePreprocessor

from book.build import folder_for
from book.dependencies import ROOT, inputs_of
from utils.files import READABLE, replacing

NAME = "from-rnn-to-attention"
BESIDE = ["Makefile", "pyproject.toml", "requirements.txt", "constraints.txt", "LICENSE"]
LINK = re.compile(r'\]\(([^)\s]+)|(?:href|src)="([^"]+)"')
DATE = (2000, 1, 1, 0, 0, 0)  # the same files make the same zip
EPOCH = "946684800"  # the same date, in seconds
MODE = 0o100644 << 16  # an ordinary file that all may read


def files() -> list[Path]:
    """The files that are packed, in a fixed order: of the notebooks only the chapters, so that
    no draft beside them is packed; all of `utils`, so that the folder installs what the wheel
    installs."""
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text("utf-8"))
    pages = [ROOT / entry["file"] for part in toc["parts"] for entry in part["chapters"]]
    notebooks = [
        page.with_suffix(".ipynb") for page in pages if page.parent.name == "notebooks"
    ]
    code = (path for path in (ROOT / "utils").rglob("*") if path.is_file())
    needed = {path for path in code if "__pycache__" not in path.parts}
    needed = needed.union(*map(inputs_of, notebooks), *map(linked, notebooks))
    beside = [ROOT / name for name in BESIDE]
    return [*notebooks, *sorted(needed.difference(notebooks, beside)), *beside]


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


def wheel() -> tuple[str, bytes]:
    """The code of `utils` as a package to install: the file's name, and what is in it."""
    with tempfile.TemporaryDirectory() as folder:
        build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder]
        same = os.environ | {"SOURCE_DATE_EPOCH": EPOCH}
        said = subprocess.PIPE
        subprocess.run(build, cwd=ROOT, env=same, check=True, stdout=said, stderr=said)
        (file,) = Path(folder).glob("*.whl")
        return file.name, file.read_bytes()


def for_students(content: bytes) -> bytes:
    """A notebook without its solutions and without what it printed; the exercises and their
    checks stay."""
    notebook = nbformat.reads(content.decode(), as_version=4)
    for step in TagRemovePreprocessor(remove_cell_tags={"solution"}), ClearOutputPreprocessor():
        notebook, _ = step.preprocess(notebook, {})
    notebook.metadata.pop("verified", None)  # it has no outputs that could be
    return (nbformat.writes(notebook) + "\n").encode()


def add(archive: zipfile.ZipFile, name: str, content: bytes, date: tuple[int, ...]) -> None:
    """Put a file into the one folder of a zip."""
    entry = zipfile.ZipInfo(f"{NAME}/{name}", date)
    entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, MODE
    archive.writestr(entry, content)


def pack(target: Path, solutions: bool = True) -> Path:
    """Write the zip.

    Args:
        target: the path of the zip.
        solutions: whether the notebooks keep their solutions and outputs.

    Returns:
        The path.
    """
    with replacing(target, READABLE) as file, zipfile.ZipFile(file, "w") as archive:
        for path in files():
            content = path.read_bytes()
            if path.suffix == ".ipynb" and not solutions:
                content = for_students(content)
            add(archive, path.relative_to(ROOT).as_posix(), content, DATE)
        add(archive, *wheel(), DATE)
    return target


def main(arguments: list[str]) -> int:
    target = pack(folder_for(arguments) / f"{NAME}-handout.zip", solutions=False)
    print(f"{target} has {target.stat().st_size / 2**20:.1f} MiB: notebooks without solutions.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
