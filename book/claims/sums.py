"""Runs on sums written as text: each trains a model, or reuses one, and measures."""

import copy
import itertools
import random
from functools import lru_cache

import torch

from utils.ablation import ablate
from utils.attention import Scoring
from utils.data import Examples, Split, addition
from utils.recipes import sums as recipe
from utils.seq2seq import Encoder, Seq2Seq
from utils.text_model import Encoded, Source, TextModel
from utils.training import exact_match, fit, fit_texts

VOCAB, FIT = recipe.VOCAB, recipe.FIT


class ReadsPadding(Encoder):
    """Reads padding as if it were a character."""

    def forward(self, source: Source) -> Encoded:
        encoded = super().forward(source.where(source != VOCAB.pad, VOCAB.start))
        return encoded._replace(mask=source != VOCAB.pad)


class FedItself(Seq2Seq):
    """Is fed its own guesses in training too."""

    def logits(self, encoded, target):
        return TextModel.logits(self, encoded, None)


@lru_cache(maxsize=16)
def trained(
    seed: int,
    attention: type[Scoring] | None = None,
    ordered: bool = False,
    split_seed: int = 0,
    answer_padding: bool = True,
    weight_decay: float = 0.3,
    encoder: type[Encoder] = Encoder,
    model: type[Seq2Seq] = Seq2Seq,
) -> Seq2Seq:
    """A model trained on all sums but the held-out ones.

    ordered, split_seed: for `split`.
    answer_padding: whether the padding in front of an answer counts in the loss.
    """
    net = recipe.model(seed, attention, encoder=encoder, kind=model)
    train = split(ordered, split_seed).train
    source, target = VOCAB.pack(train.sources, 5), VOCAB.pack(train.answers, 3)
    asked = target if answer_padding else target.masked_fill(target == VOCAB.pad, -100)
    fit(net, (source, target), asked, seed=seed, **(FIT | {"weight_decay": weight_decay}))
    return net


@lru_cache
def split(ordered: bool = False, split_seed: int = 0) -> Split:
    """The split of the chapters, another one, or one of the same size by ordered pair."""
    by_pair = recipe.split(split_seed)
    if not ordered:
        return by_pair
    pairs = [(a, b) for a in range(100) for b in range(100)]
    random.Random(split_seed).shuffle(pairs)
    held = len(by_pair.held_out.sources)
    return Split(addition.examples(pairs[held:]), addition.examples(pairs[:held]))


def share_of_sums(seed: int, everything: bool = False, **options) -> float:
    """The share of the held-out sums that are right, or of all 10,000. `options` are for
    `trained`."""
    net = trained(seed, **options)
    if everything:
        pairs = [(a, b) for a in range(100) for b in range(100)]
        return exact_match(net, addition.examples(pairs)).share
    parts = split(options.get("ordered", False), options.get("split_seed", 0))
    return exact_match(net, parts.held_out).share


def share_of_longer_sums(seed: int, **options) -> float:
    """The share of sums with a number of three digits that are right."""
    net = copy.deepcopy(trained(seed, **options))
    net.encoder.max_length, net.decoder.max_length = 7, 4
    pairs, _ = addition.split_pairs(digits=3, train=1000, held_out=0)
    longer = addition.examples([(a, b) for a, b in pairs if max(a, b) >= 100])
    return exact_match(net, longer).share


def likeness(seed: int, shape: str, part: str = "encoder", training: bool = True) -> float:
    """The correlation between how far apart two digits' vectors are and how far apart the
    digits are on a line (0 to 9) or a ring (9 is beside 0)."""
    net = trained(seed) if training else recipe.model(seed)
    vectors = getattr(net, part).embedding.weight[:10].detach().cpu()
    first, second = torch.triu_indices(10, 10, offset=1)
    on_line = (second - first).float()
    far = {"line": on_line, "ring": torch.minimum(on_line, 10 - on_line)}[shape]
    apart = torch.cdist(vectors, vectors)[first, second]
    return torch.corrcoef(torch.stack([apart, far]))[0, 1].item()


