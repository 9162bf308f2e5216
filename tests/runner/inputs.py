"""What a check depends on, as one hash."""

import hashlib
import platform
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from book import dependencies, source
from tests.installed import CHROMIUM
from tests.runner.check import ROOT, Check, Part

PINS = [ROOT / "requirements.txt", ROOT / "constraints.txt"]
# What the tests of all folders share.
SHARED = [
    ROOT / "conftest.py",
    ROOT / "book" / "processes.py",
    ROOT / "tests" / "conftest.py",
    ROOT / "pyproject.toml",
]


def needed_by(tests: Iterable[Path]) -> set[Path]:
    """The test files with all that they import, and what pytest reads before them."""
    found = set(SHARED)
    for test in tests:
        beside = test.parent / "conftest.py"
        found |= dependencies.inputs_of(test)
        if beside.is_file():
            found |= dependencies.inputs_of(beside)
    return found


def digests(check: Check) -> dict[Part, str]:
    """For each part, a hash of all that its result depends on: the command, its inputs, the
    program that runs it, the pinned versions, the browser."""
    shared = list(check.inputs())
    return {part: _digest(check, part, shared) for part in check.each_part()}


def _digest(check: Check, part: Part, shared: list[Path | str]) -> str:
    texts = [*check.command, *part.arguments, platform.python_version(), CHROMIUM.state()]
    files = set(PINS)
    for given in (*shared, *part.inputs()):
        if isinstance(given, Path):
            files.add(given)
        else:
            texts.append(given)
    texts += [
        f"{path.relative_to(ROOT)} {_content(path, check.exact)}" for path in sorted(files)
    ]
    return _hash("\n".join(texts).encode())


def digest_of_folder(folder: Path) -> str:
    """A hash of every file in a folder, by name and content; "" if there is none."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    names = (f"{path.relative_to(folder)} {_hash(path.read_bytes())}" for path in files)
    return _hash("\n".join(names).encode()) if files else ""


@cache
def _content(path: Path, exact: bool) -> str:
    if not path.is_file():
        return "missing"
    if path.suffix == ".py" and not exact:
        return _hash(source.meaning(path.read_text("utf-8")).encode())
    return _hash(path.read_bytes())


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
