"""Put the Chinese source on a branch of its own: from there Colab and Binder open the Chinese
notebooks, and the first cell of one fetches the code that speaks Chinese.

    python -m book.translation.branch https://github.com/YOU/from-rnn-to-attention

The branch holds one commit, which each call replaces. Nobody works on it: a change belongs in
the catalogues.
"""

import shutil
import subprocess
import sys
from pathlib import Path

from book.dependencies import ROOT
from book.translation.run import translated_source

BRANCH = "zh"  # the first cells and `_config.yml` of the translated source name it too
BINDER = ".binder"


def push(remote: str) -> None:
    """Replace the branch.

    Args:
        remote: the address of a repository.

    Raises:
        subprocess.CalledProcessError: git cannot reach it, or may not write there.
    """
    commit, name, email = _git(ROOT, "log", "-1", "--format=%H%n%an%n%ae").splitlines()
    with translated_source() as source:
        shutil.copytree(ROOT / BINDER, source / BINDER)
        _git(source, "init", "--quiet", f"--initial-branch={BRANCH}")
        _git(source, "add", "--all", "--force")
        who = f"user.name={name}", "-c", f"user.email={email}"
        _git(source, "-c", *who, "commit", "--quiet", "-m", f"The Chinese source of {commit}")
        _git(source, "push", "--quiet", "--force", remote, BRANCH)


def _git(folder: Path, *arguments: str) -> str:
    command = ["git", *arguments]
    return subprocess.run(
        command, cwd=folder, check=True, text=True, stdout=subprocess.PIPE
    ).stdout


if __name__ == "__main__":
    if len(sys.argv) != 2 or not sys.argv[1]:
        sys.exit("Name the repository: make chinese REMOTE=https://github.com/YOU/NAME")
    try:
        push(sys.argv[1])
    except subprocess.CalledProcessError as error:
        sys.exit(f"The branch {BRANCH} is as it was: {' '.join(error.cmd[:2])} failed.")
    print(f"The Chinese source is now on the branch {BRANCH} of {sys.argv[1]}")
