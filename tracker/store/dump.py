"""The store as plain rows and back: every table of a view with all it points at, and a whole store put back."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import JSON, Column, Date, DateTime, Enum, Integer, Select, func, insert, or_, select, text, union
from sqlalchemy import Table as Columns
from sqlalchemy.exc import DataError, IntegrityError, StatementError
from sqlalchemy.orm import Session

from tracker.filters import EVERY_CLAIM, ClaimFilter
from tracker.store.running import DERIVED, touch_everything
from tracker.store.selecting import conditions
from tracker.store.tables import (
    Actor,
    ActorName,
    ActorRole,
    Annotation,
    Assessment,
    AssessmentSource,
    Claim,
    ClaimEnd,
    ClaimRelation,
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
    Table,
)

ROWS_AT_ONCE: Final = 2_000
MOMENT: Final = "%Y-%m-%dT%H:%M:%S.%fZ"


def tables() -> list[Columns]:
    """Every table that does not follow from the others, in an order in which rows can be put back."""
    return [table for table in Table.metadata.sorted_tables if table.name not in DERIVED]


def dump_table(session: Session, table: Columns, wanted: ClaimFilter) -> Iterator[list[tuple[Any, ...]]]:
    """The rows of one table that a view needs, as text, numbers and None, some thousand at a time."""
    statement = select(table).order_by(*table.primary_key.columns)
    narrowed = None if wanted == EVERY_CLAIM else _of_view(wanted).get(table.name)
    if narrowed is not None:
        statement = statement.where(narrowed)
    result = session.execute(statement.execution_options(yield_per=ROWS_AT_ONCE))
    for rows in result.partitions(ROWS_AT_ONCE):
        yield [tuple(_as_plain(value) for value in row) for row in rows]


def _of_view(wanted: ClaimFilter) -> dict[str, Any]:
    """What narrows each table to a view's claims and all they point at; a table that is not named is whole."""
    claims: Select[Any] = select(Claim.id).where(*conditions(wanted))
    of_claims = Claim.id.in_(claims)
    assessments = select(Assessment.id).where(Assessment.claim_id.in_(claims))
    conflicts = select(Claim.conflict_id).where(of_claims)
    incidents = select(Claim.incident_id).where(of_claims, Claim.incident_id.is_not(None))
    responses = Response.claim_id.in_(claims) | Response.incident_id.in_(incidents)
    actors: Any = union(
        select(Claim.claimant_id).where(of_claims),
        select(Claim.affected_party_id).where(of_claims),
        select(Response.responder_id).where(responses),
        select(Annotation.claimant_id).where(Annotation.claimant_id.is_not(None)),
    )
    sources: Any = union(
        select(Response.source_id).where(responses, Response.source_id.is_not(None)),
        select(Annotation.source_id).where(Annotation.source_id.is_not(None)),
        select(ClaimSource.source_id).where(ClaimSource.claim_id.in_(claims)),
        select(AssessmentSource.source_id).where(AssessmentSource.assessment_id.in_(assessments)),
    )
    codes = union(
        select(Claim.code).where(of_claims),
        select(Assessment.code).where(Assessment.id.in_(assessments)),
        select(Incident.code).where(Incident.id.in_(incidents)),
        select(Actor.code).where(Actor.id.in_(actors)),
        select(Conflict.code).where(Conflict.id.in_(conflicts)),
    )
    rows = ImportRow.claim_code.in_(select(Claim.code).where(of_claims))
    return {
        "claim": of_claims,
        "claim_source": ClaimSource.claim_id.in_(claims),
        "assessment": Assessment.id.in_(assessments),
        "assessment_source": AssessmentSource.assessment_id.in_(assessments),
        "current_assessment": CurrentAssessment.claim_id.in_(claims),
        "conflict": Conflict.id.in_(conflicts),
        "conflict_name": ConflictName.conflict_id.in_(conflicts),
        "incident": Incident.id.in_(incidents),
        "incident_name": IncidentName.incident_id.in_(incidents),
        "actor": Actor.id.in_(actors),
        "actor_name": ActorName.actor_id.in_(actors),
        "actor_role": ActorRole.actor_id.in_(actors) & ActorRole.conflict_id.in_(conflicts),
        "source": Source.id.in_(sources),
        "revision": Revision.entity_code.in_(codes),
        "claim_relation": ClaimRelation.from_claim_id.in_(claims) & ClaimRelation.to_claim_id.in_(claims),
        "claim_end": ClaimEnd.claim_id.in_(claims),
        "response": responses,
        "annotation": or_(Annotation.conflict_id.is_(None), Annotation.conflict_id.in_(conflicts)),
        "import_row": rows,
        "import_batch": ImportBatch.id.in_(select(ImportRow.batch_id).where(rows)),
    }


