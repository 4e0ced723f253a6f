"""Sums: open ends stay open, nobody is counted twice, claimants are not added to one another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.series.makers import by_hand, said
from tracker import series
from tracker.vocabulary import Policy


def a_range(low, high):
    return series.SelectedRange(Policy.ENVELOPE, low, high, low is None, claims=1, claimants=1)


NO_RANGE = series.SelectedRange(Policy.ENVELOPE, None, None, no_lower_bound=False, claims=0, claimants=0)


def test_lows_are_added_to_lows_and_highs_to_highs():
    found = series.sum_ranges([a_range(100, 120), a_range(10, 10), NO_RANGE])
    assert (found.low, found.high, found.incidents, found.in_words, found.note) == (110, 130, 2, "110-130", "")


def test_one_open_end_makes_the_total_so_many_or_more():
    found = series.sum_ranges([a_range(601, None), a_range(10, 10)])
    assert (found.low, found.high, found.n_open, found.in_words) == (611, None, 1, "611 or more")


def test_what_has_no_lower_bound_adds_nothing_and_is_counted():
    found = series.sum_ranges([a_range(None, 30), a_range(10, 10)])
    assert (found.low, found.high, found.n_no_lower_bound) == (10, 40, 1)
    assert "1 without a lower bound" in found.note


def test_nothing_adds_up_to_nothing():
    found = series.sum_ranges([])
    assert (found.low, found.high, found.incidents) == (0, 0, 0)


def test_a_total_is_not_added_to_what_it_includes():
    ranges = {"day": a_range(100, 100), "strike": a_range(60, 70), "raid": a_range(20, 20), "other": a_range(5, 5)}
    found = series.sum_without_parts(ranges, [("day", "strike"), ("day", "raid")])
    assert (found.low, found.high) == (105, 105)
    assert found.left_out == {"strike": "day", "raid": "day"}
    assert found.note == "2 left out of the sum, being part of, or overlapping with, a larger figure in it"


def test_parts_of_parts_are_parts_even_where_the_one_between_is_not_there():
    assert series.parts_among(["month", "strike"], [("month", "day"), ("day", "strike")]) == {"strike": "month"}


def test_two_totals_with_a_part_in_common_are_not_added():
    assert series.parts_among(["X", "Y"], [("X", "strike"), ("Y", "strike")]) == {"Y": "X"}


def test_figures_that_contain_each_other_count_once():
    assert len(series.parts_among(["X", "Y"], [("X", "Y"), ("Y", "X")])) == 1


people = st.frozensets(st.integers(0, 30), max_size=6)


@given(
    st.lists(people, min_size=1, max_size=6), st.lists(st.tuples(st.frozensets(st.integers(0, 5)), people), max_size=4)
)
def test_nobody_is_counted_twice_along_includes(strikes, totals):
    groups = {f"S{n}": {f"{n}:{who}" for who in found} for n, found in enumerate(strikes)}
    includes = []
    for n, (parts, extra) in enumerate(totals):
        held = [f"S{part}" for part in sorted(parts) if part < len(strikes)]
        includes += [(f"T{n}", part) for part in held]
        groups[f"T{n}"] = set().union(*(groups[part] for part in held), {f"T{n}:{who}" for who in extra})
    found = series.sum_without_parts({code: a_range(len(who), len(who)) for code, who in groups.items()}, includes)
    kept = [code for code in groups if code not in found.left_out]
    assert found.low == len(set().union(*(groups[code] for code in kept)))


def one_claim(value, day=1, **more):
    return said(value, day, scope="incident", **({"incident": f"I{value}"} | more))


def sum_of(*claims, includes=()):
    return series.sum_claims(series.claims_in(by_hand(*claims)), includes)


def test_one_claimants_incidents_are_added_each_by_its_latest_figure():
    found = sum_of(one_claim(5, incident="X"), one_claim(7, day=2, incident="X"), one_claim(10))
    assert (found.low, found.high, found.incidents) == (17, 17, 2)


def test_a_total_stands_for_its_incidents_also_when_it_names_an_earlier_claim_about_one():
    total = said(100, 3, incident=None)
    found = sum_of(one_claim(5, incident="X"), one_claim(7, day=2, incident="X"), total, includes=[("c2", "c0")])
    assert (found.low, found.left_out) == (100, {"X": "c2"})


@pytest.mark.parametrize(
    "other",
    [
        one_claim(10, claimant="B"),
        one_claim(10, metric="wounded"),
        one_claim(10, population="civilian"),
        one_claim(10, subgroup="children"),
        one_claim(10, affected_party="C"),
    ],
)
def test_unlike_figures_are_never_added(other):
    with pytest.raises(series.UnlikeFiguresError, match="not added to one another"):
        sum_of(one_claim(5), other)


def test_running_totals_are_never_added():
    with pytest.raises(series.UnlikeFiguresError, match="totals over time"):
        sum_of(said(5, 1), said(9, 2))
