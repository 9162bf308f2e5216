"""Python and JavaScript agree: constants are handed over, and every name is defined."""

import json
import re
import subprocess
import sys

import pytest

from utils.widgets.bundle import FOLDER
from utils.widgets.constants import SHARED

SOURCES = {path.name: path.read_text("utf-8") for path in FOLDER.glob("*.js")}
COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/", re.DOTALL)
WORDS = ("apple pie", "hamburger", "sunny", '"SR"', '"f", "i", "o"', "held out, right", "_{}")
NUMBERS = (r"\[4, 8, 16, 32\]", r"\[5, 10, 20, 40, 60\]", r"1e9\b", r"\b1_?000_?000_?000\b")
BROWSER = {
    "document", "matchMedia", "requestAnimationFrame", "cancelAnimationFrame", "ResizeObserver",
}  # fmt: skip


def test_javascript_reads_what_python_has(javascript):
    names = list(SHARED)
    page = javascript("constants")
    ours = page.run("(module, names) => names.map((name) => module[name])", names)
    assert ours == json.loads(json.dumps(list(SHARED.values())))


@pytest.mark.parametrize("pattern", [*map(re.escape, WORDS), *NUMBERS])
def test_no_module_says_it_again(pattern):
    code = {name: COMMENT.sub("", text) for name, text in SOURCES.items()}
    assert [name for name, text in code.items() if re.search(pattern, text)] == []


@pytest.mark.parametrize("name", SHARED)
def test_every_constant_is_used(name):
    assert any(re.search(rf"\b{name}\b", text) for text in SOURCES.values())


def test_every_name_is_defined():
    """One that is not would fail only when its line runs."""
    lint = [sys.executable, "-m", "deno", "lint", "--json", "--rules-include=no-undef", FOLDER]
    report = json.loads(subprocess.run(lint, capture_output=True, check=False).stdout)
    assert not report["errors"]
    missing = {
        found["message"].removesuffix(" is not defined") for found in report["diagnostics"]
    }
    assert missing == BROWSER
