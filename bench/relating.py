"""What made-up claimants changed of what they had said: revisions, corrections and retractions of earlier claims."""

import json
from datetime import UTC, datetime
from itertools import islice
from random import Random
from typing import Any, Final

from sqlalchemy import func, select

from tracker.claims.reading import new_codes
from tracker.store.database import Engine, Session, writing
from tracker.store.ends import mark_ends
from tracker.store.many import insert_rows
from tracker.store.names import LETTERS
from tracker.store.tables import Claim, ClaimRelation
from tracker.store.writes import leave_revisions
from tracker.vocabulary import RelationKind, Scope

AT_ONCE: Final = 2_000
KINDS: Final = (RelationKind.REVISES,) * 6 + (RelationKind.CORRECTS,) * 3 + (RelationKind.RETRACTS,)
NOTE: Final = "The claimant came back with another figure."
SAID: Final = json.dumps({"note": NOTE})


def relate(engine: Engine) -> int:
    """Let the later one of two figures of one claimant for one incident change the earlier; returns how many do."""
    chance = Random(4)
    with writing(engine, by="benchmark", reason=NOTE) as session:
        pairs = iter(_pairs(session))
        number = 0
        while some := list(islice(pairs, AT_ONCE)):
            _record(session, [(later, earlier, chance.choice(KINDS)) for later, earlier in some])
            number += len(some)
    return number


def _pairs(session: Session) -> list[tuple[int, int]]:
    """A claim that follows another by the same claimant on the same people of an incident, and that other."""
    same = [Claim.incident_id, Claim.claimant_id, Claim.metric, Claim.population, Claim.subgroup]
    before = func.lag(Claim.id).over(partition_by=same, order_by=[Claim.stated_at, Claim.id])
    found = select(Claim.id, before.label("earlier")).where(Claim.scope == Scope.INCIDENT).subquery()
    rows = session.execute(select(found.c.id, found.c.earlier).where(found.c.earlier.is_not(None)))
    return [(later, earlier) for later, earlier in rows]


def _record(session: Session, pairs: list[tuple[int, int, RelationKind]]) -> None:
    codes, now = new_codes(LETTERS["relation"], len(pairs)), datetime.now(UTC).replace(tzinfo=None)
    rows: list[dict[str, Any]] = [
        {"code": code, "from_claim_id": later, "to_claim_id": earlier, "kind": kind, "note": NOTE, "recorded_at": now}
        for code, (later, earlier, kind) in zip(codes, pairs, strict=True)
    ]
    insert_rows(session, ClaimRelation, rows)
    leave_revisions(session, [("relation", code, 1, None, SAID) for code in codes])
    mark_ends(session, [earlier for _, earlier, _ in pairs])
