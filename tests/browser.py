"""A browser for the tests: headless Chromium that reaches nothing but this machine."""

import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, Response, sync_playwright

from tests.installed import CHROMIUM

HERE = ("file:", "blob:", "data:", "about:", "http://127.0.0.1:", "ws://127.0.0.1:")


LAPTOP, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}

# For axe. From disk no styles are fetched; and of what is right it need not say where it is,
# which takes a fifth of its time.
VIOLATIONS = {"preload": False, "resultTypes": ["violations"]}

# Open or close the sheet of the stage, where a page has one and the window is not wide.
STAGE = """(state) => {
    const open = document.documentElement.dataset.stage === "open";
    const button = state === "open" ? ".stage-opener" : ".stage-close";
    if (open === (state === "open") || innerWidth >= 1400) return;
    document.querySelector(button)?.click();
}"""


def phone(width: int = PHONE["width"]) -> dict:
    """The options of a context that is a phone of this width."""
    return {"viewport": PHONE | {"width": width}, "has_touch": True}


@contextmanager
def browser() -> Iterator[Browser]:
    """Chromium, closed at the end. Without it the test is skipped, or fails: `Browser.need`."""
    path = CHROMIUM.need()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@contextmanager
def forgetful(chromium: Browser) -> Iterator[Page]:
    """A page of a browser that lets no script keep anything. Fails at the end if a script
    failed by that, other than the theme's in the head, which stands before all files."""
    with chromium.new_context() as context:
        for name in ("localStorage", "sessionStorage"):
            get = "get() { throw new DOMException('blocked', 'SecurityError') }"
            blocked = f"{{ {get}, configurable: true }}"  # as in browsers
            context.add_init_script(f"Object.defineProperty(window, '{name}', {blocked})")
        page, errors = context.new_page(), []
        page.on("pageerror", lambda error: errors.append(error.stack))
        yield page
        assert not [stack for stack in errors if "/_static/" in stack]


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
        loaded: what came, by its address; of several from one address the first.
    """

    def __init__(self, context: BrowserContext):
        self.errors, self.missing, self.foreign = [], [], []
        self.loaded: dict[str, Response] = {}
        self.page: Page = context.new_page()
        self.page.route("**/*", self._route)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", self._console)
        self.page.on("response", self._response)
        self.page.on("requestfailed", self._failed)

    def problems(self) -> list[str]:
        """All that went wrong so far."""
        return self.errors + self.missing + self.foreign

    def _route(self, route):
        if route.request.url.startswith(HERE):
            route.continue_()
        else:
            self.foreign.append(route.request.url)
            route.abort()

    def _failed(self, request):
        """Not what a page gives up that is left, or closed, while it still loads."""
        if request.failure != "net::ERR_ABORTED":
            self.missing.append(request.url)

    def _console(self, message):
        if message.type in ("error", "warning"):
            self.errors.append(f"{message.type}: {message.text}")

    def _response(self, response):
        self.loaded.setdefault(response.url, response)
        if response.status >= 400:
            self.missing.append(response.url)


def go_through(page: Page) -> None:
    """Start everything that waits until the reader comes near, or opens the stage."""
    page.evaluate("for (const img of document.images) img.loading = 'eager'")
    page.evaluate(f"({STAGE})('open')")
    for widget in page.locator(".book-widget").all():
        widget.evaluate("(widget) => widget.scrollIntoView()")
        widget.locator(".bw").wait_for(timeout=20_000)
    page.evaluate(f"({STAGE})('closed')")
    page.evaluate("window.scrollTo(0, 0)")
    page.wait_for_load_state("networkidle")


def open_guesses(page: Page) -> None:
    """Open every result of a chapter that waits for the reader's guess, unless all are open."""
    if not page.get_by_role("button", name="Cover results again").count():
        page.get_by_role("button", name="Open everything").first.click()
    settle(page)


def resize(page: Page, size: dict) -> None:
    """Give the window another size, and let the page mark what is too wide for it now."""
    page.set_viewport_size(size)
    settle(page)


def settle(page: Page) -> None:
    """Wait until what observes sizes has seen them, and changed in the next frame what it
    changes."""
    page.evaluate("""new Promise((done) => {
        const wait = (frames) =>
            frames ? requestAnimationFrame(() => wait(frames - 1)) : done();
        wait(4);
    })""")


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
