"""The claims of chapter 5 that depend on chance."""

from book.claims import copying, dates, sums
from book.claims.chapter_4 import LENGTHS, SUMS
from book.claims.claim import GUESS, POST, US, Claim, fine_percent
from utils.attention import (
    AdditiveAttention,
    DotAttention,
    ScaledDotAttention,
    UniformAttention,
)
from utils.data.dates import UNSEEN

DATES = (
    "Dates in ten locales to ISO dates, 2,000 held-out days, batches of 128, AdamW with "
    "learning rate 0.02 (one-cycle), 250 steps unless it says otherwise. "
)
SUMS_WITH = SUMS.replace("units,", "units with additive attention of size 32,", 1)
MATCHED = {32: 25, 64: 51, 128: 103}  # units with attention for no more weights than without
KINDS = {
    "additive": AdditiveAttention,
    "dot product": DotAttention,
    "scaled dot product": ScaledDotAttention,
}
POSITIONS = ("1 of 12+34", "2 of 12+34", "+ of 12+34", "3 of 12+34", "4 of 12+34", "end mark")
ADDITIVE = {"attention": AdditiveAttention}
REMOVED = ("most", "random", "least")

CLAIMS = [
    Claim(
        name="sums-attention",
        says="With attention at least 99.5 % of the held-out sums are right, from every start",
        source=US,
        experiment=SUMS_WITH
        + "The learning rate and the weight decay were chosen with an eye on the first split, "
        "so a second one, never looked at before, stands beside it. Of all 10,000 sums most "
        "were in the training.",
        run=sums.share_of_sums,
        settings={
            "by unordered pair": ADDITIVE,
            "by unordered pair, another split": ADDITIVE | {"split_seed": 1},
            "by ordered pair": ADDITIVE | {"ordered": True},
            "all 10,000 sums": ADDITIVE | {"everything": True},
        },
        passes=lambda share: share >= 0.995,
        passing="at least 99.5 % right",
        holds=lambda passed: (
            min(passed["by unordered pair"], passed["by unordered pair, another split"]) >= 0.9
        ),
        undecided=True,
        show=fine_percent,
    ),
    Claim(
        name="split-ordered",
        says="A split by ordered pair flatters a model that may learn by heart",
        source=GUESS,
        experiment=SUMS
        + "Here without attention and without weight decay. As many sums are held out by "
        "ordered pair, so that most were taught the other way round.",
        run=sums.share_of_sums,
        settings={
            f"by {kind} pair": {"weight_decay": 0.0, "ordered": kind == "ordered"}
            for kind in ("unordered", "ordered")
        },
        passes=lambda share: share >= 0.95,
        passing="at least 95 % right",
        holds=lambda passed: passed["by ordered pair"] > passed["by unordered pair"] + 0.1,
        show=fine_percent,
    ),
    Claim(
        name="dates-attention",
        says="With attention 250 steps suffice for the dates, with one vector handed over once "
        "they do not",
        source=US,
        experiment=DATES
        + "With attention 64 units (51,102 weights), without it 96 units (68,222 weights). "
        "Uniform: every state counts alike.",
        run=dates.share_of_dates,
        settings={
            "attention": ADDITIVE,
            "attention, another split": ADDITIVE | {"split_seed": 1},
            "uniform weights": {"attention": UniformAttention},
            "no attention": {"attention": None},
        },
        passes=lambda share: share >= 0.999,
        passing="at least 99.9 % right",
        holds=lambda passed: (
            min(passed["attention"], passed["attention, another split"]) >= 0.9
            and passed["no attention"] <= 0.1
        ),
        show=fine_percent,
    ),
    Claim(
        name="attention-kinds",
        says="Additive, dot product or scaled dot product: at one learning rate all learn the "
        "dates",
        source=GUESS,
        experiment=DATES + "Vectors of 32 numbers are compared, and 100 or 250 steps made.",
        run=dates.share_of_dates,
        settings={
            f"{name}, {steps} steps": {"attention": kind, "steps": steps}
            for name, kind in KINDS.items()
            for steps in (100, 250)
        },
        passes=lambda share: share >= 0.995,
        passing="at least 99.5 % right",
        holds=lambda passed: min(passed[f"{name}, 250 steps"] for name in KINDS) >= 0.8,
    ),
    Claim(
        name="copy-attention",
        says="With attention the length of the text hardly matters, in 400 steps",
        source=US,
        experiment=(
            "As without attention in chapter 4, with as many weights at most: 25, 51 and 103 "
            "units in place of 32, 64 and 128."
        ),
        run=copying.share_copied,
        settings={
            f"{digits} digits, {hidden} units": {
                "digits": digits,
                "hidden": hidden,
                "attention": True,
            }
            for digits in LENGTHS
            for hidden in MATCHED.values()
        },
        passes=lambda share: share >= 0.9,
        passing="at least 90 % of the rows right",
        holds=lambda passed: all(
            passed[f"{digits} digits, {hidden} units"] >= 0.8
            for digits in LENGTHS
            for hidden in MATCHED.values()
        ),
        undecided=True,
    ),
    Claim(
        name="plus",
        says="The + is unimportant: without its state the answers stay right",
        source=POST,
        experiment=SUMS_WITH
        + "We count the held-out sums of two numbers with two digits that stay right when "
        "the attention may not look at the state at one position.",
        run=sums.share_without_position,
        settings={name: ADDITIVE | {"position": n} for n, name in enumerate(POSITIONS)},
        passes=lambda share: share >= 0.95,
        passing="at least 95 % still right",
        holds=lambda passed: passed["+ of 12+34"] >= 0.8,
    ),
    Claim(
        name="removed-sums",
        says="On sums, hiding the state looked at most changes one character in ten or more, "
        "hiding a random one does not",
        source=GUESS,
        experiment=SUMS_WITH
        + "We count the characters of held-out answers that change when one state "
        "is hidden while they are written.",
        run=sums.share_changed,
        settings={which: ADDITIVE | {"which": which} for which in REMOVED},
        passes=lambda share: share >= 0.1,
        passing="at least 10 % of the characters changed",
        holds=lambda passed: passed["most"] >= 0.8 and passed["random"] <= 0.2,
    ),
    Claim(
        name="removed-dates",
        says="On dates, hiding the state looked at most changes one character in ten or more, "
        "hiding a random one does not",
        source=GUESS,
        experiment=DATES
        + "We count the characters of held-out answers that change when one state "
        "is hidden while they are written.",
        run=dates.share_changed,
        settings={which: {"which": which} for which in REMOVED},
        passes=lambda share: share >= 0.1,
        passing="at least 10 % of the characters changed",
        holds=lambda passed: passed["most"] >= 0.8 and passed["random"] <= 0.2,
    ),
    Claim(
        name="dates-unseen",
        says="Dates of a locale never seen are read if its words resemble others",
        source=GUESS,
        experiment=DATES
        + "Scored on the held-out days, written in another locale. Many are then, letter by "
        "letter, what a trained locale writes: all Australian ones (here to compare with), two "
        "in three Chinese ones, half of the Norwegian ones, one in seven Dutch ones.",
        run=dates.share_in_locale,
        settings={locale: {"locale": locale} for locale in UNSEEN},
        passes=lambda share: share >= 0.9,
        passing="at least 90 % right",
        holds=lambda passed: (
            min(passed[name] for name in ("nb", "nl")) >= 0.8 and passed["fi"] <= 0.1
        ),
    ),
    Claim(
        name="dates-slips",
        says="A typing slip in a word spoils the answer in more than one case in ten",
        source=US,
        experiment=DATES
        + "Scored on the held-out dates with a word, as they are or with one typing slip.",
        run=dates.share_with_slip,
        settings={"as they are": {"slip": False}, "one slip": {"slip": True}},
        passes=lambda share: share >= 0.9,
        passing="at least 90 % right",
        holds=lambda passed: passed["as they are"] >= 0.9 and passed["one slip"] <= 0.1,
    ),
    Claim(
        name="dates-order",
        says="English dates with day, month and year in any order are read as well",
        source=GUESS,
        experiment=DATES
        + "Scored on the held-out days, written like `22 November 2025`, in six "
        "orders; dmy, mdy and ymd occur in the training, though ymd only in Chinese.",
        run=dates.share_in_order,
        settings={
            order: {"order": order} for order in ("dmy", "mdy", "ymd", "dym", "myd", "ydm")
        },
        passes=lambda share: share >= 0.9,
        passing="at least 90 % right",
        holds=lambda passed: min(passed.values()) >= 0.8,
    ),
    Claim(
        name="transformer-sums",
        says="A small Transformer learns the sums in as many steps as the GRU with attention",
        source=GUESS,
        experiment=(
            "Two blocks of four heads, vectors of 64 numbers, learning rate 0.006; otherwise "
            "as the GRU with attention."
        ),
        run=sums.share_by_transformer,
        settings={f"{steps:,} steps": {"steps": steps} for steps in (400, 1000)},
        passes=lambda share: share >= 0.995,
        passing="at least 99.5 % right",
        holds=lambda passed: passed["1,000 steps"] >= 0.8,
        show=fine_percent,
    ),
]
