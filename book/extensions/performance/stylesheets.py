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

import tinycss2

WORD = re.compile(r"[\w-]+")
IMPORT = re.compile(r"""@import\s+(?:url\()?["']([^"']+)["']\)?;""")
URL = re.compile(r"""url\((["']?)(?!data:|["']?data:|#)([^"')]+)\1\)""")
NESTING = {"media", "supports", "container"}  # rules that hold rules


def without_unused_rules(css, words):
    """Return the rules of a style sheet whose classes and ids are all among the words.

    >>> without_unused_rules("p, .a, .b { top: 0 } @media print { .b { top: 1px } }", {"a"})
    'p, .a{ top: 0 }'
    """
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return "".join(filter(None, (_kept(rule, words) for rule in rules)))


def _kept(rule, words):
    if rule.type == "qualified-rule":
        selectors = [s.strip() for s in _at_commas(rule.prelude) if _names(s) <= words]
        return selectors and f"{', '.join(selectors)}{{{tinycss2.serialize(rule.content)}}}"
    if rule.type == "at-rule" and rule.lower_at_keyword in NESTING:
        inner = without_unused_rules(tinycss2.serialize(rule.content), words)
        return inner and f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{inner}}}"
    return rule.serialize() if rule.type == "at-rule" else ""


def _at_commas(prelude):
    """The selectors of a rule. A comma in brackets is in one token, so it splits nothing."""
    parts = [[]]
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return [tinycss2.serialize(part) for part in parts]


def _names(selector):
    # What is in brackets may be one of several: `:not(.a)`, `:is(.a, .b)`.
    outside = re.sub(r"\((?:[^()]|\([^()]*\))*\)|\[[^\]]*\]", "", selector)
    return {name.replace("\\", "") for name in re.findall(r"[.#]((?:[\w-]|\\.)+)", outside)}


def _mentions(tree):
    """Where a page may mention a class or an id: its attributes, its scripts and templates."""
    for tag in tree(True):
        for value in tag.attrs.values():
            yield from value if isinstance(value, list) else (value,)
        if tag.name in ("script", "template"):
            yield str(tag)


def bundle(pages, site):
    """Give each page one style sheet in the place of its first.

    Args:
        pages: the ``BuiltPage``s of the site; changed in place.
        site: its folder.
    """
    static = site / "_static"
    scripts = (file.read_text("utf-8", "replace") for file in static.rglob("*.js"))
    pieces = (piece for page in pages for piece in _mentions(page.tree))
    words = set().union(*map(WORD.findall, {*pieces, *scripts}))

    @cache
    def rules(sheet):
        text = sheet.read_text("utf-8")
        imported = [rules((sheet.parent / name).resolve()) for name in IMPORT.findall(text)]
        text = IMPORT.sub("", text)
        # A widget is drawn when the reader comes near: its classes stand in no page.
        is_widget = sheet.parent.name == "widgets"
        css = "".join(imported) + (text if is_widget else without_unused_rules(text, words))
        base = posixpath.relpath(sheet.parent, static)
        return URL.sub(lambda m: f'url("{posixpath.normpath(f"{base}/{m[2]}")}")', css)

    for page in pages:
        links = page.tree("link", rel="stylesheet")
        css = "\n".join(rules(page.file_at(link["href"])) for link in links)
        file = static / f"{hashlib.sha256(css.encode()).hexdigest()[:16]}.css"
        if links:
            file.write_text(css, "utf-8")
            links[0]["href"] = page.address_of(file)
        for link in links[1:]:
            link.decompose()
    shutil.rmtree(static / "styles")  # the theme's, now part of the others
