"""Files of others: looked at, tried, recorded, and taken back."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pandas as pd
import streamlit as st

from tracker.importing import MEANINGS, ImportReport, InvalidFileError, Look, Options, Outcome
from tracker.pages import jobs, mapping
from tracker.pages.address import plain
from tracker.pages.opened import ledger
from tracker.pages.parts import rows_of
from tracker.recipes import InvalidRecipeError, Recipe
from tracker.settings import settings
from tracker.store.batches import CannotUndoError
from tracker.wording import bounds_in_words

FOUND_OUT: Final = "Found out from the file"
OWN_LAYOUT: Final = "Our own layout"
BY_HAND: Final = "Map the columns by hand"
MOST_LISTED: Final = 20
ORDERS: Final = {"day-first": "Day first (31/12/2023)", "month-first": "Month first (12/31/2023)"}


def uploaded_file() -> Path | None:
    """The file that was given, kept while the page is used; another one takes its place."""
    given = st.file_uploader(
        "A file of claims or counts",
        key="file",
        help="CSV, JSON, JSON Lines, Excel or Parquet. Nothing is recorded before you say so.",
    )
    kept: tuple[str, Path] | None = st.session_state.get("kept_file")
    if given is None:
        return None
    if kept is None or kept[0] != given.file_id:
        if kept is not None:
            jobs.forget_upload(kept[1])
        kept = (given.file_id, jobs.keep_upload(given.name, given.getvalue()))
        st.session_state["kept_file"] = kept
        st.query_params.pop("job", None)
    return kept[1]


def look_at(path: Path, options: Options) -> Look | None:
    """The file as it looks with these options, or a sentence why it cannot be read."""
    try:
        return ledger().importer(by="").look_at(path, path.name, options)
    except InvalidFileError as error:
        show_problems(error.problems, "This file cannot be taken in.")
    except InvalidRecipeError as error:
        show_problems(error.problems, "A recipe has faults.")
    return None


def choose_recipe(look: Look, recipes: dict[str, Recipe]) -> str:
    """Which recipe is used; what was found out comes first."""
    fitting = [recipe.name for recipe in look.candidates]
    others = [name for name, recipe in recipes.items() if name not in fitting and not recipe.refuse]
    first = [OWN_LAYOUT] if look.is_own else fitting
    choices = [*first, *([] if look.is_own else [BY_HAND]), *others]
    if not first:
        st.info(
            "No recipe is known for a file like this. Map its columns by hand, or choose a recipe.",
            icon=":material/table_view:",
        )
    elif len(fitting) > 1:
        st.info("Several recipes fit this file; choose the right one.", icon=":material/help:")
    return str(
        st.selectbox(
            "How it becomes claims",
            choices,
            key="recipe",
            format_func=lambda name: recipes[name].title if name in recipes else name,
            help="A recipe says which column is which field. Recipes are small files; they can be made here.",
        )
    )


def ask_questions(recipe: Recipe | None, look: Look | None) -> tuple[dict[str, str], str | None]:
    """The answers to what the recipe asks, and which part of an ambiguous date comes first."""
    answers = {}
    for name, source in (recipe.questions if recipe else {}).items():
        given = st.text_input(str(source.ask), key=f"answer_{name}", placeholder=source.default or "")
        if given.strip():
            answers[name] = given.strip()
    dates = None
    if (look and look.asks_for_dates) or st.session_state.get("dates"):
        st.warning("Dates such as 04/05/2023 can be read in two ways.", icon=":material/event:")
        dates = st.segmented_control(
            "Which comes first?", list(ORDERS), key="dates", format_func=lambda order: ORDERS[order]
        )
    return answers, dates


def show_first_rows(look: Look) -> None:
    """The first rows as they stand, and the claims they give."""
    for note in look.notes:
        st.caption(plain(note[:1].upper() + note[1:] + "."))
    claims = [(result.row.number, claim) for result in look.results for claim in result.claims]
    if claims:
        st.markdown("**The first rows as claims**")
        st.dataframe(
            pd.DataFrame(
                {
                    "Row": [number for number, _ in claims],
                    "Stated": [claim.stated_at for _, claim in claims],
                    "Claimant": [claim.claimant for _, claim in claims],
                    "About": [claim.affected_party for _, claim in claims],
                    "Counted": [claim.metric.label for _, claim in claims],
                    "In the file's words": [claim.verbatim for _, claim in claims],
                    "Range": [bounds_in_words(claim.low, claim.high) for _, claim in claims],
                    "Incident": [claim.incident for _, claim in claims],
                }
            ),
            hide_index=True,
            alt="The first rows of the file as claims",
        )
    faults = [f"row {result.row.number}: {fault}" for result in look.results for fault in result.problems]
    if faults:
        show_problems(faults, "Some of the first rows cannot be read so.")
    with st.expander("The first rows as they stand in the file", icon=":material/table:"):
        rows = [{name: _cell(value) for name, value in row.cells.items()} for row in look.first_rows]
        st.dataframe(pd.DataFrame(rows, columns=list(look.columns)), hide_index=True, alt="The file's first rows")


def _cell(value: Any) -> str:
    return "" if value is None else str(value)[:500]


def show_problems(problems: list[str], heading: str) -> None:
    """A heading and each sentence under it."""
    st.error(heading, icon=":material/error:")
    st.code("\n".join(problems[:MOST_LISTED]), language=None, wrap_lines=True)
    if len(problems) > MOST_LISTED:
        st.caption(f"And {len(problems) - MOST_LISTED:,} more.")


def begin(path: Path, options: Options, by: str) -> None:
    """Start trying or recording a file, in the background."""
    opened = ledger()

    def work(job: jobs.Job) -> ImportReport:
        importer = opened.importer(by=by, progress=job.tell, finishing=job.finish)
        return importer.take(path, options, name=path.name)

    st.query_params["job"] = jobs.start(path.name, work, is_dry_run=options.dry_run).code


@st.fragment(run_every=1.0)
def show_progress(code: str) -> None:
    """How far a job is; the page shows its account once it is done."""
    job = jobs.find(code)
    if job is None or job.is_done:
        st.rerun()
    what = "Trying" if job.is_dry_run else "Recording"
    now = f"{job.rows:,} rows read"
    if job.is_finishing:
        now = f"all {now}" if job.is_dry_run else f"all {now}, being added up"
    st.info(
        f"{what} {plain(job.file_name)}: {now}. You may leave this page; its address leads back here.",
        icon=":material/hourglass_top:",
    )


def show_job(code: str, path: Path | None, options: Options | None, by: str) -> None:
    """A job's progress, or its account."""
    job = jobs.find(code)
    if job is None:
        st.caption("The account of this import is not kept any more; the imported files are listed below.")
    elif not job.is_done:
        show_progress(code)
    elif job.report is None:
        show_problems(job.problems, f"Nothing of {job.file_name} was recorded.")
    else:
        show_report(job.report, job)
        if job.is_dry_run and path is not None and options is not None:
            offer_recording(job.report, path, options, by)


