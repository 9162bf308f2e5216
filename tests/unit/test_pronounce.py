"""The command that pronounces words, with a small model that has learned nothing."""

import re
import shlex
import subprocess
import sys

import pytest
import torch

from book.dependencies import ROOT
from utils import pronounce as command
from utils.beam import Hypothesis, beam_search
from utils.cells import GRUCell
from utils.compact import load_compact, save_compact
from utils.data.pronunciations import spell
from utils.recipes import pronunciation as recipe
from utils.tagger import Tagger


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    """The file of a model whose answers end soon."""
    net = recipe.model(0, hidden_size=8, embedding_size=4, attention_size=4)
    net.decoder.output.bias.data[net.target_vocab.end] += 2
    for parameter in net.parameters():  # so that words have other answers
        parameter.data *= 3
    file = tmp_path_factory.mktemp("model") / "model.json"
    save_compact(net, file, 8, {})
    return file


@pytest.fixture
def run(model, capsys, monkeypatch):
    """From arguments to the exit status, the lines of the output and those of the errors."""
    monkeypatch.setenv("TQDM_DISABLE", "1")

    def call(*arguments):
        status = command.main([*map(str, arguments), "--model", str(model)])
        said = capsys.readouterr()
        return status, said.out.splitlines(), said.err.splitlines()

    return call


def test_each_word_gets_its_most_likely_pronunciation(run, model):
    words = ["knight", "psychology", "at"]
    status, lines, errors = run(*words)
    (best,) = zip(*beam_search(load_compact(model), words, 5), strict=True)
    assert (status, errors) == (0, [])
    assert [line.split("\t") for line in lines] == [
        [word, spell(answer.text), f"{answer.probability:.4f}"]
        for word, answer in zip(words, best, strict=True)
    ]


def test_several_pronunciations_the_most_likely_first(run):
    status, lines, _ = run("knight", "at", "--best", 3, "--beam", 4)
    words, sounds, shares = zip(*(line.split("\t") for line in lines), strict=True)
    assert status == 0
    assert words == ("knight",) * 3 + ("at",) * 3
    assert len(set(sounds[:3])) == len(set(sounds[3:])) == 3
    assert list(shares[:3]) == sorted(shares[:3], reverse=True)


def test_what_looks_alike_is_read_alike_and_kept_as_typed(run):
    left, right = (
        "o\N{LEFT SINGLE QUOTATION MARK}clock",
        "o\N{RIGHT SINGLE QUOTATION MARK}clock",
    )
    _, lines, errors = run("KNIGHT", " knight ", right, left, "O'Clock")
    words, sounds, _ = zip(*(line.split("\t") for line in lines), strict=True)
    assert words == ("KNIGHT", " knight ", right, left, "O'Clock")
    assert sounds[0] == sounds[1]
    assert sounds[2] == sounds[3] == sounds[4]
    assert not errors


EXPECTED = "expected 1 to 20 letters from a to z, and apostrophes"


def test_a_word_that_cannot_be_read_is_named_and_the_others_answered(run):
    status, lines, errors = run("at", "Na\N{LATIN SMALL LETTER I WITH DIAERESIS}ve", "bad", "7")
    assert status == 1
    assert [line.split("\t")[0] for line in lines] == ["at", "bad"]
    assert errors == [
        f"word 2: cannot read 'Na\xefve': {EXPECTED}. Try 'naive'",
        f"word 4: cannot read '7': {EXPECTED}",
    ]


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("", ""),
        ("  ", ""),
        ("two words", ""),
        ("a_b", ""),
        ("\N{CJK UNIFIED IDEOGRAPH-5317}\N{CJK UNIFIED IDEOGRAPH-4EAC}", ""),
        ("x" * 21, "; these are 21 characters"),
        ("\xe9" * 21, "; these are 21 characters"),
    ],
)
def test_it_is_said_what_a_word_may_have(run, text, end):
    status, lines, errors = run(text)
    assert (status, lines) == (1, [])
    assert errors == [f"word 1: cannot read {text!r}: {EXPECTED}{end}"]


