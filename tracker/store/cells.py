"""Claims as the cells of a CSV, put together by the database: what a download of everything is made of.

A row comes straight from the driver. Days are ISO text, lists are joined and the first source stands beside its
claim, so that nothing is left to do for most of the rows but to write them.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, String, and_, case, cast, func, literal, select, tuple_, type_coerce
from sqlalchemy.orm import Session

from tracker.filters import ClaimFilter
from tracker.store.selecting import claims_with_all_about_them, columns_of, conditions, is_of, order_of
from tracker.store.tables import Assessment, AssessmentSource, Claim, ClaimSource, Source
from tracker.store.versions import Seen, as_seen, is_seen

ROWS_A_QUERY: Final = 4_000
ROWS_AT_ONCE: Final = 400
"""Fewer than Python makes before it looks for garbage: a row is gone again before that."""
FIRST_POSITION: Final = 0
"""Where the source stands that a claim was given with; writes count them from here."""
_OF_SOURCE: Final[dict[str, Any]] = {
    "source_url": Source.url,
    "source_title": Source.title,
    "source_publisher": Source.publisher,
    "source_date": Source.published_at,
    "source_language": Source.language,
    "archived_url": Source.archived_url,
    "source_role": type_coerce(ClaimSource.role, String),
}
_LISTS: Final = {"tags": Claim.tags, "evidence_basis": Assessment.evidence_basis}


def stream_cells(
    session: Session,
    wanted: ClaimFilter,
    columns: Sequence[str],
    *,
    joined_by: Mapping[str, str],
    record_urls: str,
) -> Iterator[list[tuple[Any, ...]]]:
    """Every claim a filter lets through, oldest statement first, as rows of cells; memory stays flat.

    The cells are text, numbers, days of PostgreSQL, and None; texts are not guarded against spreadsheets.
    ``columns`` are names of the CSV, ``code`` among them. ``joined_by`` parts the values of a list column;
    ``record_urls`` leads a code to the address of its claim.
    """
    seen, is_sqlite = Seen.by(wanted), session.get_bind().dialect.name == "sqlite"
    known = columns_of(seen)
    cells = [
        _cell(name, known, joined_by.get(name, ";"), record_urls, is_sqlite=is_sqlite).label(name) for name in columns
    ]
    statement = (
        claims_with_all_about_them(cells, seen)
        .outerjoin(ClaimSource, and_(ClaimSource.claim_id == Claim.id, ClaimSource.position == FIRST_POSITION))
        .outerjoin(Source, is_of(Source, ClaimSource.source_id, seen))
        .where(*conditions(wanted))
        .order_by(*order_of("oldest", seen))
        .limit(ROWS_A_QUERY)
    )
    code = list(columns).index("code")
    after: Select[*tuple[Any, ...]] | None = statement
    while after is not None:
        last = None
        for rows in _as_the_driver_gives_them(session, as_seen(after, seen)):
            yield rows
            last = rows[-1][code]
        after = None if last is None else statement.where(_after(session, last, seen))


def _as_the_driver_gives_them(session: Session, statement: Select[*tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    """The rows of a statement as they are: there are too many values to look at each."""
    result = session.connection().execute(statement)
    while rows := result.cursor.fetchmany(ROWS_AT_ONCE):
        yield list(rows)
    result.close()


def _after(session: Session, code: str, seen: Seen) -> ColumnElement[bool]:
    """Whether a claim comes after the one of this code, oldest statement first."""
    key = order_of("oldest", seen)
    last = session.execute(select(*key).where(Claim.code == code, *is_seen(seen))).one()
    return tuple_(*key) > tuple_(*map(literal, last))


def _cell(name: str, known: Mapping[str, Any], joined_by: str, record_urls: str, *, is_sqlite: bool) -> Any:
    if name == "sources":
        return _urls(ClaimSource, "claim_id", Claim.id, joined_by)
    if name == "assessment_sources":
        return _urls(AssessmentSource, "assessment_id", Assessment.id, joined_by)
    if name in _LISTS:
        return _joined(_LISTS[name], joined_by, is_sqlite=is_sqlite)
    if name == "record_url":
        return literal(record_urls) + Claim.code
    if name == "recorded_at":
        return _moment(is_sqlite=is_sqlite)
    return _OF_SOURCE[name] if name in _OF_SOURCE else known[name]


def _urls(link: type[ClaimSource | AssessmentSource], owner: str, number: Any, joined_by: str) -> Any:
    """The addresses of a claim or assessment in the order in which they were given."""
    links, sources = link.__table__.alias(), Source.__table__.alias()
    in_order = (
        select(sources.c.url)
        .select_from(links.join(sources, sources.c.id == links.c.source_id))
        .where(links.c[owner] == number)
        .order_by(links.c.position)
        .correlate(Claim, Assessment)
        .subquery()
    )
    return select(func.aggregate_strings(in_order.c.url, joined_by)).select_from(in_order).scalar_subquery()


def _joined(column: Any, joined_by: str, *, is_sqlite: bool) -> Any:
    each = (func.json_each if is_sqlite else func.json_array_elements_text)(column).table_valued("value")
    joined = select(func.aggregate_strings(each.c.value, joined_by)).select_from(each).scalar_subquery()
    return case((cast(column, String) != "[]", joined))  # most lists are empty, and taking one apart costs


def _moment(*, is_sqlite: bool) -> ColumnElement[Any]:
    if not is_sqlite:
        return func.to_char(Claim.recorded_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
    stored = cast(Claim.recorded_at, String)
    return func.substr(stored, 1, 10) + "T" + func.substr(stored, 12, 8) + "Z"
