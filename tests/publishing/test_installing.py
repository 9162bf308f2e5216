"""Installing, on machines that are not as `make` likes them."""

import os
import re
import shutil
import subprocess
import time

import pytest

from tests.publishing.folder import ROOT, steps


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
    assert "Python 3.11 or newer is needed, which python3.10 is not" in said
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
    assert "Recreating .venv: its setup did not finish" in said
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


def spoil_by_emptying_it(environment):
    """All that is left says that it is ready."""
    shutil.rmtree(environment / "bin")


SPOILT = {
    spoil_by_a_lost_python: "its Python does not run",
    spoil_by_a_move: "its pip does not run",
    spoil_by_an_interruption: "its setup did not finish",
    spoil_by_half_a_venv: "its pip does not run",
    spoil_by_emptying_it: "its Python does not run",
}


@pytest.mark.parametrize("spoil", SPOILT, ids=lambda spoil: spoil.__name__)
@pytest.mark.parametrize("before", ["python3.11", "python3.12"])
def test_an_environment_that_cannot_be_used_is_made_anew(folder, spoil, before):
    folder.make("lab", f"PYTHON={before}")
    spoil(folder.path / ".venv")
    folder.calls()
    said = folder.make("lab")
    assert f"Recreating .venv: {SPOILT[spoil]}." in said
    assert "for Python 3.11.0" in said
    assert steps(folder.calls()) == ["venv", "pip"]
    assert "Making" not in folder.make("lab")


def test_an_environment_of_someone_else_is_made_anew(folder):
    subprocess.run(
        [folder.programs / "python3.10", "-m", "venv", ".venv"], cwd=folder.path, check=True
    )
    said = folder.make("lab")
    assert "Recreating .venv: its setup did not finish." in said
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
    assert "Recreating .venv-peers: its Python does not run." in repository.make("peers")
    assert steps(repository.calls()) == ["venv", "pip"]
    assert "Making" not in repository.make("peers")


def test_the_python_that_is_asked_for_is_used(folder):
    folder.make("lab")
    folder.calls()
    said = folder.make("lab", "PYTHON=python3.12")
    assert "Recreating .venv: it has Python 3.11." in said
    assert steps(folder.calls()) == ["venv", "pip"]
    assert folder.make("lab", "PYTHON=python3.12") == folder.make("lab") == ""
    assert steps(folder.calls()) == []
