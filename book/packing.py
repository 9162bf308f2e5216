"""Pack the notebooks with the code that they import: for readers, and for students without
solutions (`make handout`).

The build of the site packs the first kind, so that a reader of the pages can take all of it
along. In the folder that comes out of either, `make lab` opens the notebooks.
"""

import json
import sys
import zipfile
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[1]
NAME = "from-rnn-to-attention"
BESIDE = ["Makefile", "requirements.txt", "constraints.txt", "LICENSE"]
KINDS = {".py", ".js", ".css", ".json"}
DATE = (2000, 1, 1, 0, 0, 0)  # the same files make the same zip
MODE = 0o100644 << 16  # an ordinary file that all may read


def files() -> list[Path]:
    """The files that running the notebooks takes, in a fixed order: of the notebooks those that
    are chapters, so that no draft that lies beside them goes along."""
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text("utf-8"))
    pages = [ROOT / entry["file"] for part in toc["parts"] for entry in part["chapters"]]
    notebooks = [
        page.with_suffix(".ipynb") for page in pages if page.parent.name == "notebooks"
    ]
    code = [path for path in sorted((ROOT / "utils").rglob("*")) if path.suffix in KINDS]
    return notebooks + code + [ROOT / name for name in BESIDE]


def for_students(notebook: bytes) -> bytes:
    """A notebook without its solutions and without what it printed; the exercises and their
    checks stay."""
    content = json.loads(notebook)
    cells = content["cells"]
    content["cells"] = [c for c in cells if "solution" not in c["metadata"].get("tags", [])]
    for cell in content["cells"]:
        if cell["cell_type"] == "code":
            cell |= {"outputs": [], "execution_count": None}
    content["metadata"].pop("verified", None)  # it has no outputs that could be
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


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
