"""An import in `utils` only ever points down, and nothing in it knows a notebook."""

import ast
from pathlib import Path

import pytest

UTILS = Path(__file__).parents[2] / "utils"
LAYERS = [
    "vocab",
    "data",
    "torch_weights",
    "cells",
    "tagger",
    "text_model",
    "seq2seq",
    "attention",
    "transformer",
    "training",
    "recipes",
    "diagnostics",
    "ablation",
    "exercises",
    "plots",
    "widgets",
]
FILES = sorted(UTILS.rglob("*.py"))


def layer(module: str) -> int:
    return LAYERS.index(module.split(".")[1])


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(UTILS)))
def test_imports_point_down(file):
    name = ".".join(file.relative_to(UTILS.parent).with_suffix("").parts)
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.ImportFrom):
            modules = [node.module or "relative import"]
        else:
            modules = [alias.name for alias in getattr(node, "names", [])]
        for module in modules:
            assert module.split(".")[0] not in ("relative import", "notebooks", "tests")
            if module.startswith("utils."):
                assert layer(module) <= layer(name), f"{name} imports {module}"


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(UTILS)))
def test_files_stay_short(file):
    assert len(file.read_text().splitlines()) <= 300
