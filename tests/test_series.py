"""Lines, comparisons and sums: the worked example of the method number by number, and what must never be computed."""

from datetime import date, timedelta
from itertools import count

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.makers import a_claim, a_claim_on_an_incident, a_count, assess, record
from tracker import series
from tracker.filters import ClaimFilter
from tracker.store.database import reading
from tracker.store.queries import read_chart_claims, read_incident_page, read_incident_sums
from tracker.vocabulary import Axis, SeriesKind

numbers = count(1)
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


# By hand, without a store


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


def test_the_worked_example_by_hand():
    found = compared(WORKED_EXAMPLE, date(2024, 3, 12))
    assert (found.claimed_point.value, found.confirmed_point.low, found.at_most_unconfirmed) == (1_400, 300, 1_100)
    assert (round(found.share, 3), round(found.ratio, 2)) == (0.214, 4.67)
    found = compared(WORKED_EXAMPLE, date(2024, 3, 20))
    assert (found.claimed_point.value, found.confirmed_point.low) == (1_350, 450)
    assert (round(found.share, 3), found.ratio) == (0.333, 3.0)


def test_a_value_holds_until_the_next_claim_and_is_never_interpolated():
    line = series.build_timeline(by_hand(*WORKED_EXAMPLE)).of_kind(SeriesKind.CLAIMED)[0]
    assert [line.on(date(2024, 3, day)).value for day in (1, 9, 10, 14, 15, 31)] == [1000, 1000, 1400, 1400, 1350, 1350]
    assert line.on(date(2024, 2, 29)) is None


def test_before_the_first_claim_nothing_is_computed():
    assert compared(WORKED_EXAMPLE, date(2024, 2, 1)).reasons == ("nothing had been claimed by that day",)
    assert compared(WORKED_EXAMPLE, date(2024, 3, 3)).reasons == ("there is no confirmed figure in this view",)


def test_both_ends_of_the_gap_are_known_where_both_ends_of_the_count_are():
    found = compared((said(None, 1, low=20, high=30), counted(12, 1, high=15)), date(2024, 3, 1))
    assert (found.gap_low, found.gap_high, found.at_most_unconfirmed) == (5, 18, 18)
    assert (found.share, found.ratio) == (None, None)  # a range states no one number


def test_two_ways_of_counting_and_two_cut_offs_are_told_beside_the_numbers():
    (ways, cut_offs) = compared((said(100, 1), counted(50, 20)), date(2024, 3, 20)).remarks
    assert ways == "claimed: asserted; confirmed: named individuals"
    assert cut_offs == "the claim covers the time up to 2024-03-01, the confirmed figure up to 2024-03-20"


@pytest.mark.parametrize(("days", "computed"), [(90, True), (91, False)])
def test_a_claim_is_stale_after_ninety_days(days, computed):
    count = counted(50, 1) | {"stated_at": date(2024, 3, 1) + timedelta(days=days)}
    found = compared((said(100, 1), count), date(2024, 12, 31))
    assert (found.share is not None) is computed
    assert bool(found.reasons) is not computed


def test_two_claimants_are_two_lines_and_so_are_two_keys():
    timeline = series.build_timeline(by_hand(said(1, 1), said(2, 1, claimant="B"), said(3, 1, subgroup="children")))
    assert sorted((line.actor, line.key.subgroup or "") for line in timeline.lines) == [
        ("A", ""),
        ("A", "children"),
        ("B", ""),
    ]


def test_lines_beyond_the_most_are_counted():
    timeline = series.build_timeline(by_hand(*(said(1, 1, claimant=f"C{n}") for n in range(15))), most_lines=12)
    assert (len(timeline.lines), timeline.left_out) == (12, 3)


figure = st.tuples(st.none() | st.integers(0, 5_000), st.none() | st.integers(0, 5_000)).map(
    lambda pair: pair if None in pair else (min(pair), max(pair))
)
days = st.integers(1, 31)


@given(
    st.lists(st.tuples(figure, days, st.sampled_from("ABC"), st.booleans()), min_size=1, max_size=12),
    days,
    st.sampled_from(Axis),
)
def test_what_is_compared_follows_from_the_two_figures_alone(claims, day, axis):
    frame = by_hand(
        *(
            (counted if is_count else said)(low if low is not None else high, on, claimant=who, low=low, high=high)
            for (low, high), on, who, is_count in claims
        )
    )
    timeline = series.build_timeline(frame, axis=axis)
    figures = sum(low is not None or high is not None for (low, high), *_ in claims)
    assert timeline.without_figure == len(claims) - figures
    for line in timeline.lines:
        assert [point.day for point in line.points] == sorted({point.day for point in line.points})
        steps = [later.shown - earlier.shown for earlier, later in zip(line.points, line.points[1:], strict=False)]
        assert [point.increment for point in line.points] == [None, *steps]
    for line in timeline.of_kind(SeriesKind.CLAIMED):
        found = series.compare(line, timeline.of_kind(SeriesKind.CONFIRMED), date(2024, 3, day))
        if found.reasons:
            assert (found.share, found.ratio, found.gap_low, found.gap_high) == (None, None, None, None)
            continue
        floor, value = found.confirmed_point.low or 0, found.claimed_point.value
        assert found.share == (floor / value if value else None)
        assert found.ratio == (value / floor if value is not None and floor else None)
        assert (found.at_most_unconfirmed is None) == (found.claimed_point.high is None)


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


@pytest.mark.parametrize("words", ["heavy losses", "a third of the battalion"])
def test_words_without_a_number_open_and_close_no_envelope(engine, words):
    record(
        engine,
        a_claim_on_an_incident(claimant="A", verbatim="20 to 30"),
        a_claim_on_an_incident(claimant="B", verbatim=words),
    )
    assert ranges_of(engine)[0][0].claimed == "20-30"
    assert sums_of(engine)[["low", "high", "open", "no_lower"]].to_numpy().tolist() == [[20, 30, 0, 0]]


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
