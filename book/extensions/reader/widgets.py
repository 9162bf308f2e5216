"""Widgets that live on the page: no kernel, no other host, and also from ``file://``.

A notebook's output holds a widget as a picture and its values (``utils/widgets/widget.py``). A
page with widgets gets their scripts and one more, ``widgets.js``, that makes them live. Values
can be a whole model, so they become files, which ``widgets.js`` loads when the reader comes
near; the weights of a model that waits to be chosen become one more, loaded when it is. So do
the parts that a widget asks for only when they are needed. A widget may name another one of
the page whose values it shares (``data-of``): a page loads them once.
"""

import hashlib
import json
import re
from pathlib import Path

from book.extensions.reader import parts
from utils.widgets.bundle import every_widget, script, style

HOST = Path(__file__).parents[2] / "assets" / "widgets.js"
FOLDER = "_static/widgets"
STAGED = "walkthrough"  # is shown beside the text: ``stage.js``
LIGHT = 10_000  # characters: weights that are not worth a file of their own
# Comments with lines of their own, a fifth of what a reader would load.
REMARK = re.compile(r"^[ \t]*(?://[^\n]*|/\*\*.*?\*/)\n", re.MULTILINE | re.DOTALL)
WIDGET = re.compile(r'<div class="book-widget" data-widget="(\w+)"')


def names(html):
    """Return the names of the widgets in some HTML, each once, in order.

    >>> names('<div class="book-widget" data-widget="a"></div>' * 2)
    ['a']
    """
    return list(dict.fromkeys(WIDGET.findall(html)))


def write_scripts(app):
    """Write every widget's script and style. They must be there before the first page: Sphinx
    puts a hash of their contents into their addresses, so that no browser keeps an old one."""
    if app.builder.format != "html":
        return
    folder = Path(app.outdir) / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for name in every_widget():
        (folder / f"{name}.js").write_text(REMARK.sub("", script(name)), "utf-8")
        (folder / f"{name}.css").write_text(style(name), "utf-8")


def add_scripts(app, body):
    """Add to a page the scripts and styles of the widgets in its HTML."""
    found = names(body)
    for name in found:
        app.add_js_file(f"widgets/{name}.js")
        app.add_css_file(f"widgets/{name}.css")
    if STAGED in found:
        app.add_js_file("stage.js")
        app.add_css_file("stage.css")
        app.add_css_file("stage-inside.css")
    if found:
        app.add_js_file(HOST.name)


def move_values(page):
    """Move the values of a page's widgets into files of their own.

    Args:
        page: a ``BuiltPage``; changed in place.
    """
    for place in page.tree("script", type="application/json"):
        if "book-widget" not in place.parent.get("class", ()):
            continue
        values = json.loads(place.string)
        for name, model in values.get("models", {}).items():
            if name != values["model"] and len(json.dumps(model["weights"])) > LIGHT:
                model["weights"] = {"file": _write(model["weights"], page.site).name}
        for name, about in values.get("parts", {}).items():
            _write(parts.part(name, about["key"]).value, page.site, about["key"])
        place.parent["data-values"] = page.address_of(_write(values, page.site))
        place.decompose()
    for place in page.tree(class_="book-widget", attrs={"data-of": True}):
        other = page.tree.find(class_="book-widget", attrs={"data-widget": place["data-of"]})
        place["data-values"] = other["data-values"]


def _write(value, site, key=None):
    """Write a script that puts the value into ``bookValues`` under a key, by default one made
    of the value; return its file."""
    text = json.dumps(value, ensure_ascii=False)
    key = key or hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()
    file = site / FOLDER / f"{key}.js"
    file.write_text(f'(window.bookValues ??= {{}})["{key}"] = {text};\n', "utf-8")
    return file
