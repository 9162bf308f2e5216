"""What the runner must never do: pass over a change, or call passed what has not run."""

import re
import sys
from dataclasses import replace

import pytest

from tests.runner import inputs, lanes, outcome, parts, record, run
from tests.runner.check import PYTEST, ROOT, Check, Part
from tests.runner.checks import every_check
from tests.runner.checks.site import OF_TEXT, OF_WIDGETS
from tests.runner.outcome import Outcome, summary
from tests.runner.run import Run

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


def states(checks, **options):
    outcomes = lanes.run(checks, Run(**options).work)
    return [outcomes[check.name].state for check in checks]


def test_what_has_not_changed_is_reused_and_what_has_is_run(check):
    one, two = check("one", PASSING), check("two", PASSING)
    assert states([one, two]) == ["passed", "passed"]
    assert states([one, two]) == ["reused", "reused"]
    assert states([one, check("two", PASSING + "x = 1\n")]) == ["reused", "passed"]
    assert states([one, two], again="all") == ["passed", "passed"]


def test_a_comment_counts_only_where_layout_does(check):
    assert states([check("one", PASSING)]) == ["passed"]
    assert states([check("one", f"# why\n{PASSING}")]) == ["reused"]
    assert states([check("one", PASSING, exact=True)]) == ["passed"]
    assert states([check("one", f"# why\n{PASSING}", exact=True)]) == ["passed"]


def test_a_failure_is_run_again(check):
    assert states([check("one", FAILING)]) == ["failed"]
    assert states([check("one", FAILING)]) == ["failed"]
    assert states([check("one", PASSING)]) == ["passed"]
    assert states([check("one", FAILING)]) == ["failed"]
    assert states([check("one", PASSING)]) == ["passed"], "forgotten when it failed"


def test_what_was_skipped_is_not_called_passed(check):
    none, some = (
        check("none", SKIPPING),
        check("some", SKIPPING + PASSING.replace("it", "other")),
    )
    assert states([none, some]) == ["skipped", "partly"]
    assert states([none, some]) == ["skipped", "reused"]
    outcomes = lanes.run([none, some], Run(again="all").work)
    text = summary(outcomes, 61)
    assert "none: 1 of 1 tests skipped: no moon" in text
    assert "some: 1 of 2 tests skipped: no moon" in text
    assert text.splitlines()[-1] == "0 passed, 0 failed, 2 skipped"


def test_a_file_without_a_test_fails(check):
    assert states([check("one", "x = 1\n")]) == ["failed"]


def test_what_needs_a_failed_one_is_not_begun(check):
    first = check("first", FAILING)
    second = check("second", PASSING, after=("first",))
    assert states([second, first]) == ["skipped", "failed"]
    assert states([second, check("first", PASSING)]) == ["passed", "passed"]


def test_what_was_made_must_still_be_there(check, tmp_path):
    (tmp_path / "made").mkdir()
    page = tmp_path / "made" / "page.html"
    page.write_text("as built")
    one = check("one", PASSING, makes=page.parent)
    assert states([one]) == ["passed"]
    assert states([one]) == ["reused"]
    page.write_text("by hand")
    assert states([one]) == ["passed"]
    page.unlink()
    assert states([one]) == ["passed"]


def test_one_of_each_kind_is_run_again_the_oldest_first(check, one_lane):
    every = [check(name, PASSING, kind=kind) for name, kind in ("aK", "bK", "cL")]
    assert states(every) == ["passed"] * 3
    again = Run(again="oldest")
    reused = {one.name: Outcome("reused") for one in every}
    assert [one.name for one in again.oldest(every, reused)] == ["a", "c"]
    lanes.run(every[:1], again.work)
    assert [one.name for one in again.oldest(every, reused)] == ["b", "c"]
    assert [one.name for one in again.oldest(every, reused | {"a": Outcome("passed")})] == ["c"]


@pytest.fixture
def in_parts(check, tmp_path):
    """`in_parts(a=text, ...)`: a check with a part for each of these test files."""

    def make(**texts):
        base = replace(check("base", PASSING), command=[*PYTEST, "-p", "no:cacheprovider"])
        parts = []
        for name, text in texts.items():
            file = tmp_path / f"test_{name}.py"
            file.write_text(text, "utf-8")
            parts.append(Part(name, (str(file),), lambda file=file: [file]))
        return replace(base, parts=tuple(parts))

    return make


def told(check, **options):
    outcome = lanes.run([check], Run(**options).work)[check.name]
    return outcome.state, outcome.about.partition(" parts")[0]


