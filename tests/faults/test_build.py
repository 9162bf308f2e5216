"""A build that fails, is killed, or meets another leaves a whole site."""

import os
import signal
import stat
import subprocess
import sys
import time

import pytest

from book.build import folder_for
from book.dependencies import ROOT

# In the place of jupyter-book: writes two pages, slowly, and names its process in both.
SLOW = """
import os, sys, time
from pathlib import Path
html = Path(sys.argv[-1], "_build", "html")
html.mkdir(parents=True)
for name in ("index.html", "last.html"):
    (html / name).write_text(sys.argv[1])
    time.sleep({seconds})
sys.exit({status})
"""
BUILD = """
import sys
from pathlib import Path
from book import build
folder, command, name = sys.argv[1:]
build.COMMAND = [sys.executable, command, name]
sys.exit(build.build(Path(folder)))
"""


@pytest.fixture
def start(tmp_path):
    """`start(name)`: a build that writes this name on its pages."""

    def start(name, seconds=0.0, status=0, umask=-1):
        script = tmp_path / f"{name}.py"
        script.write_text(SLOW.format(seconds=seconds, status=status))
        return subprocess.Popen(
            [sys.executable, "-c", BUILD, tmp_path, script, name],
            cwd=ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True,
            umask=umask,
        )  # fmt: skip

    return start


def site(folder):
    return {path.name: path.read_text() for path in (folder / "html").iterdir()}


def whole(name):
    return {"index.html": name, "last.html": name}


def test_a_new_site_takes_the_place_of_the_old_one(start, tmp_path):
    for name in ("one", "two"):
        assert start(name).wait() == 0
        assert site(tmp_path) == whole(name)
    assert not (tmp_path / "unfinished").exists()


def test_a_build_that_fails_leaves_the_old_site_and_says_why(start, tmp_path):
    start("one").wait()
    assert start("two", status=3).wait() == 3
    assert site(tmp_path) == whole("one")


def test_a_build_that_is_killed_leaves_the_old_site_and_the_next_one_works(start, tmp_path):
    start("one").wait()
    killed = start("two", seconds=30)
    while not (tmp_path / "unfinished" / "_build" / "html" / "index.html").exists():
        time.sleep(0.05)
    os.killpg(killed.pid, signal.SIGKILL)
    killed.wait()
    assert site(tmp_path) == whole("one")
    assert start("three").wait() == 0
    assert site(tmp_path) == whole("three")


def test_of_two_at_once_the_second_waits_and_says_so(start, tmp_path):
    first = start("one", seconds=2)
    while not (tmp_path / "unfinished").exists():
        time.sleep(0.05)
    second = start("two")
    assert second.wait() == first.wait() == 0
    assert "being built here already" in second.stdout.read()
    assert site(tmp_path) == whole("two")


def test_killed_between_its_two_last_steps_the_next_finds_the_old_site(start, tmp_path):
    start("one").wait()
    (tmp_path / "unfinished").mkdir()
    (tmp_path / "html").rename(tmp_path / "unfinished" / "before")
    assert start("two", status=3).wait() == 3
    assert site(tmp_path) == whole("one")


def test_a_web_server_of_another_user_may_read_the_site(start, tmp_path):
    assert start("one", umask=0o077).wait() == 0
    assert mode(tmp_path / "html") == 0o755
    assert {mode(path) for path in (tmp_path / "html").iterdir()} == {0o644}


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_where_nobody_may_write_it_says_so(tmp_path):
    folder = tmp_path / "file" / "site"
    (tmp_path / "file").touch()
    with pytest.raises(SystemExit, match=rf"^{folder} cannot be written; name another folder"):
        folder_for([str(folder)])


def test_the_server_may_enter_a_new_folder(tmp_path):
    before = os.umask(0o077)
    try:
        assert mode(folder_for([str(tmp_path / "new" / "site")])) == 0o755
    finally:
        os.umask(before)
