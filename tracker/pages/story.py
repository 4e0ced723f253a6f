"""What was said of one incident, in the order in which it was said: claims, answers, findings, and what ended what."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import streamlit as st

from tracker.filters import ClaimFilter
from tracker.pages import parts, responses
from tracker.pages.address import moment, plain
from tracker.pages.opened import ledger
from tracker.pages.withdrawing import show_done
from tracker.vocabulary import ENDS, SEEN_FROM_THE_OTHER, Metric, RelationKind, VerificationStatus

CLAIM, RESPONSE, ASSESSMENT = range(3)
"""On one day claims come first, then what was answered, then what was found."""
TOLD_BY_ORDER: Final = frozenset({RelationKind.SAME_EVENT_OTHER_CLAIMANT})
"""Relations that the story shows by standing where they stand: all of its claims speak of one event."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was said or decided: its day, its kind, its row, and the claim it speaks of."""

    day: date
    kind: int
    row: dict[str, Any]
    claim: dict[str, Any]


def show_story(wanted: ClaimFilter) -> None:
    """Everything that had been said and decided of an incident, oldest first, and the form for a response."""
    title = wanted.incident[0]
    page = ledger().claims(wanted, sort="oldest")
    claims = parts.rows_of(page.rows)
    st.subheader("What was said, in the order in which it was said", anchor=False)
    show_done()
    related = parts.rows_of(ledger().relations_of([claim["code"] for claim in claims], wanted))
    # Of two claims of one day the one that speaks of the other comes after it.
    answers = {row["from_code"] for row in related if row["from_stated_at"] == row["to_stated_at"]}
    entries = sorted(_entries(claims, wanted), key=lambda one: (one.day, one.kind, one.claim.get("code") in answers))
    for entry in entries:
        _show_entry(entry, related, wanted)
    if page.total > len(claims):
        label = f"All {page.total:,} claims of this incident"
        st.page_link("claims.py", label=label, query_params={"incident": title} | moment(wanted))
    if wanted.as_of is None and claims:
        conflict = ledger().claim(claims[0]["code"]).claim["conflict"]
        responses.show_form(f"incident-{title}", {"incident": title, "conflict": conflict})


def _entries(claims: list[dict[str, Any]], wanted: ClaimFilter) -> Iterator[Entry]:
    by_code = {claim["code"]: claim for claim in claims}
    for claim in claims:
        yield Entry(claim["stated_at"], CLAIM, claim, claim)
        for found in parts.rows_of(ledger().claim(claim["code"], wanted).assessments)[::-1]:
            yield Entry(found["decided_at"], ASSESSMENT, found, claim)
    for row in parts.rows_of(ledger().responses(incident=wanted.incident[0], wanted=wanted)):
        yield Entry(row["stated_at"], RESPONSE, row, by_code.get(row["claim"], {}))


def _show_entry(entry: Entry, related: list[dict[str, Any]], wanted: ClaimFilter) -> None:
    with st.container(border=True):
        match entry.kind:
            case 0:
                _show_claim(entry.claim, related, wanted)
            case 1:
                responses.show_response(entry.row, wanted)
            case _:
                _show_assessment(entry.row, entry.claim)


def _show_claim(claim: dict[str, Any], related: list[dict[str, Any]], wanted: ClaimFilter) -> None:
    """One claim: when, who, in which words, read as what, how far confirmed, and what it did to others."""
    code = str(claim["code"])
    record = ledger().claim(code, wanted)
    status = VerificationStatus(str(claim["status"]))
    said, read, found = st.columns([5, 2, 2])
    stated = parts.when(claim["stated_at"], claim["stated_precision"])
    said.markdown(f"{stated} · **{plain(claim['claimant'])}**  \n“{plain(claim['verbatim'])}”")
    if record.claim["verbatim_translation"]:
        said.markdown(f"In English: “{plain(record.claim['verbatim_translation'])}”")
    counted = parts.label(Metric, claim["metric"]).lower()
    read.markdown(f"**{parts.bounds(claim)}**  \n{counted}, {plain(claim['affected_party'])}")
    confirmed = parts.confirmed_words(claim["confirmed_low"], claim["confirmed_high"])
    found.markdown(f"**{status.label}**  \nconfirmed {confirmed}", help=status.definition)
    for row in related:
        _show_relation(code, row)
    with st.expander("Sources and notes", icon=":material/unfold_more:"):
        parts.show_sources(record.sources)
        if record.claim["notes"]:
            st.markdown(plain(record.claim["notes"]))
    query = {"claim": code} | moment(wanted)
    st.page_link("claims.py", label="Open this claim", query_params=query, icon=":material/open_in_new:")


def _show_relation(code: str, row: dict[str, Any]) -> None:
    """What this claim did to another, and what ended it, in a line."""
    kind = RelationKind(row["kind"])
    if kind in TOLD_BY_ORDER:
        return
    if row["from_code"] == code:
        st.markdown(f":material/arrow_upward: {kind.label} {_told(row, 'to')}. {plain(row['note'])}")
    elif row["to_code"] == code and kind in ENDS:
        since = parts.when(row["from_stated_at"], row["from_stated_precision"])
        words = f"{ENDS[kind].label} since {since}: {SEEN_FROM_THE_OTHER[kind].lower()} {_told(row, 'from')}"
        st.markdown(f":material/arrow_downward: {words}", help=ENDS[kind].definition)


def _told(row: dict[str, Any], end: str) -> str:
    """The claim at one end of a relation, as it is spoken of beside the other."""
    figure = parts.bounds({"low": row[f"{end}_low"], "high": row[f"{end}_high"]})
    stated = parts.when(row[f"{end}_stated_at"], row[f"{end}_stated_precision"])
    return f"**{figure}** ({plain(row[f'{end}_claimant'])}, {stated})"


def _show_assessment(found: dict[str, Any], claim: dict[str, Any]) -> None:
    """One assessment: of which claim, by whom, with what outcome; the reason is a press away."""
    status = VerificationStatus(found["status"])
    confirmed = parts.confirmed_words(found["confirmed_low"], found["confirmed_high"])
    decided = parts.when(found["decided_at"], "day")
    st.markdown(
        f"{decided} · {plain(found['assessor'])} assessed **{parts.bounds(claim)}** of {plain(claim['claimant'])}: "
        f"**{status.label}**, confirmed {confirmed}",
        help=status.definition,
    )
    with st.expander("Why", icon=":material/unfold_more:"):
        st.markdown(plain(found["rationale"]))
        for url in found["sources"]:
            st.markdown(f"- {parts.safe_link(url, url)}")
