"""What looks like a relation between two claims is proposed, a few of a kind, and never more than proposed."""

import pytest

from tests.makers import a_claim, a_claim_on_an_incident, a_relation, record
from tracker.store.beside import add_relation
from tracker.store.database import reading, writing
from tracker.store.proposals import MOST_OF_A_KIND, find_proposals
from tracker.store.writes import NoSuchClaimError


def proposed(engine, claim):
    """The proposals for a claim."""
    with reading(engine) as session:
        return find_proposals(session, claim.code)


DEPOT = {"incident": "Strike on the depot", "incident_date": "2023-01-02"}
TOTAL = {"scope": "cumulative", "coverage_start": "2022-02-24"}

# first claim, what differs in the second, the kind, whether the second is the one named first
CASES = [
    # the same figure within three days: one claim, said once more
    ({"verbatim": "63"}, {"verbatim": "63 ", "stated_at": "2023-01-11"}, "repeats", True),
    # a day later than that it is another statement of a running total
    ({"verbatim": "63"}, {"verbatim": "63", "stated_at": "2023-01-12"}, "updates_cumulative", True),
    # ... and of an incident it is neither a repeat nor a revision
    (DEPOT | {"verbatim": "63"}, DEPOT | {"verbatim": "63", "stated_at": "2023-01-12"}, None, True),
    # another claimant's figure for the same incident
    (DEPOT, DEPOT | {"claimant": "Ministry C", "stated_at": "2023-01-09"}, "same_event_other_claimant", True),
    # of another metric it is no rival
    (DEPOT, DEPOT | {"claimant": "Ministry C", "metric": "wounded"}, None, True),
    # a running total with a later cut-off goes on; the later is named first whichever is asked
    (TOTAL, TOTAL | {"verbatim": "700", "stated_at": "2023-02-08"}, "updates_cumulative", True),
    (TOTAL, TOTAL | {"verbatim": "500", "stated_at": "2022-12-08"}, "updates_cumulative", False),
    # the same cut-off and another figure: a revision
    (TOTAL | {"as_of_date": "2023-01-01"}, TOTAL | {"as_of_date": "2023-01-01", "verbatim": "650", "stated_at": "2023-01-20"}, "revises", True),
    # an incident's figure stated anew is one too, whatever the day
    (DEPOT, DEPOT | {"verbatim": "650", "stated_at": "2023-01-20"}, "revises", True),
    # ... unless one is counted and the other calculated
    (DEPOT, DEPOT | {"verbatim": "650", "stated_at": "2023-01-20", "counting_basis": "statistical_estimate"}, None, True),
    # another area or definition is another series
    (TOTAL, TOTAL | {"stated_at": "2023-02-08", "geo_scope": "North"}, None, True),
    (TOTAL, TOTAL | {"stated_at": "2023-02-08", "definition_key": "identified"}, None, True),
    # children within all people, and civilians within all of them
    (DEPOT, DEPOT | {"verbatim": "7", "subgroup": "children"}, "includes", False),
    (DEPOT, DEPOT | {"verbatim": "7", "population": "civilian"}, "includes", False),
    # a period that holds the incident
    (DEPOT, {"scope": "period", "coverage_start": "2023-01-01", "coverage_end": "2023-01-07"}, "includes", True),
    # ... of another claimant, whose figures are never added anyway
    (DEPOT, {"scope": "period", "coverage_start": "2023-01-01", "coverage_end": "2023-01-07", "claimant": "Ministry C"}, None, True),
    # ... and one that ends before it, or covers another area
    (DEPOT, {"scope": "period", "coverage_start": "2022-01-01", "coverage_end": "2022-12-31"}, None, True),
    (DEPOT | {"place": "Makiivka, Donetsk oblast"}, TOTAL | {"geo_scope": "Kharkiv oblast"}, None, True),
    (DEPOT | {"place": "Makiivka, Donetsk oblast"}, TOTAL | {"geo_scope": "Donetsk oblast"}, "includes", True),
    (DEPOT | {"place": "Makiivka, Donetsk oblast"}, TOTAL | {"geo_scope": "Ukraine", "geo_precision": "country"}, "includes", True),
]  # fmt: skip


