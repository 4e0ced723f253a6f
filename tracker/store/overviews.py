"""What overviews read: claimants side by side, statuses through time, what is claimed most, what was changed.

Everything is counted by the database: what comes back grows with claimants and days, not with claims.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import pandas as pd
from sqlalchemy import Integer, Select, String, and_, case, func, literal, or_, select, type_coerce, union, union_all
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Session
from sqlalchemy.sql.functions import FunctionElement

from tracker.changes import ChangeFilter
from tracker.filters import EVERY_CLAIM, ClaimFilter
from tracker.store.queries import frame_of
from tracker.store.selecting import PARTY, assessment_in_force, conditions, is_of, status_of
from tracker.store.tables import (
    Actor,
    Assessment,
    Claim,
    ClaimRelation,
    Conflict,
    CurrentAssessment,
    Incident,
    Revision,
)
from tracker.store.versions import RECORD, Seen, was_recorded
from tracker.vocabulary import (
    AsOfBasis,
    Direction,
    Qualifier,
    RecordKind,
    RelationKind,
    Scope,
    Varying,
    VerificationStatus,
)

MOST_CLAIMANTS: Final = 500
MOST_NAMES: Final = 200
MOST_RELATIONS: Final = 20_000
LATEST_CHANGES: Final = 1_000
UNKNOWN_DIRECTION: Final = "unknown_direction"


class _DaysBetween(FunctionElement[int]):
    """Whole days from a first to a second date."""

    type = Integer()
    inherit_cache = True


@compiles(_DaysBetween, "sqlite")
def _on_sqlite(element: Any, compiler: Any, **how: Any) -> str:
    first, second = (compiler.process(clause, **how) for clause in element.clauses)
    return f"CAST(julianday({second}) - julianday({first}) AS INTEGER)"


@compiles(_DaysBetween)
def _elsewhere(element: Any, compiler: Any, **how: Any) -> str:
    first, second = (compiler.process(clause, **how) for clause in element.clauses)
    return f"(CAST({second} AS DATE) - CAST({first} AS DATE))"


# Claimants


def read_claimant_counts(session: Session, wanted: ClaimFilter = EVERY_CLAIM) -> pd.DataFrame:
    """A row a claimant, the one with the most claims first, at most MOST_CLAIMANTS.

    Columns: ``claimant``, ``kind``, ``claims``, a column for each word of Direction and ``unknown_direction``, a
    column for each word of VerificationStatus (numbers of claims), ``first_stated``, ``last_stated`` (days).
    """
    seen = Seen.by(wanted)
    direction, status = type_coerce(Claim.direction, String), status_of(seen)
    counted = (
        select(
            Claim.claimant_id,
            func.count().label("claims"),
            *(_number_of(direction == word.value).label(word.value) for word in Direction),
            _number_of(direction.is_(None)).label(UNKNOWN_DIRECTION),
            *(_number_of(status == word.value).label(word.value) for word in VerificationStatus),
            func.min(Claim.stated_at).label("first_stated"),
            func.max(Claim.stated_at).label("last_stated"),
        )
        .where(*conditions(wanted))
        .group_by(Claim.claimant_id)
    )
    found = _with_assessment(counted, seen).subquery()
    statement = (
        select(Actor.name.label("claimant"), type_coerce(Actor.kind, String).label("kind"), *list(found.c)[1:])
        .join_from(found, Actor, is_of(Actor, found.c.claimant_id, seen))
        .order_by(found.c.claims.desc(), Actor.name)
        .limit(MOST_CLAIMANTS)
    )
    return frame_of(session, statement)


def _number_of(condition: Any) -> Any:
    return func.sum(case((condition, 1), else_=0))


def _with_assessment(statement: Select[Any], seen: Seen) -> Select[Any]:
    """The statement with what ``status_of`` speaks of."""
    if seen.as_of is None:
        return statement.outerjoin(CurrentAssessment, CurrentAssessment.claim_id == Claim.id)
    return statement.outerjoin(Assessment, Assessment.id == assessment_in_force(seen))


def read_waits(session: Session, wanted: ClaimFilter, until: date) -> pd.DataFrame:
    """How long claims waited to be confirmed: ``claimant, days, is_confirmed, claims``, as many rows as differ.

    ``days`` run from the statement to the first assessment that confirmed the claim, or to ``until`` for claims
    that none has confirmed; a day later than ``as_of`` counts as that. Negative where the evidence came first.
    """
    seen = Seen.by(wanted)
    until = min(until, seen.as_of) if seen.as_of else until
    first = (
        select(Assessment.claim_id, func.min(Assessment.decided_at).label("day"))
        .where(Assessment.status == VerificationStatus.CONFIRMED, *_known(seen))
        .group_by(Assessment.claim_id)
        .subquery()
    )
    is_confirmed = case((first.c.day.is_(None), 0), else_=1)
    days = _DaysBetween(Claim.stated_at, func.coalesce(first.c.day, literal(until)))
    waits = (
        select(Claim.claimant_id, days.label("days"), is_confirmed.label("is_confirmed"))
        .outerjoin(first, first.c.claim_id == _number(seen))
        .where(*conditions(wanted))
        .subquery()
    )
    alike = (
        select(waits, func.count().label("claims"))
        .group_by(waits.c.claimant_id, waits.c.days, waits.c.is_confirmed)
        .subquery()
    )
    statement = (
        select(Actor.name.label("claimant"), alike.c.days, alike.c.is_confirmed, alike.c.claims)
        .join_from(alike, Actor, is_of(Actor, alike.c.claimant_id, seen))
        .order_by(Actor.name, alike.c.days, alike.c.is_confirmed)
    )
    return frame_of(session, statement).astype({"is_confirmed": bool})


def _known(seen: Seen) -> list[Any]:
    """What a past moment asks of an assessment."""
    if seen.as_of is None:
        return []
    by_then = [Assessment.decided_at <= seen.as_of]
    return [*by_then, Assessment.recorded_at < seen.until] if seen.basis is AsOfBasis.RECORDED else by_then


def _number(seen: Seen) -> Any:
    """The id by which assessments and relations name a claim."""
    return Claim.id if seen.as_of is None else RECORD


def read_restated(session: Session, wanted: ClaimFilter) -> tuple[pd.DataFrame, list[tuple[str, str, str]]]:
    """Claims that restate one another and how, as ``series.revisions_of`` takes them.

    The relations are the latest MOST_RELATIONS of revises and corrects between claims that the filter lets through;
    each is the later code, the earlier code, the kind.
    """
    seen = Seen.by(wanted)
    number = _number(seen)
    relations = (
        select(ClaimRelation.from_claim_id, ClaimRelation.to_claim_id, type_coerce(ClaimRelation.kind, String))
        .where(
            ClaimRelation.kind.in_((RelationKind.REVISES, RelationKind.CORRECTS)),
            *was_recorded(ClaimRelation, seen),
            *(
                select(literal(1)).where(is_of(Claim, end, seen), *conditions(wanted)).correlate(ClaimRelation).exists()
                for end in (ClaimRelation.from_claim_id, ClaimRelation.to_claim_id)
            ),
        )
        .order_by(ClaimRelation.id.desc())
        .limit(MOST_RELATIONS)
    )
    either = relations.subquery()
    named = union(select(either.c.from_claim_id), select(either.c.to_claim_id)).subquery()
    statement = (
        select(
            number.label("number"),
            Claim.code,
            Actor.name.label("claimant"),
            type_coerce(Claim.direction, String).label("direction"),
            PARTY.name.label("affected_party"),
            type_coerce(Claim.metric, String).label("metric"),
            type_coerce(Claim.population, String).label("population"),
            type_coerce(Claim.subgroup, String).label("subgroup"),
            Claim.stated_at,
            number.label("position"),
            Claim.stated_value,
            Claim.best,
        )
        .select_from(Claim)
        .join(Actor, is_of(Actor, Claim.claimant_id, seen))
        .join(PARTY, is_of(PARTY, Claim.affected_party_id, seen))
        .join(named, is_of(Claim, named.c[0], seen))
        .order_by(Claim.stated_at, number)
    )
    claims = frame_of(session, statement)
    codes = dict(zip(claims["number"], claims["code"], strict=True))
    found = [
        (codes[later], codes[earlier], kind)
        for later, earlier, kind in session.execute(relations)
        if later in codes and earlier in codes
    ]
    return claims.drop(columns="number"), found


def read_last_digits(session: Session, wanted: ClaimFilter) -> pd.DataFrame:
    """How exactly stated numbers end: ``claimant, digit, claims``."""
    seen = Seen.by(wanted)
    digit = Claim.stated_value % 10
    ends = (
        select(Claim.claimant_id, digit.label("digit"), func.count().label("claims"))
        .where(*conditions(wanted), Claim.qualifier == Qualifier.EXACT, Claim.stated_value.is_not(None))
        .group_by(Claim.claimant_id, digit)
        .subquery()
    )
    statement = (
        select(Actor.name.label("claimant"), ends.c.digit, ends.c.claims)
        .join_from(ends, Actor, is_of(Actor, ends.c.claimant_id, seen))
        .order_by(Actor.name, ends.c.digit)
    )
    return frame_of(session, statement)


# Statuses through time


def read_status_changes(session: Session, wanted: ClaimFilter) -> pd.DataFrame:
    """By how much each status grew or shrank on each day; the running sum is the state on a day.

    Columns: ``day``, ``status``, ``claims``; and of claims about one incident ``incident_claims``, ``people`` (their
    lower ends added up, claim by claim) and ``without_lower`` (those that state none). A claim enters as unassessed on
    the day it was stated and moves on the day an assessment was decided, or on the first day where that is later.
    """
    unassessed = literal(VerificationStatus.UNASSESSED.value)
    entered = (
        select(Claim.stated_at.label("day"), unassessed.label("status"), *_summed(_counted()))
        .where(*conditions(wanted))
        .group_by(Claim.stated_at)
    )
    moves = _moves(wanted).subquery()
    out_of = select(moves.c.day, moves.c.before, *(-moves.c[name] for name in _COUNTED))
    into = select(moves.c.day, moves.c.status, *(moves.c[name] for name in _COUNTED))
    steps = union_all(entered, out_of, into).subquery()
    statement = (
        select(steps.c.day, steps.c.status, *_summed({name: steps.c[name] for name in _COUNTED}))
        .group_by(steps.c.day, steps.c.status)
        .order_by(steps.c.day, steps.c.status)
    )
    return frame_of(session, statement).astype(dict.fromkeys(_COUNTED, "int64"))


_COUNTED: Final = ("claims", "incident_claims", "people", "without_lower")


def _counted() -> dict[str, Any]:
    """What one claim adds to each number."""
    is_incident = Claim.scope == Scope.INCIDENT
    return {
        "claims": literal(1),
        "incident_claims": case((is_incident, 1), else_=0),
        "people": case((is_incident, func.coalesce(Claim.low, 0)), else_=0),
        "without_lower": case((and_(is_incident, Claim.low.is_(None)), 1), else_=0),
    }


def _summed(numbers: Mapping[str, Any]) -> list[Any]:
    return [func.sum(number).label(name) for name, number in numbers.items()]


def _moves(wanted: ClaimFilter) -> Select[Any]:
    """What assessments moved: the day, the status before and the one after, and how much."""
    seen = Seen.by(wanted)
    status = type_coerce(Assessment.status, String)
    earlier = func.lag(status).over(partition_by=Assessment.claim_id, order_by=(Assessment.decided_at, Assessment.id))
    before = func.coalesce(earlier, VerificationStatus.UNASSESSED.value)
    day = case((Assessment.decided_at < Claim.stated_at, Claim.stated_at), else_=Assessment.decided_at)
    each = (
        select(
            day.label("day"),
            before.label("before"),
            status.label("status"),
            *(number.label(name) for name, number in _counted().items()),
        )
        .select_from(Assessment)
        .join(Claim, _number(seen) == Assessment.claim_id)
        .where(*conditions(wanted), *_known(seen))
        .subquery()
    )
    return select(
        each.c.day, each.c.before, each.c.status, *_summed({name: each.c[name] for name in _COUNTED})
    ).group_by(each.c.day, each.c.before, each.c.status)


# What is claimed most


def read_most_claimed(session: Session, wanted: ClaimFilter, what: Varying) -> pd.DataFrame:
    """The values of one part of a claim with the most claims: ``name``, ``claims``; at most MOST_NAMES."""
    seen = Seen.by(wanted)
    column: Any = {
        Varying.CLAIMANT: Claim.claimant_id,
        Varying.AFFECTED_PARTY: Claim.affected_party_id,
        Varying.CONFLICT: Claim.conflict_id,
        Varying.INCIDENT: Claim.incident_id,
        Varying.METRIC: type_coerce(Claim.metric, String),
    }[what]
    counted = (
        select(column.label("name"), func.count().label("claims"))
        .where(*conditions(wanted), column.is_not(None))
        .group_by(column)
        .subquery()
    )
    statement, name = select(counted.c.name, counted.c.claims), counted.c.name
    named: dict[Varying, Any] = {
        Varying.CONFLICT: (Conflict, Conflict.name),
        Varying.INCIDENT: (Incident, Incident.title),
    }
    if what is not Varying.METRIC:
        record, name = named.get(what, (Actor, Actor.name))
        statement = select(name.label("name"), counted.c.claims).join_from(
            counted, record, is_of(record, counted.c.name, seen)
        )
    return frame_of(session, statement.order_by(counted.c.claims.desc(), name).limit(MOST_NAMES))


# Changes


def read_changes(session: Session, wanted: ChangeFilter) -> pd.DataFrame:
    """The changes that a filter lets through, the latest first, at most ``wanted.limit``.

    Columns: ``id, entity, code, version, changed_at, changed_by, reason, before, after``; the last two are JSON texts,
    null where nothing stood or stands. The next ones are those ``before`` the last id.
    """
    statement = (
        select(
            Revision.id,
            Revision.entity,
            Revision.entity_code.label("code"),
            Revision.version,
            Revision.changed_at,
            Revision.changed_by,
            Revision.reason,
            Revision.before,
            Revision.after,
        )
        .where(*_asked_of_changes(wanted))
        .order_by(Revision.id.desc())
        .limit(wanted.limit)
    )
    changes = frame_of(session, statement).astype({"before": object, "after": object})
    return changes.assign(**{side: changes[side].where(changes[side].notna(), None) for side in ("before", "after")})


def _asked_of_changes(wanted: ChangeFilter) -> list[Any]:
    asked: list[Any] = []
    if wanted.code:
        asked += [Revision.entity_code == wanted.code, Revision.entity.in_([kind.value for kind in RecordKind])]
    if wanted.entity:
        asked.append(Revision.entity == wanted.entity.value)
    if wanted.by:
        asked.append(Revision.changed_by == wanted.by)
    if wanted.since:
        asked.append(Revision.changed_at >= wanted.since)
    if wanted.until:
        asked.append(Revision.changed_at < Seen(wanted.until).until)
    if wanted.corrections:  # where nothing was known before, learning it corrects nothing
        asked.append(and_(Revision.before.is_not(None), or_(Revision.after.is_(None), Revision.before != "{}")))
    if wanted.before:
        asked.append(Revision.id < wanted.before)
    return asked


def read_changers(session: Session) -> list[str]:
    """Under which names the LATEST_CHANGES last changes were made, in alphabetical order."""
    latest = select(Revision.changed_by).order_by(Revision.id.desc()).limit(LATEST_CHANGES).subquery()
    return list(session.scalars(select(latest.c.changed_by).distinct().order_by(latest.c.changed_by)))
