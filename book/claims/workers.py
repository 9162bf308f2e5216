"""Who makes the runs: processes on this machine, or the workers of a Dask cluster."""

import os
import platform
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version

import joblib

from book.claims.chapters import CLAIMS
from book.claims.claim import fingerprint
from book.processes import end_with

PACKAGES = ("torch", "numpy")
# A worker evaluates it, so that one which cannot import this module says so.
ASK = "__import__('book.claims.workers', fromlist=['about']).about()"
START = (
    "start scheduler and workers in the folder of the book, by its own Python: "
    ".venv/bin/python -m dask scheduler, .venv/bin/python -m dask worker ADDRESS --nthreads 1"
)
SECONDS = 10  # to wait for a scheduler and its workers


def about() -> dict[str, str]:
    """What the numbers depend on in this process: the code as it was when it was first asked,
    for a process keeps what it has imported; and the versions of the packages."""
    code = joblib.hash([fingerprint(claim) for claim in CLAIMS])
    versions = {name: version(name).partition("+")[0] for name in PACKAGES}
    return {"code": code, "Python": platform.python_version(), **versions}


class Here:
    """As many processes as this machine has cores."""

    def size(self) -> int:
        return joblib.cpu_count()

    def run(self, function: Callable, jobs: Sequence[tuple]) -> Iterator:
        """Yield `function(*job)` for every job, as each is done."""
        yield from joblib.Parallel(
            n_jobs=-1,
            return_as="generator_unordered",
            inner_max_num_threads=1,
            initializer=end_with,
            initargs=(os.getpid(),),
        )(joblib.delayed(function)(*job) for job in jobs)


class Cluster:
    """The workers of a Dask cluster, where each is what this process is."""

    def __init__(self, client):
        self.client = client

    def size(self) -> int:
        return len(self.client.nthreads())

    def run(self, function: Callable, jobs: Sequence[tuple]) -> Iterator:
        """Yield `function(*job)` for every job, as each is done."""
        from dask.distributed import as_completed  # noqa: PLC0415  slow to import

        futures = [self.client.submit(function, *job, pure=False) for job in jobs]
        for future in as_completed(futures):
            yield future.result()


@contextmanager
def workers(scheduler: str | None) -> Iterator[Here | Cluster]:
    """Those of a Dask scheduler; without one, processes of this machine.

    Raises:
        ConnectionError: no scheduler answers, or it has no workers.
        ValueError: scheduler or workers cannot run this code, have other code or packages, or
            several threads. The message says who, and what to do.
    """
    if scheduler is None:
        yield Here()
        return
    from dask.distributed import Client  # noqa: PLC0415  slow to import, seldom needed

    try:
        client = Client(scheduler, timeout=SECONDS)
    except OSError as error:
        raise ConnectionError(f"no Dask scheduler answers at {scheduler}; {START}") from error
    with client:
        _check(client, scheduler)
        yield Cluster(client)


def _check(client, scheduler: str) -> None:
    try:
        client.wait_for_workers(1, timeout=SECONDS)
    except TimeoutError as error:
        raise ConnectionError(f"{scheduler} has no workers; {START}") from error
    answers = client.run(eval, ASK, on_error="return")
    try:
        answers["the scheduler"] = client.run_on_scheduler(eval, ASK)
    except Exception as error:  # whatever it could not do
        answers["the scheduler"] = error
    here = about()
    wrong = [f"{who} {_difference(a, here)}" for who, a in answers.items() if a != here]
    # Threads would share torch's generator, and no seed would mean anything.
    threads = client.nthreads()
    wrong += [f"{who} has {n} threads, not one" for who, n in threads.items() if n != 1]
    if wrong:
        raise ValueError(f"{'; '.join(wrong)}: {START}")


def _difference(answer: dict[str, str] | Exception, here: dict[str, str]) -> str:
    if isinstance(answer, Exception):
        return f"cannot run this code ({type(answer).__name__}: {answer})"
    other = [name for name in here if answer[name] != here[name]]
    if other == ["code"]:
        return "has different code, or imported it before the last change: restart it"
    # With other packages, the hash of the code is another too.
    versions = [f"{name} {answer[name]}, not {here[name]}" for name in other if name != "code"]
    return f"has {', '.join(versions)}"
