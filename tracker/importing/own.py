"""Files of our own CSV into the ledger: every row accounted for, recorded whole or not at all."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Final

from tracker.claims import InvalidClaimError, NewClaim, Problem, name_key
from tracker.csv_files import COLUMNS, CheckedRow, Row, parse_row, read_claims, to_cell, unguard
from tracker.filters import EVERY_CLAIM
from tracker.importing.beside import kind_beside_claims, take_rows_beside
from tracker.importing.report import ImportReport
from tracker.store.database import Engine, Session, writing
from tracker.store.names import Names, main_names
from tracker.store.queries import stream_claims
from tracker.store.records import read_versions
from tracker.store.writes import add_assessment, add_claims, change_claim, is_assessed_so

BATCH: Final = 1_000
MOST_IN_COMMON: Final = 300_000
"""So much is remembered of what rows of one file have in common, so that memory stays within bounds."""
INCIDENT_FIELDS: Final = ("incident_date", "incident_end", "incident_precision", "place", "country_iso3")
SOURCE_FIELDS: Final = ("archived_url", "source_title", "source_publisher", "source_date", "source_language")


class NotRecordedError(Exception):
    """Ends a transaction whose work is not to be kept: a dry run, or a file with faults."""


def import_csv(engine: Engine, paths: Sequence[Path], *, by: str, reason: str, dry_run: bool = False) -> ImportReport:
    """Take files of our own CSV, all of them in one transaction: claims first, then what stands beside them.

    A file with faults records nothing; the report then says why. Raises InvalidFileError for a file that is
    no CSV of ours.
    """
    report = ImportReport()
    kinds = {path: kind_beside_claims(path) for path in paths}
    try:
        with writing(engine, by=by, reason=reason) as session:
            take_own_rows(session, [read_claims(path) for path, kind in kinds.items() if kind is None], report)
            for path, kind in kinds.items():
                if kind and not report.problems:
                    take_rows_beside(session, path, kind, report)
            if dry_run or report.problems:
                raise NotRecordedError
    except NotRecordedError:
        pass
    if report.problems:
        report.count_nothing_as_recorded()
    return report


def take_own_rows(
    session: Session,
    files: Sequence[Iterator[CheckedRow]],
    report: ImportReport,
    *,
    progress: Callable[[int], None] = lambda _rows: None,
) -> None:
    """Record the rows of files in our own layout within a write that the caller keeps or gives up."""
    names = Names(session, may_make=True)
    for rows in files:
        _take(session, rows, names, report, progress)


def _take(
    session: Session, rows: Iterator[CheckedRow], names: Names, report: ImportReport, progress: Callable[[int], None]
) -> None:
    seen: dict[str, int] = {}
    in_common: dict[tuple[str, ...], Any] = {}
    while batch := list(islice(rows, BATCH)):
        claims = [_with_the_same_in_common(claim, in_common) for claim in _claims_of(batch, report, seen)]
        if not report.problems:
            _record(session, claims, names, report, seen)
        progress(report.rows_read)


def _with_the_same_in_common(claim: NewClaim, in_common: dict[tuple[str, ...], Any]) -> NewClaim:
    """The claim with what the first row of the file that speaks of its incident, claimant or page says of it."""
    changes: dict[str, Any] = {}
    for names, about in _owners(claim):
        for name in names:
            value = getattr(claim, name)
            if not _is_stated(value, name):
                continue
            first = in_common.get((*about, name), value)
            if first != value:
                changes[name] = first
            elif len(in_common) < MOST_IN_COMMON:
                in_common[*about, name] = value
    return claim.model_copy(update=changes) if changes else claim


def _owners(claim: NewClaim) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The fields that do not belong to the claim alone, with what they belong to."""
    conflict, claimant = name_key(claim.conflict), name_key(claim.claimant)
    yield ("claimant_kind",), ("actor", claimant)
    yield ("claimant_independence",), ("role", conflict, claimant)
    yield SOURCE_FIELDS, ("source", claim.source_url)
    if claim.incident:
        yield INCIDENT_FIELDS, ("incident", conflict, name_key(claim.incident))


