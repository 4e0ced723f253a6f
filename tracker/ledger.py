"""The ledger as pages, routes and commands use it: opened once, read through a cache, written by name.

What is read is cached under the version that every committed write raises, so it is never stale.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

import pandas as pd

from tracker import csv_files, exports, series
from tracker.claims import NewAnnotation, NewAssessment, NewClaim, NewRelation, NewResponse
from tracker.filters import EVERY_CLAIM, ClaimFilter
from tracker.importing import Importer, ImportReport, Options, import_csv
from tracker.kept import kept, set_aside_soon, without_collecting
from tracker.recipes import Recipe, read_recipes
from tracker.settings import PROJECT_FOLDER, Settings
from tracker.store import batches, beside, cells, names, queries, records, writes
from tracker.store.database import Engine, answers, current_version, migrate, open_engine, reading, writing
from tracker.store.proposals import Proposal, find_proposals
from tracker.store.versions import Seen
from tracker.tables import MEGABYTE
from tracker.vocabulary import AnnotationKind, Axis, Metric, Scope

CACHED_VIEWS: Final = 256
CACHED_POINTS: Final = 50_000
MANY_POINTS: Final = 1_000
"""Timelines of more points are set aside: walking them after every page run would take longer than the page."""
ROWS_A_PAGE: Final = 50
MOST_DAYS: Final = 60
"""So many days are stepped through when a view is played."""
INCIDENTS_A_PAGE: Final = 12
SHIPPED_RECIPES: Final = PROJECT_FOLDER / "data" / "recipes"


@dataclass(frozen=True, slots=True)
class View:
    """A timeline and the filter it really shows, with what was chosen for the reader filled in."""

    wanted: ClaimFilter
    timeline: series.Timeline
    claims: int


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """One page of a table of claims, and how many there are in all."""

    rows: pd.DataFrame
    total: int


class Ledger:
    """One opened store. Safe to share between threads."""

    everything: Final = EVERY_CLAIM

    def __init__(self, engine: Engine, settings: Settings) -> None:
        """Wrap an engine whose tables exist; ``open_ledger`` makes both."""
        self.engine = engine
        self.settings = settings
        self._timeline = kept(CACHED_POINTS, weight=_points_of)(self._read_timeline)
        self._filled_in = kept(CACHED_VIEWS)(self._fill_in)
        self._claims = kept(CACHED_VIEWS)(self._read_claims)
        self._claim = kept(CACHED_VIEWS)(self._read_claim)
        self._proposals = kept(CACHED_VIEWS)(self._read_proposals)
        self._incidents = kept(CACHED_VIEWS)(self._read_incidents)
        self._resolved = kept(CACHED_VIEWS)(self._resolve)
        self._keys = kept(64)(self._read_keys)
        self._most_first = kept(CACHED_VIEWS)(self._read_most_first)
        self._names = kept(1)(self._read_names)
        self._incident_names = kept(64)(self._read_incident_names)
        self._claimants = kept(CACHED_VIEWS)(self._read_claimants)
        self._annotations = kept(64)(self._read_annotations)
        self._statuses = kept(CACHED_VIEWS)(self._read_statuses)
        self._known_days = kept(64)(self._read_known_days)
        self._credits = kept(64)(self._read_credits)
        self._content = kept(CACHED_VIEWS)(self._read_content)

    # Reading

    def answers(self) -> bool:
        """Whether the store can be read right now."""
        return answers(self.engine)

    def version(self) -> int:
        """The number that every committed write raises."""
        return current_version(self.engine)

    def resolve(self, wanted: ClaimFilter) -> ClaimFilter:
        """The filter with main names; raises InvalidFilterError for names that are not in the ledger."""
        return self._resolved(self.version(), wanted)

    def _resolve(self, _version: int, wanted: ClaimFilter) -> ClaimFilter:
        with reading(self.engine, Seen.by(wanted)) as session:
            return names.resolve(session, wanted)

    def keys(self) -> pd.DataFrame:
        """What can be charted, see ``queries.read_keys``."""
        return self._keys(self.version(), EVERY_CLAIM)

    def _read_keys(self, _version: int, moment: ClaimFilter) -> pd.DataFrame:
        with reading(self.engine, Seen.by(moment)) as session:
            return queries.read_keys(session, moment)

    def conflicts(self) -> list[str]:
        """The conflicts, those with the most claims first."""
        return self._most_first(self.version(), "conflict", ())

    def parties(self, conflicts: tuple[str, ...]) -> list[str]:
        """The affected parties of these conflicts, or of all, those with the most claims first."""
        return self._most_first(self.version(), "affected_party", conflicts)

    def _read_most_first(self, version: int, name: str, conflicts: tuple[str, ...]) -> list[str]:
        keys = self._keys(version, EVERY_CLAIM)
        near = keys[keys["conflict"].isin(conflicts)] if conflicts else keys
        return list(near.groupby(name)["claims"].sum().sort_values(ascending=False, kind="stable").index)

    def names(self) -> dict[str, list[str]]:
        """The names of conflicts and actors that a form offers."""
        return self._names(self.version())

    def _read_names(self, _version: int) -> dict[str, list[str]]:
        with reading(self.engine) as session:
            return records.read_names(session)

    def incident_names(self, conflict: str) -> list[str]:
        """The incidents of one conflict, latest first."""
        return self._incident_names(self.version(), conflict)

    def _read_incident_names(self, _version: int, conflict: str) -> list[str]:
        with reading(self.engine) as session:
            return records.read_incident_names(session, conflict)

    def claimants(self, wanted: ClaimFilter) -> list[str]:
        """Who claims something in what a filter lets through."""
        return self._claimants(self.version(), wanted)

    def _read_claimants(self, _version: int, wanted: ClaimFilter) -> list[str]:
        with reading(self.engine, Seen.by(wanted)) as session:
            return queries.read_claimants(session, wanted)

    def timeline(self, wanted: ClaimFilter) -> View:
        """What a timeline draws for a filter; what the reader left open is chosen and named in the view."""
        version = self.version()
        return self._timeline(version, self._filled_in(version, wanted))

    def _fill_in(self, version: int, wanted: ClaimFilter) -> ClaimFilter:
        if not wanted.as_of:
            return filled_in(wanted, self._keys(version, EVERY_CLAIM))
        if _leaves_nothing_open(wanted):
            return _with_what_sums_need(wanted)
        # What is chosen for the reader must not depend on what became known later.
        near = self._keys(version, _charted(wanted.but(scope=wanted.scope or (Scope.CUMULATIVE,))))
        if near.empty:
            near = self._keys(version, _charted(wanted))
        return _with_richest(wanted, near)

    @without_collecting()
    def _read_timeline(self, _version: int, wanted: ClaimFilter) -> View:
        with reading(self.engine, Seen.by(wanted)) as session:
            if adds_incidents_up(wanted):
                sums = queries.read_incident_sums(session, wanted)
                total, unassessed = queries.count_claims_and_unassessed(session, wanted)
                timeline = self._sums(sums, wanted, unassessed)
            else:
                claims = queries.read_chart_claims(session, wanted)
                timeline = series.build_timeline(
                    claims,
                    axis=wanted.axis,
                    stale_after_days=self.settings.stale_after_days,
                    as_of=wanted.as_of,
                    breaks=_breaks(beside.read_annotations(session, wanted)),
                )
                are_all = len(claims) < queries.MOST_DRAWN
                total = len(claims) if are_all else queries.count_claims(session, wanted)
                timeline = replace(timeline, truncated=total > len(claims))
        view = View(wanted, timeline, total)
        if _points_of(view) > MANY_POINTS:
            set_aside_soon()
        return view

    def _sums(self, sums: pd.DataFrame, wanted: ClaimFilter, unassessed: int | None) -> series.Timeline:
        key = series.Key(
            metric=wanted.metric[0],
            population=wanted.population[0] if len(wanted.population) == 1 else "unspecified",
            subgroup=None,
            affected_party=", ".join(wanted.affected_party),
            geo_scope=None,
            cause_scope="unspecified",
            coverage_start=None,
            scope=Scope.INCIDENT,
            incident=None,
        )
        return series.timeline_of_sums(sums, key, unassessed=unassessed)

    def claims(self, wanted: ClaimFilter, *, sort: str = "newest", page: int = 1) -> ClaimPage:
        """One page of the claims a filter lets through."""
        return self._claims(self.version(), wanted, sort, page)

    def _read_claims(self, _version: int, wanted: ClaimFilter, sort: str, page: int) -> ClaimPage:
        with reading(self.engine, Seen.by(wanted)) as session:
            total = queries.count_claims(session, wanted)
            offset = (page - 1) * ROWS_A_PAGE
            rows = queries.read_claims(session, wanted, sort=sort, limit=ROWS_A_PAGE, offset=offset)
        return ClaimPage(rows, total)

    def incidents(self, wanted: ClaimFilter, *, page: int = 1) -> tuple[list[series.IncidentRange], int]:
        """The ranges of one page of incidents, and how many incidents there are in all."""
        return self._incidents(self.version(), wanted, page)

    def _read_incidents(self, _version: int, wanted: ClaimFilter, page: int) -> tuple[list[series.IncidentRange], int]:
        with reading(self.engine, Seen.by(wanted)) as session:
            claims, total = queries.read_incident_page(
                session, wanted, limit=INCIDENTS_A_PAGE, offset=(page - 1) * INCIDENTS_A_PAGE
            )
        ranges = series.incident_ranges(claims, wanted.policy_kind, wanted.policy_claimant, as_of=wanted.as_of)
        return ranges, total

    def statuses(self, wanted: ClaimFilter) -> dict[str, int]:
        """How many of the claims a filter lets through have each status."""
        return self._statuses(self.version(), wanted)

    def _read_statuses(self, _version: int, wanted: ClaimFilter) -> dict[str, int]:
        with reading(self.engine, Seen.by(wanted)) as session:
            return queries.read_status_counts(session, wanted)

    def known_days(self, wanted: ClaimFilter, most: int = MOST_DAYS) -> list[date]:
        """Days on which something of a view became known, in order, by the basis of its as-of; at most ``most``.

        Of more days some are left out evenly; the first and the last one stay.
        """
        days = self._known_days(self.version(), wanted.but(as_of=None))
        if len(days) <= most:
            return list(days)
        return [days[round(place * (len(days) - 1) / (most - 1))] for place in range(most)]

    def _read_known_days(self, _version: int, wanted: ClaimFilter) -> list[date]:
        with reading(self.engine) as session:
            return queries.read_known_days(session, wanted)

    def credits(self, wanted: ClaimFilter, codes: Sequence[str] = ()) -> exports.Credits:
        """Whose figures a view holds, or those of its claims that have one of these codes."""
        return self._credits(self.version(), wanted, tuple(codes))

    def _read_credits(self, _version: int, wanted: ClaimFilter, codes: tuple[str, ...]) -> exports.Credits:
        with reading(self.engine, Seen.by(wanted)) as session:
            return exports.Credits(**queries.read_credits(session, wanted, codes=codes))

    def claim(self, code: str, wanted: ClaimFilter = EVERY_CLAIM) -> records.ClaimRecord:
        """Everything known about one claim, at the moment a filter asks for. Raises NoSuchClaimError."""
        return self._claim(self.version(), code, Seen.by(wanted))

    def _read_claim(self, _version: int, code: str, seen: Seen) -> records.ClaimRecord:
        with reading(self.engine, seen) as session:
            return records.read_claim(session, code)

    def is_known(self, field: str, name: str, *, conflict: str) -> bool:
        """Whether a name of a conflict, actor or incident is on record."""
        with reading(self.engine) as session:
            return records.is_known_name(session, field, name, conflict=conflict)

    def evidence(self, code: str) -> pd.DataFrame:
        """Independent figures for the same people as a claim's."""
        with reading(self.engine) as session:
            return records.read_evidence(session, code)

    def conflicting_claims(self, code: str) -> pd.DataFrame:
        """Other figures of the same claimant for the same people and days as a claim's."""
        with reading(self.engine) as session:
            return records.read_conflicting(session, code)

    def claimant(self, conflict: str, claimant: str) -> tuple[str, str] | None:
        """Kind and independence on record for a claimant in a conflict."""
        with reading(self.engine) as session:
            return records.read_claimant(session, conflict, claimant)

    def likely_duplicates(self, claim: NewClaim) -> list[records.Likeness]:
        """Claims on record that may be the one being entered."""
        with reading(self.engine) as session:
            return records.find_likely_duplicates(session, claim)

    def stream(self, wanted: ClaimFilter) -> Iterator[list[dict[str, Any]]]:
        """Every claim of a filter with all its columns, some thousand at a time."""
        with reading(self.engine, Seen.by(wanted)) as session:
            yield from queries.stream_claims(session, wanted, csv_files.COLUMNS)

    def csv(self, wanted: ClaimFilter) -> Iterator[str]:
        """The claims of a filter as CSV, in pieces."""
        return csv_files.cells_to_csv(self._cells(wanted))

    def _cells(self, wanted: ClaimFilter) -> Iterator[list[tuple[Any, ...]]]:
        to_records = csv_files.record_url(self.settings.public_url, "")
        with reading(self.engine, Seen.by(wanted)) as session:
            yield from cells.stream_cells(
                session, wanted, csv_files.COLUMNS, joined_by=csv_files.JOINED_BY, record_urls=to_records
            )

    def json_lines(self, wanted: ClaimFilter) -> Iterator[str]:
        """The claims of a filter, a JSON object a line, in pieces."""
        return exports.to_lines(self.columns(wanted), self.settings.public_url)

    def json_list(self, wanted: ClaimFilter) -> Iterator[str]:
        """The claims of a filter as a JSON list, in pieces."""
        return exports.to_list(self.columns(wanted), self.settings.public_url)

    def claim_reviews(self, wanted: ClaimFilter) -> Iterator[str]:
        """The assessed claims of a filter as ClaimReview JSON-LD, in pieces."""
        return exports.to_claim_reviews(self.columns(wanted), self.settings.public_url)

    def write_file(self, wanted: ClaimFilter, path: Path, ending: str) -> None:
        """Write the claims of a filter in the format of an ending of ``exports.FORMATS``.

        Raises InvalidFileError where the format cannot hold them.
        """
        streamed = {".csv": self.csv, ".jsonl": self.json_lines, ".json": self.claim_reviews}
        if ending in streamed:
            with path.open("w", encoding="utf-8", newline="") as out:
                out.writelines(streamed[ending](wanted))
            return
        url = self.settings.public_url
        with reading(self.engine, Seen.by(wanted)) as session:
            about = exports.about_view(
                wanted,
                queries.count_claims(session, wanted),
                url,
                credited=self.credits(wanted),
                content=self.content(wanted, "claims.csv"),
            )
            view = queries.stream_columns(session, wanted, csv_files.COLUMNS)
            if ending == ".xlsx":
                exports.write_workbook(path, view, about, url)
            elif ending == ".parquet":
                exports.write_parquet(path, view, about, url)
            else:
                exports.write_package(path, session, wanted, view, about)

    def columns(self, wanted: ClaimFilter) -> Iterator[dict[str, Sequence[Any]]]:
        """Every claim of a filter with all its columns, some thousand at a time, a list a column."""
        with reading(self.engine, Seen.by(wanted)) as session:
            yield from queries.stream_columns(session, wanted, csv_files.COLUMNS)

    def series_csv(self, wanted: ClaimFilter) -> Iterator[str]:
        """The rows the timeline of a filter draws, as CSV."""
        return csv_files.series_to_csv(series.series_rows(self.timeline(wanted).timeline))

    def content(self, wanted: ClaimFilter, file: str) -> exports.Content:
        """What a CSV of a view holds, by its name on the routes: how many rows, and the hash of its bytes."""
        return self._content(self.version(), wanted, file)

    def _read_content(self, _version: int, wanted: ClaimFilter, file: str) -> exports.Content:
        pieces = {"claims.csv": self.csv, "series.csv": self.series_csv}
        return exports.content_of(file, pieces[file](wanted))

    def citation(self, wanted: ClaimFilter) -> dict[str, Any]:
        """How to cite the files of a view: the words, and each part of them."""
        files = [self.content(wanted, name) for name in ("claims.csv", "series.csv")]
        return exports.citation_record(wanted, self.credits(wanted), files, self.settings.public_url)

    def citation_json(self, wanted: ClaimFilter) -> Iterator[str]:
        """The same as JSON."""
        yield json.dumps(self.citation(wanted), ensure_ascii=False, indent=2) + "\n"

    def citation_text(self, wanted: ClaimFilter) -> Iterator[str]:
        """The words alone, a paragraph a file."""
        yield "\n\n".join(self.citation(wanted)["citation"].values()) + "\n"

    # What stands beside claims

    def relations(self, code: str, wanted: ClaimFilter = EVERY_CLAIM) -> pd.DataFrame:
        """How a claim stands to others, see ``beside.read_relations``."""
        with reading(self.engine, Seen.by(wanted)) as session:
            return beside.read_relations(session, code)

    def relations_of(self, codes: Sequence[str], wanted: ClaimFilter = EVERY_CLAIM) -> pd.DataFrame:
        """How several claims stand to others."""
        with reading(self.engine, Seen.by(wanted)) as session:
            return beside.read_relations_of(session, codes)

    def lineage(self, code: str, wanted: ClaimFilter = EVERY_CLAIM) -> pd.DataFrame:
        """The relations on a claim's line of descent."""
        with reading(self.engine, Seen.by(wanted)) as session:
            return beside.read_lineage(session, code)

    def proposals(self, code: str) -> list[Proposal]:
        """What a claim looks like beside others. Raises NoSuchClaimError."""
        return self._proposals(self.version(), code)

    def _read_proposals(self, _version: int, code: str) -> list[Proposal]:
        with reading(self.engine) as session:
            return find_proposals(session, code)

    def other_claims(self, code: str, search: str = "") -> pd.DataFrame:
        """Claims that one may stand in a relation to, see ``records.find_others``."""
        with reading(self.engine) as session:
            return records.find_others(session, code, search)

    def responses(
        self, *, claim: str | None = None, incident: str | None = None, wanted: ClaimFilter = EVERY_CLAIM
    ) -> pd.DataFrame:
        """What was said of a claim, or of an incident, see ``beside.read_responses``."""
        with reading(self.engine, Seen.by(wanted)) as session:
            return beside.read_responses(session, claim=claim, incident=incident)

    def search_responses(self, search: str, wanted: ClaimFilter = EVERY_CLAIM) -> pd.DataFrame:
        """Responses that hold every word of a search."""
        with reading(self.engine, Seen.by(wanted)) as session:
            return beside.search_responses(session, search)

    def annotations(self, wanted: ClaimFilter) -> pd.DataFrame:
        """What happened meanwhile, see ``beside.read_annotations``."""
        return self._annotations(self.version(), wanted)

    def _read_annotations(self, _version: int, wanted: ClaimFilter) -> pd.DataFrame:
        with reading(self.engine, Seen.by(wanted)) as session:
            return beside.read_annotations(session, wanted)

    def add_relation(self, relation: NewRelation, *, by: str) -> str:
        """Record how one claim stands to another. Raises as ``beside.add_relation`` does."""
        with writing(self.engine, by=by, reason=relation.note) as session:
            return beside.add_relation(session, relation)

    def add_response(self, response: NewResponse, *, by: str, reason: str, may_make_names: bool = False) -> str:
        """Record what another side said. Raises as ``beside.add_response`` does."""
        with writing(self.engine, by=by, reason=reason) as session:
            return beside.add_response(session, response, may_make_names=may_make_names)

    def add_annotation(self, annotation: NewAnnotation, *, by: str, reason: str) -> str:
        """Record something that happened. Raises as ``beside.add_annotation`` does."""
        with writing(self.engine, by=by, reason=reason) as session:
            return beside.add_annotation(session, annotation)

    def withdraw(self, entity: str, code: str, *, by: str, reason: str) -> None:
        """Take back a "relation", "response" or "annotation"; the history keeps it."""
        with writing(self.engine, by=by, reason=reason) as session:
            beside.withdraw(session, entity, code)

    # Writing

    def add_claim(self, claim: NewClaim, *, by: str, may_make_names: bool) -> bool:
        """Record a claim; False when it is on record already. Raises as ``writes.add_claim`` does."""
        with writing(self.engine, by=by, reason="Entered through the form") as session:
            return writes.add_claim(session, claim, may_make_names=may_make_names)

    def change_claim(self, claim: NewClaim, *, by: str, reason: str, expected_version: int) -> None:
        """Put right what was mistyped. Raises as ``writes.change_claim`` does."""
        with writing(self.engine, by=by, reason=reason) as session:
            writes.change_claim(session, claim, expected_version=expected_version)

    def add_assessment(self, code: str, assessment: NewAssessment) -> str:
        """Record an assessment of a claim; earlier ones stay."""
        with writing(self.engine, by=assessment.assessor, reason=assessment.rationale) as session:
            return writes.add_assessment(session, code, assessment)

    def add_alias(self, actor: str, alias: str, *, by: str) -> None:
        """Let an actor be found by one more name."""
        with writing(self.engine, by=by, reason=f'"{alias}" is another name of {actor}') as session:
            writes.add_alias(session, actor, alias)

    # Files of others

    def recipes(self) -> dict[str, Recipe]:
        """The recipes that ship and those made here, by name. Raises InvalidRecipeError for one with faults."""
        return read_recipes([SHIPPED_RECIPES, self.settings.recipes_folder])

    def keep_recipe(self, recipe: Recipe) -> Path:
        """Keep a recipe that was made here; one of the same name is replaced. Returns where it is kept."""
        folder = self.settings.recipes_folder
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{recipe.name}.toml"
        path.write_text(recipe.to_toml(), encoding="utf-8")
        return path

    def importer(
        self,
        *,
        by: str,
        reason: str = "",
        progress: Callable[[int], None] = lambda _rows: None,
        finishing: Callable[[], None] = lambda: None,
    ) -> Importer:
        """What takes files in, under somebody's name; see ``Importer`` for whom it tells what."""
        recipes = list(self.recipes().values())
        largest = self.settings.largest_file_mb * MEGABYTE
        return Importer(self.engine, recipes, largest, by, reason, progress, finishing)

    def import_csv(self, path: Path, *, by: str, dry_run: bool = False) -> ImportReport:
        """Take a file of our own layout, whole or not at all."""
        return self.importer(by=by).take(path, Options(is_own=True, dry_run=dry_run))

    def restore(self, path: Path, *, by: str) -> int:
        """Put a data package of ours into this store, which must be empty; returns the number of claims."""
        return exports.restore_package(self.engine, path, by=by)

    def imported_files(self) -> pd.DataFrame:
        """The files that were taken in, latest first."""
        with reading(self.engine) as session:
            return batches.read_batches(session)

    def undo_import(self, code: str, *, by: str, because: str) -> batches.Undone:
        """Take back a file as a whole. Raises NoSuchBatchError, CannotUndoError."""
        with writing(self.engine, by=by, reason=because) as session:
            return batches.undo_batch(session, code, because=because)