def _as_plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.strftime(MOMENT)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    return value


class ContradictionError(ValueError):
    """Rows that cannot stand in a store together, or at all; the message says what the database said."""


@contextmanager
def contradictions_told() -> Iterator[None]:
    """Turn what the database refuses of rows that are put back into a ContradictionError."""
    try:
        yield
    except (IntegrityError, DataError, StatementError) as error:
        said = str(getattr(error, "orig", None) or error).splitlines()[0]
        raise ContradictionError(said[:200]) from None


def is_empty(session: Session) -> bool:
    """Whether nothing was ever recorded."""
    return all(
        session.execute(select(func.count()).select_from(table)).scalar_one() == 0
        for table in tables()
        if table.name != "ledger"
    )


def restore_rows(session: Session, table: Columns, rows: Iterable[Mapping[str, str]]) -> int:
    """Put rows back into an empty table, each cell text as it was dumped, '' for null; returns their number.

    Raises ValueError for a cell that its column cannot hold.
    """
    if table.name == "ledger":
        session.execute(table.delete())
    columns = list(table.columns)
    number = 0
    batch: list[dict[str, Any]] = []
    for row in rows:
        number += 1
        batch.append({column.name: _as_stored(column, row[column.name], number) for column in columns})
        if len(batch) >= ROWS_AT_ONCE:
            session.execute(insert(table), batch)
            batch = []
    if batch:
        session.execute(insert(table), batch)
    return number


def _as_stored(column: Column[Any], cell: str, number: int) -> Any:
    try:
        if cell == "":
            return None if column.nullable or isinstance(column.type, Integer | Date | DateTime) else ""
        return _typed(column, cell)
    except (ValueError, KeyError):
        raise ValueError(f"row {number}: {column.name} cannot be {cell[:60]!r}") from None


def _typed(column: Column[Any], cell: str) -> Any:
    kind = column.type
    if isinstance(kind, JSON):
        return json.loads(cell)
    if isinstance(kind, DateTime):
        return datetime.strptime(cell, MOMENT)  # noqa: DTZ007 - moments are kept in UTC without a zone
    if isinstance(kind, Date):
        return date.fromisoformat(cell)
    if isinstance(kind, Integer):
        return int(cell)
    if isinstance(kind, Enum) and kind.enums and cell not in kind.enums:
        raise ValueError
    return cell


def finish_restoring(session: Session) -> None:
    """Let new rows go on counting after the highest number that was put back, and add up what was put back."""
    session.info["changes"] += 1
    touch_everything(session)
    if session.get_bind().dialect.name != "postgresql":
        return
    for table in tables():
        if "id" in table.columns and table.name != "ledger":
            session.execute(
                text(
                    f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), "  # noqa: S608 - our own names
                    f"(SELECT coalesce(max(id), 0) + 1 FROM {table.name}), false)"
                )
            )


__all__: Sequence[str] = [
    "ContradictionError",
    "contradictions_told",
    "dump_table",
    "finish_restoring",
    "is_empty",
    "restore_rows",
    "tables",
]
