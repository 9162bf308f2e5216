"""Links to a named place on another page: ``[Elman 1990](../book/references.md#elman1990)``.

A place is named by a line such as ``(elman1990)=`` above it. MyST finds headings
behind the ``#`` of a link to a file, but not such names, and warns. The shorter form
``[Elman 1990](#elman1990)`` needs no file, but leads nowhere when a notebook is read
in JupyterLab, VS Code or Colab. With this extension the longer form works everywhere.
"""


def with_named_places(slugs, names):
    """Return MyST's table of the places on a page, with the named places added.

    Args:
        slugs: MyST's table, from the text behind ``#`` to (line, id, title).
        names: from the name of a place to its id in the built page.

    Returns:
        A new table. An entry of ``slugs`` is never replaced.

    >>> with_named_places({"intro": (1, "id1", "Intro")}, {"elman1990": "place"})["elman1990"]
    (0, 'place', 'elman1990')
    """
    return {name: (0, place, name) for name, place in names.items()} | slugs


def _register(app, doctree):
    names = {
        name: place
        for name, place in doctree.nameids.items()
        if place and doctree.nametypes.get(name)  # explicit, written by the author
    }
    page = app.env.metadata[app.env.docname]
    page["myst_slugs"] = with_named_places(page.get("myst_slugs", {}), names)


def setup(app):
    """Register with Sphinx."""
    app.connect("doctree-read", _register)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
