"""Of a check in parts only those run that must, and all that were skipped are told."""

from dataclasses import replace

import pytest

from tests.runner import lanes, record, run
from tests.runner.check import PYTEST, Part
from tests.runner.conftest import FAILING, PASSING, SKIPPING
from tests.runner.outcome import Outcome
from tests.runner.run import Run


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
    return outcome.state, outcome.about


def test_only_parts_that_changed_are_run_and_all_of_them_together(in_parts):
    assert told(in_parts(a=PASSING, b=PASSING, c=PASSING)) == ("passed", "3 tests, parts: 3")
    assert told(in_parts(a=PASSING, b=PASSING, c=PASSING))[0] == "reused"
    changed = in_parts(a=PASSING, b=PASSING + "x = 1\n", c=PASSING)
    assert told(changed) == ("passed", "1 tests, parts: 1")
    assert told(changed)[0] == "reused"
    assert told(changed, again=True) == ("passed", "3 tests, parts: 3")


def test_a_part_that_failed_is_run_again_and_no_other(in_parts):
    assert told(in_parts(a=PASSING, b=PASSING))[0] == "passed"
    for _ in range(2):
        assert told(in_parts(a=PASSING, b=FAILING))[0] == "failed"
    assert told(in_parts(a=PASSING, b=PASSING)) == ("passed", "1 tests, parts: 1")


def test_what_was_skipped_in_a_part_is_told_as_long_as_it_is_reused(in_parts):
    one = in_parts(a=SKIPPING + PASSING.replace("it", "other"), b=PASSING)
    told(one)
    both = in_parts(a=SKIPPING + PASSING.replace("it", "other"), b=PASSING + "x = 1\n")
    assert told(both)[0] == "passed"
    state, about = told(both)
    assert state == "reused"
    assert "no moon" in about


def test_a_part_that_is_skipped_when_run_again_is_still_known(in_parts):
    one = in_parts(a=SKIPPING, b=PASSING)
    told(one)
    before = record.read()
    again = Run(again=True)
    alone = replace(one, parts=one.parts[:1])
    assert lanes.run([alone], again.work)[one.name].state == "skipped"
    assert record.read().keys() == before.keys()


def test_quickly_the_parts_get_their_time_and_no_more(in_parts, monkeypatch):
    one = in_parts(a=PASSING, b=PASSING, c=PASSING)
    monkeypatch.setattr(run, "BUDGET", 2 * run.UNKNOWN // 3)
    assert told(one, quick=True) == ("passed", "2 tests, parts: 2, 1 left to make test")
    assert told(one, quick=True) == ("passed", "1 tests, parts: 1")


def test_the_part_that_passed_longest_ago_is_first_to_run_again(in_parts):
    one = in_parts(a=PASSING, b=PASSING)
    told(one)
    for _ in range(2):
        before, again = record.read(), Run(again=True)
        (oldest,) = again.oldest([one], {one.name: Outcome("reused")})
        lanes.run([oldest], again.work)
        after = record.read()
        ran = [key for key in after if after[key].when != before[key].when]
        assert ran == [min(before, key=lambda key: before[key].when)]
