"""What a reader's own run leaves behind: run by a program or in JupyterLab, saved, opened
again, exported, a notebook shows what the committed ones show."""

import os
import re
import subprocess
import sys

import nbformat
import pytest
from nbconvert.exporters import HTMLExporter, ScriptExporter, SlidesExporter
from nbformat import v4

from book.dependencies import NOTEBOOKS, ROOT
from tests.browser import Watched
from tests.widgets.lab import jupyterlab

# All that a person sees live: bars, a widget, a panel.
SOURCE = """from IPython.display import display
from tests.widgets import examples
from utils.cells import RNNCell
from utils.data import roommate
from utils.tagger import Tagger
from utils.training import fit
from utils.widgets.retrain import Retrain
print("begun")
x, y = roommate.with_weather(8, 10, seed=1)
for seed in range(2):
    fit(Tagger(RNNCell(2, 8), 3), (x,), y, steps={steps}, title=f"RNNCell, seed {{seed}}")
print("ended")
display(examples.roommate())
Retrain(lambda units: "", {{"units": [4]}}, {{"units": 4}}, "99 %")"""
PAGES = [("ran.html", HTMLExporter), ("ran.slides.html", SlidesExporter)]
every_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def of_one_cell(source):
    notebook = v4.new_notebook(cells=[v4.new_code_cell(source)])
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3"}
    return notebook


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    """A folder with what `jupyter nbconvert` makes of a notebook: two ways to run it, and
    slides of one that has been run."""
    folder = tmp_path_factory.mktemp("exported")
    nbformat.write(of_one_cell(SOURCE.format(steps=30)), folder / "run.ipynb")
    environment = os.environ | {
        "PYTHONPATH": str(ROOT),
        "JUPYTER_CONFIG_DIR": str(folder / "config"),
    }

    def nbconvert(file, *options):
        command = [sys.executable, "-m", "nbconvert", folder / file, *options]
        return subprocess.Popen([*command, "--output", "ran"], env=environment)

    runs = [nbconvert("run.ipynb", "--execute", "--to", to) for to in ("notebook", "html")]
    assert [run.wait() for run in runs] == [0, 0]
    assert nbconvert("ran.ipynb", "--to", "slides").wait() == 0
    return folder


@pytest.fixture
def look(chromium):
    """`look(path)`: a file in Chromium."""
    contexts = []

    def open_page(path):
        contexts.append(chromium.new_context())
        watched = Watched(contexts[-1])
        watched.page.goto(path.as_uri())
        return watched

    yield open_page
    for context in contexts:
        context.close()


def expect_as_committed(notebook):
    """The one cell has left text, the picture and the recorded result, and nothing else."""
    outputs = notebook.cells[0].outputs
    texts = [output for output in outputs if output.output_type == "stream"]
    assert "".join(text.text for text in texts) == "begun\nended\n"
    assert {text.name for text in texts} == {"stdout"}
    kinds = [sorted(output.data) for output in outputs[len(texts) :]]
    assert kinds == [["text/html", "text/plain"]] * 2
    widget, panel = outputs[len(texts) :]
    assert 'class="book-widget"' in widget.data["text/html"]
    assert 'class="book-recorded"' in panel.data["text/html"]
    assert "widgets" not in notebook.metadata


def pictures(page, selector=""):
    """How many pictures of widgets a page shows."""
    shown = page.locator(f"{selector} .book-widget img")
    return shown.evaluate_all("(all) => all.filter((img) => img.naturalWidth > 0).length")


def test_run_by_a_program(exported):
    expect_as_committed(nbformat.read(exported / "ran.ipynb", as_version=4))


@pytest.fixture
def always_asked(look, tmp_path):
    """`always_asked(exporter)`: what each page that it makes asks of other hosts: for formulas,
    diagrams, slides."""

    def ask(exporter):
        html, _ = exporter().from_notebook_node(of_one_cell("1 + 1"))
        file = tmp_path / "empty.html"
        file.write_text(html, "utf-8")
        return look(file).foreign

    return ask


@pytest.mark.parametrize(("name", "exporter"), PAGES)
def test_exported(exported, look, always_asked, name, exporter):
    shown = look(exported / name)
    assert pictures(shown.page) == 1
    text = shown.page.locator("body").inner_text()
    assert "Recorded with units 4: 99 %." in text
    assert "seed 0:" not in text  # the bar
    assert shown.foreign == always_asked(exporter) != []


@every_notebook
def test_a_chapter_exported_as_it_is(path, look, always_asked, tmp_path):
    html, _ = HTMLExporter().from_filename(str(path))
    file = tmp_path / "chapter.html"
    file.write_text(html, "utf-8")
    shown = look(file)
    stored = len(re.findall(r'"<div class=\\"book-widget\\"', path.read_text("utf-8")))
    assert pictures(shown.page) == stored > 0
    assert shown.page.locator(".book-recorded").count() == 1
    assert shown.foreign == always_asked(HTMLExporter)


@every_notebook
def test_a_chapter_as_a_script_is_python(path):
    script, resources = ScriptExporter().from_filename(str(path))
    assert resources["output_extension"] == ".py"
    assert "get_ipython()" not in script
    compile(script, path.stem, "exec")


def test_in_jupyterlab(chromium, tmp_path):
    """Whoever watches sees the bar and live widgets. Saved and opened again with a new kernel,
    it is what a program would have left."""
    with jupyterlab(tmp_path) as lab:
        context = chromium.new_context(viewport={"width": 1200, "height": 1400})
        watched = Watched(context)
        page = watched.page
        bar = page.locator(".jp-OutputArea").get_by_text("RNNCell, seed 0:")
        file = lab.start(page, "run", SOURCE.format(steps=2000))
        bar.wait_for(timeout=60_000)
        page.locator(".bw").wait_for(timeout=60_000)
        page.get_by_role("button", name="Train").wait_for()
        assert bar.count() == 0

        with page.expect_response(lambda answer: is_save(answer.request)):
            choose(page, "File", "Save Notebook")
        expect_as_committed(nbformat.read(file, as_version=4))
        choose(page, "Kernel", "Shut Down Kernel")
        page.get_by_text("No Kernel").first.wait_for()

        lab.show(page, file)
        page.get_by_text("Recorded with units 4: 99 %.").wait_for()
        assert pictures(page, ".jp-OutputArea") == 1
        assert "Error displaying widget" not in page.locator(".jp-Notebook").inner_text()
        context.close()
        assert not watched.foreign


def choose(page, menu, entry):
    page.get_by_role("menuitem", name=menu, exact=True).click()
    page.get_by_role("menuitem", name=entry).first.click()


def is_save(request):
    return request.method == "PUT" and "/api/contents/" in request.url
