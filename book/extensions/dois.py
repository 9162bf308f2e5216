"""The check of links (`make links`) asks the register of DOIs, not the publishers.

A link such as https://doi.org/10.1109/5.58337 leads on to a publisher, and many publishers
turn away whatever is no browser. The register itself says whether it knows the DOI.
"""

PREFIX = "https://doi.org/10."
REGISTER = "https://doi.org/api/handles/10."


def at_the_register(address):
    """Return where the register answers for a DOI, None for any other address.

    >>> at_the_register("https://doi.org/10.1109/5.58337")
    'https://doi.org/api/handles/10.1109/5.58337'
    >>> at_the_register("https://arxiv.org/abs/1406.1078")
    """
    if not address.startswith(PREFIX):
        return None
    return REGISTER + address.removeprefix(PREFIX)


def setup(app):
    """Register with Sphinx."""
    app.connect("linkcheck-process-uri", lambda app, address: at_the_register(address))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