def open_ledger(settings: Settings, *, with_records: bool = True) -> Ledger:
    """Open the store, bring its tables up to date, and fill an empty one with the shipped records.

    Raises StoreError with a sentence when the store cannot be used.
    """
    engine = open_engine(settings.database_url)
    migrate(engine)
    if with_records:
        load_shipped_records(engine, settings.records_folder)
    return Ledger(engine, settings)


def load_shipped_records(engine: Engine, folder: Path) -> int:
    """Fill an empty store from the CSV files of a folder, in one transaction; returns the number of claims.

    A store that holds claims is left as it is. Raises InvalidFileError when a file has faults.
    """
    with reading(engine) as session:
        if queries.count_claims(session):
            return 0
    files = sorted(folder.glob("*.csv"))
    report = import_csv(engine, files, by="shipped records", reason="Shipped with the tracker")
    if report.problems:
        raise csv_files.InvalidFileError(report.problems)
    return report.new


def _breaks(annotations: pd.DataFrame) -> dict[str, list[series.Break]]:
    """By claimant, the days from which it counted by another method."""
    breaks: dict[str, list[series.Break]] = {}
    changes = annotations[annotations["kind"] == AnnotationKind.METHODOLOGY_CHANGE]
    for found in changes[changes["claimant"].notna()].to_dict("records"):
        breaks.setdefault(found["claimant"], []).append(series.Break(found["start_date"], found["title"]))
    return breaks


