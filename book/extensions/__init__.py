"""The Sphinx extension of the book.

    reader/         what the reader uses
    site/           what the site needs
    performance/    what makes the pages light
    postprocess.py  the one pass over the built pages
    templates.py    pieces of HTML from ``book/templates``

All parts are registered here, which also gives the templates of ``book/templates`` what they
need. Parts that listen to the same event run in the order in which they are listed.
"""

import gc
from pathlib import Path

from sphinx.highlighting import PygmentsBridge

from book import packing
from book.extensions.performance.code_highlighting import QuietFormatter
from book.extensions.postprocess import postprocess
from book.extensions.reader import (
    callouts,
    colors,
    concept_map,
    formulas,
    glossary,
    guesses,
    landing_page,
    ledger,
    openings,
    quotes,
    search,
    widgets,
)
from book.extensions.site import (
    chapter_footer,
    decks,
    headings,
    links,
    pages,
    quizzes,
    social_cards,
    urls,
)
from book.languages import language, template_context


def setup(app):
    """Register all parts with Sphinx."""
    gc.disable()  # the search for cycles in the pages' trees took a fifth of the time
    PygmentsBridge.html_formatter = QuietFormatter
    headings.keep_places(app)
    inline, block = (formulas.write_inline, None), (formulas.write_block, None)
    app.add_html_math_renderer("mathml", inline, block)
    app.add_search_language(search.EnglishWithSymbols)
    app.add_search_language(search.ChineseWithSymbols)
    app.add_node(concept_map.concept_map)
    app.add_directive("color-key", colors.ColorKey)
    app.add_directive("concept-map", concept_map.ConceptMap)
    app.add_directive("concept-list", concept_map.ConceptList)
    app.add_directive("chapter-stairs", landing_page.ChapterStairs)

    app.connect("config-inited", urls.set_urls)
    app.connect("builder-inited", pages.add_unlisted)
    app.connect("builder-inited", widgets.write_scripts)
    app.connect("doctree-read", ledger.draw)
    app.connect("doctree-read", quotes.mark_quotes)
    app.connect("doctree-read", links.add_named_places)
    app.connect("doctree-read", callouts.replace_quotes)
    app.connect("doctree-read", decks.mark)  # before blocks are put into boxes
    app.connect("doctree-read", guesses.add_guesses)
    app.connect("doctree-read", openings.add)
    app.connect("doctree-resolved", glossary.link_terms)
    app.connect("doctree-resolved", concept_map.draw_maps)
    app.connect("html-page-context", _add_template_context)
    # The default is 500; the theme, which Sphinx loads later, writes styles then.
    app.connect("build-finished", _finish, priority=900)
    app.connect("linkcheck-process-uri", links.doi_register_url)
    return {"parallel_read_safe": True, "parallel_write_safe": False}


def _add_template_context(app, page, template, context, doctree):
    """Give a page's template all that it needs: None or "" where the page has none of it."""
    context |= pages.template_context(app, page, context)
    context |= template_context(app.config, page)
    about = context["about"]
    context["card"] = social_cards.template_context(about, app.config)
    context["verified"] = doctree and chapter_footer.verified(app.env, page)
    context["slides"] = doctree and decks.address(app.env, page)
    if doctree:
        widgets.add_scripts(app, context["body"])
        ledger.add_script(app, context["body"])
        concept_map.add_script(app, page, context["body"])
        quotes.add_script(app, context["body"])
        guesses.add_scripts(app, context["body"])
        openings.add_style(app, context["body"])
        context["body"] += glossary.cards(app, page)


def _finish(app, exception):
    """Write the other files of the site, and make its pages light."""
    if exception is not None or app.builder.format != "html":
        return
    site, root, config = Path(app.outdir), Path(app.srcdir), app.config
    found = [pages.page(root, name) for name in sorted(app.env.found_docs)]
    if config.html_baseurl:  # without an address no page can name its card
        social_cards.draw_all(site, found, config.html_title, len(pages.chapters(root)))
    own = language(config.language)
    urls.write_sitemap(site, config.html_baseurl, app.env.found_docs, own)
    ledger.write_table(app, site)
    search.write_places(app, site)
    quizzes.write(site)
    zipped = packing.parts()
    packing.pack(site / f"{packing.NAME}.zip", given=zipped)
    packing.pack(site / f"{packing.NAME}-handout.zip", solutions=False, given=zipped)
    postprocess(site, config.html_baseurl)
