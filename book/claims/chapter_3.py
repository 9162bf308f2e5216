"""The claims of chapter 3 that depend on chance."""

from book.claims.chapter_2 import SMALL_LSTM, SMALL_RNN
from book.claims.claim import GUESS, US, Claim
from book.claims.names import share_of_words, share_with_layers
from book.claims.roommate import (
    DAYS_RIGHT,
    learned,
    share_of_days,
    share_of_late_days,
    steps_to_learn,
)
from utils.cells import GRUCell, LSTMCell, RNNCell

MATCHED = {  # about 960 weights each
    "RNN": SMALL_RNN,
    "LSTM": SMALL_LSTM,
    "GRU": {"kind": GRUCell, "hidden": 16},
}
MATCHED_NAMES = {  # about 28,000 weights each
    "RNN": {"kind": RNNCell, "hidden": 130},
    "LSTM": {"kind": LSTMCell, "hidden": 54},
    "GRU": {"kind": GRUCell, "hidden": 64},
}
RATES = (0.003, 0.01, 0.03, 0.1)
BEST = {"RNN": 0.003, "LSTM": 0.1, "GRU": 0.1}  # by the median, see the ledger

DEEPER = {  # from 27,000 to 29,000 weights each, except the last
    "one layer, one direction": {"hidden": 64, "layers": 1, "bidirectional": False},
    "two layers": {"hidden": 44, "layers": 2, "bidirectional": False},
    "both directions": {"hidden": 39, "layers": 1, "bidirectional": True},
    "two layers, both directions": {"hidden": 26, "layers": 2, "bidirectional": True},
    "the same, larger": {"hidden": 64, "layers": 2, "bidirectional": True},
}
DEEPER_RATES = (0.01, 0.03, 0.1)
DEEPER_BEST = dict.fromkeys(DEEPER, 0.1) | {"the same, larger": 0.03}  # see the ledger

DEEPER_NAMES = Claim(
    name="deeper-names",
    says="Two layers, both directions, or both, tell the language of more words",
    source="a common belief",
    experiment=(
        "The words of the race above. GRU cells in one layer and one direction, in two layers, "
        "in both directions, in both at once, with about 28,000 weights each; then the last of "
        "them with 64 units in each layer and direction, 128,000 weights. Three learning rates "
        "each, to choose, on words kept from the training; then each at its best rate on the "
        "held-out words."
    ),
    run=share_with_layers,
    settings={
        f"{name}, learning rate {lr:g}": sizes | {"lr": lr, "choosing": True}
        for name, sizes in DEEPER.items()
        for lr in DEEPER_RATES
    }
    | {
        f"{name}, at its best rate": sizes | {"lr": DEEPER_BEST[name]}
        for name, sizes in DEEPER.items()
    },
    passes=lambda share: share >= 0.75,
    passing="at least 75 % of the words right",
    holds=lambda passed: any(  # 3 runs of 5 against 5 of 5 would be no difference
        passed[f"{name}, at its best rate"]
        >= passed["one layer, one direction, at its best rate"] + 0.8
        for name in DEEPER
    ),
)

CLAIMS = [
    Claim(
        name="race-days",
        says="At equal size LSTM and GRU learn from runs of 120 days and the RNN does not",
        source=US,
        experiment=(
            "About 960 weights each: 28 units for the RNN, 14 for the LSTM, 16 for the GRU. "
            "300 steps of 64 runs, AdamW with learning rate 0.02, clipped at 1."
        ),
        run=share_of_days,
        settings={name: cell | {"days": 120} for name, cell in MATCHED.items()},
        passes=learned,
        passing=DAYS_RIGHT,
        holds=lambda passed: passed["RNN"] <= 0.1 and min(passed["LSTM"], passed["GRU"]) >= 0.8,
    ),
    Claim(
        name="race-rates",
        says="No learning rate of four lets the RNN learn from runs of 120 days",
        source=US,
        experiment="The same race with other learning rates, for each cell.",
        run=share_of_days,
        settings={
            f"{name}, learning rate {lr:g}": cell | {"days": 120, "lr": lr}
            for name, cell in MATCHED.items()
            for lr in (0.005, 0.01, 0.02, 0.04)
        },
        passes=learned,
        passing=DAYS_RIGHT,
        holds=lambda passed: all(
            share <= 0.1 for name, share in passed.items() if name.startswith("RNN")
        ),
    ),
    Claim(
        name="race-steps",
        says="A GRU learns within 150 steps more often than an LSTM of equal size",
        source="a common belief",
        experiment="The same race; what counts is the step at which the loss falls below 0.01.",
        run=steps_to_learn,
        settings={
            name: MATCHED[name] | {"days": days} for name, days in (("LSTM", 120), ("GRU", 120))
        },
        passes=lambda steps: steps < 150,
        passing="fewer than 150 steps",
        holds=lambda passed: passed["GRU"] > passed["LSTM"],
        show=lambda steps: f"{steps:.0f}",
        seeds=10,
    ),
    Claim(
        name="gru-start",
        says="LSTM and GRU both survive a start from N(0, 1)",
        source=GUESS,
        experiment=(
            "Sixteen units, runs of 20 days, up to 1,000 steps, the start that an RNN did not "
            "survive, until the loss is below 0.002. We score the dish of day 20 or of day "
            "500 of new runs."
        ),
        run=share_of_late_days,
        settings={
            f"{name}, day {day}": {
                "kind": kind,
                "std": 1.0,
                "steps": 1000,
                "until": 0.002,
                "day": day,
            }
            for name, kind in (("RNN", RNNCell), ("LSTM", LSTMCell), ("GRU", GRUCell))
            for day in (20, 500)
        },
        passes=learned,
        passing="at least 99 % of 200 runs right on that day",
        holds=lambda passed: all(
            passed[f"{name}, day {day}"] >= 0.8 for name in ("LSTM", "GRU") for day in (20, 500)
        ),
        seeds=24,
    ),
    Claim(
        name="gru-reset",
        says="Reset before the product or after it: both learn from runs of 120 days",
        source=US,
        experiment="Sixteen units, as in the race.",
        run=share_of_days,
        settings={
            f"reset {reset}": {"kind": GRUCell, "days": 120, "cell": {"reset": reset}}
            for reset in ("before", "after")
        },
        passes=learned,
        passing=DAYS_RIGHT,
        holds=lambda passed: min(passed.values()) >= 0.8,
    ),
    Claim(
        name="race-names",
        says="At equal size a GRU tells the language of a word better than an RNN",
        source=US,
        experiment=(
            "About 28,000 weights each, ten languages, 400 steps of 128 words; 1,000 held-out "
            "words without a near-copy in training. First four learning rates, to choose, on "
            "words kept from the training; then each cell at its best rate on the held-out "
            "words. One-cycle schedule, weight decay 0.1."
        ),
        run=share_of_words,
        settings={
            f"{name}, learning rate {lr:g}": cell | {"lr": lr, "choosing": True}
            for name, cell in MATCHED_NAMES.items()
            for lr in RATES
        }
        | {
            f"{name} at its best rate": cell | {"lr": BEST[name]}
            for name, cell in MATCHED_NAMES.items()
        },
        passes=lambda share: share >= 0.72,
        passing="at least 72 % of the words right",
        holds=lambda passed: passed["GRU at its best rate"] > passed["RNN at its best rate"],
    ),
    DEEPER_NAMES,
]
