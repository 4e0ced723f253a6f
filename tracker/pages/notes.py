"""What happened meanwhile, under a timeline: the numbered list, and forms to add to it and to take back from it."""

from collections.abc import Sequence
from typing import Any, Final

import pandas as pd
import streamlit as st

from tracker import charts
from tracker.claims import InvalidClaimError, parse_annotation
from tracker.filters import ClaimFilter
from tracker.pages import parts
from tracker.pages.address import plain
from tracker.pages.opened import ledger
from tracker.store.beside import NoSuchRecordError
from tracker.store.names import UnknownNameError
from tracker.vocabulary import AnnotationKind

EVERY: Final = "All of them"


def show_notes(wanted: ClaimFilter, drawn: Sequence[charts.Note]) -> None:
    """The list, with the numbers of those that are drawn, and the forms."""
    _say_what_was_done()
    box = st.expander("Annotations", icon=":material/event_note:", key="annotations", on_change="rerun")
    if not box.open:  # a form has many parts to send, and few readers open it
        return
    found = parts.rows_of(ledger().annotations(wanted))
    with box:
        if found:
            st.dataframe(
                table_of(found, [note.code for note in drawn]),
                hide_index=True,
                column_config={"Source": st.column_config.LinkColumn()},
                alt="Annotations, with the numbers they have in the chart",
            )
        else:
            st.caption("Nothing is noted for this view.")
        if wanted.as_of is not None:
            st.caption("Go back to now to add an annotation or to withdraw one.")
            return
        add, take_back = st.tabs(["Add one", "Withdraw one"])
        with add:
            _add(wanted)
        with take_back:
            _withdraw(found)


def table_of(found: Sequence[dict[str, Any]], drawn: Sequence[str]) -> pd.DataFrame:
    """The annotations as they are listed; the number is that in the chart, and empty for what is outside of it."""
    return pd.DataFrame(
        {
            "Number": [str(drawn.index(row["code"]) + 1) if row["code"] in drawn else "" for row in found],
            "From": [str(row["start_date"]) for row in found],
            "To": [str(row["end_date"] or "") for row in found],
            "What": [row["title"] for row in found],
            "Kind": [AnnotationKind(row["kind"]).label for row in found],
            "Whose figures": [row["claimant"] or EVERY for row in found],
            "Conflict": [row["conflict"] or EVERY for row in found],
            "Source": [row["url"] for row in found],
            "Notes": [row["notes"] or "" for row in found],
        }
    )


def _add(wanted: ClaimFilter) -> None:
    """A form whose fields keep what was typed until it is recorded."""
    names = ledger().names()
    with st.form("annotation", border=False):
        first, last, kind = st.columns(3)
        fields: dict[str, Any] = {
            "start_date": first.text_input("First day", key="note_start", placeholder="2023-01-02"),
            "end_date": last.text_input("Last day, if it lasted", key="note_end"),
            "kind": kind.selectbox(
                "Kind",
                [kind.value for kind in AnnotationKind],
                key="note_kind",
                format_func=lambda word: AnnotationKind(word).label,
                help="\n\n".join(f"**{kind.label}**: {kind.definition}" for kind in AnnotationKind),
            ),
            "title": st.text_input("What happened, in a few words", key="note_title"),
        }
        left, right = st.columns(2)
        fields["conflict"] = left.selectbox(
            "Conflict", [*wanted.conflict, *(set(names["conflict"]) - set(wanted.conflict))], index=None,
            placeholder=EVERY, key="note_conflict",
        )  # fmt: skip
        fields["claimant"] = right.selectbox(
            "Whose figures it touches", names["actor"], index=None, placeholder=EVERY, key="note_claimant",
            help="A change of method of one claimant is a series break: no step is computed across it.",
        )  # fmt: skip
        fields["source_url"] = left.text_input("Where that is said (address)", key="note_url")
        fields["notes"] = right.text_input("More about it", key="note_notes")
        by = left.text_input("Your name", value=ledger().settings.recorder, key="note_by")
        reason = right.text_input("Why it is noted", key="note_reason")
        sent = st.form_submit_button("Record the annotation")
    if sent:
        _record({name: value for name, value in fields.items() if value}, by=by.strip(), reason=reason.strip())


def _record(fields: dict[str, Any], *, by: str, reason: str) -> None:
    if not by or not reason:
        st.error("Give your name and say why it is noted: both stand in the history.")
        return
    try:
        code = ledger().add_annotation(parse_annotation(fields), by=by, reason=reason)
    except InvalidClaimError as error:
        for problem in error.problems:
            st.error(plain(str(problem)))
    except UnknownNameError as error:
        st.error(plain(str(error)))
    else:
        st.session_state["note_said"] = f"Recorded as {code}."
        for name in ("start", "end", "title", "url", "notes", "reason"):
            del st.session_state[f"note_{name}"]
        st.rerun()


def _withdraw(found: Sequence[dict[str, Any]]) -> None:
    if not found:
        st.caption("There is nothing to withdraw.")
        return
    titles = {row["code"]: f"{row['start_date']}: {row['title']} ({row['code']})" for row in found}
    with st.form("withdraw_annotation", border=False):
        code = st.selectbox("Which", list(titles), key="note_code", format_func=titles.__getitem__)
        by = st.text_input("Your name", value=ledger().settings.recorder, key="note_withdrawn_by")
        reason = st.text_input("Why", key="note_because")
        sent = st.form_submit_button("Withdraw it")
    if not sent:
        return
    if not by.strip() or not reason.strip():
        st.error("Give your name and say why it is withdrawn: both stand in the history.")
        return
    try:
        ledger().withdraw("annotation", code, by=by.strip(), reason=reason.strip())
    except NoSuchRecordError as error:
        st.error(plain(str(error)))
    else:
        st.session_state["note_said"] = f"{code} is withdrawn; the history keeps it."
        st.rerun()


def _say_what_was_done() -> None:
    """What was recorded or withdrawn in the run before this one."""
    said = st.session_state.pop("note_said", None)
    if said:
        st.success(said)
