"""By exercise and by the way: an answer."""
