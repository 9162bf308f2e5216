"""The ledger's runs when processes are killed, or two make them at once."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import replace

import pytest

from book.claims.claim import load, path_of, results
from book.dependencies import ROOT
from tests.claims.toy import TOY, dice, slow_dice, throw_and_sleep
from tests.faults.processes import left_after

SLOW = replace(TOY, run=slow_dice)
NIGHT = replace(TOY, run=throw_and_sleep)
RUN = """
import sys
from pathlib import Path
from book.claims.run import run_claims
from tests.faults import test_claims
claim = getattr(test_claims, sys.argv[3])
run_claims([claim], seeds=int(sys.argv[2]), folder=Path(sys.argv[1]))
"""


def start(folder, seeds, claim="SLOW"):
    """`make claims` for a toy claim, in a session of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", RUN, folder, str(seeds), claim],
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


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_who_is_killed_leaves_nobody(tmp_path, how):
    """The command alone is killed; its workers have a long run to make."""
    program = start(tmp_path, 1000, "NIGHT")
    end = time.monotonic() + 60
    while not list(tmp_path.iterdir()) and time.monotonic() < end:
        time.sleep(0.05)
    program.send_signal(how)
    program.wait(timeout=30)
    assert not left_after(program, seconds=10)


def test_two_at_once_on_one_file_keep_all_runs(tmp_path):
    programs = [start(tmp_path, seeds) for seeds in (150, 140)]
    assert [program.wait() for program in programs] == [0, 0]
    assert is_right(tmp_path, 150)
