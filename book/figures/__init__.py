"""The diagrams of the book: `python book/figures/diagrams.py` draws them."""
