"""How many claims of each kind had which status when: counted beside the writes, and read for lists and charts."""

from typing import Any, Final

from sqlalchemy import Select, String, and_, case, func, literal, or_, select, type_coerce, union_all

from tracker.store.spans import FIRST, NEVER, Among, all_of, assessed, greatest, least, stood
from tracker.store.tables import Claim
from tracker.vocabulary import ESTIMATE_BASES, EVIDENCE_BASES, VerificationStatus

TALLIED: Final = (
    "conflict_id", "scope", "affected_party_id", "metric", "population", "claimant_id", "direction", "basis", "status",
)  # fmt: skip
_COPIED: Final = ("conflict_id", "affected_party_id", "claimant_id")
_WORDS: Final = ("scope", "metric", "population")


def tally_changes(among: Among) -> Select[Any]:
    """Claims, with the day from which each counts under a status (1) and that from which no longer (-1).

    Columns: ``TALLIED``, ``day``, ``claims``, ``people`` (the claim's lower end).
    """
    span = _spans(among)
    people = func.coalesce(span.c.low, 0)
    key = [span.c[name] for name in TALLIED]
    begun = select(*key, span.c.begins.label("day"), literal(1).label("claims"), people.label("people"))
    over = select(*key, span.c.ends, literal(-1), -people).where(span.c.ends < NEVER)
    found = union_all(begun, over).subquery("begun_and_over")
    return select(found)


def _spans(among: Among) -> Any:
    """Each version of a claim under each status, from which day to which."""
    claim = Claim.__table__
    number = func.coalesce(claim.c.version_of, claim.c.id)
    asked = [] if among is all_of else [or_(among(claim.c.id), among(claim.c.version_of))]
    assessment = assessed(lambda column: True if among is all_of else among(column))
    stood_from, stood_until = stood(claim)
    begins = greatest(claim.c.stated_at, stood_from, func.coalesce(assessment.c.begins, FIRST))
    ends = least(stood_until, func.coalesce(assessment.c.ends, NEVER))
    basis = case(
        (claim.c.counting_basis.in_(EVIDENCE_BASES), "evidence"),
        (claim.c.counting_basis.in_(ESTIMATE_BASES), "estimate"),
        else_="other",
    )
    return (
        select(
            *(claim.c[name] for name in _COPIED),
            *(type_coerce(claim.c[name], String).label(name) for name in _WORDS),
            func.coalesce(type_coerce(claim.c.direction, String), "").label("direction"),
            basis.label("basis"),
            func.coalesce(assessment.c.status, VerificationStatus.UNASSESSED.value).label("status"),
            claim.c.low,
            begins.label("begins"),
            ends.label("ends"),
        )
        .select_from(claim)
        .outerjoin(assessment, assessment.c.claim_id == number)
        .where(and_(claim.c.removed_at.is_(None), begins < ends, *asked))
        .cte("spans")
    )
