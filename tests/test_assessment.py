import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.makers import an_assessment
from tracker.assessment import ClaimedFigure, Interval, suggest_status
from tracker.claims import check_against_claim
from tracker.vocabulary import Qualifier, RefutationKind, VerificationStatus


def exactly(number):
    return ClaimedFigure(number, number, number, Qualifier.EXACT)


def between(low, high):
    return ClaimedFigure(low, high)


NONE = ClaimedFigure(0, 0, 0, Qualifier.NONE)


@pytest.mark.parametrize(
    ("claim", "evidence", "status", "how"),
    [
        # two findings that do not overlap
        (between(20, 30), [(10, 12), (20, 25)], "disputed", None),
        (between(20, 30), [(None, 12), (13, None)], "disputed", None),
        (NONE, [(0, 0), (1, 3)], "disputed", None),
        # a floor above the claim
        (between(20, 30), [(31, None)], "refuted", "understated"),
        (between(None, 30), [(31, 40)], "refuted", "understated"),
        (between(20, None), [(9_999, None)], "confirmed", None),  # nothing is above an open end
        # ... an exact figure allows for its rounding: 600 by 50, 63 by 1
        (exactly(600), [(650, None)], "confirmed", None),
        (exactly(600), [(651, None)], "refuted", "understated"),
        (exactly(63), [(64, None)], "confirmed", None),
        (exactly(63), [(65, None)], "refuted", "understated"),
        # an upper bound below the claim
        (between(20, 30), [(None, 19)], "refuted", "overstated"),
        (between(20, None), [(5, 19)], "refuted", "overstated"),
        (between(None, 30), [(0, 0)], "refuted", "overstated"),  # a claim without a lower end starts at 1
        (between(20, 30), [(19, 20)], "partially_confirmed", None),
        # "none"
        (NONE, [(0, 0)], "confirmed", None),
        (NONE, [(None, 0)], "confirmed", None),
        (NONE, [], "unverified", None),
        (NONE, [(None, 3)], "unverified", None),
        (NONE, [(None, None)], "unverified", None),
        (NONE, [(1, None)], "refuted", "understated"),
        # no floor, and nothing against
        (between(20, 30), [], "unverified", None),
        (between(20, 30), [(None, None)], "unverified", None),
        (between(20, 30), [(0, 25)], "unverified", None),
        (between(None, None), [], "unverified", None),
        (between(0, 30), [(0, 0)], "unverified", None),  # no floor, even where the claim starts at 0
        (between(None, None), [(None, 5)], "unverified", None),
        # a floor that reaches the claim
        (between(20, 30), [(20, None)], "confirmed", None),
        (between(20, 30), [(30, 31)], "confirmed", None),
        (between(None, 30), [(1, None)], "confirmed", None),
        (between(0, 30), [(1, None)], "confirmed", None),
        (exactly(600), [(600, None)], "confirmed", None),
        (between(601, None), [(601, 700)], "confirmed", None),
        (between(20, 30), [(5, None), (21, None)], "confirmed", None),  # the highest floor counts
        # a floor below the claim
        (between(20, 30), [(19, None)], "partially_confirmed", None),
        (between(601, None), [(139, None)], "partially_confirmed", None),
        (exactly(400), [(139, None), (92, None)], "partially_confirmed", None),
    ],
)  # fmt: skip
def test_the_decision_table(claim, evidence, status, how):
    found = suggest_status(claim, [Interval(low, high) for low, high in evidence])
    assert (found.status, found.refutation_kind) == (status, how)
    assert found.reason.endswith(".")


numbers = st.none() | st.integers(0, 2_000)
bounds = st.tuples(numbers, numbers).filter(lambda pair: None in pair or pair[0] <= pair[1])
figures = st.builds(lambda pair: ClaimedFigure(*pair), bounds) | st.integers(1, 2_000).map(exactly) | st.just(NONE)
findings = st.lists(st.builds(lambda pair: Interval(*pair), bounds), max_size=4)
floors = st.lists(st.integers(1, 3_000).map(lambda low: Interval(low, None)), min_size=1, max_size=4)


@given(figures, floors)
def test_a_floor_below_a_claim_never_refutes_it(claim, evidence):
    if max(found.least for found in evidence) < claim.least:
        assert suggest_status(claim, evidence).status is VerificationStatus.PARTIALLY_CONFIRMED


@given(figures, floors)
def test_floors_alone_never_show_that_a_claim_is_overstated_and_never_dispute(claim, evidence):
    found = suggest_status(claim, evidence)
    assert found.refutation_kind is not RefutationKind.OVERSTATED
    assert found.status is not VerificationStatus.DISPUTED


@given(figures, findings)
@example(exactly(600), [Interval(650, None)])  # within the rounding of a round number
@example(exactly(63), [Interval(64, None)])
def test_what_is_suggested_passes_the_check_of_an_assessment(claim, evidence):
    found = suggest_status(claim, evidence)
    assessment = an_assessment(
        status=found.status,
        confirmed_low=found.confirmed_low,
        confirmed_high=found.confirmed_high,
        refutation_kind=found.refutation_kind,
    )
    assert check_against_claim(assessment, claim.low, claim.high) is None


@given(figures, findings)
def test_the_order_of_the_findings_does_not_matter(claim, evidence):
    assert suggest_status(claim, evidence).status is suggest_status(claim, evidence[::-1]).status
