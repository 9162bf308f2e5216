"""A build that fails, is killed, or meets another leaves a whole site."""

import os
import signal
import stat
import subprocess
import sys
import time
import zipfile

import pytest

from book.dependencies import ROOT
from book.offline import ZIP
from book.output import folder_for
from book.packing import NAME

# In the place of jupyter-book: writes a name on two pages, slowly until there is a file `go`.
SLOW = """
import os, sys, time
from pathlib import Path
html = Path(sys.argv[-1], "_build", "html")
html.mkdir(parents=True)
for name in ("index.html", "last.html"):
    (html / name).write_text(sys.argv[1])
    end = time.monotonic() + {seconds}
    while time.monotonic() < end and not Path(__file__).with_name("go").exists():
        time.sleep(0.05)
sys.exit({status})
"""
BUILD = """
import sys
from pathlib import Path
from book import build
folder, command, name = sys.argv[1:]
build.COMMAND = [sys.executable, command, name]
build.TRANSLATE = ["mkdir"]  # the real one takes seconds
sys.exit(build.build(Path(folder)))
"""
FIRST_PAGE = "unfinished/english/_build/html/index.html"


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
    html = folder / "html"
    return {str(path.relative_to(html)): path.read_text() for path in html.rglob("*.html")}


def whole(name):
    return dict.fromkeys(["index.html", "last.html", "zh/index.html", "zh/last.html"], name)


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
    while not (tmp_path / FIRST_PAGE).exists():
        time.sleep(0.05)
    os.killpg(killed.pid, signal.SIGKILL)
    killed.wait()
    assert site(tmp_path) == whole("one")
    assert start("three").wait() == 0
    assert site(tmp_path) == whole("three")


@pytest.fixture
def building(start, tmp_path):
    """A build of "one" in the middle of it; a file `go` lets it end."""
    program = start("one", seconds=60)
    while not (tmp_path / FIRST_PAGE).exists():
        time.sleep(0.05)
    yield program
    program.kill()


def waits_for(building, program, folder):
    """The program says that it does, and both end well."""
    said = iter(program.stdout.readline, "")
    assert any("already being built here" in line for line in said)
    (folder / "go").touch()
    assert program.wait() == building.wait() == 0


def test_of_two_at_once_the_second_waits_and_says_so(building, start, tmp_path):
    waits_for(building, start("two"), tmp_path)
    assert site(tmp_path) == whole("two")


def test_the_zip_has_one_site_and_not_halves_of_two(building, tmp_path):
    program = subprocess.Popen(
        [sys.executable, "-m", "book.offline", tmp_path],
        cwd=ROOT, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    waits_for(building, program, tmp_path)
    with zipfile.ZipFile(tmp_path / ZIP) as archive:
        pages = {archive.read(f"{NAME}/site/{page}") for page in whole("one")}
    assert pages == {b"one"}


def test_killed_between_its_two_last_steps_the_next_finds_the_old_site(start, tmp_path):
    start("one").wait()
    (tmp_path / "unfinished").mkdir()
    (tmp_path / "html").rename(tmp_path / "unfinished" / "before")
    assert start("two", status=3).wait() == 3
    assert site(tmp_path) == whole("one")


def test_a_web_server_of_another_user_may_read_the_site(start, tmp_path):
    assert start("one", umask=0o077).wait() == 0
    assert mode(tmp_path / "html") == 0o755
    assert {mode(path) for path in (tmp_path / "html").rglob("*.html")} == {0o644}


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
