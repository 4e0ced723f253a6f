"""The rows of a timeline as ``series.csv`` holds them, and what a reader must know about each."""

from typing import Any

from tracker.series.lines import Line, Point
from tracker.series.timeline import Timeline
from tracker.vocabulary import DatePrecision, Subgroup


def series_rows(timeline: Timeline) -> list[dict[str, Any]]:
    """Every row a timeline draws, as ``series.csv`` holds them: by kind, then claimant, then date."""
    return [
        {
            "date": point.day,
            "series": line.kind.value,
            "actor": line.actor,
            "metric": line.key.metric,
            "low": point.low,
            "high": point.high,
            "value": point.value,
            "claim_code": point.code,
            "note": note_on(line, point),
        }
        for line in timeline.lines
        for point in line.points
    ]


def note_on(line: Line, point: Point) -> str:
    """What a reader must know about one point: its words, its date's precision, a step down."""
    parts = [f'"{point.verbatim}"' if point.verbatim else ""]
    if point.stated_precision != DatePrecision.DAY:
        parts.append(f"date known to the {DatePrecision(point.stated_precision).label.lower()}")
    if point.is_revision_down:
        parts.append(f"revision: {point.increment:,} from the figure before")
    if line.key.subgroup:
        parts.append(Subgroup(line.key.subgroup).label.lower())
    return "; ".join(part for part in parts if part)
