"""The ledger's runs when processes are killed, or two make them at once."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import replace

from book.claims.claim import load, path_of, results
from book.dependencies import ROOT
from tests.claims.toy import TOY, dice, slow_dice

SLOW = replace(TOY, run=slow_dice)
RUN = """
import sys
from pathlib import Path
from book.claims.run import run_claims
from tests.faults.test_claims import SLOW
run_claims([SLOW], seeds=int(sys.argv[2]), folder=Path(sys.argv[1]))
"""


def start(folder, seeds):
    """`make claims` for the toy claim, in a session of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", RUN, folder, str(seeds)],
        cwd=ROOT, start_new_session=True, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def saved(folder):
    """How many runs are kept; a broken file would be an error here."""
    return sum(len(entry["runs"]) for entry in load(SLOW, folder).values())


def is_right(folder, seeds):
    for label, runs in results(SLOW, folder).runs.items():
        faces = SLOW.settings[label]["faces"]
        assert runs == [dice(seed, faces) for seed in range(seeds)]
    return True


def test_killed_at_any_moment_no_run_is_lost_or_made_again(tmp_path):
    moments, before, seeds = random.Random(0), 0, 1000
    for _ in range(10):
        program = start(tmp_path, seeds)
        end = time.monotonic() + 60
        while saved(tmp_path) == before and time.monotonic() < end:
            time.sleep(0.02)
        time.sleep(moments.uniform(0, 0.5))
        os.killpg(program.pid, signal.SIGKILL)
        program.wait()
        assert saved(tmp_path) > before
        before = saved(tmp_path)
    assert before < 2 * seeds
    assert start(tmp_path, seeds).wait() == 0
    assert is_right(tmp_path, seeds)
    assert [path.suffix for path in tmp_path.iterdir()].count(".part") <= 10
    assert json.loads(path_of(SLOW, tmp_path).read_text())["seal"]


def test_two_at_once_on_one_file_keep_all_runs(tmp_path):
    programs = [start(tmp_path, seeds) for seeds in (150, 140)]
    assert [program.wait() for program in programs] == [0, 0]
    assert is_right(tmp_path, 150)
