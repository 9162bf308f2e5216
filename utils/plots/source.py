"""Source code as Markdown."""

import inspect
import textwrap

from IPython.display import Markdown


def code(*things: object) -> Markdown:
    """The source of functions, methods or classes, read from the files they live in."""
    sources = (textwrap.dedent(inspect.getsource(thing)).rstrip() for thing in things)
    return Markdown("```python\n" + "\n\n".join(sources) + "\n```")
