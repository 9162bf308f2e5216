"""A page of the book in Firefox or WebKit."""

from io import BytesIO

from PIL import Image
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.support.wait import WebDriverWait

from tests.browser import STAGE
from tests.engines.server import FRAME, Recording

SECONDS = 60  # that a page or a widget may take
LOAD = """const [address, done] = arguments, frame = document.querySelector("iframe");
    frame.addEventListener("load", () => done(), { once: true });
    frame.src = address;"""
RESIZE = """const [width, height, done] = arguments;
    const { style } = document.querySelector("iframe");
    Object.assign(style, { width: `${width}px`, height: `${height}px` });
    setTimeout(done, 100);"""
PICTURES = """for (const img of document.images) img.loading = "eager";
    const done = arguments[0], every = [...document.images].map((img) => img.decode());
    Promise.allSettled(every).then(() => done());"""


class Frame:
    """A frame stands for the window: neither browser makes a window as narrow as a phone.

    Args:
        driver: the browser.
        address: of the server.
    """

    def __init__(self, driver: WebDriver, address: str):
        self.driver, self.address = driver, address
        driver.set_script_timeout(SECONDS)

    def open(self, page: str, width: int = 1280) -> None:
        """Load a page and go through it: its widgets live, its pictures are loaded."""
        Recording.missing.clear()
        self.driver.get(f"{self.address}{FRAME}")
        self.driver.execute_async_script(RESIZE, width, 900)
        self.driver.execute_async_script(LOAD, f"{self.address}/{page}")
        self.driver.switch_to.frame(0)
        self.run(f"({STAGE})('open')")
        for widget in self.driver.find_elements(By.CSS_SELECTOR, ".book-widget"):
            self.run("arguments[0].scrollIntoView()", widget)
            WebDriverWait(widget, SECONDS, 0.05).until(
                lambda widget: widget.find_elements(By.CSS_SELECTOR, ".bw")
            )
        self.run(f"({STAGE})('closed')")
        self.driver.execute_async_script(PICTURES)
        self.run("scrollTo(0, 0)")

    def resize(self, width: int, height: int = 900) -> None:
        """Make the frame this large, in pixels."""
        self.driver.switch_to.default_content()
        self.driver.execute_async_script(RESIZE, width, height)
        self.driver.switch_to.frame(0)

    def run(self, script: str, *arguments):
        """Run JavaScript in the page and return what it returns."""
        return self.driver.execute_script(script, *arguments)

    def picture(self) -> Image.Image:
        """What is seen of the page."""
        self.driver.switch_to.default_content()
        picture = Image.open(BytesIO(self.driver.get_screenshot_as_png())).convert("RGB")
        self.driver.switch_to.frame(0)
        return picture

    def problems(self) -> list[str]:
        """All that went wrong since the page was opened."""
        return self.run("return recorded") + Recording.missing
