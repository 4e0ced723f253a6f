"""Files of relations and of responses in our own layout, recognised by their header; a row is recorded once."""

import csv
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from tracker.claims import InvalidClaimError, NewRelation, NewResponse, parse_relation, parse_response
from tracker.csv_files import Row, read_rows
from tracker.importing.report import ImportReport
from tracker.store.beside import add_relation, add_response, relation_on_record, response_on_record
from tracker.store.database import Session
from tracker.store.names import UnknownNameError
from tracker.store.writes import NoSuchClaimError

RELATIONS: Final = tuple(NewRelation.model_fields)
RESPONSES: Final = tuple(NewResponse.model_fields)
NEEDED: Final[Mapping[str, frozenset[str]]] = {
    "relations": frozenset(RELATIONS),
    "responses": frozenset({"responder", "response", "stated_at"}),
}
_COLUMNS: Final = {"relations": RELATIONS, "responses": RESPONSES}


def kind_beside_claims(path: Path) -> str | None:
    """Which of the two a CSV is by its header, "relations" or "responses"; None for every other file."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            header = set(next(csv.reader(file, strict=True), []))
    except (OSError, UnicodeDecodeError, csv.Error):
        return None
    for kind, needed in NEEDED.items():
        if needed <= header <= set(_COLUMNS[kind]):
            return kind
    return None


def take_rows_beside(session: Session, path: Path, kind: str, report: ImportReport) -> None:
    """Record the rows of such a file within a write that the caller keeps or gives up.

    A row that is on record already is taken and changes nothing. Raises InvalidFileError for a file that
    cannot be read.
    """
    take = {"relations": _take_relation, "responses": _take_response}[kind]
    recorded = sum(_take(row, take, session, report) for row in read_rows(path, _COLUMNS[kind]))
    report.notes.append(f"{path.name}: {recorded:,} {kind} recorded")


def _take(row: Row, take: Callable[[Session, dict[str, str]], bool], session: Session, report: ImportReport) -> bool:
    report.rows_read += 1
    problems: list[Any] = []
    try:
        is_new = take(session, row.cells)
    except InvalidClaimError as error:
        problems = error.problems
    except (NoSuchClaimError, UnknownNameError, LookupError) as error:
        problems = [str(error)]
    if problems:
        report.refuse(row.number, *problems)
        return False
    report.rows_taken += 1
    return is_new


def _take_relation(session: Session, cells: dict[str, str]) -> bool:
    relation = parse_relation(cells)
    if relation_on_record(session, relation):
        return False
    add_relation(session, relation)
    return True


def _take_response(session: Session, cells: dict[str, str]) -> bool:
    response = parse_response(cells)
    if response_on_record(session, response):
        return False
    add_response(session, response, may_make_names=True)
    return True
