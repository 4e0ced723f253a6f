"""Incidents added up along the days: the envelope of what is claimed beside the sum of floors."""

from dataclasses import replace
from typing import Any

import pandas as pd

from tracker.series.keys import Key
from tracker.series.lines import Line, Point
from tracker.series.records import int_or_none, plain_records
from tracker.series.timeline import Timeline, headline
from tracker.vocabulary import Axis, CountingBasis, DatePrecision, SeriesKind


def running_sums(sums: pd.DataFrame) -> pd.DataFrame:
    """Incidents added up along the days: each column of ``queries.read_incident_sums`` as a running total."""
    counts = ["incidents", "low", "high", "open", "no_lower", "confirmed_low"]
    return sums.assign(**{name: sums[name].astype("Int64").cumsum() for name in counts})


def timeline_of_sums(sums: pd.DataFrame, key: Key, *, unassessed: int | None = None) -> Timeline:
    """Incidents added up by event date: the envelope of what is claimed against the sum of floors.

    The claimed range is the sum of lows to the sum of highs, wider than any plausible total; it is open
    as soon as one incident's upper end is.
    """
    running = plain_records(running_sums(sums))
    if not running:
        return Timeline(Axis.EVENT, (), None, unassessed, 0)
    count = running[-1]["incidents"]
    claimed = Line(
        SeriesKind.CLAIMED,
        f"All claimants, {count:,} incident{'' if count == 1 else 's'}",
        key,
        tuple(_sum_point(row, "low", None if row["open"] else row["high"]) for row in running),
    )
    floors = Line(
        SeriesKind.CONFIRMED,
        "Sum of documented floors",
        key,
        tuple(_sum_point(row, "confirmed_low", None) for row in running),
    )
    timeline = Timeline(Axis.EVENT, (claimed, floors), claimed.last.day, unassessed, 0)
    return replace(timeline, comparison=headline(timeline))


def _sum_point(row: dict[str, Any], low: str, high: int | None) -> Point:
    lowest = int(row[low])
    return Point(
        day=row["day"],
        low=lowest,
        high=int_or_none(high),
        value=lowest if high == lowest or low == "confirmed_low" else None,
        shown=lowest,
        code="",
        status="",
        verbatim=f"incidents added up: {row['incidents']:,}",
        qualifier="range",
        basis=CountingBasis.UNKNOWN.value,
        stated_at=row["day"],
        stated_precision=DatePrecision.DAY.value,
        cut_off=row["day"],
    )
