"""Imported files as the store remembers them: recorded beside their claims, looked up, compared, undone as a whole."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import pandas as pd
from sqlalchemy import Select, delete, func, insert, select
from sqlalchemy.orm import Session, aliased

from tracker.claims import NewClaim, name_key
from tracker.claims.reading import new_code
from tracker.store.beside import WITHDRAWABLE, withdraw
from tracker.store.ends import mark_ends_after_change
from tracker.store.many import last_id
from tracker.store.names import main_names
from tracker.store.queries import frame_of
from tracker.store.running import touch_claims
from tracker.store.tables import (
    Actor,
    ActorName,
    ActorRole,
    Assessment,
    AssessmentSource,
    Claim,
    ClaimSource,
    Conflict,
    ConflictName,
    CurrentAssessment,
    ImportBatch,
    ImportRow,
    Incident,
    IncidentName,
    Response,
    Revision,
    Source,
)
from tracker.store.versions import close
from tracker.store.writes import change_claim, leave_revisions

LETTER: Final = "b"
MOST_LISTED: Final = 200
CHUNK: Final = 500


class NoSuchBatchError(LookupError):
    """No imported file has this code."""


class CannotUndoError(ValueError):
    """An imported file cannot be undone; the message says which later work stands in the way."""


@dataclass(frozen=True, slots=True)
class FileOfBatch:
    """What is kept of a file that is taken in."""

    name: str
    sha256: str
    size: int
    recipe: str
    recipe_text: str | None
    answers: dict[str, str]


@dataclass(frozen=True, slots=True)
class Undone:
    """What undoing a file took back."""

    claims_removed: int
    claims_restored: int


def last_revision(session: Session) -> int:
    """The number of the latest revision there is."""
    return last_id(session, Revision)


def record_batch(session: Session, file: FileOfBatch, report: dict[str, Any], *, first_revision: int) -> str:
    """Remember a file whose claims were recorded in this transaction; returns its code."""
    code = new_code(LETTER)
    session.execute(
        insert(ImportBatch).values(
            code=code,
            recipe=file.recipe,
            recipe_text=file.recipe_text,
            file_name=file.name[-255:],
            file_sha256=file.sha256,
            file_bytes=file.size,
            answers=json.dumps(file.answers, ensure_ascii=False),
            report=json.dumps(report, ensure_ascii=False),
            imported_at=_now(),
            imported_by=session.info["changed_by"],
            reason=session.info["reason"],
            first_revision=first_revision,
            last_revision=last_revision(session),
        )
    )
    session.info["changes"] += 1
    return code


def record_rows(session: Session, code: str, rows: Sequence[tuple[str, int, str]]) -> None:
    """Remember which claims a file's rows gave: code of the claim, number of the row, outcome."""
    if rows:
        batch_id = session.execute(select(ImportBatch.id).where(ImportBatch.code == code)).scalar_one()
        session.execute(
            insert(ImportRow),
            [
                {"batch_id": batch_id, "claim_code": claim, "row_number": number, "outcome": outcome}
                for claim, number, outcome in rows
            ],
        )


def read_batches(session: Session, *, limit: int = 100) -> pd.DataFrame:
    """The files that were taken in, latest first: what, how, when, by whom, and whether undone."""
    statement = (
        select(
            ImportBatch.code,
            ImportBatch.file_name,
            ImportBatch.recipe,
            ImportBatch.imported_at,
            ImportBatch.imported_by,
            ImportBatch.reason,
            ImportBatch.file_sha256,
            ImportBatch.file_bytes,
            ImportBatch.report,
            ImportBatch.answers,
            ImportBatch.undone_at,
            ImportBatch.undone_by,
            ImportBatch.undone_because,
        )
        .order_by(ImportBatch.id.desc())
        .limit(limit)
    )
    return frame_of(session, statement)


def claims_of_last_vintage(session: Session, recipe: str, answers: dict[str, str], file_name: str) -> set[str]:
    """The codes of the claims in the latest copy of this file that stands: same recipe, same answers, like name."""
    batches = session.execute(
        select(ImportBatch.id, ImportBatch.answers, ImportBatch.file_name)
        .where(ImportBatch.recipe == recipe, ImportBatch.undone_at.is_(None))
        .order_by(ImportBatch.id.desc())
    )
    for number, asked, name in batches:
        if json.loads(asked) == answers and _series_of(name) == _series_of(file_name):
            return set(session.scalars(select(ImportRow.claim_code).where(ImportRow.batch_id == number)))
    return set()


