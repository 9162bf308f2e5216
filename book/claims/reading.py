"""Where a decoder reads the one vector h_T, shown again at every step: in its cell, in its
output, or in both."""

import torch
from torch import Tensor, nn

from book.claims.dates import split
from utils.attention import LastStateAttention
from utils.recipes import dates as recipe
from utils.training import exact_match


def share_read_in(seed: int, where: str, lr: float, steps: int = 400) -> float:
    """The share of held-out dates that are right when h_T is read in the "cell" alone, or in
    the "output" alone: the other's weights for it are 0 and stay 0."""
    net = recipe.model(seed, LastStateAttention)
    embedding, hidden = net.decoder.embedding.embedding_dim, net.decoder.hidden_size
    if where == "output":
        for name, weight in net.decoder.cell.named_parameters():
            if name.startswith("W"):
                _close(weight, embedding)
    else:
        _close(net.decoder.output.weight, hidden)
    recipe.train(net, split(), seed, steps=steps, lr=lr)
    return exact_match(net, split().held_out).share


def _close(weight: nn.Parameter, since: int) -> None:
    """Fix all columns from this one on at 0."""
    opened = torch.ones_like(weight)
    opened[:, since:] = 0
    with torch.no_grad():
        weight.mul_(opened)

    def keep(gradient: Tensor) -> Tensor:
        return gradient * opened

    weight.register_hook(keep)
