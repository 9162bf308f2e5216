"""Run the experiments of the claims ledger, write its page, and bring the figures that the
prose quotes up to date: `make claims`.

A run that is saved and still belongs to the code is not repeated, so an interrupted command
resumes where it stopped. More seeds: `make claims SEEDS=100`. On a Dask cluster:
`make claims DASK=tcp://scheduler:8786`.

After a change that should change no number, such as a new name: `make claims KEEP=2` repeats
two runs of each claim, and where both come out as saved it keeps all the others.
"""

import argparse
import os
import random
from collections.abc import Sequence
from pathlib import Path

import torch
from tqdm import tqdm

from book.claims.chapters import CLAIMS
from book.claims.claim import RESULTS, Claim, add, fingerprint, load, results, save
from book.claims.page import PAGE, page
from book.claims.quotes import update_prose
from book.claims.workers import workers
from utils.files import write


def run_claims(
    claims: Sequence[Claim],
    seeds: int | None = None,
    scheduler: str | None = None,
    folder: Path = RESULTS,
) -> int:
    """Make every run that is missing, each saved as soon as it is done.

    Args:
        claims: what to run.
        seeds: runs for each setting; by default, and at least, what the claim asks for.
        scheduler: address of a Dask scheduler; None uses processes on this machine.
        folder: where results are kept.

    Returns:
        How many runs were made.

    Raises:
        ConnectionError, ValueError: as `workers` does; a run was made by other code than this.
    """
    code = {claim.name: fingerprint(claim) for claim in claims}
    saved = {claim.name: load(claim, folder) for claim in claims}
    by_name = {claim.name: claim for claim in claims}
    jobs = _missing(claims, saved, seeds)
    with workers(scheduler) as team, tqdm(total=len(jobs), desc="runs") as bar:
        for name, label, seed, number, ran in team.run(_one_run, jobs):
            if ran != code[name]:
                raise ValueError(f"expected this code on all workers; {name} ran other code")
            add(by_name[name], label, seed, number, ran, folder)
            bar.set_postfix_str(f"{team.size()} at work", refresh=False)
            bar.update()
    return len(jobs)


def keep_results(claims: Sequence[Claim], count: int, folder: Path = RESULTS) -> list[str]:
    """Keep runs that are older than the code, where it still gives the saved numbers.

    Args:
        claims: those whose runs may be kept.
        count: how many runs of each claim to repeat, drawn at random.
        folder: where results are kept.

    Returns:
        The names of the claims that gave another number; their runs stay as they were.
    """
    saved = {claim.name: load(claim, folder, of_any_code=True) for claim in claims}
    stale = [c for c in claims if saved[c.name] and not load(c, folder)]
    jobs = [(claim, *run) for claim in stale for run in _some_runs(saved[claim.name], count)]
    other = set()
    with workers(None) as team:
        done = team.run(_one_run, jobs)
        for name, label, seed, number, _ in tqdm(done, total=len(jobs), desc="repeated"):
            if number != saved[name][label]["runs"][str(seed)]:
                other.add(name)
    for claim in stale:
        if claim.name not in other:
            save(claim, saved[claim.name], fingerprint(claim), folder)
    return sorted(other)


def _some_runs(saved: dict, count: int) -> list[tuple[str, int]]:
    runs = [(label, int(seed)) for label, entry in saved.items() for seed in entry["runs"]]
    return random.sample(runs, min(count, len(runs)))


def _missing(
    claims: Sequence[Claim], saved: dict, seeds: int | None
) -> list[tuple[Claim, str, int]]:
    """The runs to make: those that may measure the same trained model follow each other, for a
    worker keeps its models for a while."""
    missing = [
        (claim, label, seed)
        for claim in claims
        for seed in range(max(claim.seeds, seeds or 0))
        for label in claim.settings
        if str(seed) not in saved[claim.name].get(label, {"runs": {}})["runs"]
    ]
    return sorted(missing, key=lambda run: (run[0].run.__module__, run[2]))


def _one_run(claim: Claim, label: str, seed: int) -> tuple[str, str, int, float, str]:
    code = fingerprint(claim)  # as this process imported it
    os.environ["TQDM_DISABLE"] = "1"  # one bar for all runs, not one for each
    torch.set_num_threads(1)  # one run per core; the same sums in the same order anywhere
    number = float(claim.run(seed=seed, **claim.settings[label]))
    return claim.name, label, seed, number, code


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("names", nargs="*", help="claims to run; all if left out")
    parser.add_argument("--seeds", type=int, help="runs for each setting")
    parser.add_argument("--dask", help="address of a Dask scheduler")
    parser.add_argument("--keep", type=int, help="repeat this many runs of each stale claim")
    arguments = parser.parse_args()
    claims = [c for c in CLAIMS if not arguments.names or c.name in arguments.names]
    unknown = set(arguments.names) - {claim.name for claim in CLAIMS}
    if unknown:
        names = ", ".join(claim.name for claim in CLAIMS)
        parser.error(f"unknown claim {', '.join(sorted(unknown))}; there are {names}")
    if arguments.keep:
        changed = keep_results(claims, arguments.keep)
        print("no longer as saved:", ", ".join(changed) or "none")
    made = run_claims(claims, arguments.seeds, arguments.dask)
    if arguments.names:
        print(f"{made} runs made and saved")
    else:
        write(PAGE, page())
        print(f"{made} runs made; the ledger is book/claims.md")
        for wrong in update_prose({claim.name: results(claim) for claim in CLAIMS}):
            print(f"to be rewritten: {wrong}")


if __name__ == "__main__":
    main()
