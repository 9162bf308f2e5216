"""What opens chapter 4. What it says is compared with PyTorch, here and on the
page: tests/widgets/openings.py."""

from tests.widgets.openings import TOUCH


def test_it_answers_as_pytorch_does(opened):
    TOUCH["04_seq2seq"](opened("04_seq2seq"))


def test_a_wrong_sum_leaves_the_last_answers(opened):
    widget = opened("04_seq2seq")
    widget.get_by_label("A sum", exact=True).fill("1+x")
    assert "never saw" in widget.get_by_role("status").first.inner_text()
    assert widget.locator(".bw-op-heard b").count() == len("27+68")
