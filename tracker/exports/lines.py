"""Claims as JSON: a line each, or a list; empty is null, lists are lists."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

import orjson

from tracker.csv_files import COLUMNS, record_url
from tracker.exports.about import Batch


def to_lines(batches: Iterable[Batch], public_url: str) -> Iterator[str]:
    """One JSON object a line, in pieces of some thousand."""
    for batch in batches:
        yield "".join(f"{line}\n" for line in _objects(batch, public_url))


def to_list(batches: Iterable[Batch], public_url: str) -> Iterator[str]:
    """A JSON list of the same objects, in pieces."""
    yield "["
    separator = "\n"
    for batch in batches:
        yield separator + ",\n".join(_objects(batch, public_url))
        separator = ",\n"
    yield "\n]\n"


def _objects(batch: Batch, public_url: str) -> Iterator[str]:
    empty = [None] * len(batch["code"])
    urls = [record_url(public_url, code) for code in batch["code"]]
    columns = [urls if name == "record_url" else batch.get(name, empty) for name in COLUMNS]
    for row in zip(*columns, strict=True):
        plain = dict(zip(COLUMNS, map(_plain, row), strict=True))
        yield orjson.dumps(plain).decode()


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%SZ")
    return value.isoformat() if isinstance(value, date) else value
