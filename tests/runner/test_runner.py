"""What the runner must never do: pass over a change, or call passed what has not run."""

import re

from tests.runner import lanes, record, run
from tests.runner.conftest import FAILING, PASSING, SKIPPING
from tests.runner.outcome import Outcome, summary
from tests.runner.run import Run


def states(checks, **options):
    outcomes = lanes.run(checks, Run(**options).work)
    return [outcomes[check.name].state for check in checks]


def test_what_has_not_changed_is_reused_and_what_has_is_run(check):
    one, two = check("one", PASSING), check("two", PASSING)
    assert states([one, two]) == ["passed", "passed"]
    assert states([one, two]) == ["reused", "reused"]
    assert states([one, check("two", PASSING + "x = 1\n")]) == ["reused", "passed"]
    assert states([one, two], again=True) == ["passed", "passed"]


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
    outcomes = lanes.run([none, some], Run(again=True).work)
    text = summary(outcomes, 61)
    assert "none: 1 of 1 tests skipped: no moon" in text
    assert "some: 1 of 2 tests skipped: no moon" in text
    assert text.splitlines()[-1] == "0 passed, 0 failed, 2 skipped"


def test_a_minute_has_sixty_seconds():
    assert "; 9 min 0 s" in summary({}, 539.7)


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
    again = Run(again=True)
    reused = {one.name: Outcome("reused") for one in every}
    assert [one.name for one in again.oldest(every, reused)] == ["a", "c"]
    lanes.run(every[:1], again.work)
    assert [one.name for one in again.oldest(every, reused)] == ["b", "c"]
    assert [one.name for one in again.oldest(every, reused | {"a": Outcome("passed")})] == ["c"]


def test_quickly_a_kind_gets_its_time_and_no_more(check, one_lane, monkeypatch):
    every = [check(name, PASSING, kind=kind) for name, kind in ("aK", "bK", "cK", "dL")]
    monkeypatch.setattr(run, "BUDGET", 2 * run.UNKNOWN)
    assert states(every, quick=True) == ["passed", "passed", "left", "passed"]
    assert states(every, quick=True) == ["reused", "reused", "passed", "reused"]
    monkeypatch.setattr(run, "BUDGET", 0)
    others = [check(one.name, PASSING + "x = 1\n", kind=one.kind) for one in every]
    assert states(others, quick=True) == ["passed", "left", "left", "passed"]


def test_of_long_ones_that_are_alike_one_is_enough(check, one_lane):
    def alike(names, text):
        return [check(name, text, kind="K", sample="alike") for name in names]

    every = alike("abc", PASSING)
    assert states(every) == ["passed", "left", "left"]
    assert states(every) == ["reused", "left", "left"]
    assert states([every[0], *alike("b", PASSING + "x = 1\n"), every[2]]) == [
        "reused", "passed", "left"
    ]  # fmt: skip
    changed = alike("abc", PASSING + "x = 2\n")
    assert states(changed) == ["passed", "left", "left"]
    assert states(changed, again=True) == ["passed"] * 3
    assert states(changed) == ["reused"] * 3


def test_what_was_left_is_the_first_to_run_again(check, one_lane):
    every = [check(name, PASSING, kind="K", sample="alike") for name in "abc"]
    for turn in "bca":
        outcomes = lanes.run(every, Run().work)
        again = Run(again=True)
        (oldest,) = again.oldest(every, {**outcomes, "a": Outcome("reused")})
        assert oldest.name == turn
        lanes.run([oldest], again.work)
    assert states(every) == ["reused"] * 3


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
