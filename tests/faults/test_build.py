"""A build that fails, is killed, or meets another leaves a whole site."""

import os
import signal
import subprocess
import sys
import time
import zipfile

import pytest

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
build.SITE, build.BESIDE = Path(folder, "html"), Path(folder, "unfinished")
build.COMMAND = [sys.executable, command, name]
sys.exit(build.build())
"""


@pytest.fixture
def start(tmp_path):
    """`start(name)`: a build that writes this name on its pages."""

    def start(name, seconds=0.0, status=0):
        script = tmp_path / f"{name}.py"
        script.write_text(SLOW.format(seconds=seconds, status=status))
        return subprocess.Popen(
            [sys.executable, "-c", BUILD, tmp_path, script, name],
            cwd=ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True,
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


# In the place of a full disk: no file may grow beyond 100 kB.
FULL = """
import resource, sys
from pathlib import Path
from book.packing import pack
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
pack(Path(sys.argv[1]))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="limits on files are Linux's")
def test_a_zip_on_a_full_disk_is_the_old_one_or_none(tmp_path):
    target = tmp_path / "all.zip"
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("old", "old")
    done = subprocess.run(
        [sys.executable, "-c", FULL, target], cwd=ROOT, stderr=subprocess.PIPE, text=True
    )
    assert "File too large" in done.stderr
    assert zipfile.ZipFile(target).namelist() == ["old"]
    assert list(tmp_path.iterdir()) == [target]
