"""A folder to try `make` in; Python, pip and Jupyter are `fake.py`, and install nothing."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.publishing import fake

ROOT = Path(__file__).parents[2]
IN_ZIP = ["Makefile", "requirements.txt", "constraints.txt"]


class Folder:
    """A folder with the Makefile in it, and programs of its own that come first.

    Attributes:
        path: the folder; without `tests` it is like the zip of the notebooks.
        programs: the folder of the programs.
    """

    def __init__(self, path: Path):
        self.path, self.programs = path / "project", path / "programs"
        for folder in (self.path, self.programs):
            folder.mkdir()
        for name in IN_ZIP:
            shutil.copy(ROOT / name, self.path)
        for minor in (10, 11, 12):
            self.python(f"python3.{minor}", minor)
        self.python("python3", 11)

    def python(self, name: str, minor: int) -> None:
        """Put a Python of this version among the programs."""
        text = Path(fake.__file__).read_text("utf-8")
        text = text.replace("VERSION = 3, 11", f"VERSION = 3, {minor}")
        self.program(name, f"#!{sys.executable} -IS\n{text}")

    def program(self, name: str, text: str) -> None:
        path = self.programs / name
        path.write_text(text, "utf-8")
        path.chmod(0o755)

    def repository(self) -> None:
        """Make it the whole repository, or what counts as that."""
        for name in ("tests", "book", "notebooks", "utils"):
            (self.path / name).mkdir()
        (self.path / "book" / "page.md").touch()

    def make(self, *arguments: str, fails: bool = False) -> str:
        """Run make and return all that it printed."""
        path = f"{self.programs}{os.pathsep}{os.environ['PATH']}"
        done = subprocess.run(
            ["make", *arguments], cwd=self.path, env={"PATH": path, "HOME": str(self.path)},
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
        )  # fmt: skip
        assert bool(done.returncode) is fails, done.stdout
        return done.stdout

    def calls(self) -> list[str]:
        """How the programs were called since this was last asked."""
        file = self.path / "calls"
        calls = file.read_text("utf-8").splitlines() if file.exists() else []
        file.unlink(missing_ok=True)
        return calls


def steps(calls):
    """The calls by what they do: venv, pip, build."""
    kinds = {"-m venv": "venv", "-m pip": "pip", "-m book.build": "build"}
    return [kind for call in calls for part, kind in kinds.items() if part in call]
