"""Formulas without another host: the site serves MathJax itself.

Sphinx would load MathJax from a CDN. A page must also work offline, from a
``file://`` address, and where CDNs are blocked. The files come from the package
``sphinx-mathjax-offline`` (MathJax 3.2.2 with its fonts). That package is an
extension too, but it copies all of its 24 MB, of which a page can ask for the part
named in ``PARTS``.
"""

from importlib.util import find_spec
from pathlib import Path

PACKAGE = "sphinx-mathjax-offline"
SCRIPT = "tex-chtml.js"

# What the script may ask for later, by what the reader or a formula needs.
PARTS = (
    SCRIPT,
    "output/chtml/fonts",  # the fonts of the formulas
    "input/tex/extensions",  # rarer TeX commands, such as \cancel
    "a11y",  # reading formulas aloud: the reader turns it on in the formula's menu
    "sre/mathmaps",  # the words for that, in English and in Nemeth braille
)
WORDS = {"base.json", "en.json", "nemeth.json"}


def is_needed(path):
    """Say whether the site needs ``path``, which is relative to MathJax's folder.

    >>> is_needed("output/chtml/fonts/woff-v2/MathJax_Main-Regular.woff")
    True
    >>> is_needed("tex-svg.js"), is_needed("sre/mathmaps/de.json")
    (False, False)
    """
    path = Path(path)
    if path.parts[0] == "sre":
        return path.name in WORDS
    return any(path == Path(part) or Path(part) in path.parents for part in PARTS)


def mathjax_folder():
    """Return the folder in which the package keeps MathJax.

    Raises:
        ModuleNotFoundError: the package is not installed.
    """
    # The package's name has hyphens, so no import statement can name it.
    found = find_spec(PACKAGE)
    if found is None:
        raise ModuleNotFoundError(
            f"{PACKAGE} is missing: pip install -r requirements.txt", name=PACKAGE
        )
    return Path(found.origin).parent / "static" / "mathjax"


def _use_own_mathjax(app, config):
    mathjax_folder()  # fail before the build, not after it
    config.mathjax_path = f"mathjax/{SCRIPT}"


def _copy(app, exception):
    if exception is not None or app.builder.format != "html":
        return
    source = mathjax_folder()
    target = Path(app.outdir) / "_static" / "mathjax"
    for path in source.rglob("*"):
        relative = path.relative_to(source)
        if path.is_file() and is_needed(relative):
            copy = target / relative
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())


def setup(app):
    """Register with Sphinx."""
    app.connect("config-inited", _use_own_mathjax)
    app.connect("build-finished", _copy)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
