"""One claimant's figures of one key, in the order of an axis: values hold and are never interpolated.

On the stated axis every figure stays where it was said: one that was replaced is history, one that was
withdrawn ends the line on the day of the withdrawal. On the event axis a figure that was replaced is gone,
its successor stands in its place, and what was withdrawn is gone altogether.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple

import pandas as pd

from tracker.series.keys import Key
from tracker.series.records import figure_of, int_or_none
from tracker.vocabulary import Axis, Lifecycle, Metric, RelationKind, Scope, SeriesKind

STEP_WORDS: Final[dict[str, str]] = {
    RelationKind.CORRECTS: "correction",
    RelationKind.REVISES: "revision",
    RelationKind.RETRACTS: "retracted",
}
"""What a step is called when the claimant says that the figure before is replaced."""


class Break(NamedTuple):
    """The day from which a claimant counted by another method, and what changed."""

    day: date
    title: str


@dataclass(frozen=True, slots=True)
class Point:
    """One claim on its line. ``shown`` is where the mark stands; ``value`` what the words state.

    ``ended_at`` is the day on which the claimant replaced or withdrew the claim (``lifecycle`` says which):
    from that day on it is no longer in force. ``change`` is the kind of relation by which this claim changed
    an earlier one, ``step_kind`` the same where that earlier one is the point before. ``increment`` is None
    at the start, across a change of ``definition`` or of method (then ``is_break``) and after a gap; ``new_method``
    says what changed where somebody noted it.
    """

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
    lifecycle: str = Lifecycle.CURRENT
    ended_at: date | None = None
    change: str | None = None
    step_kind: str | None = None
    definition: str | None = None
    is_break: bool = False
    new_method: str = ""

    @property
    def is_revision_down(self) -> bool:
        """Whether the line steps down here: information, never smoothed."""
        return self.increment is not None and self.increment < 0

    @property
    def is_retracted(self) -> bool:
        """Whether the claimant withdrew the claim."""
        return self.lifecycle == Lifecycle.RETRACTED

    @property
    def step_word(self) -> str:
        """'correction', 'revision', 'retracted'; '' for a step up that replaces nothing."""
        if self.step_kind in STEP_WORDS:
            return STEP_WORDS[self.step_kind]
        return "revision" if self.is_revision_down else ""

    def is_in_force(self, day: date) -> bool:
        """Whether it had been said by a day and was neither replaced nor withdrawn by then."""
        return self.day <= day and (self.ended_at is None or day < self.ended_at)

    def held_until(self, following: "Point | None") -> date | None:
        """The first day on which it no longer holds: the next figure's, or its own end where that is earlier."""
        ends = [day for day in (following.day if following else None, self.ended_at) if day is not None]
        return max(self.day, min(ends)) if ends else None


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

    def before(self, day: date) -> Point | None:
        """The last figure said by a day, whether or not it was still in force; None before the first."""
        return next((point for point in reversed(self.points) if point.day <= day), None)

    def on(self, day: date) -> Point | None:
        """The figure in force on a day; None before the first, and after one that was withdrawn."""
        point = self.before(day)
        return point if point and point.is_in_force(day) else None

    @property
    def last(self) -> Point:
        """The latest figure, in force or not."""
        return self.points[-1]

    @property
    def end(self) -> date:
        """The last day of which the line says something: its latest figure, or the end of that."""
        return max(self.last.day, self.last.ended_at or self.last.day)


def points_of(
    claims: Iterable[dict[str, Any]], kind: SeriesKind, axis: Axis, breaks: Sequence[Break] = ()
) -> tuple[Point, ...]:
    """One point a day, in order. Of two claims for one day the later statement holds.

    ``breaks`` are the days from which the claimant counted otherwise: no step leads across them.
    """
    ordered = sorted(claims, key=lambda claim: (claim["stated_at"], claim["cut_off"], claim["position"]))
    by_day = {_day_on(claim, axis): claim for claim in ordered if stands_on(claim, axis)}
    points: list[Point] = []
    for day in sorted(by_day):
        points.append(_point(by_day[day], day, kind, points[-1] if points else None, breaks))
    return tuple(points)


def stands_on(claim: dict[str, Any], axis: Axis) -> bool:
    """Whether a claim has a place on an axis: by event date only those that are current."""
    return axis is Axis.STATED or bool(claim["lifecycle"] == Lifecycle.CURRENT)


def _step(before: Point, claim: dict[str, Any], day: date, shown: int, breaks: Sequence[Break]) -> dict[str, Any]:
    """What lies between a point and the one before it."""
    stated_at = claim["stated_at"]
    changed = [found.title for found in breaks if before.stated_at < found.day <= stated_at]
    is_break = claim["definition_key"] != before.definition or bool(changed)
    is_gap = before.ended_at is not None and before.ended_at < day
    return {
        "increment": None if is_break or is_gap else shown - before.shown,
        "step_kind": claim["change"] if before.ended_at == stated_at else None,
        "is_break": is_break,
        "new_method": "; ".join(changed),
    }


def _day_on(claim: dict[str, Any], axis: Axis) -> date:
    if axis is Axis.STATED:
        day = claim["stated_at"]
    elif claim["scope"] == Scope.INCIDENT and claim["incident_date"] is not None:
        day = claim["incident_date"]
    else:
        day = claim["cut_off"]
    return day if isinstance(day, date) else pd.Timestamp(day).date()


def _point(
    claim: dict[str, Any], day: date, kind: SeriesKind, before: Point | None = None, breaks: Sequence[Break] = ()
) -> Point:
    figure = figure_of(claim)
    value = claim["best"] if claim["best"] is not None else claim["stated_value"]
    if kind is SeriesKind.CONFIRMED:
        value = claim["low"]  # a floor, whatever else was counted; without a lower end there is none
        figure = figure if value is None else value
    shown = int(figure or 0)
    return Point(
        day=day,
        low=int_or_none(claim["low"]),
        high=int_or_none(claim["high"]),
        value=int_or_none(value),
        shown=shown,
        code=claim["code"],
        status=claim["status"],
        verbatim=claim["verbatim"],
        qualifier=claim["qualifier"],
        basis=claim["counting_basis"],
        stated_at=claim["stated_at"],
        stated_precision=claim["stated_precision"],
        cut_off=claim["cut_off"],
        lifecycle=claim["lifecycle"],
        ended_at=claim["ended_at"],
        change=claim["change"],
        definition=claim["definition_key"],
        **(_step(before, claim, day, shown, breaks) if before else {}),
    )
