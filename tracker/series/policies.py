"""Which of several claims about one incident make its claimed range.

A claim here is a row of the frame of ``queries.read_incident_page`` as a dictionary: ``claims_in`` makes
them. Bounds are people; None is open. Whatever the policy, the range never leaves the envelope, and figures
of different claimants are never added to one another.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from tracker.claims.stretches import stretches_of_most, widest
from tracker.series.records import int_or_none, kind_of_claim
from tracker.vocabulary import Lifecycle, Policy, SeriesKind, VerificationStatus
from tracker.wording import bounds_in_words

Claim = Mapping[str, Any]

NO_MAJORITY: Final = "no stretch lies within the ranges of more than half of the claimants: the envelope is shown"
NOTHING_CONFIRMED: Final = "no claim is confirmed: partially confirmed ones are shown"
NOTHING_SUPPORTED: Final = "no claim is confirmed, even in part: all that are not refuted are shown"
ALL_REFUTED: Final = "every claim is refuted: no range is shown"


@dataclass(frozen=True, slots=True)
class SelectedRange:
    """What one policy makes of the claims about one incident, in people.

    ``high`` None is open above; ``stated_high`` is then the greatest upper end that some claim does state.
    ``low`` None with ``no_lower_bound`` means that a claim states no lower end; with no ``claims`` used there
    is no range at all. ``claims`` and ``claimants`` count what the range was made from. ``note`` says where
    the policy fell back on something else, and is '' otherwise.
    """

    policy: Policy
    low: int | None
    high: int | None
    no_lower_bound: bool
    claims: int
    claimants: int
    note: str = ""
    stated_high: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether there is a range and nothing bounds it above."""
        return self.claims > 0 and self.high is None

    @property
    def in_words(self) -> str:
        """The range as it is printed; '–' where there is none."""
        return bounds_in_words(self.low, self.high) if self.claims else "–"


def select_range(
    claims: Iterable[Claim], policy: Policy = Policy.ENVELOPE, claimant: str | None = None
) -> SelectedRange:
    """The claimed range of one incident by a policy.

    Each claimant's latest current figure counts; what was superseded or retracted, words without a figure and
    estimates do not. ``claimant`` names the one of ``Policy.CLAIMANT``; without it ValueError is raised.
    """
    current = latest_current(claims)
    match policy:
        case Policy.ENVELOPE:
            return _envelope(current, policy)
        case Policy.CLAIMANT:
            if claimant is None:
                raise ValueError("this policy needs the name of a claimant")
            return _of_claimant(current, claimant)
        case Policy.LATEST:
            return _envelope(current[-1:], policy)
        case Policy.LOWEST:
            return _envelope(sorted(current, key=_from_the_lowest)[:1], policy)
        case Policy.MAJORITY:
            return _majority(current)
        case Policy.ASSESSED:
            return _assessed(current)


def latest_current(claims: Iterable[Claim]) -> list[Claim]:
    """Each claimant's latest current figure for each population, oldest statement first; no estimates."""
    ordered = sorted(claims, key=lambda claim: (claim["stated_at"], claim["position"]))
    latest = {(claim["claimant"], claim["population"]): claim for claim in ordered if _counts(claim)}
    return sorted(latest.values(), key=lambda claim: (claim["stated_at"], claim["position"]))


def _counts(claim: Claim) -> bool:
    is_current = claim.get("lifecycle", Lifecycle.CURRENT) == Lifecycle.CURRENT
    has_bounds = claim["low"] is not None or claim["high"] is not None
    return is_current and has_bounds and kind_of_claim(claim) is not SeriesKind.ESTIMATED


def _envelope(claims: Sequence[Claim], policy: Policy, note: str = "") -> SelectedRange:
    lows = [int_or_none(claim["low"]) for claim in claims]
    highs = [int_or_none(claim["high"]) for claim in claims]
    return SelectedRange(
        policy=policy,
        low=_least(lows),
        high=_greatest(highs),
        no_lower_bound=None in lows,
        claims=len(claims),
        claimants=len({claim["claimant"] for claim in claims}),
        note=note,
        stated_high=max((high for high in highs if high is not None), default=None),
    )


def _least(lows: Sequence[int | None]) -> int | None:
    """The least lower end; None as soon as one claim states none."""
    known = [low for low in lows if low is not None]
    return min(known) if known and len(known) == len(lows) else None


def _greatest(highs: Sequence[int | None]) -> int | None:
    """The greatest upper end; None, open, as soon as one claim has none."""
    known = [high for high in highs if high is not None]
    return max(known) if known and len(known) == len(highs) else None


def _of_claimant(claims: Sequence[Claim], claimant: str) -> SelectedRange:
    own = [claim for claim in claims if claim["claimant"] == claimant]
    note = "" if own else f"{claimant} has no current figure for this incident"
    return _envelope(own[-1:], Policy.CLAIMANT, note)


def _from_the_lowest(claim: Claim) -> tuple[int, float]:
    """The order of ``lowest``: by lower end, one that is not stated being 0, then by upper end, open last."""
    return claim["low"] or 0, _finite(claim["high"])


def _finite(high: int | None) -> float:
    return float("inf") if high is None else high


def _majority(claims: Sequence[Claim]) -> SelectedRange:
    """The widest stretch covered by the ranges of more than half of the claimants.

    A claimant with several figures, of different populations, covers what any of them covers.
    """
    envelope = _envelope(claims, Policy.MAJORITY)
    ranges = [(claim["claimant"], claim["low"] or 0, _finite(claim["high"])) for claim in claims]
    stretches = stretches_of_most(ranges, envelope.claimants)
    if not stretches:
        return _envelope(claims, Policy.MAJORITY, NO_MAJORITY if claims else "")
    low, high = widest(stretches)
    has_no_lower = envelope.no_lower_bound and low == 0
    upper = None if high == float("inf") else int(high)
    return SelectedRange(
        policy=Policy.MAJORITY,
        low=None if has_no_lower else low,
        high=upper,
        no_lower_bound=has_no_lower,
        claims=envelope.claims,
        claimants=envelope.claimants,
        stated_high=upper,
    )


def _assessed(claims: Sequence[Claim]) -> SelectedRange:
    """Confirmed claims, else those confirmed in part, else all that are not refuted."""
    steps: list[tuple[Collection[str], str]] = [
        ({VerificationStatus.CONFIRMED}, ""),
        ({VerificationStatus.PARTIALLY_CONFIRMED}, NOTHING_CONFIRMED),
        (set(VerificationStatus) - {VerificationStatus.REFUTED}, NOTHING_SUPPORTED),
    ]
    for statuses, note in steps:
        found = [claim for claim in claims if claim["status"] in statuses]
        if found:
            return _envelope(found, Policy.ASSESSED, note)
    return _envelope([], Policy.ASSESSED, ALL_REFUTED if claims else "")
