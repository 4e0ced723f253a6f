"""One claimant's figures of one key, in the order of an axis: values hold and are never interpolated."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd

from tracker.series.keys import Key
from tracker.series.records import figure_of, int_or_none
from tracker.vocabulary import Axis, Metric, Scope, SeriesKind


@dataclass(frozen=True, slots=True)
class Point:
    """One claim on its line. ``shown`` is where the mark stands; ``value`` what the words state."""

    day: date
    low: int | None
    high: int | None
    value: int | None
    shown: int
    code: str
    status: str
    verbatim: str
    qualifier: str
    basis: str
    stated_at: date
    stated_precision: str
    cut_off: date
    increment: int | None = None

    @property
    def is_revision_down(self) -> bool:
        """Whether the line steps down here: information, never smoothed."""
        return self.increment is not None and self.increment < 0


@dataclass(frozen=True, slots=True)
class Line:
    """One claimant's figures of one key, in the order of the axis."""

    kind: SeriesKind
    actor: str
    key: Key
    points: tuple[Point, ...]

    @property
    def label(self) -> str:
        """Who, and what is counted."""
        return f"{self.actor}, {Metric(self.key.metric).label.lower()}"

    def on(self, day: date) -> Point | None:
        """The figure that held on a day, or None before the first."""
        return next((point for point in reversed(self.points) if point.day <= day), None)

    @property
    def last(self) -> Point:
        """The latest figure."""
        return self.points[-1]


def points_of(claims: Iterable[dict[str, Any]], kind: SeriesKind, axis: Axis) -> tuple[Point, ...]:
    """One point a day, in order. Of two claims for one day the later statement holds."""
    ordered = sorted(claims, key=lambda claim: (claim["stated_at"], claim["cut_off"], claim["position"]))
    by_day: dict[date, dict[str, Any]] = {}
    for claim in ordered:
        by_day[_day_on(claim, axis)] = claim
    points: list[Point] = []
    for day in sorted(by_day):
        point = _point(by_day[day], day, kind)
        if points and not _is_series_break(by_day[day], by_day[points[-1].day]):
            point = replace(point, increment=point.shown - points[-1].shown)
        points.append(point)
    return tuple(points)


def _is_series_break(claim: dict[str, Any], before: dict[str, Any]) -> bool:
    """A change of the claimant's definition: no increment is taken across it."""
    return bool(claim["definition_key"] != before["definition_key"])


def _day_on(claim: dict[str, Any], axis: Axis) -> date:
    if axis is Axis.STATED:
        day = claim["stated_at"]
    elif claim["scope"] == Scope.INCIDENT and claim["incident_date"] is not None:
        day = claim["incident_date"]
    else:
        day = claim["cut_off"]
    return day if isinstance(day, date) else pd.Timestamp(day).date()


def _point(claim: dict[str, Any], day: date, kind: SeriesKind) -> Point:
    figure = figure_of(claim)
    value = claim["best"] if claim["best"] is not None else claim["stated_value"]
    if kind is SeriesKind.CONFIRMED and claim["low"] is not None:
        figure = value = claim["low"]
    return Point(
        day=day,
        low=int_or_none(claim["low"]),
        high=int_or_none(claim["high"]),
        value=int_or_none(value),
        shown=int(figure or 0),
        code=claim["code"],
        status=claim["status"],
        verbatim=claim["verbatim"],
        qualifier=claim["qualifier"],
        basis=claim["counting_basis"],
        stated_at=claim["stated_at"],
        stated_precision=claim["stated_precision"],
        cut_off=claim["cut_off"],
    )
