"""Unpack what a reader takes along: `python -m tests.running.unpack`. The checks run the
notebooks there, so that a file that the zip lacks fails them.

With `zh` behind it: the Chinese zip, from the built site.
"""

import shutil
import sys

from book.packing import NAME, ROOT, pack
from tests.running.notebooks import unpacked

UNPACKED, CHINESE = ROOT / "_build" / "unpacked", ROOT / "_build" / "unpacked-zh"
CHINESE_NAME = f"{NAME}-zh"
CHINESE_ZIP = ROOT / "_build" / "html" / "zh" / f"{CHINESE_NAME}.zip"


def main(language: str = "") -> None:
    folder = CHINESE if language else UNPACKED
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    if language:
        unpacked(CHINESE_ZIP, folder)
    else:
        archive = pack(folder.with_suffix(".zip"))
        unpacked(archive, folder)
        archive.unlink()


if __name__ == "__main__":
    main(*sys.argv[1:])
