"""One incident: the envelope of what is claimed, and what counts as confirmed."""

from datetime import date, timedelta
from itertools import count

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.makers import a_claim, a_claim_on_an_incident, a_count, assess, record
from tests.series.makers import ranges_of, sums_of
from tracker import series
from tracker.filters import ClaimFilter
from tracker.store.database import reading
from tracker.store.queries import read_incident_page, read_incident_sums

numbers = count(1)


def test_the_envelope_runs_from_the_least_low_to_the_greatest_high_of_the_latest_claims(engine):
    record(
        engine,
        a_claim_on_an_incident(claimant="A", verbatim="63", stated_at="2023-01-02"),
        a_claim_on_an_incident(claimant="A", verbatim="89", stated_at="2023-01-04"),
        a_claim_on_an_incident(claimant="B", verbatim="about 400", stated_at="2023-01-03"),
        a_count(verbatim="at least 92", incident="Strike on the depot", stated_at="2023-01-25"),
    )

    ranges, total = ranges_of(engine)

    assert total == 1
    assert (ranges[0].claimed, ranges[0].confirmed, ranges[0].claims, ranges[0].claimants) == ("89-425", "92+", 4, 3)


def test_one_open_claim_opens_the_envelope(engine):
    record(
        engine,
        a_claim_on_an_incident(claimant="A", verbatim="more than 600"),
        a_claim_on_an_incident(claimant="B", verbatim="20 to 30"),
    )

    assert ranges_of(engine)[0][0].claimed == "20+"


def test_a_floor_found_by_an_assessment_counts_as_confirmed(engine):
    claim = a_claim_on_an_incident()
    record(engine, claim)
    assess(engine, claim.code, confirmed_low=139)

    assert ranges_of(engine)[0][0].confirmed == "139+"


def test_nothing_confirmed_is_no_zero(engine):
    record(engine, a_claim_on_an_incident())

    assert ranges_of(engine)[0][0].confirmed == "–"


bounds = st.tuples(st.integers(0, 10_000), st.one_of(st.none(), st.integers(0, 10_000))).map(
    lambda pair: (pair[0], None if pair[1] is None else max(pair))
)


@given(claimed=st.lists(bounds, min_size=1, max_size=6))
def test_the_envelope_holds_every_claim_in_it(claimed):
    frame = pd.DataFrame(
        [
            {
                "claimant": f"C{number}",
                "claimant_independence": "party",
                "counting_basis": "asserted",
                "incident": "I",
                "incident_date": date(2023, 1, 1),
                "incident_precision": "day",
                "metric": "killed",
                "population": "unspecified",
                "subgroup": None,
                "low": low,
                "high": high,
                "best": None,
                "stated_value": low,
                "stated_at": date(2023, 1, 1) + timedelta(days=number),
                "position": number,
                "status": "unassessed",
                "confirmed_low": None,
                "confirmed_high": None,
            }
            for number, (low, high) in enumerate(claimed)
        ]
    ).astype({"low": "Int64", "high": "Int64"})

    (found,) = series.incident_ranges(frame)

    assert all(found.claimed_low <= low for low, _ in claimed)
    assert found.is_open == any(high is None for _, high in claimed)
    assert all(found.claimed_high >= high for _, high in claimed if high is not None)


@pytest.mark.parametrize("words", ["heavy losses", "a third of the battalion"])
def test_words_without_a_number_open_and_close_no_envelope(engine, words):
    record(
        engine,
        a_claim_on_an_incident(claimant="A", verbatim="20 to 30"),
        a_claim_on_an_incident(claimant="B", verbatim=words),
    )
    assert ranges_of(engine)[0][0].claimed == "20-30"
    assert sums_of(engine)[["low", "high", "open", "no_lower"]].to_numpy().tolist() == [[20, 30, 0, 0]]


figure = st.tuples(st.none() | st.integers(0, 5_000), st.none() | st.integers(0, 5_000)).map(
    lambda pair: pair if None in pair else (min(pair), max(pair))
)


@given(st.lists(st.tuples(figure, st.sampled_from("AB"), st.sampled_from([0, 1, 2])), min_size=1, max_size=8))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
def test_the_sum_and_the_ranges_of_the_same_incidents_agree(sqlite_engine, claims):
    conflict = f"War {next(numbers)}"
    claims = [
        a_claim(
            conflict=conflict, incident=f"Strike {number}", incident_date="2023-01-02", claimant=who, verbatim="made up",
            low="" if low is None else str(low), high="" if high is None else str(high), qualifier="range", bounds_reason="r",
        )
        for (low, high), who, number in claims
    ]  # fmt: skip
    record(sqlite_engine, *claims)
    with reading(sqlite_engine) as session:
        frame, _ = read_incident_page(session, ClaimFilter(conflict=(conflict,)))
        rows = read_incident_sums(session, ClaimFilter(conflict=(conflict,))).to_dict("records")
    ranges = [found for found in series.incident_ranges(frame) if found.is_open or found.claimed_high is not None]
    if not rows:
        assert ranges == []
        return
    assert rows[0]["incidents"] == len(ranges)
    assert rows[0]["low"] == sum(found.claimed_low or 0 for found in ranges)
    assert rows[0]["no_lower"] == sum(found.claimed_low is None for found in ranges)
    assert rows[0]["open"] == sum(found.is_open for found in ranges)
    if not rows[0]["open"]:
        assert rows[0]["high"] == sum(found.claimed_high or 0 for found in ranges)


def test_an_empty_page_has_no_ranges(engine):
    with reading(engine) as session:
        claims, _ = read_incident_page(session, ClaimFilter())
    assert series.incident_ranges(claims) == []


def test_an_incident_described_in_words_alone_has_a_row_without_a_range(engine):
    record(engine, a_claim_on_an_incident(verbatim="heavy losses"))
    (found,) = ranges_of(engine)[0]
    assert (found.claimed_low, found.claimed_high, found.is_open, found.claims) == (None, None, False, 1)
