"""By exercise and by the mistake: words of the message that it must get, and an answer."""
