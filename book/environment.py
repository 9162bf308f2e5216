"""The packages that the notebooks need, on a host that may lack some: called by the first cell
of every notebook, so it imports nothing but Python's own."""

import importlib
import re
import subprocess
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

PROJECT = Path(__file__).parents[1] / "pyproject.toml"


def install_missing(project: Path = PROJECT) -> None:
    """Install what the book needs and this Python does not have; a second time, nothing.

    What is there stays as it is, whatever its version: on a host such as Colab the versions
    have been chosen to fit each other.

    Args:
        project: the file that lists what is needed.

    Raises:
        RuntimeError: pip failed. The message ends with what it said.
    """
    needed = tomllib.loads(project.read_text("utf-8"))["project"]["dependencies"]
    missing = [requirement for requirement in needed if not _is_installed(requirement)]
    if not missing:
        return
    print("Installing, once:", ", ".join(missing), flush=True)
    pip = [sys.executable, "-m", "pip", "install", "--disable-pip-version-check", *missing]
    done = subprocess.run(pip, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        raise RuntimeError(
            f"pip could not install {', '.join(missing)}. If the package index cannot be "
            "reached from here, name a mirror, %env PIP_INDEX_URL=https://MIRROR/simple with "
            f"its address, and run this cell again. pip said:\n{done.stdout[-2000:]}"
        )
    importlib.invalidate_caches()


def _is_installed(requirement: str) -> bool:
    try:
        distribution(re.match(r"[\w.-]+", requirement)[0])
    except PackageNotFoundError:
        return False
    return True
