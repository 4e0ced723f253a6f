"""One incident a row: what is currently claimed about it beside what is confirmed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from tracker.series.policies import latest_current, select_range
from tracker.series.records import claims_in, is_unassessed, kind_of_claim
from tracker.vocabulary import Policy, SeriesKind
from tracker.wording import bounds_in_words


@dataclass(frozen=True, slots=True)
class IncidentRange:
    """One incident on the range plot: what is currently claimed against what is confirmed, in people.

    ``claimed_high`` is the greatest upper end that is stated, also where another claim is open above.
    ``policy`` names how the claimed range was selected, ``note`` says where the policy fell back.
    """

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
    policy: str = Policy.ENVELOPE
    note: str = ""

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


def incident_ranges(
    claims: pd.DataFrame,
    policy: Policy = Policy.ENVELOPE,
    claimant: str | None = None,
    *,
    as_of: date | None = None,
) -> list[IncidentRange]:
    """An incident and metric a row, in the order of the frame of ``queries.read_incident_page``.

    The claimed range is what the policy makes of each claimant's latest current figure. Figures of
    independent bodies make the confirmed range, together with the floors that assessments found. ``as_of``
    gives what had been said by that day; assessments are those of the frame.
    """
    grouped: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for claim in claims_in(claims, as_of=as_of):
        incident = claim.get("incident_code") or claim["incident"]
        grouped.setdefault((incident, claim["metric"]), []).append(claim)
    return [_incident_range(found, policy, claimant) for found in grouped.values()]


def _incident_range(claims: Sequence[dict[str, Any]], policy: Policy, claimant: str | None) -> IncidentRange:
    current = latest_current([claim for claim in claims if claim["subgroup"] is None] or claims)
    said = [claim for claim in current if kind_of_claim(claim) is SeriesKind.CLAIMED]
    found = [claim for claim in current if kind_of_claim(claim) is SeriesKind.CONFIRMED]
    floors = [claim["low"] for claim in found] + [claim["confirmed_low"] for claim in said]
    ceilings = [claim["high"] for claim in found] + [claim["confirmed_high"] for claim in said]
    claimed = select_range(said, policy, claimant)
    first = claims[0]
    return IncidentRange(
        incident=first["incident"],
        day=first["incident_date"],
        precision=first["incident_precision"],
        place=first.get("place"),
        claimed_low=claimed.low,
        claimed_high=claimed.stated_high,
        is_open=claimed.is_open,
        confirmed_low=max((int(floor) for floor in floors if floor is not None), default=None),
        confirmed_high=min((int(ceiling) for ceiling in ceilings if ceiling is not None), default=None),
        claims=len(claims),
        claimants=len({claim["claimant"] for claim in claims}),
        unassessed=sum(is_unassessed(claim) for claim in claims),
        metric=first["metric"],
        policy=policy.value if claimant is None else f"{policy.value}:{claimant}",
        note=claimed.note,
    )
