"""The state of all claims by status, now and through time."""

from typing import Final

import pandas as pd
import streamlit as st

from tracker import charts, series
from tracker.charts.statuses import Measured
from tracker.filters import ClaimFilter
from tracker.pages import drawn_overviews, filters_panel, opened, overviews, parts, pictures
from tracker.pages.address import OF_VIEWS, plain, read_filter
from tracker.pages.opened import ledger
from tracker.store.overviews import MOST_BY_DAY
from tracker.vocabulary import VerificationStatus

MEASURED: Final[dict[str, str]] = {"claims": "Claims", "people": "People"}
PEOPLE: Final = (
    "People are the lower ends of what claims about one incident state, added up claim by claim: “more than 600” adds "
    "601. Where several claimants speak of one incident, its people are there once for each claim, so this is no "
    "number of victims; it weighs each claim by its size. Running totals contain one another and are not added up."
)
BY_MONTH: Final = (
    f" This view holds more than {MOST_BY_DAY:,} claims: there is a state for the end of each month, as the ledger "
    "stood then, and not for each day. The last is of the day of this view."
)


def show_totals(state: dict[str, dict[str, int]]) -> None:
    """Every status as it stands, by claims and by people, with the share and its interval."""
    total = sum(counts["claims"] for counts in state.values())
    none = dict.fromkeys(series.STATUS_COUNTS, 0)
    rows = [totals_of(status, state.get(status, none), total) for status in VerificationStatus]
    st.dataframe(
        pd.DataFrame(rows),
        hide_index=True,
        alt="How many claims and people have each status",
        column_config={
            "Status": st.column_config.TextColumn(width=125),
            "Claims": st.column_config.NumberColumn(width=55, format="localized"),
            "Share": st.column_config.TextColumn(width=115, help="Of all claims in this view, with its 95% interval."),
            "People": st.column_config.NumberColumn(width=60, help=PEOPLE, format="localized"),
            "No lower": st.column_config.NumberColumn(
                width=60, help="Claims about one incident that state none.", format="localized"
            ),
        },
    )
    without = sum(counts["without_lower"] for counts in state.values())
    others = total - sum(counts["incident_claims"] for counts in state.values())
    st.caption(
        f"{total:,} claims. Of those about one incident, {without:,} state no lower end and add no people; they are "
        f"counted in the column “No lower”. {others:,} claims are running totals, periods or states on a day."
    )


def totals_of(status: VerificationStatus, counts: dict[str, int], total: int) -> dict[str, object]:
    """The row of one status."""
    share = series.share_of(counts["claims"], total)
    return {
        "Status": status.label,
        "Claims": counts["claims"],
        "Share": charts.interval_in_words(share),
        "People": counts["people"],
        "No lower": counts["without_lower"],
    }


def show_chart(wanted: ClaimFilter, states: pd.DataFrame) -> None:
    """The areas, what they say, their rows and their file."""
    measured: Measured = "people" if overviews.chosen("measured", MEASURED, "Counted by") == "people" else "claims"
    by_month = opened.overviews().is_by_month(wanted)
    picture, words = drawn_overviews.statuses(wanted, measured)
    st.plotly_chart(picture, key="chart", config=charts.picture_config(filename="verification"), alt=words)
    pictures.keep_picture("verification")
    st.markdown(plain(words))
    if measured == "people":
        st.caption(plain(PEOPLE))
    st.caption(
        "A claim is unassessed from the day it was stated and has the status of its latest assessment from the day "
        "that was decided. What was decided before the claim was stated counts from the statement on."
        + (BY_MONTH if by_month else "")
    )
    end = "each month" if by_month else "each day"
    overviews.table_twin(states, alt=f"How many claims and people had each status at the end of {end}")
    overviews.download("Rows of this chart (CSV)", "verification.csv", wanted, rows=len(states))


st.title("Verification")
st.caption("How far the claims on record have been checked. Unverified does not mean false.")
wanted = read_filter(ledger(), beside=OF_VIEWS)
filters_panel.overview_filters(ledger(), wanted)
parts.past_banner(wanted)
states = opened.overviews().states(wanted)
if states.empty:
    overviews.say_nothing_matches()
else:
    left, right = st.columns([1, 1], gap="medium")
    with left:
        show_chart(wanted, states)
    with right:
        when = f"As of {wanted.as_of}" if wanted.as_of else "Now"
        st.subheader(when, anchor=False)
        show_totals(series.latest_state(states))
        with st.container(horizontal=True):
            parts.status_definitions()
            overviews.explain("status_share")
        st.page_link("assess.py", label="Assess claims", icon=":material/rule:")
    st.caption(plain(parts.READING_TRAPS))
    view = {name: st.query_params[name] for name in OF_VIEWS if name in st.query_params}
    overviews.link_and_citation(
        "verification", wanted, content=opened.overviews().content(wanted, "verification.csv"), **view
    )
