"""What was claimed and what is confirmed, day by day: the first page."""

import pandas as pd
import streamlit as st

from tracker import charts, series
from tracker.filters import ClaimFilter
from tracker.ledger import View, adds_incidents_up
from tracker.pages import drawn, filters_panel, parts
from tracker.pages.address import plain, read_filter
from tracker.pages.opened import ledger
from tracker.vocabulary import Metric, Scope, SeriesKind, VerificationStatus
from tracker.wording import bounds_in_words


def title_of(wanted: ClaimFilter) -> str:
    """What the picture shows, in words that stand inside it."""
    who = ", ".join(wanted.affected_party) or "All parties"
    where = ", ".join(wanted.incident or wanted.conflict)
    counted = ", ".join(Metric(word).label.lower() for word in wanted.metric)
    shown = [who if wanted.affected_party or not wanted.incident else "", counted, where]
    title = " · ".join(part for part in shown if part)
    return title[:1].upper() + title[1:]


def show_headline(view: View) -> None:
    """The latest claim, the latest floor, what may be computed between them, and what waits to be assessed."""
    timeline = view.timeline
    found = timeline.comparison or series.Comparison(timeline.end or pd.Timestamp.now().date())
    claimed, confirmed, between, waiting = st.columns(4)
    with claimed.container(border=True, height="stretch"):
        _show_latest("Latest claimed", found.claimed, found.claimed_point, nothing="No figure is claimed in this view.")
    with confirmed.container(border=True, height="stretch"):
        _show_latest(
            "Latest confirmed",
            found.confirmed,
            found.confirmed_point,
            nothing="Nothing is confirmed in this view.",
        )
    with between.container(border=True, height="stretch"):
        _show_between(found)
    with waiting.container(border=True, height="stretch"):
        total = ledger().statuses(view.wanted).get(VerificationStatus.UNASSESSED, 0)
        st.metric(
            "Not yet assessed",
            f"{total:,} of {view.claims:,}",
            help=VerificationStatus.UNASSESSED.definition,
        )
        st.page_link("assess.py", label="Assess them")


def _show_latest(what: str, line: series.Line | None, point: series.Point | None, *, nothing: str) -> None:
    if line is None or point is None:
        st.metric(what, "–")
        st.caption(nothing)
        return
    st.metric(what, bounds_in_words(point.low, point.high))
    words = f"“{plain(point.verbatim)}” — " if point.code else ""
    counted = Metric(line.key.metric).label.lower()
    st.caption(f"{words}{plain(line.actor)}, {counted}, {parts.when(point.stated_at, point.stated_precision)}")


def _show_between(found: series.Comparison) -> None:
    if found.reasons:
        st.metric(
            "Documented share",
            "–",
            help="Nothing is computed between figures that are not about the same thing.",
        )
        reasons = "; ".join(found.reasons)
        st.caption(f"Not compared: {plain(reasons)}.")
        return
    if found.share is not None:
        st.metric(
            "Documented share",
            f"{found.share:.1%}",
            help="The confirmed floor divided by the claimed figure. It says how much is documented, not who is right.",
        )
    else:
        st.metric("Documented share", "–", help="Undefined: the claim states no number above zero.")
    st.caption(plain("; ".join([_remainder(found), *found.remarks])) + ".")


def _remainder(found: series.Comparison) -> str:
    if found.at_most_unconfirmed is None:
        return "The claim has no upper bound, so the unconfirmed part has none either"
    if found.at_most_unconfirmed < 0:
        return f"The floor is {-found.at_most_unconfirmed:,} above the claim"
    return f"At most {found.at_most_unconfirmed:,} unconfirmed"


def show_chart(view: View) -> drawn.Drawn:
    """The picture and what it says in words."""
    possible = drawn.timeline_can_be_logarithmic(view.wanted)
    log = st.toggle(
        "Logarithmic scale",
        key="log",
        disabled=not possible,
        help=None if possible else "Not while a figure is zero: a logarithmic scale has no zero.",
    )
    shown = drawn.timeline(view.wanted, title=title_of(view.wanted), log=log and possible)
    event = st.plotly_chart(
        shown.picture,
        key="chart",
        config=charts.PICTURE_CONFIG,
        alt=shown.words,
        on_select="rerun",
        selection_mode="points",
    )
    _offer_clicked(event)
    parts.status_definitions()
    st.markdown(plain(shown.words))
    st.caption(plain(parts.READING_TRAPS))
    show_notes(view)
    return shown


def _offer_clicked(event: object) -> None:
    points = getattr(getattr(event, "selection", None), "points", None) or []
    codes = [point.get("customdata") for point in points]
    for code in codes[:1]:
        chosen = code[0] if isinstance(code, list) else code
        if chosen:
            st.page_link(
                "claims.py",
                label=f"Open claim {chosen}",
                query_params={"claim": str(chosen)},
                icon=":material/open_in_new:",
            )


def show_notes(view: View) -> None:
    """What the picture leaves out, or adds up."""
    timeline = view.timeline
    notes = []
    if adds_incidents_up(view.wanted):
        notes.append(
            "Incidents are added up by event date, selection policy: envelope. The claimed range is the sum of lowest "
            "to the sum of highest current figures, wider than any plausible total."
        )
    if timeline.left_out:
        notes.append(f"{timeline.left_out} more lines are not drawn; choose claimants to see them.")
    if timeline.without_figure:
        notes.append(
            f"{timeline.without_figure} claims give no figure and have no mark; they are in the table of claims."
        )
    if timeline.truncated:
        notes.append("Only the latest claims are drawn; narrow the filter to see earlier ones.")
    for note in notes:
        st.caption(plain(note))


def show_table(view: View, rows: pd.DataFrame) -> None:
    """The rows the picture draws."""
    with st.expander(f"The {len(rows):,} rows of this chart as a table", icon=":material/table:"):
        st.dataframe(rows, hide_index=True, lazy=True, alt="The rows the chart draws")
    parts.download_links(
        ("Rows of this chart (CSV)", "series.csv", view.wanted, f"Exactly the {len(rows):,} rows drawn."),
        (
            "Claims of this view (CSV)",
            "claims.csv",
            view.wanted,
            f"All {view.claims:,} claims with every field.",
        ),
    )


def choose_what_is_covered(wanted: ClaimFilter) -> None:
    """Running totals or incidents added up: the two are never mixed."""
    if not wanted.incident:
        filters_panel.scope_choice(wanted, (Scope.CUMULATIVE, Scope.INCIDENT, Scope.PERIOD, Scope.POINT_IN_TIME))


wanted = read_filter(ledger())
view = ledger().timeline(wanted)
st.title("Claimed and confirmed")
st.caption("What each claimant said, day by day, beside what independent evidence supports.")
filters_panel.timeline_filters(ledger(), view.wanted)
if view.timeline.lines:
    show_headline(view)
    choose_what_is_covered(view.wanted)
    shown = show_chart(view)
    show_table(view, shown.rows)
    parts.under_chart(
        ledger(),
        "",
        view.wanted,
        citing=parts.source_line(
            [line.actor for line in view.timeline.of_kind(SeriesKind.CLAIMED)],
            [line.actor for line in view.timeline.of_kind(SeriesKind.CONFIRMED)],
        ),
    )
else:
    st.info(
        "No figures match these filters. Change them at the left, or show everything again.",
        icon=":material/filter_alt_off:",
    )
    choose_what_is_covered(view.wanted)
    st.page_link("add_claim.py", label="Add a claim", icon=":material/add:")
