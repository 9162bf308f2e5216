"""The book in another language, made from the same source.

`markdown` and `code` cut a text into the messages that are translated and put it together
again, `documents` does so with a page or a notebook, `catalogs` keeps the translations beside
the source (`book/locale`), `checks` compares both sides, `update` says what is missing, and
`tree` writes the whole source in the other language.
"""
