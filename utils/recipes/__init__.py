"""What the chapters train, each once: the notebooks, the claims ledger and the tests take their
models and settings from here."""
