"""JupyterLab with a live kernel, for the tests: a notebook of one cell, open in Chromium."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import nbformat
from jupyter_client import BlockingKernelClient
from playwright.sync_api import Page

ROOT = Path(__file__).parents[2]
NEWS = "jupyterlab.handlers.announcements"


class Lab:
    """A running server.

    Attributes:
        folder: what it shows.
        address: of its start page.
    """

    def __init__(self, folder: Path, port: int):
        self.folder, self.address = folder, f"http://127.0.0.1:{port}/lab"
        self.runtime = folder / "runtime"

    def start(self, page: Page, name: str, source: str) -> Path:
        """Open a notebook with this one cell and start it; return its file."""
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])
        notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3"}
        # A new one each time, so that it gets a kernel of its own.
        file = self.folder / f"{name}-{len([*self.folder.glob('*.ipynb')])}.ipynb"
        nbformat.write(notebook, file)
        self.show(page, file)
        page.locator(".jp-Notebook .jp-CodeCell .cm-content").click()
        page.keyboard.press("Shift+Enter")
        return file

    def show(self, page: Page, file: Path) -> None:
        """Open a notebook and wait for its kernel; before, nothing runs."""
        page.goto(f"{self.address}/tree/{file.name}?reset")
        page.locator(".jp-Notebook .jp-CodeCell").first.wait_for()
        page.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=60_000)

    def open(self, page: Page, name: str, source: str, shown: str) -> BlockingKernelClient:
        """Open a notebook with this one cell, run it until its output has what the selector
        `shown` names, and return a way to its kernel."""
        before = set(self.runtime.glob("kernel-*.json"))
        self.start(page, name, source)
        page.locator(shown).first.wait_for(timeout=25_000)
        (connection,) = set(self.runtime.glob("kernel-*.json")) - before
        client = BlockingKernelClient(connection_file=str(connection))
        client.load_connection_file()
        client.start_channels()
        client.wait_for_ready(timeout=60)
        return client


def run(client: BlockingKernelClient, code: str) -> str:
    """Run code in the notebook's kernel and return what it prints."""
    printed = []

    def keep(message):
        if message["msg_type"] == "stream":
            printed.append(message["content"]["text"])

    reply = client.execute_interactive(code, timeout=60, output_hook=keep)
    assert reply["content"]["status"] == "ok", reply["content"]
    return "".join(printed).strip()


@contextmanager
def jupyterlab(folder: Path) -> Iterator[Lab]:
    """Start JupyterLab as `make lab` does, but in an empty folder, away from the user's own
    settings."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    lab = Lab(folder, port)
    places = {
        "JUPYTER_CONFIG_DIR": str(folder / "config"),
        "JUPYTER_DATA_DIR": str(folder / "data"),
        "JUPYTER_RUNTIME_DIR": str(lab.runtime),
        "JUPYTERLAB_SETTINGS_DIR": str(folder / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(folder / "workspaces"),
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"]
    command.append(_hook())
    options = {
        "ServerApp.ip": "127.0.0.1",
        "ServerApp.port": port,
        "ServerApp.root_dir": folder,
        "IdentityProvider.token": "",
        "LabApp.news_url": "",
        "LabApp.check_for_updates_class": f"{NEWS}.NeverCheckForUpdate",
    }
    with (folder / "server.log").open("w") as log:
        server = subprocess.Popen(
            [*command, *(f"--{name}={value}" for name, value in options.items())],
            env=os.environ | places,
            stdout=log,
            stderr=log,
        )
        try:
            _wait(lab, server)
            yield lab
        finally:
            server.terminate()
            with suppress(subprocess.TimeoutExpired):
                server.wait(timeout=20)
            server.kill()  # it can wait for ever for a kernel that was just about to start
            server.wait()


def _hook() -> str:
    """The option with which `make lab` names what changes a notebook before it is saved."""
    make = subprocess.run(
        ["make", "-n", "lab"], capture_output=True, text=True, cwd=ROOT, check=True
    )
    return re.search(r"--ContentsManager\.pre_save_hook=\S+", make.stdout)[0]


def _wait(lab: Lab, server: subprocess.Popen) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            urlopen(lab.address, timeout=5)
            return
        except URLError:
            assert server.poll() is None, (lab.folder / "server.log").read_text()
            time.sleep(0.2)
    raise TimeoutError((lab.folder / "server.log").read_text())
