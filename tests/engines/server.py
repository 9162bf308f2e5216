"""What the pages come from when Firefox and WebKit open them."""

from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from typing import ClassVar

from tests.browser import Quiet

RECORDER = Path(__file__).with_name("recorder.js")
# Another host is refused, and the recorder hears of it.
ONLY_HERE = "default-src 'self' 'unsafe-inline' 'unsafe-eval' blob: data:"
FRAME = "/frame"  # in any folder
FRAME_PAGE = """<!doctype html><html><head><link rel="icon" href="data:,"></head>
<body><iframe style="border: 0"></iframe></body></html>"""


class Recording(Quiet):
    """Puts the recorder into every page, and lets pages ask no other host.

    Attributes:
        missing: what was asked for and not found.
    """

    protocol_version = "HTTP/1.1"  # one connection for many files, as on a real server
    missing: ClassVar[list[str]] = []

    def send_head(self):
        if self.path.endswith(FRAME):
            return self._html(FRAME_PAGE)
        file = Path(self.translate_path(self.path))
        if file.suffix != ".html" or not file.is_file():
            return super().send_head()
        recorder = f"<head><script>{RECORDER.read_text('utf-8')}</script>"
        return self._html(file.read_text("utf-8").replace("<head>", recorder, 1))

    def send_error(self, code, *arguments):
        self.missing.append(self.path)
        super().send_error(code, *arguments)

    def end_headers(self):
        self.send_header("Content-Security-Policy", ONLY_HERE)
        super().end_headers()

    def _html(self, text):
        body = text.encode()
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return BytesIO(body)
