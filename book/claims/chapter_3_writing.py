"""The claims of chapter 3 about a network that writes."""

from book.claims import writing
from book.claims.claim import GUESS, US, Claim
from utils.cells import GRUCell, LSTMCell, RNNCell

WRITERS = {  # some 59,000 weights each
    "RNN": {"kind": RNNCell, "hidden": 176},
    "LSTM": {"kind": LSTMCell, "hidden": 80},
    "GRU": {"kind": GRUCell, "hidden": 96},
}
RATES = (0.01, 0.02, 0.04, 0.08, 0.16)
BEST = {"RNN": 0.04, "LSTM": 0.08, "GRU": 0.08}  # by the median, see the ledger
COUNTED = {
    "n-grams of the textbook": {"order": 2, "strength": 1.0, "own": 1.0},
    "n-grams, tuned": {},
}
WORDS = (
    "Words of ten languages, 400 steps of 128, one-cycle schedule, weight decay 0.3, dropout "
    "0.5; 1,000 held-out words without a near-copy in training. "
)


def two_decimals(perplexity: float) -> str:
    return f"{perplexity:.2f}"


CLAIMS = [
    Claim(
        name="race-writing",
        says="At guessing the next letter a GRU beats tuned n-grams, and is no worse than "
        "RNN and LSTM of its size",
        source=GUESS,
        experiment=WORDS
        + "Perplexity of a character. About 59,000 weights each; first five rates, to "
        "choose, on words kept from the training, then each cell at its best rate on the "
        "held-out words. N-grams involve no chance: two letters before with the smoothing of "
        "Witten and Bell, or three and two more settings, tuned on the words kept.",
        run=writing.perplexity,
        settings={
            f"{name}, learning rate {lr:g}": cell
            | {"make": writing.trained, "lr": lr, "choosing": True}
            for name, cell in WRITERS.items()
            for lr in RATES
        }
        | {
            f"{name} at its best rate": cell | {"make": writing.trained, "lr": BEST[name]}
            for name, cell in WRITERS.items()
        }
        | {name: {"make": writing.counted} | options for name, options in COUNTED.items()},
        passes=lambda perplexity: perplexity < 10,
        passing="perplexity below 10",
        holds=lambda passed: (
            passed["GRU at its best rate"] >= 0.8
            and passed["n-grams, tuned"] == 0
            and passed["GRU at its best rate"]
            >= max(passed[f"{name} at its best rate"] for name in ("RNN", "LSTM"))
        ),
        show=two_decimals,
    ),
    Claim(
        name="writing-copies",
        says="At a low temperature a tenth of the words that it writes stand in its training "
        "set, at a higher one fewer",
        source=GUESS,
        experiment=WORDS + "GRU, 100 words written in each language.",
        run=writing.share_copied,
        settings={f"temperature {t:g}": {"temperature": t} for t in (0.4, 0.7, 1.0)},
        passes=lambda share: share < 0.1,
        passing="fewer than 10 % copies",
        holds=lambda passed: (
            min(passed["temperature 0.7"], passed["temperature 1"]) >= 0.8
            and passed["temperature 0.4"] <= 0.1
        ),
    ),
    Claim(
        name="writing-placed",
        says="At a low temperature n-grams place at least three quarters of its words in the "
        "language meant, at a higher one fewer",
        source=GUESS,
        experiment=WORDS + "GRU, 100 words written in each language, told apart by n-grams.",
        run=writing.share_placed,
        settings={f"temperature {t:g}": {"temperature": t} for t in (0.4, 0.7, 1.0)},
        passes=lambda share: share >= 0.75,
        passing="at least 75 % placed as meant",
        holds=lambda passed: (
            passed["temperature 0.4"] >= 0.8 and passed["temperature 1"] <= 0.1
        ),
    ),
    Claim(
        name="writing-tells",
        says="By Bayes' rule the writer tells languages apart, though less well than n-grams",
        source=US,
        experiment=WORDS + "Of each held-out word, the language in which it is most probable.",
        run=writing.share_told,
        settings={
            "GRU": {"make": writing.trained},
            "n-grams, tuned": {"make": writing.counted},
        },
        passes=lambda share: share >= 0.74,
        passing="at least 74 % right",
        holds=lambda passed: passed["GRU"] <= 0.1 and passed["n-grams, tuned"] == 1,
    ),
]