def analogies(seed: int, inputs_allowed: bool = False, training: bool = True) -> float:
    """The share of a - b + c = d, digits all different, in which the vector nearest to
    a - b + c is that of d. As is customary, a, b and c are not candidates, unless allowed.

    Nearest by distance: by angle, all digits on one side of a line through 0 are the same.
    """
    net = trained(seed) if training else recipe.model(seed)
    vectors = net.encoder.embedding.weight[:10].detach().cpu()
    right = []
    for a, b, c in itertools.permutations(range(10), 3):
        d = a - b + c
        if 0 <= d <= 9 and d not in (a, b, c):
            far = (vectors - (vectors[a] - vectors[b] + vectors[c])).norm(dim=1)
            if not inputs_allowed:
                far[[a, b, c]] = torch.inf
            right.append(far.argmin().item() == d)
    return sum(right) / len(right)


def share_without_position(seed: int, position: int, attention: type[Scoring]) -> float:
    """The share of held-out sums of two numbers with two digits each that stay right when the
    attention may not look at the state of one position, 0 to 5 for `12+34}`."""
    net = trained(seed, attention)
    pairs = zip(*split().held_out, strict=True)
    sums = Examples(*zip(*[pair for pair in pairs if len(pair[0]) == 5], strict=True))
    masked = torch.zeros(len(sums.sources), 6).bool()
    masked[:, position] = True
    said = net.translate(sums.sources, masked=masked).texts
    return sum(a == b for a, b in zip(said, sums.answers, strict=True)) / len(said)


def share_changed(seed: int, which: str, attention: type[Scoring]) -> float:
    """The share of characters of held-out answers that change when the state that they look
    at most, or least, or a random one, is hidden."""
    removed = ablate(trained(seed, attention), split().held_out.sources, which, seed=seed)
    return sum(removed.changed) / sum(map(len, removed.written))


def share_by_transformer(seed: int, steps: int) -> float:
    """The share of held-out sums that a small Transformer gets right."""
    net = recipe.transformer(seed)
    recipe.train(net, split(), seed, **(recipe.FIT_TRANSFORMER | {"steps": steps}))
    return exact_match(net, split().held_out).share


def share_after_mistake(seed: int, mistake: bool, model: type[Seq2Seq] = Seq2Seq) -> float:
    """The share of second, third and last characters of held-out answers that are right when
    the character before them is the true one, or a wrong digit in its place. Everything
    before that is always true. `model` is for `trained`."""
    net = trained(seed, model=model)
    held_out = split().held_out
    source, target = net.pack(held_out.sources), VOCAB.pack(held_out.answers, 3)
    encoded, generator = net.encoder(source), torch.Generator().manual_seed(seed)
    right = []
    for position in range(3):
        fed = target.clone()
        if mistake:
            # 1 to 9 digits further, so never the true one; padding becomes a digit.
            further = torch.randint(1, 10, (len(fed),), generator=generator)
            true = fed[:, position]
            digit = torch.where(true < 10, true, torch.zeros_like(further))
            fed[:, position] = (digit + further) % 10
        steps = list(net.decode(encoded, fed.to(source.device)))
        best = steps[position + 1].logits.argmax(-1).cpu()
        right.append(best == target[:, position + 1])
    return torch.stack(right).float().mean().item()


def three_digits(examples: Examples, units_first: bool) -> Examples:
    """The answers with zeros in front, so that no padding reveals their length; from right to
    left if `units_first`."""
    answers = [answer.zfill(3) for answer in examples.answers]
    return Examples(examples.sources, [a[::-1] for a in answers] if units_first else answers)


def share_in_direction(seed: int, units_first: bool, steps: int) -> float:
    """The share of held-out sums that are right after a short training."""
    net = recipe.model(seed)
    train, held_out = (three_digits(part, units_first) for part in split())
    fit_texts(net, train, seed=seed, **(FIT | {"steps": steps}))
    return exact_match(net, held_out).share
