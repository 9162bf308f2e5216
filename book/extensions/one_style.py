"""One style sheet a page, with no rule that the site does not use.

The theme and the extensions bring a dozen style sheets, most of them rules for what this book
does not have, and a page shows nothing before it has read them all. After the build each page
gets one file with the same rules in the same order, less those that name a class or an id which
no page and no script of the site mentions.
"""

import hashlib
import posixpath
import re
import shutil
from functools import cache
from pathlib import Path

import tinycss2

LINK = re.compile(r'<link\b[^>]*rel="stylesheet"[^>]*>\n?')
HREF = re.compile(r'href="([^"?]*)')
WORD = re.compile(r"[\w-]+")
IMPORT = re.compile(r"""@import\s+(?:url\()?["']([^"']+)["']\)?;""")
URL = re.compile(r"""url\((["']?)(?!data:|["']?data:|#)([^"')]+)\1\)""")
NESTING = {"media", "supports", "container"}  # rules that hold rules


def used(css, words):
    """Return a style sheet's rules of which all classes and ids are among the words.

    >>> used("p, .a, .b { top: 0 } @media print { .b { top: 1px } }", {"a"})
    'p, .a{ top: 0 }'
    """
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return "".join(filter(None, (_kept(rule, words) for rule in rules)))


def _kept(rule, words):
    if rule.type == "qualified-rule":
        selectors = [s.strip() for s in _at_commas(rule.prelude) if _names(s) <= words]
        return selectors and f"{', '.join(selectors)}{{{tinycss2.serialize(rule.content)}}}"
    if rule.type == "at-rule" and rule.lower_at_keyword in NESTING:
        inner = used(tinycss2.serialize(rule.content), words)
        return inner and f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{inner}}}"
    return rule.serialize() if rule.type == "at-rule" else ""


def _at_commas(prelude):
    """The selectors of a rule. A comma in brackets is inside one token, so it parts nothing."""
    parts = [[]]
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return [tinycss2.serialize(part) for part in parts]


def _names(selector):
    # What stands in brackets may be one of several: `:not(.a)`, `:is(.a, .b)`.
    outside = re.sub(r"\((?:[^()]|\([^()]*\))*\)|\[[^\]]*\]", "", selector)
    return {name.replace("\\", "") for name in re.findall(r"[.#]((?:[\w-]|\\.)+)", outside)}


def _pages(folder):
    return [page for page in folder.rglob("*.html") if "_static" not in page.parts]


def _words(folder):
    files = [*_pages(folder), *folder.glob("_static/**/*.js")]
    return set().union(*(WORD.findall(file.read_text("utf-8", "replace")) for file in files))


def _join(page, folder, rules):
    """Give a page one style sheet in the place of its first."""
    text = page.read_text("utf-8")
    links = LINK.findall(text)
    sheets = [(page.parent / HREF.search(link)[1]).resolve() for link in links]
    if not sheets:
        return
    css = "\n".join(rules(sheet) for sheet in sheets)
    name = f"{hashlib.sha256(css.encode()).hexdigest()[:16]}.css"
    (folder / "_static" / name).write_text(css, "utf-8")
    address = posixpath.relpath(folder / "_static" / name, page.parent)
    text = text.replace(links[0], f'<link rel="stylesheet" href="{address}" />\n', 1)
    for link in links[1:]:
        text = text.replace(link, "", 1)
    page.write_text(text, "utf-8")


def _after_build(app, exception):
    if exception is not None or app.builder.format != "html":
        return
    folder = Path(app.outdir).resolve()
    shutil.rmtree(folder / "_static" / "vendor")  # the icon fonts, which no page loads
    words = _words(folder)

    @cache
    def rules(sheet):
        text = sheet.read_text("utf-8")
        imported = [rules((sheet.parent / name).resolve()) for name in IMPORT.findall(text)]
        # A widget is drawn when the reader comes near: its classes stand in no page.
        own = text if sheet.parent.name == "widgets" else used(IMPORT.sub("", text), words)
        css = "".join(imported) + own
        base = posixpath.relpath(sheet.parent, folder / "_static")
        return URL.sub(lambda m: f'url("{posixpath.normpath(f"{base}/{m[2]}")}")', css)

    for page in _pages(folder):
        _join(page, folder, rules)
    shutil.rmtree(folder / "_static" / "styles")  # the theme's, now part of the others


def setup(app):
    """Register with Sphinx. After all extensions have copied their styles, before address.py
    makes some addresses absolute."""
    app.connect("build-finished", _after_build, priority=600)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
