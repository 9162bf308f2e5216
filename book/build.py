"""Build the book: `make book`. The site that is there stays until the new one is whole.

Somewhere else than in `_build`: `make book BUILD=/some/folder`; then the folder of the book is
only read.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shlex import quote

from filelock import FileLock, Timeout

from book.dependencies import ROOT
from utils.files import READABLE

BUILD = ROOT / "_build"
SITE = "html"  # in the folder of the build
BESIDE = "unfinished"
JUPYTER_BOOK = Path(sys.executable).with_name("jupyter-book")
COMMAND = [JUPYTER_BOOK, "build", ".", "--all", "-W", "-n", "--keep-going", "--quiet"]
SEARCHABLE = 0o755  # the mode of a folder whose files all may read


def build(folder: Path = BUILD) -> int:
    """Build into an empty folder, all of it: a page that is not read again gives no warning,
    and what an earlier build left would be published too. If all is well, put it in the place
    of the site.

    Args:
        folder: where the site is to be.

    Returns:
        The exit status of the build. What it said is printed if it failed.
    """
    beside = folder / BESIDE
    with alone(folder):
        shutil.rmtree(beside, ignore_errors=True)
        done = subprocess.run(
            [*COMMAND, "--path-output", beside],
            cwd=ROOT, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        if done.returncode != 0:
            sys.stdout.buffer.write(done.stdout)
        else:
            new = beside / "_build" / "html"
            _share(new)
            if (folder / SITE).exists():
                (folder / SITE).rename(beside / "before")
            new.rename(folder / SITE)
        shutil.rmtree(beside, ignore_errors=True)
    return done.returncode


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """After whoever else builds or packs in this folder."""
    lock = FileLock(folder / f"{SITE}.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        print("The book is being built here already; this begins after that.", flush=True)
        lock.acquire()
    try:
        before = folder / BESIDE / "before"
        if before.exists() and not (folder / SITE).exists():
            before.rename(folder / SITE)  # a build was killed between its two last steps
        yield
    finally:
        lock.release()


def _share(site: Path) -> None:
    """Let all read the site, whatever the umask: the web server may be another user."""
    for path in (site, *site.rglob("*")):
        path.chmod(SEARCHABLE if path.is_dir() else READABLE)


def folder_for(arguments: list[str]) -> Path:
    """The folder that a command was told to build in, made if it is not there.

    Raises:
        SystemExit: it cannot be written. The message says what to do.
    """
    folder = Path(arguments[0]).absolute() if arguments else BUILD
    try:
        if not folder.exists():
            folder.mkdir(parents=True)
            folder.chmod(SEARCHABLE)
        can = os.access(folder, os.W_OK | os.X_OK)
    except OSError:
        can = False
    if not can:
        sys.exit(f"{folder} cannot be written; name another folder: BUILD=/some/folder")
    return folder


def main(arguments: list[str]) -> int:
    folder = folder_for(arguments)
    status = build(folder)
    if status == 0:
        serve = "make serve" if folder == BUILD else f"make serve BUILD={quote(str(folder))}"
        print(f"The book is ready. Open {folder / SITE / 'index.html'} or run: {serve}")
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