@pytest.mark.parametrize(("first", "second", "kind", "second_is_from"), CASES)
def test_what_two_claims_look_like_is_proposed_on_the_page_of_either(engine, first, second, kind, second_is_from):
    one, other = a_claim(**first), a_claim(**second)
    record(engine, one, other)

    ends = (other.code, one.code) if second_is_from else (one.code, other.code)
    expected = [] if kind is None else [(kind, *ends)]
    for claim in (one, other):
        assert [(found.kind, found.from_claim, found.to_claim) for found in proposed(engine, claim)] == expected


def test_the_other_claim_is_told_with_its_words_and_the_reason(engine):
    one, other = a_claim_on_an_incident(), a_claim_on_an_incident(claimant="Ministry C", verbatim="about 400")
    record(engine, one, other)

    (found,) = proposed(engine, one)
    assert (found.code, found.claimant, found.verbatim, found.low, found.high) == (
        other.code,
        "Ministry C",
        "about 400",
        375,
        425,
    )
    assert "never added" in found.why


def test_what_is_related_already_is_not_proposed_again(engine):
    one, other = a_claim_on_an_incident(), a_claim_on_an_incident(verbatim="650", stated_at="2023-01-20")
    record(engine, one, other)
    with writing(engine, by="T", reason="t") as session:
        add_relation(session, a_relation(other.code, one.code))

    assert proposed(engine, one) == proposed(engine, other) == []


def test_a_claim_of_its_own_looks_like_nothing(engine):
    one = a_claim()
    record(engine, one)

    assert proposed(engine, one) == []


def test_an_unknown_code_is_said(engine):
    with pytest.raises(NoSuchClaimError, match="cnotthere9"):
        proposed(engine, type("C", (), {"code": "cnotthere9"}))


def test_of_a_long_series_the_neighbours_are_proposed(engine):
    days = [f"2023-0{month}-01" for month in range(1, 8)]
    series = [a_claim(verbatim=str(600 + n), stated_at=day, **TOTAL) for n, day in enumerate(days)]
    record(engine, *series)

    found = proposed(engine, series[3])
    assert {one.code for one in found} == {series[2].code, series[4].code}
    assert {one.kind for one in found} == {"updates_cumulative"}


def test_of_many_rivals_a_few_are_proposed(engine):
    claims = [a_claim_on_an_incident(claimant=f"Ministry {n}", verbatim=str(n + 10)) for n in range(20)]
    record(engine, *claims)

    assert len(proposed(engine, claims[0])) == MOST_OF_A_KIND


def test_the_wounded_who_may_have_died_are_flagged_and_no_relation_is_proposed(engine):
    first = a_claim_on_an_incident(verbatim="12", stated_at="2023-01-03")
    wounded = a_claim_on_an_incident(verbatim="30", metric="wounded", stated_at="2023-01-03")
    later = a_claim_on_an_incident(verbatim="15", stated_at="2023-01-05")
    record(engine, first, wounded, later)

    found = [one for one in proposed(engine, later) if one.kind is None]
    assert [(one.code, one.low) for one in found] == [(wounded.code, 30)]
    assert "did some of the wounded die" in found[0].why


def test_wounded_who_were_counted_anew_are_not_flagged(engine):
    first = a_claim_on_an_incident(verbatim="12", stated_at="2023-01-03")
    wounded = a_claim_on_an_incident(verbatim="30", metric="wounded", stated_at="2023-01-03")
    later = a_claim_on_an_incident(verbatim="15", stated_at="2023-01-05")
    anew = a_claim_on_an_incident(verbatim="27", metric="wounded", stated_at="2023-01-05")
    record(engine, first, wounded, later, anew)

    assert [one for one in proposed(engine, later) if one.kind is None] == []
