"""What is removed is really removed, for one character only."""

import math

import pytest
import torch

from tests.unit.test_seq2seq import TEXTS, model
from utils.ablation import ablate, entropy

SUMS = [f"{a}+{b}" for a in range(3, 100, 7) for b in range(5, 100, 13)]


def without_each(net, text):
    """For each character of the answer: by hidden state, what is written instead; and the
    weights of the look. One text after the other, with everything before it as it was."""
    encoded = net.encoder(net.pack([text]))
    s, y = encoded.state, torch.tensor([net.decoder.vocab.start])
    for _ in net.translate([text]).written[0]:
        step = net.decoder.step(y, s, net.decoder.read(encoded))
        instead = {}
        for i in encoded.mask[0].nonzero()[:, 0].tolist():
            mask = encoded.mask.clone()
            mask[0, i] = False
            other = net.decoder.step(y, s, net.decoder.read(encoded._replace(mask=mask)))
            instead[i] = net.decoder.vocab.decode(other.logits.argmax(-1).tolist())
        yield instead, step.weights[0]
        y, s = step.logits.argmax(-1), step.s


@pytest.mark.parametrize("which", ["most", "least", "random"])
def test_each_character_is_written_again_without_one_state(which):
    net = model()
    removed = ablate(net, SUMS, which, seed=3)
    assert removed.written == net.translate(SUMS).written
    for n, text in enumerate(SUMS):
        for t, (instead, weights) in enumerate(without_each(net, text)):
            given = removed.instead[n][t]
            if which == "random":
                assert given in instead.values()
            else:
                pick = max if which == "most" else min
                assert given == instead[pick(instead, key=weights.__getitem__)]


def test_random_states_are_drawn_by_the_seed_and_differ():
    net = model()
    once, again, other = (ablate(net, SUMS, "random", seed=n) for n in (1, 1, 2))
    assert once == again != other
    assert once != ablate(net, SUMS, "most")


def test_changes_are_counted():
    net = model()
    removed = ablate(net, TEXTS, "most")
    assert sum(removed.changed) > 0
    assert removed.changed == [
        len([1 for a, b in zip(*pair, strict=True) if a != b])
        for pair in zip(removed.written, removed.instead, strict=True)
    ]


def test_entropy_counts_states_in_bits():
    assert entropy(torch.tensor([0.0, 1.0, 0.0])) == 0
    assert entropy(torch.full((8,), 1 / 8)).item() == pytest.approx(3)
    half = torch.tensor([[0.5, 0.5, 0.0], [0.25, 0.75, 0.0]])
    assert entropy(half)[0].item() == pytest.approx(1)
    assert entropy(half)[1].item() == pytest.approx(0.75 * math.log2(4 / 3) + 0.5)
