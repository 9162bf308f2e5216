"""A file is written whole, or the one that is there stays."""

import os
import stat

import pytest

from utils.files import replacing, write


def test_what_is_written_takes_the_place_of_what_was_there(tmp_path):
    path = tmp_path / "a.txt"
    write(path, "one")
    write(path, "zwei ü")
    assert path.read_text("utf-8") == "zwei ü"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError("No space left on device")])
def test_an_interrupted_write_leaves_the_old_file_and_no_other(tmp_path, error):
    path = tmp_path / "a.txt"
    write(path, "one")
    with pytest.raises((KeyboardInterrupt, OSError)), replacing(path) as file:  # noqa: PT012
        file.write(b"half of it")
        raise error
    assert path.read_text("utf-8") == "one"
    assert list(tmp_path.iterdir()) == [path]


def test_until_the_end_a_reader_sees_the_old_file(tmp_path):
    path = tmp_path / "a.txt"
    write(path, "one")
    with replacing(path) as file:
        file.write(b"two")
        file.flush()
        assert path.read_text("utf-8") == "one"
    assert path.read_text("utf-8") == "two"


@pytest.fixture
def private():
    """New files are nobody else's."""
    before = os.umask(0o077)
    yield
    os.umask(before)


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.usefixtures("private")
def test_all_may_read_what_is_part_of_the_book(tmp_path):
    write(tmp_path / "a.txt", "one")
    assert mode(tmp_path / "a.txt") == 0o644


@pytest.mark.usefixtures("private")
def test_other_files_are_as_private_as_their_owner_wants(tmp_path):
    with replacing(tmp_path / "model.pt") as file:
        file.write(b"one")
    assert mode(tmp_path / "model.pt") == 0o600


def test_others_may_read_it_as_far_as_the_mask_allows(tmp_path):
    before = os.umask(0o022)
    try:
        with replacing(tmp_path / "a.txt") as file:
            file.write(b"one")
    finally:
        os.umask(before)
    assert mode(tmp_path / "a.txt") == 0o644


@pytest.mark.parametrize("allowed", [0o600, 0o664, 0o755])
def test_a_file_keeps_its_mode(tmp_path, allowed):
    path = tmp_path / "a.txt"
    path.touch()
    path.chmod(allowed)
    write(path, "one")
    assert mode(path) == allowed


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "far").mkdir()
    path, real = tmp_path / "a.txt", tmp_path / "far" / "real.txt"
    real.touch()
    path.symlink_to(real)
    write(path, "one")
    assert path.is_symlink()
    assert real.read_text("utf-8") == "one"
    assert list(real.parent.iterdir()) == [real]
