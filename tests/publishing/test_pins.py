"""The pins resolve on every Python that the book promises, asked of the installed packages'
own metadata, without a network. What another Python needs besides is asked there."""

import platform
import re
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from tests.publishing.pins import DIRECT, OTHERS

PINNED = {pin.name: pin.version for pin in DIRECT + OTHERS}
# The first release of each: Debian 12 has 3.11.2, and whoever has a 3.11 may have 3.11.0.
PYTHONS = ["3.11.0", "3.12.0", "3.13.0", "3.14.0"]
CUDA = re.compile("nvidia-|cuda-|triton")  # torch names their versions, where it has CUDA


@cache
def installed(name):
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def brings_along(python):
    """Every package that pip finds it needs on this Python, with who asks for it and how."""
    minor = python.rpartition(".")[0]
    here = default_environment() | {"python_version": minor, "python_full_version": python}
    found, waiting = {}, [(pin.name, "") for pin in DIRECT]
    while waiting:
        name, extra = waiting.pop()
        for wanted in map(Requirement, (installed(name) and installed(name).requires) or ()):
            if wanted.marker and not wanted.marker.evaluate(here | {"extra": extra}):
                continue
            needed = canonicalize_name(wanted.name)
            if CUDA.match(needed):
                continue
            yield needed, wanted.specifier, name
            if needed in PINNED:
                new = {(needed, "")} | {(needed, more) for more in wanted.extras}
                waiting += new - found.keys()
                found |= dict.fromkeys(new)


def test_what_is_needed_here_is_installed_as_pinned():
    needed = {pin.name for pin in DIRECT}
    needed |= {name for name, *_ in brings_along(platform.python_version())}
    # torch's "+cpu" is the same version, built differently.
    found = {name: installed(name).version.partition("+")[0] for name in needed}
    assert found == {name: PINNED[name] for name in needed}


@pytest.mark.parametrize("python", PYTHONS)
def test_every_pin_allows_this_python(python):
    asked = {
        name: installed(name).metadata.get("Requires-Python")
        for name in PINNED
        if installed(name)
    }
    refusing = {
        f"{name}=={PINNED[name]} needs Python {wanted}"
        for name, wanted in asked.items()
        if not SpecifierSet(wanted or "").contains(python)
    }
    assert len(asked) > 150
    assert not refusing


@pytest.mark.parametrize("python", PYTHONS)
def test_all_that_comes_along_is_pinned_and_fits(python):
    wrong = {
        f"{asking} needs {name}{specifier}, pinned: {PINNED.get(name)}"
        for name, specifier, asking in brings_along(python)
        if not specifier.contains(PINNED.get(name, "0"), prereleases=True) or name not in PINNED
    }
    assert not wrong


def test_nothing_is_pinned_that_nobody_needs():
    needed = {name for python in PYTHONS for name, *_ in brings_along(python)}
    assert not {pin.name for pin in OTHERS} - needed
