"""Running sums: kept beside the claims in the same transaction as each write, so that a chart need not add them up.

A write says what it touches: ``touch_claims`` before it changes claims on record, ``touch_new_claims`` after it
recorded some. ``keep_sums`` works out anew, at the end of the transaction, what these add to the sums. Everything
here follows from the claims, and ``rebuild`` makes it from them alone.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from typing import Any, Final

from sqlalchemy import Connection, Executable, Select, delete, func, insert, or_, select, text
from sqlalchemy import Table as Columns
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from tracker.store.spans import COUNTED, KEY, Among, all_of, apart, incident_changes, listed, month_of, these
from tracker.store.tables import NO_SUM, NO_TALLY, Claim, Table
from tracker.store.tallies import AMOUNTS, TALLIED, tally_changes

AT_ONCE: Final = 10_000
"""Records worked out by one statement; more take memory, fewer take time."""
MANY: Final = 50_000
"""So many new claims in one write may be reason to make all sums anew."""
DERIVED: Final = frozenset({"incident_change", "incident_sum", "claim_tally"})
"""The tables that follow from the others."""

_change, _sum, _tally = (Table.metadata.tables[name] for name in ("incident_change", "incident_sum", "claim_tally"))


@dataclass
class _Touched:
    """What a transaction changed so far: claims whose part in the tallies is taken out already, and new ones.

    ``lately`` are those that the part of a write under way has taken out. ``fresh`` are new claims as ranges in rising
    order, since a large file has a million of them; ``changed_at_once`` those that the same write changed again.
    """

    claims: set[int] = field(default_factory=set)
    fresh: list[range] = field(default_factory=list)
    changed_at_once: set[int] = field(default_factory=set)
    incidents: set[int] = field(default_factory=set)
    everything: bool = False
    lately: list[int] = field(default_factory=list)

    def is_fresh(self, claim: int) -> bool:
        """Whether a claim was recorded by this transaction."""
        place = bisect_right(self.fresh, claim, key=lambda some: some.start)
        return place > 0 and claim in self.fresh[place - 1]

    def add_fresh(self, claims: range) -> None:
        """Add what is above all others."""
        before = self.fresh.pop() if self.fresh and self.fresh[-1].stop == claims.start else claims
        self.fresh.append(range(before.start, claims.stop))


def _touched(session: Session) -> _Touched:
    touched: _Touched = session.info.setdefault("touched", _Touched())
    return touched


def touch_claims(session: Session, claim_ids: Iterable[int]) -> None:
    """Say that these claims on record are about to change, or what is known of them; to be called before it does."""
    touched = _touched(session)
    if touched.everything:
        return
    given = set(claim_ids) - touched.claims
    new = sorted(claim for claim in given if not touched.is_fresh(claim))
    touched.claims.update(new)
    touched.changed_at_once.update(given.difference(new))
    touched.lately += new
    connection = session.connection()
    known = _statements(connection.dialect.name)
    for some in _chunks(new):
        connection.execute(known.take_out_tallies, {"records": some})
        touched.incidents.update(connection.scalars(known.incidents_of, {"records": some}))


@contextmanager
def part_of_a_write(session: Session) -> Iterator[None]:
    """A part, without new claims, that is kept whole, or given up alone when it raises, while the write goes on."""
    touched = _touched(session)
    touched.lately.clear()
    try:
        with session.begin_nested():
            yield
    except BaseException:  # what it took out of the tallies is there again
        touched.claims.difference_update(touched.lately)
        raise


def touch_new_claims(session: Session, claim_ids: Sequence[int], incident_ids: Iterable[int | None]) -> None:
    """Say that claims were recorded, by ids in rising order, and on which incidents."""
    touched = _touched(session)
    if touched.everything:
        return
    is_one_range = claim_ids[-1] - claim_ids[0] + 1 == len(claim_ids)
    for some in [range(claim_ids[0], claim_ids[-1] + 1)] if is_one_range else (range(n, n + 1) for n in claim_ids):
        touched.add_fresh(some)
    touched.incidents.update(number for number in incident_ids if number is not None)


def touch_incidents(session: Session, incident_ids: Iterable[int]) -> None:
    """Say that what is known of these incidents changes."""
    _touched(session).incidents.update(incident_ids)


def touch_role(session: Session, conflict_id: int, actor_id: int) -> None:
    """Say that it changes where an actor stands in a conflict."""
    if _touched(session).everything:
        return
    claim = Claim.__table__
    statement = (
        select(claim.c.incident_id)
        .distinct()
        .where(claim.c.conflict_id == conflict_id, claim.c.claimant_id == actor_id, claim.c.incident_id.is_not(None))
    )
    _touched(session).incidents.update(session.connection().scalars(statement))


def touch_everything(session: Session) -> None:
    """Say that all sums are to be made anew, whatever else is said to change."""
    _touched(session).everything = True


def keep_sums(session: Session) -> None:
    """Bring the running sums to what the claims now say."""
    touched: _Touched | None = session.info.pop("touched", None)
    if touched is None:
        return
    connection = session.connection()
    if touched.everything or _are_most(connection, sum(map(len, touched.fresh))):
        rebuild(connection)
        return
    known = _statements(connection.dialect.name)
    for some in _chunks(sorted(touched.claims)):
        touched.incidents.update(connection.scalars(known.incidents_of, {"records": some}))
        connection.execute(known.put_in_tallies, {"records": some})
    for some in _chunks(sorted(touched.changed_at_once)):
        touched.incidents.update(connection.scalars(known.incidents_of, {"records": some}))
    for some in chain.from_iterable(map(_chunks, touched.fresh)):
        connection.execute(known.put_in_tallies, {"records": some})
    but = apart(connection)
    for some in _chunks(sorted(touched.incidents)):
        connection.execute(known.take_out_sums, {"records": some})
        connection.execute(known.forget_changes, {"records": some})
        connection.execute(known.record_changes, {"records": some, "but": but})
        connection.execute(known.put_in_sums, {"records": some})
    for statement in known.forget_nothings:
        connection.execute(statement)


def _are_most(connection: Connection, fresh: int) -> bool:
    """Whether so many new claims are so great a part of all that all are added up in less time than these alone."""
    if fresh < MANY:
        return False
    last: int = connection.execute(select(func.coalesce(func.max(Claim.__table__.c.id), 0))).scalar_one()
    return 2 * fresh >= last


@dataclass(frozen=True)
class _Statements:
    """What each write asks of the database, made once: making them takes longer than the database does.

    Each is about ``records``, a list of ids; ``record_changes`` leaves out the incidents ``but`` as well.
    """

    incidents_of: Select[int]
    take_out_tallies: Executable
    put_in_tallies: Executable
    take_out_sums: Executable
    forget_changes: Executable
    record_changes: Executable
    put_in_sums: Executable
    forget_nothings: tuple[Executable, ...]


@cache
def _statements(dialect: str) -> _Statements:
    among, but = listed("records"), listed("but")
    of_them = among(_change.c.incident_id)
    return _Statements(
        incidents_of=_incidents_of(among),
        take_out_tallies=_adding(dialect, _tally, _tallies(among, -1)),
        put_in_tallies=_adding(dialect, _tally, _tallies(among, 1)),
        take_out_sums=_adding(dialect, _sum, _sums(-1).where(of_them)),
        forget_changes=delete(_change).where(of_them),
        record_changes=_recording_changes(among, but),
        put_in_sums=_adding(dialect, _sum, _sums(1).where(of_them)),
        forget_nothings=(delete(_sum).where(NO_SUM), delete(_tally).where(NO_TALLY)),
    )


def rebuild(connection: Connection) -> None:
    """Make all running sums anew from the claims."""
    _prepare_for_all(connection)
    for table in (_sum, _change, _tally):
        connection.execute(delete(table))
    connection.execute(_recording_changes(all_of, these(apart(connection), "but")))
    connection.execute(insert(_sum).from_select(_names(_sum), _in_order(_sum, _sums(1))))
    connection.execute(insert(_tally).from_select(_names(_tally), _in_order(_tally, _tallies(all_of, 1))))
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL enable_nestloop = on"))


def _prepare_for_all(connection: Connection) -> None:
    """Let PostgreSQL know how much there is: it would go through all claims once for each otherwise."""
    if connection.dialect.name == "postgresql":
        for name in ("claim", "assessment", "incident", "claim_relation"):
            connection.execute(text(f"ANALYZE {name}"))
        connection.execute(text("SET LOCAL enable_nestloop = off"))


def _recording_changes(among: Among, but: Among) -> Executable:
    return insert(_change).from_select([*KEY, "known_day", *COUNTED], incident_changes(among, but))


FLAGS: Final = ("of_all_parties", "of_all_populations")
SUMMED: Final = ("conflict_id", "metric", "of_all_parties", "of_all_populations", "affected_party_id", "population")


def _sums(sign: int) -> Select[Any]:
    """The changes added up by month, or what takes them out again."""
    month = month_of(_change.c.known_day).label("known_month")
    key = [*(_change.c[name] for name in SUMMED), _change.c.event_day, month]
    totals = [(sign * func.sum(_change.c[name])).label(name) for name in COUNTED]
    return select(*key, *totals).group_by(*key[:-1], month)


def _tallies(among: Among, sign: int) -> Select[Any]:
    changes = tally_changes(among).subquery("changes")
    month = month_of(changes.c.day).label("known_month")
    key = [changes.c[name] for name in TALLIED]
    totals = [(sign * func.sum(changes.c[name])).label(name) for name in AMOUNTS]
    # by numbers before words, and months first: what is sorted is told apart by few comparisons
    apart_soonest = sorted(key, key=lambda column: not column.name.endswith("_id"))
    return select(*key, month, *totals).group_by(month, *apart_soonest)


def _adding(dialect: str, table: Columns, amounts: Select[Any]) -> Executable:
    """Add amounts to the rows of their key, which are made where there are none."""
    key = [column.name for column in table.primary_key.columns]
    inserting = sqlite.insert if dialect == "sqlite" else postgresql.insert
    adding: Any = inserting(table).from_select(_names(table), _in_order(table, amounts))
    new = {
        column.name: table.c[column.name] + adding.excluded[column.name] for column in table.c if column.name not in key
    }
    found: Executable = adding.on_conflict_do_update(index_elements=key, set_=new)
    return found


def _names(table: Columns) -> list[str]:
    return [column.name for column in table.c]


def _in_order(table: Columns, amounts: Select[Any]) -> Select[Any]:
    """The amounts, their columns in the order of the table; the condition parts ON CONFLICT from ON for SQLite."""
    found = amounts.subquery("amounts")
    return select(*(found.c[name] for name in _names(table))).where(found.c[_names(table)[0]].is_not(None))


def _incidents_of(asked: Among) -> Select[int]:
    """The incidents of claims, and of their earlier versions."""
    claim = Claim.__table__
    of_them = or_(asked(claim.c.id), asked(claim.c.version_of))
    return select(claim.c.incident_id).distinct().where(of_them, claim.c.incident_id.is_not(None))


def _chunks(ids: Sequence[int]) -> Iterator[list[int]]:
    for start in range(0, len(ids), AT_ONCE):
        yield list(ids[start : start + AT_ONCE])


def differences(session: Session) -> Iterator[Select[int]]:
    """For each table of running sums, how many of its rows are not what the claims come to."""
    changes = incident_changes(all_of, these(apart(session.connection()), "but")).subquery("from_claims")
    by_name = {name: changes.c["day" if name == "known_day" else name] for name in _names(_change)}
    yield _differing(_change, select(*by_name.values()))
    yield _differing(_sum, _in_order(_sum, _sums(1)))
    yield _differing(_tally, _in_order(_tally, _tallies(all_of, 1)))


def _differing(table: Columns, right: Select[Any]) -> Select[int]:
    """Rows that stand on one side only; a row of zeros is none."""
    key = {column.name for column in table.primary_key.columns}
    amounts = [name for name in _names(table) if name not in key and name not in ("conflict_id", *FLAGS)]
    kept = select(table).where(or_(*(table.c[name] != 0 for name in amounts)))
    found = right.subquery("right")
    told = select(found).where(or_(*(found.c[name] != 0 for name in amounts)))
    too_many, lacking = kept.except_(told).subquery(), told.except_(kept).subquery()
    return select(
        select(func.count()).select_from(too_many).scalar_subquery()
        + select(func.count()).select_from(lacking).scalar_subquery()
    )
