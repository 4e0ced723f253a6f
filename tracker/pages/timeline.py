"""What was claimed and what is confirmed, day by day: the first page."""

from typing import Final

import pandas as pd
import streamlit as st

from tracker import charts, series
from tracker.exports import policy_in_words
from tracker.filters import ClaimFilter
from tracker.ledger import View, adds_incidents_up
from tracker.pages import drawn, filters_panel, notes, parts, pictures, playing
from tracker.pages.address import plain, read_filter
from tracker.pages.opened import ledger
from tracker.vocabulary import Lifecycle, Metric, Scope, VerificationStatus
from tracker.wording import bounds_in_words

NOTHING = {
    "Latest claimed": "No figure is claimed in this view.",
    "Latest confirmed": "Nothing is confirmed in this view.",
}

HEADLINE: Final = (5, 4, 4, 4)
"""Widths of the four figures: a claimed one can have ten characters, and a metric that does not fit is cut."""


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
    claimed, confirmed, between, waiting = st.columns(HEADLINE)
    with claimed.container(border=True, height="stretch"):
        _show_latest_claim(found)
    with confirmed.container(border=True, height="stretch"):
        _show_latest("Latest confirmed", found.confirmed, found.confirmed_point)
    with between.container(border=True, height="stretch"):
        _show_between(found)
    with waiting.container(border=True, height="stretch"):
        total = ledger().statuses(view.wanted).get(VerificationStatus.UNASSESSED, 0)
        st.metric(
            "Not yet assessed",
            f"{total:,}",
            help=VerificationStatus.UNASSESSED.definition,
        )
        st.caption(f"of {view.claims:,} claims in this view")
        st.page_link("assess.py", label="Assess them")


def _show_latest_claim(found: series.Comparison) -> None:
    """The figure in force; where it was withdrawn, that and when."""
    line = found.claimed
    ended = line.before(found.day) if line and found.claimed_point is None else None
    if line is None or ended is None or ended.ended_at is None:
        _show_latest("Latest claimed", line, found.claimed_point)
        return
    what = "Retracted" if ended.is_retracted else "Replaced"
    st.metric("Latest claimed", what, help=Lifecycle(ended.lifecycle).definition)
    figure = bounds_in_words(ended.low, ended.high)
    said = f"“{plain(ended.verbatim)}” ({figure}) — {plain(line.actor)}, "
    st.caption(
        f"{said}{parts.when(ended.stated_at, ended.stated_precision)}. {what} on "
        f"{parts.when(ended.ended_at, None)}; no figure of this claimant has taken its place in this view."
    )


def _show_latest(what: str, line: series.Line | None, point: series.Point | None) -> None:
    if line is None or point is None:
        st.metric(what, "–")
        st.caption(NOTHING[what])
        return
    parts.show_figure(what, bounds_in_words(point.low, point.high))
    words = f"“{plain(point.verbatim)}” — " if point.code else ""
    counted = Metric(line.key.metric).label.lower()
    st.caption(f"{words}{plain(line.actor)}, {counted}, {parts.when(point.stated_at, point.stated_precision)}")


def _show_between(found: series.Comparison) -> None:
    share = series.MEASURES["share"]
    if found.reasons:
        st.metric(share.title, "–", help="Nothing is computed between figures that are not about the same thing.")
        reasons = "; ".join(found.reasons)
        st.caption(f"Not compared: {plain(reasons)}.")
        return
    st.metric(share.title, "–" if found.share is None else f"{found.share:.1%}", help=share.definition)
    words = [series.unconfirmed_in_words(found), _interval(found), _ratio(found), *found.remarks]
    said = "; ".join(word for word in words if word)
    st.caption(plain(said[:1].upper() + said[1:]) + ".")
    with st.popover("What these numbers mean", icon=":material/help:"):
        for name in ("share", "gap", "ratio"):
            measure = series.MEASURES[name]
            st.markdown(f"**{measure.title}**. {measure.definition}\n\n*{measure.trap}*")


def _interval(found: series.Comparison) -> str:
    """The share over the claimed range; '' where the range is one number or nothing can be said."""
    low, high = found.share_low, found.share_high
    if low is None and high is None:
        return ""
    if low is None:
        return f"the floor is {high:.1%} of the claimed lower end"
    if high is None:
        return f"the floor is {low:.1%} of the claimed upper end"
    return "" if low == high else f"{low:.1%} to {high:.1%} over the claimed range"


