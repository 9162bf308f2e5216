"""What opens chapter 5. What it says is compared with PyTorch, here and on the
page: tests/widgets/openings.py."""

from tests.widgets.openings import TOUCH


def test_it_answers_as_pytorch_does(opened):
    TOUCH["05_attention"](opened("05_attention"))
