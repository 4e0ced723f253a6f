"""Files of others into the ledger, by a recipe: compared with what is on record, recorded whole or not at all."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final

from tracker.claims import InvalidClaimError, NewClaim
from tracker.importing.own import claims_on_record
from tracker.importing.report import ClaimOfFile, ImportReport, Outcome
from tracker.recipes import Copy, Recipe, RowReader, RowResult, count_rows, fields_of_the_copy
from tracker.recipes.values import as_text
from tracker.store.batches import (
    claims_of_last_vintage,
    corrected_by_hand,
    figures_of,
    group_of,
    same_claims_of_others,
)
from tracker.store.database import Session
from tracker.store.names import Names, main_names
from tracker.store.records import read_versions
from tracker.store.writes import add_claims, change_claim
from tracker.tables import Table

BATCH: Final = 500
FIGURE: Final = (
    "verbatim", "stated_value", "qualifier", "low", "high", "best", "bounds_rule_version", "bounds_reason",
    "coverage_start", "coverage_end", "as_of_date",
)  # fmt: skip
"""What a later copy of a file may change of a claim; what people have added to it here stays."""
LONGEST_KEY: Final = 80


@dataclass(slots=True)
class ForeignFile:
    """The work of taking one file in, inside a write that the caller keeps or gives up."""

    session: Session
    recipe: Recipe
    copy: Copy
    report: ImportReport
    rows: list[tuple[str, int, str]] = field(default_factory=list)
    """What ``batches.record_rows`` keeps: code of each claim, number of its row, outcome."""
    _names: Names = field(init=False)

    def __post_init__(self) -> None:
        """Read the names on record."""
        self._names = Names(self.session, may_make=True)

    def take(self, table: Table, *, progress: Callable[[int], None]) -> None:
        """Take every row of the table, and look for what the last copy had and this one lacks."""
        last = claims_of_last_vintage(self.session, self.recipe.name, dict(self.copy.answers), self.copy.file_name)
        results = self._results(table)
        while batch := list(islice(results, BATCH)):
            self._take_batch(batch)
            progress(self.report.rows_read)
        gone = last - {code for code, _, _ in self.rows}
        self.report.vanished_count = len(gone)
        self.report.vanished = figures_of(self.session, sorted(gone))

    def _results(self, table: Table) -> Iterator[RowResult]:
        reader = RowReader(self.recipe, self.copy)
        if self.recipe.count is None:
            for row in table.rows:
                self.report.rows_read += 1
                yield reader.read(row)
            return
        counted = count_rows(table.rows, self.recipe.count, reader)
        self.report.rows_read = counted.rows_read
        self.report.rows_taken = counted.rows_counted
        self.report.rows_left_out = counted.left_out.total()
        self.report.left_out = counted.left_out
        self.report.rows_refused = len(counted.problems)
        self.report.problems += counted.problems
        for row in counted.rows:
            yield reader.read(row)

    def _take_batch(self, results: Sequence[RowResult]) -> None:
        counts_rows = self.recipe.count is None
        claims: list[tuple[int, NewClaim]] = []
        for result in results:
            if result.problems:
                self.report.refuse(result.row.number, *result.problems, what=self._key(result))
            elif result.left_out:
                self.report.leave_out(result.left_out)
            else:
                self.report.rows_taken += counts_rows
                claims += [(result.row.number, claim) for claim in result.claims]
        if claims:
            self._compare_and_record(claims)

    def _key(self, result: RowResult) -> str:
        parts = [f"{name} {as_text(result.row.cells.get(name))}" for name in self.recipe.key]
        return ", ".join(parts)[:LONGEST_KEY]

    def _compare_and_record(self, claims: Sequence[tuple[int, NewClaim]]) -> None:
        known = claims_on_record(self.session, [claim.code for _, claim in claims])
        fresh = [(number, claim) for number, claim in claims if claim.code not in known]
        self._take_known([(number, claim, known[claim.code]) for number, claim in claims if claim.code in known])
        self._take_fresh(fresh)

    def _take_known(self, claims: Sequence[tuple[int, NewClaim, NewClaim]]) -> None:
        differing = [claim.code for _, claim, known in claims if _figure(claim) != _figure(known)]
        versions = read_versions(self.session, differing)
        corrected = corrected_by_hand(self.session, differing)
        for number, claim, known in claims:
            if claim.code not in versions:
                self._count(number, claim, Outcome.UNCHANGED)
            elif claim.code in corrected:
                self._count(number, claim, Outcome.CONFLICTING, was=f"{known.verbatim} (corrected here by hand, kept)")
            else:
                self._change(number, claim, known, versions[claim.code])

    def _change(self, number: int, claim: NewClaim, known: NewClaim, version: int) -> None:
        stated = [name for name in fields_of_the_copy(self.recipe) if name in NewClaim.model_fields]
        changes = {name: getattr(claim, name) for name in (*FIGURE, "stated_at", "stated_precision", *stated)}
        try:
            changed = known.model_copy(update=changes)
            change_claim(self.session, changed, expected_version=version, names=self._names)
        except InvalidClaimError as error:
            self.report.rows_taken -= 1
            self.report.refuse(number, *error.problems)
            return
        self._count(number, claim, Outcome.CHANGED, was=known.verbatim)

    def _take_fresh(self, claims: Sequence[tuple[int, NewClaim]]) -> None:
        names = main_names(
            self.session, [name for _, claim in claims for name in (claim.claimant, claim.affected_party)]
        )
        others = same_claims_of_others(self.session, [claim for _, claim in claims])
        wanted: list[tuple[int, NewClaim, str]] = []
        for number, claim in claims:
            beside = others.setdefault(group_of(claim, names), [])
            same = next((other for other in beside if other[1:] == _bounds(claim)), None)
            if same is not None:
                self._add_address(same[0], claim)
                self._count(number, claim, Outcome.DUPLICATE, beside=same[0])
                continue
            wanted.append((number, claim, beside[0][0] if beside else ""))
            beside.append((claim.code, *_bounds(claim)))
        self._record(wanted)

    def _record(self, wanted: Sequence[tuple[int, NewClaim, str]]) -> None:
        """Record these claims at once; one that the store refuses is refused alone."""
        refused = self._refused_by_the_store([claim for _, claim, _ in wanted])
        for number, claim, beside in wanted:
            if claim.code in refused:
                self.report.rows_taken -= 1
                self.report.refuse(number, *refused[claim.code].problems)
            else:
                self._count(number, claim, Outcome.CONFLICTING if beside else Outcome.NEW, beside=beside)

    def _refused_by_the_store(self, claims: Sequence[NewClaim]) -> dict[str, InvalidClaimError]:
        refused: dict[str, InvalidClaimError] = {}
        while True:
            try:
                add_claims(self.session, [claim for claim in claims if claim.code not in refused], names=self._names)
            except InvalidClaimError as error:
                if not error.code or error.code in refused:
                    raise
                refused[error.code] = error
            else:
                return refused

    def _add_address(self, code: str, claim: NewClaim) -> None:
        """One claim, one source more: what a repeated figure tells."""
        known = claims_on_record(self.session, [code]).get(code)
        if known is None:  # a row of this very batch, with the same address
            return
        new = [url for url in claim.every_source_url if url not in known.every_source_url]
        if new:
            version = read_versions(self.session, [code])[code]
            with_address = known.model_copy(update={"sources": (*known.every_source_url, *new)})
            change_claim(self.session, with_address, expected_version=version, names=self._names)

    def _count(self, number: int, claim: NewClaim, outcome: Outcome, *, was: str = "", beside: str = "") -> None:
        if outcome is not Outcome.DUPLICATE:
            self.rows.append((claim.code, number, outcome.value))
        self.report.count(
            ClaimOfFile(
                row=number,
                code=claim.code,
                outcome=outcome,
                day=str(claim.incident_date or claim.cut_off),
                claimant=claim.claimant,
                metric=claim.metric.value,
                verbatim=claim.verbatim,
                low=claim.low,
                high=claim.high,
                was=was,
                beside=beside,
            )
        )


def _figure(claim: NewClaim) -> tuple[Any, ...]:
    return tuple(getattr(claim, name) for name in FIGURE)


def _bounds(claim: NewClaim) -> tuple[int | None, int | None, int | None]:
    return claim.stated_value, claim.low, claim.high


__all__ = ["ForeignFile"]
