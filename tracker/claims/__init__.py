"""What a good claim and a good assessment are. Forms, files and commands all come in through here."""

from tracker.claims.assessments import NewAssessment, check_against_claim
from tracker.claims.beside import NewAnnotation, NewRelation, NewResponse
from tracker.claims.claim import NewClaim
from tracker.claims.fields import name_key
from tracker.claims.reading import (
    InvalidClaimError,
    Problem,
    parse_annotation,
    parse_assessment,
    parse_claim,
    parse_relation,
    parse_response,
)

__all__ = [
    "InvalidClaimError",
    "NewAnnotation",
    "NewAssessment",
    "NewClaim",
    "NewRelation",
    "NewResponse",
    "Problem",
    "check_against_claim",
    "name_key",
    "parse_annotation",
    "parse_assessment",
    "parse_claim",
    "parse_relation",
    "parse_response",
]