def show_report(report: ImportReport, job: jobs.Job) -> None:
    """Every row accounted for, and what became of each claim."""
    st.subheader("What would become of each row" if job.is_dry_run else "What became of each row", anchor=False)
    for column, (name, number) in zip(
        st.columns(4),
        (
            ("Rows read", report.rows_read),
            ("Taken", report.rows_taken),
            ("Left out", report.rows_left_out),
            ("Refused", report.rows_refused),
        ),
        strict=True,
    ):
        column.metric(name, f"{number:,}")
    for column, outcome in zip(st.columns(len(Outcome)), Outcome, strict=True):
        number = getattr(report, outcome.value)
        column.metric(outcome.value.capitalize(), f"{number:,}", help=MEANINGS[outcome])
    for rule, rows in report.left_out.items():
        st.caption(f"Left out: {rows:,} rows, {plain(rule)}.")
    for note in report.notes:
        st.caption(plain(note[:1].upper() + note[1:] + "."))
    if report.problems:
        refused = "1 row is" if report.rows_refused == 1 else f"{report.rows_refused:,} rows are"
        show_problems(report.problems, f"{refused} refused; the claims counted here are those of the others.")
    show_claims_of_file(report)
    if report.batch:
        st.success(f"Recorded as {report.batch} in {job.seconds:,.1f} s.", icon=":material/check_circle:")
        st.page_link("timeline.py", label="See the timeline", icon=":material/show_chart:")
    elif not job.is_dry_run and not report.problems:
        st.info("Nothing in this file is new; nothing was recorded.", icon=":material/done_all:")


def show_claims_of_file(report: ImportReport) -> None:
    """The claims that are not simply unchanged, and those that the last copy had and this one lacks."""
    if report.shown:
        with st.expander(f"The first {len(report.shown):,} claims and what becomes of them", icon=":material/list:"):
            st.dataframe(
                pd.DataFrame(
                    {
                        "Row": [claim.row for claim in report.shown],
                        "Becomes": [claim.outcome.value for claim in report.shown],
                        "Day": [claim.day for claim in report.shown],
                        "Claimant": [claim.claimant for claim in report.shown],
                        "Counted": [claim.metric for claim in report.shown],
                        "In the file": [claim.verbatim for claim in report.shown],
                        "Was": [claim.was for claim in report.shown],
                        "Beside": [claim.beside for claim in report.shown],
                    }
                ),
                hide_index=True,
                alt="The claims of the file and what becomes of each",
            )
    if report.vanished_count:
        st.warning(
            f"{report.vanished_count:,} claims of the last copy are not in this one. They stay on record.",
            icon=":material/remove_circle:",
        )
        st.dataframe(pd.DataFrame(report.vanished), hide_index=True, alt="Claims that this copy of the file lacks")


