"""Run a program of the book on the Chinese book:

python -m book.translation.run book.shelves.epub _build
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from book.translation import tree


def main(module: str, *arguments: str) -> int:
    """Run a module in the translated source, with these arguments. Returns its exit status."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "source"
        tree.write(source)
        command = [sys.executable, "-P", "-m", module, *arguments]  # not what is in this folder
        where = os.environ | {"PYTHONPATH": str(source)}
        return subprocess.run(command, env=where, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
