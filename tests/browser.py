"""A browser for the tests: headless Chromium that reaches nothing but this machine."""

import http.server
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
HERE = ("file:", "blob:", "data:", "about:", "http://127.0.0.1:", "ws://127.0.0.1:")


def find() -> str | None:
    """Where Chromium is: named by CHROMIUM, or found on the path."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def launch(playwright: Playwright) -> Browser:
    """Start Chromium. Without one the test is skipped and says so; in the test run of
    `.ci/run`, which sets REQUIRE_CHROMIUM, it fails."""
    path = find()
    if path is None:
        message = "no Chromium found: install it, or name it: CHROMIUM=/path/to/chromium"
        if os.environ.get("REQUIRE_CHROMIUM"):
            pytest.fail(message)
        pytest.skip(message)
    return playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])


@contextmanager
def browser() -> Iterator[Browser]:
    """Chromium, closed at the end."""
    with sync_playwright() as playwright:
        chromium = launch(playwright)
        yield chromium
        chromium.close()


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves a folder without logging."""

    def log_message(self, *arguments):
        pass


@contextmanager
def served(folder: Path, handler: type[Quiet] = Quiet) -> Iterator[str]:
    """A folder over http; gives its address."""
    make = partial(handler, directory=folder)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), make) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class Watched:
    """A page that refuses every other host and remembers what went wrong.

    Attributes:
        page: Playwright's page.
        errors: script errors, errors and warnings on the console.
        missing: addresses that were not found.
        foreign: addresses on other hosts that the page asked for.
    """

    def __init__(self, context: BrowserContext):
        self.errors, self.missing, self.foreign = [], [], []
        self.page: Page = context.new_page()
        self.page.route("**/*", self._route)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", self._console)
        self.page.on("response", self._response)
        self.page.on("requestfailed", lambda request: self.missing.append(request.url))

    def problems(self) -> list[str]:
        """All that went wrong so far."""
        return self.errors + self.missing + self.foreign

    def _route(self, route):
        if route.request.url.startswith(HERE):
            route.continue_()
        else:
            self.foreign.append(route.request.url)
            route.abort()

    def _console(self, message):
        if message.type in ("error", "warning"):
            self.errors.append(f"{message.type}: {message.text}")

    def _response(self, response):
        if response.status >= 400:
            self.missing.append(response.url)


def go_through(page: Page) -> None:
    """Start everything that waits until the reader comes near."""
    page.evaluate("for (const img of document.images) img.loading = 'eager'")
    for widget in page.locator(".book-widget").all():
        widget.evaluate("(widget) => widget.scrollIntoView()")
        widget.locator(".bw").wait_for(timeout=20_000)
    page.evaluate("window.scrollTo(0, 0)")
    page.wait_for_load_state("networkidle")


def stand_alone(html: str, scripts: list[str], styles: list[str], file: Path) -> str:
    """Write a page that has only these widgets; return its address."""
    head = "".join(f"<style>{style}</style>" for style in styles)
    body = html + "".join(f"<script>{script}</script>" for script in scripts)
    file.write_text(
        f'<!doctype html><html lang="en" data-theme="light"><meta charset="utf-8">'
        f"<title>widget</title>{head}<body>{body}</body></html>",
        "utf-8",
    )
    return file.as_uri()
