"""What another side said of a claim or an incident: the list, and the form to add to it. Never turned into a number."""

from datetime import date
from typing import Any, Final

import pandas as pd
import streamlit as st

from tracker.claims import InvalidClaimError, name_key, parse_response
from tracker.claims.beside import GIVES_A_FIGURE
from tracker.filters import ClaimFilter
from tracker.pages import parts
from tracker.pages.address import moment, plain
from tracker.pages.opened import ledger
from tracker.pages.withdrawing import Places, offer_withdrawal
from tracker.store.names import UnknownNameError
from tracker.store.writes import NoSuchClaimError
from tracker.vocabulary import ResponseKind

MOST_FOUND: Final = 20


def show_responses(responses: pd.DataFrame, wanted: ClaimFilter, *, without_link: str = "") -> None:
    """Each response with its words, day and source, oldest first; ``without_link`` is the claim whose page this is."""
    if responses.empty:
        st.caption("No response is on record. That says nothing about whether one was given.")
    for row in parts.rows_of(responses):
        with st.container(border=True):
            show_response(row, wanted, without_link=without_link)


def show_response(row: dict[str, Any], wanted: ClaimFilter, *, without_link: str = "") -> None:
    """One response: who, what, in which words, when and where; a conceded figure stands apart."""
    kind = ResponseKind(row["response"])
    said, back = st.columns([5, 1], vertical_alignment="center")
    with said:
        st.markdown(
            f"{parts.when(row['stated_at'], 'day')} · **{plain(row['responder'])}** · **{kind.label}**"
            + (f"  \n“{plain(row['verbatim'])}”" if row["verbatim"] else ""),
            help=kind.definition,
        )
        conceded = parts.confirmed_words(row["conceded_low"], row["conceded_high"])
        if conceded != "–":
            st.markdown(f"Concedes {conceded}: the responder's own figure, kept apart from what is claimed.")
        if row["notes"]:
            st.caption(plain(row["notes"]))
        if row["url"]:
            st.markdown(parts.safe_link("source", row["url"]))
        _link_to_what_is_answered(row, wanted, without_link)
    if wanted.as_of is None:
        with back:
            offer_withdrawal("response", row["code"])


def _link_to_what_is_answered(row: dict[str, Any], wanted: ClaimFilter, without_link: str) -> None:
    if row["claim"] and row["claim"] != without_link:
        query = {"claim": row["claim"]} | moment(wanted)
        figure = parts.bounds({"low": row["claim_low"], "high": row["claim_high"]})
        label = f"Answers {figure} of {plain(row['claim_claimant'])}: “{plain(row['claim_verbatim'])}”"
        st.page_link("claims.py", label=label, query_params=query, icon=":material/link:")
    if row["incident"] and not wanted.incident:
        query = {"incident": row["incident"]} | moment(wanted)
        label = f"Answers what was said of {plain(row['incident'])}"
        st.page_link("incidents.py", label=label, query_params=query, icon=":material/link:")


def show_found(search: str, wanted: ClaimFilter) -> None:
    """The responses that hold the words of a search, under the claims that do."""
    if not search:
        return
    found = ledger().search_responses(search, wanted)
    if found.empty:
        return
    st.subheader("Responses that say this", anchor=False)
    shown = f" The latest {MOST_FOUND} of {len(found):,} are shown." if len(found) > MOST_FOUND else ""
    st.caption(f"Searched by the words alone: the other filters say nothing about responses.{shown}")
    show_responses(found.tail(MOST_FOUND), wanted)


