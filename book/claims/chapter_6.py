"""The claims of chapter 6 that depend on chance. All are scored on the development part."""

from book.claims import pronouncing
from book.claims.claim import GUESS, US, Claim, percent
from utils.attention import LastStateAttention
from utils.cells import LSTMCell

BASE = {"hidden_size": 96, "embedding_size": 32, "attention_size": 48, "lr": 0.01}
TASK = (
    "From letters to sounds: one epoch over the training part of the CMU Pronouncing "
    "Dictionary, batches of 64 words of like length, AdamW (one-cycle), some 200,000 weights, "
    "GRU cells and additive attention unless it says otherwise. The share of the words of the "
    "development part that are wrong. The learning rate is the best of three or four that were "
    "tried on another start, with half of the words. "
)


def wer(limit: float) -> dict:
    """What counts as a success."""
    return {
        "passes": lambda share: share <= limit,
        "passing": f"at most {percent(limit)} of the words wrong",
    }


CLAIMS = [
    Claim(
        name="pronounce-directions",
        says="Reading in both directions is better than in one, at equal weights",
        source="[Bahdanau et al. 2015](references.md#bahdanau2015), who read so",
        experiment=TASK + "96 units in both directions, 130 in one, 69 in both and two layers.",
        run=pronouncing.word_error_rate,
        settings={
            "one direction": BASE | {"hidden_size": 130, "bidirectional": False},
            "both directions": BASE,
            "both directions, two layers": BASE | {"hidden_size": 69, "layers": 2},
        },
        **wer(0.44),
        holds=lambda passed: passed["both directions"] >= 0.8 >= passed["one direction"] + 0.6,
    ),
    Claim(
        name="pronounce-dropout",
        says="With dropout fewer words are wrong after one epoch",
        source=GUESS,
        experiment=TASK + "Dropout 0, 0.1 and 0.2, all with the learning rate of the first.",
        run=pronouncing.word_error_rate,
        settings={f"dropout {share:g}": BASE | {"dropout": share} for share in (0.0, 0.1, 0.2)},
        **wer(0.41),
        holds=lambda passed: passed["dropout 0.2"] >= 0.8 >= passed["dropout 0"] + 0.6,
    ),
    Claim(
        name="pronounce-attention",
        says="One vector read at every step gets more words wrong than attention",
        source=US,
        experiment=TASK
        + (
            "96 units with attention, 99 with h_T at every step. The backward half of h_T has "
            "read only the end mark; with both ends, that of the first letter takes its place."
        ),
        run=pronouncing.word_error_rate,
        settings={
            f"{name}, {which}": BASE | options | {"at_least": letters}
            for which, letters in (("all words", 0), ("10 letters or more", 10))
            for name, options in {
                "attention": {},
                "h_T at every step": {"hidden_size": 99, "attention": LastStateAttention},
                "both ends at every step": {
                    "hidden_size": 99,
                    "attention": pronouncing.BothEndsAttention,
                },
            }.items()
        },
        **wer(0.44),
        holds=lambda passed: (
            passed["attention, all words"] >= 0.8
            and passed["h_T at every step, all words"] <= 0.2
            and passed["both ends at every step, all words"] <= 0.2
        ),
    ),
    Claim(
        name="pronounce-cells",
        says="An LSTM gets fewer words wrong than a GRU of as many weights",
        source=GUESS,
        experiment=TASK + "GRU 96 units, LSTM 81, Transformer three blocks of 72, four heads.",
        run=pronouncing.word_error_rate,
        settings={
            "GRU": BASE,
            "LSTM": BASE | {"hidden_size": 81, "cell": LSTMCell, "lr": 0.02},
            "Transformer": {
                "transformer": True,
                "size": 72,
                "layers": 3,
                "heads": 4,
                "lr": 0.004,
            },
        },
        **wer(0.41),
        holds=lambda passed: passed["LSTM"] >= 0.8 >= passed["GRU"] + 0.6,
    ),
    Claim(
        name="pronounce-families",
        says="Words without a relative in training are harder",
        source=US,
        experiment=TASK + "The dictionary is split by word, or by the stems of the words.",
        run=pronouncing.word_error_rate,
        settings={f"by {split}": BASE | {"split": split} for split in ("word", "family")},
        **wer(0.44),
        holds=lambda passed: passed["by word"] >= 0.8 >= passed["by family"] + 0.6,
    ),
    Claim(
        name="pronounce-beam",
        says="A beam of five brings half a point or more over greedy decoding",
        source=GUESS,
        experiment=TASK + "By how much the share of wrong words falls, of the same models.",
        run=pronouncing.gain_of_beam,
        settings={f"width {width}": BASE | {"width": width} for width in (2, 5)},
        passes=lambda gain: gain >= 0.005,
        passing="half a point or more",
        holds=lambda passed: passed["width 5"] >= 0.8,
        show=lambda gain: f"{100 * gain:+.2f}",
    ),
]
