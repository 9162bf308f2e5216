"""Try the book on the newest packages and report: `make newest`.

Makes `.venv-newest` with what requirements.txt names, in the newest versions, runs the unit
tests and every notebook there (nothing is saved), and builds the book. The report is printed
and kept as `_build/newest.md`. To run only some notebooks:
`python -m tests.publishing.newest notebooks/01_rnn.ipynb`

It needs nothing but Python itself, so no second environment.
"""

import json
import os
import platform
import subprocess
import sys
import time
import venv

from tests.publishing.pins import DIRECT, OTHERS, ROOT, Pin, normal, unpinned
from utils.files import write

ENVIRONMENT = ROOT / ".venv-newest"
BUILD = ROOT / "_build"
PYTHON = str(ENVIRONMENT / "bin" / "python")
PIP = [PYTHON, "-m", "pip", "--disable-pip-version-check"]
NOTEBOOKS = [str(path.relative_to(ROOT)) for path in sorted(ROOT.glob("notebooks/*.ipynb"))]
Results = dict[str, tuple[bool, float]]


def installation(index: str) -> dict[str, list[str]]:
    """The commands that install the packages; torch first, where another index has it."""
    wanted = unpinned(DIRECT)
    install = [*PIP, "install", "--progress-bar=off"]
    torch = [name for name in wanted if name.startswith("torch")]
    first = {"install torch": [*install, "--index-url", index, *torch]} if index else {}
    return first | {"install": [*install, *wanted]}


def checks(notebooks: list[str]) -> dict[str, list[str]]:
    """What is tried on the new packages: from a name to a command."""
    execute = [PYTHON, "-m", "book.execute", "--check"]
    book = str(ENVIRONMENT / "bin" / "jupyter-book")
    build = [book, "build", ".", "--all", "-W", "-n", "--keep-going", "--quiet"]
    return {
        "unit tests": [PYTHON, "-m", "pytest", "-q", "tests/unit"],
        **{path: [*execute, path] for path in notebooks},
        "book build": [*build, "--path-output", str(BUILD / "newest")],
    }


def run(checks: dict[str, list[str]]) -> dict[str, tuple[bool, float]]:
    """Run the commands one after the other.

    Args:
        checks: from a name to a command.

    Returns:
        From the name to whether the command passed, and how many seconds it took.
    """
    results = {}
    for name, command in checks.items():
        print(f"\n=== {name} ===", flush=True)
        began = time.perf_counter()
        code = subprocess.run(command, cwd=ROOT, check=False).returncode
        results[name] = code == 0, time.perf_counter() - began
    return results


def versions() -> dict[str, str]:
    """What is installed there: from the name of a package to its version."""
    listed = subprocess.run(
        [*PIP, "list", "--format=json"], capture_output=True, check=True, text=True
    )
    # torch's "+cpu" is the same version, built differently.
    return {
        normal(package["name"]): package["version"].partition("+")[0]
        for package in json.loads(listed.stdout)
    }


def report(pinned: list[Pin], installed: dict[str, str], results: Results) -> str:
    """What was tried and what came out, in Markdown.

    Args:
        pinned: the pins of the book, the direct ones first.
        installed: the versions that were tried.
        results: from a check to whether it passed, and its seconds.

    Returns:
        Three tables: the checks, the packages that differ from their pins, the held pins.
    """
    lines = [f"# On the newest packages, Python {platform.python_version()}", ""]
    lines += ["| result | seconds | check |", "| --- | ---: | --- |"]
    lines += [
        f"| {'passed' if passed else '**FAILED**'} | {seconds:.0f} | {name} |"
        for name, (passed, seconds) in results.items()
    ]
    changed = [pin for pin in pinned if installed.get(pin.name, pin.version) != pin.version]
    lines += ["", f"## {len(changed)} packages differ from their pins", ""]
    lines += ["| package | pinned | tried |", "| --- | --- | --- |"]
    lines += [f"| {pin.name} | {pin.version} | {installed[pin.name]} |" for pin in changed]
    lines += ["", "## Held", "", "| package | pinned | why |", "| --- | --- | --- |"]
    lines += [f"| {pin.name} | {pin.version} | {pin.held} |" for pin in pinned if pin.held]
    return "\n".join(lines) + "\n"


def main(notebooks: list[str]) -> int:
    venv.create(ENVIRONMENT, clear=True, with_pip=True)
    os.environ["MPLCONFIGDIR"] = str(ENVIRONMENT / "matplotlib")
    results = run(installation(os.environ.get("TORCH_INDEX", "")))
    if all(passed for passed, _ in results.values()):
        results |= run(checks(notebooks))
    text = report(DIRECT + OTHERS, versions(), results)
    BUILD.mkdir(exist_ok=True)
    write(BUILD / "newest.md", text)
    print(f"\n{text}")
    return int(not all(passed for passed, _ in results.values()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or NOTEBOOKS))
