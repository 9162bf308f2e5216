"""Models in files: the weights, and what the model is, so that a file is enough to restore
the model and is never mistaken for another model's.

A file is `torch.save` of a header (JSON), plain tensors and a checksum; nothing in it is run.
"""

import hashlib
import io
import json
from pathlib import Path

import torch
from torch import Tensor, nn

from .blueprint import Data, build, describe, difference
from .files import replacing
from .finite import check_finite

FORMAT, VERSION = "from-rnn-to-attention", 2


def save(model: nn.Module, path: str | Path) -> None:
    """Write a model into one file. An interrupted save leaves an older file untouched.

    Args:
        model: a `Tagger`, `Seq2Seq` or `Transformer`, or another of the classes in
            `blueprint`.
        path: the file to write.

    Raises:
        ValueError: a class that `load` could not build again, such as a subclass; a weight that
            is not finite; a part that was replaced, so that the model does not match its own
            sizes.
    """
    blueprint = describe(model)
    rebuilt = build(blueprint)
    weights = {name: value.detach().cpu() for name, value in model.state_dict().items()}
    check_weights(rebuilt, weights)
    header = json.dumps({"format": FORMAT, "version": VERSION, "model": blueprint})
    content = {"header": header, "weights": weights, "sha256": digest(header, weights)}
    with replacing(Path(path)) as file:
        torch.save(content, file)


def load(path: str | Path, like: nn.Module | None = None) -> nn.Module:
    """The model in a file, in eval mode, on the CPU.

    Args:
        path: a file that `save` has written.
        like: refuse every model but one of the same classes, sizes, vocabularies and lengths
            as this one. Its weights do not matter.

    Raises:
        ValueError: the file is damaged, or was not written by `save`; another version; an
            unknown class; weights that are missing, superfluous, misshapen or not finite; a
            model other than `like`.
        OSError: there is no such file.
    """
    header, weights = _read(Path(path))
    return rebuild(header["model"], weights, path, like)


def rebuild(
    blueprint: Data, weights: dict[str, Tensor], path: str | Path, like: nn.Module | None
) -> nn.Module:
    """The model that a file describes, with these weights, in eval mode. `like` and the errors
    are those of `load`."""
    model = build(blueprint)
    if like is not None:
        other = difference(describe(like), blueprint)
        if other:
            raise ValueError(f"{path}: expected a model like the one given, got {other}")
    check_weights(model, weights)
    model.load_state_dict(weights, assign=True)
    return model.eval()


def digest(header: str, weights: dict[str, Tensor]) -> str:
    """The checksum (SHA-256) of what a file holds: a bit that flips in a weight leaves a number
    that looks like any other."""
    sum_ = hashlib.sha256(header.encode())
    for name, value in weights.items():
        sum_.update(f"{name} {value.dtype} {tuple(value.shape)}".encode())
        sum_.update(value.contiguous().reshape(-1).view(torch.uint8).numpy())
    return sum_.hexdigest()


def _read(path: Path) -> tuple[dict, dict[str, Tensor]]:
    """Header and weights of a file."""
    file = io.BytesIO(path.read_bytes())
    try:
        content = torch.load(file, map_location="cpu", weights_only=True)
        header = json.loads(content["header"])
        came = header["format"], header["version"]
    except Exception as error:  # damage may make torch raise anything
        raise damaged(path, "save") from error
    check_format(came, (FORMAT, VERSION), path)
    if not _whole(content) or "model" not in header:
        raise damaged(path, "save")
    return header, content["weights"]


def check_format(came: tuple, expected: tuple[str, int], path: Path) -> None:
    """Raise ValueError unless a file has this format and version."""
    if came != expected:
        raise ValueError(
            f"expected a file of format {expected[0]!r}, version {expected[1]}, got "
            f"{came[0]!r}, version {came[1]}: {path}"
        )


def _whole(content: dict) -> bool:
    """Whether the weights are tensors, and all is as it was saved."""
    weights = content.get("weights")
    if not isinstance(weights, dict) or not all(map(torch.is_tensor, weights.values())):
        return False
    return content.get("sha256") == digest(content["header"], weights)


def damaged(path: Path, writer: str) -> ValueError:
    """The error for a file that is not as this function writes it."""
    return ValueError(
        f"expected a model as `{writer}` writes it, got {path}, which is damaged or something "
        "else"
    )


def check_weights(model: nn.Module, weights: dict[str, Tensor]) -> None:
    """Raise ValueError unless these are weights of such a model."""
    expected = {name: tuple(value.shape) for name, value in model.state_dict().items()}
    missing, extra = sorted(expected.keys() - weights), sorted(weights.keys() - expected)
    if missing or extra:
        raise ValueError(f"expected the weights of the model, got {missing=}, {extra=}")
    for name, value in weights.items():
        if tuple(value.shape) != expected[name] or not value.is_floating_point():
            raise ValueError(
                f"expected {name} as numbers of shape {expected[name]}, got {value.dtype} of "
                f"shape {tuple(value.shape)}"
            )
    check_finite(weights)
