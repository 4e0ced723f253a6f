"""A file is refused by its size before it is read, and what is read of it is one state of it."""

import hashlib
import os
from pathlib import Path

import pytest

from tracker.csv_files import InvalidFileError
from tracker.tables import take_file, taking


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "losses of January.csv"
    path.write_bytes(b"a,b\n1,2\n")
    return path


def take(path, largest_bytes=100):
    with take_file(path, largest_bytes=largest_bytes) as taken:
        return taken


def test_a_taken_file_is_a_copy_known_by_its_hash_and_gone_afterwards(file):
    with take_file(file, largest_bytes=8) as taken:
        file.write_bytes(b"something else")

        assert taken.path.read_bytes() == b"a,b\n1,2\n"
        assert (taken.name, taken.path.name, taken.size) == (file.name, file.name, 8)
        assert taken.sha256 == hashlib.sha256(b"a,b\n1,2\n").hexdigest()
    assert not taken.path.parent.exists()


def test_the_copy_is_gone_after_an_error_too(file):
    with pytest.raises(InvalidFileError, match="a fault of its own"), take_file(file, largest_bytes=8) as taken:
        raise InvalidFileError(["a fault of its own"])
    assert not taken.path.parent.exists()


def test_a_file_above_the_limit_is_refused_without_being_opened(file, monkeypatch):
    monkeypatch.setattr(Path, "open", lambda *_, **__: pytest.fail("it was opened"))

    with pytest.raises(InvalidFileError, match="has 8 bytes; at most 7 .* are taken"):
        take(file, largest_bytes=7)


@pytest.mark.parametrize("change", [b"more", b""])
def test_a_file_that_changes_while_it_is_read_is_refused(file, monkeypatch, change):
    copied = taking._copied

    def copied_while_it_changes(path, copy, largest_bytes):
        found = copied(path, copy, largest_bytes)
        path.write_bytes(b"a,b\n1,3\n" + change)
        os.utime(path, ns=(1, 1))
        return found

    monkeypatch.setattr(taking, "_copied", copied_while_it_changes)

    with pytest.raises(InvalidFileError, match="changed while it was read"):
        take(file)


def test_a_file_that_grows_without_end_is_left_off(file, monkeypatch):
    class Endless:
        def __enter__(self):
            return self

        def __exit__(self, *_):
            return None

        def read(self, size):
            return b"x" * size

        def write(self, piece):
            return len(piece)

    monkeypatch.setattr(Path, "open", lambda *_, **__: Endless())

    with pytest.raises(InvalidFileError, match="changed while it was read"):
        take(file)


def test_what_is_no_file_is_refused(tmp_path):
    os.mkfifo(tmp_path / "pipe")

    for name, sentence in [
        ("pipe", "no file that can be copied"),
        ("", "is a folder"),
        ("gone.csv", "cannot be read: No such"),
    ]:
        with pytest.raises(InvalidFileError, match=sentence):
            take(tmp_path / name)
    with pytest.raises(InvalidFileError, match="cannot be read"):
        take(Path("nul\x00.csv"))
