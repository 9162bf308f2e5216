"""What a model is, apart from its weights: its class and the arguments of its constructor, as
plain data.

`PARTS` says for every class where an object keeps the arguments of its constructor. A class
that is not in it can be neither described nor built.
"""

from collections.abc import Callable
from functools import partial
from operator import attrgetter

import torch
from torch import nn

from .attention import (
    AdditiveAttention,
    AttentionDecoder,
    DotAttention,
    FixedAttention,
    LastStateAttention,
    ScaledDotAttention,
    UniformAttention,
)
from .cells import GRUCell, LSTMCell, RNNCell
from .deep import DeepAttentionDecoder, DeepDecoder, DeepEncoder
from .domain import Domain
from .pronouncer import Pronouncer, TransformerPronouncer
from .recurrent import StackedCell
from .seq2seq import Decoder, Encoder, Seq2Seq
from .tagger import Tagger
from .transformer import Transformer
from .vocab import END, PAD, START, Vocab
from .writer import Writer

Data = dict | list | str | int | float | bool | None  # what JSON can hold
Tell = Callable[[object], Data]  # from an object to one of its constructor's arguments

# What a maker, such as the class of a cell, is called with. The rest are its options.
SIZES = {"input_size", "hidden_size", "state_size", "key_size", "attention_size"}


def describe(thing: object) -> Data:
    """A blueprint: {"class": its name, "arguments": {name: blueprint}}. Numbers, texts, True,
    False and None stand for themselves, and a tuple for a list; what makes a part from its
    sizes, such as the class of a cell, is {"maker": its name, "options": {name: blueprint}}.

    Raises:
        ValueError: an object of another class than those in `PARTS`.
    """
    if thing is None or isinstance(thing, (str, int, float)):
        return thing
    if isinstance(thing, tuple):
        return [describe(part) for part in thing]
    if type(thing) not in PARTS:
        raise ValueError(f"expected one of {_names()}, got {type(thing).__name__}")
    arguments = {name: tell(thing) for name, tell in PARTS[type(thing)].items()}
    return {"class": type(thing).__name__, "arguments": arguments}


def build(blueprint: Data) -> nn.Module:
    """The model that is described, with no memory for its weights yet (on the device "meta"),
    so no random numbers are drawn for them.

    Raises:
        ValueError: an unknown class, arguments that it does not take, values that do not fit;
            a blueprint of something other than a model.
    """
    try:
        with torch.device("meta"):
            model = _build(blueprint)
    except (TypeError, AttributeError, RuntimeError) as error:
        raise ValueError(f"expected arguments that fit together, got {error}") from error
    if not isinstance(model, nn.Module):
        raise ValueError(f"expected a model, got {type(model).__name__}")
    return model


def difference(expected: Data, given: Data, where: str = "model") -> str:
    """The first difference between two blueprints, in words; empty if they are equal."""
    if isinstance(expected, dict) and isinstance(given, dict):
        for name in expected | given:
            inner = where if name in ("arguments", "options") else f"{where}.{name}"
            found = difference(expected.get(name), given.get(name), inner)
            if found:
                return found
        return ""
    return "" if expected == given else f"{where} = {given!r} instead of {expected!r}"


def _build(data: Data) -> object:
    if isinstance(data, list):
        return tuple(map(_build, data))
    if not isinstance(data, dict):
        return data
    for kind, rest, left_out in (("class", "arguments", set()), ("maker", "options", SIZES)):
        if data.keys() == {kind, rest}:
            cls, given = _known(data[kind]), data[rest]
            expected = PARTS[cls].keys() - left_out
            if not isinstance(given, dict) or given.keys() != expected:
                raise ValueError(
                    f"expected the arguments {sorted(expected)} for {cls.__name__}, got "
                    f"{sorted(given)}"
                )
            given = {name: _build(value) for name, value in given.items()}
            if kind == "class":
                return cls(**given)
            return partial(cls, **given) if given else cls
    raise ValueError(f"expected a class or a maker, got {data!r:.60}")


