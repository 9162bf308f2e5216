"""A model's weights as text, small enough for a page: `store` and `restore`.

The page's half is widgets/weights.js.
"""

import base64
import copy
import zlib

import numpy as np
import torch
from torch import nn

from .finite import check_finite

PRECISIONS = (32, 8, 7, 6)


def store(model: nn.Module, bits: int = 32) -> dict:
    """The weights of a model, as the widgets read them.

    Args:
        model: any model.
        bits: 32 keeps the numbers as they are. Fewer: every row of a matrix becomes whole
            numbers of that many bits, the largest of them the row's largest weight.

    Returns:
        For each weight, by its name in the model: its shape, the rows' scales (None with 32
        bits) and its numbers, compressed and in base64.

    Raises:
        ValueError: an unsupported number of bits; weights that are not finite.
    """
    if bits not in PRECISIONS:
        raise ValueError(f"expected bits of {PRECISIONS}, got {bits}")
    check_finite(model.state_dict())
    return {name: _store(weight, bits) for name, weight in model.state_dict().items()}


def pack(data: bytes) -> str:
    """Bytes as text: compressed, in base64."""
    return base64.b64encode(zlib.compress(data, 9)).decode()


def _store(weight: torch.Tensor, bits: int) -> dict:
    values = weight.detach().cpu().numpy().astype("<f4")
    scale = None
    if bits < 32:
        rows = np.atleast_2d(values)
        scale = np.abs(rows).max(axis=1) / (2 ** (bits - 1) - 1)
        scale = np.where(scale > 0, scale, 1).astype("<f4")
        values = np.rint(rows / scale[:, None]).astype(np.int8)
    return {
        "shape": list(weight.shape),
        "scale": None if scale is None else scale.tolist(),
        "data": pack(values.tobytes()),
    }


def restore(model: nn.Module, stored: dict) -> nn.Module:
    """A copy of the model with the stored weights: exactly what the page computes with.

    Args:
        model: has the shapes that were stored; its own weights do not matter.
        stored: what `store` returned.
    """
    model = copy.deepcopy(model)
    model.load_state_dict(tensors(stored))
    return model


def tensors(stored: dict) -> dict[str, torch.Tensor]:
    """The weights that `store` returned, by their names."""
    return {name: _restore(part) for name, part in stored.items()}


def _restore(part: dict) -> torch.Tensor:
    raw = zlib.decompress(base64.b64decode(part["data"]))
    if part["scale"] is None:
        values = np.frombuffer(raw, "<f4")
    else:
        scale = np.array(part["scale"], "<f4")
        values = np.frombuffer(raw, np.int8).reshape(len(scale), -1) * scale[:, None]
    return torch.tensor(values.reshape(part["shape"]), dtype=torch.float32)


def size(stored: dict) -> int:
    """How many bytes the weights take, scales included."""
    return sum(
        len(base64.b64decode(part["data"])) + 4 * len(part["scale"] or ())
        for part in stored.values()
    )
