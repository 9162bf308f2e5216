r"""Search for symbols and terms: ``W_hh``, ``alpha``, ``GRU reset``.

Sphinx puts every word of a page into the index of its search, of a formula the raw TeX. Here
the index gets readable names as well: ``W_{hh}`` is also found as ``W_hh``, ``\alpha_{t,i}`` as
``alpha``. What is typed is read the same way. Beside the index, which knows pages only, the
page of the search holds the glossary's terms, and for every symbol the sections whose formulas
have it (``symbol_search.js`` looks them up). The pages of the book stay as they are.
"""

import json
import re
import unicodedata

from docutils import nodes
from glossary_links import CHAPTERS, GLOSSARY, ancestors
from sphinx.search import SearchEnglish

NOTATION = "book/notation"
SIGNS = {"sum": "∑", "partial": "∂", "odot": "⊙", "dots": "…"}

# What is no symbol: how something is set, not what it is.
STYLE = re.compile(
    r"\\(?:begin|end|operatorname|text|mathsf|qquad|quad)\b(?:\s*\{[^{}]*\}|\s*T\b)?|\\[,;! ]"
)
SYMBOL = re.compile(
    r"""(?:\\(?P<accent>tilde|hat|bar)\s*)?
        (?P<base>\\[a-zA-Z]+|[a-zA-Z](?![a-zA-Z]))
        (?:_(?:\{(?P<long>[^{}]*)\}|(?P<short>[a-zA-Z0-9])))?""",
    re.VERBOSE,
)

# The splitter of the browser's side. It leaves W_hh of W_{hh}, h_t of h_{t-1}, alpha of \alpha.
SPLIT_QUERY = r"""
splitQuery = (query) => query
  .replace(/_\{(\w+)(?:[-+]1)?\}/g, "_$1")
  .replace(/_\{(\w+),\s*(\w+)\}/g, "_$1$2")
  .split(/[^\p{Letter}\p{Number}_]+/gu)
  .filter((term) => term);
"""


def names(tex):
    r"""Return the readable names of a formula's symbols, each once.

    >>> names(r"h_{t-1} W_{hh}^{\mathsf T} + b_h")
    ['h_t', 'W_hh', 'b_h']
    >>> names(r"\tilde c_t = \tanh(a)")
    ['c_tilde', 'c_tilde_t', 'tanh']
    >>> names(r"\delta_{t,i}")
    ['delta', 'δ', 'delta_ti', 'δ_ti']
    """
    found = []
    for match in SYMBOL.finditer(STYLE.sub(" ", tex)):
        base = match["base"].lstrip("\\")
        bases = [base, *greek(base)] if len(base) > 1 else [base]
        if match["accent"]:
            bases = [f"{base}_{match['accent']}" for base in bases]
        index = re.sub(r"[-+]\s*1$|[\s,]", "", match["long"] or match["short"] or "")
        found += [base for base in bases if len(base) > 1 or base in greek(match["base"][1:])]
        if re.fullmatch(r"\w+", index):
            found += [f"{base}_{index}" for base in bases]
    return list(dict.fromkeys(found))


def greek(name):
    """Return the Greek letter of this name, in a list, or an empty list.

    >>> greek("delta"), greek("tanh")
    (['δ'], [])
    """
    try:
        return [unicodedata.lookup(f"GREEK SMALL LETTER {name}")]
    except KeyError:
        return []


class EnglishWithSymbols(SearchEnglish):
    """English, and the names of symbols where a text is TeX."""

    js_splitter_code = SPLIT_QUERY

    def split(self, text):
        """Return the words of a text, or of a formula."""
        is_tex = re.search(r"\\[a-zA-Z]|_\{", text)
        return super().split(text) + (names(text) if is_tex else [])


def formulas(doctree):
    """Yield each formula's TeX, with the id and the title of the section it stands in."""
    for formula in doctree.findall(lambda n: isinstance(n, nodes.math | nodes.math_block)):
        section = next((n for n in ancestors(formula) if isinstance(n, nodes.section)), None)
        if section is not None:
            yield formula.astext(), section["ids"][0], section.next_node(nodes.title).astext()


def sections_of_symbols(doctrees):
    """List the sections that have formulas, and which of them have a symbol.

    Args:
        doctrees: from a page's name to its doctree, in the order of the book.

    Returns:
        The sections as (page, id, title), and from a symbol's name, in small letters, to the
        numbers of its sections.
    """
    sections, symbols = [], {}
    for page, doctree in doctrees.items():
        for tex, place, title in formulas(doctree):
            section = (page, place, title)
            if section not in sections:
                sections.append(section)
            for name in names(tex):
                symbols.setdefault(name.lower(), {})[sections.index(section)] = True
    return sections, {name: list(numbers) for name, numbers in symbols.items()}


def plain(tex):
    r"""Return a short formula as plain text.

    >>> plain(r"\tilde c_t"), plain(r"\delta_{t,i}\, h_i"), plain(r"v_a^{\mathsf T}")
    ('c̃_t', 'δ_t,i h_i', 'v_aᵀ')
    """
    tex = re.sub(r"\^\{\\mathsf T\}", "ᵀ", tex)
    tex = re.sub(r"\\tilde (\w)", "\\1\N{COMBINING TILDE}", tex)
    tex = re.sub(r"\\[,;! ]|[{}]", "", tex)
    return re.sub(
        r"\\([a-zA-Z]+)", lambda m: SIGNS.get(m[1]) or "".join(greek(m[1])) or m[1], tex
    )


def terms(doctree):
    """Yield the glossary's entries as (terms, id, text, names of the symbols in the text)."""
    for item in doctree.findall(nodes.definition_list_item):
        found = [node for node in item if isinstance(node, nodes.term)]
        *explained, _ = item[-1].next_node(nodes.paragraph)  # the last one names the section
        texts, symbols = [], []
        for node in explained:
            is_math = isinstance(node, nodes.math)
            texts.append(plain(node.astext()) if is_math else node.astext())
            symbols += names(node.astext()) if is_math else []
        text = " ".join("".join(texts).split())
        all_terms = [term.astext() for term in found]
        yield all_terms, found[0]["ids"][0], text, [name.lower() for name in symbols]


def _fill_search_page(app, page, templatename, context, doctree):
    if page != "search":
        return
    found, doctree_of = app.env.found_docs, app.env.get_doctree
    pages = [NOTATION, *sorted(p for p in found if p.startswith(CHAPTERS))]
    sections, symbols = sections_of_symbols({p: doctree_of(p) for p in pages if p in found})
    places = {
        "glossary": GLOSSARY,
        "terms": list(terms(doctree_of(GLOSSARY))) if GLOSSARY in found else [],
        "sections": sections,
        "symbols": symbols,
    }
    # Inside <script>, a "<" could end it.
    context["search_places"] = json.dumps(places, ensure_ascii=False).replace("<", "\\u003c")


def setup(app):
    """Register with Sphinx."""
    app.add_search_language(EnglishWithSymbols)
    app.connect("html-page-context", _fill_search_page)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
