"""The claims of chapter 2 about the adding problem."""

from book.claims import memory
from book.claims.claim import US, Claim
from utils.cells import GRUCell, LSTMCell, RNNCell

ADDERS = {  # some 4,400 weights each
    "RNN": {"kind": RNNCell, "hidden": 64},
    "ReLU RNN": {"kind": RNNCell, "hidden": 64, "identity": True, "nonlinearity": "relu"},
    "LSTM": {"kind": LSTMCell, "hidden": 32},
    "LSTM, forget bias 0": {"kind": LSTMCell, "hidden": 32, "forget_bias": 0.0},
    "GRU": {"kind": GRUCell, "hidden": 37},
}
ADDING_RATES = {
    "RNN": (0.0003, 0.001, 0.003),
    "ReLU RNN": (0.001, 0.002, 0.003),
    "LSTM": (0.01, 0.03),
    "LSTM, forget bias 0": (0.03,),
    "GRU": (0.01, 0.03),
}


def how_long(steps: float) -> str:
    """The steps that it took."""
    return f"{steps:,.0f}" if steps <= memory.MOST else f"over {memory.MOST:,}"


CLAIMS = [
    Claim(
        name="adding-steps",
        says="Within 1,000 steps LSTM and GRU solve the adding problem and a plain RNN of "
        "equal weights does not",
        source=US,
        experiment=(
            "Fifty random numbers, two of them marked; at the end, their sum (Hochreiter and "
            "Schmidhuber 1997, experiment 4). 64 units for the RNN, also with ReLU from the "
            "identity (Le, Jaitly and Hinton 2015), 32 for the LSTM, 37 for the GRU. AdamW, "
            "clipped at 1, up to 10,000 steps of 64 rows, until the squared error of a step is "
            "below 0.003; if it is below 0.02 on 1,000 new rows, the steps that it took."
        ),
        run=memory.steps_to_add,
        settings={
            f"{name}, learning rate {lr:g}": adder | {"length": 50, "lr": lr}
            for name, adder in ADDERS.items()
            for lr in ADDING_RATES[name]
        },
        passes=lambda steps: steps <= 1000,
        passing="at most 1,000 steps",
        holds=lambda passed: (
            min(passed[f"{name}, learning rate 0.03"] for name in ("LSTM", "GRU")) >= 0.8
            and max(share for name, share in passed.items() if name.startswith("RNN")) <= 0.1
        ),
        show=how_long,
    ),
]
