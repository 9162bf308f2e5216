"""The small Sphinx parts of the book."""

from docutils import nodes

from book.extensions.reading.callouts import to_box
from book.extensions.site.links import with_named_places
from book.extensions.site.urls import without_dead_links

OPTIONS = {
    "launch_buttons": {"colab_url": "https://colab"},
    "use_issues_button": True,
    "other": 1,
}


def test_a_placeholder_leaves_no_button():
    options = {**OPTIONS, "repository_url": "https://example.org/OWNER/book"}
    assert without_dead_links(options) == {"other": 1}
    assert without_dead_links(OPTIONS) == {"other": 1}


def test_a_real_address_keeps_every_button():
    options = {**OPTIONS, "repository_url": "https://example.org/ada/book"}
    assert without_dead_links(options) == options


def quote(bold, rest):
    # MyST begins a paragraph that begins with bold words with an empty text.
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