def _ratio(found: series.Comparison) -> str:
    """Claimed over confirmed with its interval; an open end is named."""
    if found.ratio is None:
        return ""
    low, high = found.ratio_low, found.ratio_high
    if high is None:
        return f"claimed to confirmed {found.ratio:.2f}, with no upper end"
    if low is None:
        middle = "" if found.ratio == high else f"{found.ratio:.2f}, "
        return f"claimed to confirmed {middle}at most {high:.2f}, as the confirmed figure is a floor"
    between = "" if low == high else f" ({low:.2f} to {high:.2f})"
    return f"claimed to confirmed {found.ratio:.2f}{between}"


def draw(view: View, *, key: str = "chart") -> drawn.Drawn:
    """The picture, with the switches that change how it is drawn."""
    possible = drawn.timeline_can_be_logarithmic(view.wanted)
    scale, notes = st.columns(2)
    log = scale.toggle(
        "Logarithmic scale",
        key="log",
        disabled=not possible,
        help=None if possible else "Not while a figure is zero: a logarithmic scale has no zero.",
    )
    with_notes = notes.toggle(
        "Events and changes of method",
        value=True,
        key="with_notes",
        help="Numbered lines and bands; what each number means stands below the chart.",
    )
    shown = drawn.timeline(view.wanted, title=title_of(view.wanted), log=log and possible, with_notes=with_notes)
    event = st.plotly_chart(
        shown.picture,
        key=key,
        config=charts.PICTURE_CONFIG,
        alt=shown.words,
        on_select="rerun",
        selection_mode="points",
    )
    _offer_clicked(event)
    return shown


def show_words(view: View, shown: drawn.Drawn) -> None:
    """The picture in words, how it may be misread, and what it leaves out."""
    parts.status_definitions()
    st.markdown(plain(shown.words))
    st.caption(plain(parts.READING_TRAPS))
    show_notes(view)


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
            f"Incidents are added up by event date, selection policy: {policy_in_words(view.wanted)}. "
            f"{view.wanted.policy_kind.definition} {series.MEASURES['sum'].definition} {series.MEASURES['sum'].trap}"
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


def under_the_chart(view: View, shown: drawn.Drawn) -> None:
    """The rows, the downloads, what happened meanwhile, and how to cite the view."""
    pictures.keep_picture(title_of(view.wanted))
    show_words(view, shown)
    show_table(view, shown.rows)
    notes.show_notes(view.wanted, shown.notes)
    parts.under_chart(
        ledger(),
        "",
        view.wanted,
        citing=drawn.credited(view.wanted, view.timeline).in_words,
        content=shown.content,
        embeds=title_of(view.wanted),
    )


def show_view(view: View) -> None:
    """A view with all that belongs to it; while it is played, its headline and chart alone."""
    choose_what_is_covered(view.wanted)
    if adds_incidents_up(view.wanted):
        filters_panel.policy_choice(ledger(), view.wanted)
    if playing.is_on():
        playing.play(view.wanted, show_day)
        st.caption("Pause to see the rows, the downloads and the citation of a day.")
        return
    show_headline(view)
    playing.controls(view.wanted, page="Timeline")
    under_the_chart(view, draw(view))


def show_day(wanted: ClaimFilter) -> None:
    """One day of a view that is being played."""
    view = ledger().timeline(wanted)
    parts.past_banner(view.wanted, with_way_back=False)
    if not view.timeline.lines:
        st.info("No figures match these filters on that day.", icon=":material/filter_alt_off:")
        return
    show_headline(view)
    draw(view)


def show_alone(view: View) -> None:
    """The chart alone, as other pages embed it, with its sources and the way back."""
    shown = drawn.timeline(view.wanted, title=title_of(view.wanted), log=False)
    st.plotly_chart(shown.picture, key="chart", config=charts.PICTURE_CONFIG, alt=shown.words)
    parts.link_back(ledger(), "", view.wanted)


wanted = read_filter(ledger())
view = ledger().timeline(wanted)
if parts.is_embedded():
    show_alone(view)
    st.stop()
st.title("Claimed and confirmed")
st.caption("What each claimant said, day by day, beside what independent evidence supports.")
filters_panel.timeline_filters(ledger(), view.wanted)
if not playing.is_on():
    parts.past_banner(view.wanted)
if view.timeline.lines or playing.is_on():
    show_view(view)
else:
    st.info(
        "No figures match these filters. Change them at the left, or show everything again.",
        icon=":material/filter_alt_off:",
    )
    choose_what_is_covered(view.wanted)
    st.page_link("add_claim.py", label="Add a claim", icon=":material/add:")
