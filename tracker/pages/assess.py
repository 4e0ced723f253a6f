"""The queue of claims nobody has assessed, a suggestion with its reason, and the form to decide."""

from datetime import UTC, datetime
from typing import Any, Final

import pandas as pd
import streamlit as st

from tracker.assessment import ClaimedFigure, Interval, Suggestion, suggest_status
from tracker.claims import InvalidClaimError, parse_assessment
from tracker.filters import ClaimFilter
from tracker.ledger import ROWS_A_PAGE
from tracker.pages import filters_panel, parts
from tracker.pages.address import plain, read_filter, write_filter
from tracker.pages.opened import ledger
from tracker.store.records import ClaimRecord
from tracker.store.writes import NoSuchClaimError
from tracker.vocabulary import (
    EvidenceBasis,
    Qualifier,
    RefutationKind,
    StandardOfProof,
    Term,
    VerificationStatus,
)

DECIDED: Final[list[VerificationStatus]] = [
    status for status in VerificationStatus if status is not VerificationStatus.UNASSESSED
]


def show_queue(wanted: ClaimFilter) -> None:
    """The claims that wait, the latest first."""
    waiting = wanted.but(status=(VerificationStatus.UNASSESSED,))
    total = ledger().claims(waiting).total
    if total == 0:
        st.success("Every claim in this view has been assessed.", icon=":material/task_alt:")
        return
    left, right = st.columns([1, 1], vertical_alignment="bottom")
    left.caption(f"{total:,} claims wait to be assessed. Choose a row to begin.")
    with right:
        number = parts.choose_page(total, ROWS_A_PAGE)
    page = ledger().claims(waiting, sort="recorded", page=number)
    chosen = parts.show_claims(
        page.rows,
        key="queue",
        alt=f"{len(page.rows)} of {total} claims nobody has assessed",
        without=("Status", "Confirmed"),
    )
    first = (number - 1) * ROWS_A_PAGE + 1
    st.caption(f"Claims {first:,} to {first + len(page.rows) - 1:,} of {total:,}.")
    if chosen is not None:
        write_filter(wanted, claim=str(page.rows.iloc[chosen]["code"]))
        st.rerun()


def show_assessment(code: str, wanted: ClaimFilter) -> None:
    """One claim, what speaks about it, what the table suggests, and the form."""
    st.button("Back to the queue", icon=":material/arrow_back:", on_click=write_filter, args=(wanted,))
    try:
        record = ledger().claim(code)
    except NoSuchClaimError as error:
        st.warning(f"{plain(str(error))}. It may have been copied only in part.", icon=":material/link_off:")
        return
    if st.session_state.pop("assessed", None) == code:
        st.success("The assessment is recorded.", icon=":material/check:")
    parts.show_claim(record)
    st.divider()
    suggestion = show_suggestion(record)
    show_form(record, suggestion)


def show_suggestion(record: ClaimRecord) -> Suggestion:
    """The independent figures on record, chosen by the reader, and what the decision table makes of them."""
    st.subheader("What the evidence suggests", anchor=False)
    evidence = ledger().evidence(record.claim["code"])
    used = choose_evidence(evidence)
    suggestion = suggest_status(figure_of(record.claim), used)
    st.info(
        f"**{suggestion.status.label}**. {plain(suggestion.reason)} The table suggests; you decide.",
        icon=":material/lightbulb:",
    )
    parts.status_definitions()
    return suggestion


def choose_evidence(evidence: pd.DataFrame) -> list[Interval]:
    """Which independent figures speak about the same people up to the same cut-off."""
    if evidence.empty:
        st.caption(
            "No independent figure for the same people is on record. Evidence from elsewhere goes into the form below."
        )
        return []
    st.caption(
        "Independent figures on record for the same people. "
        "Leave out those with another cut-off, and those that share an origin."
    )
    intervals = []
    for row in parts.rows_of(evidence):
        stated = parts.when(row["stated_at"], row["stated_precision"])
        words = f"{parts.bounds(row)} — {plain(row['claimant'])}, {stated}: “{plain(row['verbatim'])}”"
        if st.checkbox(words, value=True, key=f"use-{row['code']}"):
            intervals.append(Interval(parts.whole(row["low"]), parts.whole(row["high"])))
    return intervals


def figure_of(claim: dict[str, Any]) -> ClaimedFigure:
    """The claim as the decision table sees it."""
    return ClaimedFigure(claim["low"], claim["high"], claim["stated_value"], Qualifier(claim["qualifier"]))


