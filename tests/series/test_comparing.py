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


# Intervals


def test_share_and_ratio_over_the_ranges():
    found = compared((said(25, 1, low=20, high=30), counted(12, 1, high=15)), date(2024, 3, 1))
    assert (found.share, found.share_low, found.share_high) == (12 / 25, 12 / 30, 12 / 20)
    assert (found.ratio, found.ratio_low, found.ratio_high) == (25 / 12, 20 / 15, 30 / 12)


@pytest.mark.parametrize(
    ("claim", "count", "shares", "ratios"),
    [
        ({"low": 601, "high": None}, {"low": 300, "high": None}, (None, 300 / 601), (None, None)),  # open claim
        ({"low": None, "high": 30}, {"low": 10, "high": 20}, (10 / 30, None), (None, 3)),  # no lower end claimed
        ({"low": 0, "high": 0}, {"low": 10, "high": 20}, (None, None), (0, 0)),  # none claimed
        ({"low": 20, "high": 30}, {"low": 0, "high": 10}, (0, 0), (2, None)),  # a floor of zero
        ({"low": 20, "high": 30}, {"low": None, "high": None, "best": 5}, (0, 0), (None, None)),  # no floor at all
        ({"low": 20, "high": 30}, {"low": 0, "high": 0}, (0, 0), (None, None)),  # nobody
    ],
)
def test_an_interval_is_open_where_a_bound_is_and_undefined_at_zero(claim, count, shares, ratios):
    found = compared((said(None, 1, **claim), counted(None, 1, **count)), date(2024, 3, 1))
    assert found.reasons == ()
    assert (found.share_low, found.share_high) == shares
    assert (found.ratio_low, found.ratio_high) == ratios


def test_the_worked_example_has_no_lower_ratio_since_the_count_is_a_floor():
    found = compared(WORKED_EXAMPLE, date(2024, 3, 12))
    assert (found.gap_low, found.gap_high) == (None, 1_100)
    assert (found.share_low, found.share_high, found.ratio_low) == (300 / 1_400, 300 / 1_400, None)
    assert series.unconfirmed_in_words(found) == "at most 1,100 unconfirmed"


@pytest.mark.parametrize(
    ("claim", "count", "words"),
    [
        ((20, 30), (12, 15), "5 to 18 unconfirmed"),
        ((20, 20), (12, 12), "8 unconfirmed"),
        ((20, 30), (12, 25), "at most 18 unconfirmed"),
        ((20, 30), (12, None), "at most 18 unconfirmed"),
        ((20, 30), (35, None), "the floor is 5 above the upper end of the claim"),
        ((601, None), (300, 400), "at least 201 unconfirmed"),
        ((601, None), (300, None), "no upper end is claimed"),
    ],
)
def test_the_gap_in_words(claim, count, words):
    ends = [dict(zip(("low", "high"), pair, strict=True)) for pair in (claim, count)]
    found = compared((said(None, 1, **ends[0]), counted(None, 1, **ends[1])), date(2024, 3, 1))
    assert series.unconfirmed_in_words(found) == words


@given(figure, figure)
def test_intervals_run_from_low_to_high(claim, count):
    if claim == (None, None) or count == (None, None):
        return
    ends = [dict(zip(("low", "high"), pair, strict=True)) for pair in (claim, count)]
    found = compared((said(None, 1, **ends[0]), counted(None, 1, **ends[1])), date(2024, 3, 1))
    for low, high in [
        (found.gap_low, found.gap_high),
        (found.share_low, found.share_high),
        (found.ratio_low, found.ratio_high),
    ]:
        assert low is None or high is None or low <= high


# What may not be compared


def test_two_definitions_are_compared_and_told_beside_the_numbers():
    found = compared((said(100, 1, definition_key="all reported"), counted(50, 1)), date(2024, 3, 1))
    assert found.share == 0.5
    assert "definition of the claim: all reported; of the confirmed figure: not stated" in found.remarks


def test_an_estimate_is_never_a_floor_even_if_it_is_offered_as_one():
    estimate = said(90, 1, claimant="U", counting_basis="statistical_estimate")
    timeline = series.build_timeline(by_hand(said(100, 1), estimate))
    found = series.compare(timeline.of_kind(SeriesKind.CLAIMED)[0], timeline.lines, date(2024, 3, 1))
    assert found.reasons == ("there is no confirmed figure in this view",)


def test_the_same_parties_in_two_conflicts_are_not_compared():
    found = compared((said(100, 1), counted(50, 1, conflict="Other war")), date(2024, 3, 1))
    assert found.reasons == ("the conflict (W against Other war)",)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"scope": "period"}, "what the figure covers (running total against a period)"),
        ({"scope": "incident", "incident": "Strike"}, "the incident (not stated against Strike)"),
    ],
)
def test_a_total_is_not_held_against_a_part(change, reason):
    assert reason in compared((said(100, 1), counted(50, 1, **change)), date(2024, 3, 1)).reasons


def test_a_body_that_states_no_floor_is_not_the_highest_floor():
    upper_bound = counted(None, 1, claimant="S", low=None, high=500)
    found = compared((said(1_000, 1), counted(300, 1), upper_bound), date(2024, 3, 1))
    assert (found.confirmed.actor, found.share) == ("R", 0.3)
