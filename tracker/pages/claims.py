"""Every claim: search, filter, sort, page through, open one, put right what was mistyped."""

from typing import Final

import streamlit as st

from tracker.claims import InvalidClaimError, parse_claim
from tracker.csv_files import COLUMNS, OUT_ONLY
from tracker.exports import content_of
from tracker.filters import ClaimFilter
from tracker.ledger import ROWS_A_PAGE
from tracker.pages import filters_panel, parts
from tracker.pages.address import plain, read_filter, write_filter
from tracker.pages.opened import ledger
from tracker.store.records import ClaimRecord
from tracker.store.writes import NoSuchClaimError, StaleEditError

SORT_LABELS: Final = {
    "recorded": "Last recorded first",
    "newest": "Latest statement first",
    "oldest": "Earliest statement first",
    "largest": "Largest figure first",
    "smallest": "Smallest figure first",
}


def show_list(wanted: ClaimFilter) -> None:
    """One page of the table, and the download of all of it."""
    total = ledger().claims(wanted).total
    if total == 0:
        st.info(
            "No claims match these filters. Change them at the left, or show everything again.",
            icon=":material/filter_alt_off:",
        )
        st.page_link("add_claim.py", label="Add a claim", icon=":material/add:")
        return
    left, middle, right = st.columns([3, 4, 3], vertical_alignment="bottom")
    sort = left.selectbox("Sort", list(SORT_LABELS), format_func=SORT_LABELS.__getitem__, key="sort")
    with middle:
        number = parts.choose_page(total, ROWS_A_PAGE)
    with right:
        parts.download_links(
            (
                f"These {total:,} claims (CSV)",
                "claims.csv",
                wanted,
                "Exactly the claims the filter shows, with every field.",
            )
        )
        parts.other_formats(wanted)
    page = ledger().claims(wanted, sort=sort, page=number)
    first = (number - 1) * ROWS_A_PAGE + 1
    st.caption(f"Claims {first:,} to {first + len(page.rows) - 1:,} of {total:,}. Choose a row to open the claim.")
    chosen = parts.show_claims(page.rows, key="table", alt=f"Claims {first} to {first + len(page.rows) - 1} of {total}")
    parts.status_definitions()
    shown = page.rows.to_csv(index=False)
    parts.under_chart(
        ledger(),
        "claims",
        wanted,
        citing=ledger().credits(wanted, list(page.rows["code"])).in_words,
        content=content_of(f"claims {first:,} to {first + len(page.rows) - 1:,} of {total:,}", [shown]),
    )
    if chosen is not None:
        write_filter(wanted, claim=str(page.rows.iloc[chosen]["code"]))
        st.rerun()


def show_one(code: str, wanted: ClaimFilter) -> None:
    """One claim with all about it, and the ways on from it."""
    st.button("All claims", icon=":material/arrow_back:", on_click=write_filter, args=(wanted,))
    try:
        record = ledger().claim(code)
    except NoSuchClaimError as error:
        st.warning(f"{plain(str(error))}. It may have been copied only in part.", icon=":material/link_off:")
        return
    show_conflicts(code)
    parts.show_claim(record)
    left, middle, right = st.columns(3)
    left.page_link("assess.py", label="Assess this claim", query_params={"claim": code}, icon=":material/rule:")
    if record.claim["incident"]:
        middle.page_link(
            "incidents.py",
            label="Its incident",
            query_params={"incident": record.claim["incident"]},
            icon=":material/place:",
        )
    right.page_link(
        "timeline.py", label="Its timeline", query_params=_timeline_of(record), icon=":material/show_chart:"
    )
    with st.expander("Link and citation", icon=":material/link:"):
        st.code(f"{ledger().settings.public_url}/claims?claim={code}", language=None, wrap_lines=True)
    with st.expander("Put right what was mistyped", icon=":material/edit:"):
        show_correction(record)


def show_conflicts(code: str) -> None:
    """Other figures of the same claimant for the same people and day: all are kept, and none is preferred."""
    others = parts.rows_of(ledger().conflicting_claims(code))
    if not others:
        return
    st.warning(
        "This claimant has another figure on record for the same people and day. All are kept.",
        icon=":material/difference:",
    )
    for other in others:
        st.page_link(
            "claims.py",
            label=f"“{plain(other['verbatim'])}”, read as {parts.bounds(other)} ({other['code']})",
            query_params={"claim": other["code"]},
        )


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


st.title("Claims")
wanted = read_filter(ledger(), beside=("claim",))
code = st.query_params.get("claim")
if code:
    show_one(code, wanted)
else:
    filters_panel.table_filters(ledger(), wanted)
    parts.past_banner(wanted)
    show_list(wanted)
