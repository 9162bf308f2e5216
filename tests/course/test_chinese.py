"""The course in Chinese: the same exercises, ids and points, and what it says is Chinese."""

import csv
import re

import nbformat
import pytest

from book.dependencies import NOTEBOOKS
from book.translation.run import run, translated_source
from tests.course.students import exercises, fill_in, graded, hand_in, handout, solution
from tests.course.test_broken_notebooks import ANSWERS
from tests.course.test_package import IDS

CHAPTER = "06_pronunciation"
SEED = "autumn"
WORDS = re.compile(r"(?:\b[a-z]+ ){3}")  # of English, some together


@pytest.fixture(scope="module")
def source():
    with translated_source() as source:
        yield source


def test_a_class_gets_the_same_points(source, tmp_path, monkeypatch):
    names, students = exercises(CHAPTER), tmp_path / "class"
    right = {name: solution(CHAPTER, name) for name in names}
    wrong = right | {names[0]: right[names[0]].replace("return", "return 1 or", 1)}
    cheats = {names[0]: ANSWERS["reads the solution"]}
    every = ("right", right), ("wrong", wrong), ("none", {}), ("cheats", cheats)
    for student, answers in every:
        notebook = handout(CHAPTER)
        for name, code in answers.items():
            fill_in(notebook, name, code)
        hand_in(students, student, notebook)
    english = graded(students, tmp_path / "english", seed=SEED)
    monkeypatch.setenv("COURSE_SEED", SEED)
    out = tmp_path / "chinese"
    assert run(source, "book.course.grade", students, "--out", out) == 0
    with (out / "points.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert len(rows) == 1 + len(english)
    assert [row.points for row in english.values() if row.student in ("none", "cheats")] == [
        0,
        0,
    ]
    with (tmp_path / "english" / "points.csv").open(encoding="utf-8", newline="") as file:
        assert [row[1:] for row in csv.reader(file)][1:] == [row[1:] for row in rows][1:]
    said = re.sub(r"<(code|pre|style)\b.*?</\1>|<[^>]*>", "", (out / "wrong.html").read_text())
    assert "隐藏用例" in said
    assert not WORDS.search(said), WORDS.findall(said)


def test_the_folder_for_nbgrader_has_the_same_ids(source, tmp_path):
    assert run(source, "book.course.package", tmp_path) == 0
    course = tmp_path / "course-zh"
    found = []
    for path in NOTEBOOKS:
        made = nbformat.read(course / "source" / path.stem / path.name, as_version=4)
        marked = [cell for cell in made.cells if "nbgrader" in cell.metadata]
        found += [cell.metadata.nbgrader.grade_id for cell in marked]
        assert re.search("[\u4e00-\u9fff]", made.cells[0].source)
    assert found == IDS.read_text("utf-8").split()
    zips = {path.stem for path in (course / "gradescope").glob("*.zip")}
    assert zips == {path.stem for path in NOTEBOOKS}
