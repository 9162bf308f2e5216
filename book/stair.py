"""Train the six models of the first page's stair and write book/stair.json: `make stair`.

A file that this code has made is not made again. That the scores are no accident of one start
is a claim of the ledger: book/claims/stair.py.
"""

import json
from pathlib import Path

from book.dependencies import fingerprint_of
from utils import files
from utils.recipes import stair as recipe
from utils.training import exact_match
from utils.widgets.stair import Stair, restore_step, store_step

FILE = Path(__file__).with_suffix(".json")
SEED = 0
ASKED = 500  # random numbers of each length


def code() -> str:
    """A hash of what the file depends on: of what the recipe does, and of the version of
    torch."""
    return fingerprint_of(recipe.__name__, packages=("torch",))


def read(path: Path = FILE) -> dict:
    """What the file holds: the widget's `values`, its `answers` to the first number, and the
    `fingerprint` of the code that made it."""
    return json.loads(path.read_text("utf-8"))


def is_current(path: Path = FILE) -> bool:
    """Whether the file was made by this code."""
    return path.exists() and read(path)["fingerprint"] == code()


def make(path: Path = FILE) -> None:
    """Train all models and write them, with their scores as the page computes with them."""
    models, scores = {}, {}
    for stage in recipe.STAGES:
        net = recipe.model(stage, SEED)
        recipe.train(net, SEED)
        models[stage] = restore_step(net, store_step(net))
        scores[stage] = [
            exact_match(models[stage], recipe.numbers(ASKED, 2 + digits, digits)).share
            for digits in range(1, recipe.LONGEST + 1)
        ]
    stair = Stair(models, scores)
    values = {name: getattr(stair, name) for name in stair.value_names()}
    content = {"values": values, "answers": stair.answers, "fingerprint": code()}
    files.write(path, json.dumps(content, separators=(",", ":"), allow_nan=False) + "\n")


if __name__ == "__main__":
    if is_current():
        print(f"{FILE.name} was made by this code. To train again, delete it.")
    else:
        make()
