"""Claimants side by side: the same numbers for every one of them, each with its interval."""

from typing import Final
from urllib.parse import parse_qsl

import pandas as pd
import streamlit as st

from tracker import charts, series
from tracker.filters import ClaimFilter
from tracker.pages import drawn_overviews, filters_panel, opened, overviews, parts, pictures
from tracker.pages.address import OF_VIEWS, plain, read_filter
from tracker.pages.opened import ledger
from tracker.series.measures import FEWEST_FOR_DIGITS
from tracker.vocabulary import ActorKind, Direction

CARDS_A_PAGE: Final = 8
MEASURED: Final = ("status_share", "lag", "revisions", "round_numbers")
SHARES: Final = {
    "supported": "Confirmed or partly",
    "confirmed": "Confirmed",
    "partly_confirmed": "Partly confirmed",
    "assessed": "Assessed",
}


def show_shares(wanted: ClaimFilter, claimants: list[series.Claimant]) -> None:
    """The interval plot with its words, its table and its file."""
    what = overviews.chosen("share", SHARES, "Share of claims that are", help_text="Of all claims, assessed or not.")
    picture, words = drawn_overviews.shares(wanted, what)
    st.plotly_chart(picture, key="shares", config=charts.picture_config(filename="claimants"), alt=words)
    pictures.keep_picture("claimants", key="keep_shares")
    st.markdown(plain(words))
    overviews.table_twin(
        pd.DataFrame(series.claimant_rows(claimants), columns=list(series.CLAIMANT_COLUMNS)),
        alt="Every number of every claimant in this view",
    )
    overviews.download("All claimants (CSV)", "claimants.csv", wanted, rows=len(claimants))


def show_waiting(wanted: ClaimFilter) -> None:
    """The curve of time to confirmation."""
    picture, words = drawn_overviews.waiting(wanted)
    st.plotly_chart(picture, key="waiting", config=charts.picture_config(filename="time-to-confirmation"), alt=words)
    pictures.keep_picture("time-to-confirmation", key="keep_waiting")
    st.markdown(plain(words))
    if not len(wanted.claimant) > 1:
        st.caption("Choose two to five claimants at the left to see a curve for each.")
    rows = pd.DataFrame(series.lag_rows(opened.overviews().lags(wanted)), columns=list(series.WAIT_COLUMNS))
    overviews.table_twin(rows, alt="The steps of the curves")
    overviews.download("Steps of these curves (CSV)", "lag.csv", wanted, rows=len(rows))


def show_cards(wanted: ClaimFilter, claimants: list[series.Claimant]) -> None:
    """A card each, a page of them at a time."""
    st.subheader("One by one", anchor=False)
    page = parts.choose_page(len(claimants), CARDS_A_PAGE)
    shown = claimants[(page - 1) * CARDS_A_PAGE : page * CARDS_A_PAGE]
    for first in range(0, len(shown), 2):
        for column, found in zip(st.columns(2), shown[first : first + 2], strict=False):
            with column.container(border=True, height="stretch"):
                show_card(wanted, found)


def show_card(wanted: ClaimFilter, found: series.Claimant) -> None:
    """The same fields for every claimant."""
    st.markdown(f"**{plain(found.name)}**")
    first, last = parts.when_short(found.first_stated, "day"), parts.when_short(found.last_stated, "day")
    stated = first if first == last else f"{first} to {last}"
    st.caption(f"{plain(parts.label(ActorKind, found.kind))} · claims stated {plain(stated)}")
    rows = [("Claims", f"{found.claims:,}"), *directions(found), *numbers(found)]
    st.markdown("\n".join(["| | |", "|:--|:--|", *(f"| {name} | {plain(value)} |" for name, value in rows)]))
    with st.container(horizontal=True):
        overviews.explain(*MEASURED, label="What these mean")
        asked = parse_qsl(wanted.but(claimant=(found.name,)).to_query())
        st.page_link("claims.py", label="Its claims", query_params=asked, icon=":material/list:")


def directions(found: series.Claimant) -> list[tuple[str, str]]:
    """About whom the claims are, in words."""
    counts = [(word.label.lower(), found.directions[word.value]) for word in Direction]
    counts.append(("not recorded", found.directions["unknown_direction"]))
    return [("About", "; ".join(f"{label} {count:,}" for label, count in counts if count or label != "not recorded"))]


def numbers(found: series.Claimant) -> list[tuple[str, str]]:
    """Every measured number with its interval, or why there is none."""
    return [
        ("Assessed", charts.share_in_words(found.assessed)),
        ("Confirmed", charts.share_in_words(found.confirmed)),
        ("Partly confirmed", charts.share_in_words(found.partly_confirmed)),
        ("Time to confirmation", charts.median_in_words(found.lag)),
        ("Revised upwards", revised(found.restated.up, found.restated.median_up)),
        ("Revised downwards", revised(found.restated.down, found.restated.median_down)),
        ("Ends in 0 or 5", round_in_words(found)),
    ]


def revised(times: int, middle: float | None) -> str:
    """'3 times, in the middle by +120 people', or 'never'."""
    if middle is None:
        return "none recorded"
    return f"{times:,} {'time' if times == 1 else 'times'}, median {middle:+,.0f} people"


def round_in_words(found: series.Claimant) -> str:
    """The share of round numbers, or that there are too few to say anything."""
    if found.round_numbers is None:
        return f"hidden: {found.exact:,} exact numbers, fewer than {FEWEST_FOR_DIGITS}"
    return charts.share_in_words(found.round_numbers.round)


st.title("Claimants")
st.caption(
    "Whoever states figures, with the same numbers for each, in the order of the number of claims. "
    "A share of claims is no measure of whether anybody told the truth."
)
wanted = read_filter(ledger(), beside=OF_VIEWS)
filters_panel.overview_filters(ledger(), wanted)
parts.past_banner(wanted)
claimants = opened.overviews().side_by_side(wanted)
if not claimants:
    overviews.say_nothing_matches()
else:
    overviews.explain(*MEASURED)
    left, right = st.columns([3, 2], gap="large")
    with left:
        show_shares(wanted, claimants)
    with right:
        show_waiting(wanted)
    st.caption(plain(parts.READING_TRAPS))
    show_cards(wanted, claimants)
    view = {name: st.query_params[name] for name in OF_VIEWS if name in st.query_params}
    overviews.link_and_citation(
        "claimants", wanted, content=opened.overviews().content(wanted, "claimants.csv"), **view
    )
