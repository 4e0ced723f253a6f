"""The download of every claim: through the server, in this process, and by the plainest means there is."""

import csv
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from functools import partial
from operator import itemgetter
from tempfile import TemporaryFile
from time import perf_counter
from typing import Any, Final

import httpx
from sqlalchemy import Select, and_, func, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import aliased

from bench.server import MemoryWatch, Server
from tracker.csv_files import COLUMNS
from tracker.ledger import Ledger
from tracker.store.selecting import COLUMNS as OF_CLAIM
from tracker.store.selecting import claims_with_all_about_them, named
from tracker.store.tables import Assessment, AssessmentSource, Claim, ClaimSource, Source

ROWS_AT_ONCE: Final = 2_000
MEGABYTE: Final = 1_000_000


def measure_downloads(ledger: Ledger, server: Server) -> dict[str, Any]:
    """Seconds, megabytes and growth of memory of each way, and how they compare in this run."""
    database = str(ledger.engine.url.database)
    baseline = _fastest(partial(_baseline, database))
    in_process = _fastest(partial(_in_process, ledger))
    served = _served(server, "/data/claims.csv")
    shell = _fastest(partial(_shell, database)) if shutil.which("sqlite3") else None
    plainest = baseline["seconds"]
    beside_the_shell = {"in_process_to_shell": round(in_process["seconds"] / shell["seconds"], 2)} if shell else {}
    return {
        "claims_csv_served": served,
        "claims_csv_in_process": in_process,
        "sqlite3_and_csv_modules": baseline,
        "sqlite3_shell": shell or "not installed",
        "served_to_baseline": round(served["seconds"] / plainest, 2),
        "in_process_to_baseline": round(in_process["seconds"] / plainest, 2),
        **beside_the_shell,
        "claims_json_served": _served(server, "/data/claims.json"),
        "series_csv_served": _served(server, "/data/series.csv"),
    }


def _served(server: Server, route: str) -> dict[str, Any]:
    with MemoryWatch(server.pid) as memory:
        started, received = perf_counter(), 0
        with httpx.stream("GET", server.url + route, timeout=600) as answer:
            answer.raise_for_status()
            first = None
            for piece in answer.iter_bytes():
                first = first or perf_counter() - started
                received += len(piece)
        seconds = perf_counter() - started
    return _figures(seconds, received, memory) | {"first_byte_s": round(first or seconds, 3)}


def _in_process(ledger: Ledger) -> dict[str, Any]:
    with MemoryWatch(os.getpid()) as memory:
        started = perf_counter()
        size = sum(len(piece.encode()) for piece in ledger.csv(ledger.everything))
        seconds = perf_counter() - started
    return _figures(seconds, size, memory)


def _fastest(measure: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """The quickest of three, which others on the machine have held up least, with the memory of the hungriest."""
    runs = [measure() for _ in range(3)]
    return min(runs, key=itemgetter("seconds")) | {"memory_growth_mb": max(run["memory_growth_mb"] for run in runs)}


def _shell(database: str) -> dict[str, Any]:
    """The same statement by the database's own command, into a file."""
    command = shutil.which("sqlite3") or "sqlite3"
    with TemporaryFile() as out, MemoryWatch(os.getpid(), with_children=True) as memory:
        started = perf_counter()
        subprocess.run([command, "-readonly", "-header", "-csv", database, _statement()], check=True, stdout=out)
        seconds = perf_counter() - started
        size = os.fstat(out.fileno()).st_size
    return _figures(seconds, size, memory)


def _statement() -> str:
    return str(_everything().compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True}))


def _baseline(database: str) -> dict[str, Any]:
    """One statement, a cursor and the csv module: the same columns of the same rows, as they stand in the store."""
    sink = _Sink()
    connection = sqlite3.connect(database)
    with MemoryWatch(os.getpid()) as memory:
        started = perf_counter()
        writer = csv.writer(sink, lineterminator="\n")
        cursor = connection.execute(_statement())
        while rows := cursor.fetchmany(ROWS_AT_ONCE):
            writer.writerows(rows)
        seconds = perf_counter() - started
    connection.close()
    return _figures(seconds, sink.size, memory)


class _Sink:
    """A file that keeps nothing but its size."""

    def __init__(self) -> None:
        self.size = 0

    def write(self, text: str) -> None:
        self.size += len(text.encode())


def _figures(seconds: float, size: int, memory: MemoryWatch) -> dict[str, Any]:
    return {
        "seconds": round(seconds, 2),
        "megabytes": round(size / MEGABYTE, 1),
        "memory_growth_mb": round(memory.growth / MEGABYTE, 1),
    }


def _everything() -> Select[Any]:
    """The columns of the file in one SELECT; those on sources come from joins."""
    direct = [name for name in COLUMNS if name in OF_CLAIM]
    about = (Source.url, Source.title, Source.publisher, Source.published_at, Source.language, Source.archived_url)
    return (
        claims_with_all_about_them([*named(direct), *about, ClaimSource.role, _urls_of_claim(), _urls_of_assessment()])
        .outerjoin(ClaimSource, and_(ClaimSource.claim_id == Claim.id, ClaimSource.position == 0))
        .outerjoin(Source, Source.id == ClaimSource.source_id)
        .order_by(Claim.stated_at, Claim.id)
    )


def _urls_of_claim() -> Any:
    link, source = aliased(ClaimSource), aliased(Source)
    urls = select(func.group_concat(source.url, " ")).join(link, link.source_id == source.id)
    return urls.where(link.claim_id == Claim.id).correlate(Claim).scalar_subquery()


def _urls_of_assessment() -> Any:
    source = aliased(Source)
    urls = select(func.group_concat(source.url, " ")).join(AssessmentSource, AssessmentSource.source_id == source.id)
    return urls.where(AssessmentSource.assessment_id == Assessment.id).correlate(Assessment).scalar_subquery()
