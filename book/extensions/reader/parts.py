"""The parts that widgets ask for when they are needed (``utils/widgets/on_demand.py``), as
files that a page loads.

A notebook stores only their keys. What they hold comes from ``utils/data``, from where the
notebook has it, too.
"""

from functools import cache

from utils.compact import load_compact
from utils.data import pronouncer
from utils.data.pronunciations import split
from utils.widgets.on_demand import Part
from utils.widgets.pronouncer_model import store_pronouncer
from utils.widgets.word_reader import large_parts


@cache
def published() -> dict[str, Part]:
    """Return the parts that the book's widgets can ask for, by their keys: the model of chapter
    6 and its dictionary."""
    model = load_compact(pronouncer.FILE)
    parts = large_parts(store_pronouncer(model), split())
    return {part.key: part for part in parts.values()}


def part(name, key):
    """Return the part with a key.

    Raises:
        ValueError: There is none; ``name`` is what its widget calls it.
    """
    if key not in published():
        raise ValueError(
            f"expected the {name} that a notebook has stored to be those of utils/data, but "
            "the notebook is older or has others; run make notebooks"
        )
    return published()[key]
