"""The state of all claims by status, day by day."""

from typing import Any, Final

import pandas as pd

from tracker.vocabulary import VerificationStatus

STATUS_COUNTS: Final = ("claims", "incident_claims", "people", "without_lower")
STATUS_COLUMNS: Final = ("date", "status", *STATUS_COUNTS)


def states_of(changes: pd.DataFrame) -> pd.DataFrame:
    """From the frame of ``overviews.read_status_changes``: every status at the end of each day on which one changed.

    Columns STATUS_COLUMNS, by day and then in the order of VerificationStatus. Statuses that no claim ever had are
    left out. ``people`` are the lower ends of claims about one incident, ``without_lower`` those that state none.
    """
    if changes.empty:
        return pd.DataFrame({name: [] for name in STATUS_COLUMNS})
    had = set(changes.loc[changes["claims"] != 0, "status"])
    order = [word.value for word in VerificationStatus if word.value in had]
    wide = changes.pivot_table(index="day", columns="status", values=list(STATUS_COUNTS), aggfunc="sum", fill_value=0)
    wide = wide.reindex(columns=pd.MultiIndex.from_product([STATUS_COUNTS, order]), fill_value=0).cumsum()
    long = wide.stack(future_stack=True).rename_axis(["date", "status"]).reset_index()
    place = {status: number for number, status in enumerate(order)}
    long = long.sort_values(
        ["date", "status"], key=lambda column: column.map(place) if column.name == "status" else column
    )
    return long[list(STATUS_COLUMNS)].reset_index(drop=True)


def latest_state(states: pd.DataFrame) -> dict[str, dict[str, Any]]:
    """The last day's counts by status, each a dictionary of STATUS_COUNTS."""
    if states.empty:
        return {}
    last = states[states["date"] == states["date"].iloc[-1]]
    rows = last.set_index("status")[list(STATUS_COUNTS)].to_dict("index")
    return {str(status): {str(name): int(count) for name, count in counts.items()} for status, counts in rows.items()}
