"""Answers to the exercises, and what they need of their chapter."""

from typing import NamedTuple


class Setup(NamedTuple):
    """What must be run before the exercises of a chapter."""

    cells: list[str]  # of the notebook
    beside: str = ""  # code in place of cells that take long
    after: str = ""  # code once the exercises are there


SETUPS = {
    "01_rnn": Setup(
        ["imports", "parameters", "wire", "recipe"],
        beside="""
model64 = Tagger(RNNCell(2, HIDDEN), classes=3).double()
x, y = roommate.with_weather(batch=1, days=50, seed=0)
nn.functional.cross_entropy(model64(x.double())[0], y[0]).backward()
""",
        after="WIDE = WIDE[:1]  # one seed, to be faster",
    ),
    "02_lstm": Setup(["imports"], after="TAUGHT = TAUGHT[:1]  # one seed, to be faster"),
    "03_gru": Setup(["imports"]),
    "04_seq2seq": Setup(
        ["imports"],
        beside="""
split = recipe.split()
model = recipe.model(14, hidden_size=16)  # as good as trained: it writes something
with torch.no_grad():
    for weight in model.parameters():
        weight.mul_(2)
""",
    ),
    "05_attention": Setup(["imports", "positions"]),
    "06_pronunciation": Setup(["imports"]),
}
