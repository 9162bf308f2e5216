"""Import and make every widget with the versions of packages that Colab has:
`python -m tests.widgets.colab`. They are installed beside our own, the first time."""

import os
import subprocess
import sys
from pathlib import Path

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


def install() -> None:
    """Install Colab's versions, unless they are there."""
    ready = FOLDER / "ready"
    if ready.exists() and ready.read_text() == VERSIONS.read_text():
        return
    pip = [sys.executable, "-m", "pip", "install", "--disable-pip-version-check"]
    subprocess.run([*pip, "--no-deps", "--target", FOLDER, "-r", VERSIONS], check=True)
    ready.write_text(VERSIONS.read_text())


def main() -> int:
    install()
    environment = os.environ | {"PYTHONPATH": f"{FOLDER}{os.pathsep}{ROOT}"}
    command = [sys.executable, "-c", MAKE, VERSIONS]
    return subprocess.run(command, env=environment, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
