"""Race other people's programs and ours, and write what the page says of it: `make peers`.

One program after the other, each in a process of its own on one core and one thread. A race
takes up to a few minutes; other work on the machine would be timed too.
"""

import argparse
import datetime
import json
import os
import platform
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from cpuinfo import get_cpu_info

from book.claims.page import PAGE, page
from book.claims.peers import PEERS
from tests.benchmarks.peers.tasks import TASKS, Program, Task
from utils.files import write

ROOT = Path(__file__).parents[3]
PEERS_PYTHON = ROOT / ".venv-peers" / "bin" / "python"
PINS = Path(__file__).parent / "requirements.txt"
FIRST_SEED = 20  # our recipes were tuned on the splits of seeds below
ENVIRONMENT = {
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "KERAS_BACKEND": "jax",  # the fastest here, see requirements.txt
    "TQDM_DISABLE": "1",
}


def on_one_core() -> None:
    """Keep this process, and all threads that it will start, on one core, where the system
    can: not every library can be told to use one thread."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def race(task: str, program: Program, seed: int) -> dict:
    """Run one program once and return its `Race.result`."""
    python = str(PEERS_PYTHON) if program.peer else sys.executable
    done = subprocess.run(
        [python, "-m", "tests.benchmarks.peers.enter", task, program.module, str(seed)],
        cwd=ROOT,
        env=os.environ | ENVIRONMENT,
        preexec_fn=on_one_core,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


def machine() -> dict:
    """What all of this ran on."""
    pins = [line for line in PINS.read_text("utf-8").splitlines() if "==" in line]
    peers = dict(line.split("==") for line in pins)
    return {
        "date": datetime.date.today().isoformat(),
        "cpu": get_cpu_info()["brand_raw"],
        "cores": os.cpu_count(),
        "system": f"{platform.system()} {platform.machine()}",
        "threads": 1,
        "versions": {
            "Python": platform.python_version(),
            "torch": version("torch").partition("+")[0],
            **peers,
        },
    }


def race_all(tasks: dict[str, Task], seeds: list[int]) -> dict:
    """Every program on its task with every seed: the data of the page."""
    outcome = {"machine": machine(), "tasks": []}
    for key, task in tasks.items():
        programs = []
        for program in task.programs:
            runs = []
            for seed in seeds:
                runs.append(race(key, program, seed))
                reached = "reached" if runs[-1]["reached"] else "not reached"
                print(
                    f"{key}, {program.name}, seed {seed}: {reached} in {runs[-1]['seconds']} s"
                )
            programs.append({"name": program.name, "says": program.says, "runs": runs})
        outcome["tasks"].append(
            {"name": task.name, "says": task.says, "limit": task.limit, "programs": programs}
        )
    return outcome


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seeds", type=int, default=3, help="runs of each program")
    arguments = parser.parse_args()
    outcome = race_all(TASKS, list(range(FIRST_SEED, FIRST_SEED + arguments.seeds)))
    write(PEERS, json.dumps(outcome, indent=1) + "\n")
    write(PAGE, page())
    print("The table is in book/claims.md.")


if __name__ == "__main__":
    main()
