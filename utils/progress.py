"""A bar that shows how far long work has come, and leaves nothing behind."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from IPython.display import display
from tqdm import auto, notebook

from .frontend import is_watched


@contextmanager
def progress(steps: int, title: str) -> Iterator[auto.tqdm]:
    """Count the steps and show a bar with an estimate of what is left.

    There is none where nobody is watching, nor with TQDM_DISABLE set.

    Args:
        steps: how many.
        title: stands before the bar.

    Yields:
        Iterate over it for the numbers of the steps; its `set_postfix` shows more.
    """
    # tqdm's own variable, which its bar for notebooks overlooks.
    hidden = "TQDM_DISABLE" in os.environ or not is_watched()
    if hidden or not issubclass(auto.tqdm, notebook.tqdm):
        with auto.trange(steps, desc=title, leave=False, disable=hidden) as bar:
            yield bar
        return
    # By itself it would stay in the saved notebook, at 0 %.
    bar = notebook.trange(steps, desc=title, leave=False, display=False)
    place = display(bar.container, display_id=True)
    try:
        yield bar
    finally:
        bar.close()
        bar.container.close()
        place.update({}, raw=True)
