"""What requirements.txt and constraints.txt pin, and which pins are held."""

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
LINE = re.compile(r"(?P<name>[\w.-]+)==(?P<version>\S+)\s*(?:#\s*(?P<comment>.*))?")
HELD = "held: "


@dataclass(frozen=True)
class Pin:
    """One line of a file of pins.

    Attributes:
        name: the package, as PyPI compares names: `jupyter-book` for `Jupyter_Book`.
        version: the version.
        held: why `make newest` must leave it at this version, "" if it need not.
    """

    name: str
    version: str
    held: str = ""


def normal(name: str) -> str:
    """The name of a package as PyPI compares it.

    >>> normal("Jupyter_Book")
    'jupyter-book'
    """
    return re.sub(r"[-_.]+", "-", name).lower()


def pins(text: str) -> list[Pin]:
    """The pins in a file, in order.

    >>> pins("a==1  # for figures; held: no 2 yet")
    [Pin(name='a', version='1', held='no 2 yet')]
    """
    found = filter(None, map(LINE.match, text.splitlines()))
    return [
        Pin(normal(m["name"]), m["version"], (m["comment"] or "").partition(HELD)[2])
        for m in found
    ]


DIRECT = pins((ROOT / "requirements.txt").read_text("utf-8"))
OTHERS = pins((ROOT / "constraints.txt").read_text("utf-8"))


def unpinned(direct: list[Pin]) -> list[str]:
    """The same as requirements for pip, with the version only where it is held.

    >>> unpinned([Pin("a", "1"), Pin("b", "2", held="no 3 yet")])
    ['a', 'b==2']
    """
    return [f"{pin.name}=={pin.version}" if pin.held else pin.name for pin in direct]
