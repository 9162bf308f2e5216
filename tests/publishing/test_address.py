"""`make address` writes the repository's address wherever it stands, and nothing else."""

import shutil

import nbformat
import pytest
import yaml

from book.address import set_address
from book.dependencies import NOTEBOOKS, ROOT, fingerprint

URL = "https://git.example.org/ada/climb"


def places(root):
    """The address in every place, "" where it is not known."""
    config = yaml.safe_load((root / "_config.yml").read_text("utf-8"))
    citation = yaml.safe_load((root / "CITATION.cff").read_text("utf-8"))
    cells = [read(root, path.name).cells[1].source for path in NOTEBOOKS]
    lines = [line for cell in cells for line in cell.splitlines() if line.startswith("ADDRESS")]
    url = config["repository"]["url"]
    return {
        "settings": "" if "/OWNER/" in url else url,
        "citation": citation.get("repository-code", ""),
        **{f"notebook {n}": line.split('"')[1] for n, line in enumerate(lines, start=1)},
    }


def read(root, name):
    return nbformat.read(root / "notebooks" / name, as_version=4)


@pytest.fixture
def copy(tmp_path):
    for name in ("_config.yml", "CITATION.cff"):
        shutil.copy(ROOT / name, tmp_path)
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks")
    return tmp_path


def test_all_places_name_the_same_address():
    found = places(ROOT)
    assert len(found) == 2 + len(NOTEBOOKS)
    assert len(set(found.values())) == 1, found


@pytest.mark.parametrize("url", [URL, f"{URL}/", f"{URL}.git", f" {URL} "])
def test_it_is_written_everywhere_and_may_be_written_again(copy, url):
    set_address("https://github.com/some/one", copy)
    changed = set_address(url, copy)
    assert set(places(copy).values()) == {URL}
    assert len(changed) == len(places(copy))


def test_nothing_else_changes_and_the_stored_outputs_stay_valid(copy):
    set_address(URL, copy)
    for path in [copy / "_config.yml", copy / "CITATION.cff", *copy.rglob("*.ipynb")]:
        before = (ROOT / path.relative_to(copy)).read_text("utf-8").splitlines()
        after = path.read_text("utf-8").splitlines()
        assert len([line for line in after if line not in before]) == 1, path
    for path in NOTEBOOKS:
        assert fingerprint(read(copy, path.name)) == fingerprint(read(ROOT, path.name))


@pytest.mark.parametrize(
    "url", ["", "climb", "https://example.org", "http://a/b/c", f"{URL} x"]
)
def test_what_is_no_address_changes_nothing(copy, url):
    before = places(copy)
    with pytest.raises(ValueError, match="make address URL="):
        set_address(url, copy)
    assert places(copy) == before
