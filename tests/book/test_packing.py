"""What is handed out: all notebooks with their code, with solutions and without."""

import json
import re
import zipfile

import pytest

from book.extensions.site import pages
from book.packing import NAME, files, pack
from tests.book.built import CHAPTERS, HTML, ROOT
from tests.running.notebooks import unpacked


def notebook(folder, chapter):
    return json.loads((folder / f"{chapter}.ipynb").read_text("utf-8"))


@pytest.fixture(scope="module")
def handout(tmp_path_factory):
    return unpacked(HTML / f"{NAME}-handout.zip", tmp_path_factory.mktemp("handout"))


@pytest.fixture(scope="module")
def taken_along(tmp_path_factory):
    return unpacked(HTML / f"{NAME}.zip", tmp_path_factory.mktemp("zip"))


def test_the_site_offers_the_notebooks_and_all_that_they_need(taken_along):
    for chapter in CHAPTERS:
        assert notebook(taken_along, chapter) == notebook(ROOT, chapter)
    names = {path.name for path in taken_along.iterdir()}
    (wheel,) = (name for name in names if name.endswith(".whl"))
    wanted = {
        "notebooks",
        "utils",
        "book",
        "Makefile",
        "pyproject.toml",
        "requirements.txt",
        "constraints.txt",
        "LICENSE",
    }
    assert names == wanted | {wheel}
    assert not [path for path in taken_along.rglob("*") if "__pycache__" in path.parts]


def test_every_link_and_picture_of_a_notebook_is_in_the_zip(taken_along):
    broken, seen = [], 0
    for path in [*taken_along.rglob("*.ipynb"), *taken_along.rglob("*.md")]:
        text = path.read_text("utf-8")
        if path.suffix == ".ipynb":
            cells = json.loads(text)["cells"]
            text = "\n".join(
                "".join(c["source"]) for c in cells if c["cell_type"] == "markdown"
            )
        targets = re.findall(r"\]\(([^)\s]+)|(?:href|src)=\"([^\"]+)\"", text)
        for target in ("".join(pair).partition("#")[0] for pair in targets):
            if target and ":" not in target:
                seen += 1
                if not (path.parent / target).is_file():
                    broken.append(f"{path.name}: {target}")
    assert seen > 400
    assert not broken


def test_the_wheel_in_the_zip_is_the_code_beside_it(taken_along):
    (wheel,) = taken_along.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        packed = {
            name.partition("/")[2]: archive.read(name)
            for name in archive.namelist()
            if name.startswith("from_rnn_to_attention/")
        }
    for path in (path for path in (taken_along / "utils").rglob("*") if path.is_file()):
        name = path.relative_to(taken_along / "utils").as_posix()
        assert packed[name] == path.read_bytes(), name


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
