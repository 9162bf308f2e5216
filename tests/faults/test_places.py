"""A folder of the book that can only be read, and a home that cannot be written: each command
works, or says in a sentence what to do."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
import zipfile
from contextlib import contextmanager, suppress
from pathlib import Path

import nbformat
import pytest
from nbformat import v4

from book.dependencies import ROOT
from book.packing import NAME
from tests.installed import FIREFOX

COPIED = "book", "notebooks", "utils", "tests"
FOREIGN = ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "MPLCONFIGDIR")
FOREIGN += ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")  # `make` inside `make` prints more
# Root may write anywhere, unless it gives that up.
AS_READER = ["setpriv", "--bounding-set=-dac_override,-fowner", "--inh-caps=-all"]


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    """The project, all of it with an environment in it, where nobody may write."""
    folder = tmp_path_factory.mktemp("read") / "only"
    folder.mkdir()
    for name in COPIED:
        shutil.copytree(
            ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__")
        )
    for path in ROOT.iterdir():
        if path.is_file() and path.name != ".git":
            shutil.copy(path, folder)
    git = ["git", "-c", "user.name=me", "-c", "user.email=me@example.org", "-C", folder]
    for arguments in ["init", "-q"], ["add", "."], ["commit", "-qm", "one"]:
        subprocess.run([*git, *arguments], check=True)
    (folder / ".venv").mkdir()
    for path in Path(sys.prefix).iterdir():
        if path.name not in ("ready", "matplotlib"):
            (folder / ".venv" / path.name).symlink_to(path)
    (folder / ".venv" / "ready").touch()  # now, after what is installed from
    chmod(folder, "a-w")
    yield folder
    chmod(folder, "u+w")


def chmod(folder, change):
    subprocess.run(["chmod", "-R", change, folder], check=True)


@pytest.fixture(scope="module")
def start(checkout):
    """`start(*command)` in that folder, as somebody who may not write there and has no home."""
    before = AS_READER if os.geteuid() == 0 else []
    if (
        before
        and subprocess.run([*before, "test", "-w", checkout], check=False).returncode != 1
    ):
        pytest.skip("root may write anywhere here: run this as another user")
    environment = {name: os.environ[name] for name in os.environ if name not in FOREIGN}
    environment["HOME"] = str(checkout / "nobody")

    def start(*command, **options):
        return subprocess.Popen(
            [*before, *command], cwd=checkout, env=environment, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True, **options,
        )  # fmt: skip

    return start


@pytest.fixture(scope="module")
def run(start):
    """`run(*command)` there to its end; gives what was printed."""

    def run(*command, fails=False):
        program = start(*command)
        said, _ = program.communicate(timeout=300)
        assert bool(program.returncode) is fails, said
        return said

    return run


@pytest.fixture(scope="module")
def elsewhere(run, checkout, tmp_path_factory):
    """Where the book has been built."""
    folder = tmp_path_factory.mktemp("else where")
    before = sorted(checkout.rglob("*"))
    said = run("make", "book", f"BUILD={folder}")
    assert said == (
        f"The book is ready. Open {folder}/html/index.html or run: "
        f"make serve BUILD='{folder}'\n"
    )
    assert sorted(checkout.rglob("*")) == before
    return folder


def test_nobody_can_write_there(run, checkout):
    assert "ermission denied" in run("touch", "new", fails=True)
    assert "ermission denied" in run("touch", ".venv/new", fails=True)
    assert "No such file" in run("touch", checkout / "nobody" / "new", fails=True)


@pytest.mark.parametrize("name", ["handout", "offline"])
def test_it_is_packed_elsewhere(run, elsewhere, name):
    run("make", name, f"BUILD={elsewhere}")
    assert zipfile.ZipFile(elsewhere / f"{NAME}-{name}.zip").testzip() is None


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


@contextmanager
def answering(program, address):
    """Until it answers there, and then to the end of the block. Gives what it answers."""
    end = time.monotonic() + 60
    try:
        while True:
            try:
                yield urllib.request.urlopen(address, timeout=5).read().decode()
                return
            except OSError:
                assert program.poll() is None, program.stdout.read()
                assert time.monotonic() < end
                time.sleep(0.2)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(program.pid, signal.SIGTERM)
        program.wait()


def test_the_book_is_served_from_there(start, elsewhere):
    port = free_port()
    program = start("make", "serve", f"BUILD={elsewhere}", f"PORT={port}")
    with answering(program, f"http://127.0.0.1:{port}/index.html") as page:
        assert "From RNN to Attention" in page


def test_without_another_folder_it_says_so(run, checkout):
    said = run("make", "book", fails=True)
    assert said.startswith(
        f"{checkout}/_build cannot be written; name another folder: BUILD=/some/folder\n"
    )


def test_jupyterlab_runs(start):
    port = free_port()
    arguments = f"ARGS=--no-browser --port {port} --ServerApp.port_retries=0"
    program = start("make", "lab", arguments)
    with answering(program, f"http://127.0.0.1:{port}/api") as answer:
        assert "version" in answer


def test_matplotlib_finds_a_place(run, tmp_path):
    makefile = tmp_path / "more.mk"
    makefile.write_text("draw:\n\t@$(BIN)/python -c 'import matplotlib.pyplot'\n")
    assert run("make", "-f", "Makefile", "-f", makefile, "draw") == ""


FIREFOX_STARTS = """
from tests.engines.driver import firefox
with firefox() as driver:
    driver.get("data:text/html,<title>It works</title>")
    print(driver.title)
"""


def test_firefox_starts(run):
    FIREFOX.need()
    assert "It works" in run(".venv/bin/python", "-c", FIREFOX_STARTS)


@pytest.fixture
def notebook(checkout):
    """A small one, which begins like the chapters, among them."""
    first = nbformat.read(ROOT / "notebooks" / "01_rnn.ipynb", as_version=4)
    setup = next(cell for cell in first.cells if cell.cell_type == "code")
    code = "from utils.cells import RNNCell\nprint(RNNCell(2, 3))"
    cells = [setup, v4.new_code_cell(code, id="cell")]
    small = v4.new_notebook(cells=cells, metadata=first.metadata)
    path = checkout / "notebooks" / "small.ipynb"
    chmod(path.parent, "u+w")
    nbformat.write(small, path)
    chmod(path.parent, "a-w")
    yield path
    chmod(path.parent, "u+w")
    path.unlink()
    chmod(path.parent, "a-w")


def test_a_notebook_runs_and_is_kept_elsewhere(run, notebook, tmp_path):
    to = "--to", "notebook", "--execute", "--output-dir", tmp_path
    run(".venv/bin/jupyter", "nbconvert", *to, notebook)
    ran = nbformat.read(tmp_path / notebook.name, as_version=4)
    assert "RNNCell(2, 3)" in str(ran.cells[1].outputs)


def test_the_notebooks_command_says_at_once_that_it_cannot_save(run, notebook):
    said = run(".venv/bin/python", "-m", "book.execute", notebook, fails=True)
    assert said.startswith(f"small.ipynb could not be saved: {notebook.parent} cannot be")
    (check,) = re.findall(r"save nothing: \S+ (.*)$", said, re.MULTILINE)
    assert "small.ipynb" in run(".venv/bin/python", *check.split())


RUNS = """
import sys
from pathlib import Path
from book.claims.run import run_claims
from tests.claims.toy import TOY
print(run_claims([TOY], folder=Path(sys.argv[1])), "runs")
"""


def test_the_ledger_is_kept_elsewhere(run, tmp_path):
    assert "6 runs" in run(".venv/bin/python", "-c", RUNS, tmp_path)
