"""Policies: which of several claims make the range of one incident, and none ever leaves the envelope."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.series.makers import by_hand, counted, said
from tracker import series
from tracker.vocabulary import Policy, VerificationStatus

STATUSES = [status.value for status in VerificationStatus]


def claim(who, low, high, day=1, **more):
    return said(None, day, claimant=who, low=low, high=high, incident="Strike", scope="incident", **more)


def select(*claims, policy=Policy.ENVELOPE, claimant=None):
    return series.select_range(series.claims_in(by_hand(*claims)), policy, claimant)


def bounds(found):
    return (found.low, found.high)


THREE = (claim("A", 63, 63, 1), claim("B", 375, 425, 2), claim("C", 89, 110, 3))


@pytest.mark.parametrize(
    ("policy", "claimant", "expected", "claims"),
    [
        (Policy.ENVELOPE, None, (63, 425), 3),
        (Policy.CLAIMANT, "B", (375, 425), 1),
        (Policy.LATEST, None, (89, 110), 1),
        (Policy.LOWEST, None, (63, 63), 1),
        (Policy.MAJORITY, None, (63, 425), 3),
        (Policy.ASSESSED, None, (63, 425), 3),
    ],
)
def test_each_policy_selects_its_range(policy, claimant, expected, claims):
    found = select(*THREE, policy=policy, claimant=claimant)
    assert (bounds(found), found.claims, found.policy) == (expected, claims, policy)


def test_only_the_latest_current_figure_of_each_claimant_counts():
    found = select(
        claim("A", 10, 10, 1),
        claim("A", 20, 20, 2),
        claim("A", 5, 5, 3, lifecycle="retracted"),
        claim("B", 1, 1, 1, lifecycle="superseded"),
        claim("C", 900, 900, counting_basis="statistical_estimate"),
        claim("D", None, None),
    )
    assert (bounds(found), found.claims, found.claimants) == ((20, 20), 1, 1)


def test_an_open_end_of_one_claim_is_one_of_the_envelope():
    found = select(claim("A", 601, None), claim("B", 20, 30), claim("C", None, 40))
    assert (bounds(found), found.no_lower_bound, found.is_open, found.stated_high) == ((None, None), True, True, 40)
    assert select(claim("A", 601, None), claim("B", 20, 30)).in_words == "20+"


def test_without_claims_there_is_no_range():
    for policy in Policy:
        found = select(claim("A", None, None), policy=policy, claimant="A")
        assert (bounds(found), found.claims, found.is_open, found.in_words) == ((None, None), 0, False, "–")


def test_a_claimant_who_said_nothing_has_no_range_and_the_note_says_so():
    found = select(*THREE, policy=Policy.CLAIMANT, claimant="X")
    assert (found.claims, found.note) == (0, "X has no current figure for this incident")
    with pytest.raises(ValueError, match="name of a claimant"):
        select(*THREE, policy=Policy.CLAIMANT)


def test_the_lowest_takes_no_lower_end_for_zero_and_the_lower_upper_end_on_ties():
    assert bounds(select(claim("A", 5, 9), claim("B", None, 30), policy=Policy.LOWEST)) == (None, 30)
    assert bounds(select(claim("A", 5, None), claim("B", 5, 9), policy=Policy.LOWEST)) == (5, 9)


def test_a_majority_is_more_than_half_of_the_claimants():
    found = select(claim("A", 10, 20), claim("B", 15, 30), claim("C", 100, 200), policy=Policy.MAJORITY)
    assert (bounds(found), found.note) == ((15, 20), "")
    half = select(
        claim("A", 10, 20), claim("B", 15, 30), claim("C", 100, 110), claim("D", 50, 60), policy=Policy.MAJORITY
    )
    assert bounds(half) == (10, 110)
    assert "more than half" in half.note


def test_of_several_majorities_the_widest_counts():
    found = select(claim("A", 0, 100), claim("B", 0, 5), claim("C", 50, 60), policy=Policy.MAJORITY)
    assert bounds(found) == (50, 60)


def test_a_majority_may_be_open():
    found = select(claim("A", 100, None), claim("B", 200, None), claim("C", 5, 9), policy=Policy.MAJORITY)
    assert (bounds(found), found.is_open) == ((200, None), True)
    upto = select(claim("A", None, 30), claim("B", None, 20), claim("C", 25, 40), policy=Policy.MAJORITY)
    assert (bounds(upto), upto.no_lower_bound) == ((None, 20), True)


@pytest.mark.parametrize(
    ("statuses", "expected", "note"),
    [
        (["confirmed", "partially_confirmed", "refuted"], (1, 1), ""),
        (["unverified", "partially_confirmed", "refuted"], (2, 2), "no claim is confirmed"),
        (["unverified", "disputed", "refuted"], (1, 2), "not refuted"),
        (["refuted", "refuted", "refuted"], (None, None), "every claim is refuted"),
    ],
)
def test_the_best_assessed_claims_count(statuses, expected, note):
    claims = [claim(f"C{n}", n, n, status=status) for n, status in enumerate(statuses, start=1)]
    found = select(*claims, policy=Policy.ASSESSED)
    assert bounds(found) == expected
    assert note in found.note


numbers = st.none() | st.integers(0, 60)
any_bounds = st.tuples(numbers, numbers).map(lambda pair: pair if None in pair else (min(pair), max(pair)))
any_claim = st.builds(
    lambda who, found, day, status, lifecycle: claim(who, found[0], found[1], day, status=status, lifecycle=lifecycle),
    st.sampled_from("ABCDE"),
    any_bounds,
    st.integers(1, 31),
    st.sampled_from(STATUSES),
    st.sampled_from(["current", "current", "superseded", "retracted"]),
)


@given(st.lists(any_claim, min_size=1, max_size=9), st.sampled_from(Policy))
def test_no_policy_leaves_the_envelope(claims, policy):
    envelope = select(*claims)
    found = select(*claims, policy=policy, claimant="A")
    if not found.claims:
        return
    assert (found.low or 0) >= (envelope.low or 0)
    assert envelope.high is None or (found.high is not None and found.high <= envelope.high)
    assert found.high is None or (found.low or 0) <= found.high
    assert found.claimants <= envelope.claimants
    assert found.claims <= envelope.claims


@given(st.lists(any_claim, min_size=1, max_size=9))
def test_a_majority_is_covered_by_more_than_half(claims):
    found = select(*claims, policy=Policy.MAJORITY)
    if not found.claims or found.note:
        return
    latest = series.latest_current(series.claims_in(by_hand(*claims)))
    for people in {found.low or 0, found.high if found.high is not None else 10_000}:
        covering = {
            each["claimant"]
            for each in latest
            if (each["low"] or 0) <= people and (each["high"] is None or people <= each["high"])
        }
        assert 2 * len(covering) > found.claimants


def test_incident_ranges_follow_the_policy_and_name_it():
    frame = by_hand(*THREE, counted(92, 4, incident="Strike", scope="incident")).assign(place=None)
    (envelope,) = series.incident_ranges(frame)
    (latest,) = series.incident_ranges(frame, Policy.LATEST)
    (named,) = series.incident_ranges(frame, Policy.CLAIMANT, "B")
    assert (envelope.claimed, envelope.policy) == ("63-425", "envelope")
    assert (latest.claimed, latest.confirmed, latest.policy) == ("89-110", "92+", "latest")
    assert (named.claimed, named.policy, named.claimants) == ("375-425", "claimant:B", 4)


def test_incident_ranges_as_of_a_day_know_nothing_said_later():
    frame = by_hand(claim("A", 10, 10, 1, lifecycle="superseded", ended_at=date(2024, 3, 5)), claim("A", 20, 20, 5))
    assert [found.claimed for found in series.incident_ranges(frame)] == ["20"]
    assert [found.claimed for found in series.incident_ranges(frame, as_of=date(2024, 3, 4))] == ["10"]
