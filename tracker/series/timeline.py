"""From a frame of claims to everything a timeline draws and says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

import pandas as pd

from tracker.series.comparing import Comparison, compare, highest_floor
from tracker.series.keys import Key, key_of
from tracker.series.lines import Break, Line, points_of, stands_on
from tracker.series.records import claims_in, figure_of, is_unassessed, kind_of_claim
from tracker.vocabulary import Axis, SeriesKind


@dataclass(frozen=True, slots=True)
class Timeline:
    """Everything a timeline draws and says.

    ``replaced`` counts the claims that have no place on the event axis, since their claimants replaced or
    withdrew them. ``unassessed`` is None where they were not counted.
    """

    axis: Axis
    lines: tuple[Line, ...]
    end: date | None
    unassessed: int | None
    without_figure: int
    left_out: int = 0
    truncated: bool = False
    comparison: Comparison | None = None
    stale_after: timedelta = field(default=timedelta(days=90))
    replaced: int = 0

    def of_kind(self, kind: SeriesKind) -> list[Line]:
        """The lines of one kind."""
        return [line for line in self.lines if line.kind is kind]


def build_timeline(
    claims: pd.DataFrame,
    *,
    axis: Axis = Axis.STATED,
    stale_after_days: int = 90,
    most_lines: int = 12,
    as_of: date | None = None,
    breaks: Mapping[str, Sequence[Break]] | None = None,
) -> Timeline:
    """Lines from the frame of ``queries.read_chart_claims``; see Timeline for what comes with them.

    ``as_of`` gives what had been said by that day: see ``records.claims_in``. ``breaks`` are, by claimant, the days
    from which the claimant counted by another method.
    """
    records = claims_in(claims, as_of=as_of)
    placed = [claim for claim in records if stands_on(claim, axis)]
    with_figure = [claim for claim in placed if figure_of(claim) is not None]
    lines = _lines(with_figure, axis, breaks or {})
    drawn = _most_telling(lines, most_lines)
    timeline = Timeline(
        axis=axis,
        lines=tuple(drawn),
        end=max((line.end for line in drawn), default=None),
        unassessed=sum(is_unassessed(claim) for claim in records),
        without_figure=len(placed) - len(with_figure),
        replaced=len(records) - len(placed),
        left_out=len(lines) - len(drawn),
        stale_after=timedelta(days=stale_after_days),
    )
    return replace(timeline, comparison=headline(timeline)) if timeline.end else timeline


def _lines(claims: Sequence[dict[str, Any]], axis: Axis, breaks: Mapping[str, Sequence[Break]]) -> list[Line]:
    grouped: dict[tuple[SeriesKind, str, Key], list[dict[str, Any]]] = {}
    for claim in claims:
        grouped.setdefault((kind_of_claim(claim), claim["claimant"], key_of(claim)), []).append(claim)
    return [
        Line(kind, actor, key, points_of(found, kind, axis, breaks.get(actor, ())))
        for (kind, actor, key), found in grouped.items()
    ]


def _most_telling(lines: Sequence[Line], most: int) -> list[Line]:
    """At most so many lines: those with the most points of each kind, confirmed ones first in a tie."""
    order = list(SeriesKind)
    ranked = sorted(lines, key=lambda line: (-len(line.points), line.kind is not SeriesKind.CONFIRMED, line.actor))
    kept = ranked[:most]
    return sorted(kept, key=lambda line: (order.index(line.kind), -line.last.shown, line.actor))


def headline(timeline: Timeline) -> Comparison:
    """The claimed line with the latest figure in force, against the confirmed ones, on the last day drawn."""
    end = timeline.end
    claimed = timeline.of_kind(SeriesKind.CLAIMED)
    confirmed = timeline.of_kind(SeriesKind.CONFIRMED)
    if end is None or not claimed:
        best = highest_floor(confirmed, end) if end else None
        reasons = () if claimed else ("no claimed figure is in this view",)
        return Comparison(
            end or date.min, confirmed=best, confirmed_point=best.on(end) if best and end else None, reasons=reasons
        )
    in_force = [line for line in claimed if line.on(end)]
    latest = max(in_force or claimed, key=lambda line: (line.last.day, line.last.shown))
    return compare(latest, confirmed, end, stale_after=timeline.stale_after)