def test_a_file_has_a_word_in_each_line(run, tmp_path):
    file = tmp_path / "words.txt"
    file.write_bytes(b"\xef\xbb\xbfat\r\n\r\n  bad \r\nna\xefve\r\nca7\r\nat")
    status, lines, errors = run("--file", file)
    assert status == 1
    assert [line.split("\t")[0] for line in lines] == ["at", "bad", "at"]
    assert lines[0] == lines[2]
    assert errors == [
        f"line 4: cannot read 'na\N{REPLACEMENT CHARACTER}ve': {EXPECTED}. "
        "The file is not UTF-8: save it as UTF-8 first",
        f"line 5: cannot read 'ca7': {EXPECTED}",
    ]


def test_an_empty_file_has_no_words(run, tmp_path):
    (tmp_path / "words.txt").write_bytes(b"\n\n")
    assert run("--file", tmp_path / "words.txt") == (0, [], [])


def test_a_guess_is_called_one(run):
    """A word of one letter is none of the dictionary's."""
    status, lines, errors = run("at", "x")
    assert (status, len(lines)) == (0, 2)
    assert errors == [
        "word 2: 'x': The question has a form that it never saw: the answer is a guess."
    ]


def test_an_answer_without_an_end_is_marked():
    endless, empty = Hypothesis("nY…", "nY", -1.0), Hypothesis("…", "", -1.0)
    assert command.row("knight", endless) == "knight\tN AY …\t0.3679"
    assert command.row("knight", empty) == "knight\t…\t0.3679"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "expected words, or --file"),
        (["at", "--file", "words.txt"], "expected words, or --file"),
        (["at", "--best", "6"], "expected --best from 1 to --beam, got 6 and 5"),
        (["at", "--best", "0"], "expected --best from 1 to --beam, got 0 and 5"),
        (["at", "--beam", "x"], "invalid int value: 'x'"),
    ],
)
def test_wrong_arguments(arguments, message, capsys):
    with pytest.raises(SystemExit) as stopped:
        command.main(arguments)
    assert stopped.value.code == 2
    assert message in capsys.readouterr().err


def refused(arguments, capsys):
    assert command.main([*map(str, arguments)]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    return said.err


def test_files_that_are_not_there(model, tmp_path, capsys, monkeypatch):
    none = tmp_path / "none"
    said = refused(["--file", none, "--model", model], capsys)
    assert said == f"cannot read {none}: No such file or directory\n"
    monkeypatch.setattr(command, "FILE", none)
    said = refused(["at"], capsys)
    assert (
        said == f"cannot read {none} (`make pronounce` makes it): No such file or directory\n"
    )


def test_another_model_is_refused(tmp_path, capsys):
    torch.manual_seed(0)
    save_compact(Tagger(GRUCell(3, 4), 2), tmp_path / "tagger", 8, {})
    said = refused(["at", "--model", tmp_path / "tagger"], capsys)
    assert "expected a model from letters to sounds, got Tagger" in said
    (tmp_path / "text").write_text("knight")
    said = refused(["at", "--model", tmp_path / "text"], capsys)
    assert "damaged or something else" in said


def test_it_runs_as_a_program(model):
    """Its errors stand by themselves, without a bar."""
    done = subprocess.run(
        [sys.executable, "-m", "utils.pronounce", "at", "7", "--model", model],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stdout.startswith("at\t")
    assert done.stderr.startswith("word 2: cannot read '7': expected")
    assert len(done.stderr.splitlines()) == 1


def test_it_stands_in_a_pipe(model):
    """Words from the standard input; a reader that has had enough, such as `head`, is no
    error to be shown."""
    command_line = f"{sys.executable} -m utils.pronounce --file - --model {model}"
    done = subprocess.run(
        ["bash", "-c", f"{command_line} | head -n 1"],
        input="at\n" * 5000,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith("at\t")
    assert (len(done.stdout.splitlines()), done.stderr) == (1, "")


def test_the_page_shows_what_it_prints(capsys, monkeypatch):
    """Words and sounds; the last digit of a probability is another machine's business."""
    monkeypatch.setenv("TQDM_DISABLE", "1")
    page = (ROOT / "book/running.md").read_text("utf-8")
    shown = re.findall(r"\$ \S+ -m utils\.pronounce ([^-\n].*)\n((?:.+\n)+?)```", page)
    assert len(shown) == 2
    for arguments, lines in shown:
        command.main(shlex.split(arguments))
        said = capsys.readouterr()
        assert without_numbers(said.err + said.out) == without_numbers(lines)


def without_numbers(lines):
    return re.sub(r"\t[0-9.]+$", "", lines, flags=re.MULTILINE)
