"""One chapter, many students: run what the exercises need once, then grade each submission in a
process of its own, which begins with a copy of all that was run.

Started by `book.course.grade`, it reads its job from stdin and writes a line for each
notebook, in their order.
"""

import json
import os
import signal
import sys
import time
from collections.abc import Sequence
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import NamedTuple

from book.course.answers import Answer, Cell, Submission, exercises
from book.course.judge import OFTEN, TOGETHER, Grade, Seconds, judge
from book.course.names import names_in, needed
from book.course.player import Ahead, Proxy, forked, play
from book.course.sandbox import Limits, die_with_parent, limit
from book.course.submissions import code_of

BROKEN_OFF = EOFError, OSError, ValueError  # what comes of a process that ended early
GRACE = 5  # seconds more than a check may take, for what is around it


class Job(NamedTuple):
    """What to grade, and how.

    chapter: such as "01_rnn".
    cells: id and source of each cell of the chapter, without solutions.
    notebooks: the paths of those that were handed in.
    seeds: the file with the seed of each one's hidden cases. Only the judge reads it.
    seconds: for one notebook.
    memory: bytes that an answer may use.
    jobs: how many notebooks at once.
    hidden: the folders that an answer cannot see.
    isolate: whether in namespaces of its own.
    user: the id of the user that the student's code runs as; None: the one who grades.
    """

    chapter: str
    cells: list
    notebooks: list[str]
    seeds: str
    seconds: float
    memory: int
    jobs: int
    hidden: list[str]
    isolate: bool
    user: int | None


def prepared(cells: Sequence[Cell]) -> dict:
    """What a chapter has bound once its exercises have run, and what they need: what it trains
    only to show is left out."""
    names = {"__name__": "chapter"}
    for cell in needed_by_exercises(cells):
        exec(compile(cell.source, cell.id, "exec"), names)
    return names


def needed_by_exercises(cells: Sequence[Cell]) -> list[Cell]:
    found = [names_in(cell.source) for cell in cells]
    wanted = [cells.index(cell) for cell in exercises(cells)]
    return [cells[n] for n in needed(found, wanted)]


def grade(job: Job, book: dict, place: int) -> list[Grade]:
    """The grades of one notebook, one for each exercise."""
    end = time.monotonic() + job.seconds
    submission = Submission(code_of(Path(job.notebooks[place])), job.cells)
    every = exercises(job.cells)
    usual, grades = job.seconds / len(every), []
    for later, exercise in zip(range(len(every))[::-1], every, strict=True):
        answer = submission.answer(exercise)
        left = end - time.monotonic()
        most = Seconds(min(usual, left), max(usual, left - later * usual))
        found = _graded(job, book, place, exercise, answer, most)
        notes = (answer.note,) if answer.note else ()
        grades.append(found._replace(messages=(*found.messages, *notes)))
    return grades


def _graded(
    job: Job, book: dict, place: int, exercise: Cell, answer: Answer, most: Seconds
) -> Grade:
    """The grade of an answer, from two processes: one has the student's code, the other the
    cases."""
    if not answer.name:
        return Grade(exercise.id, "not begun")
    if most.usual <= 0:
        return Grade(exercise.id, "not graded", messages=("time had already run out",))
    seconds = max(most) + GRACE
    limits = Limits([Path(folder) for folder in job.hidden], int(seconds), job.memory)
    around = exercise if (job.chapter, exercise.id) in TOGETHER else None
    player, line = play(answer, book, limits._replace(user=job.user), job.isolate, around)

    def work(connection: Connection) -> None:
        die_with_parent()
        limit(limits)
        seed = json.loads(Path(job.seeds).read_text("utf-8"))[place]
        try:
            asked = Proxy(line, answer.name)
            if (job.chapter, exercise.id) in OFTEN:
                asked = Ahead(asked)
            found = judge(job.chapter, exercise, book, asked, seed, most)
        except BaseException as error:
            problem = f"the check cannot be made: {type(error).__name__}: {error}"
            found = Grade(exercise.id, "not graded", messages=(problem,))
        connection.send_bytes(json.dumps(found).encode())

    process, connection = forked(work)
    line.close()
    found = Grade(exercise.id, "not graded", messages=("time ran out",))
    try:
        if connection.poll(seconds):
            found = Grade(*json.loads(connection.recv_bytes()))
    except BROKEN_OFF:
        found = found._replace(messages=("its check used too much time or memory",))
    _end(process, signal.SIGKILL)
    # A player in a world of its own has a process before it, which ends it.
    _end(player, signal.SIGTERM if job.isolate else signal.SIGKILL)
    connection.close()
    return found._replace(messages=tuple(found.messages))


def _end(process: int, how: signal.Signals) -> None:
    os.kill(process, how)
    os.waitpid(process, 0)


def grade_all(job: Job, book: dict) -> list[list[Grade]]:
    """The grades of every notebook, several at once. One that cannot be graded stops none."""
    waiting, running, done = list(range(len(job.notebooks)))[::-1], {}, {}
    while waiting or running:
        while waiting and len(running) < job.jobs:
            place = waiting.pop()

            def work(connection: Connection, place: int = place) -> None:
                die_with_parent()
                connection.send_bytes(json.dumps(grade(job, book, place)).encode())

            process, connection = forked(work)
            running[connection] = place, process, time.monotonic() + job.seconds + 2 * GRACE
        ready = wait(running, timeout=1)
        late = [c for c, (_, _, end) in running.items() if time.monotonic() > end]
        for connection in {*ready, *late}:
            place, process, _ = running.pop(connection)
            done[place] = _result(connection) if connection in ready else []
            _end(process, signal.SIGKILL)
            connection.close()
    return [done[place] for place in sorted(done)]


def _result(connection: Connection) -> list:
    try:
        return json.loads(connection.recv_bytes())
    except BROKEN_OFF:
        return []


def main() -> None:
    fields = json.loads(sys.stdin.read())
    job = Job(**fields)
    job = job._replace(cells=[Cell(*cell) for cell in job.cells])
    # What is printed by the chapter is none of the results.
    results = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    book = prepared(job.cells)
    json.dump(grade_all(job, book), results)
    results.close()


if __name__ == "__main__":
    main()
