"""The branch from which Colab opens the Chinese notebooks, in a repository on this disk."""

import subprocess
import sys

import nbformat
import pytest

from book.dependencies import ADDRESS, NOTEBOOKS
from book.translation import branch
from tests.running.unpack import CHINESE_NAME


def git(folder, *arguments):
    done = subprocess.run(
        ["git", *arguments], cwd=folder, capture_output=True, text=True, check=True
    )
    return done.stdout


@pytest.fixture(scope="module")
def remote(tmp_path_factory):
    """A repository with another branch, to which the Chinese source was put twice."""
    folder = tmp_path_factory.mktemp("remote")
    git(folder, "init", "--quiet", "--bare")
    for _ in range(2):
        branch.push(folder.as_uri())
    return folder


def test_it_holds_one_commit_with_the_translated_source(remote):
    assert git(remote, "rev-list", "--count", branch.BRANCH).strip() == "1"
    names = git(remote, "ls-tree", "-r", "--name-only", branch.BRANCH).splitlines()
    assert {f"notebooks/{path.name}" for path in NOTEBOOKS} < {*names}
    assert {".binder/requirements.txt", "requirements.txt", "_config.yml"} < {*names}
    settings = git(remote, "show", f"{branch.BRANCH}:_config.yml")
    assert f"  branch: {branch.BRANCH}\n" in settings


def test_a_lone_chinese_notebook_fetches_the_code_that_speaks_chinese(remote, tmp_path):
    notebook = git(remote, "show", f"{branch.BRANCH}:notebooks/02_lstm.ipynb")
    code = nbformat.reads(notebook, as_version=4).cells[1].source
    code = ADDRESS.sub(f'ADDRESS = "{remote.as_uri()}"', code)
    code += "\nfrom utils.exercises import Case, check\nprint(check(lambda: None, Case((), 1)))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / CHINESE_NAME / "book" / "environment.py").is_file()
    assert "等着你来写" in done.stdout


def test_what_cannot_be_reached_is_named(tmp_path):
    command = [sys.executable, "-m", "book.translation.branch", str(tmp_path / "none")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "git push" in done.stderr.splitlines()[-1]