def show_form(record: ClaimRecord, suggestion: Suggestion) -> None:
    """The decision, with everything a reader needs to check it."""
    code = record.claim["code"]
    with st.form(f"assessment-{code}"):
        st.subheader("Your assessment", anchor=False)
        one, two, three = st.columns(3)
        given: dict[str, Any] = {}
        with one:
            given["status"] = st.selectbox(
                "Status",
                [status.value for status in DECIDED],
                index=DECIDED.index(suggestion.status),
                format_func=lambda word: VerificationStatus(word).label,
                key="status",
                help="\n\n".join(f"**{status.label}**: {status.definition}" for status in DECIDED),
            )
            given["refutation_kind"] = _maybe(
                "refutation_kind", "If refuted, in which way", RefutationKind, suggestion.refutation_kind
            )
        with two:
            given["confirmed_low"] = st.text_input(
                "Confirmed, at least",
                value=_number(suggestion.confirmed_low),
                key="confirmed_low",
                help="People. Empty when no number is supported: an observation of no signs is not a zero.",
            )
            given["confirmed_high"] = st.text_input(
                "Confirmed, at most",
                value=_number(suggestion.confirmed_high),
                key="confirmed_high",
                help="People. Empty unless the evidence gives an upper bound; a list of names never does.",
            )
        with three:
            given["n_independent_origins"] = st.text_input(
                "Independent origins",
                key="n_independent_origins",
                help="Origins, not links: ten outlets relaying one spokesperson are one.",
            )
            given["standard_of_proof"] = _maybe("standard_of_proof", "Standard of proof", StandardOfProof, None)
        given["evidence_basis"] = st.multiselect(
            "Rests on",
            [basis.value for basis in EvidenceBasis],
            format_func=lambda word: EvidenceBasis(word).label,
            key="evidence_basis",
            help="\n\n".join(f"**{basis.label}**: {basis.definition}" for basis in EvidenceBasis),
        )
        given["rationale"] = st.text_area(
            "Why (needed)",
            key="rationale",
            help="In words a reader can check. Name the evidence and its date.",
        )
        given["assessment_sources"] = st.text_area(
            "Addresses of the evidence, one a line", key="assessment_sources", height=68
        )
        left, right = st.columns(2)
        given["assessor"] = left.text_input("Your name", value=ledger().settings.recorder, key="assessor")
        given["decided_at"] = right.date_input(
            "Decided on", value=datetime.now(UTC).date(), key="decided_at", format="YYYY-MM-DD"
        )
        sent = st.form_submit_button("Record the assessment", type="primary", icon=":material/save:")
    if sent:
        record_assessment(record, given)


def _maybe(name: str, label: str, kind: type[Term], first: Term | None) -> str:
    words: list[str] = ["", *(term.value for term in kind)]
    return str(
        st.selectbox(
            label,
            words,
            index=words.index(first.value) if first else 0,
            key=name,
            format_func=lambda word: kind(word).label if word else "–",
        )
    )


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def record_assessment(record: ClaimRecord, given: dict[str, Any]) -> None:
    """Record it, or say what is missing; what was typed stays."""
    code = record.claim["code"]
    try:
        assessment = parse_assessment(given, record.claim["low"], record.claim["high"])
        if not _is_recorded_already(record, assessment.rationale, assessment.status):
            ledger().add_assessment(code, assessment)
    except InvalidClaimError as error:
        lines = "\n".join(
            f"- **{plain(problem.field.replace('_', ' ').capitalize())}:** {plain(problem.sentence)}"
            for problem in error.problems
        )
        st.error(f"Not recorded yet. What you typed is kept.\n\n{lines}", icon=":material/error:")
        return
    st.session_state["assessed"] = code
    st.rerun()


def _is_recorded_already(record: ClaimRecord, rationale: str, status: VerificationStatus) -> bool:
    """Whether the latest assessment is this very one: the button was pressed twice."""
    if record.assessments.empty:
        return False
    latest = record.assessments.iloc[0]
    return bool(latest["rationale"] == rationale and latest["status"] == status)


st.title("Assess")
wanted = read_filter(ledger(), beside=("claim",))
code = st.query_params.get("claim")
if code:
    show_assessment(code, wanted)
else:
    filters_panel.table_filters(ledger(), wanted, with_status=False)
    show_queue(wanted)