def _points_of(view: View) -> int:
    return 1 + sum(len(line.points) for line in view.timeline.lines)


def adds_incidents_up(wanted: ClaimFilter) -> bool:
    """Whether a timeline of this filter is a sum over incidents rather than the claims of one."""
    return wanted.scope == (Scope.INCIDENT,) and len(wanted.incident) != 1


def filled_in(wanted: ClaimFilter, keys: pd.DataFrame) -> ClaimFilter:
    """A filter a timeline can draw: conflict, party and scope chosen where the reader left them open."""
    if _leaves_nothing_open(wanted):
        return _with_what_sums_need(wanted)
    return wanted if keys.empty else _with_richest(wanted, _narrowed(keys, wanted))


def _leaves_nothing_open(wanted: ClaimFilter) -> bool:
    if wanted.incident:
        return True
    return bool(wanted.conflict and wanted.scope and (wanted.affected_party or adds_incidents_up(wanted)))


def _with_richest(wanted: ClaimFilter, near: pd.DataFrame) -> ClaimFilter:
    """The filter with what it leaves open chosen from the lines near to it."""
    if near.empty:
        return wanted.but(scope=wanted.scope or (Scope.CUMULATIVE,))
    conflict, party, scope = _richest(near)
    wanted = wanted.but(conflict=wanted.conflict or (conflict,), scope=wanted.scope or (scope,))
    if not adds_incidents_up(wanted):  # of incidents those of every party are shown, until one is chosen
        wanted = wanted.but(affected_party=wanted.affected_party or (party,))
    return _with_what_sums_need(wanted)


