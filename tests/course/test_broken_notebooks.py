"""What students do to notebooks, and what they try: each gets the points of the answer, and
nobody else's points change."""

import copy
import csv
import http.server
import threading

import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from book.course.grade import grade
from book.course.sandbox import can_isolate
from book.dependencies import ROOT
from tests.course.students import cell, exercises, fill_in, hand_in, handout, solution

CHAPTER, BROKEN = "06_pronunciation", "exercise-1"
RIGHT = solution(CHAPTER, BROKEN)
CASES = 5  # that the exercise itself has
SOLVED = str(ROOT / f"notebooks/{CHAPTER}.ipynb")
FORBIDDEN = ROOT / "utils" / "written_by_a_student.py"

# What the first exercise's function does instead of answering; the others are right.
ANSWERS = {
    "asks": "def distance(given, right):\n    return int(input('distance? '))",
    "never ends": "def distance(given, right):\n    while True:\n        pass",
    "never begins": f"while True:\n    pass\n{RIGHT}",
    "ends Python": "import os\ndef distance(given, right):\n    os._exit(0)",
    "raises": "def distance(given, right):\n    raise SystemExit('<script>alert(1)</script>')",
    "takes all memory": "def distance(given, right):\n    return len(bytearray(2**36))",
    "answers too much": "def distance(given, right):\n    return 'x' * 2**25",
    "contains itself": (
        "def distance(given, right):\n    own = []\n    own.append(own)\n    return own"
    ),
    "is equal to all": (
        "class Any(int):\n    __eq__ = lambda self, other: True\n"
        "    __hash__ = int.__hash__\n"
        "def distance(given, right):\n    return Any(-1)"
    ),
    "overwrites check": (
        "import sys\nimport utils.exercises.check as module\n"
        "def check(*cases, **options):\n    return module.Verdict(True, 'all', 9, 9)\n"
        "module.check = module.difference = check\n"
        "sys.modules['book.course.judge'] = module\n"
        "def distance(given, right):\n    return -1"
    ),
    "forges the result": (
        "import os\ndef distance(given, right):\n"
        "    for file in range(3, 300):\n"
        "        try:\n"
        "            os.write(file, b'[[\"exercise-1\", \"right\", 9, 9, []]]\\n' * 9)\n"
        "        except OSError:\n"
        "            pass\n"
        "    return -1"
    ),
    "reads the solution": (
        "import json\ndef distance(given, right):\n"
        f"    for cell in json.load(open({SOLVED!r}))['cells']:\n"
        "        if cell['id'] == 'solution-1':\n"
        "            names = {'check': lambda *a: True, 'DISTANCE': ()}\n"
        "            exec(''.join(cell['source']), names)\n"
        "            return names['distance_solution'](given, right)"
    ),
    "writes": (
        "def distance(given, right):\n"
        f"    open({str(FORBIDDEN)!r}, 'w').write('1')\n    return -1"
    ),
    "ends its parent": (
        "import os, signal\ndef distance(given, right):\n"
        "    os.kill(os.getppid(), signal.SIGKILL)\n    return -1"
    ),
    "starts a program": (
        "import subprocess\ndef distance(given, right):\n"
        "    return len(subprocess.check_output(['ls']))"
    ),
    "remembers the cases": (
        "def distance(given, right):\n"
        "    return {'kitten': 3, '': 3, 'nYt': 0, 'abcd': 1, 'ab': 2}.get(given, 0)"
    ),
}  # fmt: skip
FOUND = {
    "prints much": RIGHT.replace(":\n", ":\n    print('x' * 2**20)\n", 1).replace(
        "return", "print('y' * 5 * 2**20)\n    return"
    ),
    "with magic": f"%matplotlib inline\n!ls\n{RIGHT}",
    "renames": RIGHT.replace("distance", "my_distance"),
    "as a lambda": f"{RIGHT.replace('distance', 'own')}\ndistance = lambda a, b: own(a, b)",
    "changes its arguments": RIGHT.replace(":\n", ":\n    given = list(given)\n", 1),
}

# Whether an answer is found in a notebook that was treated like this.
FOUND_IN = {
    "whole": True,
    "deleted": False,
    "retyped": True,
    "reordered": True,
    "cut": True,
    "twice": True,
    "helped": True,
    "broken": False,
    "only answers": True,
    "full of outputs": True,
}


def answered(code):
    notebook = handout(CHAPTER)
    for name in exercises(CHAPTER):
        fill_in(notebook, name, code if name == BROKEN else solution(CHAPTER, name))
    return notebook


def mangled():
    """Notebooks whose first answer is right, wherever it is now."""
    whole = answered(RIGHT)
    notebooks = {name: copy.deepcopy(whole) for name in FOUND_IN}
    deleted, cut, only = (notebooks[name] for name in ("deleted", "cut", "only answers"))
    deleted.cells.remove(cell(deleted, BROKEN))
    notebooks["retyped"].cells = [new_code_cell(one.source) for one in whole.cells]
    notebooks["reordered"].cells.reverse()
    cell(cut, BROKEN).source = "import math"
    cut.cells.insert(0, new_code_cell(f"from math import inf\n{RIGHT}\ncheck(distance)"))
    worse = new_code_cell("def distance(given, right):\n    return -1")
    notebooks["twice"].cells.append(worse)
    helped = notebooks["helped"]
    cell(helped, BROKEN).source = "def distance(given, right):\n    return helper(given, right)"
    helped.cells.insert(2, new_code_cell(RIGHT.replace("distance", "helper")))
    helped.cells.insert(3, new_code_cell("while True:\n    pass"))
    cell(notebooks["broken"], BROKEN).source = "def distance(given, right)\n    return 0"
    answers = [RIGHT, *(solution(CHAPTER, name) for name in exercises(CHAPTER)[1:])]
    only.cells = [new_code_cell(code) for code in answers]
    loud = new_output("stream", text="x" * 50 * 2**20)
    cell(notebooks["full of outputs"], BROKEN).outputs = [loud]
    return notebooks