def _claims_of(rows: Sequence[CheckedRow], report: ImportReport, seen: dict[str, int]) -> Iterator[NewClaim]:
    for row in rows:
        report.rows_read += 1
        claim = row.claim
        if claim is None:
            report.refuse(row.number, *row.problems)
            continue
        if claim.code in seen:
            sentence = f"{claim.code} stands on row {seen[claim.code]} already; a code is one claim's"
            report.refuse(row.number, Problem("code", claim.code, sentence))
            continue
        seen[claim.code] = row.number
        report.rows_taken += 1
        report.claims += 1
        yield claim


def _record(
    session: Session, claims: Sequence[NewClaim], names: Names, report: ImportReport, rows: dict[str, int]
) -> None:
    known = claims_on_record(session, [claim.code for claim in claims])
    fresh = [claim for claim in claims if claim.code not in known]
    try:
        report.new += add_claims(session, fresh, names=names).new
    except InvalidClaimError as error:  # the file is refused with this row; nothing of it is kept
        report.rows_taken -= 1
        report.refuse(rows[error.code], *error.problems)
        return
    again = [claim for claim in claims if claim.code in known]
    actors = main_names(session, [name for claim in again for name in (claim.claimant, claim.affected_party)])
    alike = {
        claim.code
        for claim in again
        if _comparable(claim, known[claim.code], actors) == _comparable_as_known(known[claim.code])
    }
    assessed = {
        claim.code
        for claim in again
        if claim.assessment
        and claim.assessment != known[claim.code].assessment
        and not is_assessed_so(session, claim.code, claim.assessment)
    }
    changed = [claim for claim in again if claim.code not in alike or claim.code in assessed]
    versions = read_versions(session, [claim.code for claim in changed])
    for claim in changed:
        try:
            assessment = claim.assessment if claim.code in assessed else None
            if claim.code not in alike:
                version = versions[claim.code]
                change_claim(session, claim, expected_version=version, assessment=assessment, names=names)
            elif assessment:
                add_assessment(session, claim.code, assessment)
        except InvalidClaimError as error:
            report.rows_taken -= 1
            report.refuse(rows[claim.code], *error.problems)
    report.changed += len(changed)
    report.unchanged += len(again) - len(changed)


def _is_stated(value: Any, name: str) -> bool:
    return value is not None and not (name in ("claimant_kind", "claimant_independence") and value == "unknown")


def _comparable_as_known(claim: NewClaim) -> dict[str, Any]:
    return _comparable(claim, claim, {})


def _comparable(claim: NewClaim, known: NewClaim, names: dict[str, str]) -> dict[str, Any]:
    """The claim as equal content compares: names by their key, all addresses in one list.

    What is stated of its incident, claimant or page elsewhere and not here is taken as it is known.
    """
    content = claim.model_dump(exclude={"assessment"})
    content |= {
        name: getattr(known, name)
        for name in (*INCIDENT_FIELDS, *SOURCE_FIELDS, "claimant_kind", "claimant_independence")
        if not _is_stated(content[name], name)
    }
    if claim.incident_date is None:
        content["incident_precision"] = known.incident_precision
    for name in ("claimant", "affected_party"):
        content[name] = name_key(names.get(content[name], content[name]))
    for name in ("conflict", "incident"):
        content[name] = name_key(content[name] or "")
    return content | {"sources": claim.every_source_url}


def claims_on_record(session: Session, codes: Sequence[str]) -> dict[str, NewClaim]:
    """The claims with these codes, read back the way a download of them would be."""
    found: dict[str, NewClaim] = {}
    for batch in stream_claims(session, EVERY_CLAIM, COLUMNS, codes=codes):
        for stored in batch:
            cells = {name: unguard(str(to_cell(name, stored.get(name)))) for name in COLUMNS}
            claim = parse_row(Row(0, {name: cell for name, cell in cells.items() if cell}))
            found[claim.code] = claim
    return found
