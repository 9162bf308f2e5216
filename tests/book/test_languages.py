"""From one language to the other: to the same place, offered to those who ask for it."""

import pytest
from playwright.sync_api import expect

from tests.browser import go_through

PAGE, SECTION = "book/running", "from-a-script"
PAGES = {"en": PAGE, "zh-CN": f"zh/{PAGE}"}


@pytest.fixture
def opened(chromium, addresses):
    """`opened(page, *languages)`: a page in a browser that asks for these, over http."""
    contexts = []

    def opened(page, *languages, **options):
        contexts.append(chromium.new_context(locale=languages[0], **options))
        asked = (
            f"Object.defineProperty(navigator, 'languages', {{ get: () => {[*languages]} }})"
        )
        contexts[-1].add_init_script(asked)
        one = contexts[-1].new_page()
        one.goto(f"{addresses['http']}/{page}.html")
        return one

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.parametrize(("own", "other"), [("en", "zh-CN"), ("zh-CN", "en")])
def test_the_link_leads_to_the_section_that_is_read(opened, own, other):
    page = opened(PAGES[own], own)
    page.goto(f"{page.url}#{SECTION}")
    go_through(page)
    page.evaluate(f"document.getElementById('{SECTION}').scrollIntoView()")
    box = page.locator(f".language-switch[lang={other}]").bounding_box()
    page.mouse.click(box["x"] + 5, box["y"] + 5)  # `click` would scroll to what is in sight
    page.wait_for_url(f"**/html/{PAGES[other]}.html#{SECTION}")
    assert page.evaluate("document.documentElement.lang") == other


def test_at_the_top_of_a_page_it_leads_to_the_top(opened):
    page = opened(PAGE, "en")
    page.locator(".language-switch").click()
    page.wait_for_url(f"**/html/zh/{PAGE}.html")


@pytest.mark.parametrize(
    ("page", "languages", "offered"),
    [
        (PAGE, ["zh-CN"], True),
        (PAGE, ["fr", "zh-TW", "en"], True),
        (PAGE, ["en-GB", "zh"], False),
        (PAGE, ["fr"], False),
        (f"zh/{PAGE}", ["en-US"], True),
        (f"zh/{PAGE}", ["zh-HK", "en"], False),
    ],
)
def test_a_language_is_offered_to_those_who_ask_for_it(opened, page, languages, offered):
    one = opened(page, *languages)
    expect(one.locator(".language-offer")).to_be_visible(visible=offered)
    assert one.url.endswith(f"/html/{page}.html")


@pytest.mark.parametrize("way", ["button", "a"])
def test_who_has_answered_is_not_asked_again(opened, way):
    page = opened(PAGE, "zh-CN")
    page.locator(f".language-offer {way}").click()
    page.goto(page.url.replace("/zh/", "/").replace(PAGE, "book/index"))
    page.wait_for_load_state()
    expect(page.locator(".language-offer")).to_be_hidden()


def test_without_a_script_the_link_is_there_and_nothing_is_offered(opened):
    page = opened(PAGE, "zh-CN", java_script_enabled=False)
    expect(page.locator(".language-offer")).to_be_hidden()
    page.locator(".language-switch").click()
    page.wait_for_url(f"**/html/zh/{PAGE}.html")
