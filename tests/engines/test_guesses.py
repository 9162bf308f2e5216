"""A guess of each kind in Firefox and WebKit. (What is said to whom is tested in Chromium:
tests/book/test_guesses.py.)"""

import pytest
from selenium.webdriver import ActionChains
from selenium.webdriver.common.by import By

CLEAR = 'localStorage.removeItem("from-rnn-to-attention/guesses")'
MIDDLE = 'arguments[0].scrollIntoView({ behavior: "instant", block: "center" })'
OPEN = "return document.querySelector(arguments[0]).checkVisibility()"


@pytest.fixture(params=["01_rnn"])
def box(request, frame):
    """`box(cell)`: the box of a guess, in the middle of the first chapter's page."""
    frame.open(f"notebooks/{request.param}.html")

    def find(cell):
        assert not frame.run(OPEN, f".for-{cell} *")
        found = frame.driver.find_element(By.ID, f"guess-{cell}")
        frame.run(MIDDLE, found)
        return found

    yield find
    frame.run(CLEAR)


def commit(frame, found, cell):
    found.find_element(By.CSS_SELECTOR, "[type=submit]").click()
    assert frame.run(OPEN, f".for-{cell} *")
    return found.find_element(By.CSS_SELECTOR, "[role=status]").text


def test_one_of_several(frame, box):
    found = box("text-can-it-learn")
    found.find_elements(By.CSS_SELECTOR, "[type=radio]")[4].click()
    assert "You said 4; it was 0 of 5." in commit(frame, found, "text-can-it-learn")


def test_a_number(frame, box):
    found = box("text-cliff")
    found.find_element(By.CSS_SELECTOR, "[type=number]").send_keys("80")
    assert "You said 80; it was 83: near enough." in commit(frame, found, "text-cliff")


def test_a_curve(frame, box):
    found = box("text-two-starts")
    drawing = found.find_element(By.CSS_SELECTOR, ".guess-drawing")
    width = drawing.size["width"]
    hand = ActionChains(frame.driver).move_to_element_with_offset(drawing, 80 - width // 2, 0)
    hand = (
        hand.click_and_hold().move_by_offset(width // 2, 0).move_by_offset(width // 2 - 90, 0)
    )
    hand.release().perform()
    assert "of your 8 points lie within 0.15" in commit(frame, found, "text-two-starts")
