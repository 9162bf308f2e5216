"""What is handed out: all notebooks with their code, with solutions and without."""

import json
import re
import subprocess
import sys
import zipfile

import pytest

from book.extensions.site import pages
from book.packing import NAME, files, pack
from tests.book.built import CHAPTERS, HTML, ROOT


def unpacked(archive, folder):
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(folder)
    return folder / NAME


def notebook(folder, chapter):
    return json.loads((folder / f"{chapter}.ipynb").read_text("utf-8"))


@pytest.fixture(scope="module")
def handout(tmp_path_factory):
    folder = tmp_path_factory.mktemp("handout")
    return unpacked(pack(folder / "handout.zip", solutions=False), folder)


def test_the_site_offers_the_notebooks_and_what_they_import(tmp_path):
    folder = unpacked(HTML / f"{NAME}.zip", tmp_path)
    for chapter in CHAPTERS:
        assert notebook(folder, chapter) == notebook(ROOT, chapter)
    names = {path.name for path in folder.iterdir()}
    wanted = {
        "notebooks",
        "utils",
        "book",
        "Makefile",
        "requirements.txt",
        "constraints.txt",
        "LICENSE",
    }
    assert names == wanted
    assert not [path for path in folder.rglob("*") if "__pycache__" in path.parts]
    # The first two cells of a chapter: they must find the code from there.
    for chapter in CHAPTERS:
        code = {
            cell["id"]: "".join(cell["source"]) for cell in notebook(folder, chapter)["cells"]
        }
        first = f"{code['setup']}\n{code['imports']}"
        subprocess.run([sys.executable, "-c", first], cwd=folder / "notebooks", check=True)
    # The runs of the ledger that a chapter reads.
    read = (folder / "notebooks" / "04_seq2seq.ipynb").read_text("utf-8")
    (name,) = re.findall(r"\.\./(book/claims/results/[\w-]+\.json)", read)
    assert (folder / name).read_bytes() == (ROOT / name).read_bytes()


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_students_get_exercises_and_checks_and_no_solutions(handout, chapter):
    cells = notebook(handout, chapter)["cells"]
    ids = [cell["id"] for cell in cells]
    assert [name for name in ids if name.startswith("exercise-")]
    assert not [name for name in ids if name.startswith("solution-")]
    assert not [cell for cell in cells if cell.get("outputs") or cell.get("execution_count")]
    assert "verified" not in notebook(handout, chapter)["metadata"]
    whole = [cell["id"] for cell in notebook(ROOT, chapter)["cells"]]
    assert ids == [name for name in whole if not name.startswith("solution-")]


def test_a_draft_beside_the_chapters_stays_at_home():
    notebooks = [path for path in files() if path.suffix == ".ipynb"]
    assert notebooks == [ROOT / f"{chapter}.ipynb" for chapter in CHAPTERS]


def test_the_same_files_make_the_same_zip(tmp_path):
    first, second = (pack(tmp_path / name).read_bytes() for name in ("a.zip", "b.zip"))
    assert first == second


def test_the_page_for_teachers_counts_right():
    text = (ROOT / "book" / "teaching.md").read_text("utf-8")
    rows = re.findall(r"^\| \d\. .*?/(\w+)\.ipynb\) \| (\d+) \| (\d+) \|", text, re.MULTILINE)
    for (name, minutes, exercises), chapter in zip(rows, pages.chapters(ROOT), strict=True):
        assert chapter.docname.endswith(name)
        assert int(minutes) == chapter.minutes
        text = json.dumps(notebook(ROOT, chapter.docname), ensure_ascii=False)
        assert int(exercises) == len(set(re.findall(r"\*\*Exercise (\d)\.", text)))
