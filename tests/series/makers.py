"""Frames, lines and comparisons of a test's own: read from a store, or put together by hand."""

from datetime import date

import pandas as pd

from tracker import series
from tracker.filters import ClaimFilter
from tracker.store.database import reading
from tracker.store.queries import read_chart_claims, read_incident_page, read_incident_sums
from tracker.vocabulary import Axis, SeriesKind

ORIGIN = {"coverage_start": "2024-01-01", "scope": "cumulative"}


def frame_of(engine, **wanted):
    with reading(engine) as session:
        return read_chart_claims(session, ClaimFilter(**wanted))


def timeline_of(engine, axis=Axis.STATED, **wanted):
    return series.build_timeline(frame_of(engine, **wanted), axis=axis)


def lines_of(timeline, kind):
    return {line.actor: line for line in timeline.of_kind(kind)}


def ranges_of(engine):
    with reading(engine) as session:
        claims, total = read_incident_page(session, ClaimFilter())
    return series.incident_ranges(claims), total


def sums_of(engine):
    with reading(engine) as session:
        return series.running_sums(read_incident_sums(session, ClaimFilter(metric=("killed",))))


def by_hand(*claims):
    """A frame as ``read_chart_claims`` gives it, from what differs."""
    usual = {
        "conflict": "W", "claimant": "A", "claimant_independence": "party", "affected_party": "B", "metric": "killed",
        "population": "unspecified", "subgroup": None, "cause_scope": "unspecified", "scope": "cumulative",
        "incident": None, "incident_date": None, "incident_precision": None, "coverage_start": None, "geo_scope": None,
        "definition_key": None, "counting_basis": "asserted", "verbatim": "", "stated_value": None, "qualifier": "exact",
        "low": None, "high": None, "best": None, "stated_precision": "day", "status": "unassessed",
        "confirmed_low": None, "confirmed_high": None,
    }  # fmt: skip
    rows = [
        usual | {"cut_off": claim["stated_at"], "position": n, "code": f"c{n}"} | claim
        for n, claim in enumerate(claims)
    ]
    counts = ("stated_value", "low", "high", "best", "confirmed_low", "confirmed_high")
    return pd.DataFrame(rows).astype(dict.fromkeys(counts, "Int64"))


def said(value, day, **more):
    return {"stated_value": value, "low": value, "high": value, "stated_at": date(2024, 3, day)} | more


def counted(value, day, **more):
    recorder = {"claimant": "R", "claimant_independence": "independent", "counting_basis": "named_individuals"}
    return said(value, day, high=None, **recorder) | more


WORKED_EXAMPLE = (
    said(1_000, 1),
    said(1_400, 10),
    said(1_350, 15, cut_off=date(2024, 3, 10)),
    counted(300, 5),
    counted(450, 20),
)


def compared(claims, day, axis=Axis.STATED):
    timeline = series.build_timeline(by_hand(*claims), axis=axis)
    return series.compare(timeline.of_kind(SeriesKind.CLAIMED)[0], timeline.of_kind(SeriesKind.CONFIRMED), day)
