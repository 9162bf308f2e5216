r"""Search for symbols and terms: ``W_hh``, ``alpha``, ``GRU reset``.

Sphinx puts every word of a page into its search index, but only the raw TeX of a formula. Here
the index gets readable names as well: ``W_{hh}`` is also found as ``W_hh``, ``\alpha_{t,i}`` as
``alpha``. What is typed is read the same way. Beside the index, which knows pages only,
``search-places.js`` holds the glossary's terms, and for every symbol the sections whose
formulas have it (``search.js`` looks them up).

Chinese is written without spaces. Its index has every character and every two that stand side
by side, and a query is cut in the same way: so whatever stands in a page is found, whether or
not a dictionary has it. (Sphinx's own way needs jieba here and the same cuts in the browser.)
"""

import json
import re
from contextlib import suppress
from itertools import pairwise

from docutils import nodes
from sphinx.search import SearchEnglish

from book.extensions.reader.glossary import CHAPTERS, GLOSSARY, ancestors
from book.formulas import plain_text, symbol_names

NOTATION = "book/notation"

# The splitter in the browser. W_{hh} becomes W_hh, h_{t-1} h_t, and \alpha alpha.
SPLIT_QUERY = r"""
splitQuery = (query) => query
  .replace(/_\{(\w+)(?:[-+]1)?\}/g, "_$1")
  .replace(/_\{(\w+),\s*(\w+)\}/g, "_$1$2")
  .split(/[^\p{Letter}\p{Number}_]+/gu)
  .filter((term) => term);
"""


class EnglishWithSymbols(SearchEnglish):
    """English, and the names of symbols where a text is TeX."""

    js_splitter_code = SPLIT_QUERY

    def split(self, text):
        """Return the words of a text, or of a formula."""
        words = super().split(text)
        if re.search(r"\\[a-zA-Z]|_\{", text):
            with suppress(ValueError):  # it was code, not a formula
                words += symbol_names(text)
        return words


HAN = re.compile("[\u4e00-\u9fff]+")
SPLIT_CHINESE = (
    SPLIT_QUERY.rstrip().removesuffix(";")
    + r"""
  .flatMap((term) => term.match(/\p{Script=Han}+|\P{Script=Han}+/gu))
  .flatMap((term) => /\p{Script=Han}{2}/u.test(term)
    ? [...term].slice(1).map((char, n) => [...term][n] + char) : [term]);
"""
)


def pairs(text):
    """Return the characters of a Chinese text, and every two of them that stand together.

    >>> pairs("遗忘门")
    ['遗', '忘', '门', '遗忘', '忘门']
    """
    return [*text, *map("".join, pairwise(text))]


class ChineseWithSymbols(EnglishWithSymbols):
    """Chinese, and what stands in it of English and of symbols."""

    lang = "zh"
    language_name = "Chinese"
    js_splitter_code = SPLIT_CHINESE

    def split(self, text):
        """Return the words of a text: Chinese in pairs, the rest as in English."""
        return [word for run in HAN.findall(text) for word in pairs(run)] + [
            word
            for part in HAN.split(text)
            for word in super(ChineseWithSymbols, self).split(part)
        ]


def sections_of_symbols(doctrees):
    """List the sections that have formulas, and which of them have a symbol.

    Args:
        doctrees: from a page's name to its doctree, in the order of the book.

    Returns:
        The sections as (page, id, title), and from a symbol's name, in lower case, to the
        numbers of its sections.
    """
    numbers, symbols = {}, {}
    for page, doctree in doctrees.items():
        for formula in doctree.findall(lambda n: isinstance(n, nodes.math | nodes.math_block)):
            above = (node for node in ancestors(formula) if isinstance(node, nodes.section))
            section = next(above, None)
            if section is None:
                continue
            title = section.next_node(nodes.title).astext()
            number = numbers.setdefault((page, section["ids"][0], title), len(numbers))
            for name in symbol_names(formula.astext()):
                symbols.setdefault(name.lower(), {})[number] = True
    return list(numbers), {name: list(found) for name, found in symbols.items()}


def terms(doctree):
    """Yield the glossary's entries as (terms, id, text, names of the symbols in the text)."""
    for item in doctree.findall(nodes.definition_list_item):
        found = [node for node in item if isinstance(node, nodes.term)]
        *explained, _ = item[-1].next_node(nodes.paragraph)  # the last one names the section
        formulas = [node.astext() for node in explained if isinstance(node, nodes.math)]
        symbols = [name.lower() for tex in formulas for name in symbol_names(tex)]
        text = "".join(
            plain_text(node.astext()) if isinstance(node, nodes.math) else node.astext()
            for node in explained
        )
        names = [term.astext() for term in found]
        yield names, found[0]["ids"][0], " ".join(text.split()), symbols


def write_places(app, site):
    """Write the glossary's terms and the sections of symbols as a script, which a page can also
    load from a disk."""
    found = json.dumps(places(app.env), ensure_ascii=False)
    (site / "_static" / "search-places.js").write_text(
        f"const SEARCH_PLACES = {found};\n", "utf-8"
    )


def places(env):
    """Return the glossary's terms and the sections of symbols, for ``search.js``."""
    pages = [NOTATION, *sorted(page for page in env.found_docs if page.startswith(CHAPTERS))]
    sections, symbols = sections_of_symbols(
        {page: env.get_doctree(page) for page in pages if page in env.found_docs}
    )
    has_glossary = GLOSSARY in env.found_docs
    return {
        "glossary": GLOSSARY,
        "terms": list(terms(env.get_doctree(GLOSSARY))) if has_glossary else [],
        "sections": sections,
        "symbols": symbols,
    }
