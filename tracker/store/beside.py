"""Writing and reading what stands beside claims: relations between them, responses, annotations.

Every write works inside ``database.writing`` and leaves a revision row. Nothing is deleted: what is taken back
is withdrawn, and stays readable as of days before.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final

import pandas as pd
from sqlalchemy import String, func, insert, or_, select, type_coerce, update
from sqlalchemy.orm import Session, aliased

from tracker.claims import InvalidClaimError, NewAnnotation, NewRelation, NewResponse, Problem, name_key
from tracker.claims.beside import OF_ONE_CLAIMANT
from tracker.claims.fields import folded
from tracker.claims.reading import new_code
from tracker.filters import EVERY_CLAIM, ClaimFilter
from tracker.store.ends import mark_ends
from tracker.store.names import LETTERS, Names
from tracker.store.queries import frame_of
from tracker.store.running import touch_claims
from tracker.store.selecting import is_of
from tracker.store.tables import (
    Actor,
    ActorName,
    Annotation,
    Claim,
    ClaimRelation,
    Conflict,
    ConflictName,
    Incident,
    IncidentName,
    Response,
    Source,
)
from tracker.store.versions import RECORD, Seen, seen_by, was_recorded
from tracker.store.writes import NoSuchClaimError, latest_revision, leave_revisions, record_new_names, source_ids
from tracker.vocabulary import AsOfBasis, RelationKind

NO_CIRCLES: Final = {
    "change": frozenset(
        {RelationKind.REVISES, RelationKind.CORRECTS, RelationKind.RETRACTS, RelationKind.UPDATES_CUMULATIVE}
    ),
    "inclusion": frozenset({RelationKind.INCLUDES}),
    "repetition": frozenset({RelationKind.REPEATS}),
}
"""Relations of one kind that may never lead back to where they began."""
MOST_STEPS: Final = 40
"""A line of descent is followed so far up and down; that of a daily total may be longer."""
WITHDRAWABLE: Final[dict[str, Any]] = {"relation": ClaimRelation, "response": Response, "annotation": Annotation}


class NoSuchRecordError(LookupError):
    """No relation, response or annotation has this code."""


@dataclass(frozen=True, slots=True)
class _End:
    """What a relation needs to know of one of its claims."""

    id: int
    claimant_id: int
    stated_at: date


# Relations


def add_relation(session: Session, relation: NewRelation) -> str:
    """Record how one claim stands to another; returns the relation's code.

    Raises InvalidClaimError for a circle, for a change of another claimant's claim, or for a change that would
    have been stated before what it changes; NoSuchClaimError.
    """
    later, earlier = _end(session, relation.from_claim), _end(session, relation.to_claim)
    _refuse_unlikely(relation, later, earlier)
    _refuse_twice(session, relation, later, earlier)
    _refuse_circle(session, relation, later, earlier)
    code = new_code(LETTERS["relation"])
    session.execute(
        insert(ClaimRelation).values(
            code=code,
            from_claim_id=later.id,
            to_claim_id=earlier.id,
            kind=relation.kind,
            note=relation.note,
            recorded_at=_now(),
        )
    )
    leave_revisions(session, [("relation", code, 1, None, relation.model_dump_json())])
    mark_ends(session, [earlier.id])
    touch_claims(session, [later.id, earlier.id])
    return code


def _end(session: Session, code: str) -> _End:
    row = session.execute(select(Claim.id, Claim.claimant_id, Claim.stated_at).where(Claim.code == code)).one_or_none()
    if row is None:
        raise NoSuchClaimError(f'no claim has the code "{code[:40]}"')
    return _End(*row)


def _refuse_unlikely(relation: NewRelation, later: _End, earlier: _End) -> None:
    kind = relation.kind
    if kind in OF_ONE_CLAIMANT and later.claimant_id != earlier.claimant_id:
        sentence = (
            f"only the claimant itself {kind.label.lower()} its claim; {relation.to_claim} is another claimant's: "
            "what another side says is a response, or conflicts_with"
        )
        raise InvalidClaimError([Problem("to_claim", relation.to_claim, sentence)])
    if kind in OF_ONE_CLAIMANT and later.stated_at < earlier.stated_at:
        sentence = (
            f"{relation.from_claim} was stated on {later.stated_at}, before {relation.to_claim} on "
            f"{earlier.stated_at}; the later statement stands first"
        )
        raise InvalidClaimError([Problem("from_claim", relation.from_claim, sentence)])


def _refuse_twice(session: Session, relation: NewRelation, later: _End, earlier: _End) -> None:
    same = select(ClaimRelation.code).where(
        ClaimRelation.from_claim_id == later.id,
        ClaimRelation.to_claim_id == earlier.id,
        ClaimRelation.kind == relation.kind,
        ClaimRelation.withdrawn_at.is_(None),
    )
    if session.scalars(same).first():
        raise InvalidClaimError([Problem("kind", relation.kind, "this relation is on record already")])


def _refuse_circle(session: Session, relation: NewRelation, later: _End, earlier: _End) -> None:
    """Refuse what would lead from the earlier claim back to the later one."""
    kinds = next((kinds for kinds in NO_CIRCLES.values() if relation.kind in kinds), None)
    if kinds is None:
        return
    reached, waiting = {earlier.id}, [earlier.id]
    while waiting:
        onwards = select(ClaimRelation.to_claim_id).where(
            ClaimRelation.from_claim_id.in_(waiting),
            ClaimRelation.kind.in_(kinds),
            ClaimRelation.withdrawn_at.is_(None),
        )
        waiting = [number for number in session.scalars(onwards) if number not in reached]
        reached.update(waiting)
    if later.id in reached:
        sentence = (
            f"{relation.to_claim} already leads to {relation.from_claim}; the two would go round in a circle. "
            "Withdraw that relation first"
        )
        raise InvalidClaimError([Problem("to_claim", relation.to_claim, sentence)])


def relation_on_record(session: Session, relation: NewRelation) -> bool:
    """Whether this very relation stands."""
    later, earlier = aliased(Claim), aliased(Claim)
    statement = (
        select(ClaimRelation.id)
        .join(later, later.id == ClaimRelation.from_claim_id)
        .join(earlier, earlier.id == ClaimRelation.to_claim_id)
        .where(
            later.code == relation.from_claim,
            earlier.code == relation.to_claim,
            ClaimRelation.kind == relation.kind,
            ClaimRelation.withdrawn_at.is_(None),
        )
    )
    return session.scalars(statement).first() is not None


def read_relations(session: Session, code: str) -> pd.DataFrame:
    """The relations of one claim with both ends.

    Columns: ``code, kind, note, recorded_at, from_code, from_claimant, from_stated_at, from_stated_precision,
    from_verbatim, from_low, from_high``, the same with ``to_``, and ``is_from`` (whether the claim asked for is the
    first of the two). A session that sees a past day sees the relations between claims stated by then.
    """
    return _relations(session, select(RECORD).where(Claim.code == code))


def read_relations_of(session: Session, codes: Sequence[str]) -> pd.DataFrame:
    """The relations of several claims; columns as in ``read_relations``."""
    return _relations(session, select(RECORD).where(Claim.code.in_(codes)))


def read_lineage(session: Session, code: str) -> pd.DataFrame:
    """The relations on the line of descent of a claim: what it changed, what changed it, and so on for many steps."""
    kinds = NO_CIRCLES["change"]
    start = set(session.scalars(select(RECORD).where(Claim.code == code)))
    reached, waiting = set(start), list(start)
    for _step in range(MOST_STEPS):
        if not waiting:
            break
        near = select(ClaimRelation.from_claim_id, ClaimRelation.to_claim_id).where(
            or_(ClaimRelation.from_claim_id.in_(waiting), ClaimRelation.to_claim_id.in_(waiting)),
            ClaimRelation.kind.in_(kinds),
            *was_recorded(ClaimRelation, seen_by(session)),
        )
        waiting = [number for pair in session.execute(near) for number in pair if number not in reached]
        reached.update(waiting)
    frame = _relations(session, list(reached))
    return frame[frame["kind"].isin([kind.value for kind in kinds])].reset_index(drop=True)


def _relations(session: Session, claims: Any) -> pd.DataFrame:
    seen = seen_by(session)
    later, earlier = aliased(Claim), aliased(Claim)
    whose, whom = aliased(Actor), aliased(Actor)
    asked = ClaimRelation.from_claim_id.in_(claims)
    statement = (
        select(
            ClaimRelation.code,
            type_coerce(ClaimRelation.kind, String).label("kind"),
            ClaimRelation.note,
            ClaimRelation.recorded_at,
            *_of_end("from", later, whose),
            *_of_end("to", earlier, whom),
            asked.label("is_from"),
        )
        .select_from(ClaimRelation)
        .join(later, is_of(later, ClaimRelation.from_claim_id, seen))
        .join(whose, is_of(whose, later.claimant_id, seen))
        .join(earlier, is_of(earlier, ClaimRelation.to_claim_id, seen))
        .join(whom, is_of(whom, earlier.claimant_id, seen))
        .where(
            or_(asked, ClaimRelation.to_claim_id.in_(claims)),
            *was_recorded(ClaimRelation, seen),
            *(asked for end in (later, earlier) for asked in _is_seen(end, seen)),
        )
        .order_by(later.stated_at, ClaimRelation.id)
    )
    return frame_of(session, statement)


def _is_seen(claim: Any, seen: Seen) -> list[Any]:
    """What a past moment asks of one end of a relation, beside its version."""
    if seen.as_of is None:
        return []
    known = [claim.stated_at <= seen.as_of]
    return known if seen.basis is AsOfBasis.RECORDED else [*known, claim.removed_at.is_(None)]


def _of_end(which: str, claim: Any, claimant: Any) -> list[Any]:
    return [
        claim.code.label(f"{which}_code"),
        claimant.name.label(f"{which}_claimant"),
        claim.stated_at.label(f"{which}_stated_at"),
        type_coerce(claim.stated_precision, String).label(f"{which}_stated_precision"),
        claim.verbatim.label(f"{which}_verbatim"),
        claim.low.label(f"{which}_low"),
        claim.high.label(f"{which}_high"),
    ]


# Responses


def add_response(session: Session, response: NewResponse, *, may_make_names: bool = False) -> str:
    """Record what another side said; returns the response's code.

    Raises NoSuchClaimError, LookupError for an unknown incident, UnknownNameError for an unknown responder that
    may not be made.
    """
    names = Names(session, may_make=may_make_names)
    responder = names.actor("responder", response.responder)
    claim_id = _end(session, response.claim).id if response.claim else None
    incident_id = _incident(session, response) if response.incident else None
    record_new_names(session, names)
    code = new_code(LETTERS["response"])
    said = (response.responder, response.verbatim, response.notes, response.response.label, response.source_url)
    session.execute(
        insert(Response).values(
            code=code,
            claim_id=claim_id,
            incident_id=incident_id,
            responder_id=responder,
            response=response.response,
            conceded_low=response.conceded_low,
            conceded_high=response.conceded_high,
            verbatim=response.verbatim,
            stated_at=response.stated_at,
            source_id=_source(session, response.source_url),
            notes=response.notes,
            search_text=folded(" ".join(filter(None, said))),
            recorded_at=_now(),
        )
    )
    leave_revisions(session, [("response", code, 1, None, response.model_dump_json(exclude_none=True))])
    return code


def response_on_record(session: Session, response: NewResponse) -> bool:
    """Whether this very response stands: the same body said the same of the same thing on the same day."""
    responder = select(ActorName.actor_id).where(ActorName.key == name_key(response.responder))
    to_claim = Response.claim_id.in_(select(Claim.id).where(Claim.code == response.claim))
    named = select(IncidentName.incident_id).where(IncidentName.key == name_key(response.incident or ""))
    statement = select(Response.id).where(
        to_claim if response.claim else Response.incident_id.in_(named),
        Response.responder_id.in_(responder),
        Response.response == response.response,
        Response.stated_at == response.stated_at,
        Response.verbatim.is_not_distinct_from(response.verbatim),
        Response.withdrawn_at.is_(None),
    )
    return session.scalars(statement).first() is not None


def _source(session: Session, url: str | None) -> int | None:
    return source_ids(session, {url: {}})[url] if url else None


def _incident(session: Session, response: NewResponse) -> int:
    found = select(IncidentName.incident_id).where(IncidentName.key == name_key(response.incident or ""))
    if response.conflict:
        of_conflict = select(ConflictName.conflict_id).where(ConflictName.key == name_key(response.conflict))
        found = found.where(IncidentName.conflict_id.in_(of_conflict))
    numbers = set(session.scalars(found.limit(2)))
    if not numbers:
        raise LookupError(f'"{(response.incident or "")[:80]}" is not an incident in the ledger')
    if len(numbers) > 1:
        raise LookupError(f'several conflicts have an incident "{(response.incident or "")[:80]}"; name the conflict')
    return numbers.pop()


def read_responses(session: Session, *, claim: str | None = None, incident: str | None = None) -> pd.DataFrame:
    """What was said of a claim and of its incident, or of an incident (by title) and its claims; oldest first.

    Columns: ``code, responder, response, conceded_low, conceded_high, verbatim, stated_at, url, notes, claim,
    claim_claimant, claim_verbatim, claim_low, claim_high, incident, recorded_at``.
    A session that sees a past day sees what had been said by then.
    """
    if claim is not None:
        number = select(RECORD).where(Claim.code == claim)
        of_incident = select(Claim.incident_id).where(Claim.code == claim, Claim.incident_id.is_not(None))
        asked = or_(Response.claim_id.in_(number), Response.incident_id.in_(of_incident))
    else:
        incidents = select(func.coalesce(Incident.version_of, Incident.id)).where(Incident.title == incident)
        claims = select(RECORD).where(Claim.incident_id.in_(incidents))
        asked = or_(Response.incident_id.in_(incidents), Response.claim_id.in_(claims))
    return _responses(session, [asked])


def search_responses(session: Session, search: str, *, limit: int = 200) -> pd.DataFrame:
    """The latest responses in which every word of a search occurs, oldest first; columns as in ``read_responses``."""
    words = [Response.search_text.contains(word, autoescape=True) for word in name_key(search).split()]
    return _responses(session, words, latest=limit)


def _responses(session: Session, asked: Sequence[Any], *, latest: int | None = None) -> pd.DataFrame:
    seen = seen_by(session)
    if seen.as_of is not None:
        asked = [*asked, Response.stated_at <= seen.as_of]
    whose = aliased(Actor)
    statement = (
        select(
            Response.code,
            Actor.name.label("responder"),
            type_coerce(Response.response, String).label("response"),
            Response.conceded_low,
            Response.conceded_high,
            Response.verbatim,
            Response.stated_at,
            Source.url,
            Response.notes,
            Claim.code.label("claim"),
            whose.name.label("claim_claimant"),
            Claim.verbatim.label("claim_verbatim"),
            Claim.low.label("claim_low"),
            Claim.high.label("claim_high"),
            Incident.title.label("incident"),
            Response.recorded_at,
        )
        .select_from(Response)
        .join(Actor, is_of(Actor, Response.responder_id, seen))
        .outerjoin(Source, is_of(Source, Response.source_id, seen))
        .outerjoin(Claim, is_of(Claim, Response.claim_id, seen))
        .outerjoin(whose, is_of(whose, Claim.claimant_id, seen))
        .outerjoin(Incident, is_of(Incident, Response.incident_id, seen))
        .where(*asked, *was_recorded(Response, seen))
        .order_by(Response.stated_at.desc(), Response.id.desc())
        .limit(latest)
    )
    frame = frame_of(session, statement)[::-1].reset_index(drop=True)
    return frame.astype(dict.fromkeys(("conceded_low", "conceded_high", "claim_low", "claim_high"), "Int64"))


# Annotations


def add_annotation(session: Session, annotation: NewAnnotation) -> str:
    """Record something that happened; returns its code. Raises UnknownNameError for names that are not known."""
    names = Names(session, may_make=False)
    code = new_code(LETTERS["annotation"])
    session.execute(
        insert(Annotation).values(
            code=code,
            conflict_id=names.conflict(annotation.conflict) if annotation.conflict else None,
            claimant_id=names.actor("claimant", annotation.claimant) if annotation.claimant else None,
            start_date=annotation.start_date,
            end_date=annotation.end_date,
            title=annotation.title,
            kind=annotation.kind,
            notes=annotation.notes,
            source_id=_source(session, annotation.source_url),
            recorded_at=_now(),
        )
    )
    leave_revisions(session, [("annotation", code, 1, None, annotation.model_dump_json(exclude_none=True))])
    return code


def read_annotations(session: Session, wanted: ClaimFilter = EVERY_CLAIM) -> pd.DataFrame:
    """What happened in the conflicts and to the claimants of a filter, by day.

    Columns: ``code, start_date, end_date, title, kind, conflict, claimant, url, notes``.
    """
    seen = Seen.by(wanted)
    asked = [] if seen.as_of is None else [Annotation.start_date <= seen.as_of]
    for names, column, known_as, key in (
        (wanted.conflict, Annotation.conflict_id, ConflictName.conflict_id, ConflictName.key),
        (wanted.claimant, Annotation.claimant_id, ActorName.actor_id, ActorName.key),
    ):
        if names:
            known = select(known_as).where(key.in_([name_key(name) for name in names]))
            asked.append(or_(column.is_(None), column.in_(known)))
    if wanted.incident:
        incidents = IncidentName.key.in_([name_key(name) for name in wanted.incident])
        of_them = select(IncidentName.conflict_id).where(incidents)
        asked.append(or_(Annotation.conflict_id.is_(None), Annotation.conflict_id.in_(of_them)))
    statement = (
        select(
            Annotation.code,
            Annotation.start_date,
            Annotation.end_date,
            Annotation.title,
            type_coerce(Annotation.kind, String).label("kind"),
            Conflict.name.label("conflict"),
            Actor.name.label("claimant"),
            Source.url,
            Annotation.notes,
        )
        .select_from(Annotation)
        .outerjoin(Conflict, is_of(Conflict, Annotation.conflict_id, seen))
        .outerjoin(Actor, is_of(Actor, Annotation.claimant_id, seen))
        .outerjoin(Source, is_of(Source, Annotation.source_id, seen))
        .where(*asked, *was_recorded(Annotation, seen))
        .order_by(Annotation.start_date, Annotation.id)
    )
    return frame_of(session, statement)


# Taking back


def withdraw(session: Session, entity: str, code: str) -> None:
    """Take back a relation, response or annotation; the history keeps it. Raises NoSuchRecordError."""
    table = WITHDRAWABLE[entity]
    found = session.execute(
        select(table.id).where(table.code == code, table.withdrawn_at.is_(None))
    ).scalar_one_or_none()
    if found is None:
        raise NoSuchRecordError(f'no {entity} that stands has the code "{code[:40]}"')
    session.execute(update(table).where(table.id == found).values(withdrawn_at=_now()))
    version, before = latest_revision(session, code, entity)
    leave_revisions(session, [(entity, code, version + 1, before, None)])
    if table is ClaimRelation:
        ends = select(ClaimRelation.from_claim_id, ClaimRelation.to_claim_id).where(ClaimRelation.id == found)
        later, earlier = session.execute(ends).one()
        mark_ends(session, [earlier])
        touch_claims(session, [later, earlier])


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
