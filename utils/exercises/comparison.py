"""How an answer differs from what was expected, in words."""

from collections.abc import Callable
from decimal import Decimal
from math import isnan
from numbers import Real

import numpy as np
import torch
from torch import Tensor, nn

NUMBERS = "biuf"  # NumPy's kinds: True and False, whole numbers with and without sign, others
LONG = 80  # of two texts as long as this, only where they differ is shown


def difference(given: object, expected: object, tolerance: float) -> str:
    """What is wrong with an answer.

    Args:
        given: the answer; a number may come as Python's, NumPy's, a Decimal or a tensor
            without dimensions, a list also as a tuple, an array or a tensor.
        expected: what it should be; see `fault` for what it can be.
        tolerance: by how much a number may be off. Not where True, False or a whole number is
            expected. NaN is right where NaN is expected.

    Returns:
        One line; an empty one if nothing is wrong.
    """
    return _difference(given, expected, tolerance, "")


def fault(expected: object) -> str:
    """Why nothing can be compared with this; empty if something can."""
    if isinstance(expected, Tensor | np.ndarray):
        kind = _array(expected).dtype
        return "" if kind.kind in NUMBERS else f"cannot compare answers with {kind} numbers"
    expected = _opened(expected)
    if isinstance(expected, dict | list):
        parts = expected.values() if isinstance(expected, dict) else expected
        return next(filter(None, map(fault, parts)), "")
    if expected is None:
        return "None cannot be expected: it says that a function is not written yet"
    known = isinstance(expected, str | set) or _is_number(expected)
    return "" if known else f"cannot compare answers with {type(expected).__name__}"


def snapshot(value: object) -> object:
    """A value as it is now, to be compared with what it becomes: copies of tensors, arrays,
    lists, sets, dictionaries and a module's weights. What is none of these cannot be seen to
    change, and comes back as it is."""
    if isinstance(value, Tensor | np.ndarray):
        return np.array(_array(value))
    value = _opened(value)
    if isinstance(value, dict):
        return {key: snapshot(part) for key, part in value.items()}
    return [snapshot(part) for part in value] if isinstance(value, list) else value


def _opened(value: object) -> object:
    """A value as Python's own number, list, set or dictionary, if it is anything like one;
    what it holds stays as it is."""
    if isinstance(value, nn.Module):
        return value.state_dict()
    if isinstance(value, Tensor):
        return _on_cpu(value).tolist()
    if isinstance(value, np.ndarray | np.generic):
        return value.tolist()
    if isinstance(value, tuple | range):
        return list(value)
    return set(value) if isinstance(value, set | frozenset) else value


def _difference(given: object, expected: object, tolerance: float, place: str) -> str:
    """The same for a part of an answer; place is where it is, such as `[2]`."""
    if isinstance(expected, Tensor | np.ndarray) and expected.ndim:
        return _arrays(given, _array(expected), tolerance, place)
    given, expected = _opened(given), _opened(expected)
    if given is expected or (isinstance(expected, complex | bytes) and given == expected):
        return ""
    for kind, compare in _COMPARISONS.items():
        if isinstance(expected, kind):
            if isinstance(given, kind):
                return compare(given, expected, tolerance, place)
            return _at(place, f"expected a {kind.__name__}, got {_shown(given)}")
    if isinstance(expected, str) and isinstance(given, str):
        return "" if given == expected else _at(place, _texts(given, expected))
    if _is_number(expected) and _is_number(given):
        same = _same(given, expected, tolerance)
        return "" if same else _at(place, _numbers(given, expected))
    return _at(place, f"expected {_shown(expected)}, got {_shown(given)}")


def _lists(given: list, expected: list, tolerance: float, place: str) -> str:
    if len(given) != len(expected):
        return _at(place, f"expected a list of {len(expected)}, got one of {len(given)}")
    pairs = enumerate(zip(given, expected, strict=True))
    found = (_difference(g, e, tolerance, f"{place}[{n}]") for n, (g, e) in pairs)
    return next(filter(None, found), "")


def _dicts(given: dict, expected: dict, tolerance: float, place: str) -> str:
    keys = _sets(set(given), set(expected), tolerance, place)
    found = (
        _difference(given[key], part, tolerance, f"{place}[{key!r}]")
        for key, part in expected.items()
    )
    return keys or next(filter(None, found), "")


