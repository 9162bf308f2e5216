"""Pack the notebooks with all that they need to run: for readers, and for students without
solutions (`make handout`).

The build of the site packs the first kind, so that a reader of the pages can take all of it
along. In the folder that comes out of either, `make lab` opens the notebooks.
"""

import sys
import zipfile
from pathlib import Path

import nbformat
import yaml
from nbconvert.preprocessors import ClearOutputPreprocessor, TagRemovePreprocessor

from book.dependencies import ROOT, inputs_of

NAME = "from-rnn-to-attention"
BESIDE = ["Makefile", "requirements.txt", "constraints.txt", "LICENSE"]
DATE = (2000, 1, 1, 0, 0, 0)  # the same files make the same zip
MODE = 0o100644 << 16  # an ordinary file that all may read


def files() -> list[Path]:
    """The files needed to run the notebooks, in a fixed order: only the notebooks that are
    chapters, so that no draft beside them is packed."""
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text("utf-8"))
    pages = [ROOT / entry["file"] for part in toc["parts"] for entry in part["chapters"]]
    notebooks = [
        page.with_suffix(".ipynb") for page in pages if page.parent.name == "notebooks"
    ]
    needed = set().union(*map(inputs_of, notebooks)).difference(notebooks)
    return [*notebooks, *sorted(needed), *(ROOT / name for name in BESIDE)]


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
    with zipfile.ZipFile(target, "w") as archive:
        for path in files():
            content = path.read_bytes()
            if path.suffix == ".ipynb" and not solutions:
                content = for_students(content)
            add(archive, path.relative_to(ROOT).as_posix(), content, DATE)
    return target


def main() -> int:
    (ROOT / "_build").mkdir(exist_ok=True)
    target = pack(ROOT / "_build" / f"{NAME}-handout.zip", solutions=False)
    print(f"{target} has {target.stat().st_size / 2**20:.1f} MiB: notebooks without solutions.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
