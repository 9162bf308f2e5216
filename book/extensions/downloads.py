"""The site offers all notebooks with the code they import as one file (`book/packing.py`)."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))  # the build runs from anywhere

from book.packing import NAME, pack


def _pack(app, exception):
    if exception is None and app.builder.format == "html":
        pack(Path(app.outdir) / f"{NAME}.zip")


def setup(app):
    """Register with Sphinx."""
    app.connect("build-finished", _pack)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