def _sets(given: set, expected: set, _tolerance: float, place: str) -> str:
    for problem, parts in (
        ("is missing", expected - given),
        ("should not be there", given - expected),
    ):
        if parts:
            return _at(place, f"{min(map(_shown, parts))} {problem}")
    return ""


_COMPARISONS: dict[type, Callable] = {list: _lists, dict: _dicts, set: _sets}


def _arrays(given: object, expected: np.ndarray, tolerance: float, place: str) -> str:
    try:
        given = _array(given)
    except (TypeError, ValueError):  # rows of different lengths
        return _at(place, f"expected the shape {expected.shape}, got rows of all lengths")
    if given.dtype.kind not in NUMBERS and given.dtype != expected.dtype:
        return _at(place, f"expected numbers, got {_shown(given.tolist())}")
    if given.shape != expected.shape:
        return _at(place, f"expected the shape {expected.shape}, got {given.shape}")
    if (given.dtype.kind == "b") != (expected.dtype.kind == "b") and given.size:
        first = _shown(expected.flat[0].item()), _shown(given.flat[0].item())
        return _at(place, "expected {} and the like, got {} and the like".format(*first))
    same = given == expected
    if given.dtype.kind in "fc":
        same |= np.isnan(given) & np.isnan(expected)
    if same.all():
        return ""
    with np.errstate(invalid="ignore"):
        apart = np.abs(given.astype(float) - expected.astype(float))
    if expected.dtype.kind == "f":
        same |= apart <= tolerance
    if same.all():
        return ""
    apart = np.where(same, -1.0, np.nan_to_num(apart, nan=np.inf))
    worst = tuple(map(int, np.unravel_index(apart.argmax(), apart.shape)))
    values = _numbers(given[worst].item(), expected[worst].item())
    return f"the largest difference is at {place}{list(worst)}: {values}"


def _array(value: object) -> np.ndarray:
    if isinstance(value, Tensor):
        value = _on_cpu(value)
        return (value.double() if value.is_floating_point() else value).numpy()
    return value if isinstance(value, np.ndarray) else np.asarray(_rows(value))


def _rows(value: object) -> object:
    """Lists of lists, of whatever rows there are."""
    value = _opened(value)
    return [_rows(part) for part in value] if isinstance(value, list) else value


def _on_cpu(value: Tensor) -> Tensor:
    value = value.detach().cpu()
    return value if value.layout == torch.strided else value.to_dense()


def _is_number(value: object) -> bool:
    return isinstance(value, Real | Decimal)


def _same(given: object, expected: object, tolerance: float) -> bool:
    # Python takes True for 1; a reader who mixes them up should hear of it.
    if isinstance(given, bool) != isinstance(expected, bool):
        return False
    if given == expected or (isnan(given) and isnan(expected)):
        return True
    return not isinstance(expected, int) and abs(float(given) - float(expected)) <= tolerance


def _numbers(given: object, expected: object) -> str:
    """Both numbers, in as many digits as it takes to tell them apart."""
    for digits in range(6, 18):
        texts = [
            repr(value) if isinstance(value, int) else f"{float(value):.{digits}g}"
            for value in (expected, given)
        ]
        if texts[0] != texts[1]:
            return "expected {}, got {}".format(*texts)
    return f"expected {expected!r}, got {given!r}"


def _texts(given: str, expected: str) -> str:
    """Both texts; of long ones the parts where the difference begins."""
    if min(len(given), len(expected)) <= LONG:
        return f"expected {expected!r}, got {given!r}"
    pairs = zip(given, expected, strict=False)
    n = next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(given), len(expected)))
    rest = expected[n : n + LONG], given[n : n + LONG]
    return "from character {} on: expected {!r}, got {!r}".format(n, *rest)


def _shown(value: object) -> str:
    """A value in a few words."""
    if isinstance(value, list | dict | set):
        return f"a {type(value).__name__}"
    if isinstance(value, str) or _is_number(value) or value is None:
        return repr(value) if len(repr(value)) <= LONG else f"{repr(value)[:LONG]}…"
    return type(value).__name__


def _at(place: str, problem: str) -> str:
    return f"at {place}: {problem}" if place else problem
