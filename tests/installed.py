"""Which browsers this machine has: the three engines that readers have, each in a browser."""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NoReturn

import pytest

from book.shelves.browser import COMMANDS


@dataclass(frozen=True)
class Browser:
    """A browser that the tests drive.

    Attributes:
        name: what people call it. In capitals it is the variable that says where it is.
        commands: what it may be called on the path.
        package: what to install, on Debian and elsewhere.
        beside: other commands that it needs.
    """

    name: str
    commands: tuple[str, ...]
    package: str
    beside: tuple[str, ...] = ()

    def find(self) -> str | None:
        """Where it is; None if it, or what it needs, is not there."""
        if not all(map(shutil.which, self.beside)):
            return None
        named = os.environ.get(self.name.upper())
        return named or next(filter(None, map(shutil.which, self.commands)), None)

    def need(self) -> str:
        """Where it is. Without it the test is skipped and says so; in the test run of
        `.ci/run`, which sets REQUIRE_BROWSERS, it fails."""
        path = self.find()
        if path is None:
            lacking(f"no {self.name} found: install {self.package}")
        return path

    def state(self) -> str:
        """Where it is and its version; without it, whether that is a failure. What passed in
        one state must be run again in another."""
        if path := self.find():
            return f"{path} {_version(path)}"
        return "required" if _is_required() else "none"


@cache
def _version(command: str) -> str:
    """What a browser says of itself; if it does not, like WebKit's driver, when it changed."""
    try:
        done = subprocess.run([command, "--version"], capture_output=True, text=True)
        said = re.search(r"\d+(\.\d+)+", done.stdout)
        return said[0] if said else str(Path(command).stat().st_mtime)
    except OSError:
        return ""


def lacking(what: str) -> NoReturn:
    """Skip the test and say what this machine lacks; where all must run, fail."""
    if _is_required():
        pytest.fail(what)
    pytest.skip(what)


def _is_required() -> bool:
    return bool(os.environ.get("REQUIRE_BROWSERS"))


CHROMIUM = Browser(
    "Chromium",
    COMMANDS,
    "chromium-headless-shell (chromium, where that is not known), or name it: "
    "CHROMIUM=/path/to/chromium",
)
FIREFOX = Browser(
    "Firefox",
    ("firefox-esr", "firefox"),
    "firefox-esr (firefox, where that is not known), or name it: FIREFOX=/path/to/firefox",
)
WEBKIT = Browser("WebKit", ("WebKitWebDriver",), "webkit2gtk-driver and xvfb", beside=("Xvfb",))
