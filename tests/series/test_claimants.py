"""The same numbers for every claimant, each with its interval."""

from datetime import date

import pandas as pd
import pytest

from tracker import series
from tracker.vocabulary import Direction, VerificationStatus

LONGEST = pd.DataFrame([(7, "A", 3, 0)], columns=["claimant_id", "claimant", "confirmed", "recent"])
WAITS = pd.DataFrame(
    [("A", 10, True, 3), ("A", 50, False, 1)],
    columns=["claimant", "days", "is_confirmed", "claims"],
)


def counts(**statuses):
    """A row for A, whose claims have these statuses, and one for B, none of whose two is assessed."""
    empty = {word.value: 0 for word in (*Direction, *VerificationStatus)} | {"unknown_direction": 0}
    days = {"first_stated": date(2024, 3, 1), "last_stated": date(2024, 3, 9), "kind": "unknown"}
    a = {"claimant": "A", "claims": sum(statuses.values()), **empty, **statuses, "own_losses": 3, **days}
    b = {"claimant": "B", "claims": 2, **empty, "unassessed": 2, **days}
    return pd.DataFrame([a, b])


def digits(*rows):
    return pd.DataFrame(rows, columns=["claimant", "digit", "claims"])


def found(*, restated=(), ends=(), waits=WAITS, **statuses):
    every = counts(**(statuses or {"confirmed": 3, "unassessed": 1}))
    of_each = series.waits_of(every, LONGEST, waits)
    return series.claimants_of(every, of_each, series.revised_by(restated), digits(*ends))


def test_shares_are_of_all_claims_with_their_interval():
    a, b = found(confirmed=3, partially_confirmed=1, disputed=2, unassessed=4)

    assert (a.assessed.count, a.assessed.total) == (6, 10)
    assert (a.confirmed.count, a.partly_confirmed.count, a.supported.count) == (3, 1, 4)
    assert a.supported.low < 0.4 < a.supported.high
    assert (b.confirmed.share, b.confirmed.low) == (0, 0)
    assert b.confirmed.high == pytest.approx(0.658, abs=0.001)


def test_claims_not_confirmed_yet_are_waiting_and_not_left_out():
    a, b = found()

    assert (a.lag.n, a.lag.confirmed, a.lag.median) == (4, 3, 10)
    assert (b.lag.n, b.lag.confirmed, b.lag.median) == (2, 0, None)


def test_of_a_claimant_far_from_half_confirmed_no_curve_is_needed():
    every = counts(confirmed=3, unassessed=997)
    assert series.to_be_fitted(every, LONGEST) == []
    assert series.to_be_fitted(every, LONGEST.assign(recent=900)) == []
    assert series.to_be_fitted(every, LONGEST.assign(recent=996)) == [7]
    assert series.to_be_fitted(counts(confirmed=3, unassessed=1), LONGEST) == [7]
    a, _ = found(confirmed=3, unassessed=997, waits=WAITS.head(0))
    assert (a.lag.n, a.lag.confirmed, a.lag.median, a.lag.low, a.lag.high) == (1_000, 3, None, None, None)


def restatement(later, earlier, claimant="A"):
    """A relation between claims given by number and figure; each was stated on the day of its number."""
    return claimant, *((date(2024, 3, number), number, figure) for number, figure in (later, earlier))


def test_revisions_are_counted_up_and_down():
    a, b = found(restated=[
        restatement((2, 150), (1, 100)), restatement((4, 60), (3, 90)), restatement((6, 10), (5, 10)),
    ])  # fmt: skip

    assert (a.restated.up, a.restated.median_up) == (1, 50)
    assert (a.restated.down, a.restated.median_down) == (1, -30)
    assert a.restated.unchanged == 1
    assert (b.restated.up, b.restated.median_down) == (0, None)


def test_a_figure_restated_twice_is_one_revision_and_one_without_a_number_is_passed_over():
    a, b = found(restated=[
        restatement((8, 90), (5, None)), restatement((5, None), (2, 100)), restatement((9, None), (1, 4), "B"),
    ])  # fmt: skip

    assert (a.restated.down, a.restated.median_down) == (1, -10)
    assert (b.restated.up, b.restated.down, b.restated.unchanged) == (0, 0, 0)


@pytest.mark.parametrize(("ends", "shown"), [(49, None), (50, 50)])
def test_round_numbers_are_hidden_below_fifty(ends, shown):
    a, _ = found(ends=[("A", 0, ends)])

    assert a.exact == ends
    assert (a.round_numbers and a.round_numbers.claims) == shown


def test_the_rows_have_every_column_and_empty_is_not_zero():
    a, b = series.claimant_rows(found())

    assert tuple(a) == tuple(map(str, series.CLAIMANT_COLUMNS))
    assert (a["claimant"], a["own_losses"], a["days_to_confirmation"]) == ("A", 3, 10)
    assert (b["days_to_confirmation"], b["median_up"], b["round_share"]) == (None, None, None)


def test_the_rows_of_a_curve_fall():
    rows = list(series.lag_rows({"All": series.lag_of(WAITS)}))

    assert [(row["group"], row["days"], row["unconfirmed"], row["at_risk"]) for row in rows] == [
        ("All", 0, 1.0, 4), ("All", 10, 0.25, 4), ("All", 50, 0.25, 1),
    ]  # fmt: skip
