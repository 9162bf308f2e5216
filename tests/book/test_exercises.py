"""The reader's own marks on the exercises: ticked, counted, kept, removed; never on paper."""

import pytest
from playwright.sync_api import expect

from tests.book.built import CHAPTERS, HTML, Page
from tests.browser import Watched, forgetful

FIRST, SECOND = CHAPTERS[:2]
KEY = "from-rnn-to-attention/exercises"


@pytest.fixture
def reader(chromium, addresses):
    """`reader(chapter)`: open a chapter, always in the same browser. At the end of the test,
    fails if something failed."""
    context, watched = chromium.new_context(), []

    def open_page(name, before=""):
        watched.append(Watched(context))
        page = watched[-1].page
        if before:
            page.add_init_script(before)
        page.goto(f"{addresses['file']}/{name}.html")
        return page

    yield open_page
    context.close()
    for one in watched:
        assert not one.problems()


def box(page, number):
    return page.get_by_role("checkbox", name=f"Exercise {number} Done", exact=True)


def count(page):
    return page.locator("#exercises-done").get_by_role("status")


def beside(page, title):
    return page.locator(".bd-links a", has_text=title).locator(".done-count")


def stored(page):
    return page.evaluate("key => localStorage.getItem(key)", KEY)


def test_marks_are_counted_and_kept_on_every_page(reader):
    page = reader(FIRST)
    of = page.locator(".admonition.exercise").count()
    for number in 1, 3:
        box(page, number).check()
    expect(count(page)).to_contain_text(f"2 of {of} exercises done")
    other = reader(SECOND)
    expect(beside(other, "The RNN")).to_have_text(f"2 of {of} done")
    expect(beside(other, "The LSTM")).to_have_count(0)
    expect(box(other, 1)).not_to_be_checked()
    box(page, 3).uncheck()
    expect(beside(other, "The RNN")).to_have_text(f"1 of {of} done")  # without a reload
    page.reload()
    expect(box(page, 1)).to_be_checked()
    expect(box(page, 3)).not_to_be_checked()
    assert page.locator(".exercise.is-done").count() == 1


def test_one_button_removes_all_of_it(reader):
    for chapter in FIRST, SECOND:
        page = reader(chapter)
        box(page, 2).check()
    page.get_by_role("button", name="Remove all my marks").click()
    expect(box(page, 2)).not_to_be_checked()
    expect(page.get_by_role("button", name="Remove all my marks")).to_be_disabled()
    assert page.locator(".done-count").count() == 0
    assert stored(page) is None


def test_the_keyboard_marks(reader):
    page = reader(FIRST)
    box(page, 1).focus()
    page.keyboard.press("Space")
    expect(count(page)).to_contain_text("1 of")


def test_where_nothing_can_be_kept_the_marks_last_as_long_as_the_page(chromium, addresses):
    with forgetful(chromium) as page:
        page.goto(f"{addresses['file']}/{FIRST}.html")
        box(page, 1).check()
        box(page, 2).check()
        expect(count(page)).to_contain_text("2 of")
        page.get_by_role("button", name="Remove all my marks").click()
        expect(count(page)).to_contain_text("0 of")


@pytest.mark.parametrize(
    "text", ["{", "null", "7", '{"01_rnn": null}', '{"01_rnn": {"done": 1}}']
)
def test_what_is_not_ours_does_no_harm(reader, text):
    page = reader(FIRST, before=f"localStorage.setItem({KEY!r}, {text!r})")
    expect(count(page)).to_contain_text("0 of")


def test_neither_on_paper_nor_without_scripts(reader):
    page = reader(FIRST)
    page.emulate_media(media="print")
    assert not page.locator(":is(.exercise-done, .exercises-done):visible").count()
    assert "exercise-done" not in Page(HTML / f"{FIRST}.html").text
