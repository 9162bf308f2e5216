"""Pack the book for a place without a network: `make offline`.

The zip has the built site, every committed file, so that the notebooks run from it, and a
page that says where to begin. The same commit and site give the same zip, byte for byte.
"""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

from book.output import BUILD, SITE, alone, folder_for
from book.packing import NAME, ROOT, add
from utils.files import READABLE, replacing

START = ROOT / "book" / "templates" / "start.html"
ZIP = f"{NAME}-offline.zip"  # not the name of the zip in the site


def git(*arguments: str) -> bytes:
    """What git prints.

    Raises:
        subprocess.CalledProcessError: the folder is not a git repository, or has no commit.
    """
    command = ["git", "-C", str(ROOT), *arguments]
    here = os.environ | {"TZ": "UTC"}  # a zip has local times: the same zip in any country
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, env=here).stdout


def pack(target: Path, site: Path = BUILD / SITE) -> Path:
    """Write the zip and return its path.

    Raises:
        FileNotFoundError: the site is not built.
    """
    if not (site / "index.html").is_file():
        raise FileNotFoundError(f"{site} has no site: run make book")
    with replacing(target, READABLE) as file:
        # git writes the committed files, in a fixed order and with the time of the commit.
        file.write(git("archive", "--format=zip", f"--prefix={NAME}/", "HEAD"))
        with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
            date = archive.infolist()[0].date_time
            pages = sorted(path for path in site.rglob("*") if path.is_file())
            files = {"START.html": START}
            files |= {f"site/{path.relative_to(site).as_posix()}": path for path in pages}
            for name, path in files.items():
                add(archive, name, path.read_bytes(), date)
    return target


def main(arguments: list[str]) -> int:
    folder = folder_for(arguments)
    if git("status", "--porcelain", "--untracked-files=no"):
        print("Some changes are not committed: the site has them, the other files do not.")
    with alone(folder):
        target = pack(folder / ZIP, folder / SITE)
    print(f"{target} has {target.stat().st_size / 2**20:.1f} MiB.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
