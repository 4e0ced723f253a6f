"""One claim: its words, what they mean, what was said of it since, how it stands to others, and our own corrections."""

from typing import Final

import streamlit as st

from tracker.claims import InvalidClaimError, parse_claim
from tracker.csv_files import COLUMNS, OUT_ONLY
from tracker.filters import ClaimFilter
from tracker.pages import parts, relations, responses
from tracker.pages.address import moment, plain, write_filter
from tracker.pages.opened import ledger
from tracker.pages.withdrawing import show_done
from tracker.store.records import ClaimRecord
from tracker.store.writes import NoSuchClaimError, StaleEditError


def show_one(code: str, wanted: ClaimFilter) -> None:
    """One claim with all about it, and the ways on from it; as of a day, as it was known then."""
    st.button("All claims", icon=":material/arrow_back:", on_click=write_filter, args=(wanted,))
    try:
        record = ledger().claim(code, wanted)
    except NoSuchClaimError as error:
        _say_that_it_is_not_there(str(error), code, wanted)
        return
    show_done()
    show_moment(code, wanted)
    related = ledger().relations(code, wanted)
    relations.show_lifecycle(record, related, wanted)
    parts.show_claim(record)
    show_ways_on(record, wanted)
    relations.show_descent(code, wanted)
    relations.show_relations(record, related, wanted)
    st.subheader("Responses", anchor=False)
    responses.show_responses(ledger().responses(claim=code, wanted=wanted), wanted, without_link=code)
    if wanted.as_of is None:
        responses.show_form(code, {"claim": code})
    with st.expander("Link and citation", icon=":material/link:"):
        query = "".join(f"&{name}={value}" for name, value in moment(wanted).items())
        st.code(f"{ledger().settings.public_url}/claims?claim={code}{query}", language=None, wrap_lines=True)
    if wanted.as_of is None:
        with st.expander("Put right what was mistyped", icon=":material/edit:"):
            show_correction(record)


def _say_that_it_is_not_there(sentence: str, code: str, wanted: ClaimFilter) -> None:
    if wanted.as_of is None:
        st.warning(f"{plain(sentence)}. It may have been copied only in part.", icon=":material/link_off:")
        return
    st.warning(f"{plain(sentence)}: it was stated or recorded later, or not at all.", icon=":material/history:")
    st.page_link("claims.py", label="Look for it today", query_params={"claim": code}, icon=":material/update:")


def show_moment(code: str, wanted: ClaimFilter) -> None:
    """Say that a past day is shown, with the way back to the present."""
    if wanted.as_of is None:
        return
    st.info(
        f"As of {parts.when(wanted.as_of, 'day')}: what was said or decided later is not shown, and nothing can be "
        "changed here.",
        icon=":material/history:",
    )
    st.page_link("claims.py", label="See it as of today", query_params={"claim": code}, icon=":material/update:")


def show_ways_on(record: ClaimRecord, wanted: ClaimFilter) -> None:
    """The pages on which this claim stands with others."""
    claim = record.claim
    left, middle, right = st.columns(3)
    code = {"claim": claim["code"]}
    left.page_link("assess.py", label="Assess this claim", query_params=code, icon=":material/rule:")
    if claim["incident"]:
        query = {"incident": claim["incident"]} | moment(wanted)
        middle.page_link("incidents.py", label="Its incident", query_params=query, icon=":material/place:")
    query = _timeline_of(record) | moment(wanted)
    right.page_link("timeline.py", label="Its timeline", query_params=query, icon=":material/show_chart:")


def _timeline_of(record: ClaimRecord) -> dict[str, str]:
    claim = record.claim
    if claim["incident"]:
        return {"incident": claim["incident"]}
    return {"conflict": claim["conflict"], "affected_party": claim["affected_party"], "scope": claim["scope"]}


CORRECTED: Final = ("verbatim", "claimant", "affected_party", "stated_at", "source_url", "notes")


def show_correction(record: ClaimRecord) -> None:
    """A form for our own mistakes; what the claimant changes is a claim of its own."""
    st.caption(
        "For our own mistakes alone. When the claimant changes the figure, add a new claim. What stood here before "
        "stays readable in the history."
    )
    fields = _as_fields(record)
    code = fields["code"]
    with st.form(f"correction-{code}", border=False):
        given = {
            name: st.text_input(name.replace("_", " ").capitalize(), value=fields.get(name, ""), key=f"{name}-{code}")
            for name in CORRECTED
        }
        by = st.text_input("Your name", value=ledger().settings.recorder, key=f"by-{code}")
        reason = st.text_input("What was wrong", key=f"reason-{code}", placeholder="A figure mistyped from the page")
        sent = st.form_submit_button("Record the correction")
    if not sent:
        return
    if not reason.strip() or not by.strip():
        st.error("Say what was wrong and give your name: both stand in the history.")
        return
    _record_correction(fields | given, record, by=by, reason=reason)


def _as_fields(record: ClaimRecord) -> dict[str, str]:
    """The claim as a form would give it, with the bounds left to be read anew unless a person had set them."""
    sources = record.sources
    first = sources.iloc[0]
    about = {
        "source_url": first["url"],
        "source_title": first["title"],
        "source_publisher": first["publisher"],
        "source_date": first["published_at"],
        "source_language": first["language"],
        "source_role": first["role"],
        "archived_url": first["archived_url"],
        "sources": " ".join(sources["url"][1:]),
    }
    stored = {
        name: value for name, value in {**record.claim, **about}.items() if name in COLUMNS and name not in OUT_ONLY
    }
    read_anew = () if record.claim["bounds_reason"] else ("stated_value", "qualifier", "low", "high")
    assessed = (
        "status",
        "confirmed_low",
        "confirmed_high",
        "evidence_basis",
        "n_independent_origins",
        "standard_of_proof",
        "refutation_kind",
        "rationale",
        "assessor",
        "decided_at",
    )
    return {
        name: ";".join(value) if isinstance(value, list) else str(value)
        for name, value in stored.items()
        if value is not None and name not in (*read_anew, *assessed)
    }


def _record_correction(fields: dict[str, str], record: ClaimRecord, *, by: str, reason: str) -> None:
    try:
        claim = parse_claim(fields)
        ledger().change_claim(claim, by=by.strip(), reason=reason.strip(), expected_version=record.version)
    except InvalidClaimError as error:
        for problem in error.problems:
            st.error(plain(str(problem)))
    except StaleEditError as error:
        st.warning(plain(str(error)))
    else:
        st.success("The correction is recorded; open the history to see it.")
