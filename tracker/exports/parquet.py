"""Claims as Parquet: days as dates, counts as integers, lists as lists."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tracker.csv_files import COLUMNS, record_url
from tracker.exports.about import About, Batch
from tracker.exports.columns import COUNTS, DAYS, LISTS


def write_parquet(path: Path, batches: Iterable[Batch], about: About, public_url: str) -> None:
    """Write a row group a batch. The file's own metadata tells what it holds."""
    import pyarrow.parquet as pq  # noqa: PLC0415 - slow to load, and seldom needed

    schema = _schema(about)
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for batch in batches:
            writer.write_table(_table(batch, schema, public_url))


def _schema(about: About) -> Any:
    import pyarrow as pa  # noqa: PLC0415

    def kind_of(name: str) -> Any:
        if name in LISTS:
            return pa.list_(pa.string())
        if name in DAYS:
            return pa.date32()
        if name in COUNTS:
            return pa.int64()
        return pa.timestamp("us", tz="UTC") if name == "recorded_at" else pa.string()

    told = {what.lower().replace(" ", "_"): words for what, words in about.lines()}
    return pa.schema([(name, kind_of(name)) for name in COLUMNS], metadata=told)


def _table(batch: Batch, schema: Any, public_url: str) -> Any:
    import pyarrow as pa  # noqa: PLC0415

    empty = [None] * len(batch["code"])
    columns = {name: batch.get(name, empty) for name in COLUMNS}
    columns["record_url"] = [record_url(public_url, code) for code in batch["code"]]
    return pa.table({name: pa.array(columns[name], schema.field(name).type) for name in COLUMNS}, schema=schema)
