"""Build the book: `make book`. The site that is there stays until the new one is whole."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from book.dependencies import ROOT

SITE = ROOT / "_build" / "html"
BESIDE = ROOT / "_build" / "unfinished"
JUPYTER_BOOK = Path(sys.executable).with_name("jupyter-book")
COMMAND = [JUPYTER_BOOK, "build", ".", "--all", "-W", "-n", "--keep-going", "--quiet"]


def build() -> int:
    """Build into an empty folder, all of it: a page that is not read again gives no warning,
    and what an earlier build left would be published too. If all is well, put it in the place
    of the site.

    Returns:
        The exit status of the build. What it said is printed if it failed.
    """
    with _alone():
        shutil.rmtree(BESIDE, ignore_errors=True)
        done = subprocess.run(
            [*COMMAND, "--path-output", BESIDE],
            cwd=ROOT, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        if done.returncode != 0:
            sys.stdout.buffer.write(done.stdout)
        else:
            if SITE.exists():
                SITE.rename(BESIDE / "before")
            (BESIDE / "_build" / "html").rename(SITE)
        shutil.rmtree(BESIDE, ignore_errors=True)
    return done.returncode


@contextmanager
def _alone() -> Iterator[None]:
    """After whoever else builds here."""
    SITE.parent.mkdir(exist_ok=True)
    lock = FileLock(SITE.with_suffix(".lock"))
    try:
        lock.acquire(timeout=0)
    except Timeout:
        print("The book is being built here already; this begins after that.", flush=True)
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


if __name__ == "__main__":
    sys.exit(build())
