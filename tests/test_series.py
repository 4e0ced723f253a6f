"""Lines, comparisons and sums: the worked example of the method number by number, and what must never be computed."""

from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.makers import a_claim, a_claim_on_an_incident, a_count, assess, record
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


@pytest.fixture
def worked_example(engine):
    """A claims 1,000, then 1,400, then corrects to 1,350 for the same cut-off; R counts 300, then 450."""
    record(
        engine,
        a_claim(claimant="A", verbatim="1,000", stated_at="2024-03-01", **ORIGIN),
        a_claim(claimant="A", verbatim="1,400", stated_at="2024-03-10", as_of_date="2024-03-10", **ORIGIN),
        a_claim(claimant="A", verbatim="1,350", stated_at="2024-03-15", as_of_date="2024-03-10", **ORIGIN),
        a_count(claimant="R", verbatim="at least 300", stated_at="2024-03-05", **ORIGIN),
        a_count(claimant="R", verbatim="at least 450", stated_at="2024-03-20", **ORIGIN),
    )
    return engine


@pytest.mark.parametrize(
    ("day", "claimed", "confirmed", "unconfirmed", "share", "ratio"),
    [
        (date(2024, 3, 12), 1_400, 300, 1_100, 0.214, 4.67),
        (date(2024, 3, 20), 1_350, 450, 900, 0.333, 3.0),
    ],
)
def test_the_worked_example(worked_example, day, claimed, confirmed, unconfirmed, share, ratio):
    timeline = timeline_of(worked_example)
    line = lines_of(timeline, SeriesKind.CLAIMED)["A"]

    found = series.compare(line, timeline.of_kind(SeriesKind.CONFIRMED), day)

    assert found.reasons == ()
    assert (found.claimed_point.value, found.confirmed_point.low) == (claimed, confirmed)
    assert found.at_most_unconfirmed == unconfirmed
    assert round(found.share, 3) == share
    assert round(found.ratio, 2) == ratio
    assert found.gap_low is None  # the count is a floor, so the lower end of the gap is not known


def test_increments_by_stated_date_keep_the_step_down(worked_example):
    line = lines_of(timeline_of(worked_example), SeriesKind.CLAIMED)["A"]

    assert [point.increment for point in line.points] == [None, 400, -50]
    assert [point.is_revision_down for point in line.points] == [False, False, True]
    assert "revision: -50" in series.note_on(line, line.points[-1])


def test_by_event_date_a_correction_replaces_in_place(worked_example):
    line = lines_of(timeline_of(worked_example, axis=Axis.EVENT), SeriesKind.CLAIMED)["A"]

    assert [(point.day, point.value) for point in line.points] == [
        (date(2024, 3, 1), 1_000),
        (date(2024, 3, 10), 1_350),
    ]
    assert [point.increment for point in line.points] == [None, 350]


def test_what_was_said_later_is_invisible_before(worked_example):
    line = lines_of(timeline_of(worked_example, until=date(2024, 3, 12)), SeriesKind.CLAIMED)["A"]

    assert [point.value for point in line.points] == [1_000, 1_400]


def test_an_estimate_is_a_third_kind_and_never_confirmed(engine):
    record(engine, a_count(verbatim="189,000 to 273,000", counting_basis="statistical_estimate"))

    timeline = timeline_of(engine)

    assert [line.kind for line in timeline.lines] == [SeriesKind.ESTIMATED]


@pytest.mark.parametrize(
    ("independence", "basis", "kind"),
    [
        ("independent", "named_individuals", SeriesKind.CONFIRMED),
        ("independent", "visual", SeriesKind.CONFIRMED),
        ("independent", "asserted", SeriesKind.CLAIMED),  # a bare statement is no evidence
        ("independent", "unknown", SeriesKind.CLAIMED),
        ("independent", "intelligence_estimate", SeriesKind.ESTIMATED),
        ("party", "named_individuals", SeriesKind.CLAIMED),  # a party's own list is not independent
        ("aligned_with_party", "site_or_forensic", SeriesKind.CLAIMED),
        ("unknown", "official_record", SeriesKind.CLAIMED),
        (None, "official_record", SeriesKind.CLAIMED),
        ("party", "statistical_estimate", SeriesKind.ESTIMATED),
    ],
)
def test_each_figure_belongs_to_one_kind(independence, basis, kind):
    assert series.kind_of(independence, basis) is kind


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"metric": "wounded", "verbatim": "300 wounded"}, "what is counted (killed against wounded)"),
        ({"population": "civilian"}, "which people (not specified against civilians)"),
        ({"subgroup": "children"}, "the part of the population (not stated against children)"),
        ({"affected_party": "Army C"}, "whose people (Army B against Army C)"),
        ({"geo_scope": "East"}, "the area (not stated against East)"),
        ({"cause_scope": "direct"}, "the causes (not specified against direct)"),
        ({"coverage_start": "2024-02-01"}, "the day counting starts (2024-01-01 against 2024-02-01)"),
    ],
)
def test_unlike_figures_are_not_compared_and_the_part_that_differs_is_named(engine, change, reason):
    record(
        engine,
        a_claim(verbatim="1,000", stated_at="2024-03-01", **ORIGIN),
        a_count(stated_at="2024-03-01", **(ORIGIN | change)),
    )

    found = timeline_of(engine).comparison

    assert reason in found.reasons
    assert (found.share, found.ratio, found.gap_high, found.at_most_unconfirmed) == (None, None, None, None)