def _known(name: Data) -> type:
    for cls in PARTS:
        if cls.__name__ == name:
            return cls
    raise ValueError(f"expected one of {_names()}, got the unknown class {name!r:.60}")


def _names() -> str:
    return ", ".join(cls.__name__ for cls in PARTS)


def _part(path: str) -> Tell:
    """The argument is kept under this attribute."""
    get = attrgetter(path)
    return lambda thing: describe(get(thing))


def _maker(path: str) -> Tell:
    """The argument made the part that is kept under this attribute."""
    get = attrgetter(path)

    def tell(thing: object) -> Data:
        part = describe(get(thing))
        options = {n: value for n, value in part["arguments"].items() if n not in SIZES}
        return {"maker": part["class"], "options": options}

    return tell


def _same(*names: str) -> dict[str, Tell]:
    """Arguments that are kept under their own names."""
    return {name: _part(name) for name in names}


_TEXT = _same("vocab", "hidden_size", "max_length") | {
    "embedding_size": _part("embedding.embedding_dim")
}
_LOOK = {
    "attention_size": _part("attention.attention_size"),
    "attention": _maker("attention"),
    "key_size": _part("attention.key_size"),
}
_DEEP = {
    "cell": _maker("cell.cells.0"),
    "layers": _part("cell.layers"),
    "dropout": _part("cell.dropout.p"),
}
_SCORING = _same("state_size", "key_size", "attention_size")
_TWO_SIDES = _same("encoder", "decoder")
_TRANSFORMER = _same("source_vocab", "target_vocab", "max_source", "max_target", "domain") | {
    "size": _part("source_embedding.embedding_dim"),
    "layers": lambda made: len(made.blocks),
    "heads": _part("blocks.0.attention.heads"),
}

PARTS: dict[type, dict[str, Tell]] = {
    Vocab: {"characters": lambda vocab: vocab.characters.removesuffix(PAD + START + END)},
    Domain: _same("pattern", "first_year", "last_year"),
    RNNCell: _same("input_size", "hidden_size", "nonlinearity"),
    LSTMCell: _same("input_size", "hidden_size", "forget_bias"),
    GRUCell: _same("input_size", "hidden_size", "reset"),
    StackedCell: _same("input_size", "hidden_size", "layers")
    | {"kind": _maker("cells.0"), "dropout": _part("dropout.p")},
    Tagger: _same("cell", "truncate") | {"classes": _part("output.out_features")},
    Writer: _same("vocab", "languages", "max_length")
    | {
        "hidden_size": _part("cell.hidden_size"),
        "cell": _maker("cell"),
        "dropout": _part("dropout.p"),
    },
    Encoder: _TEXT | _same("domain") | {"cell": _maker("cell")},
    DeepEncoder: _TEXT
    | _same("domain", "decoder_layers")
    | {
        "cell": _maker("recurrent.cells.0"),
        "layers": _part("recurrent.layers"),
        "bidirectional": _part("recurrent.bidirectional"),
        "dropout": _part("recurrent.dropout.p"),
    },
    Decoder: _TEXT
    | {
        "cell": _maker("cell"),
        "context_size": lambda made: made.cell.input_size - made.embedding.embedding_dim,
    },
    AttentionDecoder: _TEXT | _LOOK | {"cell": _maker("cell")},
    DeepDecoder: _TEXT | _DEEP,
    DeepAttentionDecoder: _TEXT | _LOOK | _DEEP,
    AdditiveAttention: _SCORING,
    DotAttention: _SCORING,
    ScaledDotAttention: _SCORING,
    UniformAttention: _SCORING,
    LastStateAttention: _SCORING,
    FixedAttention: _SCORING,
    Seq2Seq: _TWO_SIDES,
    Pronouncer: _TWO_SIDES,
    Transformer: _TRANSFORMER,
    TransformerPronouncer: _TRANSFORMER,
}
