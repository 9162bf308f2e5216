"""`make notebooks` saves what ran, whole, or leaves what is there; it loses nobody's work."""

import os
import resource
import signal
import subprocess
import sys
import time

import nbformat
import pytest
from nbformat import v4

from book.dependencies import ROOT, seal
from tests.faults.processes import left_after


def write(path, *sources):
    cells = [v4.new_code_cell(source, id=f"cell-{n}") for n, source in enumerate(sources)]
    notebook = v4.new_notebook(cells=cells)
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3"}
    nbformat.write(notebook, path)
    return path


def start(*paths, **options):
    """The command, as `make` gives it."""
    command = [sys.executable, "-m", "book.execute", *paths]
    return subprocess.Popen(
        command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        start_new_session=True, **options,
    )  # fmt: skip


def wait_for(path, seconds=60):
    """Until a notebook that is being run has made this file."""
    end = time.monotonic() + seconds
    while not path.exists():
        assert time.monotonic() < end
        time.sleep(0.1)


def test_what_ran_is_saved_and_sealed(tmp_path):
    path = write(tmp_path / "a.ipynb", "print(1 + 1)")
    program = start(path)
    assert program.wait() == 0, program.stderr.read()
    notebook = nbformat.read(path, as_version=4)
    assert notebook.cells[0].outputs[0].text == "2\n"
    verified = notebook.metadata.verified
    assert verified.seal == seal(notebook, verified.fingerprint)


def test_a_cell_that_fails_is_named_and_ends_it(tmp_path):
    first = write(tmp_path / "a.ipynb", "x = 1", "print(x / 0)")
    second = write(tmp_path / "b.ipynb", "print(2)")
    before = first.read_bytes(), second.read_bytes()
    program = start(first, second)
    assert program.wait() == 1
    said = program.stderr.read()
    assert said.startswith("a.ipynb, cell cell-1:\n")
    assert "ZeroDivisionError" in said
    assert (first.read_bytes(), second.read_bytes()) == before


def test_half_a_notebook_is_named(tmp_path):
    path = write(tmp_path / "a.ipynb", "print(1)")
    path.write_bytes(path.read_bytes()[:100])
    program = start(path)
    assert program.wait() == 1
    said = program.stderr.read()
    assert said.startswith(f"{path} is not a complete notebook: ")
    assert "Traceback" not in said


def test_an_edit_that_was_saved_meanwhile_is_kept(tmp_path):
    path = tmp_path / "a.ipynb"
    write(path, f"from pathlib import Path; Path({str(path)!r}).write_text('an edit')")
    program = start(path)
    assert program.wait() == 1
    assert "a.ipynb was edited while it ran, so it is not saved" in program.stderr.read()
    assert path.read_text() == "an edit"


def full():
    """A disk on which not a kilobyte is left, for the notebook."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))


@pytest.mark.skipif(sys.platform != "linux", reason="limits on files are Linux's")
def test_on_a_full_disk_the_notebook_stays_whole(tmp_path):
    path = write(tmp_path / "a.ipynb", "print('long ' * 1000)")
    before = path.read_bytes()
    program = start(
        path, preexec_fn=full, env=os.environ | {"JUPYTER_RUNTIME_DIR": str(tmp_path)}
    )
    assert program.wait() != 0
    assert "File too large" in program.stderr.read()
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.glob("a.*")] == ["a.ipynb"]


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_who_is_killed_saves_nothing_later_and_leaves_nobody(tmp_path, how):
    """The command alone, as the system or a person kills it; its workers must see that."""
    running = tmp_path / "running"
    wait = (
        f"from pathlib import Path; Path({str(running)!r}).touch()\nimport time; time.sleep(8)"
    )
    first, second = write(tmp_path / "a.ipynb", wait), write(tmp_path / "b.ipynb", "print(2)")
    before = first.read_bytes(), second.read_bytes()
    program = start(first, second)
    wait_for(running)
    if how == signal.SIGINT:
        os.killpg(program.pid, how)  # Ctrl-C reaches all of them
    else:
        program.send_signal(how)
    program.wait(timeout=30)
    assert not left_after(program, seconds=20)
    assert (first.read_bytes(), second.read_bytes()) == before
