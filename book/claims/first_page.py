"""The claim of the first page, whose stair asks every stage the same question."""

from book.claims import stair
from book.claims.claim import US, Claim
from utils.recipes.stair import LONGEST, STAGES

CLAIMS = [
    Claim(
        name="stair",
        says=f"Numbers of {LONGEST} digits are repeated with attention only",
        source=US,
        experiment="A network reads a number of 1 to 12 digits and writes it down again. All "
        "have some 21,000 weights and learn from the same 64,000 random numbers: "
        "500 batches of 128, AdamW, learning rate 0.01 (one-cycle). In the first "
        "three one cell reads and writes; in the fourth a GRU hands its last state "
        "over to another; the fifth looks back by additive attention; the sixth "
        "also reads in both directions. What is counted is the span: the most "
        "digits of which at least half of 500 other random numbers are repeated without "
        "an error. (Of up to three digits nearly all occur in training; of four, about half.)",
        run=stair.span,
        settings={stage: {"stage": stage} for stage in STAGES},
        passes=lambda span: span >= LONGEST,
        passing=f"a span of {LONGEST} digits",
        holds=lambda passed: (
            min(passed["attention"], passed["both directions"]) >= 0.8
            and max(passed[stage] for stage in ("RNN", "LSTM", "GRU", "two networks")) <= 0.2
        ),
        show=lambda span: f"{span:.0f}",
    ),
]
