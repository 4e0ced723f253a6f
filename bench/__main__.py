"""Measure how fast the ledger is: `python -m bench --help`."""

import json
import os
import platform
import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any, Final

import typer

from bench.downloads import measure_downloads
from bench.filling import fill
from bench.reads import measure_reads
from bench.server import dashboard
from bench.taking_in import measure_taking_in
from bench.targets import compared, errors_in
from bench.visits import measure_visits
from tracker.ledger import Ledger, open_ledger
from tracker.settings import Settings

LATEST: Final = Path(__file__).parent / "latest.json"
PARTS: Final = ("pages", "downloads", "queries", "import")


def main(
    claims: Annotated[int, typer.Option(min=1_000, help="How many made-up claims to fill a store with.")] = 100_000,
    visitors: Annotated[int, typer.Option(min=1, help="How many visitors open the timeline at once.")] = 20,
    only: Annotated[list[str] | None, typer.Option(help=f"Only this part: {', '.join(PARTS)}. Repeatable.")] = None,
) -> None:
    """Fill a store of its own with made-up claims, measure, and print the figures as JSON."""
    unknown = set(only or ()) - set(PARTS)
    if unknown:
        raise typer.BadParameter(f"{', '.join(sorted(unknown))} is not one of {', '.join(PARTS)}")
    with TemporaryDirectory(prefix="tracker-bench-") as folder:
        report = measured(Path(folder), claims, visitors, only or PARTS)
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
    return report | {"targets": compared(report)}


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
