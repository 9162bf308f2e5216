"""The networks of chapter 3 that tell the language of a word."""

import torch
from jaxtyping import Float
from torch import Tensor, nn

from ..cells import Cell, GRUCell
from ..data import Split, names
from ..recurrent import Recurrent
from ..tagger import Tagger
from ..training import History, device, fit, set_seed

FIT = {"steps": 400, "batch_size": 128, "weight_decay": 0.1, "one_cycle": True}


class Classifier(nn.Module):
    """Reads a word in layers, optionally in both directions, and answers once.

    y = [forward h at the last character; backward h at the first letter] W_hy^T + b_y

    Each direction is asked when it has read the whole word. (At the last character the
    backward one has read nothing but the end mark.) Padding is read too, as by a `Tagger`, but
    by the backward direction only after it was asked. With one layer and one direction this is
    a `Tagger` that is asked at the last character.

    Args:
        recurrent: reads words as `names.encode` gives them; also an `nn.GRU` with
            `batch_first` and the same attributes.
        classes: how many there are to choose from.
    """

    def __init__(self, recurrent: Recurrent | nn.RNNBase, classes: int):
        super().__init__()
        self.recurrent, self.pad = recurrent, names.vocab().pad
        directions = 1 + recurrent.bidirectional
        self.output = nn.Linear(directions * recurrent.hidden_size, classes)

    def forward(
        self, x: Float[Tensor, "batch time letters"]
    ) -> Float[Tensor, "batch time classes"]:
        """The scores, the same at every place: `names.encode` asks for them at the last."""
        h, _ = self.recurrent(x)
        forward, backward = h.tensor_split([self.recurrent.hidden_size], dim=-1)
        first = x[..., self.pad].sum(dim=1).long()  # where the word begins
        rows = torch.arange(len(x), device=x.device)
        y = self.output(torch.cat([forward[:, -1], backward[rows, first]], dim=-1))
        return y[:, None].expand(-1, x.shape[1], -1)


def network(kind: type[Cell], seed: int, hidden_size: int) -> Tagger:
    """An untrained network that reads a word letter by letter.

    Args:
        kind: the class of its cell.
        seed: of the first weights.
        hidden_size: units of the cell.
    """
    set_seed(seed)
    cell = kind(len(names.vocab()), hidden_size)
    return Tagger(cell, classes=len(names.LANGUAGES)).to(device())


def deeper(seed: int, hidden_size: int, layers: int, bidirectional: bool) -> Classifier:
    """An untrained network of GRU cells.

    Args:
        seed: of the first weights.
        hidden_size: units of each layer, in each direction.
        layers, bidirectional: as for `Recurrent`.
    """
    set_seed(seed)
    recurrent = Recurrent(GRUCell, len(names.vocab()), hidden_size, layers, bidirectional)
    return Classifier(recurrent, classes=len(names.LANGUAGES)).to(device())


def train(model: Tagger | Classifier, split: Split, seed: int, **options) -> History:
    """Train it on the words of a split. `options` are for `fit`, beside those in `FIT`."""
    x, y = names.encode(split.train)
    return fit(model, (x,), y, seed=seed, **(FIT | options))
