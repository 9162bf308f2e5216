"""The packages that the notebooks need, on a host that may lack some: called by the first cell
of every notebook, so it imports nothing but Python's own."""

import importlib
import re
import subprocess
import sys
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
        RuntimeError: this Python is too old, or pip failed: then the message ends with what it
            said.
    """
    if sys.version_info < (3, 11):  # noqa: UP036  the notebook may run on any
        has = ".".join(map(str, sys.version_info[:2]))
        raise RuntimeError(f"expected Python 3.11 or newer; this notebook runs on {has}")
    import tomllib  # noqa: PLC0415  older ones have none

    needed = tomllib.loads(project.read_text("utf-8"))["project"]["dependencies"]
    missing = [requirement for requirement in needed if not _is_installed(requirement)]
    if not missing:
        return
    print("Installing, once:", ", ".join(missing), flush=True)
    pip = [sys.executable, "-m", "pip", "install", "--disable-pip-version-check", *missing]
    done = subprocess.run(pip, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        raise RuntimeError(
            f"pip could not install all of {', '.join(missing)}. If the package index cannot "
            "be reached from here, run this with the address of a mirror in a new cell, and "
            "then run this cell again:\n\n%env PIP_INDEX_URL=https://MIRROR/simple\n\n"
            f"pip said:\n{done.stdout[-2000:]}"
        )
    importlib.invalidate_caches()


def _is_installed(requirement: str) -> bool:
    try:
        distribution(re.match(r"[\w.-]+", requirement)[0])
    except PackageNotFoundError:
        return False
    return True
