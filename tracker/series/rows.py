"""The rows of a timeline as ``series.csv`` holds them, and what a reader must know about each."""

from typing import Any

from tracker.series.lines import Line, Point
from tracker.series.timeline import Timeline
from tracker.vocabulary import DatePrecision, Scope, Subgroup


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
    """What a reader must know about one point: its words, its date's precision, what it changed, how it ended."""
    parts = [f'"{point.verbatim}"' if point.verbatim else ""]
    if point.stated_precision != DatePrecision.DAY:
        parts.append(f"date known to the {DatePrecision(point.stated_precision).label.lower()}")
    parts += [step_in_words(line, point), _break(point), _end(point)]
    if line.key.subgroup:
        parts.append(Subgroup(line.key.subgroup).label.lower())
    return "; ".join(part for part in parts if part)


def step_in_words(line: Line, point: Point) -> str:
    """'correction: -50 from the figure before'; '' where nothing was replaced and the line does not fall.

    A stock, such as 'now missing', may fall without anything having been revised.
    """
    if point.increment is None:
        return ""
    if point.is_revision_down and point.step_kind is None and line.key.scope == Scope.POINT_IN_TIME:
        return f"{point.increment:+,} from the figure before"
    return f"{point.step_word}: {point.increment:+,} from the figure before" if point.step_word else ""


def _break(point: Point) -> str:
    if not point.is_break:
        return ""
    if point.new_method:
        return f"series break: {point.new_method}; no step is taken"
    return f"series break: the definition changed to {point.definition or 'one that is not stated'}; no step is taken"


def _end(point: Point) -> str:
    if point.ended_at is None:
        return ""
    return f"{'retracted' if point.is_retracted else 'replaced by a later statement'} on {point.ended_at}"
