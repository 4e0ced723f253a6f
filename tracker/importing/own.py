"""Files of our own CSV into the ledger: every row accounted for, recorded whole or not at all."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from operator import attrgetter
from pathlib import Path
from typing import Any, Final, NamedTuple

from tracker.claims import InvalidClaimError, NewClaim, Problem, name_key
from tracker.csv_files import (
    COLUMNS,
    CheckedRow,
    Row,
    apart_if_large,
    check_rows,
    parse_row,
    read_rows,
    to_cell,
    unguard,
)
from tracker.filters import EVERY_CLAIM
from tracker.importing.report import ImportReport
from tracker.store.database import Engine, Session, writing
from tracker.store.names import Names, main_names
from tracker.store.queries import stream_claims
from tracker.store.ready import ReadyClaim, ready, unready
from tracker.store.records import read_versions
from tracker.store.writes import add_assessment, add_ready_claims, change_claim, codes_on_record, is_assessed_so

BATCH: Final = 1_000
MOST_IN_COMMON: Final = 300_000
"""So much is remembered of what rows of one file have in common, so that memory stays within bounds."""
INCIDENT_FIELDS: Final = ("incident_date", "incident_end", "incident_precision", "place", "country_iso3")
SOURCE_FIELDS: Final = ("archived_url", "source_title", "source_publisher", "source_date", "source_language")


Stated = tuple[Any, ...]
"""What a row states in some fields, None for what it leaves open."""


class ReadyRow(NamedTuple):
    """A row's number with its claim as it is written down, or with None and all that is wrong with it."""

    number: int
    claim: ReadyClaim | None
    problems: tuple[Problem, ...] = ()


class NotRecordedError(Exception):
    """Ends a transaction whose work is not to be kept: a dry run, or a file with faults."""


def import_csv(engine: Engine, paths: Sequence[Path], *, by: str, reason: str, dry_run: bool = False) -> ImportReport:
    """Take files of our own CSV, all of them in one transaction.

    A file with faults records nothing; the report then says why. Raises InvalidFileError for a file that is
    no CSV of ours.
    """
    report = ImportReport()
    try:
        with writing(engine, by=by, reason=reason) as session:
            take_own_rows(session, [read_own(path) for path in paths], report)
            if dry_run or report.problems:
                raise NotRecordedError
    except NotRecordedError:
        pass
    if report.problems:
        report.count_nothing_as_recorded()
    return report


def take_own_rows(
    session: Session,
    files: Sequence[Iterator[ReadyRow]],
    report: ImportReport,
    *,
    progress: Callable[[int], None] = lambda _rows: None,
) -> None:
    """Record the rows of files in our own layout within a write that the caller keeps or gives up."""
    names = Names(session, may_make=True)
    for rows in files:
        _take(session, rows, names, report, progress)


def read_own(path: Path) -> Iterator[ReadyRow]:
    """The rows of a file in our own CSV, checked and made ready; those of a large file by another process.

    Raises InvalidFileError for a file that is no such CSV.
    """
    return apart_if_large(_read_ready, path)


def _read_ready(path: Path) -> Iterator[ReadyRow]:
    return make_ready(check_rows(read_rows(path)))


def make_ready(rows: Iterable[CheckedRow]) -> Iterator[ReadyRow]:
    """The rows of one file as they are written down."""
    in_common = _InCommon()
    for number, claim, problems in rows:
        yield ReadyRow(number, ready(in_common.agreed(claim)) if claim else None, problems)


def _take(
    session: Session, rows: Iterator[ReadyRow], names: Names, report: ImportReport, progress: Callable[[int], None]
) -> None:
    seen: dict[str, int] = {}
    while batch := list(islice(rows, BATCH)):
        claims = list(_claims_of(batch, report, seen))
        if not report.problems:
            _record(session, claims, names, report, seen)
        progress(report.rows_read)


