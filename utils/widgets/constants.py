"""What Python and JavaScript must agree on, once. The widgets' JavaScript imports it as
constants.js, which `bundle` makes of it."""

import json

from ..data.pronunciations import LENGTHS
from ..data.roommate import DISHES, WEATHER
from ..domain import MARKS
from ..plots import OUTCOMES
from ..vocab import END, PAD, SPACES, START, UNSEEN
from ..writer import LOUD
from .sounds import SHOWN_SOUNDS

SKIES = "SR"  # one letter per day, in the order of WEATHER
GATES = ("f", "i", "o", "r", "z")  # from 0 to 1, all others from -1 to 1
# What the roommate shows of a step, and the letter of each.
SHOWN = {name: name for name in "fircozh"} | {"c_tilde": "c\u0303", "h_tilde": "h\u0303"}
MAX_DAYS = 30  # how many the roommate can show

# The hand-wired network.
UNITS = 6
SHAPES = {"W_xh": (UNITS, len(WEATHER)), "W_hh": (UNITS, UNITS), "b_h": (UNITS,)}

# The network that learns in the page.
HIDDEN_SIZES = (4, 8, 16, 32)
RUN_LENGTHS = (5, 10, 20, 40, 60)  # in days
MAX_STD, MAX_LR, MAX_SEED = 10, 1, 10**9

# The error pulse.
DAYS_BACK = tuple(range(5, 101, 5))
SPREADS = tuple(n / 20 for n in range(1, 25))
BIASES = tuple(n / 2 for n in range(11))

# The adding machine.
NUMBERS = 100  # 0 to 99

# The word writer.
WORDS = 20
TEMPERATURES = tuple(n / 10 for n in range(1, 21))

# The word reader.
BEAM_WIDTH, READINGS = 5, 3
# The parts of the dictionary, in the order of `data.pronunciations.Parts`.
PARTS = {
    "training": "the model has seen the answer",
    "development": "the model was not trained on it, but such words chose its settings",
    "test": "the model has never seen it",
}

SHARED = {
    "DISHES": DISHES,
    "WEATHER": WEATHER,
    "SKIES": SKIES,
    "GATES": GATES,
    "SHOWN": SHOWN,
    "MAX_DAYS": MAX_DAYS,
    "SHAPES": SHAPES,
    "UNITS": UNITS,
    "HIDDEN_SIZES": HIDDEN_SIZES,
    "RUN_LENGTHS": RUN_LENGTHS,
    "MAX_SEED": MAX_SEED,
    "DAYS_BACK": DAYS_BACK,
    "SPREADS": SPREADS,
    "BIASES": BIASES,
    "NUMBERS": NUMBERS,
    "OUTCOMES": [name for name, _ in OUTCOMES],
    "PAD": PAD,
    "START": START,
    "END": END,
    "SPACES": SPACES,
    "UNSEEN": UNSEEN,
    "MARKS": MARKS,
    "LOUD": LOUD,
    "WORDS": WORDS,
    "TEMPERATURES": TEMPERATURES,
    "SHORTEST_WORD": LENGTHS[0],
    "BEAM_WIDTH": BEAM_WIDTH,
    "READINGS": READINGS,
    "PARTS": PARTS,
    "SHOWN_SOUNDS": SHOWN_SOUNDS,
}


def as_javascript() -> str:
    """The shared constants as a module of JavaScript."""
    lines = (f"export const {name} = {json.dumps(value)};\n" for name, value in SHARED.items())
    return "".join(lines)