def _series_of(file_name: str) -> str:
    """A file's name without what differs between its copies: digits, and what stands between them."""
    return "".join(letter for letter in file_name.casefold() if letter.isalpha())


def figures_of(session: Session, codes: Iterable[str]) -> list[dict[str, Any]]:
    """What some claims say, for a list of what a file no longer holds."""
    statement = (
        select(Claim.code, Claim.stated_at, Claim.cut_off, Claim.metric, Claim.verbatim)
        .where(Claim.code.in_(list(codes)[:MOST_LISTED]))
        .order_by(Claim.cut_off, Claim.code)
    )
    return [
        {"code": code, "day": str(cut_off), "metric": metric.value, "was": verbatim}
        for code, _, cut_off, metric, verbatim in session.execute(statement)
    ]


Likeness = tuple[str, int | None, int | None, int | None]


def corrected_by_hand(session: Session, codes: Sequence[str]) -> set[str]:
    """Those of these claims that somebody changed last, and not the import of a file."""
    latest = (
        select(Revision.entity_code, func.max(Revision.id))
        .where(Revision.entity == "claim", Revision.entity_code.in_(codes))
        .group_by(Revision.entity_code)
    )
    now = last_revision(session)
    spans = [(session.info.get("first_revision", now + 1), now)]  # what this import itself has done
    kept = select(
        ImportBatch.first_revision,
        ImportBatch.last_revision,
        func.coalesce(ImportBatch.first_revision_of_undoing, 0),
        func.coalesce(ImportBatch.last_revision_of_undoing, 0),
    )
    for first, last, first_undoing, last_undoing in session.execute(kept):
        spans += [(first, last), (first_undoing, last_undoing)]
    return {
        code for code, number in session.execute(latest) if not any(first <= number <= last for first, last in spans)
    }


def same_claims_of_others(session: Session, claims: Sequence[NewClaim]) -> dict[tuple[Any, ...], list[Likeness]]:
    """Claims on record by the same claimants about the same people and days, by ``group_of``.

    Each is its code, stated value, low and high (people).
    """
    names = main_names(session, [claim.claimant for claim in claims])
    keys = {name_key(names.get(claim.claimant, claim.claimant)) for claim in claims}
    actors = select(ActorName.actor_id).where(ActorName.key.in_(keys))
    party = aliased(Actor)
    statement = (
        select(Claim, Conflict.name, Actor.name, party.name, Incident.title)
        .join(Conflict, Conflict.id == Claim.conflict_id)
        .join(Actor, Actor.id == Claim.claimant_id)
        .join(party, party.id == Claim.affected_party_id)
        .outerjoin(Incident, Incident.id == Claim.incident_id)
        .where(Claim.claimant_id.in_(actors), Claim.cut_off.in_({claim.cut_off for claim in claims}))
    )
    found: dict[tuple[Any, ...], list[Likeness]] = {}
    for claim, conflict, claimant, affected, incident in session.execute(statement):
        group = _group(claim, conflict, claimant, affected, incident)
        found.setdefault(group, []).append((claim.code, claim.stated_value, claim.low, claim.high))
    return found


def group_of(claim: NewClaim, names: dict[str, str]) -> tuple[Any, ...]:
    """What two claims have in common that cannot both be right with different numbers."""
    claimant, affected = (names.get(name, name) for name in (claim.claimant, claim.affected_party))
    return _group(claim, claim.conflict, claimant, affected, claim.incident)


def _group(claim: Any, conflict: str, claimant: str, affected: str, incident: str | None) -> tuple[Any, ...]:
    parts = (
        claim.metric, claim.population, claim.subgroup, claim.cause_scope, claim.scope, claim.definition_key,
    )  # fmt: skip
    return (
        *(name_key(name or "") for name in (conflict, claimant, affected, incident)),
        *(str(part) for part in parts),
        claim.coverage_start,
        claim.cut_off,
    )


