"""Regular expressions that Python and JavaScript read alike: of characters, classes of them,
groups, alternatives and repetitions."""

import re

SYNTAX = r"\\^$.|?*+()[\]{}"  # these mean something, so one that does not has a backslash
ALONE = r"\ud800-\udfff"  # half a character of UTF-16
CHARACTER = rf"[^{SYNTAX}{ALONE}]|\\[{SYNTAX}]|\."
IN_CLASS = rf"(?:[^\\^\[\]&|~{ALONE}-]|\\[\\^\[\]])"
CLASS = rf"\[\^?(?:{IN_CLASS}(?:-{IN_CLASS})?)+-?\]"
TIMES = r"(?:[*+?]|\{[0-9]{1,3}(?:,(?:[0-9]{1,3})?)?\})\??"
ALIKE = re.compile(rf"(?:\((?:\?:)?|\||(?:{CHARACTER}|{CLASS}|\))(?:{TIMES})?)*")


def check_pattern(pattern: str) -> None:
    """Raise ValueError unless JavaScript reads the pattern as Python does. That parentheses are
    closed, and the like, Python says itself."""
    try:
        alike = ALIKE.fullmatch(pattern) and re.compile(pattern)
    except re.error:
        alike = None
    if not alike:
        raise ValueError(
            "expected a pattern that JavaScript reads as Python does: characters, classes such "
            f"as [0-9], groups, alternatives and repetitions; got {pattern!r:.200}"
        )
