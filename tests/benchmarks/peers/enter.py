"""One program runs one race, in a process of its own; `run.py` starts it.

python -m tests.benchmarks.peers.enter TASK PROGRAM SEED
"""

import importlib
import json
import sys

from tests.benchmarks.peers.race import Finished, Race
from tests.benchmarks.peers.tasks import TASKS


def main(task: str, program: str, seed: int) -> dict:
    """Train and time a program.

    Args:
        task: a name of `tasks.TASKS`.
        program: a module of this folder with `learn(train, race, seed)`.
        seed: of the sums, the initial weights and the order of the examples.

    Returns:
        `Race.result`.
    """
    train, scored = TASKS[task].draw(seed)
    race = Race(scored, TASKS[task].goal, TASKS[task].limit)
    learn = importlib.import_module(f"tests.benchmarks.peers.{program}").learn
    try:
        learn(train, race, seed)
    except Finished:
        return race.result()
    raise RuntimeError(f"{program} stopped before the race was over")


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], sys.argv[2], int(sys.argv[3]))))
