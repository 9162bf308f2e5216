"""Every widget is made with the versions of packages that Colab has. They are installed beside
our own, the first time."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.installed import lacking
from tests.widgets.examples import NAMES

ROOT = Path(__file__).parents[2]
VERSIONS = Path(__file__).with_name("colab.txt")
FOLDER = ROOT / ".venv" / "colab"
MAKE = """
import importlib.metadata, sys
from IPython.core.formatters import DisplayFormatter
from tests.widgets import examples
from utils.frontend import LIVE_VIEW
from utils.widgets.retrain import Retrain

def is_shown(thing, kind):
    "Whether it is live, and saved as HTML beside that."
    data, _ = DisplayFormatter().format(thing)
    assert LIVE_VIEW in data and kind in data["text/html"], data

for line in open(sys.argv[1]):
    if "==" in line:
        name, version = line.strip().split("==")
        assert importlib.metadata.version(name) == version, name
for name in examples.NAMES:
    widget = getattr(examples, name)()
    is_shown(widget, "book-widget")
    print(name, "is made")
panel = Retrain(lambda units: f"{units} units", {"units": [4]}, {"units": 4}, "99 %")
is_shown(panel, "book-recorded")
panel.button.click()
assert panel.runs[-1] == ({"units": 4}, "4 units")
"""


@pytest.fixture(scope="module")
def colab():
    """The folder with Colab's versions."""
    ready = FOLDER / "ready"
    if not ready.exists() or ready.read_text() != VERSIONS.read_text():
        shutil.rmtree(FOLDER, ignore_errors=True)  # half of it, or other versions
        pip = [sys.executable, "-m", "pip", "install", "--disable-pip-version-check"]
        quickly = "--retries=1", "--timeout=15"
        done = run(*pip, *quickly, "--no-deps", "--target", FOLDER, "-r", VERSIONS)
        if "connection broken by" in done.stdout:
            lacking("the package index cannot be reached, for Colab's versions")
        assert done.returncode == 0, done.stdout
        ready.write_text(VERSIONS.read_text())
    return FOLDER


def run(*command, **environment):
    return subprocess.run(
        command, cwd=ROOT, env=os.environ | environment, text=True, check=False,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip


def test_every_widget_is_made(colab):
    path = f"{colab}{os.pathsep}{ROOT}"
    done = run(sys.executable, "-c", MAKE, VERSIONS, PYTHONPATH=path)
    assert done.returncode == 0, done.stdout
    made = [f"{name} is made" for name in NAMES]
    assert made == [line for line in done.stdout.splitlines() if line.endswith(" is made")]
