"""A zip is whole, or the one that is there stays; all may read it."""

import resource
import signal
import stat
import subprocess
import sys
import time
import zipfile

import pytest

from book.dependencies import ROOT

ZIPS = {
    "for readers": "packing.pack(target)",
    "handout": "packing.pack(target, solutions=False)",
    "offline": "offline.pack(target, folder / 'site')",
}
PACK = """
import sys
from pathlib import Path
from book import offline, packing
folder, target = map(Path, sys.argv[1:])
{slowly}
print("packing", flush=True)
{pack}
"""
# Each file that is packed takes its time, so that there is a middle to be interrupted in.
SLOWLY = """
import time
add = packing.add
def slow(*arguments):
    time.sleep(0.3)
    add(*arguments)
packing.add = offline.add = slow
"""


@pytest.fixture(params=ZIPS)
def start(request, tmp_path):
    """`start()` packs `new.zip`, where there is one already."""
    site = tmp_path / "site"
    site.mkdir()
    for n in range(100):
        (site / f"{n}.html").write_text("page")
    (site / "index.html").write_text("page")
    out = tmp_path / "out"
    out.mkdir()
    with zipfile.ZipFile(out / "new.zip", "w") as archive:
        archive.writestr("old", "old")

    def start(slowly="", **options):
        code = PACK.format(pack=ZIPS[request.param], slowly=slowly)
        return subprocess.Popen(
            [sys.executable, "-c", code, tmp_path, out / "new.zip"],
            cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options,
        )  # fmt: skip

    return start


def names(folder):
    """What is in the one file of the folder, which is a whole zip."""
    (file,) = folder.iterdir()
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        return archive.namelist()


def full():
    """A disk with 100 kB."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))


@pytest.mark.skipif(sys.platform != "linux", reason="limits on files are Linux's")
def test_on_a_full_disk_the_old_one_stays(start, tmp_path):
    program = start(preexec_fn=full)
    assert program.wait() != 0
    assert "File too large" in program.stderr.read()
    assert names(tmp_path / "out") == ["old"]


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_interrupted_the_old_one_stays(start, tmp_path, how):
    program = start(slowly=SLOWLY)
    assert program.stdout.readline() == "packing\n"
    while len(list((tmp_path / "out").iterdir())) < 2:
        assert program.poll() is None
        time.sleep(0.01)
    time.sleep(0.5)
    program.send_signal(how)
    assert program.wait() != 0
    for left in (tmp_path / "out").glob("*.part"):
        assert how == signal.SIGKILL
        left.unlink()
    assert names(tmp_path / "out") == ["old"]


def test_a_web_server_of_another_user_may_read_it(start, tmp_path):
    assert start(umask=0o077).wait() == 0
    assert len(names(tmp_path / "out")) > 100
    (file,) = (tmp_path / "out").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o644
    with zipfile.ZipFile(file) as archive:
        modes = {entry.external_attr >> 16 & 0o777 for entry in archive.infolist()}
    assert modes <= {0o644, 0o755, 0}
