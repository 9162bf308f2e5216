"""Build the book: `make book`. The site that is there stays until the new one is whole.

Somewhere else than in `_build`: `make book BUILD=/some/folder`; then the folder of the book is
only read.
"""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shlex import quote

from book.dependencies import ROOT
from book.languages import LANGUAGES
from book.output import BESIDE, BUILD, SEARCHABLE, SITE, alone, folder_for
from utils.files import READABLE

JUPYTER_BOOK = Path(sys.executable).with_name("jupyter-book")
COMMAND = [JUPYTER_BOOK, "build", ".", "--all", "-W", "-n", "--keep-going", "--quiet"]
TRANSLATE = [sys.executable, "-m", "book.translation.tree"]
SAID = "said.txt"  # what a build printed


def build(folder: Path = BUILD) -> int:
    """Build into an empty folder, all of it: a page that is not read again gives no warning,
    and what an earlier build left would be published too. If all is well, put it in the place
    of the site. The two languages are built at the same time.

    Args:
        folder: where the site is to be.

    Returns:
        The exit status of the build. What it said is printed if it failed.
    """
    beside = folder / BESIDE
    source, english, chinese = (beside / name for name in ("source", "english", "chinese"))
    with alone(folder):
        shutil.rmtree(beside, ignore_errors=True)
        with _begun(ROOT, english) as first:
            subprocess.run([*TRANSLATE, source], cwd=ROOT, check=True)
            with _begun(source, chinese) as second:
                status = first.wait() or second.wait()
        if status != 0:
            for target in (english, chinese):
                sys.stdout.write((target / SAID).read_text("utf-8"))
        else:
            new = english / "_build" / "html"
            (chinese / "_build" / "html").rename(new / LANGUAGES[1].folder)
            _share(new)
            if (folder / SITE).exists():
                (folder / SITE).rename(beside / "before")
            new.rename(folder / SITE)
        shutil.rmtree(beside, ignore_errors=True)
    return status


@contextmanager
def _begun(source: Path, target: Path) -> Iterator[subprocess.Popen]:
    """The build of one language. It goes on beside this program, and ends with the block."""
    target.mkdir(parents=True)
    with (target / SAID).open("wb") as said:
        command = [*COMMAND, "--path-output", target]
        process = subprocess.Popen(command, cwd=source, stdout=said, stderr=subprocess.STDOUT)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def _share(site: Path) -> None:
    """Let all read the site, whatever the umask: the web server may be another user."""
    for path in (site, *site.rglob("*")):
        path.chmod(SEARCHABLE if path.is_dir() else READABLE)


def main(arguments: list[str]) -> int:
    folder = folder_for(arguments)
    status = build(folder)
    if status == 0:
        serve = "make serve" if folder == BUILD else f"make serve BUILD={quote(str(folder))}"
        print(f"The book is ready. Open {folder / SITE / 'index.html'} or run: {serve}")
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
