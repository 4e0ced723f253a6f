"""Records as they stood: earlier versions are kept when a record changes, and shown when a past day is read.

A session reads one moment. In the present it sees the version of each record that stands; as of a day it sees
the version that stood at that day's end. What was first recorded later than that is seen as it was first
recorded: on the basis of what was on record it is not seen at all, on the basis of what had been said it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, event, func, insert, or_, select, update
from sqlalchemy.orm import ORMExecuteState, Session, with_loader_criteria

from tracker.filters import ClaimFilter
from tracker.store.many import new_ids
from tracker.store.tables import Claim, ClaimRelation, ClaimSource, Response, Versioned
from tracker.vocabulary import AsOfBasis

BOOKKEEPING: Final = frozenset({"id", "version_of", "stood_from", "stood_until"})
ROWS_AT_ONCE: Final = 1_000


@dataclass(frozen=True, slots=True)
class Seen:
    """The moment that a session reads: the present, or the end of a day."""

    as_of: date | None = None
    basis: AsOfBasis = AsOfBasis.STATED

    @classmethod
    def by(cls, wanted: ClaimFilter) -> "Seen":
        """The moment that a filter asks for."""
        return cls(wanted.as_of, wanted.as_of_basis)

    @property
    def until(self) -> datetime:
        """The first moment that is not seen any more, in UTC without a zone."""
        return datetime.combine((self.as_of or date.max) + timedelta(days=1), time())


PRESENT: Final = Seen()


class LedgerSession(Session):
    """A session in which every SELECT sees records as they stood at the moment it reads."""


@event.listens_for(LedgerSession, "do_orm_execute")
def _see(execution: ORMExecuteState) -> None:
    if execution.is_select:
        seen = execution.session.info.get("seen", PRESENT)
        execution.statement = as_seen(execution.statement, seen)


def as_seen(statement: Any, seen: Seen = PRESENT) -> Any:
    """The statement, seeing records as they stood; for those that go past ``Session.execute``."""
    if seen.as_of is None:
        return statement.options(_STANDING)
    return statement.options(
        with_loader_criteria(Versioned, _stood_at(seen.until), include_aliases=True, propagate_to_loaders=False)
    )


def _stood_at(until: datetime) -> Any:
    return lambda record: and_(
        or_(record.stood_from.is_(None), record.stood_from < until),
        or_(record.stood_until.is_(None), record.stood_until >= until),
    )


_STANDING: Final = with_loader_criteria(
    Versioned, lambda record: record.stood_until.is_(None), include_aliases=True, propagate_to_loaders=False
)


def is_seen(seen: Seen, claim: Any = Claim) -> list[ColumnElement[bool]]:
    """What a past moment asks of a claim beside its version; nothing in the present."""
    if seen.as_of is None:
        return []
    if seen.basis is AsOfBasis.RECORDED:
        return [claim.recorded_at < seen.until]
    return [claim.stated_at <= seen.as_of, claim.removed_at.is_(None)]


def was_recorded(row: type[ClaimRelation] | type[Response] | Any, seen: Seen) -> list[ColumnElement[bool]]:
    """What a moment asks of a row that is withdrawn rather than changed: a relation, a response, an annotation."""
    if seen.as_of is None or seen.basis is AsOfBasis.STATED:
        return [row.withdrawn_at.is_(None)]
    return [row.recorded_at < seen.until, or_(row.withdrawn_at.is_(None), row.withdrawn_at >= seen.until)]


RECORD: Final = func.coalesce(Claim.version_of, Claim.id)
"""The id of the claim that a version belongs to; the id that relations, assessments and responses name."""


def keep_version(session: Session, table: type[Any], ids: Sequence[int], *, now: datetime | None = None) -> None:
    """Put aside how these records stand, before they are changed."""
    moment = now or datetime.now(UTC).replace(tzinfo=None)
    columns = [column for column in table.__table__.columns if column.name not in BOOKKEEPING]
    for start in range(0, len(ids), ROWS_AT_ONCE):
        some = sorted(set(ids[start : start + ROWS_AT_ONCE]))
        rows = session.connection().execute(
            select(table.__table__.c.id, table.__table__.c.stood_from, *columns).where(table.__table__.c.id.in_(some))
        )
        kept = [dict(row) for row in rows.mappings()]
        copies = dict(zip((row["id"] for row in kept), new_ids(session, table, len(kept)), strict=True))
        if kept:
            session.execute(
                insert(table.__table__),
                [row | {"id": copies[row["id"]], "version_of": row["id"], "stood_until": moment} for row in kept],
            )
        if table is Claim:
            _keep_links(session, copies)
        session.execute(
            update(table.__table__).where(table.__table__.c.id.in_(some)).values(stood_from=moment),
        )


def _keep_links(session: Session, copies: dict[int, int]) -> None:
    rows = session.execute(
        select(ClaimSource.claim_id, ClaimSource.position, ClaimSource.source_id, ClaimSource.role).where(
            ClaimSource.claim_id.in_(copies)
        )
    )
    links = [dict(row) | {"claim_id": copies[row["claim_id"]]} for row in rows.mappings()]
    if links:
        session.execute(insert(ClaimSource), links)


def close(session: Session, table: type[Any], ids: Sequence[int], *, now: datetime) -> None:
    """Let these records stand no longer; they stay readable as of days before."""
    for start in range(0, len(ids), ROWS_AT_ONCE):
        some = list(ids[start : start + ROWS_AT_ONCE])
        rows = table.__table__
        session.execute(update(rows).where(rows.c.id.in_(some)).values(stood_until=now))
        if table is Claim:
            of_them = or_(rows.c.id.in_(some), rows.c.version_of.in_(some))
            session.execute(update(rows).where(of_them).values(removed_at=now))


def seen_by(session: Session) -> Seen:
    """The moment that a session reads."""
    seen: Seen = session.info.get("seen", PRESENT)
    return seen
