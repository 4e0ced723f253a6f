"""The zip archive that a workbook is: refused before it fills memory or disk, or when it lies about its sizes."""

import copy
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Final

from tracker.csv_files import InvalidFileError

MOST_UNPACKED: Final = 500 * 1024 * 1024
HIGHEST_RATIO: Final = 200
MOST_MEMBERS: Final = 5_000
SMALL_ENOUGH: Final = 10 * 1024 * 1024
"""Up to this size unpacked, any ratio is harmless: a sheet of one value shrinks a thousandfold."""
WORKBOOK_PART: Final = "xl/workbook.xml"
PIECE: Final = 1024 * 1024
_BROKEN: Final = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, OverflowError, NotImplementedError, RuntimeError,
)  # fmt: skip
_OTHERS: Final = (
    ("xl/workbook.bin", "the file is a binary workbook (.xlsb); save it as .xlsx"),
    ("content.xml", "the file is an OpenDocument file; save it as .xlsx or CSV"),
    ("word/document.xml", "the file is a text document; tables must be copied out of it first"),
)


@contextmanager
def opened_archive(path: Path) -> Iterator[zipfile.ZipFile]:
    """The archive of a workbook. What breaks while it is read becomes InvalidFileError."""
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except InvalidFileError:
        raise
    except _BROKEN as error:
        raise InvalidFileError([f"the workbook is damaged: {error}"]) from None


def refuse_no_workbook(path: Path) -> None:
    """Refuse an archive that is no workbook, or that says of itself that it unpacks to too much."""
    with opened_archive(path) as archive:
        members = archive.infolist()
        names = {member.filename for member in members}
        if WORKBOOK_PART not in names:
            other = next((problem for part, problem in _OTHERS if part in names), None)
            raise InvalidFileError([other or "the file is an archive (zip) without a workbook in it; unpack it first"])
        if len(names) < len(members):
            raise InvalidFileError(["the workbook is damaged: a part is there twice"])
        if any(member.flag_bits & 1 for member in members):
            raise InvalidFileError(["the workbook is locked with a password; save it without one"])
        _refuse_too_much(len(members), sum(member.file_size for member in members), path.stat().st_size)


def refuse_hidden_sizes(path: Path) -> None:
    """Unpack everything once, holding nothing: sizes that an archive says of itself can be made up."""
    status = path.stat()
    _refuse_hidden_sizes(path, (status.st_size, status.st_mtime_ns))


@lru_cache(maxsize=4)  # a file is opened once for each recipe that may fit it
def _refuse_hidden_sizes(path: Path, _state: tuple[int, int]) -> None:
    with opened_archive(path) as archive:
        for member in archive.infolist():
            if _unpacked_size(archive, member) != member.file_size:
                raise InvalidFileError([f"the workbook is damaged: {member.filename!r} is not as large as it says"])


def _unpacked_size(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> int:
    unlimited = copy.copy(member)
    unlimited.file_size = MOST_UNPACKED + 1  # the reader stops at the size it is told, not where the data ends
    size = 0
    with archive.open(unlimited) as stream:
        while piece := stream.read(PIECE):
            size += len(piece)
    return size


def _refuse_too_much(members: int, unpacked: int, packed: int) -> None:
    if members > MOST_MEMBERS:
        raise InvalidFileError([f"the workbook has {members:,} parts; at most {MOST_MEMBERS:,} are taken"])
    if unpacked > MOST_UNPACKED:
        raise InvalidFileError(
            [f"the workbook unpacks to {unpacked:,} bytes; at most {MOST_UNPACKED:,} are taken: save the sheet as CSV"]
        )
    if unpacked > SMALL_ENOUGH and unpacked > HIGHEST_RATIO * packed:
        raise InvalidFileError(
            [f"the workbook unpacks to {unpacked // packed:,} times its size; at most {HIGHEST_RATIO} times is taken"]
        )
