"""Many rows into a table at a time, and the numbers they get."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain
from typing import Any, Final, cast

from sqlalchemy import ARRAY, ColumnElement, Dialect, Enum, Select, Text, any_, func, insert, literal, select
from sqlalchemy import Table as Columns
from sqlalchemy.orm import Session

from tracker.store.tables import Table

ROWS_A_STATEMENT: Final = (250, 25)
VALUES_REMEMBERED: Final = 8_192


def insert_rows(session: Session, table: type[Table], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows, all of which name the same columns; what is in the way is refused as by any other INSERT."""
    if rows:
        insert_columns(session, table, {name: [row[name] for row in rows] for name in rows[0]})


def insert_columns(session: Session, table: type[Table], values: Mapping[str, Sequence[Any]]) -> None:
    """Insert rows given as the values of each column, which need not be taken apart for that.

    SQLite makes the closed lists of its checks ready once a statement: into a table that has some, a statement of
    many rows takes half the time of as many statements; into any other it takes longer.
    """
    if not any(map(len, values.values())):
        return
    columns, dialect = table.metadata.tables[table.__tablename__], session.get_bind().dialect
    if dialect.name != "sqlite":
        rows = zip(*values.values(), strict=True)
        session.execute(insert(columns), [dict(zip(values, row, strict=True)) for row in rows])
        return
    names, rest = tuple(values), _as_stored(columns, dialect, values)
    connection = session.connection()
    for size in ROWS_A_STATEMENT if _has_closed_lists(columns) else ():
        whole = len(rest) - len(rest) % size
        for start in range(0, whole, size):
            cells = tuple(chain.from_iterable(rest[start : start + size]))
            connection.exec_driver_sql(_statement(columns, names, size, dialect), cells)
        rest = rest[whole:]
    if rest:
        connection.exec_driver_sql(_statement(columns, names, 1, dialect), rest)


@lru_cache(64)
def _has_closed_lists(table: Columns) -> bool:
    return any(isinstance(column.type, Enum) for column in table.columns)


@lru_cache(64)
def _statement(table: Columns, names: tuple[str, ...], rows: int, dialect: Dialect) -> str:
    return str(insert(table).values([dict.fromkeys(names)] * rows).compile(dialect=dialect))


def _as_stored(table: Columns, dialect: Dialect, values: Mapping[str, Sequence[Any]]) -> list[tuple[Any, ...]]:
    """The rows as the driver takes them, their columns in the order of the table, as a statement names them."""
    columns: list[Iterable[Any]] = []
    for column in table.columns:
        if column.name not in values:
            continue
        remembered = _remembered(table, column.name, dialect)
        column_values = values[column.name]
        columns.append(column_values if remembered is None else map(remembered.__getitem__, column_values))
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


def is_one_of(session: Session, column: Any, values: Iterable[str]) -> ColumnElement[bool]:
    """Whether a column of words is one of many, given as one value: so many marks take longer to write."""
    if session.get_bind().dialect.name == "sqlite":
        listed = func.json_each(json.dumps(list(values))).table_valued("value")
        return cast("ColumnElement[bool]", column.in_(select(listed.c.value)))
    return cast("ColumnElement[bool]", column == any_(literal(list(values), ARRAY(Text))))


def last_id(session: Session, table: type[Any]) -> int:
    """The highest number in a table, of every row, also one that stands no longer; 0 where there is none."""
    last: int = session.connection().execute(_last_id_of(table.__table__)).scalar_one()
    return last


@cache
def _last_id_of(table: Columns) -> Select[int]:
    return select(func.coalesce(func.max(table.c.id), 0))


def new_ids(session: Session, table: type[Any], number: int) -> list[int]:
    """So many numbers for new rows of a table, in rising order, taken while no other write goes on."""
    if session.get_bind().dialect.name == "sqlite":
        last = last_id(session, table)
        return list(range(last + 1, last + 1 + number))
    sequence = func.nextval(func.pg_get_serial_sequence(table.__tablename__, "id"))
    taken = select(sequence).select_from(func.generate_series(1, number).alias("wanted"))
    return sorted(session.scalars(taken))