def offer_recording(report: ImportReport, path: Path, options: Options, by: str) -> None:
    """The button that records, and the choice to do without refused rows."""
    skip = False
    if report.problems:
        skip = st.checkbox("Record the other rows without the refused ones", key="skip_refused")
    ready = bool(by.strip()) and (skip or not report.problems)
    if st.button("Record this file", type="primary", icon=":material/save:", disabled=not ready):
        begin(path, replace(options, skip_refused=skip), by)
        st.rerun()


def show_imported_files() -> None:
    """Every file that was taken in, and the way to take it back."""
    st.subheader("Imported files", anchor=False)
    files = rows_of(ledger().imported_files())
    if not files:
        st.caption("No file has been imported yet.")
    for file in files:
        report = json.loads(file["report"])
        with st.container(border=True):
            said, action = st.columns([5, 1], vertical_alignment="center")
            said.markdown(
                f"**{plain(file['file_name'])}** · {file['imported_at']:%Y-%m-%d %H:%M} UTC · "
                f"{plain(file['imported_by'])} · recipe {plain(file['recipe'])}"
            )
            said.caption(
                f"{report['rows_read']:,} rows · {report['new']:,} new, {report['changed']:,} changed, "
                f"{report['conflicting']:,} conflicting · {file['code']} · SHA-256 {file['file_sha256'][:12]}…"
            )
            if file["undone_at"] is not None:
                said.caption(
                    f"Undone on {file['undone_at']:%Y-%m-%d %H:%M} UTC by {plain(file['undone_by'])}: "
                    f"{plain(file['undone_because'])}"
                )
            elif action.button("Undo", key=f"undo_{file['code']}", icon=":material/undo:"):
                ask_why(file["code"], file["file_name"])


@st.dialog("Take back an imported file")
def ask_why(code: str, name: str) -> None:
    """Undoing needs a reason, which stands in the history."""
    st.markdown(f"All that **{plain(name)}** brought is removed, and what it changed is as it was before.")
    because = st.text_input("Why?", key="because")
    if st.button("Undo the import", type="primary", disabled=not because.strip()):
        try:
            undone = ledger().undo_import(code, by=st.session_state.get("by") or "", because=because.strip())
        except CannotUndoError as error:
            st.error(plain(str(error)), icon=":material/block:")
            return
        st.session_state["undone"] = f"{undone.claims_removed:,} claims removed, {undone.claims_restored:,} as before."
        st.query_params.pop("job", None)
        st.rerun()


def prepare(path: Path) -> Options | None:
    """Everything that must be settled before a file can be tried."""
    look = look_at(path, Options())
    if look is None:
        return None
    if look.recipe is not None and look.recipe.refuse:
        st.error(plain(look.recipe.refuse), icon=":material/block:")
        return None
    recipes = ledger().recipes()
    chosen = choose_recipe(look, recipes)
    recipe = mapping.made_by_hand(look) if chosen == BY_HAND else recipes.get(chosen)
    if recipe is None and chosen != OWN_LAYOUT:
        return None
    seen = look_at(path, Options(recipe=recipe, is_own=chosen == OWN_LAYOUT)) if recipe else look
    answers, dates = ask_questions(recipe, seen)
    options = Options(recipe=recipe, is_own=chosen == OWN_LAYOUT, answers=answers, dates=dates)
    final = look_at(path, options)
    if final is None:
        return None
    if recipe is not None and recipe.about:
        st.caption(plain(" ".join(recipe.about.split())))
    show_first_rows(final)
    return options


st.title("Import a file")
st.caption("A recipe turns the rows of a file into claims. First look, then try, then record; it can be undone.")
if message := st.session_state.pop("undone", None):
    st.success(message, icon=":material/undo:")
path = uploaded_file()
options = prepare(path) if path else None
by = str(st.text_input("Your name, as it will stand in the history", value=settings().recorder, key="by"))
if path and options and st.button("Try it: account for every row, record nothing", icon=":material/fact_check:"):
    begin(path, replace(options, dry_run=True, skip_refused=True), by)
    st.rerun()
code = st.query_params.get("job")
if code:
    show_job(code, path, options, by)
show_imported_files()
