"""The zip of `make offline`, from the built pages."""

import re
import subprocess
import zipfile
from pathlib import PurePosixPath

import pytest

from book import offline
from book.output import BUILD, SITE
from tests.book.built import PAGES


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    path = offline.pack(tmp_path_factory.mktemp("offline") / "book.zip")
    with zipfile.ZipFile(path) as opened:
        yield opened


def inside(name):
    return f"{offline.NAME}/{name}"


def test_it_has_every_page_and_what_the_pages_load(archive):
    names = set(archive.namelist())
    assert {inside(f"site/{page}.html") for page in PAGES} <= names
    site = [path for path in (BUILD / SITE).rglob("*") if path.is_file()]
    assert len(site) == sum(name.startswith(inside("site/")) for name in names)


def test_it_has_every_committed_file_and_no_other(archive):
    tracked = subprocess.run(
        ["git", "ls-tree", "-r", "--name-only", "HEAD"],
        cwd=offline.ROOT, capture_output=True, check=True, text=True,
    ).stdout.splitlines()  # fmt: skip
    packed = [name for name in archive.namelist() if not name.endswith("/")]
    assert len(packed) == len(set(packed))
    sources = {name for name in packed if not name.startswith(inside("site/"))}
    assert sources == {inside(name) for name in [*tracked, "START.html"]}
    needed = {
        "notebooks/05_attention.ipynb",
        "utils/cells/rnn.py",
        "requirements.txt",
        "Makefile",
    }
    assert {inside(name) for name in needed} <= sources


def test_nothing_of_this_machine_is_in_it(archive):
    for name in archive.namelist():
        parts = PurePosixPath(name).parts
        assert parts[0] == offline.NAME
        assert not {
            ".git",
            ".venv",
            ".venv-newest",
            ".venv-peers",
            "_build",
            "__pycache__",
        } & set(parts)


def test_the_start_page_leads_into_it(archive):
    page = archive.read(inside("START.html")).decode()
    links = re.findall(r'href="([^"]+)"', page)
    assert "site/index.html" in links
    assert {inside(link) for link in links} <= set(archive.namelist())


def test_the_same_commit_and_site_give_the_same_zip(archive, tmp_path):
    assert len({entry.date_time for entry in archive.infolist()}) == 1
    again = offline.pack(tmp_path / "again.zip")
    with open(archive.filename, "rb") as first:
        assert again.read_bytes() == first.read()


def test_without_a_site_it_says_what_to_do(tmp_path):
    with pytest.raises(FileNotFoundError, match="make book"):
        offline.pack(tmp_path / "book.zip", tmp_path)


def test_no_other_zip_has_its_name():
    """A reader may have this one, those in the site and the handouts in one folder."""
    names = [path.name for path in (BUILD / SITE).rglob("*.zip") if "quizzes" not in path.parts]
    kinds = [f"{offline.NAME}{language}" for language in ("", "-zh")]
    assert sorted(names) == sorted(f"{a}{b}.zip" for a in kinds for b in ("", "-handout"))
    assert offline.ZIP not in names
