"""The claims of chapter 2 that depend on chance."""

from book.claims.claim import GUESS, POST, US, Claim
from book.claims.roommate import (
    DAYS_RIGHT,
    LAST_DAY_RIGHT,
    learned,
    share_of_days,
    share_of_last_days,
    share_with_fixed_gate,
)
from utils.cells import LSTMCell, RNNCell

LSTM = {"kind": LSTMCell, "batch_size": 32, "steps": 400, "until": 0.01}
RNN = LSTM | {"kind": RNNCell}
# About 960 weights each, here and in the race of chapter 3.
SMALL_RNN = {"kind": RNNCell, "hidden": 28}
SMALL_LSTM = {"kind": LSTMCell, "hidden": 14}
JOZEFOWICZ = "[Jozefowicz et al. 2015](references.md#jozefowicz2015)"
GATES = {"forget": "f", "input": "i", "output": "o"}

CLAIMS = [
    Claim(
        name="lstm-lag",
        says="From runs of 120 days an LSTM learns every time, an RNN seldom",
        source=US,
        experiment=(
            "Sixteen units, at most 400 steps of 32 runs, AdamW with learning rate 0.02, "
            "clipped at 1, a label for every day."
        ),
        run=share_of_days,
        settings={
            "RNN, 120 days": RNN | {"days": 120},
            **{f"LSTM, {days} days": LSTM | {"days": days} for days in (120, 200, 300)},
            "LSTM, 300 days, clipped at 0.1": LSTM | {"days": 300, "clip": 0.1},
        },
        passes=learned,
        passing=DAYS_RIGHT,
        holds=lambda passed: passed["LSTM, 120 days"] >= 0.9 and passed["RNN, 120 days"] <= 0.2,
    ),
    Claim(
        name="lstm-last-day",
        says="With a label on the last day only, the LSTM fails not far beyond the RNN",
        source=US,
        experiment=(
            "As for the RNN in chapter 1: 300 steps of 64 runs, until the loss is below 0.005."
        ),
        run=share_of_last_days,
        settings={f"{days} days": {"kind": LSTMCell, "days": days} for days in (5, 8, 10, 15)},
        passes=learned,
        passing=LAST_DAY_RIGHT,
        holds=lambda passed: passed["5 days"] >= 0.9 and passed["15 days"] <= 0.1,
    ),
    Claim(
        name="lstm-forget-bias",
        says="On this task an LSTM with forget bias 1 learns more often than with 0",
        source=f"{GUESS}, after {JOZEFOWICZ}",
        experiment="Sixteen units, as above; only the first value of the forget bias changes.",
        run=share_of_days,
        settings={
            f"{days} days, bias {bias:g}": LSTM | {"days": days, "cell": {"forget_bias": bias}}
            for days in (120, 200)
            for bias in (0.0, 1.0, 3.0)
        },
        passes=learned,
        passing=DAYS_RIGHT,
        holds=lambda passed: (
            passed["120 days, bias 1"] + passed["200 days, bias 1"]
            > passed["120 days, bias 0"] + passed["200 days, bias 0"]
        ),
        undecided=True,
    ),
    Claim(
        name="lstm-gates",
        says="Of the gates fixed open, a trained LSTM misses the output gate least",
        source=US,
        experiment=(
            "Sixteen units, trained on runs of 60 days as above. Then one gate is fixed at 0 "
            "or at 1, without any further training."
        ),
        run=share_with_fixed_gate,
        settings={
            f"{name} gate at {value}": LSTM | {"days": 60, "gate": gate, "value": value}
            for name, gate in GATES.items()
            for value in (0, 1)
        },
        passes=lambda share: share >= 0.5,
        passing="still at least half of the days of 200 new runs right",
        holds=lambda passed: (
            passed["output gate at 1"]
            > max(passed["forget gate at 1"], passed["input gate at 1"])
        ),
    ),
    Claim(
        name="lstm-without-gate",
        says="From runs of 20 days an LSTM learns the rule with any one gate open for good",
        source=GUESS,
        experiment="One gate is fixed at 1 from the start, in training and after.",
        run=share_of_days,
        settings={
            f"{days} days, {name} gate open": LSTM | {"days": days} | fixed
            for days in (20, 60)
            for name, fixed in {
                "no": {},
                **{name: {"fixed": (gate, 1)} for name, gate in GATES.items()},
            }.items()
        },
        passes=learned,
        passing=DAYS_RIGHT,
        holds=lambda passed: all(
            share >= 0.8 for label, share in passed.items() if label.startswith("20 days")
        ),
        undecided=True,
    ),
    Claim(
        name="lstm-hard-to-train",
        says="An LSTM has too many parameters and is hard to train",
        source=POST,
        experiment=(
            "About 960 weights each: 28 units for the RNN, 14 for the LSTM. Runs of 20 and of "
            "60 days, 300 steps of 64 runs, until the loss is below 0.005."
        ),
        run=share_of_days,
        settings={
            f"{name}, {days} days": {"days": days, **arguments}
            for days in (20, 60)
            for name, arguments in {
                "RNN": SMALL_RNN,
                "LSTM, forget bias 0": SMALL_LSTM | {"cell": {"forget_bias": 0.0}},
                "LSTM, forget bias 1": SMALL_LSTM,
            }.items()
        },
        passes=learned,
        passing=DAYS_RIGHT,
        holds=lambda passed: passed["LSTM, forget bias 1, 60 days"] < passed["RNN, 60 days"],
    ),
]
