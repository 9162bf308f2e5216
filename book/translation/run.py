"""Run a program of the book on the Chinese book:

python -m book.translation.run book.shelves.epub _build
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from book.dependencies import ORIGINAL, ROOT
from book.translation import tree


@contextmanager
def translated_source(language: str = "zh_CN") -> Iterator[Path]:
    """The whole source in another language, in a folder that goes with the block."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "source"
        tree.write(source, language)
        yield source


def run(source: Path, module: str, *arguments: Path | str) -> int:
    """Run a module of a translated source. Returns its exit status."""
    command = [sys.executable, "-P", "-m", module, *arguments]  # not what is in this folder
    where = os.environ | {"PYTHONPATH": str(source), ORIGINAL: str(ROOT)}
    return subprocess.run(command, env=where, check=False).returncode


def main(module: str, *arguments: str) -> int:
    with translated_source() as source:
        return run(source, module, *arguments)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
