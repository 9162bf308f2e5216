"""Files that are whole, or not there."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Open a file beside `path` for writing; at the end it takes the place of `path`, at once.

    If anything goes wrong before, a full disk, Ctrl-C, a power cut, then what was there stays
    as it was.
    """
    beside = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with beside.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def write(path: Path, text: str) -> None:
    """Write a text file whole, or leave the one that is there."""
    with replacing(path) as file:
        file.write(text.encode())
