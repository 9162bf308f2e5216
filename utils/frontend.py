"""The other end of a notebook: whether a person is there, and what is kept of the outputs.

A live widget and a progress bar are for the person who runs a notebook. What is saved is a
widget's picture, and of a bar nothing.
"""

from IPython import get_ipython

LIVE_VIEW = "application/vnd.jupyter.widget-view+json"


def is_watched() -> bool:
    """Whether a person may be there.

    Not when a program runs the notebook: nbconvert, papermill, nbval and the like say with each
    cell that nobody will answer a question (`allow_stdin` in Jupyter's messaging protocol).
    """
    request = getattr(get_ipython(), "get_parent", dict)()
    return request.get("content", {}).get("allow_stdin", True)


def keep_pictures(model: dict, **_) -> None:
    """Change what JupyterLab saves, as its `pre_save_hook`: `make lab` sets it.

    Args:
        model: what is saved. In a notebook, a live view that has HTML beside it is dropped, and
            so is an output that was emptied, such as a finished progress bar.
    """
    if model["type"] != "notebook":
        return
    for cell in model["content"]["cells"]:
        if "outputs" in cell:
            kept = [output for output in cell["outputs"] if output.get("data") != {}]
            for data in (output.get("data", {}) for output in kept):
                if "text/html" in data:
                    data.pop(LIVE_VIEW, None)
            cell["outputs"] = kept
