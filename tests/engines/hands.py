"""What a reader does with a widget: the same in Chromium, driven by Playwright, and in Firefox
and WebKit, driven by Selenium. A path is XPath, from the widget on."""

import time

from playwright.sync_api import Locator, expect
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait

from tests.browser import STAGE

KEYS = {"Enter": Keys.ENTER, "PageDown": Keys.PAGE_DOWN, "ArrowDown": Keys.ARROW_DOWN}
SECONDS = 240  # that training in the page may take
# Seconds after which a page that was scrolled has noticed what now lies under the pointer: it
# would show that, instead of what a key chooses, if it noticed later.
SETTLED = 0.3


class InChromium:
    """A live widget in Chromium."""

    def __init__(self, widget: Locator):
        self.widget = widget

    def has(self, path: str) -> bool:
        """Whether there is anything at this path."""
        return self.widget.locator(path).count() > 0

    def stage(self, state: str) -> None:
        """Open the stage, or close it."""
        self.widget.page.evaluate(f"({STAGE})('{state}')")

    def click(self, path: str) -> None:
        """Click on the first at this path."""
        self.widget.locator(path).first.click()

    def press(self, path: str, key: str) -> None:
        """Press a key on the first at this path."""
        found = self.widget.locator(path).first
        found.scroll_into_view_if_needed()
        time.sleep(SETTLED)
        found.press(key)

    def write(self, path: str, text: str) -> None:
        """Put a text in the place of the one in a field."""
        self.widget.locator(path).fill(text)

    def text(self) -> str:
        """All that is to be read in the widget."""
        return self.widget.text_content()

    def wait_for(self, text: str) -> None:
        """Wait until the widget says this."""
        expect(self.widget).to_contain_text(text, timeout=SECONDS * 1000)


class InFrame:
    """A live widget in Firefox or WebKit; the methods are those of `InChromium`."""

    def __init__(self, widget: WebElement):
        self.widget = widget

    def has(self, path: str) -> bool:
        return bool(self.widget.find_elements(By.XPATH, f".{path}"))

    def stage(self, state: str) -> None:
        self.widget.parent.execute_script(f"({STAGE})('{state}')")

    def click(self, path: str) -> None:
        self._first(path).click()

    def press(self, path: str, key: str) -> None:
        self._first(path).send_keys(KEYS[key])

    def write(self, path: str, text: str) -> None:
        field = self._first(path)
        field.clear()
        field.send_keys(text)

    def text(self) -> str:
        return self.widget.get_property("textContent")

    def wait_for(self, text: str) -> None:
        WebDriverWait(self, SECONDS, 0.1).until(lambda hand: text in hand.text())

    def _first(self, path):
        """In the middle of the window: at its upper edge the bar of the page would cover it."""
        found = self.widget.find_element(By.XPATH, f".{path}")
        middle = "arguments[0].scrollIntoView({ behavior: 'instant', block: 'center' })"
        found.parent.execute_script(middle, found)
        time.sleep(SETTLED)
        return found
