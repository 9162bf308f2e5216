"""The claims of chapter 1 that depend on chance."""

from torch.optim import SGD

from book.claims.claim import POST, US, Claim
from book.claims.roommate import (
    DAYS_RIGHT,
    LAST_DAY_RIGHT,
    learned,
    share_of_days,
    share_of_last_days,
    share_of_late_days,
    sigmoid_per_class,
)
from utils.cells import RNNCell

RNN = {"kind": RNNCell}
STARTS = {"N(0, 1)": {"std": 1.0}, "N(0, 1/16)": {}}
RECIPES = {
    "AdamW, 300 steps": {},
    "AdamW, 300 steps, a sigmoid for each dish": {"loss": sigmoid_per_class},
    "AdamW, 2,000 steps": {"steps": 2000},
    "AdamW, 2,000 steps, clipped at 0.1": {"steps": 2000, "clip": 0.1},
    "SGD, 300 steps": {"optimizer": SGD, "lr": 0.3},
    "SGD, 2,000 steps": {"optimizer": SGD, "lr": 0.3, "steps": 2000},
}


CLAIMS = [
    Claim(
        name="rnn-weather",
        says="A simple RNN cannot learn the rule with weather",
        source=POST,
        experiment=(
            "Sixteen units, runs of 20 days, 64 runs a step, the gradient clipped at 1 unless "
            "said otherwise; learning rate 0.02 with AdamW, 0.3 with SGD. Two spreads of the "
            "first weights, six recipes."
        ),
        run=share_of_days,
        settings={
            f"{start}, {recipe}": RNN | STARTS[start] | RECIPES[recipe]
            for start in STARTS
            for recipe in RECIPES
        },
        passes=learned,
        passing=DAYS_RIGHT,
        holds=lambda passed: max(passed.values()) <= 0.1,
    ),
    Claim(
        name="rnn-start",
        says="In 300 steps of AdamW the spread of the first weights decides",
        source=US,
        experiment="The same network and data; only the spread of the first weights changes.",
        run=share_of_days,
        settings={
            f"spread {std:g}": RNN | {"std": std}
            for std in (0.0625, 0.125, 0.25, 0.5, 0.7, 1.0)
        },
        passes=learned,
        passing=DAYS_RIGHT,
        holds=lambda passed: passed["spread 0.25"] >= 0.9 and passed["spread 1"] <= 0.1,
    ),
    Claim(
        name="rnn-in-time",
        says="An RNN with 8 or 16 units always learns the rule on 20 days, and keeps it for "
        "2,000",
        source=US,
        experiment=(
            "Trained on runs of 20 days for up to 1,500 steps, until the loss is below 0.002. "
            "Then 200 new runs; the dish of day 20 or of day 2,000 is scored."
        ),
        run=share_of_late_days,
        settings={
            f"{units} units, day {day:,}": RNN
            | {"hidden": units, "day": day, "steps": 1500, "until": 0.002}
            for units in (4, 6, 8, 16)
            for day in (20, 2000)
        },
        passes=learned,
        passing="at least 99 % of 200 runs right on that day",
        holds=lambda passed: all(
            passed[f"{units} units, day {day:,}"] >= 0.9
            for units in (8, 16)
            for day in (20, 2000)
        ),
        undecided=True,
    ),
    Claim(
        name="rnn-lag",
        says="The longer the runs of the training, the less an RNN learns",
        source=US,
        experiment=(
            "Sixteen units, N(0, 1/16), 300 steps of AdamW, clipped at 1, a label for every "
            "day. Only the length of the runs changes."
        ),
        run=share_of_days,
        settings={f"{days} days": RNN | {"days": days} for days in (20, 40, 60, 80, 120)},
        passes=learned,
        passing=DAYS_RIGHT,
        holds=lambda passed: (
            list(passed.values()) == sorted(passed.values(), reverse=True)
            and passed["20 days"] >= 0.9
            and passed["120 days"] <= 0.1
        ),
    ),
    Claim(
        name="rnn-last-day",
        says="With a label on the last day only, training fails on runs of ten days",
        source=US,
        experiment="As before, but the training asks for the dish of the last day alone.",
        run=share_of_last_days,
        settings={f"{days} days": RNN | {"days": days} for days in (3, 5, 8, 10, 15, 20)},
        passes=learned,
        passing=LAST_DAY_RIGHT,
        holds=lambda passed: passed["5 days"] >= 0.9 and passed["10 days"] <= 0.1,
    ),
    Claim(
        name="rnn-credit",
        says="With a label every day no error need travel back; with one at the end it must",
        source=US,
        experiment=(
            "Back-propagation is cut after every single day, so that no error reaches the day "
            "before. The state is still handed on. Tested on runs as long as in training."
        ),
        run=share_of_last_days,
        settings={
            f"{days} days, {name}, {cut}": RNN
            | {"days": days, "last_day": last_day, "truncate": truncate}
            for days, name, last_day in (
                (20, "a label every day", False),
                (5, "a label on the last day", True),
            )
            for cut, truncate in (("never cut", None), ("cut every day", 1))
        },
        passes=learned,
        passing=LAST_DAY_RIGHT,
        holds=lambda passed: (
            passed["20 days, a label every day, cut every day"] >= 0.9
            and passed["5 days, a label on the last day, never cut"] >= 0.9
            and passed["5 days, a label on the last day, cut every day"] <= 0.1
        ),
    ),
    Claim(
        name="rnn-clip",
        says="From runs of 40 and 60 days an RNN learns more often the harder we clip",
        source=US,
        experiment="Sixteen units, N(0, 1/16), 300 steps of AdamW; only the clipping changes.",
        run=share_of_days,
        settings={
            f"{days} days, {name}": RNN | {"days": days, "clip": clip}
            for days in (40, 60, 120)
            for name, clip in (
                ("not clipped", None),
                ("clipped at 1", 1.0),
                ("clipped at 0.1", 0.1),
            )
        },
        passes=learned,
        passing=DAYS_RIGHT,
        holds=lambda passed: all(
            passed[f"{days} days, clipped at 0.1"]
            > passed[f"{days} days, clipped at 1"]
            > passed[f"{days} days, not clipped"]
            for days in (40, 60)
        ),
        undecided=True,
    ),
    Claim(
        name="rnn-truncated",
        says="An RNN learns from runs of 120 days if the error's way back is cut",
        source=US,
        experiment=(
            "Truncated back-propagation: the state is handed on through all 120 days, the "
            "error goes back only to the last cut. Else as above."
        ),
        run=share_of_days,
        settings={
            "never cut, clipped at 1": RNN | {"days": 120},
            "never cut, clipped at 0.1": RNN | {"days": 120, "clip": 0.1},
            "cut every 20 days, clipped at 1": RNN | {"days": 120, "truncate": 20},
            "cut every 20 days, clipped at 0.1": RNN
            | {"days": 120, "truncate": 20, "clip": 0.1},
            "cut every 5 days, clipped at 0.1": RNN | {"days": 120, "truncate": 5, "clip": 0.1},
        },
        passes=learned,
        passing=DAYS_RIGHT,
        holds=lambda passed: (
            passed["cut every 20 days, clipped at 0.1"] >= 0.8
            and passed["never cut, clipped at 1"] <= 0.1
        ),
    ),
]
