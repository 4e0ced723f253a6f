"""Files of our own CSV into the ledger: every row accounted for, recorded whole or not at all."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, Final, NamedTuple

from tracker.claims import InvalidClaimError, NewClaim, Problem, name_key
from tracker.claims.ready import ReadyClaim, unready
from tracker.csv_files import (
    COLUMNS,
    Row,
    parse_row,
    to_cell,
    unguard,
)
from tracker.filters import EVERY_CLAIM
from tracker.importing.beside import kind_beside_claims, take_rows_beside
from tracker.importing.report import ImportReport
from tracker.importing.seen import RowsSeen
from tracker.own_rows import INCIDENT_FIELDS, SOURCE_FIELDS, ReadyRow, read_own
from tracker.store.database import Engine, Session
from tracker.store.large_files import most_of_all, writing_a_file
from tracker.store.names import Names, main_names
from tracker.store.queries import stream_claims
from tracker.store.records import read_versions
from tracker.store.running import part_of_a_write
from tracker.store.writes import (
    add_assessment,
    add_ready_claims,
    change_claim,
    codes_on_record,
    count_claims_on_record,
    is_assessed_so,
)

BATCH: Final = 1_000
BYTES_A_ROW: Final = 1_000
"""A long row; most have some six hundred."""


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
        own = [own_file(path) for path, kind in kinds.items() if kind is None]
        most = claims_in(sum(file.size for file in own))
        with writing_a_file(engine, by=by, reason=reason, claims=most) as session:
            take_own_rows(session, own, report, Taking())
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


@dataclass(frozen=True, slots=True)
class Taking:
    """How a file is taken, and who is told: of the rows read so far, and when all are read, as what follows takes long.

    ``skip_refused`` records the other rows of a file in which some are refused. ``dry_run`` says that nothing of it is
    kept, and nothing is looked up in the write after its rows.
    """

    progress: Callable[[int], None] = lambda _rows: None
    finishing: Callable[[], None] = lambda: None
    skip_refused: bool = False
    dry_run: bool = False


class OwnFile(NamedTuple):
    """The rows of a file in our own layout, and how many bytes it has."""

    rows: Iterator[ReadyRow]
    size: int


def claims_in(size: int) -> int:
    """About how many claims a file of our own CSV brings that has so many bytes, rather too few than too many."""
    return size // BYTES_A_ROW


def own_file(path: Path) -> OwnFile:
    """A file in our own CSV, which is read as its rows are taken."""
    return OwnFile(read_own(path), path.stat().st_size)


def take_own_rows(
    session: Session,
    files: Sequence[OwnFile],
    report: ImportReport,
    taking: Taking,
) -> None:
    """Record the rows of files in our own layout within a write that the caller keeps, or gives up after a dry run.

    From the first refused row on the rest is read and not recorded, unless refused rows are skipped.
    """
    file = _File(session, Names(session, may_make=True), report, skip_refused=taking.skip_refused)
    for own in files:
        with most_of_all(session, claims_in(own.size)) as part:
            _take(file, own.rows, taking.progress)
            part.is_given_up = taking.dry_run
            taking.finishing()


@dataclass(slots=True)
class _File:
    """What the recording of a file works with; ``rows`` says on which row each code stands that is recorded now."""

    session: Session
    names: Names
    report: ImportReport
    skip_refused: bool
    rows: dict[str, int] = field(default_factory=dict)

    def refuse(self, code: str, problems: Sequence[Problem]) -> None:
        """Count a row that was taken for good as refused by the store."""
        self.report.rows_taken -= 1
        self.report.claims -= 1
        self.report.refuse(self.rows[code], *problems)


def _take(file: _File, rows: Iterator[ReadyRow], progress: Callable[[int], None]) -> None:
    session, report, seen = file.session, file.report, RowsSeen()
    may_be_known = count_claims_on_record(session) > 0  # looking up what cannot be there takes a twentieth of the time
    while batch := list(islice(rows, BATCH)):
        before = seen.rows_of([claim.code for _, claim, _ in batch if claim])
        file.rows = {}
        claims = list(_claims_of(batch, report, before, file.rows))
        seen.add(file.rows)
        if file.skip_refused or not report.problems:
            known = claims_on_record(session, [claim.code for claim in claims]) if may_be_known else {}
            _record(file, claims, known)
        progress(report.rows_read)


def _claims_of(
    rows: Sequence[ReadyRow], report: ImportReport, before: Mapping[str, int], now: dict[str, int]
) -> Iterator[ReadyClaim]:
    """The claims of rows whose code stands on no row before, or before them among these, which are told by ``now``."""
    for number, claim, problems in rows:
        report.rows_read += 1
        if claim is None:
            report.refuse(number, *problems)
            continue
        known = before.get(claim.code) or now.get(claim.code)
        if known:
            sentence = f"{claim.code} stands on row {known} already; a code is one claim's"
            report.refuse(number, Problem("code", claim.code, sentence))
            continue
        now[claim.code] = number
        report.rows_taken += 1
        report.claims += 1
        yield claim


def _record(file: _File, claims: Sequence[ReadyClaim], known: Mapping[str, NewClaim]) -> None:
    fresh = [claim for claim in claims if claim.code not in known]
    while fresh:
        try:
            add_ready_claims(file.session, fresh, names=file.names)
        except InvalidClaimError as error:  # before any of them was written
            file.refuse(error.code, error.problems)
            if not file.skip_refused:  # nothing of the file is kept
                return
            fresh = [claim for claim in fresh if claim.code != error.code]
        else:
            break
    file.report.new += len(fresh)
    again = [unready(claim) for claim in claims if claim.code in known]
    if again:
        _change(file, again, known)


def _change(file: _File, again: Sequence[NewClaim], known: Mapping[str, NewClaim]) -> None:
    session, report = file.session, file.report
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
    report.unchanged += len(again) - len(changed)
    for claim in changed:
        try:
            with part_of_a_write(session):  # a change that is refused half way leaves nothing
                assessment = claim.assessment if claim.code in assessed else None
                if claim.code not in alike:
                    version = versions[claim.code]
                    change_claim(session, claim, expected_version=version, assessment=assessment, names=file.names)
                elif assessment:
                    add_assessment(session, claim.code, assessment)
            report.changed += 1
        except InvalidClaimError as error:
            file.refuse(claim.code, error.problems)
            file.names = Names(session, may_make=True)  # those that this change made are gone


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
