"""What a good claim and a good assessment are. Forms, files and commands all come in through here."""

from tracker.claims.assessments import NewAssessment, check_against_claim
from tracker.claims.claim import NewClaim
from tracker.claims.fields import name_key
from tracker.claims.reading import InvalidClaimError, Problem, parse_assessment, parse_claim

__all__ = [
    "InvalidClaimError",
    "NewAssessment",
    "NewClaim",
    "Problem",
    "check_against_claim",
    "name_key",
    "parse_assessment",
    "parse_claim",
]
