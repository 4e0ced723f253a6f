"""One file into the ledger, whatever it is: looked at, tried, recorded, and undone as a whole."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Final

from tracker.csv_files import COLUMNS, InvalidFileError, Row, check_rows, read_rows, to_cell
from tracker.importing.beside import kind_beside_claims, take_rows_beside
from tracker.importing.foreign import ForeignFile
from tracker.importing.own import NotRecordedError, OwnFile, Taking, claims_in, own_file, take_own_rows
from tracker.importing.report import ImportReport
from tracker.own_rows import make_ready
from tracker.recipes import OWN, Copy, Recipe, RowReader, RowResult, UnknownRecipeError, count_rows, fitting_recipes
from tracker.store.batches import FileOfBatch, last_revision, record_batch, record_rows
from tracker.store.database import Engine, Session
from tracker.store.large_files import writing_a_file
from tracker.tables import Layout, Table, TableRow, TakenFile, find_kind, list_sheets, open_table, take_file

ROWS_LOOKED_AT: Final = 20
NEEDED_OF_OWN: Final = frozenset({"conflict", "claimant", "affected_party", "metric", "stated_at", "source_url"})
OWN_SHEET: Final = "claims"
TWO_WAYS: Final = "more than one way"


@dataclass(frozen=True, slots=True)
class Options:
    """How a file is to be taken in.

    ``recipe`` None: found out from the file. ``is_own``: the file is of our own layout, whatever it looks like.
    ``dates`` says which part of an ambiguous date comes first. ``skip_refused`` records the other rows of a
    file in which some are refused.
    """

    recipe: Recipe | None = None
    is_own: bool = False
    answers: Mapping[str, str] = field(default_factory=dict)
    dates: str | None = None
    dry_run: bool = False
    skip_refused: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """What a file looks like before anything is decided: its columns, the recipes for it, its first rows as claims.

    ``recipe`` is None when none fits or several do; ``is_own`` marks a file of our own layout.
    """

    kind: str
    columns: tuple[str, ...]
    first_rows: tuple[TableRow, ...]
    candidates: tuple[Recipe, ...] = ()
    recipe: Recipe | None = None
    is_own: bool = False
    results: tuple[RowResult, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def asks_for_dates(self) -> bool:
        """Whether dates among the first rows can be read in two ways."""
        return any(TWO_WAYS in str(fault) for one in self.results for fault in one.problems)


@dataclass(frozen=True, slots=True)
class Importer:
    """What takes files in: for whom, with which recipes, up to which size (bytes).

    ``progress`` is told the rows read so far, ``finishing`` when all are read and what is left takes no more rows.
    """

    engine: Engine
    recipes: Sequence[Recipe]
    largest_bytes: int
    by: str
    reason: str = ""
    progress: Callable[[int], None] = lambda _rows: None
    finishing: Callable[[], None] = lambda: None

    def look_at(self, path: Path, name: str, options: Options) -> Look:
        """Open a file, find its recipe, and read its first rows. Raises InvalidFileError."""
        with take_file(path, largest_bytes=self.largest_bytes) as taken:
            recipe, is_own = options.recipe, options.is_own
            candidates: Sequence[Recipe] = ()
            if recipe is None and not is_own:
                is_own = is_own_layout(taken.path)
                candidates = () if is_own else fitting_recipes(taken.path, name, self.recipes)
                recipe = candidates[0] if len(candidates) == 1 else None
            table = open_table(taken.path, recipe.file.layout() if recipe else Layout())
            rows = list(islice(table.rows, ROWS_LOOKED_AT))
            copy = Copy(name, dict(options.answers), options.dates)
            return Look(
                kind=table.kind,
                columns=table.columns or tuple(dict.fromkeys(name for row in rows for name in row.cells)),
                first_rows=tuple(rows),
                candidates=tuple(candidates),
                recipe=recipe,
                is_own=is_own,
                results=_first_results(recipe, copy, rows),
                notes=tuple(table.notes),
            )

    def take(self, path: Path, options: Options, *, name: str = "") -> ImportReport:
        """Take in one file, whole or not at all; a file with refused rows only where they may be skipped.

        Raises InvalidFileError for a file that cannot be read, UnknownRecipeError when no recipe fits or several do.
        """
        name = name or path.name
        with take_file(path, largest_bytes=self.largest_bytes) as taken:
            recipe = self._recipe_for(taken, name, options)
            report = ImportReport(recipe=recipe.name if recipe else OWN)
            try:
                reason = self.reason or f"Imported from {name}"
                claims = 0 if recipe else claims_in(taken.size)
                with writing_a_file(self.engine, by=self.by, reason=reason, claims=claims) as session:
                    self._record(session, taken, FileToTake(name, recipe, options), report)
            except NotRecordedError:
                pass
        if report.problems and not options.skip_refused:
            report.count_nothing_as_recorded()
        return report

    def _recipe_for(self, taken: TakenFile, name: str, options: Options) -> Recipe | None:
        if options.is_own or (options.recipe is None and is_own_layout(taken.path)):
            return None
        recipe = options.recipe or _the_one_that_fits(taken.path, name, self.recipes)
        if recipe.refuse:
            raise InvalidFileError([f"{name}: {recipe.refuse}"])
        return recipe

    def _record(self, session: Session, taken: TakenFile, wanted: "FileToTake", report: ImportReport) -> None:
        options, recipe = wanted.options, wanted.recipe
        session.info["first_revision"] = last_revision(session) + 1
        rows: list[tuple[str, int, str]] = []
        beside = kind_beside_claims(taken.path) if recipe is None else None
        if beside:
            take_rows_beside(session, taken.path, beside, report)
        elif recipe is None:
            taking = Taking(self.progress, self.finishing, options.skip_refused, options.dry_run)
            take_own_rows(session, [_own_file(taken.path)], report, taking)
        else:
            table = open_table(taken.path, recipe.file.layout())
            _refuse_lacking_columns(recipe, table.columns)
            file = ForeignFile(session, recipe, Copy(wanted.name, dict(options.answers), options.dates), report)
            file.take(table, progress=self.progress)
            self.finishing()
            report.notes += table.notes
            rows = file.rows
        if options.dry_run or (report.problems and not options.skip_refused):
            raise NotRecordedError
        if session.info["changes"]:  # where nothing is new there is nothing to undo
            kept = FileOfBatch(
                name=wanted.name,
                sha256=taken.sha256,
                size=taken.size,
                recipe=report.recipe,
                recipe_text=recipe.to_toml() if recipe else None,
                answers=dict(options.answers),
            )
            first = session.info["first_revision"]
            report.batch = record_batch(session, kept, report.to_dict(), first_revision=first)
            record_rows(session, report.batch, rows)


@dataclass(frozen=True, slots=True)
class FileToTake:
    """A file's name as its owner knows it, its recipe (None: our own layout), and how it is to be taken."""

    name: str
    recipe: Recipe | None
    options: Options


