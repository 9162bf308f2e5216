"""Atomic writes: a file is complete, or not there."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

READABLE = 0o644  # readable by all, writable by its owner


@contextmanager
def replacing(path: Path, mode: int | None = None) -> Iterator[BinaryIO]:
    """Open a file beside `path` for writing and reading; at the end it takes the place of
    `path`, at once.

    If anything goes wrong before, a full disk, Ctrl-C, a power cut, then what was there stays
    as it was. Where `path` is a link, the file that it leads to is replaced.

    Args:
        path: the file to write.
        mode: who may do what with it. By default that stays as it was, and for a new file the
            umask decides.
    """
    path = path.resolve()
    beside = path.with_name(f"{path.name}.{os.getpid()}.part")
    if mode is None and path.exists():
        mode = stat.S_IMODE(path.stat().st_mode)
    try:
        with beside.open("w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            beside.chmod(mode)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def write(path: Path, text: str) -> None:
    """Write a text file whole, or leave the one that is there. A new one is part of the book,
    so all may read it."""
    with replacing(path, None if path.exists() else READABLE) as file:
        file.write(text.encode())
