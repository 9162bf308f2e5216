"""The folder that is built in: `_build`, or another, as in `make book BUILD=/some/folder`."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from book.dependencies import ROOT

BUILD = ROOT / "_build"
SITE = "html"  # in the folder of the build
BESIDE = "unfinished"
SEARCHABLE = 0o755  # the mode of a folder whose files all may read


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


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """After whoever else builds or packs in this folder."""
    lock = FileLock(folder / f"{SITE}.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        print("The book is already being built here; waiting for that to end.", flush=True)
        lock.acquire()
    try:
        before = folder / BESIDE / "before"
        if before.exists() and not (folder / SITE).exists():
            before.rename(folder / SITE)  # a build was killed between its two last steps
        yield
    finally:
        lock.release()
