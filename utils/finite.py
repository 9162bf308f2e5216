"""Weights must be finite numbers."""

from torch import Tensor


def check_finite(weights: dict[str, Tensor]) -> None:
    """Raise ValueError, with the name of the first that is not, unless all are finite."""
    for name, value in weights.items():
        if not value.isfinite().all():
            raise ValueError(f"expected finite numbers, got NaN or infinity in {name}")
