"""The claims of chapter 2 about tasks with one answer, at the end."""

from collections.abc import Callable

from book.claims import memory, recall
from book.claims.claim import GUESS, US, Claim
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


FASTEST = {  # each at its best rate for 50 numbers
    "RNN, learning rate 0.001": ADDERS["RNN"] | {"lr": 0.001},
    "ReLU RNN": ADDERS["ReLU RNN"] | {"lr": 0.003},
    "LSTM": ADDERS["LSTM"] | {"lr": 0.03},
    "GRU": ADDERS["GRU"] | {"lr": 0.03},
}
SLOWER = {"RNN, learning rate 0.0003": ADDERS["RNN"] | {"lr": 0.0003}}
GATED = {name: FASTEST[name] for name in ("LSTM", "GRU")}
RECALLERS = {
    "RNN": {"kind": RNNCell},
    "ReLU RNN": {"kind": RNNCell, "identity": True, "nonlinearity": "relu"},
    **{
        f"LSTM, forget bias {bias:g}": {"kind": LSTMCell, "forget_bias": bias}
        for bias in (0.0, 1.0, 3.0)
    },
    "LSTM, chrono start": {"kind": LSTMCell, "chrono": True},
    "GRU": {"kind": GRUCell},
}


def at_most(most: int) -> Callable[[float], str]:
    """How the steps that it took are shown, of a training of at most so many."""
    return lambda steps: f"{steps:,.0f}" if steps <= most else f"over {most:,}"


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
        show=at_most(memory.MOST),
    ),
    Claim(
        name="adding-lengths",
        says="Within 10,000 steps LSTM and GRU learn the adding problem with 100 numbers from "
        "every start, an RNN from few or none",
        source=US,
        experiment="As before, with rows of 25 and 100 numbers, for LSTM and GRU also of 200, "
        "each cell at the learning rate that was best for 50 (the RNN, for 100, at two).",
        run=memory.steps_to_add,
        settings={
            f"{name}, {length} numbers": adder | {"length": length}
            for length, adders in ((25, FASTEST), (100, FASTEST | SLOWER), (200, GATED))
            for name, adder in adders.items()
        },
        passes=lambda steps: steps <= memory.MOST,
        passing="within 10,000 steps",
        holds=lambda passed: (
            min(passed[f"{name}, 25 numbers"] for name in FASTEST) >= 0.8
            and max(passed[f"RNN, learning rate {lr}, 100 numbers"] for lr in (0.0003, 0.001))
            <= 0.4
            and min(passed[f"{name}, 100 numbers"] for name in ("LSTM", "GRU")) >= 0.9
        ),
        show=at_most(memory.MOST),
    ),
    Claim(
        name="recall-steps",
        says="The forget bias decides whether an LSTM learns to keep one thing in silence",
        source=GUESS,
        experiment=(
            "The first of 30 inputs is one of three, then nothing comes; at the end: which was "
            "it? Sixteen units, AdamW with learning rate 0.01, for two cells also a lower and "
            "a higher one, clipped at 1, up to 1,000 steps of 64 rows. Chrono: each unit has a "
            "forget bias of its own, for memories of 1 step to the full length (Tallec and "
            "Ollivier 2018)."
        ),
        run=recall.steps_to_recall,
        settings={name: cell | {"length": 30, "lr": 0.01} for name, cell in RECALLERS.items()}
        | {
            f"{name}, learning rate {lr:g}": RECALLERS[name] | {"length": 30, "lr": lr}
            for name in ("LSTM, forget bias 0", "LSTM, forget bias 1")
            for lr in (0.003, 0.03)
        },
        passes=lambda steps: steps <= recall.MOST,
        passing="at most 1,000 steps",
        holds=lambda passed: (
            max(passed[name] for name in passed if "forget bias 0" in name) <= 0.6
            and min(passed["LSTM, forget bias 3"], passed["LSTM, chrono start"]) >= 0.9
        ),
        show=at_most(recall.MOST),
        seeds=20,
    ),
    Claim(
        name="recall-long",
        says="For 100 steps of silence a forget bias of 1 is too little, 3 or a chrono start "
        "is enough",
        source=GUESS,
        experiment="As before, with 100 inputs.",
        run=recall.steps_to_recall,
        settings={
            name: cell | {"length": 100, "lr": 0.01}
            for name, cell in RECALLERS.items()
            if "RNN" not in name and not name.endswith("bias 0")
        },
        passes=lambda steps: steps <= recall.MOST,
        passing="at most 1,000 steps",
        holds=lambda passed: (
            passed["LSTM, forget bias 1"] <= 0.5
            and min(passed["LSTM, forget bias 3"], passed["LSTM, chrono start"]) >= 0.9
        ),
        show=at_most(recall.MOST),
        seeds=10,
    ),
]
