"""The checks of this project: every test is in one, and each knows what it depends on."""

import re
import sys

import pytest

from tests.book.built import CHAPTERS
from tests.runner import contents, record
from tests.runner.check import ROOT
from tests.runner.checks import every_check
from tests.runner.checks.site import OF_TEXT, OF_WIDGETS, OPENED

CHECKS = every_check()
# What tests read that no import tells: a file, and a check that depends on it.
READ = [
    ("unit tests, palette", "book/assets/stage.css"),
    ("unit tests, palette", "utils/widgets/kit.css"),
    ("unit tests, peers", "tests/benchmarks/peers/newer.txt"),
    ("unit tests, threads", "book/processes.py"),
    ("unit tests, diagrams", "book/figures/lstm.svg"),
    ("unit tests, pronounce", "book/running.md"),
    ("unit tests, openings", "book/openings/chapters.yml"),
    ("unit tests, slides", "notebooks/01_rnn.ipynb"),
    ("models in JavaScript, parity", "utils/widgets/models.js"),
    ("models in JavaScript, marks", "tests/javascript.js"),
    ("widgets in JupyterLab, test_word_reader", "tests/widgets/examples.py"),
    ("widgets in JupyterLab, test_roommate", "utils/widgets/roommate.js"),
    ("widget opening_copy", "book/openings/chapters.yml"),
    ("widget roommate", "book/assets/widgets.js"),
]


@pytest.mark.parametrize(("key", "file"), READ)
def test_what_no_import_tells_is_known(key, file):
    ((check, part),) = (
        (check, part)
        for check in CHECKS
        for part in check.each_part()
        if record.key(check, part) == key
    )
    assert ROOT / file in {*check.inputs(), *part.inputs()}


def test_every_test_file_is_in_a_check():
    named = {
        word.partition("::")[0]
        for check in CHECKS
        for part in check.each_part()
        for word in (*check.command, *part.arguments)
    }
    for file in sorted((ROOT / "tests").rglob("test_*.py")):
        name = file.relative_to(ROOT).as_posix()
        folder = file.parent.relative_to(ROOT).as_posix()
        assert name in named or folder in named, name
    assert sys.executable in named


@pytest.mark.parametrize("file", [*OF_TEXT, *OF_WIDGETS], ids=lambda file: file.stem)
def test_every_test_of_a_chapter_says_of_which(file):
    """Without that `--about` would leave it out of every check."""
    tests = re.findall(r"^def test_(\w+)\((.*?)\)", file.read_text("utf-8"), re.M | re.S)
    assert tests
    for name, arguments in tests:
        assert {"name", "chapter"} & set(arguments.split(", ")), name


@pytest.mark.parametrize("check", [c for c in CHECKS if c.name in OPENED], ids=lambda c: c.name)
def test_of_tests_that_open_few_pages_all_these_are_known(check):
    known = {*CHAPTERS, *OPENED[check.name]}
    files = [ROOT / word for word in check.command if word.startswith("tests/")]
    assert files
    for file in files:
        text = file.read_text("utf-8")
        assert set(re.findall(r'"((?:zh/)?(?:book|notebooks)/\w+)"', text)) <= known
        names = re.findall(r"from tests\.book\.built import (.*)", text)
        assert not re.findall(r"\b(?:PAGES|CHINESE\w*)\b", ",".join(names)), file


def test_a_page_without_its_text_has_its_tags_and_scripts(monkeypatch, tmp_path):
    monkeypatch.setattr(contents, "HTML", tmp_path)

    def left_of(html):
        (tmp_path / "page.html").write_text(html)
        return contents.without_text("page")

    page = '<p id="one">so <b>and</b> so</p><script>{"value": 1}</script>'
    assert left_of(page) == left_of(page.replace("so", "other"))
    for old, new in (("one", "two"), ("1", "2"), ("<b>and</b>", "<i>and</i>")):
        assert left_of(page) != left_of(page.replace(old, new))


def test_names_are_different():
    keys = [record.key(check, part) for check in CHECKS for part in check.each_part()]
    assert len(keys) == len(set(keys))


def test_no_check_runs_whatever_pytest_finds():
    for check in CHECKS:
        for part in check.each_part():
            words = " ".join([*check.command, *part.arguments])
            assert not check.counts_tests or "tests/" in words or ".ipynb" in words, check.name


@pytest.mark.parametrize("name", ["pages", "chinese"])
def test_in_other_engines_every_test_says_of_which_page(name):
    text = (ROOT / "tests" / "engines" / f"test_{name}.py").read_text("utf-8")
    tests = re.findall(r"^def test_(\w+)\((.*?)\)", text, re.M | re.S)
    assert tests
    assert all("name" in arguments.split(", ") for _, arguments in tests), tests


def test_notebooks_are_compared_with_the_settings_of_the_project():
    """Then the project's conftest gives their kernels one thread."""
    commands = [check.command for check in CHECKS if "--nbval" in check.command]
    assert len(commands) == 12
    assert all(command[command.index("-c") + 1] == "pyproject.toml" for command in commands)