def test_only_parts_that_changed_are_run_and_all_of_them_together(in_parts):
    assert told(in_parts(a=PASSING, b=PASSING, c=PASSING)) == ("passed", "3 tests")
    assert told(in_parts(a=PASSING, b=PASSING, c=PASSING))[0] == "reused"
    changed = in_parts(a=PASSING, b=PASSING + "x = 1\n", c=PASSING)
    assert told(changed) == ("passed", "1 tests in 1 of 3")
    assert told(changed)[0] == "reused"
    assert told(changed, again="oldest") == ("passed", "1 tests in 1 of 3")
    assert told(changed, again="all") == ("passed", "3 tests")


def test_a_part_that_failed_is_run_again_and_no_other(in_parts):
    assert told(in_parts(a=PASSING, b=PASSING))[0] == "passed"
    for _ in range(2):
        assert told(in_parts(a=PASSING, b=FAILING))[0] == "failed"
    assert told(in_parts(a=PASSING, b=PASSING)) == ("passed", "1 tests in 1 of 2")


def test_the_part_that_passed_longest_ago_is_first_to_run_again(in_parts):
    one = in_parts(a=PASSING, b=PASSING)
    told(one)
    for _ in range(2):
        before = record.read()
        told(one, again="oldest")
        after = record.read()
        ran = [key for key in after if after[key].when != before[key].when]
        assert ran == [min(before, key=lambda key: before[key].when)]


def test_quickly_a_kind_gets_its_time_and_no_more(check, one_lane, monkeypatch):
    every = [check(name, PASSING, kind=kind) for name, kind in ("aK", "bK", "cK", "dL")]
    monkeypatch.setattr(run, "BUDGET", 2 * run.UNKNOWN)
    assert states(every, quick=True) == ["passed", "passed", "left", "passed"]
    assert states(every, quick=True) == ["reused", "reused", "passed", "reused"]
    monkeypatch.setattr(run, "BUDGET", 0)
    others = [check(one.name, PASSING + "x = 1\n", kind=one.kind) for one in every]
    assert states(others, quick=True) == ["passed", "left", "left", "passed"]


def test_of_the_long_ones_that_never_ran_one_is_enough(check, one_lane):
    every = [check(name, PASSING, kind="K", sampled=True) for name in "abc"]
    assert states(every) == ["passed", "left", "left"]
    assert states(every) == ["reused", "passed", "left"]
    changed = [check(name, PASSING + "x = 1\n", kind="K", sampled=True) for name in "abc"]
    assert states(changed) == ["passed", "passed", "passed"]
    others = [check(name, PASSING, kind="L", sampled=True) for name in "de"]
    assert states(others, again="all") == ["passed", "passed"]


def test_the_quickest_is_first(check):
    every, one = [check(name, PASSING) for name in "ab"], Run()
    for slow, order in ((every[0], "ba"), (every[1], "ab")):
        one.passed = {e.name: record.Passed(1.0, 9.0 if e is slow else 2.0, "") for e in every}
        assert "".join(check.name for check in one.quickest_first(every)) == order


def test_a_record_of_another_form_is_none():
    record.FILE.write_text('{"one": {"when": 1.0}}')
    assert record.read() == {}


def test_two_run_at_a_time_and_all_that_is_printed_is_kept(check, capsys):
    talk = "import time\ndef test_it():\n    print('so and so'); time.sleep(1); assert False\n"
    lanes.run([check(name, talk) for name in "abc"], Run().work)
    shown = capsys.readouterr().out
    blocks = re.findall(r"=== (\w) ===\n(.*?)\nFAILED", shown, re.DOTALL)
    assert sorted(name for name, _ in blocks) == ["a", "b", "c"]
    assert all("so and so" in text for _, text in blocks)


def test_every_test_file_is_in_a_check():
    named = {
        word.partition("::")[0]
        for check in every_check()
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


def test_a_page_without_its_text_has_its_tags_and_scripts(monkeypatch, tmp_path):
    monkeypatch.setattr(parts, "HTML", tmp_path)

    def left_of(html):
        (tmp_path / "page.html").write_text(html)
        return parts.without_text("page")

    page = '<p id="one">so <b>and</b> so</p><script>{"value": 1}</script>'
    assert left_of(page) == left_of(page.replace("so", "other"))
    for old, new in (("one", "two"), ("1", "2"), ("<b>and</b>", "<i>and</i>")):
        assert left_of(page) != left_of(page.replace(old, new))


def test_names_are_different():
    names = [check.name for check in every_check()]
    assert len(names) == len(set(names))


def test_notebooks_are_compared_with_the_settings_of_the_project():
    """Then the project's conftest gives their kernels one thread."""
    commands = [check.command for check in every_check() if "--nbval" in check.command]
    assert len(commands) == 12
    assert all(command[command.index("-c") + 1] == "pyproject.toml" for command in commands)
