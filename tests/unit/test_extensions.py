"""The parts of the book's Sphinx extension."""

import doctest

import pytest
from docutils import nodes
from jinja2 import UndefinedError

from book import formulas
from book.extensions.postprocess import FORMAT, BuiltPage, defer_scripts
from book.extensions.reader.callouts import to_box
from book.extensions.reader.tables import mark_cells
from book.extensions.site.links import with_named_places
from book.extensions.site.urls import without_dead_links
from book.extensions.templates import render

OPTIONS = {
    "launch_buttons": {"colab_url": "https://colab"},
    "use_issues_button": True,
    "other": 1,
}

TIMES = "\N{NO-BREAK SPACE}\N{MULTIPLICATION SIGN}\N{NO-BREAK SPACE}"


def test_a_placeholder_leaves_no_button():
    options = {**OPTIONS, "repository_url": "https://example.org/OWNER/book"}
    assert without_dead_links(options) == {"other": 1}
    assert without_dead_links(OPTIONS) == {"other": 1}


def test_a_real_address_keeps_every_button():
    options = {**OPTIONS, "repository_url": "https://example.org/ada/book"}
    assert without_dead_links(options) == options


def quote(bold, rest):
    # In a paragraph that begins with bold words, MyST puts an empty text first.
    paragraph = nodes.paragraph(
        "", "", nodes.Text(""), nodes.strong("", bold), nodes.Text(rest)
    )
    return nodes.block_quote("", paragraph, nodes.paragraph("", "second"))


def test_a_quote_with_a_known_title_becomes_a_box():
    box = to_box(quote("Your guess.", " Will it learn?"))
    assert box["classes"] == ["guess"]
    assert [child.astext() for child in box] == ["Your guess", "Will it learn?", "second"]


def test_other_quotes_stay_quotes():
    assert to_box(quote("Somebody.", " said this")) is None
    assert to_box(nodes.block_quote("", nodes.paragraph("", "plain"))) is None


def test_a_named_place_does_not_hide_a_heading():
    slugs = {"intro": (1, "id1", "Intro")}
    assert with_named_places(slugs, {"intro": "other"}) == slugs


@pytest.mark.parametrize(
    "html",
    [
        '<p>1 &lt; 2 &amp; 3,<br/>\u00a0“é”</p><img src="a.png" alt="a &gt; b"/>',
        '<math display="inline"><mrow><mi>δ</mi><mo lspace="0">&lt;</mo></mrow></math>',
        '<script type="application/json">{"a": "\\u003cb> & <i>"}</script>',
        '<svg><defs><marker id="tip"><path d="M0 0"></path></marker></defs></svg>',
        "<style>a > b { content: '&' }</style><pre>\n  two\n\n lines</pre>",
    ],
)
def test_what_no_pass_changes_stays_as_it_is(html):
    assert BuiltPage.of(html).tree.decode(formatter=FORMAT) == html


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("-0.2", "\N{MINUS SIGN}0.2"),
        ("-0.01 +0.20", "\N{MINUS SIGN}0.01 +0.20"),
        (
            "6e-04",
            f"6{TIMES}10<sup>\N{MINUS SIGN}4</sup>",
        ),
        (
            "1.5e+10",
            f"1.5{TIMES}10<sup>10</sup>",
        ),
        ("5e+00", "5"),
        ("2025-11-22", "2025-11-22"),
    ],
)
def test_a_table_shows_numbers_as_a_book_does(written, shown):
    page = BuiltPage.of(f"<td>{written}</td>")
    mark_cells(page)
    assert page.tree.td.decode_contents() == shown


def test_scripts_wait_but_for_the_settings():
    page = BuiltPage.of(
        '<head><script src="a.js"></script><script src="documentation_options.js"></script>'
        "<script>1</script></head>"
    )
    defer_scripts(page)
    assert ["defer" in script.attrs for script in page.tree("script")] == [True, False, False]


def test_a_template_that_lacks_a_value_names_it():
    with pytest.raises(UndefinedError, match="'glossary' is undefined"):
        render("glossary-cards.html", cards={"a": "b"})


def test_the_examples_of_the_formulas():
    ran = doctest.testmod(formulas)
    assert ran.attempted > 5
    assert ran.failed == 0
