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
from rich.progress import Progress

from tracker.csv_files import InvalidFileError
from tracker.filters import PARAMETERS, InvalidFilterError, parse_filter
from tracker.importing import ImportReport, UnknownRecipeError
from tracker.kept import set_aside
from tracker.ledger import Ledger, load_shipped_records, open_ledger
from tracker.settings import settings
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
    except (StoreError, InvalidFileError) as error:
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
def import_file(
    file: Annotated[Path, typer.Argument(help="The file to take in.")],
    recipe: Annotated[str | None, typer.Option(help="How the file becomes claims; our own CSV needs none.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Account for every row and record nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the account as JSON.")] = False,
) -> None:
    """Take in a file of claims, whole or not at all."""
    ledger = open_ledger(settings(), with_records=False)
    try:
        with Progress(console=_errors, transient=True) as progress:
            progress.add_task(f"Reading {file.name}", total=None)
            report = ledger.import_csv(file, by=settings().recorder, recipe=recipe, dry_run=dry_run)
    except UnknownRecipeError as error:
        _errors.print(str(error))
        sys.exit(2)
    except InvalidFileError as error:
        report = ImportReport(problems=error.problems)
    if as_json:
        print(json.dumps(report.to_dict(), ensure_ascii=False))  # noqa: T201 - this is the command's answer
    else:
        _print_report(report, dry_run=dry_run)
    if report.problems:
        _fail(*report.problems, "Nothing was recorded.")


def _print_report(report: ImportReport, *, dry_run: bool) -> None:
    done = "would be recorded" if dry_run else "recorded"
    if not report.problems:
        _errors.print(
            f"{report.rows_read:,} rows read; {report.new:,} new claims {done}, "
            f"{report.changed:,} changed, {report.unchanged:,} unchanged."
        )


def _filter_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Let a command take the filter's parameters as ``--name value`` after its own arguments."""
    return app.command(
        context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
        help=f"{command.__doc__} Filters: " + ", ".join(f"--{name} VALUE" for name in PARAMETERS) + ".",
    )(command)


@_filter_options
def export(context: typer.Context, file: Annotated[Path, typer.Argument(help="The CSV to write.")]) -> None:
    """Write the claims a filter lets through to a CSV."""
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
        with part.open("w", encoding="utf-8", newline="") as out:
            for piece in ledger.csv(wanted):
                out.write(piece)
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
