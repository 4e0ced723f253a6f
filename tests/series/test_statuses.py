"""Statuses through time, from what each day changed."""

from datetime import date

import pandas as pd

from tracker.series import STATUS_COLUMNS, latest_state, states_of

FIRST, SECOND, THIRD = (date(2023, 1, day) for day in (1, 5, 9))


def frame(*rows):
    return pd.DataFrame(rows, columns=["day", "status", "claims", "incident_claims", "people", "without_lower"])


CHANGES = frame(
    (FIRST, "unassessed", 3, 2, 601, 1),
    (SECOND, "unassessed", -1, -1, -601, 0),
    (SECOND, "disputed", 1, 1, 601, 0),
    (THIRD, "disputed", -1, -1, -601, 0),
    (THIRD, "confirmed", 1, 1, 601, 0),
)


def test_every_status_is_there_on_every_day_in_the_order_of_the_statuses():
    states = states_of(CHANGES)

    assert tuple(states) == STATUS_COLUMNS
    assert list(states["status"]) == ["unassessed", "confirmed", "disputed"] * 3
    assert list(states["claims"]) == [3, 0, 0, 2, 0, 1, 2, 1, 0]
    assert list(states["people"]) == [601, 0, 0, 0, 0, 601, 0, 601, 0]


def test_no_claim_is_lost_or_made_on_the_way():
    totals = states_of(CHANGES).groupby("date")["claims"].sum()

    assert set(totals) == {3}


def test_the_latest_state_is_that_of_the_last_day():
    state = latest_state(states_of(CHANGES))

    assert {status: counts["claims"] for status, counts in state.items()} == {
        "unassessed": 2, "confirmed": 1, "disputed": 0,
    }  # fmt: skip
    assert state["unassessed"]["without_lower"] == 1


def test_nothing_changed_is_no_state():
    assert states_of(frame()).empty
    assert latest_state(states_of(frame())) == {}
