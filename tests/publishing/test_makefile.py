"""What `make` says and does, on machines that are not as it likes them. Python, pip and Jupyter
are `fake.py`: nothing is installed."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.publishing import fake

ROOT = Path(__file__).parents[2]
IN_ZIP = ["Makefile", "requirements.txt", "constraints.txt"]
EVERYWHERE = ["help", "lab", "clean"]
TARGETS = re.findall(
    r"^([a-z]+):.*#[#+] ", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE
)


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


@pytest.fixture
def folder(tmp_path):
    return Folder(tmp_path)


@pytest.fixture
def repository(folder):
    folder.repository()
    return folder


def steps(calls):
    """The calls by what they do: venv, pip, build."""
    kinds = {"-m venv": "venv", "-m pip": "pip", "-m book.build": "build"}
    return [kind for call in calls for part, kind in kinds.items() if part in call]


def test_help_lists_what_works_here(folder):
    def listed():
        return re.findall(r"^  ([a-z]+) ", folder.make("help"), re.MULTILINE)

    assert sorted(listed()) == sorted(EVERYWHERE)
    folder.repository()
    assert listed() == TARGETS
    assert {"book", "test", "serve"} <= set(TARGETS)


@pytest.mark.parametrize("command", sorted(set(TARGETS) - set(EVERYWHERE)))
def test_what_needs_the_repository_says_so_before_it_installs(folder, command):
    assert "needs the whole repository" in folder.make(command, fails=True)
    assert not folder.calls()


def test_installing_says_what_it_does_and_does_it_once(folder):
    said = folder.make("lab")
    assert "Installing the pinned packages into .venv, for Python 3.11.0" in said
    assert "torch-2.13.0" in said, "a large download"
    assert "small-1.0" not in said
    assert steps(folder.calls()) == ["venv", "pip"]
    assert folder.make("lab") == ""
    assert steps(folder.calls()) == []


def test_with_an_index_of_its_own_torch_is_first(folder):
    folder.make("lab", "TORCH_INDEX=https://example.org/cpu")
    _, torch, rest, _ = folder.calls()
    pinned = re.search(r"^torch==\S+", (ROOT / "requirements.txt").read_text(), re.MULTILINE)[0]
    assert torch.endswith(f"--index-url https://example.org/cpu {pinned}")
    assert rest.endswith("-r requirements.txt -c constraints.txt")


def test_new_pins_are_installed_into_what_is_there(folder):
    folder.make("lab")
    later = time.time() + 10
    os.utime(folder.path / "constraints.txt", (later, later))
    folder.calls()
    folder.make("lab")
    assert steps(folder.calls()) == ["pip"]


@pytest.mark.parametrize("command", ["lab", "newest"])
def test_a_python_that_is_too_old_is_named_first(repository, command):
    said = repository.make(command, "PYTHON=python3.10", fails=True)
    assert "Python 3.11 or newer is needed as python3.10" in said
    assert not repository.calls()


def test_why_pip_failed_is_said_and_another_python_is_a_way_out(folder):
    reason = "Ignored the following versions: 4.1.2 Requires-Python >=3.11.5"
    many = "\n".join(f"Collecting package-{n}" for n in range(100))
    (folder.path / "pip-fails").write_text(f"{many}\nERROR: {reason}\n")
    said = folder.make("lab", fails=True)
    assert reason in said
    assert "package-1\n" not in said, "pip says a lot"
    assert ".venv/pip.log" in said
    assert reason in (folder.path / ".venv" / "pip.log").read_text()
    assert "Making" not in said

    (folder.path / "pip-fails").unlink()
    said = folder.make("lab", "PYTHON=python3.12", fails=False)
    assert "Making .venv anew: it was not finished" in said
    assert "for Python 3.12.0" in said


def spoil_by_a_lost_python(environment):
    (environment / "bin" / "python").unlink()


def spoil_by_a_move(environment):
    pip = environment / "bin" / "pip"
    pip.write_text(pip.read_text().replace("project", "where-it-was-before"))


def spoil_by_an_interruption(environment):
    (environment / "ready").unlink()


def spoil_by_half_a_venv(environment):
    (environment / "bin" / "pip").unlink()


SPOILT = {
    spoil_by_a_lost_python: "its Python does not run",
    spoil_by_a_move: "it has no pip that runs",
    spoil_by_an_interruption: "it was not finished",
    spoil_by_half_a_venv: "it has no pip that runs",
}


@pytest.mark.parametrize("spoil", SPOILT, ids=lambda spoil: spoil.__name__)
@pytest.mark.parametrize("before", ["python3.11", "python3.12"])
def test_an_environment_that_cannot_be_used_is_made_anew(folder, spoil, before):
    folder.make("lab", f"PYTHON={before}")
    spoil(folder.path / ".venv")
    folder.calls()
    said = folder.make("lab")
    assert f"Making .venv anew: {SPOILT[spoil]}." in said
    assert "for Python 3.11.0" in said
    assert steps(folder.calls()) == ["venv", "pip"]
    assert "Making" not in folder.make("lab")


def test_an_environment_of_someone_else_is_made_anew(folder):
    subprocess.run(
        [folder.programs / "python3.10", "-m", "venv", ".venv"], cwd=folder.path, check=True
    )
    said = folder.make("lab")
    assert "Making .venv anew: it was not finished." in said
    assert "for Python 3.11.0" in said


def test_an_environment_that_works_needs_no_other_python(folder):
    folder.make("lab", "PYTHON=python3.12")
    folder.python("python3", 10)
    assert folder.make("lab") == ""
    later = time.time() + 10
    os.utime(folder.path / "constraints.txt", (later, later))
    assert "for Python 3.12.0" in folder.make("lab")


def test_the_environment_of_the_peers_is_made_anew_too(repository):
    shutil.copytree(
        ROOT / "tests" / "benchmarks" / "peers", repository.path / "tests/benchmarks/peers"
    )
    assert "Making" not in repository.make("peers")
    assert len(steps(repository.calls())) == 4, "two environments"
    spoil_by_a_lost_python(repository.path / ".venv-peers")
    assert "Making .venv-peers anew: its Python does not run." in repository.make("peers")
    assert steps(repository.calls()) == ["venv", "pip"]
    assert "Making" not in repository.make("peers")


def test_the_python_that_is_asked_for_is_used(folder):
    folder.make("lab")
    folder.calls()
    said = folder.make("lab", "PYTHON=python3.12")
    assert "Making .venv anew: it has Python 3.11." in said
    assert steps(folder.calls()) == ["venv", "pip"]
    assert folder.make("lab", "PYTHON=python3.12") == folder.make("lab") == ""
    assert steps(folder.calls()) == []


def test_lab_passes_on_what_it_is_given(folder):
    folder.program("id", "#!/bin/sh\necho 1000\n")
    folder.make("lab")
    command = folder.calls()[-1]
    assert command.startswith("python -m jupyterlab --notebook-dir=. ")
    assert command.endswith(" notebooks/01_rnn.ipynb")
    folder.make("lab", "ARGS=--no-browser --port 9999", "NOTEBOOK=notebooks/03_gru.ipynb")
    assert folder.calls()[-1].endswith("--no-browser --port 9999 notebooks/03_gru.ipynb")


def test_lab_works_for_root_too(folder):
    folder.program("id", "#!/bin/sh\necho 0\n")
    folder.make("lab")
    assert "--allow-root" in folder.calls()[-1]


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def test_serve_builds_what_has_changed(repository):
    port = f"PORT={free_port()}"

    def built():
        repository.make("serve", port)
        calls = repository.calls()
        assert "-m http.server" in calls[-1]
        return "build" in steps(calls)

    assert built()
    assert not built()
    repository.make("book")
    assert steps(repository.calls()) == ["build"], "whether or not there is something new"
    assert not built()
    later = time.time() + 10
    os.utime(repository.path / "book" / "page.md", (later, later))
    assert built()


def test_serve_builds_again_what_was_built_with_a_warning(repository):
    (repository.path / "build-fails").touch()
    repository.make("book", fails=True)
    repository.make("serve", f"PORT={free_port()}", fails=True)
    (repository.path / "build-fails").unlink()
    repository.calls()
    repository.make("serve", f"PORT={free_port()}")
    assert steps(repository.calls()) == ["build"]


def test_serve_asks_for_another_port_before_it_builds(repository):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        said = repository.make("serve", f"PORT={port}", fails=True)
    assert f"Port {port} cannot be used: [Errno" in said
    assert "make serve PORT=9000" in said
    assert "Traceback" not in said
    assert "build" not in steps(repository.calls())
    assert "must be 0-65535" in repository.make("serve", "PORT=99999", fails=True)


def git(folder, *arguments):
    me = ["-c", "user.name=me", "-c", "user.email=me@example.org"]
    subprocess.run(["git", *me, *arguments], cwd=folder, check=True, stdout=subprocess.PIPE)


def test_offline_packs_a_clone(repository):
    git(repository.path, "init", "-q")
    git(repository.path, "add", "Makefile")
    git(repository.path, "commit", "-qm", "one")
    repository.make("offline")
    assert repository.calls()[-1] == "python -m book.offline"


@pytest.mark.parametrize("case", ["no git", "no clone", "a folder of a clone", "no commit"])
def test_offline_says_what_it_needs_before_it_builds(repository, case):
    if case == "no git":
        repository.program("git", "#!/bin/sh\necho git: not found >&2; exit 127\n")
    elif case == "a folder of a clone":
        git(repository.path.parent, "init", "-q")
        git(repository.path.parent, "commit", "-q", "--allow-empty", "-m", "one")
    elif case == "no commit":
        git(repository.path, "init", "-q")
    said = repository.make("offline", fails=True)
    assert "needs git, and a clone of the repository" in said
    assert not repository.calls()
    assert ("git: not found" in said) is (case == "no git"), "the cause"
