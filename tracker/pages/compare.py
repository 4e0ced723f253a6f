"""Small timelines side by side: one part of the view varies, everything else is the same."""

from typing import Final

import pandas as pd
import streamlit as st

from tracker import charts, series
from tracker.exports import policy_in_words
from tracker.filters import ClaimFilter
from tracker.ledger import adds_incidents_up
from tracker.pages import drawn_overviews, filters_panel, opened, overviews, parts, pictures
from tracker.pages.address import OF_VIEWS, plain, read_filter, write_filter
from tracker.pages.opened import ledger
from tracker.vocabulary import Metric, Scope, Varying

BY: Final = {word.value: word.label for word in Varying}
AXES: Final = {"shared": "The same for all", "own": "Each its own"}
SCOPES: Final = (Scope.CUMULATIVE, Scope.INCIDENT, Scope.PERIOD, Scope.POINT_IN_TIME)


def choose_panels(wanted: ClaimFilter, by: Varying) -> None:
    """Which values have a panel; none chosen is those with the most claims."""
    values = [str(value) for value in getattr(wanted, by)]
    offered = opened.overviews().most_claimed(wanted.but(**{by: ()}), by)
    st.session_state["panels"] = values
    st.multiselect(
        "Panels",
        list(dict.fromkeys([*offered, *values])),
        key="panels",
        max_selections=max(series.MOST_PANELS, len(values)),
        placeholder=f"The {series.MOST_PANELS} with the most claims",
        format_func=lambda value: Metric(value).label if by is Varying.METRIC else value,
        on_change=lambda: write_filter(wanted.but(**{by: tuple(st.session_state["panels"])})),
    )


def title_of(wanted: ClaimFilter, by: Varying) -> str:
    """What the picture shows, in words that stand inside it."""
    same = [] if by is Varying.AFFECTED_PARTY else list(wanted.affected_party)
    same += [] if by is Varying.METRIC else [word.label.lower() for word in wanted.metric]
    same += [] if by is Varying.CONFLICT else list(wanted.conflict)
    about = f": {', '.join(same)}" if same else ""
    return f"Claimed and confirmed by {by.label.lower()}{about}"


def show(wanted: ClaimFilter, base: ClaimFilter, by: Varying, panels: series.Panels) -> None:
    """The picture, what it says, the latest figures a panel, and the rows."""
    left, right = st.columns(2)
    with left:
        axis = overviews.chosen("y", AXES, "Vertical axis", help_text="On axes of their own, heights say nothing.")
    with right:
        overviews.explain("gap", "share", "confirmed_line")
    picture, words = drawn_overviews.panels(
        base.but(**{by: getattr(wanted, by)}), by, title=title_of(base, by), is_shared=axis == "shared"
    )
    st.plotly_chart(picture, key="chart", config=charts.picture_config(filename="compared"), alt=words)
    pictures.keep_picture("compared")
    st.markdown(plain(words))
    show_notes(base, by, panels)
    st.caption(plain(parts.READING_TRAPS))
    st.subheader("The latest figures of each panel", anchor=False)
    table = pd.DataFrame(charts.panel_table(panels))
    st.dataframe(
        table if any(table["Whose people"]) else table.drop(columns="Whose people"),
        hide_index=True,
        alt="The latest claimed and confirmed figure of each panel, and why nothing is computed where that is so",
        column_config={
            "Panel": st.column_config.TextColumn(width=170),
            "Claimant": st.column_config.TextColumn(width=130),
            "Recorder": st.column_config.TextColumn(width=130),
            "Not compared, because": st.column_config.TextColumn(width=320),
        },
    )
    rows = pd.DataFrame(series.panel_rows(panels.panels), columns=list(series.PANEL_COLUMNS))
    rows = rows.astype({"low": "Int64", "high": "Int64", "value": "Int64"})
    overviews.table_twin(rows, alt="The rows the panels draw")
    overviews.download("Rows of these panels (CSV)", "compare.csv", wanted, rows=len(rows), by=by.value)


def show_notes(base: ClaimFilter, by: Varying, panels: series.Panels) -> None:
    """What is left out, and what may not be read across panels."""
    unlike = series.differing(panels.drawn)
    notes = [f"Nothing is computed between panels: they differ in {', '.join(unlike)}."] if unlike else []
    if panels.left_out:
        notes.append(
            f"{panels.left_out:,} more would have a panel; {series.MOST_PANELS} are drawn. Choose others above."
        )
    bare = [panel.name for panel in panels.panels if not panel.timeline.lines]
    if bare:
        notes.append(f"No figure to draw: {'; '.join(bare)}.")
    chosen = "; ".join(f"{panel.name}: {panel.about}" for panel in panels.drawn if panel.about)
    if chosen:
        notes.append(f"Whose people each panel is about: {chosen}.")
    if adds_incidents_up(base) and by is not Varying.INCIDENT:
        notes.append(f"Incidents are added up by event date, selection policy: {policy_in_words(base)}.")
    for note in notes:
        st.caption(plain(note))


st.title("Compare")
st.caption("Claimed and confirmed in small panels on the same days. What is not comparable is drawn and not computed.")
wanted = read_filter(ledger(), beside=OF_VIEWS)
by = Varying(overviews.chosen("by", BY, "A panel for each", help_text=" ".join(word.definition for word in Varying)))
base = opened.overviews().base_of_panels(wanted, by)
shown = base.but(**{by: getattr(wanted, by)})
filters_panel.overview_filters(ledger(), shown, without=(by.value,), may_be_all=by is Varying.CONFLICT)
parts.past_banner(shown)
if by is not Varying.INCIDENT and base.scope:
    filters_panel.scope_choice(shown, SCOPES)
choose_panels(shown, by)
panels = opened.overviews().compare(wanted, by)
if panels.drawn:
    show(wanted, base, by, panels)
else:
    overviews.say_nothing_matches("No figures match these filters. Change them at the left, or show everything again.")
view = {name: st.query_params[name] for name in OF_VIEWS if name in st.query_params}
overviews.link_and_citation("compare", wanted, content=opened.overviews().content((wanted, by), "compare.csv"), **view)
