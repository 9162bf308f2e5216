"""The report of `make graders`, without nbgrader and without Gradescope."""

import subprocess

import nbformat

from tests.course import graders
from tests.course.graders import Report

CHAPTER = "06_pronunciation"


def played(monkeypatch, tmp_path, said, points):
    """The report if nbgrader says this and exports these points."""
    course = tmp_path / "course"

    def run(command, folder, **_):
        name = command[1]
        if name == "generate_assignment":
            released = course / "release" / CHAPTER / f"{CHAPTER}.ipynb"
            released.parent.mkdir(parents=True)
            source = nbformat.read(course / "source" / CHAPTER / released.name, as_version=4)
            nbformat.write(source, released)
        if name == "generate_feedback":
            for student in graders.STUDENTS:
                place = course / "feedback" / student / CHAPTER / f"{CHAPTER}.html"
                place.parent.mkdir(parents=True)
                place.write_text("")
        if name == "export":
            lines = [f"{CHAPTER},{student},{score},7" for student, score in points.items()]
            head = "assignment,student_id,score,max_score"
            (course / "grades.csv").write_text("\n".join([head, *lines]))
        return said.get(name, "")

    report = Report()
    monkeypatch.setattr(graders, "run", run)
    graders.with_nbgrader(tmp_path, [CHAPTER], report)
    return report


GOOD = {"validate": "Success! Your notebook passes all the tests."}


def test_it_passes_if_all_is_well(monkeypatch, tmp_path):
    report = played(monkeypatch, tmp_path, GOOD, {"solved": 6, "untouched": 0})
    assert not report.failed, report.text()
    assert report.text().count("| as it should |") == 8


def test_it_fails_if_nbgrader_says_so_or_the_points_are_others(monkeypatch, tmp_path):
    said = {"validate": "VALIDATION FAILED ON 1 CELL", "autograde": "[ERROR] no kernel"}
    report = played(monkeypatch, tmp_path, said, {"solved": 5, "untouched": 1})
    wrong = {name: words for name, _, words in report.rows if words}
    assert "VALIDATION FAILED" in wrong[f"nbgrader validate {CHAPTER}"]
    assert "no kernel" in wrong[f"nbgrader autograde {CHAPTER}"]
    assert sum("points: " in words for words in wrong.values()) == 2
    assert len(wrong) == 4


def test_a_command_that_fails_fails_its_step_only():
    report = Report()
    error = subprocess.CalledProcessError(3, ["x"], "what it said")

    def work():
        raise error

    report.step("first", work)
    report.step("second", lambda: "")
    assert [words for *_, words in report.rows] == ["exit status 3", ""]
    assert report.failed
