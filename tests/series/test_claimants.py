"""The same numbers for every claimant, each with its interval."""

from datetime import date

import pandas as pd
import pytest

from tests.series.makers import by_hand, said
from tracker import series
from tracker.vocabulary import Direction, VerificationStatus

WAITS = pd.DataFrame(
    [("A", 10, True, 3), ("A", 50, False, 1), ("B", 48, False, 2)],
    columns=["claimant", "days", "is_confirmed", "claims"],
)
NO_CLAIMS = by_hand(said(1, 1)).head(0), []


def counts(**statuses):
    """A row for A, whose claims have these statuses, and one for B, none of whose two is assessed."""
    empty = {word.value: 0 for word in (*Direction, *VerificationStatus)} | {"unknown_direction": 0}
    days = {"first_stated": date(2024, 3, 1), "last_stated": date(2024, 3, 9), "kind": "unknown"}
    a = {"claimant": "A", "claims": sum(statuses.values()), **empty, **statuses, "own_losses": 3, **days}
    b = {"claimant": "B", "claims": 2, **empty, "unassessed": 2, **days}
    return pd.DataFrame([a, b])


def digits(*rows):
    return pd.DataFrame(rows, columns=["claimant", "digit", "claims"])


def found(*, restated=NO_CLAIMS, ends=(), **statuses):
    return series.claimants_of(
        counts(**(statuses or {"confirmed": 3, "unassessed": 1})), WAITS, restated, digits(*ends)
    )


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


def test_revisions_are_counted_up_and_down():
    claims = by_hand(said(100, 1), said(150, 2), said(90, 3), said(60, 4), said(10, 5), said(10, 6))
    relations = [("c1", "c0", "revises"), ("c3", "c2", "corrects"), ("c5", "c4", "revises")]
    a, b = found(restated=(claims, relations))

    assert (a.restated.up, a.restated.median_up) == (1, 50)
    assert (a.restated.down, a.restated.median_down) == (1, -30)
    assert a.restated.unchanged == 1
    assert (b.restated.up, b.restated.median_down) == (0, None)


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
    rows = list(series.lag_rows({"All": found()[0].lag}))

    assert [(row["group"], row["days"], row["unconfirmed"], row["at_risk"]) for row in rows] == [
        ("All", 0, 1.0, 4), ("All", 10, 0.25, 4), ("All", 50, 0.25, 1),
    ]  # fmt: skip
