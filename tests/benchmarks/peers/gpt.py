"""A small GPT as minGPT has it (https://github.com/karpathy/minGPT), written anew.

One row of characters; each position sees those before it and predicts the next.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional


class CausalSelfAttention(nn.Module):
    """Every position attends to those before it, with several heads."""

    def __init__(self, size: int, heads: int, dropout: float):
        super().__init__()
        self.heads, self.rate = heads, dropout
        self.qkv, self.out = nn.Linear(size, 3 * size), nn.Linear(size, size)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor) -> Tensor:
        # (batch, positions, size) to three times (batch, heads, positions, size / heads)
        q, k, v = self.qkv(x).unflatten(-1, (3, self.heads, -1)).permute(2, 0, 3, 1, 4)
        rate = self.rate if self.training else 0.0
        y = functional.scaled_dot_product_attention(q, k, v, dropout_p=rate, is_causal=True)
        return self.dropout(self.out(y.transpose(1, 2).flatten(2)))


class Block(nn.Module):
    def __init__(self, size: int, heads: int, dropout: float):
        super().__init__()
        self.norm_attention, self.norm_feed_forward = nn.LayerNorm(size), nn.LayerNorm(size)
        self.attention = CausalSelfAttention(size, heads, dropout)
        self.feed_forward = nn.Sequential(
            nn.Linear(size, 4 * size),
            nn.GELU("tanh"),
            nn.Linear(4 * size, size),
            nn.Dropout(dropout),
        )

    def forward(self, x: Tensor) -> Tensor:
        x = x + self.attention(self.norm_attention(x))
        return x + self.feed_forward(self.norm_feed_forward(x))


class GPT(nn.Module):
    """From rows of characters (batch, positions) to logits (batch, positions, characters)."""

    def __init__(
        self,
        characters: int,
        places: int,
        layers: int,
        heads: int,
        size: int,
        dropout: float = 0.1,
    ):
        super().__init__()
        self.token = nn.Embedding(characters, size)
        self.place = nn.Embedding(places, size)
        self.dropout = nn.Dropout(dropout)
        self.blocks = nn.Sequential(*(Block(size, heads, dropout) for _ in range(layers)))
        self.norm = nn.LayerNorm(size)
        self.out = nn.Linear(size, characters, bias=False)
        self.apply(self._first_weights)
        for name, weight in self.named_parameters():
            if name.endswith(("look.out.weight", "think.2.weight")):  # the ends of the branches
                nn.init.normal_(weight, std=0.02 / (2 * layers) ** 0.5)

    @staticmethod
    def _first_weights(module: nn.Module) -> None:
        if isinstance(module, (nn.Linear, nn.Embedding)):
            nn.init.normal_(module.weight, std=0.02)
        if isinstance(module, nn.Linear) and module.bias is not None:
            nn.init.zeros_(module.bias)

    def forward(self, rows: Tensor) -> Tensor:
        places = torch.arange(rows.shape[1], device=rows.device)
        x = self.dropout(self.token(rows) + self.place(places))
        return self.out(self.norm(self.blocks(x)))

    @torch.no_grad()
    def write(self, rows: Tensor, count: int) -> Tensor:
        """`count` more characters for each row, the most likely one each time."""
        self.eval()
        start = rows.shape[1]
        for _ in range(count):
            rows = torch.cat([rows, self(rows)[:, -1:].argmax(-1)], dim=1)
        self.train()
        return rows[:, start:]
