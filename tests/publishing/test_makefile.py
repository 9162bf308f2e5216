"""What the commands of `make` say and do before and around their work."""

import os
import re
import socket
import subprocess
import time
from fnmatch import fnmatch

import pytest
import yaml

from tests.publishing.folder import ROOT, steps

EVERYWHERE = ["help", "lab", "clean"]
TARGETS = re.findall(
    r"^([a-z]+):.*#[#+] ", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE
)


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


def test_no_environment_is_taken_for_pages():
    """Packages bring pages of their own: with one of them `make book` failed."""
    environments = set(re.findall(r"\.venv[\w-]*", (ROOT / "Makefile").read_text("utf-8")))
    assert {".venv", ".venv-course"} <= environments
    settings = yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))
    for name in environments:
        assert any(fnmatch(name, pattern) for pattern in settings["exclude_patterns"]), name


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


def test_what_is_made_goes_elsewhere_if_one_says_so(repository, tmp_path):
    elsewhere = tmp_path / "else where"
    build, port = f"BUILD={elsewhere}", f"PORT={free_port()}"
    repository.make("serve", build, port)
    *_, built, served = repository.calls()
    assert built == f"python -m book.build {elsewhere}"
    assert served.endswith(f"--directory {elsewhere}/html")
    repository.make("serve", build, port)
    assert steps(repository.calls()) == []
    repository.make("handout", build)
    assert repository.calls() == [f"python -m book.packing {elsewhere}"]
    assert not (repository.path / "_build").exists()


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
    assert repository.calls()[-1] == "python -m book.offline _build"


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
