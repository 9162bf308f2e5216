"""The notebooks as the tests read them."""

import re

import nbformat
import pytest

from book.dependencies import NOTEBOOKS

every_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def read(path):
    return nbformat.read(path, as_version=4)


def code_cells(path):
    return [cell for cell in read(path).cells if cell.cell_type == "code"]


def tags(cell):
    return cell.metadata.get("tags", [])


def is_picture(output):
    return any(kind.startswith("image/") for kind in output.get("data", {}))


def asserts(cell):
    return re.search(r"^assert ", cell.source, re.MULTILINE) is not None