class _InCommon:
    """What the rows of one file say of an incident, claimant or page, which is what the first of them says."""

    def __init__(self) -> None:
        self._first: dict[tuple[str, ...], Stated] = {}
        self._remembered = 0

    def agreed(self, claim: NewClaim) -> NewClaim:
        """The claim with what the first row that speaks of its incident, claimant or page says of it."""
        changes: dict[str, Any] = {}
        for names, stated, about in _owners(claim):
            first = self._first.get(about)
            if first != stated:
                changes |= self._compared(names, stated, about, first or (None,) * len(names))
        return claim.model_copy(update=changes) if changes else claim

    def _compared(self, names: Sequence[str], stated: Stated, about: tuple[str, ...], first: Stated) -> dict[str, Any]:
        """What the first row says otherwise; what only this one says is remembered."""
        known = list(first)
        for place, value in enumerate(stated):
            if known[place] is None and value is not None and self._remembered < MOST_IN_COMMON:
                known[place] = value
                self._remembered += 1
        self._first[about] = tuple(known)
        return {
            name: kept
            for name, value, kept in zip(names, stated, known, strict=True)
            if value is not None and kept not in (None, value)
        }


def _owners(claim: NewClaim) -> Iterator[tuple[Sequence[str], Stated, tuple[str, ...]]]:
    """The fields that do not belong to the claim alone, what is stated in them, and what they belong to."""
    conflict, claimant = name_key(claim.conflict), name_key(claim.claimant)
    kind, independence = claim.claimant_kind, claim.claimant_independence
    yield ("claimant_kind",), (None if kind == "unknown" else kind,), ("actor", claimant)
    yield (
        ("claimant_independence",),
        (None if independence == "unknown" else independence,),
        ("role", conflict, claimant),
    )
    yield SOURCE_FIELDS, _about_source(claim), ("source", claim.source_url)
    if claim.incident:
        yield INCIDENT_FIELDS, _about_incident(claim), ("incident", conflict, name_key(claim.incident))


_about_source: Final = attrgetter(*SOURCE_FIELDS)
_about_incident: Final = attrgetter(*INCIDENT_FIELDS)


def _claims_of(rows: Sequence[ReadyRow], report: ImportReport, seen: dict[str, int]) -> Iterator[ReadyClaim]:
    for number, claim, problems in rows:
        report.rows_read += 1
        if claim is None:
            report.refuse(number, *problems)
            continue
        if claim.code in seen:
            sentence = f"{claim.code} stands on row {seen[claim.code]} already; a code is one claim's"
            report.refuse(number, Problem("code", claim.code, sentence))
            continue
        seen[claim.code] = number
        report.rows_taken += 1
        report.claims += 1
        yield claim


def _record(
    session: Session, claims: Sequence[ReadyClaim], names: Names, report: ImportReport, rows: dict[str, int]
) -> None:
    known = claims_on_record(session, [claim.code for claim in claims])
    fresh = [claim for claim in claims if claim.code not in known]
    try:
        add_ready_claims(session, fresh, names=names)
    except InvalidClaimError as error:  # the file is refused with this row; nothing of it is kept
        report.rows_taken -= 1
        report.refuse(rows[error.code], *error.problems)
        return
    report.new += len(fresh)
    again = [unready(claim) for claim in claims if claim.code in known]
    if again:
        _change(session, again, known, names, report, rows)


def _change(
    session: Session,
    again: Sequence[NewClaim],
    known: Mapping[str, NewClaim],
    names: Names,
    report: ImportReport,
    rows: dict[str, int],
) -> None:
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
    codes = codes_on_record(session, codes)
    if not codes:  # as for most files; asking for all about a claim takes far longer
        return found
    for batch in stream_claims(session, EVERY_CLAIM, COLUMNS, codes=codes):
        for stored in batch:
            cells = {name: unguard(str(to_cell(name, stored.get(name)))) for name in COLUMNS}
            claim = parse_row(Row(0, {name: cell for name, cell in cells.items() if cell}))
            found[claim.code] = claim
    return found
