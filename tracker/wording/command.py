"""The ``wording`` command's lines: JSON, one line for every wording."""

import json
from collections.abc import Iterable, Iterator

from tracker.wording.reader import read_wording


def wording_json(text: str, language: str | None = None) -> str:
    """The reading of one wording as a line of JSON, in the words' own script."""
    return json.dumps(read_wording(text, language).to_dict(), ensure_ascii=False)


def wording_lines(lines: Iterable[str]) -> Iterator[str]:
    """One line of JSON for each line, in order. Only the newline is stripped; a blank line is unread."""
    for line in lines:
        yield wording_json(line.rstrip("\r\n"))
