"""Pictures, their words and tables, drawn once a view and minute: drawing takes longer than all else on a page."""

from dataclasses import dataclass
from typing import Any, Final

import orjson
import pandas as pd
import plotly.graph_objects as go
from plotly.basedatatypes import BaseFigure

from tracker import charts, series
from tracker.csv_files import SERIES_COLUMNS
from tracker.filters import ClaimFilter
from tracker.kept import kept
from tracker.pages import parts
from tracker.pages.opened import ledger
from tracker.vocabulary import SeriesKind

KEPT: Final = 64
State = tuple[str, int]


class Picture(BaseFigure):  # type: ignore[misc] # Plotly has no types
    """A figure that is already JSON, ready to be shown many times; it cannot be changed any more.

    Streamlit asks a figure for its dict and writes that as JSON, for every reader anew. Here the parts of the
    dict are written out once.
    """

    def __init__(self, figure: go.Figure) -> None:
        """Write out each part of each trace."""
        drawn = figure.to_dict()
        self._traces = [{name: _written(part) for name, part in trace.items()} for trace in drawn["data"]]
        self._drawn_layout = {
            name: part if isinstance(part, int | float) else _written(part) for name, part in drawn["layout"].items()
        }

    def to_dict(self) -> dict[str, Any]:
        """The dict of the figure; the parts of its traces are JSON that ``orjson`` copies as it is."""
        return {"data": [dict(trace) for trace in self._traces], "layout": dict(self._drawn_layout)}


def _written(part: Any) -> orjson.Fragment:
    """A part as JSON, with nothing in it that Plotly would have to escape at every showing."""
    text = orjson.dumps(part, option=orjson.OPT_NON_STR_KEYS | orjson.OPT_SERIALIZE_NUMPY)
    for mark in (b"<", b">", b"/"):
        text = text.replace(mark, b"\\u%04x" % ord(mark))
    return orjson.Fragment(text)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture, what it says in words, and its rows. All of it is shared by readers: show it, do not change it."""

    picture: Picture
    words: str
    rows: pd.DataFrame


def _state() -> State:
    """Which store, in which state: what a picture is kept under."""
    return ledger().settings.database_url, ledger().version()


def timeline(wanted: ClaimFilter, *, title: str, log: bool) -> Drawn:
    """The timeline of a filter, on a logarithmic scale where that is asked for and possible."""
    return _timeline(_state(), parts.as_of_now(), wanted, title, log)


@kept(KEPT)
def _timeline(_state: State, _as_of: str, wanted: ClaimFilter, title: str, log: bool) -> Drawn:
    drawn = ledger().timeline(wanted).timeline
    claimed, confirmed = (
        [line.actor for line in drawn.of_kind(kind)] for kind in (SeriesKind.CLAIMED, SeriesKind.CONFIRMED)
    )
    figure = charts.claimed_and_confirmed(
        drawn, title=title, source_line=parts.source_line(claimed, confirmed), log=log
    )
    rows = pd.DataFrame(series.series_rows(drawn), columns=list(SERIES_COLUMNS))
    counts = {"low": "Int64", "high": "Int64", "value": "Int64"}
    return Drawn(Picture(figure), charts.timeline_in_words(drawn), rows.astype(counts))


def timeline_can_be_logarithmic(wanted: ClaimFilter) -> bool:
    """Whether the timeline of a filter has nothing at zero."""
    return _can_be_logarithmic(_state(), wanted)


@kept(KEPT)
def _can_be_logarithmic(_state: State, wanted: ClaimFilter) -> bool:
    return charts.can_be_logarithmic(ledger().timeline(wanted).timeline)


def incidents(wanted: ClaimFilter, page: int, *, title: str, log: bool) -> tuple[Picture, str]:
    """The range plot of one page of incidents and what it says."""
    return _incidents(_state(), parts.as_of_now(), wanted, page, title, log)


@kept(KEPT)
def _incidents(
    _state: State, _as_of: str, wanted: ClaimFilter, page: int, title: str, log: bool
) -> tuple[Picture, str]:
    ranges, _ = ledger().incidents(wanted, page=page)
    source = f"{parts.source_line([], [])} Selection policy: envelope of each claimant's latest figure."
    figure = charts.incident_ranges(ranges, title=title, source_line=source, log=log)
    return Picture(figure), charts.incidents_in_words(ranges)
