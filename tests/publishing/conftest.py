"""Folders to try `make` in."""

import pytest

from tests.publishing.folder import Folder


@pytest.fixture
def folder(tmp_path):
    return Folder(tmp_path)


@pytest.fixture
def repository(folder):
    folder.repository()
    return folder
