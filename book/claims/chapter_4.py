"""The claims of chapter 4 that depend on chance."""

from book.claims import copying, dates, reading, sums
from book.claims.claim import GUESS, US, Claim, fine_percent

NINETY_NINE = "at least 99 % right"
LENGTHS, SIZES = (4, 8, 12, 16, 20), (32, 64, 128)
SUMS = (
    "Sums of two numbers from 0 to 99; GRU encoder and decoder of 128 units, 1,000 steps of "
    "256 sums, AdamW with learning rate 0.02 (one-cycle) and weight decay 0.3; 2,078 sums held "
    "out by unordered pair. "
)


def correlation(value: float) -> str:
    return f"{value:.2f}"


CLAIMS = [
    Claim(
        name="sums-one-vector",
        says="Some starts learn nearly all the sums, others do not",
        source=US,
        experiment=SUMS + "Scored on the held-out sums.",
        run=sums.share_of_sums,
        settings={"by unordered pair": {}, "by ordered pair": {"ordered": True}},
        passes=lambda share: share >= 0.99,
        passing=NINETY_NINE,
        holds=lambda passed: 0 < passed["by unordered pair"] < 1,
        show=fine_percent,
    ),
    Claim(
        name="answer-padding",
        says="The model must be taught the padding in front of an answer",
        source=US,
        experiment=SUMS
        + "The padding in front of an answer, which the model must write itself, counts in "
        "the loss or does not. If not, only answers of three digits can come out right, 49 % "
        "of the held-out ones.",
        run=sums.share_of_sums,
        settings={"counted": {}, "not counted": {"answer_padding": False}},
        passes=lambda share: share >= 0.8,
        passing="at least 80 % right",
        holds=lambda passed: passed["counted"] >= 0.9 and passed["not counted"] <= 0.1,
        show=fine_percent,
    ),
    Claim(
        name="question-padding",
        says="It makes no clear difference whether the encoder reads padding",
        source=US,
        experiment=SUMS
        + "On padding, the encoder's state stays zero, or the encoder reads the padding "
        "like any other character.",
        run=sums.share_of_sums,
        settings={"not read": {}, "read": {"encoder": sums.ReadsPadding}},
        passes=lambda share: share >= 0.9,
        passing="at least 90 % right",
        holds=lambda passed: abs(passed["read"] - passed["not read"]) <= 0.3,
        seeds=10,
        undecided=True,
        show=fine_percent,
    ),
    Claim(
        name="digits-order",
        says="The encoder's vectors of the digits lie along a line, the decoder's do not",
        source=US,
        experiment=SUMS
        + "Correlation, over the 45 pairs of digits, between the distance of their vectors and "
        "their distance on a line (0 to 9) or on a ring (9 beside 0).",
        run=sums.likeness,
        settings={
            f"{part}, {shape}": {"part": part, "shape": shape}
            for part in ("encoder", "decoder")
            for shape in ("line", "ring")
        }
        | {
            "encoder, line, before training": {"shape": "line", "training": False},
            "decoder, ring, before training": {
                "part": "decoder",
                "shape": "ring",
                "training": False,
            },
        },
        passes=lambda value: value >= 0.6,
        passing="a correlation of at least 0.6",
        holds=lambda passed: (
            passed["encoder, line"] >= 0.8
            and max(passed["decoder, line"], passed["encoder, line, before training"]) <= 0.2
        ),
        show=correlation,
    ),
    Claim(
        name="digits-analogy",
        says="The nearest vector to a - b + c is that of the right digit",
        source="the promise of king - man + woman, "
        "[Mikolov et al. 2013](references.md#mikolov2013)",
        experiment=SUMS
        + "All a - b + c = d with four different digits, the encoder's vectors, nearest by "
        'distance. As is customary, a, b and c are not candidates, except in "all digits".',
        run=sums.analogies,
        settings={
            "a, b, c excluded": {},
            "a, b, c excluded, before training": {"training": False},
            "all digits": {"inputs_allowed": True},
        },
        passes=lambda share: share >= 0.5,
        passing="right for at least half of them",
        holds=lambda passed: passed["a, b, c excluded"] >= 0.8,
    ),
    Claim(
        name="teacher-forcing",
        says="Fed the true characters in training a model learns more than fed its own guesses",
        source=GUESS,
        experiment=SUMS + "In training the decoder is fed the true characters, or its guesses.",
        run=sums.share_of_sums,
        settings={"true characters": {}, "its guesses": {"model": sums.FedItself}},
        passes=lambda share: share >= 0.99,
        passing=NINETY_NINE,
        holds=lambda passed: passed["true characters"] > passed["its guesses"] + 0.1,
        show=fine_percent,
    ),
    Claim(
        name="one-mistake",
        says="In some starts a wrong character makes the next ones wrong, after practice in "
        "none",
        source=US,
        experiment=SUMS
        + "One character of a held-out answer is replaced by a wrong digit and fed to the "
        "decoder; the character after it is scored. The models of the claim above: fed the "
        "true characters in training, or their guesses.",
        run=sums.share_after_mistake,
        settings={
            f"{how}, {what}": {"mistake": what == "after a wrong one"} | options
            for how, options in (
                ("true characters", {}),
                ("its guesses", {"model": sums.FedItself}),
            )
            for what in ("after the true one", "after a wrong one")
        },
        passes=lambda share: share >= 0.9,
        passing="at least 90 % of the next characters right",
        holds=lambda passed: (
            0 < passed["true characters, after a wrong one"] < 1
            and passed["its guesses, after a wrong one"] >= 0.9
        ),
    ),
    Claim(
        name="units-first",
        says="Answers written units first are learned sooner",
        source="a custom since [Zaremba and Sutskever 2014](references.md#zaremba2014), who "
        "turn the question round",
        experiment=SUMS + "Here 300 steps, and zeros in front of the answers: `046`, or `640`.",
        run=sums.share_in_direction,
        settings={
            f"{name} first": {"units_first": name == "units", "steps": 300}
            for name in ("tens", "units")
        },
        passes=lambda share: share >= 0.95,
        passing="at least 95 % right",
        holds=lambda passed: passed["units first"] > passed["tens first"] + 0.1,
    ),
    Claim(
        name="sums-longer",
        says="A model trained on two digits cannot add a number of three",
        source=US,
        experiment=SUMS + "Scored on 1,978 sums with a number of three digits.",
        run=sums.share_of_longer_sums,
        settings={"three digits": {}},
        passes=lambda share: share <= 0.01,
        passing="at most 1 % right",
        holds=lambda passed: passed["three digits"] >= 0.9,
    ),
    Claim(
        name="copy-one-vector",
        says="In 400 steps: the longer the text, the more units one vector needs",
        source=US,
        experiment=(
            "Random digits, to be written down again; 400 steps of 128 rows, each drawn once, "
            "AdamW with learning rate 0.01 (one-cycle); 1,000 other rows. (Of four digits "
            "there are only 10,000 rows, so most of these were in the training.)"
        ),
        run=copying.share_copied,
        settings={
            f"{digits} digits, {hidden} units": {
                "digits": digits,
                "hidden": hidden,
                "attention": False,
            }
            for digits in LENGTHS
            for hidden in SIZES
        },
        passes=lambda share: share >= 0.9,
        passing="at least 90 % of the rows right",
        holds=lambda passed: (
            passed["4 digits, 128 units"] >= 0.9
            and passed["8 digits, 128 units"] >= passed["8 digits, 32 units"] + 0.8
            and max(passed[f"20 digits, {hidden} units"] for hidden in SIZES) <= 0.1
        ),
    ),
    Claim(
        name="dates-one-vector",
        says="Handed over once, a vector does not solve the dates in 250 steps, nor in 1,000",
        source=US,
        experiment=(
            "Dates in ten locales to ISO dates; GRU encoder and decoder of 96 units, batches "
            "of 128, AdamW with learning rate 0.02 (one-cycle); 2,000 held-out days."
        ),
        run=dates.share_of_dates,
        settings={
            f"{steps} steps": {"attention": None, "steps": steps} for steps in (250, 1000)
        },
        passes=lambda share: share >= 0.9,
        passing="at least 90 % right",
        holds=lambda passed: max(passed.values()) <= 0.1,
        show=fine_percent,
    ),
    Claim(
        name="dates-patience",
        says="Smaller learning rates and 1,000 steps solve the dates with a vector handed over "
        "once",
        source=GUESS,
        experiment="As with one vector and 250 steps, but 1,000 steps and smaller rates.",
        run=dates.share_of_dates,
        settings={
            f"learning rate {lr:g}": {"attention": None, "lr": lr, "steps": 1000}
            for lr in (0.01, 0.005)
        },
        passes=lambda share: share >= 0.9,
        passing="at least 90 % right",
        holds=lambda passed: max(passed.values()) >= 0.8,
        show=fine_percent,
    ),
    Claim(
        name="read-where",
        says="Shown at every step, h_T has to reach the cell; read in the output alone it does "
        "not help",
        source=GUESS,
        experiment="The decoder that reads h_T at every step, 400 steps on dates, but h_T "
        "reaches the cell alone or the output alone: the other's weights for it stay 0.",
        run=reading.share_read_in,
        settings={
            f"in the {where} alone, learning rate {lr:g}": {"where": where, "lr": lr}
            for where in ("cell", "output")
            for lr in (0.01, 0.02)
        },
        passes=lambda share: share >= 0.9,
        passing="at least 90 % right",
        holds=lambda passed: (
            passed["in the cell alone, learning rate 0.02"] >= 0.8
            and max(passed[f"in the output alone, learning rate {lr}"] for lr in (0.01, 0.02))
            <= 0.1
        ),
        show=fine_percent,
    ),
]
