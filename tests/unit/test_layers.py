"""An import in `utils` only ever points down, and nothing in it knows a notebook."""

import ast
from pathlib import Path

import pytest

UTILS = Path(__file__).parents[2] / "utils"
LAYERS = ["vocab", "data", "cells", "tagger", "seq2seq", "attention", "training", "plots"]
FILES = sorted(UTILS.rglob("*.py"))


def layer(module: str) -> int:
    return LAYERS.index(module.split(".")[1])


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(UTILS)))
def test_imports_point_down(file):
    name = ".".join(file.relative_to(UTILS.parent).with_suffix("").parts)
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module.startswith("utils"):
            assert layer(node.module) <= layer(name), f"{name} imports {node.module}"


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(UTILS)))
def test_files_stay_short(file):
    assert len(file.read_text().splitlines()) <= 300
