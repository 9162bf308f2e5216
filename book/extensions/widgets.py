"""Widgets that live on the page: no kernel, no other host, and also from ``file://``.

A notebook's output holds a widget as a picture and its values (``utils/widgets/widget.py``).
A page with widgets gets their scripts and one more, ``host.js``, that makes them live. Values
can be a whole model, so they become files, which ``host.js`` loads when the reader comes near.
"""

import hashlib
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))  # the build runs from anywhere

from utils.widgets.bundle import every_widget, script, style

HOST = Path(__file__).parent / "host.js"
WIDGET = re.compile(r'<div class="book-widget" data-widget="(\w+)">')
VALUES = re.compile(
    r'(<div class="book-widget")([^>]*>(?:(?!</figure>).)*</figure>)'
    r'<script type="application/json">(.*?)</script>',
    re.DOTALL,
)


def names(body):
    """Return the names of the widgets of a page, each once, in order.

    >>> names('<div class="book-widget" data-widget="a"></div>' * 2)
    ['a']
    """
    return list(dict.fromkeys(WIDGET.findall(body)))


def without_values(body, write):
    """Return a page's HTML with the values of its widgets taken out.

    Args:
        body: the HTML.
        write: given the name and the text of a script that holds the values, keeps it
            and returns its address.

    >>> body = '<div class="book-widget"><figure></figure>'
    >>> body += '<script type="application/json">{"x": 1}</script></div>'
    >>> without_values(body, lambda name, text: print(text, end="") or "b.js")
    (window.bookValues ??= {})["27958648a9e57fcd66ae5e31ff3359e9"] = {"x": 1};
    '<div class="book-widget" data-values="b.js"><figure></figure></div>'
    """

    def take(match):
        start, end, values = match.groups()
        key = hashlib.md5(values.encode(), usedforsecurity=False).hexdigest()
        address = write(key, f'(window.bookValues ??= {{}})["{key}"] = {values};\n')
        return f'{start} data-values="{address}"{end}'

    return VALUES.sub(take, body)


def _write_scripts(app):
    if app.builder.format != "html":
        return
    folder = Path(app.outdir) / "_static" / "widgets"
    folder.mkdir(parents=True, exist_ok=True)
    for name in every_widget():
        (folder / f"{name}.js").write_text(script(name), "utf-8")
        (folder / f"{name}.css").write_text(style(name), "utf-8")
    (folder / HOST.name).write_bytes(HOST.read_bytes())


def _add_scripts(app, pagename, templatename, context, doctree):
    def write(name, text):
        (Path(app.outdir) / "_static" / "widgets" / f"{name}.js").write_text(text, "utf-8")
        return context["pathto"](f"_static/widgets/{name}.js", 1)

    found = names(context.get("body", ""))
    if found:
        context["body"] = without_values(context["body"], write)
    for name in found:
        app.add_js_file(f"widgets/{name}.js")
        app.add_css_file(f"widgets/{name}.css")
    if found:
        app.add_js_file(f"widgets/{HOST.name}")


def setup(app):
    """Register with Sphinx. The scripts must be there before the first page: the theme puts
    what they hold, in short, into their addresses, so that no browser keeps an old one."""
    app.connect("builder-inited", _write_scripts)
    app.connect("html-page-context", _add_scripts)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
