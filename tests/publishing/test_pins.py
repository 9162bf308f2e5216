"""The pins resolve on every Python that the book promises, asked of the installed packages'
own metadata, without a network."""

from functools import cache
from importlib.metadata import distribution

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.publishing.pins import DIRECT, OTHERS

PINNED = {pin.name: pin.version for pin in DIRECT + OTHERS}
# The first release of each: Debian 12 has 3.11.2, and whoever has a 3.11 may have 3.11.0.
PYTHONS = ["3.11.0", "3.12.0", "3.13.0", "3.14.0"]


@cache
def metadata(name):
    return distribution(name).metadata


def brings_along(python):
    """Every package that pip finds it needs on this Python, with who asks for it and how."""
    minor = python.rpartition(".")[0]
    here = default_environment() | {"python_version": minor, "python_full_version": python}
    found, waiting = {}, [(pin.name, "") for pin in DIRECT]
    while waiting:
        name, extra = waiting.pop()
        for text in metadata(name).get_all("Requires-Dist", []):
            wanted = Requirement(text)
            if wanted.marker and not wanted.marker.evaluate(here | {"extra": extra}):
                continue
            needed = canonicalize_name(wanted.name)
            yield needed, wanted.specifier, name
            if needed in PINNED:
                new = {(needed, "")} | {(needed, more) for more in wanted.extras}
                waiting += new - found.keys()
                found |= dict.fromkeys(new)


@pytest.mark.parametrize("name", PINNED)
def test_what_is_installed_is_what_is_pinned(name):
    assert distribution(name).version.partition("+")[0] == PINNED[name]


@pytest.mark.parametrize("python", PYTHONS)
def test_every_pin_allows_this_python(python):
    wanted = {name: metadata(name)["Requires-Python"] or "" for name in PINNED}
    refusing = {
        f"{name}=={PINNED[name]} needs Python {python_wanted}"
        for name, python_wanted in wanted.items()
        if not Requirement(f"python{python_wanted}").specifier.contains(python)
    }
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
