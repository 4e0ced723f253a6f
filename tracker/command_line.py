"""The commands. Exit 0: done; 1: the input or the store has faults, said on stderr; 2: wrong use."""

import json
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from pydantic import ValidationError
from pydantic_core import ErrorDetails
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn

from tracker.csv_files import InvalidFileError
from tracker.exports import FORMATS, is_package
from tracker.filters import PARAMETERS, InvalidFilterError, parse_filter
from tracker.importing import ImportReport, Options, UnknownRecipeError
from tracker.kept import set_aside
from tracker.ledger import Ledger, load_shipped_records, open_ledger
from tracker.recipes import OWN, InvalidRecipeError, Recipe, named_recipe, read_recipe
from tracker.settings import settings
from tracker.store.batches import CannotUndoError, NoSuchBatchError
from tracker.store.checks import faults_of
from tracker.store.database import StoreError, migrate, open_engine
from tracker.wording.command import wording_json, wording_lines

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="A ledger of casualty claims: who said which number, in which words, and how far it is confirmed.",
)
_errors = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)


def main() -> None:
    """Run a command and turn what goes wrong into a sentence and an exit code."""
    set_aside()
    try:
        app()
    except (StoreError, InvalidFileError, InvalidRecipeError) as error:
        _fail(*getattr(error, "problems", [str(error)]))
    except ValidationError as error:  # whatever else is checked raises errors of our own
        _fail(*(_about_setting(fault) for fault in error.errors()))


def _about_setting(fault: ErrorDetails) -> str:
    return f"TRACKER_{'_'.join(map(str, fault['loc'])).upper()} cannot be used: {fault['msg']}"


def _fail(*sentences: str) -> NoReturn:
    for sentence in sentences:
        _errors.print(sentence)
    sys.exit(1)


@app.command()
def init(bare: Annotated[bool, typer.Option("--bare", help="Leave an empty store empty.")] = False) -> None:
    """Make the store, or bring it up to date; an empty one gets the shipped records."""
    engine = open_engine(settings().database_url)
    migrate(engine)
    loaded = 0 if bare else load_shipped_records(engine, settings().records_folder)
    where = engine.url.render_as_string(hide_password=True)
    _errors.print(f"The store at {where} is ready" + (f"; {loaded:,} shipped claims were loaded." if loaded else "."))


@app.command("import")
def import_file(  # noqa: PLR0913, PLR0917 - an option of the command each
    file: Annotated[Path, typer.Argument(help="The file to take in.")],
    recipe: Annotated[
        str | None, typer.Option(help="How the file becomes claims: a name, or a .toml file. Else it is found out.")
    ] = None,
    answer: Annotated[list[str] | None, typer.Option(help="name=value: what a recipe asks. Repeatable.")] = None,
    dates: Annotated[str | None, typer.Option(help="For dates like 04/05/2023: day-first or month-first.")] = None,
    skip_refused: Annotated[
        bool, typer.Option("--skip-refused", help="Record the other rows of a file in which some are refused.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Account for every row and record nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the account as JSON.")] = False,
) -> None:
    """Take in a file of claims, whole or not at all."""
    ledger = open_ledger(settings(), with_records=False)
    if recipe is None and is_package(file):
        _errors.print(f"{ledger.restore(file, by=settings().recorder):,} claims with all about them were put back.")
        return
    try:
        options = Options(
            recipe=_recipe_called(ledger, recipe),
            is_own=recipe == OWN,
            answers=_answers(answer or []),
            dates=_order_of_dates(dates),
            dry_run=dry_run,
            skip_refused=skip_refused,
        )
        then = "" if dry_run else "; adding it up"
        with Progress(SpinnerColumn(), TextColumn("{task.description}"), console=_errors, transient=True) as progress:
            task = progress.add_task(f"Reading {file.name}", total=None)
            importer = ledger.importer(
                by=settings().recorder,
                progress=lambda rows: progress.update(task, description=f"Reading {file.name}: {rows:,} rows"),
                finishing=lambda: progress.update(task, description=f"All of {file.name} is read{then}"),
            )
            report = importer.take(file, options)
    except UnknownRecipeError as error:
        _errors.print(str(error))
        sys.exit(2)
    except (InvalidFileError, InvalidRecipeError) as error:
        report = ImportReport(problems=error.problems)
    if as_json:
        print(json.dumps(report.to_dict(), ensure_ascii=False))  # noqa: T201 - this is the command's answer
    else:
        _print_report(report, dry_run=dry_run)
    if report.problems and not (skip_refused and report.rows_read):
        _fail(*report.problems, "Nothing was recorded.")


def _recipe_called(ledger: Ledger, name: str | None) -> Recipe | None:
    if name is None or name == OWN:
        return None
    if name.endswith(".toml"):
        return read_recipe(Path(name))
    return named_recipe(name, ledger.recipes())


def _answers(pairs: list[str]) -> dict[str, str]:
    wrong = [pair for pair in pairs if "=" not in pair]
    if wrong:
        raise typer.BadParameter(f"{wrong[0]} is no answer; answers are written name=value")
    return {name.strip(): value.strip() for name, _, value in (pair.partition("=") for pair in pairs)}


def _order_of_dates(dates: str | None) -> str | None:
    if dates not in (None, "day-first", "month-first"):
        raise typer.BadParameter(f"{dates} is not one of day-first, month-first")
    return dates


