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


def test_others_may_read_it_as_far_as_the_mask_allows(tmp_path):
    before = os.umask(0o022)
    try:
        write(tmp_path / "a.txt", "one")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a.txt").stat().st_mode) == 0o644
