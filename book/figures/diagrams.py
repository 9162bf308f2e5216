"""Draw the diagrams: `python book/figures/diagrams.py` writes them beside itself."""

import inspect
from pathlib import Path

from cells import bptt, gru, lstm, rnn
from shapes import PAGE
from translation import attention, seq2seq

HEIGHTS = {rnn: 414, lstm: 524, gru: 524, bptt: 466, seq2seq: 384, attention: 590}


def draw() -> dict[str, str]:
    """Each file's name, and the SVG that is in it."""
    svgs = {}
    for diagram, height in HEIGHTS.items():
        # What a reader's screen reader says: the docstring's first line, and the rest.
        title, desc = inspect.getdoc(diagram).split("\n\n")
        svg = PAGE.format(height, title, desc.replace("\n", " "), diagram())
        svgs[f"{diagram.__name__}.svg"] = svg
    steps = {
        "forget": "the forget gate f_t",
        "input": "the input gate i_t and the candidate",
        "cell": "the cell state c_t",
        "output": "the output gate o_t and the hidden state h_t",
    }
    for step, what in steps.items():
        desc = f"The diagram of the LSTM with {what} in full colour, all the rest faint."
        svgs[f"lstm-{step}.svg"] = PAGE.format(524, f"The LSTM: {what}", desc, lstm(step))
    return svgs


if __name__ == "__main__":
    for name, svg in draw().items():
        Path(__file__).with_name(name).write_text(svg, encoding="utf-8")
