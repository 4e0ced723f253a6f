"""Text files: which encoding they are in, and a sentence where they are not."""

import codecs
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TextIO

from tracker.csv_files import InvalidFileError, first_bad_byte

BYTE_ORDER_MARK: Final = "\ufeff"
_UTF_8_MARK: Final = codecs.BOM_UTF8
# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS: Final = (
    (_UTF_8_MARK, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def encoding_of(path: Path, stated: str | None = None) -> tuple[str, list[str]]:
    """The encoding to read a file in, and notes on it: the stated one, else what its first bytes say, else UTF-8.

    Raises InvalidFileError for an encoding that does not exist and a file that cannot be opened.
    """
    first = _first_bytes(path)
    marked = next((name for mark, name in _MARKS if first.startswith(mark)), None)
    if stated is None:
        return marked or "utf-8", [f"read as {marked.upper()}"] if marked not in (None, "utf-8") else []
    _refuse_unknown(stated)
    if marked == "utf-8" and codecs.lookup(stated).name != "utf-8":  # these bytes begin no text in another encoding
        return "utf-8", [f"read as UTF-8, as its first bytes say, and not as {stated}"]
    return stated, []


def _first_bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(4)
    except OSError as error:
        raise _cannot_be_read(path, error) from None


def _refuse_unknown(encoding: str) -> None:
    try:
        io.TextIOWrapper(io.BytesIO(), encoding=encoding)
        b"a".decode(encoding, errors="replace")  # some encodings are of host names, and take no errors lightly
    except (LookupError, ValueError):
        raise InvalidFileError([f"there is no encoding called {encoding!r}"]) from None


@contextmanager
def reading_text(path: Path, encoding: str) -> Iterator[TextIO]:
    """The file as text without its byte order mark, its line ends as they are. Faults become InvalidFileError."""
    try:
        with path.open(encoding=encoding, newline="") as file:
            if file.read(1) != BYTE_ORDER_MARK:
                file.seek(0)
            yield file
    except UnicodeError:
        raise InvalidFileError([_not_in(path, encoding)]) from None
    except OSError as error:
        raise _cannot_be_read(path, error) from None


def _not_in(path: Path, encoding: str) -> str:
    bad = first_bad_byte(path, encoding)
    where = "" if bad is None else f": byte {bad:,} of the file cannot be read"
    return (
        f"the file is not {encoding.upper()} text{where}; if it is in another encoding, "
        'the recipe can name it (such as encoding = "windows-1251")'
    )


def _cannot_be_read(path: Path, error: OSError) -> InvalidFileError:
    return InvalidFileError([f"{path.name} cannot be read: {error.strerror}"])
