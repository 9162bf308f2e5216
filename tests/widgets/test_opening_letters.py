"""What opens chapter 6. What it says is compared with PyTorch, here and on the
page: tests/widgets/openings.py."""

from tests.widgets.openings import TOUCH


def test_it_answers_as_pytorch_does(opened):
    TOUCH["06_pronunciation"](opened("06_pronunciation"))


def test_a_sound_is_that_of_the_letter_in_every_place(opened):
    widget = opened("06_pronunciation")
    for _ in range(3):
        widget.get_by_role("button", name="Next word").click()
    assert widget.locator("label").all_inner_texts() == list("thorough")
    widget.get_by_label("h", exact=True).first.select_option("")
    chosen = widget.get_by_label("h", exact=True).evaluate_all(
        "all => all.map((one) => one.value)"
    )
    assert chosen == ["", ""]