def is_own_layout(path: Path) -> bool:
    """Whether a file has the columns that our own layout of claims, relations or responses needs."""
    if kind_beside_claims(path):
        return True
    try:
        table = _own_table(path)
        first = next(islice(table.rows, 1), None)
    except InvalidFileError:
        return False
    return set(table.columns) | set(first.cells if first else ()) >= NEEDED_OF_OWN


def _own_table(path: Path) -> Table:
    """The table of our own layout: in a workbook of ours the sheet of claims."""
    sheet = OWN_SHEET if find_kind(path) == "xlsx" and OWN_SHEET in list_sheets(path) else None
    return open_table(path, Layout(sheet=sheet))


def read_own_rows(path: Path) -> Iterator[Row]:
    """The rows of a file in our own layout, whatever its kind. Raises InvalidFileError."""
    if find_kind(path) == "csv":
        yield from read_rows(path)
        return
    table = _own_table(path)
    unknown = [name for name in table.columns if name not in COLUMNS]
    if unknown:
        raise InvalidFileError([f"there is no column {', '.join(map(repr, unknown))}; the data dictionary lists them"])
    for row in table.rows:
        cells = {name: str(to_cell(name, value, guarded=False)) for name, value in row.cells.items()}
        yield Row(row.number, {name: cell for name, cell in cells.items() if cell != ""})


def _own_file(path: Path) -> OwnFile:
    if find_kind(path) == "csv":
        return own_file(path)
    return OwnFile(make_ready(check_rows(read_own_rows(path))), path.stat().st_size)


def _first_results(recipe: Recipe | None, copy: Copy, rows: Sequence[TableRow]) -> tuple[RowResult, ...]:
    if recipe is None or recipe.refuse:
        return ()
    reader = RowReader(recipe, copy)
    wanted = count_rows(rows, recipe.count, reader).rows if recipe.count else rows
    return tuple(reader.read(row) for row in wanted)


def _refuse_lacking_columns(recipe: Recipe, columns: Sequence[str]) -> None:
    """Name the columns that the recipe reads and a file with a header lacks; records of JSON may lack any."""
    lacking = [column for column in recipe.columns if column not in columns]
    needed = [column for column in lacking if column in recipe.recognise.columns or column in recipe.key]
    if needed:
        named = ", ".join(f'"{column}"' for column in needed)
        there = ", ".join(columns)
        raise InvalidFileError(
            [f"the recipe {recipe.name} needs the column {named}, which the file lacks; it has {there}"]
        )


def _the_one_that_fits(path: Path, name: str, recipes: Sequence[Recipe]) -> Recipe:
    fits = fitting_recipes(path, name, recipes)
    if len(fits) == 1:
        return fits[0]
    if fits:
        several = ", ".join(recipe.name for recipe in fits)
        raise UnknownRecipeError(f"several recipes fit {name}: {several}; say which")
    table = open_table(path)
    next(table.rows, None)  # a first row that cannot be read says why no recipe fits
    columns = ", ".join(table.columns[:30])
    raise UnknownRecipeError(
        f"no recipe fits {name} ({table.kind}, columns: {columns}); name one, or make one for this layout"
    )
