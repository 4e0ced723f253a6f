"""A claimed line against the confirmed ones: gap, share and ratio, or why nothing is computed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from tracker.series.lines import Line, Point
from tracker.vocabulary import CountingBasis

CUT_OFFS_APART: Final = timedelta(days=7)
"""From so many days between two cut-offs on, the difference is printed beside what is computed."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One claimed line against the highest comparable floor on one day.

    ``share`` and ``ratio`` are None where they are undefined. ``at_most_unconfirmed`` is None where the
    claim has no upper bound. ``reasons`` says why nothing is computed, and is then not empty.
    """

    day: date
    claimed: Line | None = None
    confirmed: Line | None = None
    claimed_point: Point | None = None
    confirmed_point: Point | None = None
    share: float | None = None
    ratio: float | None = None
    gap_low: int | None = None
    gap_high: int | None = None
    at_most_unconfirmed: int | None = None
    reasons: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def compare(
    claimed: Line, confirmed: Sequence[Line], day: date, *, stale_after: timedelta = timedelta(days=90)
) -> Comparison:
    """A claimed line against the highest comparable floor, on one day.

    Nothing is computed when no confirmed line has the same key, or when the claim in force is older than
    ``stale_after`` at the day of the count it would be held against.
    """
    said = claimed.on(day)
    alike = [line for line in confirmed if line.key == claimed.key and line.on(day)]
    shown = highest_floor(alike or [line for line in confirmed if line.on(day)], day)
    counted = shown.on(day) if shown else None
    base = Comparison(day, claimed, shown, said, counted)
    if said is None:
        return replace(base, reasons=("nothing had been claimed by that day",))
    if shown is None or counted is None:
        return replace(base, reasons=("there is no confirmed figure in this view",))
    if not alike:
        return replace(base, reasons=tuple(claimed.key.difference(shown.key)))
    if counted.day - said.day > stale_after:
        days = (counted.day - said.day).days
        old = f"the latest claim is {days:,} days older than the latest confirmed figure; a newer claim is needed"
        return replace(base, reasons=(old,))
    return _computed(base, said, counted)


def highest_floor(lines: Sequence[Line], day: date) -> Line | None:
    """The line whose figure on a day is the highest, None where none had one yet."""
    standing = [(point.shown, point.day, line) for line in lines if (point := line.on(day))]
    return max(standing, key=lambda found: found[:2])[2] if standing else None


def _computed(base: Comparison, said: Point, counted: Point) -> Comparison:
    """Gap, share and ratio by their definitions; an open bound stays open."""
    floor = counted.low or 0
    claimed = said.value
    gap_low = None if counted.high is None or said.low is None else said.low - counted.high
    gap_high = None if said.high is None else said.high - floor
    remarks = []
    if said.basis != counted.basis:
        mine, theirs = CountingBasis(said.basis).label, CountingBasis(counted.basis).label
        remarks.append(f"claimed: {mine.lower()}; confirmed: {theirs.lower()}")
    if abs((said.cut_off - counted.cut_off).days) > CUT_OFFS_APART.days:
        remarks.append(f"the claim covers the time up to {said.cut_off}, the confirmed figure up to {counted.cut_off}")
    return replace(
        base,
        share=floor / claimed if claimed else None,
        ratio=claimed / floor if claimed is not None and floor else None,
        gap_low=gap_low,
        gap_high=gap_high,
        at_most_unconfirmed=gap_high,
        remarks=tuple(remarks),
    )
