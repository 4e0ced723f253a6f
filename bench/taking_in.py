"""Taking in a CSV of our own: checked and recorded, against the plainest means that do neither."""

import csv
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter
from typing import Any, Final

from bench.server import MemoryWatch
from tracker.importing import Options
from tracker.kept import set_aside
from tracker.ledger import Ledger, open_ledger
from tracker.settings import Settings

ROWS_AT_ONCE: Final = 1_000
MEGABYTE: Final = 1_000_000
LARGEST_FILE_MB: Final = 2_000


def measure_taking_in(ledger: Ledger, folder: Path) -> dict[str, Any]:
    """Seconds, rows a second and growth of memory of each way, and how they compare in this run.

    The growth is that of this process and those it starts, which is how a large file is read.
    """
    file = folder / "claims.csv"
    with file.open("w", encoding="utf-8") as out:
        out.writelines(ledger.csv(ledger.everything))
    rows = ledger.claims(ledger.everything).total
    ours = _in_a_process_of_its_own(_ours, file, folder / "taken.db", rows)
    plainest = _in_a_process_of_its_own(_csv_and_sqlite3, file, folder / "plainest.db", rows)
    utils = _sqlite_utils(file, folder / "utils.db", rows)
    report = {
        "megabytes": round(file.stat().st_size / MEGABYTE, 1),
        "ours": ours | {"seconds_per_million": round(ours["seconds"] / rows * 1_000_000, 1)},
        "csv_and_sqlite3_modules": plainest,
        "sqlite_utils": utils or "not installed",
        "ours_to_plainest": round(ours["seconds"] / plainest["seconds"], 2),
    }
    return report | ({"ours_to_sqlite_utils": round(ours["seconds"] / utils["seconds"], 2)} if utils else {})


def _in_a_process_of_its_own(measure: Callable[[Path, Path, int], dict[str, Any]], *given: Any) -> dict[str, Any]:
    """What is measured where nothing has left memory behind that would be used again and not be counted."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as fresh:
        return fresh.submit(measure, *given).result()


def _ours(file: Path, database: Path, rows: int) -> dict[str, Any]:
    """Every row checked, its names found or made, its history begun; kept as a whole."""
    settings = Settings(database_url=f"sqlite:///{database}", largest_file_mb=LARGEST_FILE_MB)
    ledger = open_ledger(settings, with_records=False)
    set_aside()  # as the dashboard and the commands do
    with MemoryWatch(os.getpid(), with_children=True) as memory:
        started = perf_counter()
        report = ledger.importer(by="benchmark").take(file, Options())
        seconds = perf_counter() - started
    ledger.engine.dispose()
    if report.new != rows:
        raise RuntimeError(f"{report.new:,} of {rows:,} claims were recorded: {report.problems[:3]}")
    return _figures(seconds, rows, memory)


def _csv_and_sqlite3(file: Path, database: Path, rows: int) -> dict[str, Any]:
    """The cells as they stand in the file, in one table without keys or indexes; nothing is checked."""
    connection = sqlite3.connect(database)
    with MemoryWatch(os.getpid(), with_children=True) as memory:
        started = perf_counter()
        with file.open(encoding="utf-8", newline="") as lines:
            reader = csv.reader(lines)
            header = next(reader)
            connection.execute(f"CREATE TABLE claims ({', '.join(header)})")
            statement = f"INSERT INTO claims VALUES ({', '.join('?' * len(header))})"  # noqa: S608 - marks alone
            while some := list(islice(reader, ROWS_AT_ONCE)):
                connection.executemany(statement, some)
        connection.commit()
        seconds = perf_counter() - started
    connection.close()
    return _figures(seconds, rows, memory)


def _sqlite_utils(file: Path, database: Path, rows: int) -> dict[str, Any] | None:
    """The same by a tool that many use for it; None where its command is not installed."""
    command = shutil.which("sqlite-utils")
    if command is None:
        return None
    with MemoryWatch(os.getpid(), with_children=True) as memory:
        started = perf_counter()
        insert = [command, "insert", str(database), "claims", str(file), "--csv", "--silent"]
        subprocess.run(insert, check=True, capture_output=True)
        seconds = perf_counter() - started
    return _figures(seconds, rows, memory)


def _figures(seconds: float, rows: int, memory: MemoryWatch) -> dict[str, Any]:
    return {
        "seconds": round(seconds, 2),
        "rows_per_s": round(rows / seconds),
        "memory_growth_mb": round(memory.growth / MEGABYTE, 1),
    }
