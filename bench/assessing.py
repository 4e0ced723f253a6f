"""What assessors made of the made-up claims; every status occurs, and none contradicts its numbers."""

from datetime import date, timedelta
from random import Random
from typing import Any, Final

from bench.cast import LAST_DAY
from tracker.claims import NewAssessment
from tracker.vocabulary import EvidenceBasis, RefutationKind, StandardOfProof, VerificationStatus
from tracker.wording import Wording

ASSESSED: Final = 1 / 3
ASSESSORS: Final = ("J. Reader", "M. Okafor", "S. Lindqvist", "T. Haddad")
STATUSES: Final = (
    (VerificationStatus.UNVERIFIED,) * 5
    + (VerificationStatus.PARTIALLY_CONFIRMED,) * 4
    + (VerificationStatus.CONFIRMED,) * 4
    + (VerificationStatus.DISPUTED,) * 2
    + (VerificationStatus.REFUTED, VerificationStatus.INCONCLUSIVE)
)
_LEAST_FOR: Final = {VerificationStatus.CONFIRMED: 1, VerificationStatus.PARTIALLY_CONFIRMED: 2}
"""How many people must be claimed for all, or part, of them to be confirmed."""


def assessment_of(stated_at: date, claimed: Wording, chance: Random) -> NewAssessment | None:
    """An assessment of a claim with these bounds, or None for two claims in three."""
    if chance.random() >= ASSESSED:
        return None
    status = chance.choice(STATUSES)
    least = 1 if claimed.low is None and claimed.high != 0 else claimed.low or 0
    if least < _LEAST_FOR.get(status, 0):
        status = VerificationStatus.UNVERIFIED
    links = [f"https://evidence.example.org/{chance.randrange(10**8):08d}" for _ in range(chance.choice((0, 1, 2)))]
    return NewAssessment.model_validate(
        {
            "status": status,
            "n_independent_origins": 0,
            "standard_of_proof": StandardOfProof.REASONABLE_GROUNDS,
            "rationale": f"Compared with what was published up to the decision: {status.label.lower()}.",
            "assessor": chance.choice(ASSESSORS),
            "decided_at": min(stated_at + timedelta(chance.randrange(1, 200)), LAST_DAY),
            "assessment_sources": tuple(dict.fromkeys(links)),
        }
        | _finding(status, least, chance)
    )


def _finding(status: VerificationStatus, least: int, chance: Random) -> dict[str, Any]:
    """The numbers and the basis that go with a status; ``least`` is the claim's lower bound, people."""
    match status:
        case VerificationStatus.CONFIRMED:
            basis = (EvidenceBasis.INDEPENDENT_ORIGINS, EvidenceBasis.VISUAL_EVIDENCE)
            return {"confirmed_low": least, "n_independent_origins": 2, "evidence_basis": basis}
        case VerificationStatus.PARTIALLY_CONFIRMED:
            floor = chance.randrange(1, least)
            return {"confirmed_low": floor, "n_independent_origins": 1, "evidence_basis": (EvidenceBasis.NAMED_LIST,)}
        case VerificationStatus.REFUTED:
            return {"refutation_kind": RefutationKind.DID_NOT_OCCUR}
        case VerificationStatus.UNVERIFIED:
            return {"evidence_basis": (EvidenceBasis.NO_EVIDENCE_FOUND,)}
        case _:
            return {"evidence_basis": (EvidenceBasis.MULTI_SOURCE_REPORTING,), "n_independent_origins": 2}
