"""The pages of the book that are not notebooks, and what builds them."""
