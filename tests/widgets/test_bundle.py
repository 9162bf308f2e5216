"""One script out of several."""

import re

import pytest

import utils.widgets  # noqa: F401, so that every widget is known
from utils.widgets.bundle import FOLDER, module, script, style
from utils.widgets.widget import Widget

NAMES = sorted(kind.name for kind in Widget.__subclasses__())
TOP = re.compile(r"^(?:export )?(?:async )?(?:function|const|let|class) (\w+)", re.MULTILINE)
MODULES = sorted(FOLDER.glob("*.js"))


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_left_to_load(name):
    source = module(name)
    elsewhere = r"^\s*import\b|\bimport\(|https?://(?!www\.w3\.org)"
    assert not re.search(elsewhere, source, re.MULTILINE)
    assert len(re.findall(r"^export default", source, re.MULTILINE)) == 1
    assert "export" not in script(name)
    assert not re.search(r"url\(|@import", style(name))


@pytest.mark.parametrize("name", NAMES)
def test_no_two_things_have_one_name(name):
    found = TOP.findall(module(name))
    assert sorted(found) == sorted(set(found))


@pytest.mark.parametrize("name", NAMES)
def test_a_widgets_own_styles_touch_nothing_else(name):
    own = (FOLDER / f"{name}.css").read_text("utf-8")
    rules = re.sub(r"/\*.*?\*/", "", own, flags=re.DOTALL)
    for selectors in re.findall(r"([^{}]+)\{", rules):
        if not selectors.strip().startswith("@"):
            assert all(".bw" in part for part in re.sub(r"\([^)]*\)", "", selectors).split(","))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_files_stay_short(path):
    assert len(path.read_text("utf-8").splitlines()) <= 300


def test_an_unknown_module():
    with pytest.raises(FileNotFoundError):
        module("nothing")
