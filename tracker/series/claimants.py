"""Claimants side by side: the same numbers for every one of them, each with its interval.

The frames are those of ``store.overviews``. No claimant is put above another: the order is that of the frame, by
number of claims.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Any, Final

import pandas as pd

from tracker.series.measures import (
    Lag,
    RoundNumbers,
    Share,
    Wait,
    lag_to_confirmation,
    may_be_half_confirmed,
    round_numbers_of,
    share_of,
)
from tracker.series.records import plain_records
from tracker.vocabulary import Direction, VerificationStatus

SUPPORTED: Final = (VerificationStatus.CONFIRMED, VerificationStatus.PARTIALLY_CONFIRMED)


@dataclass(frozen=True, slots=True)
class Restated:
    """How often a claimant restated a figure, and by how many people in the middle; None where it never did."""

    up: int
    down: int
    unchanged: int
    median_up: float | None
    median_down: float | None


@dataclass(frozen=True, slots=True)
class Claimant:
    """One claimant. Shares are of all its claims, assessed or not; ``exact`` counts exactly stated numbers."""

    name: str
    kind: str
    claims: int
    directions: Mapping[str, int]
    statuses: Mapping[str, int]
    first_stated: date
    last_stated: date
    assessed: Share
    confirmed: Share
    partly_confirmed: Share
    supported: Share
    lag: Wait
    restated: Restated
    exact: int
    round_numbers: RoundNumbers | None


def claimants_of(
    counts: pd.DataFrame, waits: Mapping[str, Wait], restated: Mapping[str, Sequence[int]], digits: pd.DataFrame
) -> list[Claimant]:
    """A record a row of ``counts``, in its order.

    ``waits`` are those of ``waits_of``; ``restated`` the sizes that ``revised_by`` tells of those who restated.
    """
    digits_of = dict(iter(digits.groupby("claimant")))
    return [
        _claimant(
            row,
            waits[row["claimant"]],
            restated_in(restated.get(row["claimant"], [])),
            digits_of.get(row["claimant"], digits.head(0)),
        )
        for row in plain_records(counts)
    ]


def waits_of(counts: pd.DataFrame, longest: pd.DataFrame, waits: pd.DataFrame) -> dict[str, Wait]:
    """The time to confirmation of each claimant of ``counts``; ``waits`` are of those that ``to_be_fitted`` names."""
    confirmed_of = dict(zip(longest["claimant"], longest["confirmed"], strict=True))
    found = dict(iter(waits.groupby("claimant")))
    return {
        name: _wait_of(int(claims), int(confirmed_of.get(name, 0)), found.get(name))
        for name, claims in zip(counts["claimant"], counts["claims"], strict=True)
    }


def to_be_fitted(counts: pd.DataFrame, longest: pd.DataFrame) -> list[int]:
    """The ids of the claimants half of whose claims may be confirmed by some day: of others no curve is needed."""
    claims = dict(zip(counts["claimant"], counts["claims"], strict=True))
    return [
        int(row["claimant_id"])
        for row in longest.to_dict("records")
        if row["claimant"] in claims
        and may_be_half_confirmed(int(claims[row["claimant"]]), int(row["confirmed"]), int(row["recent"]))
    ]


def _wait_of(claims: int, confirmed: int, waits: pd.DataFrame | None) -> Wait:
    if waits is None:
        return Wait(claims, confirmed, None, None, None)
    lag = lag_of(waits)
    return Wait(lag.n, lag.confirmed, lag.median, lag.low, lag.high)


def lag_of(waits: pd.DataFrame) -> Lag:
    """The time to confirmation of the claims in a frame of ``days, is_confirmed, claims``."""
    return lag_to_confirmation(
        [float(days) for days in waits["days"]],
        [bool(found) for found in waits["is_confirmed"]],
        [int(claims) for claims in waits["claims"]],
    )


def restated_in(sizes: Sequence[int]) -> Restated:
    """Revisions up and down by their sizes in people, and the median of each; downward ones are negative."""
    up, down = [size for size in sizes if size > 0], [size for size in sizes if size < 0]
    return Restated(len(up), len(down), list(sizes).count(0), _middle(up), _middle(down))


def _middle(sizes: Sequence[int]) -> float | None:
    return float(median(sizes)) if sizes else None


def _claimant(row: Mapping[str, Any], lag: Wait, restated: Restated, digits: pd.DataFrame) -> Claimant:
    total = int(row["claims"])
    statuses = {word.value: int(row[word.value]) for word in VerificationStatus}
    ends = {int(digit): int(claims) for digit, claims in zip(digits["digit"], digits["claims"], strict=True)}
    return Claimant(
        name=row["claimant"],
        kind=row["kind"],
        claims=total,
        directions={word: int(row[word]) for word in (*Direction, "unknown_direction")},
        statuses=statuses,
        first_stated=row["first_stated"],
        last_stated=row["last_stated"],
        assessed=share_of(total - statuses[VerificationStatus.UNASSESSED], total),
        confirmed=share_of(statuses[VerificationStatus.CONFIRMED], total),
        partly_confirmed=share_of(statuses[VerificationStatus.PARTIALLY_CONFIRMED], total),
        supported=share_of(sum(statuses[word] for word in SUPPORTED), total),
        lag=lag,
        restated=restated,
        exact=sum(ends.values()),
        round_numbers=round_numbers_of(ends),
    )


# As rows

CLAIMANT_COLUMNS: Final = (
    "claimant", "kind", "claims", *Direction, "unknown_direction", *VerificationStatus,
    *(f"{name}{part}" for name in ("assessed", "confirmed", "partly_confirmed", "supported")
      for part in ("_share", "_share_low", "_share_high")),
    "days_to_confirmation", "days_low", "days_high",
    "revised_up", "revised_down", "revised_unchanged", "median_up", "median_down",
    "exact_numbers", "round_share", "round_share_low", "round_share_high", "first_stated", "last_stated",
)  # fmt: skip


def claimant_rows(claimants: Iterable[Claimant]) -> Iterator[dict[str, Any]]:
    """A row a claimant under CLAIMANT_COLUMNS; what is undefined, not reached or hidden is None, never zero."""
    for found in claimants:
        ends = found.round_numbers.round if found.round_numbers else None
        yield {
            "claimant": found.name,
            "kind": found.kind,
            "claims": found.claims,
            **found.directions,
            **found.statuses,
            **_interval("assessed_share", found.assessed),
            **_interval("confirmed_share", found.confirmed),
            **_interval("partly_confirmed_share", found.partly_confirmed),
            **_interval("supported_share", found.supported),
            "days_to_confirmation": found.lag.median,
            "days_low": found.lag.low,
            "days_high": found.lag.high,
            "revised_up": found.restated.up,
            "revised_down": found.restated.down,
            "revised_unchanged": found.restated.unchanged,
            "median_up": found.restated.median_up,
            "median_down": found.restated.median_down,
            "exact_numbers": found.exact,
            **_interval("round_share", ends),
            "first_stated": found.first_stated,
            "last_stated": found.last_stated,
        }


def _interval(name: str, share: Share | None) -> dict[str, float | None]:
    parts = (share.share, share.low, share.high) if share else (None, None, None)
    rounded = (None if part is None else round(part, 4) for part in parts)
    return dict(zip((name, f"{name}_low", f"{name}_high"), rounded, strict=True))


WAIT_COLUMNS: Final = ("group", "days", "unconfirmed", "low", "high", "at_risk")


def lag_rows(lags: Mapping[str, Lag]) -> Iterator[dict[str, Any]]:
    """The steps of survival curves, by the name of the group each is of."""
    for group, lag in lags.items():
        for row in plain_records(lag.curve):
            shares = {name: round(float(row[name]), 4) for name in ("unconfirmed", "low", "high")}
            yield {"group": group, "days": int(row["days"]), **shares, "at_risk": int(row["at_risk"])}
