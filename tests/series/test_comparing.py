"""Claimed against confirmed: the worked example number by number, and what must never be computed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.makers import a_claim, a_count, record
from tests.series.makers import ORIGIN, WORKED_EXAMPLE, by_hand, compared, counted, lines_of, said, timeline_of
from tracker import series
from tracker.vocabulary import Axis, SeriesKind


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


def test_the_worked_example_by_hand():
    found = compared(WORKED_EXAMPLE, date(2024, 3, 12))
    assert (found.claimed_point.value, found.confirmed_point.low, found.at_most_unconfirmed) == (1_400, 300, 1_100)
    assert (round(found.share, 3), round(found.ratio, 2)) == (0.214, 4.67)
    found = compared(WORKED_EXAMPLE, date(2024, 3, 20))
    assert (found.claimed_point.value, found.confirmed_point.low) == (1_350, 450)
    assert (round(found.share, 3), found.ratio) == (0.333, 3.0)


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
