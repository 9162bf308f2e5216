"""The first cell of a chapter finds the book wherever the notebook is, or says what to do."""

import os
import re
import shutil
import subprocess
import sys
import zipfile

import nbformat
import pytest

from book.dependencies import NOTEBOOKS, ROOT
from book.environment import install_missing
from book.packing import NAME, pack

CELLS = [nbformat.read(path, as_version=4).cells[1] for path in NOTEBOOKS]
CODE = CELLS[0].source


def run(folder, code=CODE, **environment):
    """Run the cell in a folder, where nobody is there to answer a question."""
    return subprocess.run(
        [sys.executable, "-c", f"{code}\nprint(BOOK)"],
        cwd=folder, text=True, capture_output=True, stdin=subprocess.DEVNULL,
        env=os.environ | environment,
    )  # fmt: skip


def finds(folder, code=CODE):
    """The folder that the cell finds; it may say before what it does for that."""
    done = run(folder, code)
    assert done.returncode == 0, done.stderr
    *said, found = done.stdout.splitlines()
    assert [line.split()[0] for line in said] in ([], ["Unpacking"], ["Fetching"])
    return found


def with_address(address):
    code = re.sub(r"(?m)^ADDRESS = .*$", f'ADDRESS = "{address}"', CODE)
    assert address in code
    return code


def everything_in(folder):
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def zipped(tmp_path_factory):
    return pack(tmp_path_factory.mktemp("zip") / f"{NAME}.zip")


def test_it_is_the_same_in_every_notebook():
    assert {cell.source for cell in CELLS} == {CODE}
    assert {cell.id for cell in CELLS} == {"setup"}


@pytest.mark.parametrize("folder", [".", "notebooks", "book/figures"])
def test_inside_the_book_it_only_looks(folder):
    assert finds(ROOT / folder) == str(ROOT)


# A browser numbers what it saves twice; GitHub names its own after the branch.
@pytest.mark.parametrize("name", [f"{NAME}.zip", f"{NAME} (1).zip", f"{NAME}-main.zip"])
def test_a_lone_notebook_with_a_zip_beside_it_unpacks_it_once(zipped, tmp_path, name):
    shutil.copy(zipped, tmp_path / name)
    assert finds(tmp_path) == str(tmp_path / NAME)
    before = everything_in(tmp_path / NAME)
    assert {path.relative_to(tmp_path / NAME).as_posix() for path in before} == {
        entry.partition("/")[2] for entry in zipfile.ZipFile(zipped).namelist()
    }
    assert finds(tmp_path) == str(tmp_path / NAME)
    # Python keeps what it has compiled; nothing else is there that was not there before.
    after = everything_in(tmp_path / NAME)
    assert {p: t for p, t in after.items() if "__pycache__" not in p.parts} == before


def test_a_host_that_unpacks_uploads_itself_has_it_already(zipped, tmp_path):
    """As Kaggle does, in a folder of its own, named by the reader."""
    with zipfile.ZipFile(zipped) as archive:
        archive.extractall(tmp_path / "input" / "my upload")
    code = CODE.replace('"/kaggle/input"', repr(str(tmp_path / "input")))
    (tmp_path / "working").mkdir()
    assert finds(tmp_path / "working", code) == str(tmp_path / "input" / "my upload" / NAME)
    assert not any((tmp_path / "working").iterdir())


def test_a_zip_that_was_unpacked_by_hand_into_a_folder_of_its_name(zipped, tmp_path):
    shutil.copy(zipped, tmp_path / f"{NAME}.zip")
    with zipfile.ZipFile(zipped) as archive:
        archive.extractall(tmp_path / NAME)
    assert finds(tmp_path) == str(tmp_path / NAME / NAME)


def test_half_a_zip_is_none(zipped, tmp_path):
    content = zipped.read_bytes()
    (tmp_path / f"{NAME}.zip").write_bytes(content[: len(content) // 2])
    done = run(tmp_path)
    assert done.returncode != 0
    assert f"Put {NAME}.zip, whole and under this name" in done.stderr.splitlines()[-1]
    assert [path.name for path in tmp_path.iterdir()] == [f"{NAME}.zip"]


def test_an_unpacking_that_was_interrupted_is_done_again(zipped, tmp_path):
    shutil.copy(zipped, tmp_path / f"{NAME}.zip")
    (tmp_path / f"{NAME}.part" / NAME / "utils" / "cells").mkdir(parents=True)
    assert finds(tmp_path) == str(tmp_path / NAME)
    assert (tmp_path / NAME / "utils" / "cells" / "lstm.py").is_file()


def test_with_an_address_it_fetches_the_book_once(zipped, tmp_path):
    with zipfile.ZipFile(zipped) as archive:
        archive.extractall(tmp_path)
    repository = (tmp_path / NAME).rename(tmp_path / "repository")
    git = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org"]
    for command in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "All"]):
        subprocess.run([*git, *command], cwd=repository, check=True)
    reader = tmp_path / "reader"
    reader.mkdir()
    code = with_address(repository.as_uri())
    assert finds(reader, code) == str(reader / NAME)
    before = everything_in(reader / NAME / ".git")
    assert finds(reader, code) == str(reader / NAME)
    assert everything_in(reader / NAME / ".git") == before


@pytest.mark.parametrize("code", [CODE, with_address("file:///no/such/repository")])
def test_with_nothing_at_hand_it_says_what_to_do(tmp_path, code):
    done = run(tmp_path, code)
    assert done.returncode != 0
    last = done.stderr.splitlines()[-1]
    assert "The book's code is missing" in last
    assert f"Put {NAME}.zip" in last
    assert str(tmp_path) in last


def needs(tmp_path, *requirements):
    project = tmp_path / "pyproject.toml"
    project.write_text(f"[project]\ndependencies = {list(requirements)!r}\n", "utf-8")
    return project


def test_what_the_host_has_stays_as_it_is(tmp_path, capfd):
    project = needs(tmp_path, "torch>=999", "numpy>=999", "Matplotlib-Fontja >= 999")
    install_missing(project)
    assert capfd.readouterr() == ("", "")


def test_pip_that_fails_leads_to_a_mirror_and_names_the_cause(tmp_path, monkeypatch):
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    with pytest.raises(RuntimeError) as failed:
        install_missing(needs(tmp_path, "torch", "no-such-package-anywhere"))
    message = str(failed.value)
    assert message.startswith("pip could not install all of no-such-package-anywhere.")
    assert "PIP_INDEX_URL" in message
    assert "No matching distribution found for no-such-package-anywhere" in message


def test_what_is_missing_is_installed_once(tmp_path, monkeypatch, capfd):
    """A package of two files, from a folder in the place of an index."""
    wheel = tmp_path / "tiny_needed_thing-1.0-py3-none-any.whl"
    about = "tiny_needed_thing-1.0.dist-info"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("tiny_needed_thing.py", "")
        archive.writestr(
            f"{about}/METADATA",
            "Metadata-Version: 2.1\nName: tiny-needed-thing\nVersion: 1.0\n",
        )
        archive.writestr(
            f"{about}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        archive.writestr(f"{about}/RECORD", "")
    target = tmp_path / "packages"
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    monkeypatch.setenv("PIP_TARGET", str(target))
    monkeypatch.syspath_prepend(str(target))
    project = needs(tmp_path, "tiny-needed-thing>=1")
    install_missing(project)
    assert capfd.readouterr().out == "Installing, once: tiny-needed-thing>=1\n"
    assert (target / "tiny_needed_thing.py").is_file()
    install_missing(project)
    assert capfd.readouterr() == ("", "")
