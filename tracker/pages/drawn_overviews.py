"""The pictures of the overview pages with their words, drawn once a view and minute."""

from datetime import UTC, datetime
from typing import Final

from tracker import charts, series
from tracker.charts.statuses import Measured, Step
from tracker.filters import ClaimFilter
from tracker.kept import kept
from tracker.ledger import adds_incidents_up
from tracker.pages import opened, overviews, parts
from tracker.pages.drawn import Picture, State
from tracker.pages.opened import ledger
from tracker.vocabulary import Varying

KEPT: Final = 64
SHARES: Final = {
    "supported": "confirmed or partially confirmed",
    "confirmed": "confirmed",
    "partly_confirmed": "partially confirmed",
    "assessed": "assessed",
}
"""What may be compared between claimants, as it follows 'claims that are'."""


def state() -> State:
    """Which store, in which state: what a picture is kept under."""
    return ledger().settings.database_url, ledger().version()


def shares(wanted: ClaimFilter, what: str) -> tuple[Picture, str]:
    """The shares of claimants side by side."""
    return _shares(state(), parts.as_of_now(), wanted, what)


@kept(KEPT)
def _shares(_state: State, _as_of: str, wanted: ClaimFilter, what: str) -> tuple[Picture, str]:
    rows: list[tuple[str, series.Share]] = [
        (found.name, getattr(found, what)) for found in opened.overviews().side_by_side(wanted)
    ]
    title = f"Claims that are {SHARES[what]}, by claimant"
    source = overviews.source_of(wanted, "In the order of the number of claims.")
    figure = charts.shares_compared(rows, title=title, source_line=source)
    return Picture(figure), charts.shares_in_words(rows, SHARES[what])


def waiting(wanted: ClaimFilter) -> tuple[Picture, str]:
    """The curves of time to confirmation."""
    return _waiting(state(), parts.as_of_now(), wanted)


@kept(KEPT)
def _waiting(_state: State, _as_of: str, wanted: ClaimFilter) -> tuple[Picture, str]:
    lags = opened.overviews().lags(wanted)
    source = overviews.source_of(
        wanted, "Kaplan-Meier estimate, drawn while a tenth of the claims is still followed; dotted: one half."
    )
    figure = charts.waiting(lags, title="Claims not yet confirmed, by time since they were stated", source_line=source)
    return Picture(figure), charts.waiting_in_words(lags)


def statuses(wanted: ClaimFilter, measured: Measured) -> tuple[Picture, str]:
    """The state of all claims by status through time."""
    return _statuses(state(), parts.as_of_now(), wanted, measured, parts.is_phone())


@kept(KEPT)
def _statuses(
    _state: State, _as_of: str, wanted: ClaimFilter, measured: Measured, is_phone: bool
) -> tuple[Picture, str]:
    states = opened.overviews().states(wanted)
    step: Step = "month" if opened.overviews().is_by_month(wanted) else "day"
    end = wanted.as_of or max([datetime.now(UTC).date(), *states["date"].tail(1)])
    title = "Claims by status" if measured == "claims" else "People in claims about one incident, by status"
    paper = charts.Paper(title, overviews.source_of(wanted), narrow=is_phone)
    figure = charts.statuses_over_time(states, paper, measured=measured, end=end, step=step)
    return Picture(figure), charts.statuses_in_words(states, measured, step)


def panels(wanted: ClaimFilter, by: Varying, *, title: str, is_shared: bool) -> tuple[Picture, str]:
    """Small timelines side by side."""
    return _panels(state(), parts.as_of_now(), wanted, by, title, is_shared)


@kept(KEPT)
def _panels(
    _state: State, _as_of: str, wanted: ClaimFilter, by: Varying, title: str, is_shared: bool
) -> tuple[Picture, str]:
    found = opened.overviews().compare(wanted, by)
    axes = dict.fromkeys(f"{panel.timeline.axis.label}." for panel in found.drawn)
    policy = ["Incidents added up, selection policy: envelope."] if adds_incidents_up(wanted) else []
    source = overviews.source_of(wanted, *axes, *(policy if by is not Varying.INCIDENT else []))
    figure = charts.small_multiples(found, title=title, source_line=source, is_shared=is_shared)
    return Picture(figure), charts.panels_in_words(found, series.differing(found.drawn), is_shared=is_shared)
