"""Unpack what a reader takes along: `python -m tests.running.unpack`. The checks run the
notebooks there, so that a file that the zip lacks fails them."""

import shutil

from book.packing import ROOT, pack
from tests.running.notebooks import unpacked

UNPACKED = ROOT / "_build" / "unpacked"


def main() -> None:
    shutil.rmtree(UNPACKED, ignore_errors=True)
    UNPACKED.mkdir(parents=True)
    archive = pack(UNPACKED.with_suffix(".zip"))
    unpacked(archive, UNPACKED)
    archive.unlink()


if __name__ == "__main__":
    main()