def _print_report(report: ImportReport, *, dry_run: bool) -> None:
    if report.problems and not report.claims:
        return
    done = "would be recorded" if dry_run else "recorded"
    _errors.print(
        f"{report.rows_read:,} rows read: {report.rows_taken:,} taken, {report.rows_left_out:,} left out, "
        f"{report.rows_refused:,} refused. {report.new:,} new claims {done}, {report.changed:,} changed, "
        f"{report.unchanged:,} unchanged, {report.conflicting:,} conflicting, {report.duplicate:,} on record already."
    )
    for rule, rows in report.left_out.items():
        _errors.print(f"  left out: {rows:,} rows, {rule}")
    if report.vanished_count:
        _errors.print(f"  {report.vanished_count:,} claims of the last copy are not in this one; they stay on record")
    for note in report.notes:
        _errors.print(f"  note: {note}")
    if report.batch:
        _errors.print(f"  recorded as {report.batch}; to take it back: python -m tracker undo-import {report.batch}")


@app.command()
def recipes() -> None:
    """List the recipes for files of others."""
    ledger = open_ledger(settings(), with_records=False)
    for name, recipe in ledger.recipes().items():
        refused = " (nothing is taken)" if recipe.refuse else ""
        print(f"{name}\t{recipe.title}{refused}")  # noqa: T201 - this is the command's answer


@app.command()
def imports() -> None:
    """List the files that were taken in, latest first."""
    files = open_ledger(settings(), with_records=False).imported_files()
    for file in files.to_dict("records"):
        undone = "undone" if file["undone_because"] else "stands"
        when = f"{file['imported_at']:%Y-%m-%d %H:%M}"
        print("\t".join((file["code"], when, undone, file["recipe"], file["imported_by"], file["file_name"])))  # noqa: T201


@app.command("undo-import")
def undo_import(
    code: Annotated[str, typer.Argument(help="The code of the imported file; `imports` lists them.")],
    because: Annotated[str, typer.Option(help="Why; it stands in the history.")] = "Undone",
) -> None:
    """Take back an imported file as a whole; the history keeps what was there."""
    ledger = open_ledger(settings(), with_records=False)
    try:
        undone = ledger.undo_import(code, by=settings().recorder, because=because)
    except (NoSuchBatchError, CannotUndoError) as error:
        _fail(str(error))
    _errors.print(f"{undone.claims_removed:,} claims removed, {undone.claims_restored:,} as they were before.")


def _filter_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Let a command take the filter's parameters as ``--name value`` after its own arguments."""
    return app.command(
        context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
        help=f"{command.__doc__} Filters: " + ", ".join(f"--{name} VALUE" for name in PARAMETERS) + ".",
    )(command)


@_filter_options
def export(context: typer.Context, file: Annotated[Path, typer.Argument(help="The file to write.")]) -> None:
    """Write the claims a filter lets through to a file: .csv, .xlsx, .parquet, .jsonl, .json (ClaimReview) or .zip."""
    if file.suffix not in FORMATS:
        _errors.print(f"{file.name}: what it is to be is told by its ending, one of {', '.join(FORMATS)}")
        sys.exit(2)
    try:
        given = _pairs(context.args)
        ledger = open_ledger(settings(), with_records=False)
        wanted = ledger.resolve(parse_filter(given))
    except InvalidFilterError as error:
        for problem in error.problems:
            _errors.print(str(problem))
        sys.exit(2)
    written = _write(ledger, wanted, file)
    _errors.print(f"{written:,} claims written to {file}.")


def _pairs(arguments: list[str]) -> dict[str, list[str]]:
    given: dict[str, list[str]] = {}
    waiting = list(arguments)
    while waiting:
        name = waiting.pop(0)
        if not name.startswith("--"):
            raise typer.BadParameter(f"{name} is not a filter; filters are written --name VALUE")
        name, separator, value = name[2:].partition("=")
        if not separator:
            if not waiting:
                raise typer.BadParameter(f"--{name} needs a value")
            value = waiting.pop(0)
        given.setdefault(name.replace("-", "_"), []).append(value)
    return given


def _write(ledger: Ledger, wanted: Any, file: Path) -> int:
    """Write beside the target and move into place, so that a file is never half written."""
    part = file.with_name(file.name + ".part")
    try:
        ledger.write_file(wanted, part, file.suffix)
        part.replace(file)
    except OSError as error:
        _fail(f"{file} cannot be written: {error.strerror}")
    finally:
        with suppress(OSError):
            part.unlink()
    return ledger.claims(wanted).total


@app.command()
def wording(
    text: Annotated[str, typer.Argument(help="A claimant's words, or - for one wording a line on standard input.")],
    language: Annotated[str | None, typer.Option(help="Language of the words (BCP 47).")] = None,
) -> None:
    """Print how the rules read a wording, as JSON."""
    lines = wording_lines(sys.stdin) if text == "-" else iter([wording_json(text, language)])
    for line in lines:
        print(line)  # noqa: T201 - this is the command's answer


@app.command()
def check() -> None:
    """Look for faults in the store: broken links, states that were kept wrongly, damage of the file."""
    engine = open_engine(settings().database_url)
    migrate(engine)
    faults = faults_of(engine)
    if faults:
        _fail(*faults)
    _errors.print("The store is sound.")
