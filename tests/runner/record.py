"""What passed when, with which inputs: in a file beside the built book."""

import json
import time
from dataclasses import asdict, dataclass

from tests.runner.check import ROOT, Check, Part
from tests.runner.inputs import digest_of_folder
from utils import files

FILE = ROOT / "_build" / "passed.json"


@dataclass(frozen=True)
class Passed:
    """The last time that a part of a check passed.

    Attributes:
        when: in seconds since 1970; 0 if with these inputs it was left.
        seconds: how long it took; of parts that ran together, each has an equal share.
        inputs: the hash of its inputs.
        made: the hash of what it made, "" if it makes nothing.
        about: how many of its tests were skipped, if some were.
    """

    when: float
    seconds: float
    inputs: str
    made: str = ""
    about: str = ""

    def holds(self, check: Check, inputs: str) -> bool:
        """Whether nothing has changed since, also in what it made."""
        return self.inputs == inputs and self.made == made_by(check)

    def __str__(self) -> str:
        date = time.strftime("%d %b %H:%M", time.localtime(self.when))
        return f"passed {date} with the same inputs"


def key(check: Check, part: Part) -> str:
    """The name under which the record keeps a part."""
    return f"{check.name}, {part.name}" if part.name else check.name


def made_by(check: Check) -> str:
    return digest_of_folder(check.makes) if check.makes else ""


def read() -> dict[str, Passed]:
    """From the key of a part to the last time that it passed; empty if nothing is known, or
    if another version of this program wrote it."""
    try:
        entries = json.loads(FILE.read_text("utf-8"))
        return {name: Passed(**entry) for name, entry in entries.items()}
    except (FileNotFoundError, TypeError):
        return {}


def write(record: dict[str, Passed]) -> None:
    """Keep the record."""
    FILE.parent.mkdir(exist_ok=True)
    text = json.dumps({name: asdict(passed) for name, passed in record.items()}, indent=1)
    files.write(FILE, text + "\n")
