"""When claims ceased to be current: worked out from relations, and kept beside them so that lists need not look."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import delete, insert, or_, select
from sqlalchemy.orm import Session, aliased

from tracker.store.running import touch_claims
from tracker.store.tables import Claim, ClaimEnd, ClaimRelation
from tracker.vocabulary import ENDS


def mark_ends(session: Session, claim_ids: Sequence[int]) -> None:
    """Keep beside the relations when each of these claims ceased to be current."""
    touch_claims(session, claim_ids)
    session.execute(delete(ClaimEnd).where(ClaimEnd.claim_id.in_(claim_ids)))
    ends = session.execute(ends_of_claims().where(ClaimRelation.to_claim_id.in_(claim_ids))).all()
    first: dict[int, dict[str, Any]] = {}
    for number, day, kind in ends:
        first.setdefault(number, {"claim_id": number, "ended_at": day, "lifecycle": ENDS[kind]})
    if first:
        session.execute(insert(ClaimEnd), list(first.values()))


def ends_of_claims() -> Any:
    """Which claims ended when and by what, the first end of each first."""
    later = aliased(Claim)
    return (
        select(ClaimRelation.to_claim_id, later.stated_at, ClaimRelation.kind)
        .join(later, later.id == ClaimRelation.from_claim_id)
        .where(ClaimRelation.kind.in_(ENDS), ClaimRelation.withdrawn_at.is_(None))
        .order_by(ClaimRelation.to_claim_id, later.stated_at, ClaimRelation.id)
    )


def ends_kept_wrongly(session: Session) -> int:
    """How many claims are kept as ended otherwise than their relations say."""
    due: dict[int, tuple[Any, Any]] = {}
    for number, day, kind in session.execute(ends_of_claims()):
        due.setdefault(number, (day, ENDS[kind]))
    kept = {
        number: (day, lifecycle)
        for number, day, lifecycle in session.execute(select(ClaimEnd.claim_id, ClaimEnd.ended_at, ClaimEnd.lifecycle))
    }
    return sum(due.get(number) != kept.get(number) for number in {*due, *kept})


def mark_ends_after_change(session: Session, claim_ids: Iterable[int]) -> None:
    """Work out anew what relations of these claims end; for when a claim's day changed or it was removed."""
    ids = list(claim_ids)
    touched = select(ClaimRelation.to_claim_id).where(
        or_(ClaimRelation.from_claim_id.in_(ids), ClaimRelation.to_claim_id.in_(ids))
    )
    numbers = list(session.scalars(touched))
    if numbers:
        mark_ends(session, numbers)
