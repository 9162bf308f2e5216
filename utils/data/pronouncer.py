"""The trained model of chapter 6: `make pronounce` writes it into pronouncer.json, and
`compact.load_compact` reads it from there."""

from pathlib import Path

FILE = Path(__file__).with_suffix(".json")
