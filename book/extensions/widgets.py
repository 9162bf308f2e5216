"""Widgets that live on the page: no kernel, no other host, and also from ``file://``.

A notebook's output holds a widget as a picture and its values (``utils/widgets/widget.py``).
A page with widgets gets their scripts and one more, ``host.js``, that makes them live.
"""

import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))  # the build runs from anywhere

from utils.widgets.bundle import script, style

HOST = Path(__file__).parent / "host.js"
WIDGET = re.compile(r'<div class="book-widget" data-widget="(\w+)">')


def names(body):
    """Return the names of the widgets of a page, each once, in order.

    >>> names('<div class="book-widget" data-widget="a"></div>' * 2)
    ['a']
    """
    return list(dict.fromkeys(WIDGET.findall(body)))


def _add_scripts(app, pagename, templatename, context, doctree):
    found = names(context.get("body", ""))
    for name in found:
        app.add_js_file(f"widgets/{name}.js")
        app.add_css_file(f"widgets/{name}.css")
    if found:
        app.add_js_file("widgets/host.js")
    app.env.metadata[pagename]["widgets"] = found


def _write_scripts(app, exception):
    if exception is not None or app.builder.format != "html":
        return
    folder = Path(app.outdir) / "_static" / "widgets"
    folder.mkdir(parents=True, exist_ok=True)
    for name in {
        name for page in app.env.metadata.values() for name in page.get("widgets", [])
    }:
        (folder / f"{name}.js").write_text(script(name), "utf-8")
        (folder / f"{name}.css").write_text(style(name), "utf-8")
    (folder / "host.js").write_bytes(HOST.read_bytes())


def setup(app):
    """Register with Sphinx."""
    app.connect("html-page-context", _add_scripts)
    app.connect("build-finished", _write_scripts)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
