"""What a good assessment is: a status, the numbers behind it, and why."""

from typing import Annotated, Self

from pydantic import BeforeValidator, ConfigDict, Field

from tracker.claims.fields import Count, Day, Name, Text, Urls, blank_to_none, latest_today, split_words
from tracker.claims.remembered import CheckedTogether
from tracker.vocabulary import EvidenceBasis, RefutationKind, StandardOfProof, VerificationStatus
from tracker.wording import half_width

PRIMARY_RECORDS = frozenset({EvidenceBasis.NAMED_LIST, EvidenceBasis.FORENSIC_RECORD, EvidenceBasis.REGISTRY})
"""One of these is enough for "confirmed" without a second independent origin."""


class NewAssessment(CheckedTogether):
    """How far independent evidence supports one claim, as one person decided it on one day."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    status: VerificationStatus = Field(description="The outcome of the assessment.")
    confirmed_low: Count = Field(None, description="People at least, that independent evidence supports; empty: none.")
    confirmed_high: Count = Field(None, description="People at most, by independent evidence; empty: no upper bound.")
    evidence_basis: Annotated[tuple[EvidenceBasis, ...], BeforeValidator(split_words)] = Field(
        (), description="What the assessment rests on; several parted by ';'."
    )
    n_independent_origins: Count = Field(None, description="Independent origins, not links.")
    standard_of_proof: Annotated[StandardOfProof | None, BeforeValidator(blank_to_none)] = Field(
        None, description="How sure the assessor had to be."
    )
    refutation_kind: Annotated[RefutationKind | None, BeforeValidator(blank_to_none)] = Field(
        None, description="In which way a refuted claim is excluded."
    )
    rationale: Text = Field(description="Why, in words a reader can check.")
    assessor: Name = Field(description="Who decided.")
    decided_at: Day = Field(description="The day of the decision; it rests on evidence up to that day.")
    assessment_sources: Urls = Field((), description="Addresses of the evidence, parted by spaces.")

    def fits_together(self) -> Self:
        """The assessment, once its fields do not contradict each other. Raises ValueError with a sentence."""
        self._says_something()
        self._numbers_in_order()
        self._refuted_says_how()
        self._confirmed_has_a_basis()
        return self

    def _says_something(self) -> None:
        if self.status is VerificationStatus.UNASSESSED:
            raise ValueError("an assessment needs a status other than unassessed")

    def _numbers_in_order(self) -> None:
        low, high = self.confirmed_low, self.confirmed_high
        if low is not None and high is not None and low > high:
            raise ValueError(f"confirmed_low {low:,} is above confirmed_high {high:,}")
        if self.decided_at > latest_today():
            raise ValueError(f"decided_at {self.decided_at} is in the future")

    def _refuted_says_how(self) -> None:
        refuted = self.status is VerificationStatus.REFUTED
        if refuted and self.refutation_kind is None:
            raise ValueError("a refuted claim needs a refutation_kind")
        if not refuted and self.refutation_kind is not None:
            raise ValueError("a refutation_kind goes with the status refuted alone")

    def _confirmed_has_a_basis(self) -> None:
        if self.status is VerificationStatus.CONFIRMED and not self._basis_is_enough():
            raise ValueError(
                "confirmed needs two independent origins, or one primary record (named_list, forensic_record, "
                "registry), or admission_against_interest as its basis"
            )

    def _basis_is_enough(self) -> bool:
        bases = set(self.evidence_basis)
        return (
            (self.n_independent_origins or 0) >= 2
            or bool(bases & PRIMARY_RECORDS)
            or EvidenceBasis.ADMISSION_AGAINST_INTEREST in bases
        )


def check_against_claim(assessment: NewAssessment, claim_low: int | None, claim_high: int | None) -> str | None:
    """The sentence that says why a status contradicts its own numbers, or None when it does not.

    The bounds are the claim's, in people; None is open. A floor below a claim is never a refutation.
    """
    low, high = assessment.confirmed_low or 0, assessment.confirmed_high
    needed = 1 if claim_low is None and claim_high != 0 else claim_low or 0
    match assessment.status:
        case VerificationStatus.CONFIRMED:
            return _contradicts_confirmed(low, high, needed, claim_high)
        case VerificationStatus.PARTIALLY_CONFIRMED if not 0 < low < needed:
            return f"partially_confirmed needs a confirmed_low above 0 and below the claim's lower bound {needed:,}"
        case VerificationStatus.UNVERIFIED if low > 0:
            return f"unverified means no independent evidence, yet confirmed_low is {low:,}"
        case VerificationStatus.REFUTED:
            return _contradicts_refuted(assessment.refutation_kind, (low, high), (needed, claim_high))
        case _:
            return None


def _contradicts_confirmed(low: int, high: int | None, needed: int, claim_high: int | None) -> str | None:
    if claim_high == 0:
        return None if high == 0 else "a claim of none is confirmed by a confirmed_high of 0 alone"
    if low < needed:
        return f"confirmed needs a confirmed_low of at least {needed:,}, the claim's lower bound"
    if claim_high is not None and low > claim_high + _rounding(needed, claim_high):
        return f"confirmed_low {low:,} is above the claim's upper bound {claim_high:,}: that is refuted, understated"
    return None


def _rounding(claim_low: int, claim_high: int) -> int:
    """By how much a floor may pass an exact figure, which may have been rounded, and still confirm it."""
    return half_width(claim_high) if claim_low == claim_high else 0


def _contradicts_refuted(
    kind: RefutationKind | None, evidence: tuple[int, int | None], claim: tuple[int, int | None]
) -> str | None:
    (low, high), (claim_low, claim_high) = evidence, claim
    if kind is RefutationKind.UNDERSTATED and (claim_high is None or low <= claim_high):
        return "refuted as understated needs a confirmed_low above the claim's upper bound"
    if kind is RefutationKind.OVERSTATED and (high is None or high >= claim_low):
        return (
            f"refuted as overstated needs a confirmed_high below the claim's lower bound {claim_low:,}; "
            "a documented floor below a claim does not disprove it"
        )
    return None
