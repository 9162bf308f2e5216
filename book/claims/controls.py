"""The controls of chapters 4 and 5: what attention gives, one explanation removed at a time."""

from book.claims import arms, date_controls, patience, sum_controls
from book.claims.chapter_4 import SUMS
from book.claims.chapter_5 import DATES as RECIPE
from book.claims.chapter_5 import KINDS
from book.claims.claim import GUESS, US, Claim, fine_percent
from utils.attention import AdditiveAttention, DotAttention, LastStateAttention

ARMS = (
    "Five decoders that differ in what they may read besides the last character and their own "
    "state. *h_T once*: nothing; the encoder's last state is their first one. *h_T at every "
    "step*: that state again before every character. *Average*: the mean of all states. *By "
    "position*: the state as far along the text as the answer has come. *Attention*: additive. "
    "No arm has more weights than attention; AdamW with the learning rates named (one-cycle), "
    "batches of 128. "
)
SHORTEST = (
    "Trained anew for 250, 500, 1,000, 2,000 and 4,000 steps, each with a schedule of its own: "
    "the shortest training that ends with at least 99 % right. "
)
DATES = "Dates in ten locales; 64 units, 81 for h_T once; 2,000 held-out days. " + ARMS
COPY = "Random digits, to be written down again; 103 units, 127 for h_T once. " + ARMS


def settings(rates: tuple[float, ...], names=tuple(arms.ARMS), **options) -> dict[str, dict]:
    """These arms, each with these learning rates."""
    return {
        f"{name}, learning rate {lr:g}": {"attention": arms.ARMS[name], "lr": lr} | options
        for name in names
        for lr in rates
    }


def how_long(steps: float) -> str:
    """The steps of the shortest training that was enough."""
    return f"{steps:,.0f}" if steps <= max(patience.LENGTHS) else "over 4,000"


