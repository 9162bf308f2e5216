"""The claims about the tables and the heatmap of the original post. What else it says is with
the chapters."""

from book.claims import post_tables
from book.claims.chapter_4 import SUMS
from book.claims.claim import POST, US, Claim
from utils.attention import AdditiveAttention
from utils.cells import GRUCell, RNNCell

HOW = {
    "without attention": {"attention": None},
    "with attention": {"attention": AdditiveAttention},
}
CELLS = {
    "GRU": {"kind": GRUCell, "chapter": "GRU"},
    "RNN": {"kind": RNNCell, "chapter": "RNN"},
}
CHARACTERS = ("first tens", "first units", "+", "second tens", "second units", "end mark")
CARRY = {"10+20": {}, "no carry": {"carry": False}, "carry": {"carry": True}}


def right_or_wrong(value: float) -> str:
    return "right" if value else "wrong"


CLAIMS = [
    Claim(
        name="post-days",
        says="A trained GRU gets the ten days right that the post shows",
        source=POST,
        experiment=(
            "The post's ten days of weather, asked of the GRU of chapter 3, and of the RNN of "
            "chapter 1 that starts from N(0, 1/16); sixteen units each. What counts is the "
            "probability of the right dish."
        ),
        run=post_tables.probability_of_dish,
        settings={
            f"{name}, day {day}": options | {"day": day}
            for name, options in CELLS.items()
            for day in range(1, 11)
        },
        passes=lambda probability: probability > 0.5,
        passing="more than half of the probability on the right dish",
        holds=lambda passed: min(passed[f"GRU, day {day}"] for day in range(1, 11)) >= 0.9,
    ),
    Claim(
        name="post-sums",
        says="A trained model gets the twelve sums right that the post shows",
        source=POST,
        experiment=SUMS
        + "With attention: additive, of size 32. None of the twelve is among the held-out "
        "sums: these models were taught all of them.",
        run=post_tables.sums_right,
        settings=HOW,
        passes=lambda right: right == len(post_tables.TWELVE),
        passing="all twelve right",
        holds=lambda passed: min(passed.values()) >= 0.9,
        show=lambda right: f"{right:.0f} of 12",
    ),
    Claim(
        name="post-sums-untaught",
        says="Kept from the training, not all of the twelve sums come out right",
        source=US,
        experiment=SUMS
        + "Here the twelve sums of the post and their reverses are left out of the training "
        "too, so that no model has met them in either order. With attention: additive, of size "
        "32.",
        run=post_tables.untaught_sum_right,
        settings={
            f"{text}, {how}": {"text": text} | options
            for text in dict.fromkeys(post_tables.TWELVE)
            for how, options in HOW.items()
        },
        passes=bool,
        passing="the right answer",
        holds=lambda passed: min(passed.values()) <= 0.5,
        show=right_or_wrong,
    ),
    Claim(
        name="post-carry",
        says="Writing the 3 of 10+20 = 30, a model looks at the 1 and the 2",
        source=POST,
        experiment=SUMS
        + "The models have additive attention of size 32. We measure the weight of the state "
        "after each character while the tens digit is written: of 10+20, and as a mean over "
        "the held-out sums of two numbers with two digits whose answer has two, with and "
        "without a carry from the units.",
        run=post_tables.weight_for_tens,
        settings={
            f"{sums}, {character}": {"place": place} | options
            for sums, options in CARRY.items()
            for place, character in enumerate(CHARACTERS)
        },
        passes=lambda weight: weight > 1 / 6,
        passing="more than an even share of the six states",
        holds=lambda passed: (
            min(passed["10+20, first tens"], passed["10+20, second tens"]) >= 0.8
        ),
    ),
]
