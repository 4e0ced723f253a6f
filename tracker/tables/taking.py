"""A file taken for reading: refused by size before it is read, and copied so that it cannot change meanwhile."""

import hashlib
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from tracker.csv_files import InvalidFileError

PIECE: Final = 1024 * 1024
MEGABYTE: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class TakenFile:
    """A private copy of a file, and what it is known by: ``size`` in bytes, ``sha256`` in hexadecimal."""

    path: Path
    name: str
    size: int
    sha256: str


@contextmanager
def take_file(path: Path, *, largest_bytes: int) -> Iterator[TakenFile]:
    """Copy a file while hashing it; the copy is gone when the context ends.

    Raises InvalidFileError: too large, no file, unreadable, or changed while it was read.
    """
    size, changed = _about(path)
    if size > largest_bytes:
        raise InvalidFileError(
            [
                f"{path.name} has {size:,} bytes; at most {largest_bytes:,} ({largest_bytes / MEGABYTE:,.0f} MB) "
                "are taken (TRACKER_LARGEST_FILE_MB sets the limit)"
            ]
        )
    with TemporaryDirectory(prefix="tracker-") as folder:
        copy = Path(folder) / path.name
        try:
            digest, copied = _copied(path, copy, largest_bytes)
        except OSError as error:
            raise InvalidFileError([f"{path.name} cannot be read: {error.strerror}"]) from None
        if (copied, _about(path)) != (size, (size, changed)):
            raise InvalidFileError([f"{path.name} changed while it was read; try again once it is complete"])
        yield TakenFile(copy, path.name, size, digest)


def _about(path: Path) -> tuple[int, int]:
    """Size and time of the last change of what is a file and no folder, pipe or device."""
    try:
        status = path.stat()
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        why = getattr(error, "strerror", None) or error
        raise InvalidFileError([f"{path.name} cannot be read: {why}"]) from None
    if not stat.S_ISREG(status.st_mode):
        raise InvalidFileError([f"{path.name} is {'a folder' if path.is_dir() else 'no file that can be copied'}"])
    return status.st_size, status.st_mtime_ns


def _copied(path: Path, copy: Path, largest_bytes: int) -> tuple[str, int]:
    """Hash and size of what was copied; a file that grows meanwhile is left off soon after the limit."""
    digest, copied = hashlib.sha256(), 0
    with path.open("rb") as source, copy.open("wb") as target:
        while copied <= largest_bytes and (piece := source.read(PIECE)):
            digest.update(piece)
            target.write(piece)
            copied += len(piece)
    return digest.hexdigest(), copied