CLAIMS = [
    Claim(
        name="controls-dates",
        says="One vector is wide enough for the dates: read again at every step, it succeeds "
        "in 400 steps, where one handed over once fails",
        source=US,
        experiment=DATES + "400 steps.",
        run=arms.share_of_dates,
        settings=settings((0.01, 0.02)),
        passes=lambda share: share >= 0.9,
        passing="at least 90 % right",
        holds=lambda passed: (
            passed["h_T at every step, learning rate 0.02"] >= 0.8
            and max(passed[f"h_T once, learning rate {lr}"] for lr in (0.01, 0.02)) <= 0.1
        ),
        show=fine_percent,
    ),
    Claim(
        name="controls-copy",
        says="Copying 20 digits in 400 steps takes a look at the right place: an average, or "
        "one vector at every step, is not enough",
        source=US,
        experiment=COPY + "20 digits, 400 steps, 1,000 other rows.",
        run=arms.share_copied,
        settings=settings((0.01, 0.02), digits=20),
        passes=lambda share: share >= 0.9,
        passing="at least 90 % of the rows right",
        holds=lambda passed: all(
            (share >= 0.8) if name.startswith(("attention", "by position")) else (share <= 0.1)
            for name, share in passed.items()
        ),
        show=fine_percent,
    ),
    Claim(
        name="patience-dates-once",
        says="Handed over once, a vector solves the dates from some starts after 5,000 steps",
        source=GUESS,
        experiment=DATES + "5,000 steps.",
        run=arms.share_of_dates,
        settings=settings((0.004, 0.008), ("h_T once",), steps=5000),
        passes=lambda share: share >= 0.99,
        passing="at least 99 % right",
        holds=lambda passed: 0 < max(passed.values()) < 1,
        show=fine_percent,
    ),
    Claim(
        name="patience-copy",
        says="With 5,000 steps one vector of 127 numbers copies 20 digits, nine rows in ten",
        source=GUESS,
        experiment=COPY + "20 digits, 5,000 steps, 1,000 other rows.",
        run=arms.share_copied,
        settings=settings((0.02,), ("h_T once", "h_T at every step"), digits=20, steps=5000),
        passes=lambda share: share >= 0.9,
        passing="at least 90 % of the rows right",
        holds=lambda passed: passed["h_T once, learning rate 0.02"] >= 0.8,
        show=fine_percent,
    ),
    Claim(
        name="steps-dates",
        says="On dates a decoder that reads h_T at every step gets by with the training that "
        "attention needs, or twice that",
        source=GUESS,
        experiment=DATES + SHORTEST,
        run=patience.steps_on_dates,
        settings=settings((0.02,)),
        passes=lambda steps: steps <= 500,
        passing="500 steps are enough",
        holds=lambda passed: (
            passed["attention, learning rate 0.02"] >= 0.8
            and passed["h_T at every step, learning rate 0.02"] >= 0.8
        ),
        show=how_long,
    ),
    Claim(
        name="steps-copy",
        says="The longer the row, the longer must a decoder be trained that cannot look at one "
        "place; one that can needs no more for 20 digits than for 6",
        source=GUESS,
        experiment=COPY + SHORTEST + "Learning rate 0.02.",
        run=patience.steps_on_copying,
        settings={
            f"{name}, {digits} digits": {"attention": arms.ARMS[name], "digits": digits}
            | {"lr": 0.02}
            for name in arms.ARMS
            for digits in (6, 12, 20)
        },
        passes=lambda steps: steps <= 500,
        passing="500 steps are enough",
        holds=lambda passed: (
            min(passed[f"{name}, 20 digits"] for name in ("by position", "attention")) >= 0.8
            and max(passed[f"{name}, 20 digits"] for name in list(arms.ARMS)[:3]) <= 0.1
            and passed["h_T once, 6 digits"] >= 0.8
        ),
        show=how_long,
    ),
    Claim(
        name="dates-first",
        says="Of a date with one vector, what is written first comes out right, not what was "
        "read last",
        source=US,
        experiment=RECIPE
        + "96 units, no attention. Answers are taught year first, `2025-11-22`, or day first, "
        "`22-11-2025`. Chinese dates begin with the year.",
        run=date_controls.share_of_part,
        settings={
            f"{part}, {name} first": {"part": part, "reverse": name == "day"}
            for name in ("year", "day")
            for part in ("year", "month", "day")
        }
        | {"Chinese, year, year first": {"part": "year", "locale": "zh"}},
        passes=lambda share: share >= 0.9,
        passing="at least 90 % right",
        holds=lambda passed: (
            min(passed[f"{part}, {part} first"] for part in ("year", "day")) >= 0.8
            and max(passed["day, year first"], passed["year, day first"]) <= 0.1
            and passed["Chinese, year, year first"] >= 0.8
        ),
    ),
    Claim(
        name="score-rates",
        says="With a learning rate that suits it every kind of score learns the dates in 250 "
        "steps",
        source=GUESS,
        experiment=RECIPE + "64 units; vectors of 32 numbers are compared.",
        run=date_controls.share_scored,
        settings={
            f"{name}, learning rate {lr:g}": {"attention": kind, "lr": lr}
            for name, kind in KINDS.items()
            for lr in (0.005, 0.01, 0.02)
        },
        passes=lambda share: share >= 0.995,
        passing="at least 99.5 % right",
        holds=lambda passed: all(
            max(share for label, share in passed.items() if label.startswith(f"{name},")) >= 0.8
            for name in KINDS
        ),
        show=fine_percent,
    ),
    Claim(
        name="score-spread",
        says="In training the scores of the bare dot product run furthest apart",
        source=US,
        experiment=RECIPE
        + "The largest score of a look minus the smallest, the median over all looks at 500 "
        "held-out dates.",
        run=date_controls.spread,
        settings={
            f"{name}, {when}": {"attention": kind, "trained": when == "after"}
            for name, kind in KINDS.items()
            for when in ("before", "after")
        }
        | {"dot product, after, learning rate 0.01": {"attention": DotAttention, "lr": 0.01}},
        passes=lambda apart: apart >= 100,
        passing="at least 100 apart",
        holds=lambda passed: (
            passed["dot product, after"] >= 0.8
            and max(passed["additive, after"], passed["scaled dot product, after"]) <= 0.2
        ),
        show=lambda apart: f"{apart:.2f}" if apart < 1 else f"{apart:.0f}",
    ),
    Claim(
        name="dates-new-texts",
        says="Norwegian and Dutch dates are read even if no trained locale writes the same",
        source=GUESS,
        experiment=RECIPE
        + "Additive attention. Of the held-out days, written in another locale, only those "
        "count that no trained locale writes letter by letter the same.",
        run=date_controls.share_of_new_texts,
        settings={
            locale: {"attention": AdditiveAttention, "locale": locale}
            for locale in ("nb", "nl", "zh_Hant", "fi")
        },
        passes=lambda share: share >= 0.9,
        passing="at least 90 % right",
        holds=lambda passed: min(passed["nb"], passed["nl"]) >= 0.8,
    ),
    Claim(
        name="dates-reading",
        says="Handed over once, the vector fails on dates in 400 steps, however they are read",
        source="[Sutskever et al. 2014](references.md#sutskever2014), who read backwards, and "
        "[Bahdanau et al. 2015](references.md#bahdanau2015), who read in both directions",
        experiment=RECIPE.replace("250 steps unless it says otherwise", "400 steps")
        + "The text is read backwards with 81 units, or in both directions with 61 (both have "
        "at most the weights of the model that reads forward with 81).",
        run=date_controls.share_read,
        settings={
            f"{how}, learning rate {lr:g}": {"how": how, "lr": lr}
            for how in ("backward", "both")
            for lr in (0.01, 0.02)
        },
        passes=lambda share: share >= 0.9,
        passing="at least 90 % right",
        holds=lambda passed: max(passed.values()) <= 0.1,
        show=fine_percent,
    ),
    Claim(
        name="sums-matched",
        says="On sums, with no more weights, attention does no better than one vector that is "
        "read at every step, which has hardly a bad start",
        source=US,
        experiment=SUMS
        + "No arm has more weights than the 113,614 without attention: 104 units if h_T is "
        "read at every step, 101 with additive attention.",
        run=sum_controls.share_of_sums,
        settings={
            f"{name}, learning rate {lr:g}": {"attention": kind, "lr": lr}
            for name, kind in (
                ("h_T once", None),
                ("h_T at every step", LastStateAttention),
                ("attention", AdditiveAttention),
            )
            for lr in (0.01, 0.02)
        },
        passes=lambda share: share >= 0.99,
        passing="at least 99 % right",
        holds=lambda passed: all(
            passed[f"h_T at every step, {rate}"] >= max(0.9, passed[f"attention, {rate}"])
            for rate in ("learning rate 0.01", "learning rate 0.02")
        ),
        show=fine_percent,
        seeds=10,
    ),
    Claim(
        name="sums-partner",
        says="Within one model, sums that were taught the other way round are right more often",
        source=GUESS,
        experiment=SUMS
        + "Split by ordered pair: 1,690 of the held-out sums have a partner in the training, "
        "362 have none (doubles do not count). How much more of the first are right, in "
        "points.",
        run=sum_controls.gain_by_partner,
        settings={
            "our recipe": {},
            "without weight decay": {"weight_decay": 0.0},
        },
        passes=lambda gain: gain >= 0.01,
        passing="at least one point more",
        holds=lambda passed: min(passed.values()) >= 0.8,
        show=lambda gain: f"{100 * gain:+.1f}",
    ),
]
