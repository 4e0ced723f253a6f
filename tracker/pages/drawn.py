"""Pictures and their words, drawn once a view and minute: drawing takes longer than everything else on a page."""

from functools import lru_cache
from typing import Final

import plotly.graph_objects as go

from tracker import charts
from tracker.filters import ClaimFilter
from tracker.pages import parts
from tracker.pages.opened import ledger
from tracker.vocabulary import SeriesKind

KEPT: Final = 64
State = tuple[str, int]


def _state() -> State:
    """Which store, in which state: what a picture is kept under."""
    return ledger().settings.database_url, ledger().version()


def timeline(wanted: ClaimFilter, *, title: str, log: bool) -> tuple[go.Figure, str]:
    """The timeline of a filter and what it says. The figure is shared: show it, do not change it."""
    return _timeline(_state(), parts.as_of_now(), wanted, title, log)


@lru_cache(KEPT)
def _timeline(_state: State, _as_of: str, wanted: ClaimFilter, title: str, log: bool) -> tuple[go.Figure, str]:
    drawn = ledger().timeline(wanted).timeline
    claimed, confirmed = (
        [line.actor for line in drawn.of_kind(kind)] for kind in (SeriesKind.CLAIMED, SeriesKind.CONFIRMED)
    )
    source = parts.source_line(claimed, confirmed)
    return charts.claimed_and_confirmed(drawn, title=title, source_line=source, log=log), charts.timeline_in_words(
        drawn
    )


def incidents(wanted: ClaimFilter, page: int, *, title: str, log: bool) -> tuple[go.Figure, str]:
    """The range plot of one page of incidents and what it says."""
    return _incidents(_state(), parts.as_of_now(), wanted, page, title, log)


@lru_cache(KEPT)
def _incidents(
    _state: State, _as_of: str, wanted: ClaimFilter, page: int, title: str, log: bool
) -> tuple[go.Figure, str]:
    ranges, _ = ledger().incidents(wanted, page=page)
    source = f"{parts.source_line([], [])} Selection policy: envelope of each claimant's latest figure."
    return charts.incident_ranges(ranges, title=title, source_line=source, log=log), charts.incidents_in_words(ranges)
