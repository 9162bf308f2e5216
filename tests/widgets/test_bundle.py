"""One script out of several."""

import re

import pytest

from tests.javascript import JavaScript
from utils.widgets import bundle
from utils.widgets.bundle import FOLDER, every_widget, module, parts, script, style

NAMES = every_widget()
TOP = re.compile(r"^(?:export )?(?:async )?(?:function|const|let|class) ([$\w]+)", re.MULTILINE)
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
    for part in parts(name):
        found = TOP.findall(bundle.read(part))
        assert sorted(found) == sorted(set(found))
    scopes = re.findall(r"^const ([$]\w+) = \(\(\) => \{$", module(name), re.MULTILINE)
    assert scopes == [f"${part}" for part in parts(name)]


ONE = """
const secret = "one";
const helper = () => secret;
export const one = () => helper();
"""
TWO = """
import { one as first } from "./one.js";
const secret = "two";
function helper() { return secret; }
export async function both() { return [first(), helper()]; }
export class Pair {}
export default { render: helper };
"""


def test_modules_keep_their_private_names_apart(chromium, tmp_path, monkeypatch):
    monkeypatch.setattr(bundle, "FOLDER", tmp_path)
    (tmp_path / "one.js").write_text(ONE)
    (tmp_path / "two.js").write_text(TWO.lstrip())
    page = chromium.new_page()
    two = JavaScript(module("two"))
    assert two.call("both") == ["one", "two"]
    assert two.run("(module) => [module.default.render(), typeof module.Pair]") == [
        "two",
        "function",
    ]
    page.evaluate(script("two"))
    assert page.evaluate("bookWidgets.two.render()") == "two"
    page.close()


@pytest.mark.parametrize(
    "line", ["export { a };", "export const [a, b] = [1, 2];", 'import a from "./one.js";']
)
def test_a_form_that_is_not_known_is_named(tmp_path, monkeypatch, line):
    monkeypatch.setattr(bundle, "FOLDER", tmp_path)
    (tmp_path / "odd.js").write_text(f"const a = 1;\n{line}\n")
    with pytest.raises(ValueError, match=re.escape(line)):
        module("odd")


@pytest.mark.parametrize("name", NAMES)
def test_a_widgets_styles_touch_nothing_else(name):
    """What is not the kit's stands inside a block of its own."""
    kit = (FOLDER / "kit.css").read_text("utf-8")
    assert style(name).startswith(kit)
    block = re.sub(r"/\*.*?\*/", "", style(name).removeprefix(kit), flags=re.DOTALL).strip()
    assert block.startswith(f".bw-{name} {{")
    depth = 0
    for n, character in enumerate(block):
        depth += {"{": 1, "}": -1}.get(character, 0)
        assert depth > 0 or n in (len(block) - 1, *range(len(f".bw-{name} ")))
    assert depth == 0
    selectors = re.sub(r"\([^)]*\)|@(media|supports)[^{]*", "", kit)
    for selector in re.findall(
        r"([^{}]+)\{", re.sub(r"/\*.*?\*/", "", selectors, flags=re.DOTALL)
    ):
        assert all(".bw" in part for part in selector.split(",") if part.strip()), selector


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_files_stay_short(path):
    lines = path.read_text("utf-8").splitlines()
    assert len(lines) <= 300
    assert max(len(line) for line in lines if not line.startswith("import ")) <= 120


def test_an_unknown_module():
    with pytest.raises(FileNotFoundError):
        module("nothing")
