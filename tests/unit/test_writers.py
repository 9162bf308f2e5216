"""What the project writes, it writes by `utils/files.py`, so whole or not at all. The next
function that writes a file by itself fails here."""

import ast
import re
import shutil
import subprocess

import pytest

from book.dependencies import ROOT

WRITERS = {
    "write_text", "write_bytes", "savefig", "save", "savez", "dump", "open", "fdopen",
    "ZipFile", "copy", "copy2", "copyfile", "copytree", "move", "make_archive", "imsave",
    "to_csv", "mkstemp", "NamedTemporaryFile",
}  # fmt: skip
MODES = re.compile(r"[rwaxbtU+]+")
# From a file or a folder and what it calls to why that loses nothing.
ALLOWED = {
    ("utils/files.py", "open"): "it is the one that may",
    ("utils/storage.py", "save"): "into the file of `replacing`",
    ("utils/epochs.py", "save"): "into the file of `replacing`",
    ("utils/widgets/widget.py", "savefig"): "into memory",
    ("book/figures/face.py", "save"): "into memory",
    ("book/build.py", "open"): "into a folder that is thrown away",
    ("book/packing.py", "ZipFile"): "into the file of `replacing`",
    ("book/packing.py", "copyfile"): "into a folder that is thrown away",
    ("book/offline.py", "ZipFile"): "into the file of `replacing`",
    ("book/course/chapter.py", "fdopen"): "a pipe to the process that waits",
    ("book/course/chapter.py", "dump"): "into that pipe",
    ("book/course/exchange.py", "save"): "into memory",
    ("book/course/grade.py", "write_text"): "into a folder that is thrown away",
    ("book/course/gradescope.py", "copytree"): "into a folder that is thrown away",
    ("book/course/qti.py", "ZipFile"): "into memory",
    ("book/course/upload.py", "ZipFile"): "into the file of `replacing`",
    ("book/shelves/epub.py", "save"): "into memory",
    ("book/shelves/pdf.py", "write_text"): "into a folder that is thrown away",
    ("book/course/sandbox.py", "write_text"): "files of the kernel's, in /proc",
    ("book/translation/branch.py", "copytree"): "into a folder that is thrown away",
    ("book/translation/tree.py", "write_text"): "a copy that is made anew each time",
    ("book/translation/tree.py", "copyfile"): "a copy that is made anew each time",
    ("book/claims/run.py", "save"): "the ledger's own, which does",
    ("book/extensions", ...): "into a folder that is thrown away unless the build succeeds",
}
FOLDERS = (
    "book", "utils", "tests/runner", "tests/benchmarks/peers", "tests/publishing/newest.py",
)  # fmt: skip


def programs():
    for name in FOLDERS:
        path = ROOT / name
        found = [path] if path.is_file() else sorted(path.rglob("*.py"))
        yield from (file for file in found if not file.name.startswith(("test_", "conftest")))


def writers(code):
    """The names of the functions that a program calls to write files."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", None))
            if name in WRITERS and not _reads(name, node):
                yield name


def _reads(name, call):
    """Whether it opens a file, or a zip, and says that it does so for reading."""
    given = [*call.args, *(keyword.value for keyword in call.keywords)]
    texts = [part.value for part in given if isinstance(part, ast.Constant)]
    modes = [text for text in texts if isinstance(text, str) and MODES.fullmatch(text)]
    if name not in ("open", "fdopen", "ZipFile"):
        return False
    return set("".join(modes)).isdisjoint("wax+")


def found():
    for file in programs():
        path = file.relative_to(ROOT).as_posix()
        yield from ((path, name) for name in writers(file.read_text("utf-8")))


def covers(allowed, path, name):
    place, call = allowed
    return f"{path}/".startswith(f"{place}/") and call in (name, ...)


def test_nobody_else_writes_files():
    others = [one for one in found() if not any(covers(a, *one) for a in ALLOWED)]
    assert not others, "use utils/files.py"


@pytest.mark.parametrize("allowed", ALLOWED, ids=str)
def test_every_exception_is_needed(allowed):
    assert any(covers(allowed, *one) for one in found())


WRONG = """
path.write_text("one")
path.open("w")
open(path, mode="ab")
json.dump(content, file)
torch.save(content, path)
shutil.copy(one, two)
zipfile.ZipFile(path, "x")
"""


def test_it_sees_what_writes_and_not_what_reads():
    assert len(list(writers(WRONG))) == len(WRONG.strip().split("\n"))
    reads = 'open(path)\npath.open("rb")\nZipFile(path)\nopen(path, encoding="utf-8")'
    assert not list(writers(reads))


@pytest.mark.parametrize("name", ["notebooks/01_rnn.ipynb.4711.part", "book/a.json.lock"])
def test_git_ignores_what_a_killed_writer_leaves(tmp_path, name):
    shutil.copy(ROOT / ".gitignore", tmp_path)
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    ignored = subprocess.run(["git", "-C", tmp_path, "check-ignore", "-q", name], check=False)
    assert ignored.returncode == 0


def test_make_redirects_nothing_into_a_file():
    """But a log of pip's, in the environment."""
    text = (ROOT / "Makefile").read_text("utf-8")
    commands = "\n".join(line for line in text.splitlines() if line.startswith("\t"))
    redirected = re.findall(r"[^-\w$(<]>>?\s*([^\s&;]+)", commands)
    assert set(redirected) == {"/dev/null"}
    assert re.findall(r"\btee (\S+)", commands) == ["$(1)/pip.log"]
    assert "--output" not in commands
