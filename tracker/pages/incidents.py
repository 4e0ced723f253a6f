"""A row an incident: the range that is claimed against the range that is confirmed."""

from dataclasses import asdict, fields
from typing import Final

import pandas as pd
import streamlit as st

from tracker import charts, series
from tracker.csv_files import rows_to_csv
from tracker.filters import ClaimFilter
from tracker.ledger import INCIDENTS_A_PAGE
from tracker.pages import drawn, filters_panel, parts, story
from tracker.pages.address import moment, plain, read_filter, write_filter
from tracker.pages.opened import ledger
from tracker.vocabulary import Metric, Scope

ROWS_OF_CHART: Final = tuple(field.name for field in fields(series.IncidentRange))


def table_of(ranges: list[series.IncidentRange]) -> pd.DataFrame:
    """The rows of the range plot, for the table and the download."""
    return pd.DataFrame(
        {
            "Incident": [row.incident for row in ranges],
            "Date": [parts.when(row.day, row.precision) for row in ranges],
            "Place": [row.place for row in ranges],
            "Counted": [parts.label(Metric, row.metric) for row in ranges],
            "Claimed": [
                row.claimed if row.claimed_high is not None or row.claimed_low is not None else "–" for row in ranges
            ],
            "Confirmed": [row.confirmed for row in ranges],
            "Claims": [row.claims for row in ranges],
            "Claimants": [row.claimants for row in ranges],
            "Not yet assessed": [row.unassessed for row in ranges],
        }
    )


def show_ranges(wanted: ClaimFilter) -> None:
    """The range plot of one page of incidents, its words, its table and its download."""
    _, total = ledger().incidents(wanted)
    if total == 0:
        st.info(
            "No incidents match these filters. Change them at the left, or show everything again.",
            icon=":material/filter_alt_off:",
        )
        return
    st.caption(f"{total:,} incidents, the latest first. Choose a row of the table to open the incident.")
    page = parts.choose_page(total, INCIDENTS_A_PAGE)
    ranges, _ = ledger().incidents(wanted, page=page)
    draw(wanted, ranges, title="Claimed and confirmed by incident", page=page)
    st.caption(plain(parts.READING_TRAPS))
    chosen = st.dataframe(
        table_of(ranges),
        hide_index=True,
        key="table",
        on_select="rerun",
        selection_mode="single-row",
        alt="The rows of the range plot",
    )
    offer_downloads(ranges, wanted)
    parts.under_chart(ledger(), "incidents", wanted, citing=parts.source_line([], []))
    if chosen.selection.rows:
        write_filter(wanted.but(incident=(ranges[chosen.selection.rows[0]].incident,)))
        st.rerun()


def draw(wanted: ClaimFilter, ranges: list[series.IncidentRange], *, title: str, page: int = 1) -> None:
    """The range plot and what it says in words."""
    possible = charts.can_ranges_be_logarithmic(ranges)
    log = st.toggle(
        "Logarithmic scale",
        value=possible,
        key="log",
        disabled=not possible,
        help="Small and large incidents stand readable side by side.",
    )
    figure, words = drawn.incidents(wanted, page, title=title, log=log and possible)
    st.plotly_chart(figure, key="chart", config=charts.picture_config(filename="incidents"), alt=words)
    st.markdown(plain(words))


def offer_downloads(ranges: list[series.IncidentRange], wanted: ClaimFilter) -> None:
    """The rows of the plot, and the claims behind them."""
    left, right = st.columns(2)
    left.download_button(
        "Rows of this chart (CSV)",
        data="".join(rows_to_csv(map(asdict, ranges), ROWS_OF_CHART)).encode(),
        file_name="incidents.csv",
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
        width="stretch",
        help=f"Exactly the {len(ranges)} rows shown.",
    )
    with right:
        parts.download_links(("Claims behind this view (CSV)", "claims.csv", wanted, "Every claim, with every field."))


def show_incident(wanted: ClaimFilter) -> None:
    """One incident: every claim about it in the order in which they were made."""
    st.button("All incidents", icon=":material/arrow_back:", on_click=write_filter, args=(wanted.but(incident=()),))
    st.subheader(plain(wanted.incident[0]), anchor=False)
    ranges, _ = ledger().incidents(wanted)
    if not ranges:
        st.info("No claim about this incident matches these filters.", icon=":material/filter_alt_off:")
        return
    st.caption(plain(f"{parts.when(ranges[0].day, ranges[0].precision)} · {ranges[0].place or 'place not recorded'}"))
    draw(wanted, ranges, title=wanted.incident[0])
    incident = {"incident": wanted.incident[0]} | moment(wanted)
    st.page_link("timeline.py", label="See its timeline", query_params=incident, icon=":material/show_chart:")
    parts.status_definitions()
    story.show_story(wanted)
    with st.expander("The rows of the chart as a table", icon=":material/table:"):
        st.dataframe(table_of(ranges), hide_index=True, alt="The rows of the range plot")
    offer_downloads(ranges, wanted)
    parts.under_chart(ledger(), "incidents", wanted, citing=parts.source_line([], []))


st.title("Incidents")
wanted = read_filter(ledger()).but(scope=(Scope.INCIDENT,))
filters_panel.table_filters(ledger(), wanted, with_status=False)
if len(wanted.incident) == 1:
    show_incident(wanted)
else:
    show_ranges(wanted)
