"""Where Chromium is."""

import os
import shutil

# The shell is Chromium without a window, and starts and draws a third faster.
COMMANDS = (
    "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome",
    "google-chrome-stable",
)  # fmt: skip


def chromium() -> str:
    """Where the browser is.

    Raises:
        FileNotFoundError: there is none.
    """
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, COMMANDS)), None)
    if found is None:
        raise FileNotFoundError(
            "expected Chromium to print the PDF, found none: install it, or name it: "
            "CHROMIUM=/path/to/chromium"
        )
    return found
