"""The decision table: what status the evidence suggests, and why. It suggests; a person decides.

Bounds are people; an open end is None. Evidence must be about the same key and the same cut-off as the
claim: whoever calls this has seen to that.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from tracker.vocabulary import Qualifier, RefutationKind, VerificationStatus
from tracker.wording import bounds_in_words, half_width

INFINITY = float("inf")


@dataclass(frozen=True, slots=True)
class Interval:
    """Between ``low`` and ``high`` people; None is open."""

    low: int | None
    high: int | None

    @property
    def least(self) -> int:
        """The lower end, 0 where it is open."""
        return self.low or 0

    @property
    def most(self) -> float:
        """The upper end, infinite where it is open."""
        return INFINITY if self.high is None else self.high

    def __str__(self) -> str:
        """As it is printed everywhere: "20-30", "601+"."""
        return bounds_in_words(self.low, self.high)


@dataclass(frozen=True, slots=True)
class ClaimedFigure:
    """The claim as the table sees it."""

    low: int | None
    high: int | None
    stated_value: int | None = None
    qualifier: Qualifier = Qualifier.RANGE

    @property
    def is_none(self) -> bool:
        """Whether the claim says that nobody was harmed."""
        return self.high == 0

    @property
    def least(self) -> int:
        """The lower end: a positive claim without one starts at 1 person."""
        return 1 if self.low is None else self.low

    @property
    def margin(self) -> int:
        """By how much a floor must pass an exact figure before it refutes it: its rounding."""
        exact = self.qualifier is Qualifier.EXACT and self.stated_value
        return half_width(self.stated_value) if exact and self.stated_value else 0


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A status, the reason in a sentence, and the numbers an assessment would carry."""

    status: VerificationStatus
    reason: str
    confirmed_low: int | None = None
    confirmed_high: int | None = None
    refutation_kind: RefutationKind | None = None


def suggest_status(claim: ClaimedFigure, evidence: Sequence[Interval]) -> Suggestion:
    """The first row of the decision table that matches. ``evidence``: one interval an independent origin."""
    apart = next(((a, b) for a, b in combinations(evidence, 2) if a.most < b.least or b.most < a.least), None)
    if apart:
        reason = f"Two independent findings do not overlap: {apart[0]} and {apart[1]}."
        return Suggestion(VerificationStatus.DISPUTED, reason)
    least = max((found.least for found in evidence), default=0)
    most = min((found.most for found in evidence), default=INFINITY)
    found = Interval(least or None, None if most == INFINITY else int(most))
    return _against_claim(claim, found) or _in_support(claim, found)


def _against_claim(claim: ClaimedFigure, found: Interval) -> Suggestion | None:
    if claim.high is not None and found.least > claim.high + claim.margin:
        return _suggestion(
            found,
            VerificationStatus.REFUTED,
            f"Independent evidence counts at least {found.least:,}, more than the claim allows ({_words(claim)}).",
            RefutationKind.UNDERSTATED,
        )
    if found.high is not None and not claim.is_none and found.high < claim.least:
        return _suggestion(
            found,
            VerificationStatus.REFUTED,
            f"Independent evidence puts an upper bound of {found.high:,} below the claim ({_words(claim)}).",
            RefutationKind.OVERSTATED,
        )
    return None


def _in_support(claim: ClaimedFigure, found: Interval) -> Suggestion:
    if claim.is_none:
        if found.high == 0:
            return Suggestion(VerificationStatus.CONFIRMED, "Independent evidence excludes any casualty.", 0, 0)
        return Suggestion(
            VerificationStatus.UNVERIFIED,
            "A claim of none is confirmed only by evidence that excludes any casualty.",
        )
    if found.least == 0:
        return Suggestion(
            VerificationStatus.UNVERIFIED,
            "No independent count was found. Unverified does not mean false.",
        )
    if found.least >= claim.least:
        return _suggestion(
            found,
            VerificationStatus.CONFIRMED,
            f"Independent evidence of at least {found.least:,} reaches the claim's lower bound {claim.least:,}.",
        )
    return _suggestion(
        found,
        VerificationStatus.PARTIALLY_CONFIRMED,
        f"Independent evidence documents at least {found.least:,} of the {claim.least:,} or more claimed. "
        "A floor below a claim does not disprove it.",
    )


def _suggestion(
    found: Interval, status: VerificationStatus, reason: str, kind: RefutationKind | None = None
) -> Suggestion:
    return Suggestion(status, reason, found.low, found.high, kind)


def _words(claim: ClaimedFigure) -> str:
    return bounds_in_words(claim.low, claim.high)
