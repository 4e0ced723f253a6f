"""Many rows into a table at a time, and the numbers they get."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any, Final

from sqlalchemy import Dialect, func, insert, select
from sqlalchemy import Table as Columns
from sqlalchemy.orm import Session

from tracker.store.tables import Table

ROWS_A_STATEMENT: Final = 100
VALUES_REMEMBERED: Final = 8_192


def insert_rows(session: Session, table: type[Table], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows, all of which name the same columns; what is in the way is refused as by any other INSERT.

    SQLite makes the closed lists of its checks ready once a statement, so that a statement of many rows takes
    half the time of as many statements.
    """
    if not rows:
        return
    columns, dialect = table.metadata.tables[table.__tablename__], session.get_bind().dialect
    if dialect.name != "sqlite":
        session.execute(insert(columns), rows)
        return
    stored = _as_stored(columns, dialect, rows)
    names, connection = tuple(rows[0]), session.connection()
    whole = len(stored) - len(stored) % ROWS_A_STATEMENT
    for start in range(0, whole, ROWS_A_STATEMENT):
        values = tuple(chain.from_iterable(stored[start : start + ROWS_A_STATEMENT]))
        connection.exec_driver_sql(_statement(columns, names, ROWS_A_STATEMENT, dialect), values)
    if whole < len(stored):
        connection.exec_driver_sql(_statement(columns, names, 1, dialect), stored[whole:])


@lru_cache(64)
def _statement(table: Columns, names: tuple[str, ...], rows: int, dialect: Dialect) -> str:
    return str(insert(table).values([dict.fromkeys(names)] * rows).compile(dialect=dialect))


def _as_stored(table: Columns, dialect: Dialect, rows: Sequence[Mapping[str, Any]]) -> list[tuple[Any, ...]]:
    """The rows as the driver takes them, their columns in the order of the table, as a statement names them."""
    columns: list[Iterable[Any]] = []
    for column in table.columns:
        if column.name not in rows[0]:
            continue
        values = [row[column.name] for row in rows]
        remembered = _remembered(table, column.name, dialect)
        columns.append([remembered[value] for value in values] if remembered is not None else values)
    return list(zip(*columns, strict=True))


class _Stored(dict[Any, Any]):
    """What a column's values are stored as; most are a word or a day that comes again and again."""

    def __init__(self, process: Callable[[Any], Any]) -> None:
        super().__init__()
        self._process = process

    def __missing__(self, value: Any) -> Any:
        if len(self) >= VALUES_REMEMBERED:
            self.clear()
        self[value] = self._process(value)
        return self[value]


@lru_cache(256)
def _remembered(table: Columns, name: str, dialect: Dialect) -> _Stored | None:
    """None for a column whose values are stored as they are."""
    process = table.columns[name].type.dialect_impl(dialect).bind_processor(dialect)
    return _Stored(process) if process else None


def new_ids(session: Session, table: type[Any], number: int) -> list[int]:
    """So many numbers for new rows of a table, in rising order, taken while no other write goes on."""
    if session.get_bind().dialect.name == "sqlite":
        rows = table.__table__  # every row, also one that stands no longer
        last = session.execute(select(func.coalesce(func.max(rows.c.id), 0))).scalar_one()
        return list(range(last + 1, last + 1 + number))
    sequence = func.nextval(func.pg_get_serial_sequence(table.__tablename__, "id"))
    taken = select(sequence).select_from(func.generate_series(1, number).alias("wanted"))
    return sorted(session.scalars(taken))
