"""CITATION.cff and the section "Cite this book" say the same."""

import re
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
CITATION = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
SECTION = (ROOT / "book" / "references.md").read_text("utf-8").partition("## Cite this book")[2]
BIBTEX = dict(re.findall(r"^  (\w+) *= \{+(.*?)\}+,?$", SECTION, re.MULTILINE))


def test_both_name_the_same_book():
    config = yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))
    assert CITATION["title"] == BIBTEX["title"] == config["title"]
    assert [author["name"] for author in CITATION["authors"]] == [BIBTEX["author"]]
    assert BIBTEX["author"].lower() == config["author"].lower()


def test_both_name_the_same_edition():
    assert CITATION["version"] == BIBTEX["version"]
    assert str(CITATION["date-released"].year) == BIBTEX["year"]


def test_the_licences_are_those_of_the_book():
    text = (ROOT / "LICENSE").read_text("utf-8")
    assert CITATION["license"] == ["MIT", "CC-BY-4.0"]
    assert "MIT License" in text
    assert "CC BY 4.0" in text
    # The data, and Unicode's own words about them.
    files = (ROOT / "utils" / "data").iterdir()
    data = {path.name for path in files if path.suffix in (".json", ".xz")}
    assert data | {"pronouncer.json"} == set(re.findall(r"\w+\.(?:json|txt\.xz)", text))
    assert "(sunspots.json) are in the public domain" in text
    assert "UNICODE LICENSE V3" in text
    assert "pronunciations.LICENSE" in text
    own = (ROOT / "utils/data/pronunciations.LICENSE").read_text("utf-8")
    assert "Carnegie Mellon University" in own
