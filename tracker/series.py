"""From claims to lines: what was claimed, confirmed and estimated on each day, and what may be compared.

Frame in, frame out; nothing here knows the store or the screen. Counts are people, None is open or not
stated. The rules are those of the method's section on series: values hold until the same claimant's next
claim and are never interpolated, unlike figures are drawn side by side and never computed with.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, timedelta
from typing import Any, Final

import pandas as pd

from tracker.vocabulary import (
    ESTIMATE_BASES,
    EVIDENCE_BASES,
    Axis,
    CauseScope,
    CountingBasis,
    DatePrecision,
    Independence,
    Metric,
    Population,
    Scope,
    SeriesKind,
    Subgroup,
    Term,
)
from tracker.wording import bounds_in_words

CUT_OFFS_APART: Final = timedelta(days=7)
"""From so many days between two cut-offs on, the difference is printed beside what is computed."""

_ESTIMATES: Final = {basis.value for basis in ESTIMATE_BASES}
_EVIDENCE: Final = {basis.value for basis in EVIDENCE_BASES}


@dataclass(frozen=True, slots=True)
class Key:
    """What two series must have in common before anything is computed between them."""

    metric: str
    population: str
    subgroup: str | None
    affected_party: str
    geo_scope: str | None
    cause_scope: str
    coverage_start: date | None
    scope: str
    incident: str | None

    def difference(self, other: "Key") -> list[str]:
        """The parts that differ, in plain words, each with both sides."""
        return [
            f"{_PART_NAMES[part.name]} ({_in_words(part.name, mine)} against {_in_words(part.name, theirs)})"
            for part in fields(self)
            if (mine := getattr(self, part.name)) != (theirs := getattr(other, part.name))
        ]


_PART_NAMES: Final = {
    "metric": "what is counted",
    "population": "which people",
    "subgroup": "the part of the population",
    "affected_party": "whose people",
    "geo_scope": "the area",
    "cause_scope": "the causes",
    "coverage_start": "the day counting starts",
    "scope": "what the figure covers",
    "incident": "the incident",
}
_PART_WORDS: Final[dict[str, type[Term]]] = {
    "metric": Metric,
    "population": Population,
    "subgroup": Subgroup,
    "cause_scope": CauseScope,
    "scope": Scope,
}


def _in_words(part: str, value: Any) -> str:
    if value is None:
        return "not stated"
    return _PART_WORDS[part](value).label.lower() if part in _PART_WORDS else str(value)


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


@dataclass(frozen=True, slots=True)
class Timeline:
    """Everything a timeline draws and says."""

    axis: Axis
    lines: tuple[Line, ...]
    end: date | None
    unassessed: int
    without_figure: int
    left_out: int = 0
    truncated: bool = False
    comparison: Comparison | None = None
    stale_after: timedelta = field(default=timedelta(days=90))

    def of_kind(self, kind: SeriesKind) -> list[Line]:
        """The lines of one kind."""
        return [line for line in self.lines if line.kind is kind]


def kind_of(independence: str | None, counting_basis: str) -> SeriesKind:
    """Which of the three kinds of series a figure belongs to."""
    if counting_basis in _ESTIMATES:
        return SeriesKind.ESTIMATED
    if independence == Independence.INDEPENDENT and counting_basis in _EVIDENCE:
        return SeriesKind.CONFIRMED
    return SeriesKind.CLAIMED


def build_timeline(
    claims: pd.DataFrame, *, axis: Axis = Axis.STATED, stale_after_days: int = 90, most_lines: int = 12
) -> Timeline:
    """Lines from the frame of ``queries.read_chart_claims``; see Timeline for what comes with them."""
    records = _plain_records(claims)
    with_figure = [claim for claim in records if _figure(claim) is not None]
    grouped: dict[tuple[SeriesKind, str, Key], list[dict[str, Any]]] = {}
    for claim in with_figure:
        place = (_kind(claim), claim["claimant"], _key(claim))
        grouped.setdefault(place, []).append(claim)
    lines = [Line(kind, actor, key, _points(found, kind, axis)) for (kind, actor, key), found in grouped.items()]
    lines = [line for line in lines if line.points]
    drawn = _most_telling(lines, most_lines)
    timeline = Timeline(
        axis=axis,
        lines=tuple(drawn),
        end=max((line.last.day for line in drawn), default=None),
        unassessed=sum(_is_unassessed(claim) for claim in records),
        without_figure=len(records) - len(with_figure),
        left_out=len(lines) - len(drawn),
        stale_after=timedelta(days=stale_after_days),
    )
    return replace(timeline, comparison=_headline(timeline)) if timeline.end else timeline


def _plain_records(claims: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows as dictionaries in which every kind of missing is None."""
    plain = claims.astype(object).where(claims.notna(), None)
    return [{str(name): value for name, value in row.items()} for row in plain.to_dict("records")]


