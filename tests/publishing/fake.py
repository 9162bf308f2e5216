"""Stands in for Python, pip and Jupyter where `make` is tried: it installs and builds nothing,
and writes into the file `calls` how it was called. `VERSION` is what it takes itself for."""

import shutil
import sys
from pathlib import Path

VERSION = 3, 11
HERE = Path(sys.argv[0])


def note(*words: str) -> None:
    with open("calls", "a", encoding="utf-8") as calls:
        print(*words, file=calls)


def venv(folder: str, clear: bool) -> None:
    """As the real one, without `clear` it leaves the Python that is there."""
    if clear:
        shutil.rmtree(folder, ignore_errors=True)
    programs = Path(folder, "bin")
    programs.mkdir(parents=True, exist_ok=True)
    if not (programs / "python").exists():
        shutil.copy(HERE, programs / "python")
    (programs / "pip").write_text(f"#!{programs.absolute() / 'python'}\n", "utf-8")


def pip() -> None:
    """Say what the file `pip-fails` has, if there is one, and fail."""
    said = Path("pip-fails")
    if said.exists():
        sys.exit(said.read_text("utf-8"))
    print("Downloading small-1.0-py3-none-any.whl (12 kB)")
    print("Downloading torch-2.13.0-cp311-cp311-linux_x86_64.whl (812.3 MB)")


def build(folder: str) -> None:
    """As the real one, a build that fails leaves the site as it was."""
    if Path("build-fails").exists():
        sys.exit(1)
    page = Path(folder, "html", "index.html")
    page.parent.mkdir(parents=True, exist_ok=True)
    page.touch()


def main(arguments: list[str]) -> None:
    if arguments[:1] == ["-c"]:
        if "matplotlib" not in arguments[1]:
            sys.version_info = (*VERSION, 0)
            exec(arguments[1], {})
        return
    if arguments == ["--version"]:
        print(f"Python {VERSION[0]}.{VERSION[1]}.0")
        return
    note(HERE.name, *arguments)
    if arguments[:2] == ["-m", "venv"]:
        venv(arguments[-1], clear="--clear" in arguments)
    elif arguments[:2] == ["-m", "pip"]:
        pip()
    elif arguments[:2] == ["-m", "book.build"]:
        build(*arguments[2:])


if __name__ == "__main__":
    main(sys.argv[1:])