def undo_batch(session: Session, code: str, *, because: str) -> Undone:
    """Take back a file as a whole: what it made is removed, what it changed is as before, and the history says so.

    Raises NoSuchBatchError; CannotUndoError when it was undone already, or when somebody has since changed
    or assessed what it made.
    """
    batch = session.scalars(select(ImportBatch).where(ImportBatch.code == code)).one_or_none()
    if batch is None:
        raise NoSuchBatchError(f"no imported file has the code {code[:40]}")
    if batch.undone_at is not None:
        raise CannotUndoError(f"{batch.file_name} was undone already, on {batch.undone_at:%Y-%m-%d %H:%M} UTC")
    touched = _touched_claims(session, batch)
    _refuse_if_worked_on(session, batch, touched)
    batch.first_revision_of_undoing = last_revision(session) + 1
    made = [claim for claim, before in touched.items() if before is None]
    _withdraw_what_stands_beside(session, batch)
    _remove_claims(session, made)
    restored = {claim: before for claim, before in touched.items() if before is not None}
    for claim, before in restored.items():
        _restore(session, claim, before)
    _remove_unused_names(session, batch)
    batch.last_revision_of_undoing = last_revision(session)
    batch.undone_at, batch.undone_by, batch.undone_because = _now(), session.info["changed_by"], because
    session.info["changes"] += 1
    return Undone(len(made), len(restored))


def _revisions_of(batch: ImportBatch) -> Any:
    return Revision.id.between(batch.first_revision, batch.last_revision)


def _touched_claims(session: Session, batch: ImportBatch) -> dict[str, str | None]:
    """The claims a file made (None) or changed, with what stood there before its first change."""
    rows = session.execute(
        select(Revision.entity_code, Revision.before)
        .where(_revisions_of(batch), Revision.entity == "claim")
        .order_by(Revision.id.desc())
    )
    return {code: before for code, before in rows}  # noqa: C416 - the earliest of each, as it comes last


def _refuse_if_worked_on(session: Session, batch: ImportBatch, touched: dict[str, str | None]) -> None:
    later: list[str] = []
    for codes in _chunks(list(touched)):
        own = select(Assessment.code).join(Claim, Claim.id == Assessment.claim_id).where(Claim.code.in_(codes))
        after = Revision.id > batch.last_revision
        changed = select(Revision.entity_code).where(after, Revision.entity == "claim", Revision.entity_code.in_(codes))
        assessed = (
            select(Claim.code)
            .join(Assessment, Assessment.claim_id == Claim.id)
            .join(Revision, (Revision.entity_code == Assessment.code) & (Revision.entity == "assessment"))
            .where(after, Assessment.code.in_(own))
        )
        later += [*session.scalars(changed), *session.scalars(assessed)]
    if later:
        some = ", ".join(sorted(set(later))[:5])
        raise CannotUndoError(
            f"{len(set(later)):,} of its claims were changed or assessed since ({some}); undo those changes first, "
            "or correct the claims one by one"
        )


def _withdraw_what_stands_beside(session: Session, batch: ImportBatch) -> None:
    """Take back the relations and responses that a file brought and that still stand."""
    for entity, table in WITHDRAWABLE.items():
        made = select(Revision.entity_code).where(_revisions_of(batch), Revision.entity == entity)
        standing = select(table.code).where(table.code.in_(made), table.withdrawn_at.is_(None)).order_by(table.id)
        for code in session.scalars(standing).all():
            withdraw(session, entity, code)


def _remove_claims(session: Session, codes: Sequence[str]) -> None:
    """Let claims and their assessments stand no longer, and leave a tombstone of each in the history."""
    now = _now()
    for some in _chunks(codes):
        ids = list(session.scalars(select(Claim.id).where(Claim.code.in_(some))))
        assessments = list(session.scalars(select(Assessment.code).where(Assessment.claim_id.in_(ids))))
        touch_claims(session, ids)
        session.execute(delete(CurrentAssessment).where(CurrentAssessment.claim_id.in_(ids)))
        close(session, Claim, ids, now=now)
        mark_ends_after_change(session, ids)
        _leave_tombstones(session, "assessment", assessments)
        _leave_tombstones(session, "claim", some)