def _is_unassessed(claim: dict[str, Any]) -> bool:
    return bool(claim["status"] == "unassessed")


def _kind(claim: dict[str, Any]) -> SeriesKind:
    return kind_of(claim["claimant_independence"], claim["counting_basis"])


def _figure(claim: dict[str, Any]) -> int | None:
    """Where the mark stands: the stated number, else the bound the words give."""
    for name in ("best", "stated_value", "low", "high"):
        if claim[name] is not None:
            return int(claim[name])
    return None


def _key(claim: dict[str, Any]) -> Key:
    return Key(**{part.name: claim[part.name] for part in fields(Key)})


def _points(claims: Iterable[dict[str, Any]], kind: SeriesKind, axis: Axis) -> tuple[Point, ...]:
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
    figure = _figure(claim)
    value = claim["best"] if claim["best"] is not None else claim["stated_value"]
    if kind is SeriesKind.CONFIRMED and claim["low"] is not None:
        figure = value = claim["low"]
    return Point(
        day=day,
        low=_int(claim["low"]),
        high=_int(claim["high"]),
        value=_int(value),
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


def _int(value: Any) -> int | None:
    return None if value is None else int(value)


def _most_telling(lines: Sequence[Line], most: int) -> list[Line]:
    """At most so many lines: those with the most points of each kind, confirmed ones first in a tie."""
    order = list(SeriesKind)
    ranked = sorted(lines, key=lambda line: (-len(line.points), line.kind is not SeriesKind.CONFIRMED, line.actor))
    kept = ranked[:most]
    return sorted(kept, key=lambda line: (order.index(line.kind), -line.last.shown, line.actor))


def _headline(timeline: Timeline) -> Comparison:
    """The claimed line with the latest figure, against the confirmed ones, on the last day drawn."""
    end = timeline.end
    claimed = timeline.of_kind(SeriesKind.CLAIMED)
    confirmed = timeline.of_kind(SeriesKind.CONFIRMED)
    if end is None or not claimed:
        best = _highest_floor(confirmed, end) if end else None
        reasons = () if claimed else ("no claimed figure is in this view",)
        return Comparison(end or date.min, confirmed=best, confirmed_point=best.last if best else None, reasons=reasons)
    latest = max(claimed, key=lambda line: (line.last.day, line.last.shown))
    return compare(latest, confirmed, end, stale_after=timeline.stale_after)


def compare(
    claimed: Line, confirmed: Sequence[Line], day: date, *, stale_after: timedelta = timedelta(days=90)
) -> Comparison:
    """A claimed line against the highest comparable floor, on one day.

    Nothing is computed when no confirmed line has the same key, or when the claim in force is older than
    ``stale_after`` at the day of the count it would be held against.
    """
    said = claimed.on(day)
    alike = [line for line in confirmed if line.key == claimed.key and line.on(day)]
    shown = _highest_floor(alike or [line for line in confirmed if line.on(day)], day)
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


def _highest_floor(lines: Sequence[Line], day: date) -> Line | None:
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


def running_sums(sums: pd.DataFrame) -> pd.DataFrame:
    """Incidents added up along the days: each column of ``queries.read_incident_sums`` as a running total."""
    counts = ["incidents", "low", "high", "open", "no_lower", "confirmed_low"]
    return sums.assign(**{name: sums[name].astype("Int64").cumsum() for name in counts})


def timeline_of_sums(sums: pd.DataFrame, key: Key, *, unassessed: int = 0) -> Timeline:
    """Incidents added up by event date: the envelope of what is claimed against the sum of floors.

    The claimed range is the sum of lows to the sum of highs, wider than any plausible total; it is open
    as soon as one incident's upper end is.
    """
    running = _plain_records(running_sums(sums))
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
    return replace(timeline, comparison=_headline(timeline))


def _sum_point(row: dict[str, Any], low: str, high: int | None) -> Point:
    lowest = int(row[low])
    return Point(
        day=row["day"],
        low=lowest,
        high=_int(high),
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


@dataclass(frozen=True, slots=True)
class IncidentRange:
    """One incident on the range plot: what is currently claimed against what is confirmed, in people."""

    incident: str
    day: date | None
    precision: str
    place: str | None
    claimed_low: int | None
    claimed_high: int | None
    is_open: bool
    confirmed_low: int | None
    confirmed_high: int | None
    claims: int
    claimants: int
    unassessed: int
    metric: str

    @property
    def claimed(self) -> str:
        """The claimed range as it is printed."""
        return bounds_in_words(self.claimed_low, None if self.is_open else self.claimed_high)

    @property
    def confirmed(self) -> str:
        """The confirmed range as it is printed; nothing confirmed is a dash, not a zero."""
        if self.confirmed_low is None and self.confirmed_high is None:
            return "–"
        return bounds_in_words(self.confirmed_low, self.confirmed_high)


def incident_ranges(claims: pd.DataFrame) -> list[IncidentRange]:
    """An incident and metric a row, in the order of the frame of ``queries.read_incident_page``.

    The claimed range is the envelope of each claimant's latest figure: least low to greatest high. Figures
    of independent bodies make the confirmed range, together with the floors that assessments found.
    """
    grouped: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for claim in _plain_records(claims):
        incident = claim.get("incident_code") or claim["incident"]
        grouped.setdefault((incident, claim["metric"]), []).append(claim)
    return [_incident_range(found) for found in grouped.values()]


def _incident_range(claims: Sequence[dict[str, Any]]) -> IncidentRange:
    whole = [claim for claim in claims if claim["subgroup"] is None] or list(claims)
    current = _latest_of_each_claimant(claim for claim in whole if _figure(claim) is not None)
    claimed = [claim for claim in current if _kind(claim) is SeriesKind.CLAIMED]
    found = [claim for claim in current if _kind(claim) is SeriesKind.CONFIRMED]
    floors = [claim["low"] for claim in found] + [claim["confirmed_low"] for claim in claimed]
    ceilings = [claim["high"] for claim in found] + [claim["confirmed_high"] for claim in claimed]
    first = claims[0]
    return IncidentRange(
        incident=first["incident"],
        day=first["incident_date"],
        precision=first["incident_precision"],
        place=first.get("place"),
        claimed_low=_least([claim["low"] for claim in claimed]),
        claimed_high=max((claim["high"] for claim in claimed if claim["high"] is not None), default=None),
        is_open=any(claim["high"] is None for claim in claimed),
        confirmed_low=max((int(floor) for floor in floors if floor is not None), default=None),
        confirmed_high=min((int(ceiling) for ceiling in ceilings if ceiling is not None), default=None),
        claims=len(claims),
        claimants=len({claim["claimant"] for claim in claims}),
        unassessed=sum(_is_unassessed(claim) for claim in claims),
        metric=first["metric"],
    )


def _least(lows: Sequence[int | None]) -> int | None:
    """The least lower bound; None as soon as one claimant states none."""
    return None if not lows or None in lows else min(int(low) for low in lows if low is not None)


def _latest_of_each_claimant(claims: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    ordered = sorted(claims, key=lambda claim: (claim["stated_at"], claim["position"]))
    return list({(claim["claimant"], claim["population"]): claim for claim in ordered}.values())
