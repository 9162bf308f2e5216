"""minGPT's adder with its settings: two digits, `12+34` as 1234640.

Its format is the easier one: padded with zeros to equal length, no plus sign, no end mark, and
the answer backwards, so that the carry is known when it is needed.
"""

import torch
from torch import Tensor
from torch.nn import functional

from tests.benchmarks.peers.gpt import GPT
from tests.benchmarks.peers.race import Race
from tests.benchmarks.peers.sums import Sums

BATCH, STEPS = 64, 100  # pairs per step; steps between two evaluations
RATE, DECAY, BETAS, CLIP = 5e-4, 0.1, (0.9, 0.95), 1.0
QUESTION, ANSWER = 4, 3
# 69 numbers per position instead of 48: as many weights as our adder with attention.
SIZES = {"layers": 3, "heads": 3, "size": 69}


def digits(texts: list[str]) -> Tensor:
    """Texts of digits, of equal length, as (texts, digits)."""
    return torch.tensor([[int(digit) for digit in text] for text in texts])


def asked(questions: list[str]) -> Tensor:
    """12+3 as 1203."""
    return digits(["".join(f"{int(n):02}" for n in text.split("+")) for text in questions])


def answered(answers: list[str]) -> Tensor:
    """15 as 510."""
    return digits([text.zfill(ANSWER)[::-1] for text in answers])


def read(rows: Tensor) -> list[str]:
    """The answers again, from what `answered` makes of them."""
    return [str(int("".join(map(str, reversed(row))))) for row in rows.tolist()]


def build() -> GPT:
    return GPT(10, QUESTION + ANSWER - 1, **SIZES)


def optimizer_of(model: GPT) -> torch.optim.AdamW:
    """As in minGPT: weights of products decay; embeddings, norms and biases do not."""
    products = [m.weight for m in model.modules() if isinstance(m, torch.nn.Linear)]
    chosen = {id(weight) for weight in products}
    others = [weight for weight in model.parameters() if id(weight) not in chosen]
    groups = [{"params": products}, {"params": others, "weight_decay": 0.0}]
    return torch.optim.AdamW(groups, lr=RATE, betas=BETAS, weight_decay=DECAY)


def learn(train: Sums, race: Race, seed: int) -> None:
    """Train until the race is over."""
    torch.manual_seed(seed)
    model = build()
    optimizer = optimizer_of(model)
    rows = torch.cat([asked(train.questions), answered(train.answers)], dim=1)

    def answer(questions: list[str]) -> list[str]:
        return read(model.write(asked(questions), ANSWER))

    race.begin(sum(weight.numel() for weight in model.parameters()))
    while True:
        for _ in range(STEPS):
            batch = rows[torch.randint(len(rows), (BATCH,))]
            logits = model(batch[:, :-1])[:, QUESTION - 1 :]  # only the answer is learned
            loss = functional.cross_entropy(logits.flatten(0, 1), batch[:, QUESTION:].flatten())
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), CLIP)
            optimizer.step()
        race.score(STEPS, answer)