def _leave_tombstones(session: Session, entity: str, codes: Sequence[str]) -> None:
    latest = (
        select(Revision.entity_code, func.max(Revision.id))
        .where(Revision.entity == entity, Revision.entity_code.in_(codes))
        .group_by(Revision.entity_code)
        .subquery()
    )
    rows = session.execute(
        select(Revision.entity_code, Revision.version, Revision.after).join(latest, latest.c[1] == Revision.id)
    ).all()
    leave_revisions(session, [(entity, code, version + 1, after, None) for code, version, after in rows])


def _restore(session: Session, code: str, before: str) -> None:
    version = session.execute(
        select(func.max(Revision.version)).where(Revision.entity == "claim", Revision.entity_code == code)
    ).scalar_one()
    change_claim(session, NewClaim.model_validate_json(before), expected_version=version)


def _remove_unused_names(session: Session, batch: ImportBatch) -> None:
    """Remove the incidents, actors, conflicts and sources that a file brought and that nothing speaks of any more."""
    standing = Response.withdrawn_at.is_(None)
    by_claims = [Claim.claimant_id, Claim.affected_party_id, select(Response.responder_id).where(standing)]
    answered = select(Response.incident_id).where(standing, Response.incident_id.is_not(None))
    _remove_unused(session, batch, Incident, [Claim.incident_id, answered], [IncidentName.incident_id])
    _remove_unused(session, batch, Actor, by_claims, [ActorName.actor_id, ActorRole.actor_id])
    _remove_unused(
        session,
        batch,
        Conflict,
        [Claim.conflict_id, Incident.conflict_id],
        [ConflictName.conflict_id, ActorRole.conflict_id, IncidentName.conflict_id],
    )
    _close_unused_sources(session)


def _close_unused_sources(session: Session) -> None:
    """Sources that only removed claims name stand no longer."""
    of_claims = select(ClaimSource.source_id).join(Claim, Claim.id == ClaimSource.claim_id)
    of_assessments = (
        select(AssessmentSource.source_id)
        .join(Assessment, Assessment.id == AssessmentSource.assessment_id)
        .join(Claim, Claim.id == Assessment.claim_id)
    )
    of_responses = select(Response.source_id).where(Response.source_id.is_not(None))
    unused = select(Source.id)
    for used in (of_claims, of_assessments, of_responses):
        unused = unused.where(Source.id.not_in(used))
    close(session, Source, list(session.scalars(unused)), now=_now())


def _remove_unused(session: Session, batch: ImportBatch, table: Any, used: Sequence[Any], owned: Sequence[Any]) -> None:
    """Remove rows of one table that the file made, with what belongs to them, unless they are still needed.

    ``used`` holds columns, or queries, of ids that are needed.
    """
    entity = table.__tablename__
    made = select(Revision.entity_code).where(
        _revisions_of(batch), Revision.entity == entity, Revision.before.is_(None)
    )
    unused = select(table.id, table.code).where(table.code.in_(made))
    for column in used:
        needed = column if isinstance(column, Select) else select(column).where(column.is_not(None))
        unused = unused.where(table.id.not_in(needed))
    for some in _chunks(session.execute(unused).all()):
        ids = [number for number, _ in some]
        for column in owned:
            if column.class_ is ActorRole:
                roles = list(session.scalars(select(ActorRole.id).where(column.in_(ids))))
                close(session, ActorRole, roles, now=_now())
            else:
                session.execute(delete(column.class_).where(column.in_(ids)))
        close(session, table, ids, now=_now())
        _leave_tombstones(session, entity, [code for _, code in some])


def _chunks(values: Sequence[Any]) -> Iterable[Sequence[Any]]:
    for start in range(0, len(values), CHUNK):
        yield values[start : start + CHUNK]


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


__all__ = [
    "CannotUndoError",
    "FileOfBatch",
    "NoSuchBatchError",
    "Undone",
    "claims_of_last_vintage",
    "corrected_by_hand",
    "figures_of",
    "group_of",
    "last_revision",
    "read_batches",
    "record_batch",
    "record_rows",
    "same_claims_of_others",
    "undo_batch",
]
