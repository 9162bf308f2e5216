"""Run notebooks and save them with their outputs: `make notebooks`.

To run only some: `.venv/bin/python -m book.execute notebooks/01_rnn.ipynb`
To save nothing: `--check` before the names.
"""

import datetime
import os
import platform
import resource
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from importlib.metadata import version
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from book.dependencies import NOTEBOOKS, fingerprint, seal
from book.processes import KERNEL_ENVIRONMENT, end_with
from utils import files

VERSIONS = ("torch", "matplotlib", "ipywidgets", "anywidget")


class Failed(Exception):
    """A notebook that was not run to its end, or not saved; the message says which and why."""


def execute(path: Path, save: bool = True) -> str:
    """Run one notebook top to bottom, save it, and return a line on time and memory.

    Raises:
        Failed: it is no notebook, cannot be saved, or was edited meanwhile; a cell fails. It
            stays as it is.
    """
    if save and not os.access(path.parent, os.W_OK):
        raise Failed(
            f"{path.name} could not be saved: {path.parent} cannot be written. "
            f"To run it and save nothing: {sys.executable} -m book.execute --check {path}"
        )
    os.environ.update(KERNEL_ENVIRONMENT)
    content = path.read_bytes()
    try:
        notebook = nbformat.reads(content.decode(), as_version=4)
    except ValueError as error:
        raise Failed(f"{path} is not a complete notebook: {error}") from None
    code, failed = fingerprint(notebook), []  # of the code that is about to run
    began = time.perf_counter()
    client = NotebookClient(
        notebook,
        timeout=600,
        kernel_name="python3",
        record_timing=False,
        coalesce_streams=True,
        extra_arguments=["--log-level=ERROR"],
        resources={"metadata": {"path": str(path.parent)}},
        on_cell_error=lambda cell, **_: failed.append(cell.id),
    )
    try:
        client.execute()
    except CellExecutionError as error:
        raise Failed(f"{path.name}, cell {failed[0]}:\n{error}") from None
    seconds = time.perf_counter() - began
    if save:
        if path.read_bytes() != content:
            raise Failed(
                f"{path.name} was edited while it ran, so it is not saved: run it again"
            )
        _save(notebook, path, code)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss  # kB on Linux, B on macOS
    mebibytes = peak / (2**20 if sys.platform == "darwin" else 2**10)
    return f"{path.name:20} {seconds:5.1f} s  {mebibytes:5.0f} MiB"


def _save(notebook: nbformat.NotebookNode, path: Path, code: str) -> None:
    """Write the notebook, with what was true when it ran."""
    language = dict(notebook.metadata.language_info)
    del language["version"]  # of Python: it stands below, and would change without need
    notebook.metadata = {
        "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
        "language_info": language,
        "verified": {
            "fingerprint": code,
            "seal": seal(notebook, code),
            "date": datetime.date.today().isoformat(),
            "python": platform.python_version(),
            **{name.lower(): version(name) for name in VERSIONS},
        },
    }
    files.write(path, nbformat.writes(notebook) + "\n")


def main(arguments: list[str]) -> str | None:
    """Run one after the other, until one fails. Returns what is wrong, for `sys.exit`."""
    save = "--check" not in arguments
    paths = [Path(name).resolve() for name in arguments if name != "--check"] or NOTEBOOKS
    # A process for each notebook, so that each peak of memory is its own.
    own = {"initializer": end_with, "initargs": [os.getpid()], "max_tasks_per_child": 1}
    with ProcessPoolExecutor(1, **own) as pool:
        for path in paths:
            try:
                print(pool.submit(execute, path, save).result(), flush=True)
            except Failed as failed:
                return str(failed)
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
