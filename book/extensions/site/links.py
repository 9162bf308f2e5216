"""Links: to a named place on another page, and to a paper by its DOI.

``[Elman 1990](../book/references.md#elman1990)`` leads to a place named by a line such as
``(elman1990)=`` above it. MyST finds headings behind the ``#`` of a link to a file, but not
such names, and warns. The shorter form ``[Elman 1990](#elman1990)`` leads nowhere when a
notebook is read in JupyterLab, VS Code or Colab, and sphinxcontrib-bibtex's citations are
raw text there.

``https://doi.org/10.1109/5.58337`` leads on to a publisher, and many publishers turn away
whatever is not a browser. So `make links` asks the register itself whether it knows the DOI.
"""

DOI = "https://doi.org/10."
REGISTER = "https://doi.org/api/handles/10."


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


def add_named_places(app, doctree):
    """Tell MyST of the places on a page that its author named."""
    names = {
        name: place
        for name, place in doctree.nameids.items()
        if place and doctree.nametypes.get(name)  # explicit, written by the author
    }
    page = app.env.metadata[app.env.docname]
    page["myst_slugs"] = with_named_places(page.get("myst_slugs", {}), names)


def doi_register_url(app, address):
    """Return where the register answers for a DOI, None for any other address.

    >>> doi_register_url(None, "https://doi.org/10.1109/5.58337")
    'https://doi.org/api/handles/10.1109/5.58337'
    >>> doi_register_url(None, "https://arxiv.org/abs/1406.1078")
    """
    return REGISTER + address.removeprefix(DOI) if address.startswith(DOI) else None
