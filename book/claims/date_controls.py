"""More runs on dates, each removing another explanation: what is written first, how scores are
made, how the encoder reads."""

import datetime
from functools import lru_cache

import torch

from book.claims.dates import split, written_in
from utils.attention import Scoring
from utils.data import Examples, dates
from utils.deep import DeepEncoder
from utils.recipes import dates as recipe
from utils.seq2seq import Decoder, Seq2Seq
from utils.training import answers, exact_match, fit_texts, set_seed

PARTS = {"year": slice(0, 4), "month": slice(5, 7), "day": slice(8, 10)}


@lru_cache(maxsize=4)
def taught(seed: int, reverse: bool) -> Seq2Seq:
    """The model of chapter 4, taught to answer YYYY-MM-DD, or with `reverse` DD-MM-YYYY."""
    net, train = recipe.model(seed), split().train
    turned = Examples(train.sources, [_turn(answer) for answer in train.answers])
    fit_texts(net, turned if reverse else train, seed=seed, **recipe.FIT)
    return net


def share_of_part(seed: int, part: str, reverse: bool = False, locale: str = "") -> float:
    """The share of held-out dates whose year, month or day is right, of all locales or of
    one. The answers are written year first, or with `reverse` day first."""
    net = taught(seed, reverse)
    asked = written_in(locale) if locale else split().held_out
    said = answers(net, asked.sources)
    if reverse:
        said = [_turn(answer) for answer in said]
    pairs = zip(said, asked.answers, strict=True)
    return sum(a[PARTS[part]] == b[PARTS[part]] for a, b in pairs) / len(said)


@lru_cache(maxsize=16)
def scored(seed: int, attention: type[Scoring], lr: float) -> Seq2Seq:
    """A model with this attention after 250 steps."""
    net = recipe.model(seed, attention)
    recipe.train(net, split(), seed, lr=lr)
    return net


def share_scored(seed: int, attention: type[Scoring], lr: float) -> float:
    """The share of held-out dates that are right, with this attention and learning rate."""
    return exact_match(scored(seed, attention, lr), split().held_out).share


def spread(
    seed: int, attention: type[Scoring], lr: float = 0.02, trained: bool = True
) -> float:
    """How far apart the scores of one look are, the largest minus the smallest, as the median
    over all looks at 500 held-out dates: before the training, or after it."""
    net = scored(seed, attention, lr) if trained else recipe.model(seed, attention)
    texts, goals = (part[:500] for part in split().held_out)
    source, apart = net.pack(texts), []
    seen = source != net.source_vocab.pad
    with torch.no_grad():
        for step in net.steps(source, net.pack_answers(goals)):
            highest = step.scores.masked_fill(~seen, -torch.inf).amax(dim=1)
            lowest = step.scores.masked_fill(~seen, torch.inf).amin(dim=1)
            apart.append(highest - lowest)
    return torch.cat(apart).median().item()


def share_of_new_texts(seed: int, attention: type[Scoring], locale: str) -> float:
    """The share of held-out days that are right as another locale writes them, of those that
    no locale of the training writes in the same way, letter by letter."""
    new = written_in(locale)
    days = map(datetime.date.fromisoformat, new.answers)
    known = [
        {dates.write(day, known, form) for known in dates.LOCALES for form in dates.FORMATS}
        for day in days
    ]
    pairs = zip(*new, known, strict=True)
    texts, goals = zip(*[(a, b) for a, b, same in pairs if a not in same], strict=True)
    return exact_match(scored(seed, attention, 0.02), Examples(list(texts), list(goals))).share


def share_read(seed: int, how: str, lr: float, steps: int = 400) -> float:
    """The share of held-out dates that are right when the vector is handed over once and the
    text is read `forward`, `backward` or in `both` directions (with no more weights)."""
    net = _reader(seed, how)
    train, held_out = split()
    if how == "backward":
        train, held_out = (Examples([s[::-1] for s in p.sources], p.answers) for p in split())
    fit_texts(net, train, seed=seed, **(recipe.FIT | {"lr": lr, "steps": steps}))
    return exact_match(net, held_out).share


def _reader(seed: int, how: str) -> Seq2Seq:
    if how != "both":
        return recipe.model(seed, hidden_size=81)
    set_seed(seed)
    hidden = 61  # two cells and W_s: 49,187 weights; one cell of 81 units has 50,552
    encoder = DeepEncoder(
        dates.source_vocab(), 16, hidden, recipe.MAX_SOURCE, bidirectional=True
    )
    decoder = Decoder(dates.ANSWER_VOCAB, 16, hidden, dates.ANSWER_LENGTH)
    return Seq2Seq(encoder, decoder)


def _turn(answer: str) -> str:
    """`2025-11-22` as `22-11-2025`, and back."""
    return "-".join(reversed(answer.split("-")))
