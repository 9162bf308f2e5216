"""The formulas that a walkthrough shows are those of its chapter."""

import json
from pathlib import Path

import pytest

from utils.widgets import cell_formulas
from utils.widgets.attention_formula import ATTENTION
from utils.widgets.pronouncer_formula import PRONOUNCER
from utils.widgets.seq2seq_formula import SEQ2SEQ

FORMULAS = cell_formulas.FORMULAS | {
    "Seq2Seq": SEQ2SEQ,
    "AdditiveAttention": ATTENTION,
    "Pronouncer": PRONOUNCER,
}
CHAPTERS = {
    "RNNCell": "01_rnn",
    "LSTMCell": "02_lstm",
    "GRUCell": "03_gru",
    "Seq2Seq": "04_seq2seq",
    "AdditiveAttention": "05_attention",
    "Pronouncer": "06_pronunciation",
}


@pytest.mark.parametrize("kind", FORMULAS)
def test_the_formulas_stand_in_their_chapters(kind):
    folder = Path(__file__).parents[2] / "notebooks"
    (notebook,) = folder.glob(CHAPTERS[kind] + "*.ipynb")
    names = {notebook, *folder.glob("01_*.ipynb")}  # that of y_t stands in the first
    cells = [cell for name in names for cell in json.loads(name.read_text("utf-8"))["cells"]]
    text = "".join("".join(cell["source"]) for cell in cells).replace("&=", "=")
    for line in FORMULAS[kind].lines:
        assert line.math in text
