"""A claimed line against the confirmed ones: gap, share and ratio, or why nothing is computed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from tracker.series.lines import Line, Point
from tracker.vocabulary import CountingBasis, SeriesKind

CUT_OFFS_APART: Final = timedelta(days=7)
"""From so many days between two cut-offs on, the difference is printed beside what is computed."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One claimed line against the highest comparable floor on one day.

    The gap is an interval in people, claimed low minus confirmed high to claimed high minus confirmed low;
    a count that is a floor leaves its lower end unknown, an open claim its upper end. ``share`` is the floor
    over the one number claimed, ``share_low`` and ``share_high`` the same over the claimed range. ``ratio``
    is the number claimed over the floor, ``ratio_low`` and ``ratio_high`` the same between the two ranges.
    Each is None where it is open or undefined: a share of nothing claimed, a ratio to a floor of zero.
    ``at_most_unconfirmed`` is the upper end of the gap. ``reasons`` says why nothing is computed, and is
    then not empty.
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
    share_low: float | None = None
    share_high: float | None = None
    ratio_low: float | None = None
    ratio_high: float | None = None


def compare(
    claimed: Line, confirmed: Sequence[Line], day: date, *, stale_after: timedelta = timedelta(days=90)
) -> Comparison:
    """A claimed line against the highest comparable floor, on one day.

    Nothing is computed when no confirmed line has the same key, or when the claim in force is older than
    ``stale_after`` at the day of the count it would be held against. An estimate is never a floor.
    """
    said = claimed.on(day)
    standing = [line for line in confirmed if line.kind is SeriesKind.CONFIRMED and line.on(day)]
    alike = [line for line in standing if line.key == claimed.key]
    shown = highest_floor(alike or standing, day)
    counted = shown.on(day) if shown else None
    base = Comparison(day, claimed, shown, said, counted)
    if said is None:
        return replace(base, reasons=(_why_nothing_is_claimed(claimed, day),))
    if shown is None or counted is None:
        return replace(base, reasons=("there is no confirmed figure in this view",))
    if not alike:
        return replace(base, reasons=tuple(claimed.key.difference(shown.key)))
    if counted.day - said.day > stale_after:
        days = (counted.day - said.day).days
        old = f"the latest claim is {days:,} days older than the latest confirmed figure; a newer claim is needed"
        return replace(base, reasons=(old,))
    return _computed(base, said, counted)


def _why_nothing_is_claimed(claimed: Line, day: date) -> str:
    ended = claimed.before(day)
    if ended is None:
        return "nothing had been claimed by that day"
    what = "retracted" if ended.is_retracted else "replaced"
    return f"the claimed figure was {what} on {ended.ended_at} and none has taken its place in this view"


def highest_floor(lines: Sequence[Line], day: date) -> Line | None:
    """The line whose floor on a day is the highest, None where none had a figure."""
    standing = [(point.low or 0, point.day, line) for line in lines if (point := line.on(day))]
    return max(standing, key=lambda found: found[:2])[2] if standing else None


def _computed(base: Comparison, said: Point, counted: Point) -> Comparison:
    """Gap, share and ratio by their definitions; an open bound stays open."""
    floor = counted.low or 0
    gap_low = None if counted.high is None or said.low is None else said.low - counted.high
    gap_high = None if said.high is None else said.high - floor
    return replace(
        base,
        share=_quotient(floor, said.value),
        share_low=_quotient(floor, said.high),
        share_high=_quotient(floor, said.low),
        ratio=_quotient(said.value, floor),
        ratio_low=_quotient(said.low, counted.high),
        ratio_high=_quotient(said.high, floor),
        gap_low=gap_low,
        gap_high=gap_high,
        at_most_unconfirmed=gap_high,
        remarks=tuple(_remarks(said, counted)),
    )


def _quotient(people: int | None, of: int | None) -> float | None:
    """None where either is not known and where there is nothing to divide by."""
    return None if people is None or not of else people / of


def _remarks(said: Point, counted: Point) -> list[str]:
    """In what two comparable figures still differ: how they were made, by which definition, up to when."""
    remarks = []
    if said.basis != counted.basis:
        mine, theirs = CountingBasis(said.basis).label, CountingBasis(counted.basis).label
        remarks.append(f"claimed: {mine.lower()}; confirmed: {theirs.lower()}")
    if said.definition != counted.definition:
        mine, theirs = said.definition or "not stated", counted.definition or "not stated"
        remarks.append(f"definition of the claim: {mine}; of the confirmed figure: {theirs}")
    if abs((said.cut_off - counted.cut_off).days) > CUT_OFFS_APART.days:
        remarks.append(f"the claim covers the time up to {said.cut_off}, the confirmed figure up to {counted.cut_off}")
    return remarks


def unconfirmed_in_words(found: Comparison) -> str:
    """'at most 1,100 unconfirmed', '5 to 18 unconfirmed', or why it is not known; '' where nothing is computed."""
    if found.reasons or found.claimed_point is None or found.confirmed_point is None:
        return ""
    low, high = found.gap_low, found.gap_high
    if high is None:
        return f"at least {low:,} unconfirmed" if low is not None and low > 0 else "no upper end is claimed"
    if high < 0:
        return f"the floor is {-high:,} above the upper end of the claim"
    if low is None or low <= 0:
        return f"at most {high:,} unconfirmed"
    return f"{low:,} unconfirmed" if low == high else f"{low:,} to {high:,} unconfirmed"
