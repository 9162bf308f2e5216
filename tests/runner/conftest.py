"""Checks of test files that a test writes, in a project and with a record of its own."""

import pytest

from tests.runner import inputs, lanes, outcome, record
from tests.runner.check import PYTEST, Check

PASSING, FAILING = "def test_it(): pass\n", "def test_it(): assert False\n"
SKIPPING = "import pytest\ndef test_it(): pytest.skip('no moon')\n"


@pytest.fixture(autouse=True)
def elsewhere(monkeypatch, tmp_path):
    """The record of these tests is one of their own, and so is the project."""
    monkeypatch.setattr(record, "FILE", tmp_path / "passed.json")
    for module in (inputs, outcome):
        monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(inputs, "PINS", [])
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")  # pytest starts in no time


@pytest.fixture
def check(tmp_path):
    """`check(name, text)`: a check that runs a test file with this text."""

    def make(name, text, **options):
        file = tmp_path / f"test_{name}.py"
        file.write_text(text, "utf-8")
        inputs._content.cache_clear()
        options = {"kind": "some", "inputs": lambda: [file]} | options
        return Check(name, command=[*PYTEST, "-p", "no:cacheprovider", str(file)], **options)

    return make


@pytest.fixture
def one_lane(monkeypatch):
    """One check at a time, where it matters which is first."""
    monkeypatch.setattr(lanes, "LANES", 1)
