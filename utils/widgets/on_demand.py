"""Parts of a widget that are too large to be saved with it, such as a model of millions of
weights: on_demand.js asks for them when the reader first needs them.

A live widget gets them from Python. On the published page they are files of their own.
"""

import base64
import hashlib
import json
import zlib
from typing import NamedTuple

import traitlets

from ..weights import pack
from .widget import Widget


class Part(NamedTuple):
    """A part that comes when it is asked for.

    value: what JSON can hold.
    key: the same for the same contents on every machine, and for no others; `value` itself
        may differ, as there is more than one way to compress them.
    """

    value: dict | str
    key: str

    @property
    def megabytes(self) -> float:
        """How large it is on its way."""
        return round(len(json.dumps(self.value)) / 1e6, 1)


def part_of_weights(stored: dict) -> Part:
    """A part that holds weights, from what `weights.store` returned."""
    contents = hashlib.md5(usedforsecurity=False)
    for name, weight in stored.items():
        contents.update(json.dumps([name, weight["shape"], weight["scale"]]).encode())
        contents.update(zlib.decompress(base64.b64decode(weight["data"])))
    return Part(stored, contents.hexdigest())


def part_of_text(text: str) -> Part:
    """A part that holds a text, compressed."""
    data = text.encode()
    return Part(pack(data), hashlib.md5(data, usedforsecurity=False).hexdigest())


class OnDemand(Widget):
    """A widget with parts that come when they are asked for.

    Args:
        large: the parts, by name.
        values: the widget's other values.

    `parts` has the key of each part, and its size in megabytes.
    """

    parts = traitlets.Dict().tag(sync=True)

    def __init__(self, large: dict[str, Part], **values):
        self._large = large
        about = {
            name: {"key": part.key, "megabytes": part.megabytes} for name, part in large.items()
        }
        super().__init__(parts=about, **values)
        self.on_msg(self._answer)

    def _answer(self, _, content: dict, buffers: list) -> None:
        """Send the part that a view asks for: {"part": its name}."""
        name = content.get("part")
        if name in self._large:
            self.send({"part": name, "value": self._large[name].value})