def show_form(key: str, about: dict[str, str]) -> None:
    """The form for a response; ``about`` names the claim, or the incident and its conflict."""
    sent = f"responses-sent-{key}"
    form, places = f"response-{key}-{st.session_state.get(sent, 0)}", Places()
    with st.expander("Add a response", icon=":material/reply:"):
        given = ask_who_and_what(form, places) | ask_where(form, places)
        names_settled = may_make_name(form, given["responder"])
        by = st.text_input("Your name", value=ledger().settings.recorder, key=f"{form}-by")
        if not st.button("Record the response", key=f"{form}-send", icon=":material/save:"):
            return
        if not names_settled:
            places.say(ValueError("this name is not in the ledger yet; say that it is to be made"), "responder")
            return
        if send(given | about, by, places):
            st.session_state.update({sent: st.session_state.get(sent, 0) + 1, "done": "The response is recorded."})
            st.rerun()


def ask_who_and_what(form: str, places: Places) -> dict[str, Any]:
    """Who answered, what sort of answer it is, and in which words."""
    given: dict[str, Any] = {}
    left, right = st.columns(2)
    with left:
        given["responder"] = _ask_responder(form)
        places.under("responder", "")
    with right:
        kind = ResponseKind(
            st.selectbox(
                "What it said",
                [kind.value for kind in ResponseKind],
                format_func=lambda word: ResponseKind(word).label,
                key=f"{form}-kind",
                help="\n\n".join(f"**{kind.label}**: {kind.definition}" for kind in ResponseKind),
            )
        )
        st.caption(kind.definition)
        places.under("response")
    given["response"] = kind
    given["verbatim"] = st.text_input("In its own words", key=f"{form}-words", help="Empty where nothing was said.")
    places.under("verbatim")
    if kind in GIVES_A_FIGURE:
        given |= _ask_figure(form, places)
    return given


def _ask_responder(form: str) -> str:
    typed, known = st.session_state.get(f"{form}-responder"), ledger().names()["actor"]
    chosen = st.selectbox(
        "Who answered, or was asked",
        [*known, *([typed] if typed and typed not in known else [])],
        index=None,
        key=f"{form}-responder",
        accept_new_options=True,
        placeholder="Type to search, or a new name",
    )
    return str(chosen or "").strip()


def _ask_figure(form: str, places: Places) -> dict[str, Any]:
    """The figure the responder states itself; it never enters a chart."""
    left, right = st.columns(2)
    with left:
        low = st.text_input("It states at least", key=f"{form}-low", help="People; kept apart from what is claimed.")
        places.under("conceded_low")
    with right:
        high = st.text_input("It states at most", key=f"{form}-high", help="People; empty where it is left open.")
        places.under("conceded_high")
    return {"conceded_low": low, "conceded_high": high}


def ask_where(form: str, places: Places) -> dict[str, Any]:
    """The day, the source, and remarks."""
    given: dict[str, Any] = {}
    left, right = st.columns(2)
    with left:
        given["stated_at"] = st.date_input(
            "Said on",
            value=None,
            min_value=date(1900, 1, 1),
            key=f"{form}-day",
            format="YYYY-MM-DD",
            help="For silence: the day by which no answer had been found.",
        )
        places.under("stated_at")
    with right:
        given["source_url"] = st.text_input("Address of the source", key=f"{form}-url", placeholder="https://…")
        places.under("source_url")
    given["notes"] = st.text_input("Notes", key=f"{form}-notes")
    places.under("notes")
    return given


def may_make_name(form: str, responder: str) -> bool:
    """True when the name is on record, or the reader says that it is to be made."""
    if not responder or ledger().is_known("claimant", responder, conflict=""):
        return True
    st.warning(f"{plain(responder)} is not in the ledger yet.", icon=":material/person_add:")
    return st.checkbox("Yes, make the new name", key=f"{form}-make-{name_key(responder)}")


def send(fields: dict[str, Any], by: str, places: Places) -> bool:
    """Record the response, or say at its field what is wrong."""
    try:
        response = parse_response(fields)
        reason = response.notes or f"{response.responder}: {response.response.label.lower()}"
        ledger().add_response(response, by=by.strip() or ledger().settings.recorder, reason=reason, may_make_names=True)
    except (InvalidClaimError, NoSuchClaimError, UnknownNameError, LookupError) as error:
        places.say(error, "")
        return False
    return True
