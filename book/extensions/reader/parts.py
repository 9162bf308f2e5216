"""The parts that widgets ask for when they are needed (``utils/widgets/on_demand.py``), as
files that a page loads.

A notebook stores only their keys. What they hold comes from ``utils/data``, from where the
notebook has it, too.
"""

from functools import cache

from utils.data.pronunciations import split
from utils.widgets.on_demand import Part, part_of_text
from utils.widgets.word_reader import dictionary_text


@cache
def published() -> dict[str, Part]:
    """Return the parts that the book's widgets can ask for, by their keys."""
    parts = [part_of_text(dictionary_text(split()))]
    return {part.key: part for part in parts}


def part(name, key):
    """Return the part with a key.

    Raises:
        ValueError: There is none; ``name`` is what its widget calls it.
    """
    if key not in published():
        raise ValueError(
            f"expected the {name} that a notebook has stored to be those of utils/data, but "
            "the notebook is older or has others; run it again: make execute"
        )
    return published()[key]
