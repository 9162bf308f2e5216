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
from utils.frontend import LIVE_VIEW

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
EXPORTS = {"notebook": "ran.ipynb", "html": "ran.html", "slides": "ran.slides.html"}
PAGES = [("html", HTMLExporter), ("slides", SlidesExporter)]
every_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def of_one_cell(source):
    notebook = v4.new_notebook(cells=[v4.new_code_cell(source)])
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3"}
    return notebook


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    """A folder with a notebook as `jupyter nbconvert --execute` leaves it in each format."""
    folder = tmp_path_factory.mktemp("exported")
    nbformat.write(of_one_cell(SOURCE.format(steps=30)), folder / "run.ipynb")
    command = [sys.executable, "-m", "nbconvert", "--execute", folder / "run.ipynb"]
    environment = os.environ | {
        "PYTHONPATH": str(ROOT),
        "JUPYTER_CONFIG_DIR": str(folder / "config"),
    }
    every = [
        subprocess.Popen([*command, "--to", to, "--output", file], env=environment)
        for to, file in EXPORTS.items()
    ]
    assert [one.wait() for one in every] == [0] * len(every)
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


def is_as_committed(notebook):
    """Whether the one cell has left text, the picture and the recorded result, nothing else."""
    texts = [output for output in notebook.cells[0].outputs if output.output_type == "stream"]
    assert "".join(text.text for text in texts) == "begun\nended\n"
    assert {text.name for text in texts} == {"stdout"}
    widget, panel = notebook.cells[0].outputs[len(texts) :]
    assert widget.data.keys() == panel.data.keys() == {"text/html", "text/plain"}
    assert 'class="book-widget"' in widget.data["text/html"]
    assert 'class="book-recorded"' in panel.data["text/html"]
    assert "widgets" not in notebook.metadata
    return True


def pictures(page, selector=""):
    """The pictures of widgets on a page; each has loaded."""
    found = page.locator(f"{selector} .book-widget img").all()
    assert all(picture.evaluate("(img) => img.decode().then(() => true)") for picture in found)
    return found


def test_run_by_a_program(exported):
    assert is_as_committed(nbformat.read(exported / "ran.ipynb", as_version=4))


@pytest.fixture
def always_asked(look, tmp_path):
    """`always_asked(exporter)`: what a page of nbconvert's asks of other hosts (for formulas,
    diagrams, slides) even if nothing is on it."""

    def ask(exporter):
        html, _ = exporter().from_notebook_node(v4.new_notebook())
        file = tmp_path / "empty.html"
        file.write_text(html, "utf-8")
        return look(file).foreign

    return ask


@pytest.mark.parametrize(("to", "exporter"), PAGES)
def test_exported(exported, look, always_asked, to, exporter):
    shown = look(exported / EXPORTS[to])
    assert len(pictures(shown.page)) == 1
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
    assert len(pictures(shown.page)) == stored > 0
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
        source = SOURCE.format(steps=3000)
        bar = page.locator(".jp-OutputArea").get_by_text("RNNCell, seed 0:")
        client = lab.open(page, "run", source, ".jp-OutputArea .widget-hbox")
        client.stop_channels()
        bar.wait_for()
        page.locator(".bw").wait_for(timeout=60_000)
        page.get_by_role("button", name="Train").wait_for()
        assert bar.count() == 0

        choose(page, "File", "Save Notebook")
        choose(page, "Kernel", "Shut Down Kernel")
        page.get_by_text("No Kernel").first.wait_for()
        (file,) = tmp_path.glob("*.ipynb")
        saved = nbformat.read(file, as_version=4)
        assert is_as_committed(saved)

        page.goto(f"{lab.address}/tree/{file.name}?reset")
        page.get_by_text("| Idle").wait_for(timeout=60_000)
        page.get_by_text("Recorded with units 4: 99 %.").wait_for()
        assert len(pictures(page, ".jp-OutputArea")) == 1
        assert "Error displaying widget" not in page.locator(".jp-Notebook").inner_text()
        context.close()
        assert not watched.foreign


def choose(page, menu, entry):
    page.get_by_role("menuitem", name=menu, exact=True).click()
    page.get_by_role("menuitem", name=entry).first.click()