def test_of_several_floors_the_highest_comparable_one_counts(engine):
    record(
        engine,
        a_claim(verbatim="1,000", stated_at="2024-03-01", **ORIGIN),
        a_count(claimant="R", verbatim="at least 300", stated_at="2024-03-01", **ORIGIN),
        a_count(claimant="S", verbatim="at least 400", stated_at="2024-02-01", **ORIGIN),
        a_count(claimant="T", verbatim="at least 900", stated_at="2024-03-01", **(ORIGIN | {"metric": "wounded"})),
    )

    found = timeline_of(engine).comparison

    assert (found.confirmed.actor, found.share) == ("S", 0.4)


def test_an_open_claim_leaves_the_unconfirmed_part_open(engine):
    record(
        engine,
        a_claim(verbatim="more than 600", stated_at="2024-03-01", **ORIGIN),
        a_count(stated_at="2024-03-01", **ORIGIN),
    )

    found = timeline_of(engine).comparison

    assert found.at_most_unconfirmed is None
    assert found.share == 0.5


def test_a_floor_of_zero_has_no_ratio_and_a_claim_of_none_no_share(engine):
    record(
        engine,
        a_claim(verbatim="none killed", stated_at="2024-03-01", **ORIGIN),
        a_count(stated_at="2024-03-01", **ORIGIN),
    )

    found = timeline_of(engine).comparison

    assert (found.share, found.ratio) == (None, 0.0)


def test_a_claim_long_before_the_count_is_not_held_against_it(engine):
    record(
        engine,
        a_claim(verbatim="1,000", stated_at="2023-01-01", **(ORIGIN | {"coverage_start": "2022-01-01"})),
        a_count(stated_at="2024-03-01", **(ORIGIN | {"coverage_start": "2022-01-01"})),
    )

    assert "425 days older" in timeline_of(engine).comparison.reasons[0]


def test_claims_without_a_figure_are_counted_and_not_drawn(engine):
    record(engine, a_claim(verbatim="heavy losses", **ORIGIN), a_claim(verbatim="1,000", **ORIGIN))

    timeline = timeline_of(engine)

    assert timeline.without_figure == 1
    assert [point.value for line in timeline.lines for point in line.points] == [1_000]


def test_no_increment_is_taken_across_a_change_of_definition(engine):
    record(
        engine,
        a_claim(verbatim="1,000", stated_at="2024-03-01", definition_key="all reported", **ORIGIN),
        a_claim(verbatim="500", stated_at="2024-04-01", definition_key="identified", **ORIGIN),
    )

    line = timeline_of(engine).lines[0]

    assert [point.increment for point in line.points] == [None, None]


def test_the_rows_of_a_timeline_are_what_the_csv_holds(worked_example):
    rows = series.series_rows(timeline_of(worked_example))

    assert [(row["date"].isoformat(), row["series"], row["value"]) for row in rows] == [
        ("2024-03-01", "claimed", 1_000),
        ("2024-03-10", "claimed", 1_400),
        ("2024-03-15", "claimed", 1_350),
        ("2024-03-05", "confirmed", 300),
        ("2024-03-20", "confirmed", 450),
    ]


def test_an_empty_frame_gives_an_empty_timeline(engine):
    timeline = timeline_of(engine)

    assert (timeline.lines, timeline.end, timeline.comparison) == ((), None, None)


# Incidents


def ranges_of(engine):
    with reading(engine) as session:
        claims, total = read_incident_page(session, ClaimFilter())
    return series.incident_ranges(claims), total


def sums_of(engine):
    with reading(engine) as session:
        return series.running_sums(read_incident_sums(session, ClaimFilter(metric=("killed",))))


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
