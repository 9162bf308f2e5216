"""Write the repository's address wherever it stands: `make address URL=https://...`.

It stands in `_config.yml`, from which the pages take it, in `CITATION.cff`, and in the first
cell of every notebook, which fetches the book from there when nothing else is at hand. Stored
outputs stay valid: what a chapter computes does not depend on it.
"""

import re
import sys
from pathlib import Path

from book.dependencies import ROOT
from utils.files import write

URL = re.compile(r"https://[\w.-]+(?:/[\w.-]+){2,}")
USAGE = "make address URL=https://github.com/YOU/from-rnn-to-attention"
CONFIG = re.compile(r"(?<=^  url: ).*$", re.MULTILINE)
CITATION = re.compile(r"^repository-code: .*\n", re.MULTILINE)
CELL = re.compile(r'(?<="ADDRESS = \\").*(?=\\"\\n",$)', re.MULTILINE)


def set_address(url: str, root: Path = ROOT) -> list[Path]:
    """Write the address into the files under `root` that name it.

    Returns:
        The files.

    Raises:
        ValueError: it is no address of a repository. Nothing is changed.
    """
    url = url.strip().rstrip("/").removesuffix(".git")
    if not URL.fullmatch(url):
        raise ValueError(f"expected the address of a repository, got {url!r}: {USAGE}")
    config, citation = root / "_config.yml", root / "CITATION.cff"
    notebooks = sorted((root / "notebooks").glob("*.ipynb"))
    _edit(config, lambda text: CONFIG.sub(url, text, count=1))
    _edit(citation, lambda text: CITATION.sub("", text) + f"repository-code: {url}\n")
    for notebook in notebooks:
        _edit(notebook, lambda text: CELL.sub(url, text, count=1))
    return [config, citation, *notebooks]


def _edit(file: Path, change) -> None:
    write(file, change(file.read_text("utf-8")))


def main(arguments: list[str]) -> str | None:
    """What is wrong, if anything, for `sys.exit`."""
    try:
        files = set_address(arguments[0] if arguments else "")
    except ValueError as error:
        return str(error)
    print("The address now stands in", ", ".join(str(f.relative_to(ROOT)) for f in files))
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
