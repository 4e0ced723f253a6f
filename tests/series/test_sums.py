"""Incidents added up: sum of lows to sum of highs, open as soon as one of them is."""

from datetime import date, timedelta

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from tests.makers import a_claim_on_an_incident, a_count, record
from tests.series.makers import sums_of
from tracker import series
from tracker.filters import ClaimFilter
from tracker.store.database import reading
from tracker.store.queries import read_incident_sums
from tracker.vocabulary import SeriesKind


def test_claimants_are_never_added_to_one_another(engine):
    record(
        engine,
        a_claim_on_an_incident(claimant="A", verbatim="100"),
        a_claim_on_an_incident(claimant="B", verbatim="120"),
        a_claim_on_an_incident(claimant="A", incident="Second strike", incident_date="2023-01-03", verbatim="10"),
        a_count(verbatim="at least 60", incident="Strike on the depot"),
    )

    sums = sums_of(engine)

    assert sums[["low", "high", "open", "confirmed_low", "incidents"]].to_numpy().tolist() == [
        [100, 120, 0, 60, 1],
        [110, 130, 0, 60, 2],
    ]


def test_a_sum_with_an_open_incident_has_no_upper_end(engine):
    record(
        engine,
        a_claim_on_an_incident(verbatim="more than 600"),
        a_claim_on_an_incident(incident="Second strike", incident_date="2023-01-03", verbatim="10"),
    )
    with reading(engine) as session:
        sums = read_incident_sums(session, ClaimFilter(metric=("killed",)))
    key = series.Key("killed", "unspecified", None, "Army B", None, "unspecified", None, "incident", None)

    timeline = series.timeline_of_sums(sums, key)

    assert [(point.low, point.high) for point in timeline.of_kind(SeriesKind.CLAIMED)[0].points] == [
        (601, None),
        (611, None),
    ]


sums = st.lists(
    st.tuples(st.integers(0, 50), st.integers(0, 50), st.booleans(), st.booleans(), st.integers(0, 50)),
    min_size=1,
    max_size=15,
)


@given(sums)
def test_sums_run_from_the_sum_of_lows_to_the_sum_of_highs_or_stay_open(incidents):
    frame = pd.DataFrame(
        [
            {
                "day": date(2024, 1, 1) + timedelta(days=number),
                "incidents": 1,
                "low": low,
                "high": low + more,
                "open": int(is_open),
                "no_lower": int(no_lower),
                "confirmed_low": floor,
            }
            for number, (low, more, is_open, no_lower, floor) in enumerate(incidents)
        ]
    )
    key = series.Key("killed", "unspecified", None, "B", None, "unspecified", None, "incident", None)

    claimed, floors = series.timeline_of_sums(frame, key).lines

    assert claimed.last.low == sum(low for low, *_ in incidents)
    anything_open = any(is_open for _, _, is_open, *_ in incidents)
    assert claimed.last.high == (None if anything_open else sum(low + more for low, more, *_ in incidents))
    assert floors.last.low == sum(floor for *_, floor in incidents)
    assert floors.last.high is None
    assert all(point.low <= (point.high if point.high is not None else point.low) for point in claimed.points)