class Server(http.server.BaseHTTPRequestHandler):
    asked = 0

    def do_GET(self):
        Server.asked += 1
        self.send_response(200)
        self.end_headers()
        self.wfile.write(RIGHT.encode())

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module", params=["namespaces", "audit hook"])
def graded(request, tmp_path_factory):
    """From each student to the row of the table; and where it is written."""
    isolate = request.param == "namespaces"
    if isolate and not can_isolate():
        pytest.skip("this machine gives no namespaces")
    folder, out = tmp_path_factory.mktemp("class"), tmp_path_factory.mktemp("grades")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    network = (
        "from urllib.request import urlopen\ndef distance(given, right):\n"
        f"    code = urlopen('http://127.0.0.1:{server.server_port}').read()\n"
        "    names = {}\n    exec(code, names)\n    return names['distance'](given, right)"
    )
    for student, code in {**ANSWERS, **FOUND, "asks the network": network}.items():
        hand_in(folder, student, answered(code))
    for student, notebook in mangled().items():
        hand_in(folder, student, notebook)
    (folder / "no notebook").mkdir()
    (folder / "no JSON.ipynb").write_text('{"cells": [')
    (folder / "a number.ipynb").write_text("7")
    (folder / "a link.ipynb").symlink_to(ROOT / f"notebooks/{CHAPTER}.ipynb")
    (folder / "bytes.ipynb").write_bytes(b"\xff\xfe\x00")
    hand_in(folder, "another course", new_notebook(cells=[new_code_cell("print(1)")]))
    # Six exercises share these seconds: two for one that does not end would do, but the
    # machine may be busy.
    rows = grade(folder, out, seed="a test", seconds=120, jobs=2, isolate=isolate)
    server.shutdown()
    return {row.student: row for row in rows}, out


def first(row):
    return row.grades[0]


@pytest.mark.parametrize("student", [*ANSWERS, "asks the network"])
def test_what_is_no_answer_gets_no_points(graded, student):
    rows, _ = graded
    found = first(rows[student])
    allowed = CASES if student == "remembers the cases" else 0
    assert found.status == ("partly" if allowed else "wrong"), found
    assert found.points <= allowed + 1, found  # a text may be as far from another by accident
    assert any("✗" in message for message in found.messages)


@pytest.mark.parametrize("student", FOUND)
def test_what_is_an_answer_gets_all_points(graded, student):
    assert first(graded[0][student]).status == "right", first(graded[0][student])


@pytest.mark.parametrize(("student", "there"), FOUND_IN.items())
def test_an_answer_is_found_wherever_it_is(graded, student, there):
    found = first(graded[0][student])
    assert found.status == ("right" if there else "not begun"), found
    assert there or found.messages


@pytest.mark.parametrize("student", [*ANSWERS, *FOUND, *FOUND_IN])
def test_the_other_exercises_keep_their_points(graded, student):
    assert [found.status for found in graded[0][student].grades[1:]] == ["right"] * 5


@pytest.mark.parametrize(
    "student",
    ["no notebook", "no JSON", "a number", "a link", "bytes", "another course"],
)
def test_what_is_no_notebook_is_in_the_table_with_a_note(graded, student):
    rows, out = graded
    assert rows[student].points == 0
    assert rows[student].note
    with (out / "points.csv").open(encoding="utf-8", newline="") as file:
        notes = {line["student"]: line["note"] for line in csv.DictReader(file)}
    assert notes[student] == rows[student].note


def test_nobody_was_asked_and_nothing_was_written(graded):
    assert Server.asked == 0
    assert not FORBIDDEN.exists()


def test_what_a_student_wrote_is_text_on_the_page(graded):
    page = (graded[1] / "raises.html").read_text("utf-8")
    assert "&lt;script&gt;alert(1)" in page
    assert "<script" not in page


def test_messages_say_what_happened(graded):
    said = {
        name: " ".join(first(row).messages) for name, row in graded[0].items() if row.grades
    }
    assert "EOFError" in said["asks"]
    assert "did not end within" in said["never ends"]
    assert "did not end within" in said["never begins"]
    assert "ends Python itself" in said["ends Python"]
    assert "MemoryError" in said["takes all memory"]
    assert "too large" in said["answers too much"]
    assert (
        "hides this folder" in said["reads the solution"]
        or "FileNotFoundError" in said["reads the solution"]
    )
    assert "called my_distance" in said["renames"]
    assert "in another cell" in said["cut"]
    assert "cannot be read" in said["broken"]
    assert "another cell" in said["twice"]
    assert "hidden" in said["remembers the cases"]
