"""Values as bytes and back, so that nothing of a student's comes along but data.

`torch.load` with `weights_only` reads tensors, numbers, texts and collections of them, and
runs no code whatever the bytes are.
"""

import io
import random
from decimal import Decimal
from fractions import Fraction

import numpy as np
import torch
from torch import Tensor, nn

UNKNOWN = "a value of the type"  # what is none of all this is told by its type alone


def encode(value: object) -> bytes:
    """Bytes of a value, or of what is known of it.

    Raises:
        RecursionError: it contains itself.
    """
    file = io.BytesIO()
    torch.save(_data(value), file)
    return file.getvalue()


def decode(content: bytes) -> object:
    """The value again; what was of an unknown type is an empty object of a type so named."""
    return _whole(torch.load(io.BytesIO(content), weights_only=True))


def state(argument: object) -> object:
    """What a function may change in an argument."""
    if isinstance(argument, random.Random):
        return argument.getstate()
    return argument.get_state() if isinstance(argument, torch.Generator) else argument


def restore(argument: object, new: object) -> None:
    """Give an argument the state that it has elsewhere. One of another kind stays as it is."""
    with torch.no_grad():
        if isinstance(argument, random.Random):
            argument.setstate(new)
        elif isinstance(argument, torch.Generator):
            argument.set_state(new)
        elif isinstance(argument, nn.Module):
            argument.load_state_dict(new)
        elif isinstance(argument, Tensor):
            argument.copy_(new)
        elif isinstance(argument, np.ndarray):
            argument[...] = new
        elif isinstance(argument, list):
            argument[:] = new
        elif isinstance(argument, dict | set):
            argument.clear()
            argument.update(new)


def _data(value: object) -> object:
    if isinstance(value, nn.Module):
        return _data(dict(value.state_dict()))
    if isinstance(value, Tensor):
        value = value.detach().cpu()
        dense = value if value.layout == torch.strided else value.to_dense()
        return dense.contiguous().clone()  # not the storage that a view looks at
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, np.ndarray):
        return torch.tensor(value) if value.dtype.kind in "biuf" else _data(value.tolist())
    if isinstance(value, Decimal | Fraction):
        return float(value)
    if isinstance(value, dict):
        return {_data(key): _data(part) for key, part in value.items()}
    if isinstance(value, list | range):
        return [_data(part) for part in value]
    if isinstance(value, tuple):
        return tuple(_data(part) for part in value)
    if isinstance(value, set | frozenset):
        return {_data(part) for part in value}
    for kind in (bool, int, float, complex, str):
        if isinstance(value, kind):
            return kind(value)
    return None if value is None else (UNKNOWN, type(value).__name__)


def _whole(data: object) -> object:
    if isinstance(data, tuple) and len(data) == 2 and data[0] == UNKNOWN:
        return type(str(data[1]), (), {})()
    if isinstance(data, list | tuple | set):
        return type(data)(map(_whole, data))
    if isinstance(data, dict):
        return {key: _whole(part) for key, part in data.items()}
    return data
