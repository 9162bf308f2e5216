"""Running a chapter as a reader or a student does."""

import os
import zipfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient

from book.processes import KERNEL_ENVIRONMENT


def unpacked(archive: Path, folder: Path) -> Path:
    """The one folder that a zip holds, unpacked into `folder`."""
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(folder)
    (content,) = folder.iterdir()
    return content


def executed(notebook: nbformat.NotebookNode, folder: Path) -> dict[str, str]:
    """Run a notebook in a folder. An error in a cell is an error here.

    Returns:
        From the id of each cell of code to what it says, as plain text.
    """
    os.environ.update(KERNEL_ENVIRONMENT)
    NotebookClient(
        notebook,
        timeout=600,
        kernel_name="python3",
        coalesce_streams=True,  # a slow print may come in several messages
        resources={"metadata": {"path": str(folder)}},
    ).execute()
    return {cell.id: said(cell) for cell in notebook.cells if cell.cell_type == "code"}


def said(cell: nbformat.NotebookNode) -> str:
    parts = (o.get("text") or o.get("data", {}).get("text/plain", "") for o in cell.outputs)
    return "\n".join(parts)
