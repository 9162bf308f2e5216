"""A lone notebook with only the zip beside it, as one uploads them to a host: it runs to its
end, and then says what the committed notebook says."""

import shutil

import nbformat
import pytest

from book.packing import pack
from tests.book.built import CHAPTERS, ROOT
from tests.running.notebooks import executed, said


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_lone_notebook_with_the_zip_runs_to_its_end(tmp_path, chapter):
    pack(tmp_path / "from-rnn-to-attention.zip")
    path = ROOT / f"{chapter}.ipynb"
    shutil.copy(path, tmp_path)
    stored = nbformat.read(path, as_version=4)
    now = executed(nbformat.read(tmp_path / path.name, as_version=4), tmp_path)
    compared = [
        cell
        for cell in stored.cells
        if cell.cell_type == "code"
        and cell.id != "setup"  # it says that it unpacks the zip
        and "nbval-ignore-output" not in cell.metadata.get("tags", [])
        and not any("image/png" in o.get("data", {}) for o in cell.outputs)
    ]
    assert len(compared) > 10
    for cell in compared:
        assert now[cell.id] == said(cell), cell.id
