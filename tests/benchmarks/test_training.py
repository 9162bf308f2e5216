"""Sums in batches beside one pair at a time, as the original post trained: `make bench`.

Both train the same model from the same start. The batches take the recipe of chapter 4 to its
end; one pair at a time then gets as long, character by character, with plain gradient descent.
"""

import random
import time

import pytest
import torch
from torch import nn

from utils.recipes.sums import FIT, VOCAB, split
from utils.recipes.sums import model as build
from utils.seq2seq import Seq2Seq
from utils.training import exact_match, fit_texts


def in_batches(steps: int) -> tuple[Seq2Seq, int, float]:
    """The model, how many pairs it learned from, and the seconds it took."""
    model = build(seed=0)
    history = fit_texts(model, split().train, **(FIT | {"steps": steps}))
    return model, steps * FIT["batch_size"], history.seconds


def one_at_a_time(seconds: float, lr: float = 0.1) -> tuple[Seq2Seq, int, float]:
    """The same, of pairs drawn at random, learned one by one for so many seconds."""
    model, train = build(seed=0), split().train
    rng, began, pairs = random.Random(0), time.perf_counter(), 0
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    while time.perf_counter() - began < seconds or pairs == 0:
        n = rng.randrange(len(train.sources))
        source = model.pack([train.sources[n]])
        target = VOCAB.pack([train.answers[n]], 3).to(source.device)
        state = model.encoder(source).state
        y, loss = torch.full_like(target[:, 0], VOCAB.start), 0.0
        for t in range(target.shape[1]):
            step = model.decoder.step(y, state, None)
            state, y = step.s, target[:, t]
            loss = loss + nn.functional.cross_entropy(step.logits, y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        pairs += 1
    return model, pairs, time.perf_counter() - began


@pytest.mark.benchmark(group="training on sums")
def test_equal_time(benchmark, request):
    timed = not request.config.getoption("--benchmark-disable")
    model, pairs, seconds = benchmark.pedantic(in_batches, args=(1000 if timed else 2,))
    other, other_pairs, other_seconds = one_at_a_time(seconds if timed else 0.0)
    speeds = pairs / seconds, other_pairs / other_seconds
    score, other_score = (exact_match(net, split().held_out) for net in (model, other))
    benchmark.extra_info["lines"] = [
        f"pairs a second: {speeds[0]:,.0f} in batches, {speeds[1]:,.0f} one at a time, "
        f"ratio {speeds[0] / speeds[1]:.0f}",
        f"held-out sums right after {seconds:.0f} s in batches: {score}",
        f"held-out sums right after {other_seconds:.0f} s one at a time: {other_score}",
    ]
    if timed:
        assert speeds[0] > 10 * speeds[1]
        assert score.share > 0.5
