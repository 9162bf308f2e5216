"""A trained model in one small JSON file: what it is, its weights with few bits each, and
whatever else should be known of it. Nothing in the file is run, and any program can read it.
"""

import hashlib
import json
from pathlib import Path

from torch import Tensor, nn

from .blueprint import build, describe
from .files import READABLE, replacing
from .storage import check_format, check_weights, damaged, rebuild
from .weights import store, tensors

FORMAT, VERSION = "from-rnn-to-attention, compact", 1
PARTS = {"format", "version", "model", "about", "weights", "sha256"}


def save_compact(model: nn.Module, path: str | Path, bits: int, about: dict) -> None:
    """Write a model into one JSON file. An interrupted save leaves an older file untouched.

    Args:
        model: a model of one of the classes in `blueprint`.
        path: the file to write.
        bits: of each weight, as for `weights.store`. With fewer than 32 the model that
            `load_compact` gives back is not quite the same: score that one.
        about: what else the file should say, as plain data.

    Raises:
        ValueError: a class that `load_compact` could not build again; a weight that is not
            finite; a part that was replaced, so that the model does not match its own sizes;
            an unsupported number of bits; `about` is not what JSON can hold.
    """
    blueprint = describe(model)
    check_weights(build(blueprint), dict(model.state_dict()))
    content = {"format": FORMAT, "version": VERSION, "model": blueprint}
    _write(Path(path), content | {"about": about, "weights": store(model, bits)})


def load_compact(path: str | Path, like: nn.Module | None = None) -> nn.Module:
    """The model in a file, in eval mode, on the CPU.

    Args:
        path: a file that `save_compact` has written.
        like: refuse every model but one of the same classes, sizes, vocabularies and lengths
            as this one. Its weights do not matter.

    Raises:
        ValueError: the file is damaged, or was not written by `save_compact`; another version;
            an unknown class; weights that are missing, superfluous, misshapen or not finite; a
            model other than `like`.
        OSError: there is no such file.
    """
    content = _read(Path(path))
    return rebuild(content["model"], _weights(content, Path(path)), path, like)


def read_about(path: str | Path) -> dict:
    """What else a file says. Raises as `load_compact` does for a file that is damaged."""
    return _read(Path(path))["about"]


def replace_about(path: str | Path, about: dict) -> None:
    """Let a file say this instead; its model stays as it is, to the last bit.

    Raises:
        ValueError: the file is damaged; `about` is not what JSON can hold.
        OSError: there is no such file.
    """
    _write(Path(path), _read(Path(path)) | {"about": about})


def digest(content: dict) -> str:
    """The checksum (SHA-256) of all that a file says."""
    said = {name: value for name, value in content.items() if name != "sha256"}
    return hashlib.sha256(_text(said).encode()).hexdigest()


def _text(content: dict) -> str:
    return json.dumps(content, allow_nan=False, separators=(",", ":"))


def _write(path: Path, content: dict) -> None:
    try:
        text = _text(content | {"sha256": digest(content)})
    except (TypeError, ValueError) as error:
        raise ValueError(f"expected about as JSON can hold it, but {error}") from error
    with replacing(path, None if path.exists() else READABLE) as file:
        file.write(f"{text}\n".encode())


def _read(path: Path) -> dict:
    """All that a file says."""
    raw = path.read_bytes()
    try:
        content = json.loads(raw)
        came = content["format"], content["version"]
        sum_ = digest(content)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise damaged(path, "save_compact") from error
    check_format(came, (FORMAT, VERSION), path)
    if content.keys() != PARTS or content["sha256"] != sum_:
        raise damaged(path, "save_compact")
    return content


def _weights(content: dict, path: Path) -> dict[str, Tensor]:
    try:
        return tensors(content["weights"])
    except Exception as error:  # what zlib, base64 and numpy make of other texts
        raise damaged(path, "save_compact") from error
