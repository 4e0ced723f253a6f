"""Small timelines and ranges: say what matters to the test, the rest is plain."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from tracker.series import IncidentRange, Key, Line, Point, Timeline
from tracker.vocabulary import Axis, SeriesKind

KEY = Key("killed", "combatant", None, "Party B", None, "direct", date(2024, 1, 1), "cumulative", None)
POINT = Point(
    day=date(2024, 3, 1),
    low=600,
    high=600,
    value=600,
    shown=600,
    code="CLM-0001",
    status="unassessed",
    verbatim="600 were killed",
    qualifier="exact",
    basis="asserted",
    stated_at=date(2024, 3, 1),
    stated_precision="day",
    cut_off=date(2024, 3, 1),
)
RANGE = IncidentRange(
    incident="Barracks strike",
    day=date(2023, 1, 1),
    precision="day",
    place="Makiivka",
    claimed_low=63,
    claimed_high=610,
    is_open=False,
    confirmed_low=139,
    confirmed_high=None,
    claims=9,
    claimants=6,
    unassessed=4,
    metric="killed",
)


def a_point(people=600, day=1, **changes):
    """A claim of so many people, said on a day counted from 1 March 2024."""
    when = date(2024, 2, 29) + timedelta(days=day)
    fields = {"low": people, "high": people, "value": people, "shown": people} | changes
    return replace(POINT, **({"day": when, "stated_at": when, "cut_off": when} | fields))


def a_line(*points, actor="Ministry A", kind=SeriesKind.CLAIMED, key=KEY):
    """A line through points, each with its increment from the one before."""
    steps = [None, *(after.shown - before.shown for before, after in pairwise(points))]
    placed = [replace(point, increment=step) for point, step in zip(points, steps, strict=True)]
    return Line(kind, actor, key, tuple(placed))


def a_floor(*figures, actor="Recorder R"):
    """A confirmed line of (people, day) pairs: floors, open above."""
    points = [a_point(people, day, high=None, basis="named_individuals") for people, day in figures]
    return a_line(*points, actor=actor, kind=SeriesKind.CONFIRMED)


def a_timeline(*lines, axis=Axis.STATED, **changes):
    """A timeline that ends with its latest point."""
    end = max((line.last.day for line in lines), default=None)
    return replace(Timeline(axis, lines, end, 0, 0), **changes)


def a_range(**changes):
    """An incident on the range plot."""
    return replace(RANGE, **changes)