def _with_what_sums_need(wanted: ClaimFilter) -> ClaimFilter:
    if wanted.incident:
        wanted = wanted.but(scope=wanted.scope or (Scope.INCIDENT,))
    return _with_one_metric(wanted) if adds_incidents_up(wanted) else wanted


def _charted(wanted: ClaimFilter) -> ClaimFilter:
    """What of a filter tells which lines there are to choose from."""
    parts = ("conflict", "affected_party", "metric", "population", "scope", "as_of", "as_of_basis")
    return EVERY_CLAIM.but(**{name: getattr(wanted, name) for name in parts})


def _narrowed(keys: pd.DataFrame, wanted: ClaimFilter) -> pd.DataFrame:
    for name in ("conflict", "affected_party", "metric", "population", "scope"):
        chosen = [str(value) for value in getattr(wanted, name)]
        if chosen:
            keys = keys[keys[name].isin(chosen)]
    return keys


def _richest(keys: pd.DataFrame) -> tuple[str, str, Scope]:
    """The conflict, party and scope with the most claims, of those with both kinds of line if there are any.

    A running total goes before everything else, as it is what a line can be drawn of.
    """
    columns = ["conflict", "affected_party", "scope"]
    totals = keys.groupby(columns, as_index=False)[["claims", "claimed", "confirmed"]].sum()
    totals["both"] = (totals["claimed"] > 0) & (totals["confirmed"] > 0)
    totals["running"] = totals["scope"] == Scope.CUMULATIVE.value
    best = totals.sort_values(
        ["running", "both", "claims", *columns], ascending=[False, False, False, True, True, True]
    )
    first = best.iloc[0]
    return str(first["conflict"]), str(first["affected_party"]), Scope(first["scope"])


def _with_one_metric(wanted: ClaimFilter) -> ClaimFilter:
    """Sums are of one metric, and stand by event date."""
    return wanted.but(metric=(wanted.metric or (Metric.KILLED,))[:1], axis=Axis.EVENT)


def pages_of(total: int, size: int = ROWS_A_PAGE) -> int:
    """How many pages a table of so many rows has; at least one."""
    return max(1, -(-total // size))


__all__: Sequence[str] = ["ClaimPage", "Ledger", "View", "open_ledger"]
