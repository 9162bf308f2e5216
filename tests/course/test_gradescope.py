"""The zip that Gradescope runs: unpacked and started as there, results in its format."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import nbformat
import pytest

from book.course import gradescope, upload
from book.course.answers import stub
from book.course.judge import Grade
from book.course.report import Row
from book.course.sandbox import Limits, can_isolate, shut_in
from book.dependencies import NOTEBOOKS, ROOT
from tests.course.students import cell, exercises, fill_in, hand_in, handout, solution

CHAPTER = "06_pronunciation"  # it trains nothing for its exercises
# Of a test, what Gradescope's specification names, and of what type it is.
FIELDS = {
    "score": float,
    "max_score": float,
    "status": str,
    "name": str,
    "output": str,
    "visibility": str,
}
SHOWN = {"hidden", "after_due_date", "after_published", "visible"}
ROOT_S = pytest.mark.skipif(os.getuid() != 0, reason="only root can become another user")


def fits_the_format(found):
    """A test without points counts for nothing and is hidden."""
    assert found.keys() == {"output", "stdout_visibility", "tests"}
    assert isinstance(found["output"], str)
    assert found["stdout_visibility"] in SHOWN
    for test in found["tests"]:
        assert test.keys() <= FIELDS.keys()
        assert all(isinstance(value, FIELDS[name]) for name, value in test.items())
        assert test["visibility"] in SHOWN
        if test["visibility"] != "hidden":
            assert test["status"] in {"passed", "failed"}
            assert 0 <= test["score"] <= test["max_score"]
        else:
            assert "score" not in test


@pytest.fixture(scope="module")
def zips(tmp_path_factory):
    folder = tmp_path_factory.mktemp("zips")
    return {path.stem: path for path in upload.write(folder, "a secret")}


def test_each_chapter_has_a_zip_with_what_the_service_starts(zips):
    assert list(zips) == [path.stem for path in NOTEBOOKS]
    for chapter, path in zips.items():
        assert path.stat().st_mode & 0o077 == 0, "it has the solutions and the seed"
        with zipfile.ZipFile(path) as archive:
            for name in upload.STARTED:
                assert archive.getinfo(name).external_attr >> 16 & 0o111
            assignment = json.loads(archive.read(gradescope.ASSIGNMENT))
            notebook = nbformat.reads(archive.read(f"notebooks/{chapter}.ipynb").decode(), 4)
        assert assignment == {
            "chapter": chapter,
            "seed": "a secret",
            "exercises": exercises(chapter),
        }
        assert not any(one.get("outputs") for one in notebook.cells)


def test_nothing_is_in_it_that_git_does_not_know(zips):
    draft = ROOT / "book" / "course" / "draft_that_nobody_committed.py"
    draft.write_text("secret = 1\n")
    try:
        names = set(upload.contents())
    finally:
        draft.unlink()
    assert draft.relative_to(ROOT).as_posix() not in names
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, check=True)
    assert names - set(upload.STARTED) <= set(listed.stdout.decode().splitlines())


def test_an_unknown_tag_fails(monkeypatch, tmp_path):
    notebook = handout(CHAPTER)
    cell(notebook, "exercise-1").metadata.tags = ["exercize"]
    path = tmp_path / f"{CHAPTER}.ipynb"
    nbformat.write(notebook, path)
    monkeypatch.setattr(upload, "tracked", lambda *_: set())
    monkeypatch.setattr(upload, "inputs_of", lambda _: set())
    monkeypatch.setattr(upload, "NOTEBOOKS", [path])
    with pytest.raises(ValueError, match="exercize"):
        upload.contents()


def test_the_pins_are_the_books():
    names = (upload.ROOT / "book/course/autograder/requirements.txt").read_text("utf-8")
    wanted = [line.lower() for line in names.splitlines() if not line.startswith("#")]
    pins = "".join((ROOT / f"{kind}.txt").read_text("utf-8").lower()
                   for kind in ("requirements", "constraints"))  # fmt: skip
    assert len(wanted) > 10
    assert not [name for name in wanted if f"\n{name}==" not in pins]


def test_results_of_what_is_no_notebook_of_the_chapter():
    names = exercises(CHAPTER)
    other = Row("s", "01_rnn", "x.ipynb", (Grade("exercise-1", "right", 5, 5),))
    unread = Row("s", "", "y.ipynb", (), "it is no notebook that can be read")
    found = gradescope.results([other, unread], CHAPTER, names)
    fits_the_format(found)
    assert sum(test.get("score", 0) for test in found["tests"]) == 0
    assert "x.ipynb: it is chapter 01_rnn" in found["output"]
    assert "y.ipynb: it is no notebook" in found["output"]
    assert "No notebook of chapter" in found["output"]


@ROOT_S
def test_as_another_user_it_reads_only_what_all_may_read(tmp_path):
    private = Path(tempfile.mkdtemp()) / "private"
    private.write_text("the seed")
    private.chmod(0o600)
    private.parent.chmod(0o755)
    child = os.fork()
    if child == 0:
        shut_in(Limits([], user=gradescope.NOBODY), isolate=False)
        try:
            private.read_text()
        except PermissionError:
            os._exit(os.getuid() != gradescope.NOBODY)
        os._exit(2)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    shutil.rmtree(private.parent)


@pytest.fixture(
    scope="module", params=["namespaces", pytest.param("another user", marks=ROOT_S)]
)
def run(request, zips):
    """From a submission to its results, as in the folder /autograder of the service."""
    if request.param == "namespaces" and not can_isolate():
        pytest.skip("this machine gives no namespaces")
    place = Path(tempfile.mkdtemp())  # all may pass it, unlike a folder of pytest's
    place.chmod(0o755)
    for name in ("source", "results"):
        (place / name).mkdir()
    with zipfile.ZipFile(zips[CHAPTER]) as archive:
        archive.extractall(place / "source")
    (place / "source" / ".venv").symlink_to(sys.prefix)
    shutil.copy(place / "source" / "run_autograder", place)
    (place / "run_autograder").chmod(0o755)
    # What else setup.sh does once the packages are there.
    private = ["book", "notebooks", gradescope.ASSIGNMENT]
    subprocess.run(["chmod", "-R", "o=", *private], cwd=place / "source", check=True)
    sooner = "" if request.param == "namespaces" else "; g.can_isolate = lambda: False"
    code = (
        f"import sys, pathlib, book.course.gradescope as g; g.SECONDS = 60{sooner}; "
        "g.run(pathlib.Path(sys.argv[1]))"
    )
    start = [place / "source/.venv/bin/python", "-c", code, place]

    def graded(notebook, command=start):
        shutil.rmtree(place / "submission", ignore_errors=True)
        hand_in(place, "submission", notebook)
        subprocess.run(command, cwd=place / "source", check=True)
        return json.loads((place / "results" / "results.json").read_text("utf-8"))

    graded.place = place
    yield graded
    shutil.rmtree(place)


def scores(found):
    fits_the_format(found)
    return [test["score"] for test in found["tests"] if "score" in test]


def test_what_is_right_gets_all_points(run):
    notebook = handout(CHAPTER)
    for name in exercises(CHAPTER):
        fill_in(notebook, name, solution(CHAPTER, name))
    found = run(notebook, [run.place / "run_autograder"])
    assert scores(found) == [1.0] * 6, found
    assert found["tests"][-1]["visibility"] == "hidden", "what is graded by hand"


def test_what_is_partly_right_or_broken_gets_what_it_should(run):
    notebook = handout(CHAPTER)
    place = run.place
    codes = {
        "exercise-1": solution(CHAPTER, "exercise-1"),
        "exercise-2": "def NAME(*_):\n    while True:\n        pass",
        "exercise-3": f"open({str(place / 'results' / 'results.json')!r}, 'w').write('[]')\n"
        "def NAME(*_):\n    return 1",
        "exercise-4": f"def NAME(*_):\n    return open({str(place / 'source/notebooks')!r}"
        f" + '/{CHAPTER}.ipynb').read()",
        "exercise-5": "import os\ndef NAME(*_):\n    os._exit(0)",
    }
    for name, code in codes.items():
        own = stub(cell(notebook, name).source)
        fill_in(notebook, name, code.replace("NAME", own))
    found = run(notebook)
    assert scores(found) == [1.0, 0.0, 0.0, 0.0, 0.0, 0.0], found
    said = [test["output"] for test in found["tests"]]
    assert "did not end" in said[1]
    assert "ends Python" in said[4]
    assert said[5] == "not begun"
    assert "distance_solution" not in json.dumps(found)


def test_messages_show_no_hidden_case(run):
    """A student who answers the cases that are shown, and only those, hears nothing of the
    others."""
    notebook = handout(CHAPTER)
    known = "{'kitten': 3, '': 3, 'nYt': 0, 'abcd': 1, 'ab': 2}"
    code = f"def distance(given, right):\n    return {known}.get(given, 0)"
    fill_in(notebook, "exercise-1", code)
    found = run(notebook)
    assert 0 < scores(found)[0] < 1
    hidden = found["tests"][0]["output"].splitlines()[-1]
    assert hidden == "hidden cases: ✗ case 1: wrong; what it asks is hidden"
