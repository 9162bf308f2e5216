"""The checks of the exercises: they say what is wrong, not only that something is."""

from .check import Case, Verdict, check

__all__ = ["Case", "Verdict", "check"]
