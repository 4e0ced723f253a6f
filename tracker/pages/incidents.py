"""A row an incident: the range that is claimed against the range that is confirmed."""

from collections import Counter
from dataclasses import asdict, fields
from typing import Final

import pandas as pd
import streamlit as st

from tracker import charts, series
from tracker.csv_files import rows_to_csv
from tracker.exports import content_of, policy_in_words
from tracker.filters import ClaimFilter
from tracker.ledger import INCIDENTS_A_PAGE
from tracker.pages import drawn, filters_panel, parts, pictures, playing, story
from tracker.pages.address import moment, plain, read_filter, write_filter
from tracker.pages.opened import ledger
from tracker.vocabulary import Metric, Scope

TITLE: Final = "Claimed and confirmed by incident"
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
            "Note on the claimed range": [row.note for row in ranges],
        }
    )


def show_ranges(wanted: ClaimFilter) -> None:
    """The range plot of one page of incidents, its words, its table and its download."""
    if playing.is_on():
        playing.play(wanted, show_day)
        st.caption("Pause to see the rows, the downloads and the citation of a day.")
        return
    _, total = ledger().incidents(wanted)
    if total == 0:
        st.info(
            "No incidents match these filters. Change them at the left, or show everything again.",
            icon=":material/filter_alt_off:",
        )
        return
    playing.controls(wanted, page="Incidents")
    st.caption(f"{total:,} incidents, the latest first. Choose a row of the table to open the incident.")
    page = parts.choose_page(total, INCIDENTS_A_PAGE)
    ranges, _ = ledger().incidents(wanted, page=page)
    draw(wanted, ranges, title=TITLE, page=page)
    st.caption(plain(parts.READING_TRAPS))
    chosen = st.dataframe(
        table_of(ranges),
        hide_index=True,
        key="table",
        on_select="rerun",
        selection_mode="single-row",
        alt="The rows of the range plot",
    )
    under_the_table(ranges, wanted, title=TITLE)
    if chosen.selection.rows:
        write_filter(wanted.but(incident=(ranges[chosen.selection.rows[0]].incident,)))
        st.rerun()


def show_day(wanted: ClaimFilter) -> None:
    """One day of a view that is being played."""
    parts.past_banner(wanted, with_way_back=False)
    ranges, total = ledger().incidents(wanted)
    st.caption(f"{total:,} incidents, the latest first.")
    draw(wanted, ranges, title=TITLE)


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
    say_policy(wanted, ranges)
    pictures.keep_picture(title)
    st.markdown(plain(words))


def say_policy(wanted: ClaimFilter, ranges: list[series.IncidentRange]) -> None:
    """Which policy made the claimed ranges, and where it fell back on something else."""
    st.caption(plain(f"Selection policy: {policy_in_words(wanted)}. {wanted.policy_kind.definition}"))
    for note, rows in Counter(row.note for row in ranges if row.note).items():
        st.caption(plain(f"{rows} of {len(ranges)} rows: {note}."))


def show_alone(wanted: ClaimFilter) -> None:
    """The range plot alone, as other pages embed it, with the way back."""
    title = wanted.incident[0] if len(wanted.incident) == 1 else TITLE
    ranges, _ = ledger().incidents(wanted)
    log = charts.can_ranges_be_logarithmic(ranges)
    figure, words = drawn.incidents(wanted, 1, title=title, log=log)
    st.plotly_chart(figure, key="chart", config=charts.picture_config(filename="incidents"), alt=words)
    parts.link_back(ledger(), "incidents", wanted)


def csv_of(ranges: list[series.IncidentRange]) -> str:
    """The rows of the plot as they are downloaded."""
    return "".join(rows_to_csv(map(asdict, ranges), ROWS_OF_CHART))


def under_the_table(ranges: list[series.IncidentRange], wanted: ClaimFilter, *, title: str) -> None:
    """Downloads and how to cite."""
    offer_downloads(ranges, wanted)
    parts.under_chart(
        ledger(),
        "incidents",
        wanted,
        citing=drawn.credited_for(wanted, ranges).in_words,
        content=content_of("incidents.csv", [csv_of(ranges)]),
        embeds=title,
    )


def offer_downloads(ranges: list[series.IncidentRange], wanted: ClaimFilter) -> None:
    """The rows of the plot, and the claims behind them."""
    left, right = st.columns(2)
    left.download_button(
        "Rows of this chart (CSV)",
        data=csv_of(ranges).encode(),
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
    under_the_table(ranges, wanted, title=wanted.incident[0])


wanted = read_filter(ledger()).but(scope=(Scope.INCIDENT,))
if parts.is_embedded():
    show_alone(wanted)
    st.stop()
st.title("Incidents")
filters_panel.table_filters(ledger(), wanted, with_status=False)
if not playing.is_on():
    parts.past_banner(wanted)
filters_panel.policy_choice(ledger(), wanted)
if len(wanted.incident) == 1:
    playing.stop()
    show_incident(wanted)
else:
    show_ranges(wanted)
