"""Draw the diagrams: `python -m book.figures.diagrams` writes them beside itself."""

import inspect
from pathlib import Path

from book.figures.attention import attention, attention_narrow
from book.figures.cell_figures import (
    bptt,
    bptt_narrow,
    gru,
    lstm,
    rnn,
    rnn_narrow,
    truncated,
    truncated_narrow,
)
from book.figures.face import faces
from book.figures.shapes import PAGE
from book.figures.tasks import tasks, tasks_narrow
from book.figures.translation import (
    forcing,
    forcing_narrow,
    seq2seq,
    seq2seq_narrow,
)
from utils.files import write
from utils.plots.style import PAPER

HEIGHTS = {
    rnn: 414,
    bptt: 466,
    truncated: 392,
    lstm: 600,
    gru: 600,
    seq2seq: 384,
    forcing: 366,
    attention: 590,
    tasks: 634,
    rnn_narrow: 578,
    bptt_narrow: 490,
    truncated_narrow: 612,
    tasks_narrow: 1224,
    attention_narrow: 762,
    seq2seq_narrow: 510,
    forcing_narrow: 650,
}
CELLS, NARROW = (lstm, gru), 460  # whose narrow layouts say the same; how high these are


def draw() -> dict[str, str]:
    """Each file's name, and the SVG that is in it."""
    svgs = {}

    def add(name: str, height: int, title: str, desc: str, drawn: str) -> None:
        width = 360 if name.endswith("-narrow") else 720
        svgs[f"{name}.svg"] = PAGE.format(
            width=width, height=height, title=title, desc=desc, drawn=drawn, paper=PAPER,
            faces=faces(drawn),
        )  # fmt: skip

    def add_narrow(name: str, title: str, desc: str, drawn: str) -> None:
        add(f"{name}-narrow", NARROW, f"{title}, on a narrow screen", desc, drawn)

    for diagram, height in HEIGHTS.items():
        # What a reader's screen reader says: the docstring's first line, and the rest.
        title, desc = inspect.getdoc(diagram).split("\n\n")
        name, desc = diagram.__name__.replace("_", "-"), desc.replace("\n", " ")
        add(name, height, title, desc, diagram())
        if diagram in CELLS:
            add_narrow(name, title, desc, diagram(narrow=True))
    steps = {
        "forget": ("the forget gate f_t", {1}),
        "input": ("the input gate i_t and the candidate", {2, 3}),
        "cell": ("the cell state c_t", {4}),
        "output": ("the output gate o_t and the hidden state h_t", {5, 6}),
    }
    for step, (what, lines) in steps.items():
        desc = f"The diagram of the LSTM with {what} in full colour, all the rest faint."
        title = f"The LSTM: {what}"
        add(f"lstm-{step}", HEIGHTS[lstm], title, desc, lstm(lines))
        add_narrow(f"lstm-{step}", title, desc, lstm(lines, narrow=True))
    return svgs


if __name__ == "__main__":
    for name, svg in draw().items():
        write(Path(__file__).with_name(name), svg)
