"""The diagrams of the book: `python -m book.figures.diagrams` draws them."""
