"""Runs on a Dask cluster, started by the commands of the page "How to run"."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import replace
from importlib.metadata import version

import pytest
from dask.distributed import Client

from book.claims.claim import results
from book.claims.run import run_claims
from book.claims.workers import START, workers
from book.dependencies import ROOT
from tests.claims.toy import TOY, process

PAGE = (ROOT / "book" / "running.md").read_text("utf-8")
(SCHEDULER,) = re.findall(r"^\$ \.venv/bin/(python -m dask scheduler)$", PAGE, re.MULTILINE)
(WORKER,) = re.findall(r"^\$ \.venv/bin/(python -m dask worker .*)$", PAGE, re.MULTILINE)


@contextmanager
def running(command, folder, **environment):
    """A command of the page, until it is no longer needed."""
    name, *arguments = command.split()
    assert name == "python"
    program = subprocess.Popen(
        [sys.executable, *arguments, "--no-dashboard"],
        cwd=folder, env=os.environ | environment, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield program
    finally:
        os.killpg(program.pid, signal.SIGTERM)
        program.wait()


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@contextmanager
def cluster(folder=ROOT, threads=1):
    """The address of a scheduler with one worker, both started in this folder."""
    address = f"tcp://127.0.0.1:{free_port()}"
    port = address.rpartition(":")[2]
    worker = worker_of(address).replace("--nthreads 1", f"--nthreads {threads}")
    assert f"--nthreads {threads}" in worker
    with running(f"{SCHEDULER} --port {port}", folder), running(worker, folder):
        yield address


def worker_of(address):
    command = WORKER.replace("tcp://127.0.0.1:8786", address)
    assert address in command
    return command


@pytest.fixture(scope="module")
def address():
    with cluster() as address:
        yield address


def test_one_worker_makes_the_runs_and_they_are_the_same(tmp_path, address):
    assert run_claims([TOY], folder=tmp_path / "here") == 6
    assert run_claims([TOY], scheduler=address, folder=tmp_path / "dask") == 6
    assert results(TOY, tmp_path / "dask").runs == results(TOY, tmp_path / "here").runs


def test_they_are_made_there_and_not_here(tmp_path, address):
    where = replace(TOY, name="where", run=process, settings={"any": {}})
    run_claims([where], scheduler=address, folder=tmp_path)
    (there,) = set(results(where, tmp_path).runs["any"])
    assert there != os.getpid()


def test_no_scheduler_is_said_in_seconds():
    began = time.monotonic()
    with (
        pytest.raises(ConnectionError, match="no Dask scheduler answers at") as refused,
        workers(f"tcp://127.0.0.1:{free_port()}"),
    ):
        pass
    assert START in str(refused.value)
    assert time.monotonic() - began < 30


def refusal(address):
    with pytest.raises(ValueError) as refused, workers(address):  # noqa: PT011  asked below
        pass
    return str(refused.value)


def test_elsewhere_they_cannot_run_this_code(tmp_path):
    with cluster(tmp_path) as address:
        said = refusal(address)
    assert said.count("cannot run this code (ModuleNotFoundError: No module named 'book')") == 2
    assert "the scheduler cannot run" in said
    assert START in said


# Python runs it first: in that process another version of torch, by what is asked, is there.
OTHER_TORCH = """
from importlib import metadata
true = metadata.version
metadata.version = lambda name: "1.0.7" if name == "torch" else true(name)
"""


def test_another_version_of_torch_on_one_worker_is_named(tmp_path, address):
    (tmp_path / "sitecustomize.py").write_text(OTHER_TORCH)
    with running(worker_of(address), ROOT, PYTHONPATH=str(tmp_path)):
        with Client(address) as client:
            client.wait_for_workers(2, timeout=60)
        began = time.monotonic()
        said = refusal(address)
        assert time.monotonic() - began < 30
    here = version("torch").partition("+")[0]
    (wrong,) = re.findall(r"(tcp://127[.\d:]+) has ([^;:]*)", said)
    assert wrong[1] == f"torch 1.0.7, not {here}"
    assert START in said


def python(code, folder):
    command = [sys.executable, "-c", code]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def changing(tmp_path):
    """A copy of the project whose code may change."""
    for name in ("book", "utils", "tests"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, tmp_path / name, ignore=ignored)
    (tmp_path / "notebooks").mkdir()
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_workers_that_are_older_than_the_code_are_refused(changing):
    """They have been asked before the change, so they have imported what there was."""
    ask = (
        "from book.claims.workers import workers\n"
        "with workers('{}') as team: print(team.size())"
    )
    cells = changing / "utils" / "cells" / "cell.py"
    with cluster(changing) as address:
        before = python(ask.format(address), changing)
        cells.write_text(cells.read_text("utf-8") + "\nCHANGED = True\n", "utf-8")
        after = python(ask.format(address), changing)
    assert before.stdout == "1\n", before.stderr
    assert after.returncode != 0
    assert after.stderr.count("has different code, or imported it before the last change") == 2


def test_several_threads_are_refused():
    with cluster(threads=2) as address:
        assert "has 2 threads, not one" in refusal(address)
