"""The main queries, each by itself, and what recording one claim takes."""

from collections.abc import Callable
from datetime import date
from functools import partial
from statistics import median
from time import perf_counter
from typing import Any, Final

from bench.generator import claims
from tracker import charts, series
from tracker.filters import EVERY_CLAIM, ClaimFilter
from tracker.ledger import Ledger, filled_in
from tracker.store import queries, records
from tracker.store.database import Session, reading
from tracker.vocabulary import Axis, Metric, Population, Scope, VerificationStatus

TIMES: Final = 5
WRITES: Final = 20
OTHER_SEED: Final = 3


def measure_reads(ledger: Ledger) -> dict[str, Any]:
    """Milliseconds by query: the first time, and the median of the times after it."""
    total = ledger.claims(EVERY_CLAIM).total
    keys = ledger.keys()
    first_page = filled_in(EVERY_CLAIM, keys)
    conflict = first_page.conflict
    asked: dict[str, Callable[[Session], Any]] = {
        "read_keys": queries.read_keys,
        "read_status_counts": lambda session: queries.read_status_counts(session, first_page),
        "read_claimants": lambda session: queries.read_claimants(session, EVERY_CLAIM),
        "read_claimants of the first page": lambda session: queries.read_claimants(session, first_page),
        "read_incident_names": lambda session: records.read_incident_names(session, conflict[0]),
        "read_chart_claims of the first page": lambda session: queries.read_chart_claims(session, first_page),
        "read_chart_claims of one metric": lambda session: queries.read_chart_claims(
            session, first_page.but(metric=(Metric.KILLED,), population=(Population.CIVILIAN,))
        ),
        "read_incident_page": lambda session: queries.read_incident_page(session, EVERY_CLAIM, limit=12),
        "read_incident_page, deep": lambda session: queries.read_incident_page(
            session, EVERY_CLAIM, limit=12, offset=total // 10
        ),
        "read_incident_sums": lambda session: queries.read_incident_sums(
            session, ClaimFilter(conflict=conflict, scope=(Scope.INCIDENT,), metric=(Metric.KILLED,))
        ),
    }
    asked |= _counts(conflict[0]) | _pages(total)
    found: dict[str, Any] = {name: _timed(ledger, ask) for name, ask in asked.items()}
    return {
        "milliseconds": found,
        "drawing_the_first_page_ms": _drawing(ledger, first_page),
        "add_claim_ms": _writing(ledger),
    }


def _counts(conflict: str) -> dict[str, Callable[[Session], Any]]:
    filters = {
        "everything": EVERY_CLAIM,
        "search": ClaimFilter(q="shelling names"),
        "search that finds nothing": ClaimFilter(q="no such words"),
        "unassessed": ClaimFilter(status=(VerificationStatus.UNASSESSED,)),
        "confirmed": ClaimFilter(status=(VerificationStatus.CONFIRMED,)),
        "one claimant": ClaimFilter(claimant=("Names Project",)),
        "one year by stated date": ClaimFilter(since=date(2023, 1, 1), until=date(2023, 12, 31)),
        "one year by event date": ClaimFilter(since=date(2023, 1, 1), until=date(2023, 12, 31), axis=Axis.EVENT),
        "conflict, metric, population": ClaimFilter(
            conflict=(conflict,), metric=(Metric.KILLED,), population=(Population.CIVILIAN,)
        ),
    }
    return {f"count_claims: {name}": partial(queries.count_claims, wanted=wanted) for name, wanted in filters.items()}


def _pages(total: int) -> dict[str, Callable[[Session], Any]]:
    deep = max(0, total - 50)
    asked: dict[str, Callable[[Session], Any]] = {
        f"read_claims, {sort}, {where}": partial(queries.read_claims, sort=sort, offset=offset)
        for sort in ("newest", "recorded", "largest")
        for where, offset in (("first page", 0), ("last page", deep))
    }
    asked["read_claims of a search"] = lambda session: queries.read_claims(session, ClaimFilter(q="shelling names"))
    return asked


def _timed(ledger: Ledger, ask: Callable[[Session], Any]) -> dict[str, float]:
    seconds = [_seconds(lambda: _ask(ledger, ask)) for _ in range(TIMES + 1)]
    return {"first": round(seconds[0] * 1000, 1), "p50": round(median(seconds[1:]) * 1000, 1)}


def _ask(ledger: Ledger, ask: Callable[[Session], Any]) -> None:
    with reading(ledger.engine) as session:
        ask(session)


def _drawing(ledger: Ledger, wanted: ClaimFilter) -> dict[str, Any]:
    """What comes after the query: lines, figure, figure as text, words and the rows of the table."""
    with reading(ledger.engine) as session:
        frame = queries.read_chart_claims(session, wanted)
    timeline = series.build_timeline(frame)
    paper = charts.Paper("Title", "Source")
    figure = charts.claimed_and_confirmed(timeline, paper)
    steps: dict[str, Callable[[], Any]] = {
        "build_timeline": lambda: series.build_timeline(frame),
        "claimed_and_confirmed": lambda: charts.claimed_and_confirmed(timeline, paper),
        "figure to JSON": figure.to_json,
        "timeline_in_words": lambda: charts.timeline_in_words(timeline),
        "series_rows": lambda: series.series_rows(timeline),
    }
    found: dict[str, Any] = {"points": sum(len(line.points) for line in timeline.lines)}
    for name, step in steps.items():
        found[name] = round(median(_seconds(step) for _ in range(TIMES)) * 1000, 1)
    return found | {"figure_kilobytes": len(figure.to_json()) // 1000}


def _writing(ledger: Ledger) -> dict[str, float]:
    """One claim at a time, each in a transaction of its own, as a form records them."""
    news = claims(WRITES, seed=OTHER_SEED)
    seconds = [_seconds(partial(ledger.add_claim, claim, by="benchmark", may_make_names=True)) for claim in news]
    return {"p50": round(median(seconds) * 1000, 1), "max": round(max(seconds) * 1000, 1)}


def _seconds(do: Callable[[], Any]) -> float:
    started = perf_counter()
    do()
    return perf_counter() - started
