"""Run notebooks and save them with their outputs: `make notebooks`.

To run only some: `.venv/bin/python -m tests.notebooks.execute notebooks/01_rnn.ipynb`
To save nothing: `--check` before the names.
"""

import datetime
import os
import platform
import resource
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from importlib.metadata import version
from pathlib import Path

import nbformat
from nbclient import NotebookClient

from book.dependencies import KERNEL_ENVIRONMENT, NOTEBOOKS, fingerprint

VERSIONS = ("torch", "matplotlib", "ipywidgets", "anywidget")
LIVE_VIEW = "application/vnd.jupyter.widget-view+json"


def execute(path: Path, save: bool = True) -> str:
    """Run one notebook top to bottom, save it, and return a line on time and memory.

    Nothing is saved if a cell fails, or without `save`.
    """
    os.environ.update(KERNEL_ENVIRONMENT)
    notebook = nbformat.read(path, as_version=4)
    began = time.perf_counter()
    NotebookClient(
        notebook,
        timeout=600,
        kernel_name="python3",
        record_timing=False,
        coalesce_streams=True,
        extra_arguments=["--log-level=ERROR"],
        resources={"metadata": {"path": str(path.parent)}},
    ).execute()
    seconds = time.perf_counter() - began
    if save:
        _save(notebook, path)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss  # kB on Linux, B on macOS
    mebibytes = peak / (2**20 if sys.platform == "darwin" else 2**10)
    return f"{path.name:20} {seconds:5.1f} s  {mebibytes:5.0f} MiB"


def _save(notebook: nbformat.NotebookNode, path: Path) -> None:
    """Write the notebook, with what was true when it ran."""
    _keep_pictures_of_widgets(notebook)
    notebook.metadata = {
        "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
        "language_info": {"name": "python"},
        "verified": {
            "fingerprint": fingerprint(notebook),
            "date": datetime.date.today().isoformat(),
            "python": platform.python_version(),
            **{name.lower(): version(name) for name in VERSIONS},
        },
    }
    nbformat.write(notebook, path)


def _keep_pictures_of_widgets(notebook: nbformat.NotebookNode) -> None:
    """Drop the live views, which need the kernel that has just ended. What is left is the
    widget's HTML: JupyterLab and GitHub show its picture, and the book makes it live."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(LIVE_VIEW, None)


def main(arguments: list[str]) -> None:
    save = "--check" not in arguments
    paths = [Path(name).resolve() for name in arguments if name != "--check"] or NOTEBOOKS
    # A process for each notebook, so that each peak of memory is its own.
    with ProcessPoolExecutor(max_workers=1, max_tasks_per_child=1) as pool:
        for line in pool.map(partial(execute, save=save), paths):
            print(line, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
