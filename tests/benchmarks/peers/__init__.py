"""Other people's programs beside ours, on one machine in one run: `make peers`."""
