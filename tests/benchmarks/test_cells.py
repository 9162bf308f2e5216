"""How long our cells take beside those of torch.nn, forward and backward: `make bench`.

nn.LSTM has a fused kernel on a CPU (oneDNN); it is also timed without.
"""

import pytest
import torch
from torch import nn

from utils.cells import GRUCell, LSTMCell, RNNCell, steps, unroll

TIME, INPUT = 60, 16
SIZES = [(16, 64), (32, 64), (64, 64), (128, 64), (128, 256)]  # hidden units, batch
WAYS = ["torch.nn", "torch.nn, not fused", "stacked", "step by step"]
KINDS = {"RNN": (RNNCell, nn.RNN), "LSTM": (LSTMCell, nn.LSTM), "GRU": (GRUCell, nn.GRU)}


@pytest.mark.parametrize(("hidden", "batch"), SIZES)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("way", WAYS)
def test_forward_and_backward(benchmark, kind, hidden, batch, way):
    ours, theirs = KINDS[kind]
    torch.manual_seed(0)
    module = theirs(INPUT, hidden, batch_first=True)
    cell, x = ours.from_torch(module), torch.randn(batch, TIME, INPUT)
    run = {
        "torch.nn": lambda: module(x)[0],
        "torch.nn, not fused": lambda: module(x)[0],
        "stacked": lambda: unroll(cell, x)[0],
        "step by step": lambda: torch.stack([step.h for step in steps(cell, x)], dim=1),
    }[way]
    benchmark.extra_info["way"] = way
    benchmark.group = f"{kind}, {hidden} units, batches of {batch}"
    with torch.backends.mkldnn.flags(enabled=way != "torch.nn, not fused"):
        benchmark.pedantic(lambda: run().sum().backward(), rounds=7, warmup_rounds=2)
