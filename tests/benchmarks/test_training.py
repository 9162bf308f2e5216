"""Sums in batches beside one pair at a time, as the original post trained: `make bench`.

Both train the same model from the same start. The batches take the recipe of chapter 4 to its
end; one pair at a time then gets as long, character by character, with plain gradient descent.
"""

import random
import time

import pytest
import torch
from torch import nn

from utils.data import addition
from utils.seq2seq import Decoder, Encoder, Seq2Seq
from utils.texts import exact_match, fit_texts
from utils.training import set_seed

VOCAB = addition.VOCAB
SPLIT = addition.split_sums(digits=2, held_out=1050, seed=0)
BATCHED = {"batch_size": 256, "lr": 0.02, "one_cycle": True, "weight_decay": 0.3}


def adder() -> Seq2Seq:
    set_seed(0)
    sizes = {"embedding_size": 16, "hidden_size": 128}
    return Seq2Seq(Encoder(VOCAB, **sizes, longest=5), Decoder(VOCAB, **sizes, longest=3))


def in_batches(steps: int) -> tuple[Seq2Seq, int, float]:
    """The model, how many pairs it learned from, and the seconds it took."""
    model = adder()
    history = fit_texts(model, SPLIT.train, steps=steps, **BATCHED)
    return model, steps * BATCHED["batch_size"], history.seconds


def one_at_a_time(seconds: float, lr: float = 0.1) -> tuple[Seq2Seq, int, float]:
    """The same, of pairs drawn at random, learned one by one for so many seconds."""
    model, rng, began, pairs = adder(), random.Random(0), time.perf_counter(), 0
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    while time.perf_counter() - began < seconds or pairs == 0:
        n = rng.randrange(len(SPLIT.train.sources))
        source = VOCAB.pack([SPLIT.train.sources[n]], 5)
        target = VOCAB.pack([SPLIT.train.answers[n]], 3)
        state = model.encoder(source).state
        y, loss = torch.tensor([VOCAB.start]), 0.0
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
    benchmark.extra_info["lines"] = [
        f"pairs a second: {speeds[0]:,.0f} in batches, {speeds[1]:,.0f} one at a time, "
        f"ratio {speeds[0] / speeds[1]:.0f}",
        *(
            f"held-out sums right after {took:.0f} s {how}: {exact_match(net, SPLIT.held_out)}"
            for how, net, took in (
                ("in batches", model, seconds),
                ("one at a time", other, other_seconds),
            )
        ),
    ]
    if timed:
        assert speeds[0] > 10 * speeds[1]
        assert exact_match(model, SPLIT.held_out).share > 0.5
