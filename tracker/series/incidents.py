"""One incident a row: what is currently claimed about it beside what is confirmed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from tracker.series.records import claims_in, figure_of, is_unassessed, kind_of_claim
from tracker.vocabulary import SeriesKind
from tracker.wording import bounds_in_words


@dataclass(frozen=True, slots=True)
class IncidentRange:
    """One incident on the range plot: what is currently claimed against what is confirmed, in people."""

    incident: str
    day: date | None
    precision: str
    place: str | None
    claimed_low: int | None
    claimed_high: int | None
    is_open: bool
    confirmed_low: int | None
    confirmed_high: int | None
    claims: int
    claimants: int
    unassessed: int
    metric: str

    @property
    def claimed(self) -> str:
        """The claimed range as it is printed."""
        return bounds_in_words(self.claimed_low, None if self.is_open else self.claimed_high)

    @property
    def confirmed(self) -> str:
        """The confirmed range as it is printed; nothing confirmed is a dash, not a zero."""
        if self.confirmed_low is None and self.confirmed_high is None:
            return "–"
        return bounds_in_words(self.confirmed_low, self.confirmed_high)


def incident_ranges(claims: pd.DataFrame) -> list[IncidentRange]:
    """An incident and metric a row, in the order of the frame of ``queries.read_incident_page``.

    The claimed range is the envelope of each claimant's latest figure: least low to greatest high. Figures
    of independent bodies make the confirmed range, together with the floors that assessments found.
    """
    grouped: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for claim in claims_in(claims):
        incident = claim.get("incident_code") or claim["incident"]
        grouped.setdefault((incident, claim["metric"]), []).append(claim)
    return [_incident_range(found) for found in grouped.values()]


def _incident_range(claims: Sequence[dict[str, Any]]) -> IncidentRange:
    whole = [claim for claim in claims if claim["subgroup"] is None] or list(claims)
    current = _latest_of_each_claimant(claim for claim in whole if figure_of(claim) is not None)
    claimed = [claim for claim in current if kind_of_claim(claim) is SeriesKind.CLAIMED]
    found = [claim for claim in current if kind_of_claim(claim) is SeriesKind.CONFIRMED]
    floors = [claim["low"] for claim in found] + [claim["confirmed_low"] for claim in claimed]
    ceilings = [claim["high"] for claim in found] + [claim["confirmed_high"] for claim in claimed]
    first = claims[0]
    return IncidentRange(
        incident=first["incident"],
        day=first["incident_date"],
        precision=first["incident_precision"],
        place=first.get("place"),
        claimed_low=_least([claim["low"] for claim in claimed]),
        claimed_high=max((claim["high"] for claim in claimed if claim["high"] is not None), default=None),
        is_open=any(claim["high"] is None for claim in claimed),
        confirmed_low=max((int(floor) for floor in floors if floor is not None), default=None),
        confirmed_high=min((int(ceiling) for ceiling in ceilings if ceiling is not None), default=None),
        claims=len(claims),
        claimants=len({claim["claimant"] for claim in claims}),
        unassessed=sum(is_unassessed(claim) for claim in claims),
        metric=first["metric"],
    )


def _least(lows: Sequence[int | None]) -> int | None:
    """The least lower bound; None as soon as one claimant states none."""
    return None if not lows or None in lows else min(int(low) for low in lows if low is not None)


def _latest_of_each_claimant(claims: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    ordered = sorted(claims, key=lambda claim: (claim["stated_at"], claim["position"]))
    return list({(claim["claimant"], claim["population"]): claim for claim in ordered}.values())
