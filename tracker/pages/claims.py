"""Every claim: search, filter, sort, page through; one of them is opened in ``one_claim``."""

from typing import Final

import streamlit as st

from tracker.exports import content_of
from tracker.filters import ClaimFilter
from tracker.ledger import ROWS_A_PAGE
from tracker.pages import filters_panel, parts, responses
from tracker.pages.address import read_filter, write_filter
from tracker.pages.one_claim import show_one
from tracker.pages.opened import ledger
from tracker.pages.withdrawing import show_done

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


st.title("Claims")
wanted = read_filter(ledger(), beside=("claim",))
code = st.query_params.get("claim")
if code:
    show_one(code, wanted)
else:
    filters_panel.table_filters(ledger(), wanted)
    parts.past_banner(wanted)
    show_done()
    show_list(wanted)
    responses.show_found(wanted.q, wanted)
