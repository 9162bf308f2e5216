"""How long our cells take beside those of torch.nn, forward and backward: `make bench`."""

import pytest
import torch
from torch import nn

from utils.cells import GRUCell, LSTMCell, RNNCell, unroll

BATCH, TIME, INPUT = 64, 100, 32
KINDS = {"RNN": (RNNCell, nn.RNN), "LSTM": (LSTMCell, nn.LSTM), "GRU": (GRUCell, nn.GRU)}


@pytest.mark.parametrize("hidden", [32, 64, 128])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("whose", ["torch.nn", "from scratch"])
def test_forward_and_backward(benchmark, kind, hidden, whose):
    ours, theirs = KINDS[kind]
    torch.manual_seed(0)
    module = theirs(INPUT, hidden, batch_first=True)
    cell = ours.from_torch(module)
    x = torch.randn(BATCH, TIME, INPUT)

    def of_torch():
        module(x)[0].sum().backward()

    def from_scratch():
        unroll(cell, x)[0].sum().backward()

    benchmark.group = f"{kind}, hidden {hidden}"
    benchmark.extra_info["whose"] = whose
    benchmark.pedantic(
        of_torch if whose == "torch.nn" else from_scratch, rounds=40, warmup_rounds=5
    )
