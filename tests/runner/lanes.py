"""Two at a time, each after those that it needs."""

import os
import sys
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait

from tests.runner.check import Check
from tests.runner.outcome import Outcome

LANES = min(2, os.cpu_count() or 1)


def run(checks: list[Check], work: Callable[[Check], Outcome]) -> dict[str, Outcome]:
    """Give each check to `work`, in the order of the list.

    Args:
        checks: what is to be done. A check that must come after one that is not in the list
            does not wait for it.
        work: does one check.

    Returns:
        From the name of each check to what came out, in the order of the list. A check that
        needs one that has not passed is skipped.
    """
    waiting, running, done = list(checks), {}, {}
    names = {check.name for check in checks}
    with ThreadPoolExecutor(LANES) as pool:
        while waiting or running:
            for check in list(waiting):
                missing = [n for n in check.after if n in done and not _is_fine(done[n])]
                if missing:
                    done[check.name] = Outcome("skipped", about=f"{missing[0]} has not passed")
                    waiting.remove(check)
                elif len(running) < LANES and names.intersection(check.after) <= done.keys():
                    running[pool.submit(work, check)] = check
                    waiting.remove(check)
            _progress([check.name for check in running.values()], len(done), len(checks))
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                check = running.pop(future)
                done[check.name] = future.result()
                _tell(check.name, done[check.name])
    return {check.name: done[check.name] for check in checks}


def _is_fine(outcome: Outcome) -> bool:
    return outcome.state in ("passed", "partly", "reused")


def _progress(running: list[str], done: int, every: int) -> None:
    """One line that the next one overwrites, if somebody is watching."""
    if sys.stdout.isatty():
        print(f"\r\033[K{done} of {every} done; now {', '.join(running)}", end="", flush=True)


def _tell(name: str, outcome: Outcome) -> None:
    if sys.stdout.isatty():
        print("\r\033[K", end="")
    if outcome.state not in ("reused", "left"):
        print(f"\n=== {name} ===\n{outcome.output}{outcome.line(name)}", flush=True)
