"""The rows of a frame of claims as plain dictionaries, and what each says by itself."""

from typing import Any, Final

import pandas as pd

from tracker.vocabulary import ESTIMATE_BASES, EVIDENCE_BASES, Independence, SeriesKind

_ESTIMATES: Final = {basis.value for basis in ESTIMATE_BASES}
_EVIDENCE: Final = {basis.value for basis in EVIDENCE_BASES}


def plain_records(claims: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows as dictionaries in which every kind of missing is None."""
    plain = claims.astype(object).where(claims.notna(), None)
    return [{str(name): value for name, value in row.items()} for row in plain.to_dict("records")]


def kind_of(independence: str | None, counting_basis: str) -> SeriesKind:
    """Which of the three kinds of series a figure belongs to."""
    if counting_basis in _ESTIMATES:
        return SeriesKind.ESTIMATED
    if independence == Independence.INDEPENDENT and counting_basis in _EVIDENCE:
        return SeriesKind.CONFIRMED
    return SeriesKind.CLAIMED


def kind_of_claim(claim: dict[str, Any]) -> SeriesKind:
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
