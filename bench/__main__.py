"""Measure how fast the ledger is: `python -m bench --help`."""

import json
import os
import platform
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any, Final

import typer

from bench.charts import measure_charts
from bench.downloads import measure_downloads
from bench.filling import fill
from bench.growth import measure_growth
from bench.postgres import copied, postgres
from bench.reads import measure_reads
from bench.relating import relate
from bench.server import dashboard
from bench.taking_in import measure_taking_in
from bench.targets import compared, errors_in
from bench.visits import measure_visits
from tracker.ledger import Ledger, open_ledger
from tracker.settings import Settings

LATEST: Final = Path(__file__).parent / "latest.json"
PARTS: Final = ("pages", "downloads", "queries", "import")
ON_REQUEST: Final = ("charts", "growth")
GROWTH: Final = Path(__file__).parent.parent / "docs" / "pictures" / "growth.svg"


def main(
    claims: Annotated[int, typer.Option(min=1_000, help="How many made-up claims to fill a store with.")] = 100_000,
    visitors: Annotated[int, typer.Option(min=1, help="How many visitors open the timeline at once.")] = 20,
    only: Annotated[
        list[str] | None, typer.Option(help=f"Only this part: {', '.join(PARTS + ON_REQUEST)}. Repeatable.")
    ] = None,
    stores: Annotated[
        Path | None, typer.Option(help="Keep the stores of charts and growth here for the next time.")
    ] = None,
) -> None:
    """Fill a store of its own with made-up claims, measure, and print the figures as JSON."""
    unknown = set(only or ()) - {*PARTS, *ON_REQUEST}
    if unknown:
        raise typer.BadParameter(f"{', '.join(sorted(unknown))} is not one of {', '.join(PARTS + ON_REQUEST)}")
    with TemporaryDirectory(prefix="tracker-bench-") as folder:
        report = measured(Path(folder), claims, visitors, only or PARTS) if set(only or PARTS) & set(PARTS) else {}
        report |= measured_on_request(stores or Path(folder), claims, only or ())
    report["targets"] = compared(report)
    text = json.dumps(report, indent=2, ensure_ascii=False)
    LATEST.write_text(text + "\n", encoding="utf-8")
    print(text)


def measured(folder: Path, number: int, visitors: int, parts: list[str] | tuple[str, ...]) -> dict[str, Any]:
    """Every figure, by part."""
    url = f"sqlite:///{folder / 'bench.db'}"
    ledger = open_ledger(Settings(database_url=url), with_records=False)
    report: dict[str, Any] = {"machine": machine(), "claims": number}
    say(f"Recording {number:,} made-up claims ...")
    report["filling"] = fill(ledger.engine, number)
    report["store_megabytes"] = round((folder / "bench.db").stat().st_size / 1_000_000, 1)
    if "queries" in parts:
        say("Asking the main queries ...")
        report["queries"] = measure_reads(ledger)
    if "import" in parts:
        say("Taking all of them in from a CSV ...")
        report["import"] = measure_taking_in(ledger, folder)
    if {"pages", "downloads"} & set(parts):
        report |= served(ledger, url, folder / "server.log", visitors, parts)
    ledger.engine.dispose()
    return report


def measured_on_request(folder: Path, number: int, parts: Sequence[str]) -> dict[str, Any]:
    """The data of each chart on both databases, and how its cost grows; these take stores of their own."""
    report: dict[str, Any] = {"machine": machine(), "claims": number}
    folder.mkdir(parents=True, exist_ok=True)
    if "charts" in parts:
        ledger = store_of(folder, number)
        say("Reading the data of each chart from SQLite ...")
        report["charts"] = {"sqlite": measure_charts(ledger)}
        ledger.engine.dispose()
        say("Copying the store to PostgreSQL ...")
        with postgres(folder / f"postgres-{number}") as url:
            engine = copied(folder / f"{number}.db", url)
            say("Reading the same from PostgreSQL ...")
            report["charts"]["postgresql"] = measure_charts(Ledger(engine, Settings(database_url=url)))
            engine.dispose()
    if "growth" in parts:
        report["growth"] = measure_growth(lambda size: store_of(folder, size), number, GROWTH)
    return report


def store_of(folder: Path, number: int) -> Ledger:
    """A store of so many made-up claims and what changed them, filled unless it is there from the last time."""
    path = folder / f"{number}.db"
    is_new = not path.exists()
    ledger = open_ledger(Settings(database_url=f"sqlite:///{path}"), with_records=False)
    if is_new:
        say(f"Recording {number:,} made-up claims ...")
        fill(ledger.engine, number)
        relate(ledger.engine)
    return ledger


def served(ledger: Ledger, url: str, log: Path, visitors: int, parts: list[str] | tuple[str, ...]) -> dict[str, Any]:
    """What takes a running dashboard."""
    report: dict[str, Any] = {}
    with dashboard(url, log) as server:
        if "downloads" in parts:
            say("Downloading all of them ...")
            report["downloads"] = measure_downloads(ledger, server)
        if "pages" in parts:
            say("Opening pages ...")
            report["pages"] = measure_visits(ledger, server, visitors)
            report["pages"]["errors"] = errors_in(report["pages"])
    return report


def machine() -> dict[str, Any]:
    """What the figures were measured on."""
    return {
        "measured_at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
    }


def say(what: str) -> None:
    """Tell whoever waits what is going on; the output proper is the JSON alone."""
    print(what, file=sys.stderr, flush=True)


if __name__ == "__main__":
    typer.run(main)
