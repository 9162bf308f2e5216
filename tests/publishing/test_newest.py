"""The report of `make newest`, without installing anything."""

import re

from tests.book.built import CHAPTERS
from tests.publishing import newest
from tests.publishing.pins import DIRECT, OTHERS, Pin, pins

ROWS = (newest.ROOT / "requirements.txt").read_text("utf-8").splitlines()


def test_every_line_with_a_version_is_a_pin():
    assert len(DIRECT) == sum("==" in row for row in ROWS)
    assert not {pin.name for pin in DIRECT} & {pin.name for pin in OTHERS}


def test_what_must_stay_is_held_with_a_reason():
    held = {pin.name: pin.held for pin in DIRECT if pin.held}
    assert {"anywidget", "jupyter-book", "sphinx-book-theme"} <= set(held)
    # `held: ` without a reason, or without the blank, would be no reason.
    assert len(held) == sum("held:" in row for row in ROWS if "==" in row)


def test_torch_comes_from_its_own_index_if_one_is_named():
    (install,) = newest.installation("").values()
    assert "torch" in install
    assert "--index-url" not in install
    first, rest = newest.installation("https://example.org/cpu").values()
    assert first[-3:] == ["--index-url", "https://example.org/cpu", "torch"]
    assert rest == install


def test_every_notebook_is_run_and_none_is_saved():
    commands = newest.checks(newest.NOTEBOOKS)
    assert [f"{chapter}.ipynb" for chapter in CHAPTERS] == newest.NOTEBOOKS
    for path in newest.NOTEBOOKS:
        assert commands[path][-2:] == ["--check", path]


def test_the_report_tells_what_failed_and_what_is_new():
    pinned = pins("a==1\nb==1  # held: no 2 yet\nc==1\nnot-installed==1")
    results = {"unit tests": (True, 12.3), "book build": (False, 4.0)}
    text = newest.report(pinned, {"a": "2", "b": "1", "c": "1"}, results)
    rows = set(re.findall(r"^\| .* \|$", text, re.MULTILINE))
    assert {"| passed | 12 | unit tests |", "| **FAILED** | 4 | book build |"} <= rows
    assert "## 1 packages differ from their pins" in text
    assert {"| a | 1 | 2 |", "| b | 1 | no 2 yet |"} <= rows
    assert not any(row.startswith(("| c ", "| not")) for row in rows)


def test_a_failure_fails_the_command(monkeypatch, tmp_path):
    ran = []

    def fail_at_the_book(checks):
        ran.extend(checks)
        return {name: (name != "book build", 1.0) for name in checks}

    monkeypatch.setattr(newest, "run", fail_at_the_book)
    monkeypatch.setattr(newest, "BUILD", tmp_path)
    monkeypatch.setattr(newest, "versions", lambda: {pin.name: pin.version for pin in DIRECT})
    monkeypatch.setattr(newest.venv, "create", lambda *_, **__: None)
    monkeypatch.setenv("MPLCONFIGDIR", "")
    assert newest.main(["notebooks/01_rnn.ipynb"]) == 1
    assert ran == ["install", "unit tests", "notebooks/01_rnn.ipynb", "book build"]
    assert "**FAILED**" in (tmp_path / "newest.md").read_text("utf-8")
    assert isinstance(DIRECT[0], Pin)
