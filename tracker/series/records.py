"""The rows of a frame of claims as plain dictionaries, and what each says by itself."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import pandas as pd

from tracker.vocabulary import ESTIMATE_BASES, EVIDENCE_BASES, Independence, Lifecycle, SeriesKind

_ESTIMATES: Final = {basis.value for basis in ESTIMATE_BASES}
_EVIDENCE: Final = {basis.value for basis in EVIDENCE_BASES}
_STILL_CURRENT: Final = {"lifecycle": Lifecycle.CURRENT.value, "ended_at": None, "change": None}


def plain_records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows as dictionaries in which every kind of missing is None."""
    names = [str(name) for name in frame]
    columns = [_plain_values(frame.iloc[:, place]) for place in range(len(names))]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def _plain_values(column: pd.Series) -> list[Any]:
    values: list[Any] = column.astype(object).where(column.notna(), None).tolist()
    return values


def claims_in(frame: pd.DataFrame, *, as_of: date | None = None) -> list[dict[str, Any]]:
    """The claims of a frame. A frame without lineage holds current claims that changed nothing.

    With ``as_of`` it is what had been said by that day: later claims are not there, and what ended later had
    not ended.
    """
    claims = [_with_lineage(row) for row in plain_records(frame)]
    if as_of is None:
        return claims
    return [_as_of(claim, as_of) for claim in claims if claim["stated_at"] <= as_of]


def _with_lineage(row: dict[str, Any]) -> dict[str, Any]:
    claim = _STILL_CURRENT | row
    claim["lifecycle"] = claim["lifecycle"] or Lifecycle.CURRENT.value
    if claim["ended_at"] is None and claim["lifecycle"] == Lifecycle.RETRACTED:
        claim["ended_at"] = claim["stated_at"]  # withdrawn nobody knows when: it is held on no day
    return claim


def _as_of(claim: dict[str, Any], day: date) -> dict[str, Any]:
    ended = claim["ended_at"]
    has_not_ended = ended is not None and ended > day
    return claim | {"lifecycle": Lifecycle.CURRENT.value, "ended_at": None} if has_not_ended else claim


def kind_of(independence: str | None, counting_basis: str) -> SeriesKind:
    """Which of the three kinds of series a figure belongs to."""
    if counting_basis in _ESTIMATES:
        return SeriesKind.ESTIMATED
    if independence == Independence.INDEPENDENT and counting_basis in _EVIDENCE:
        return SeriesKind.CONFIRMED
    return SeriesKind.CLAIMED


def kind_of_claim(claim: Mapping[str, Any]) -> SeriesKind:
    """The kind of series a row of the frame belongs to."""
    return kind_of(claim["claimant_independence"], claim["counting_basis"])


def figure_of(claim: dict[str, Any]) -> int | None:
    """Where the mark stands: the stated number, else the bound the words give."""
    for name in ("best", "stated_value", "low", "high"):
        if claim[name] is not None:
            return int(claim[name])
    return None


def is_unassessed(claim: dict[str, Any]) -> bool:
    """Whether nobody has looked at the claim yet."""
    return bool(claim["status"] == "unassessed")


def int_or_none(value: Any) -> int | None:
    """A count of people as a plain number; what is not stated stays None."""
    return None if value is None else int(value)
