"""Pictures, their words and tables, drawn once a view and minute: drawing takes longer than all else on a page."""

from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import orjson
import pandas as pd
import plotly.graph_objects as go
from plotly.basedatatypes import BaseFigure

from tracker import charts, series
from tracker.csv_files import SERIES_COLUMNS, series_to_csv
from tracker.exports import Content, Credits, content_of, past_in_short, past_words
from tracker.filters import ClaimFilter
from tracker.kept import kept
from tracker.ledger import adds_incidents_up
from tracker.pages import parts
from tracker.pages.opened import ledger
from tracker.vocabulary import SeriesKind

KEPT: Final = 64
KEPT_BYTES: Final = 48_000_000
"""Timelines are kept by their weight: a view that is played has a picture a day."""
State = tuple[str, int]


class Picture(BaseFigure):  # type: ignore[misc] # Plotly has no types
    """A figure that is already JSON, ready to be shown many times; it cannot be changed any more.

    Streamlit asks a figure for its dict and writes that as JSON, for every reader anew. Here the parts of the
    dict are written out once.
    """

    def __init__(self, figure: go.Figure) -> None:
        """Write out each part of each trace."""
        drawn = figure.to_dict()
        written = [{name: _as_json(part) for name, part in trace.items()} for trace in drawn["data"]]
        self._size = sum(len(part) for trace in written for part in trace.values())  # bytes
        self._traces = [{name: orjson.Fragment(part) for name, part in trace.items()} for trace in written]
        self._drawn_layout = {
            name: part if isinstance(part, int | float) else orjson.Fragment(_as_json(part))
            for name, part in drawn["layout"].items()
        }

    @property
    def size(self) -> int:
        """How much is written out for the traces, in bytes."""
        return self._size

    def to_dict(self) -> dict[str, Any]:
        """The dict of the figure; the parts of its traces are JSON that ``orjson`` copies as it is."""
        return {"data": [dict(trace) for trace in self._traces], "layout": dict(self._drawn_layout)}


def _as_json(part: Any) -> bytes:
    """A part as JSON, with nothing in it that Plotly would have to escape at every showing."""
    text = orjson.dumps(part, option=orjson.OPT_NON_STR_KEYS | orjson.OPT_SERIALIZE_NUMPY)
    for mark in (b"<", b">", b"/"):
        text = text.replace(mark, b"\\u%04x" % ord(mark))
    return text


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture, what it says in words, and its rows. All of it is shared by readers: show it, do not change it."""

    picture: Picture
    words: str
    rows: pd.DataFrame
    content: Content
    notes: tuple[charts.Note, ...] = ()


def _bytes_of(drawn: "Drawn") -> int:
    return drawn.picture.size


def _state() -> State:
    """Which store, in which state: what a picture is kept under."""
    return ledger().settings.database_url, ledger().version()


class _How(NamedTuple):
    """In which way a timeline is drawn."""

    log: bool
    with_notes: bool
    narrow: bool


def timeline(wanted: ClaimFilter, *, title: str, log: bool, with_notes: bool = True) -> Drawn:
    """The timeline of a filter, on a logarithmic scale where that is asked for and possible.

    ``with_notes`` draws what happened meanwhile.
    """
    return _timeline(_state(), _moment(wanted), wanted, title, _How(log, with_notes, parts.is_phone()))


def _moment(wanted: ClaimFilter) -> str:
    """What a picture says it is as of: a past state does not change from minute to minute."""
    return past_words(wanted) or parts.as_of_now()


@kept(KEPT_BYTES, weight=_bytes_of)
def _timeline(_state: State, _as_of: str, wanted: ClaimFilter, title: str, how: _How) -> Drawn:
    drawn = ledger().timeline(wanted).timeline
    notes = charts.notes_drawn(notes_of(wanted), drawn) if how.with_notes else []
    source = parts.source_line(*credited(wanted, drawn).both, wanted, policy=adds_incidents_up(wanted))
    paper = charts.Paper(title, source, narrow=how.narrow)
    figure = charts.claimed_and_confirmed(drawn, paper, log=how.log, notes=notes, as_of=past_in_short(wanted))
    drawn_rows = series.series_rows(drawn)
    rows = pd.DataFrame(drawn_rows, columns=list(SERIES_COLUMNS))
    content = content_of("series.csv", series_to_csv(drawn_rows))
    counts = {"low": "Int64", "high": "Int64", "value": "Int64"}
    told = [_sentence(past_words(wanted)), charts.timeline_in_words(drawn), charts.notes_in_words(notes)]
    words = " ".join(filter(None, told))
    return Drawn(Picture(figure), words, rows.astype(counts), content, tuple(notes))


def _sentence(words: str) -> str:
    return f"{words}." if words else ""


def credited(wanted: ClaimFilter, drawn: series.Timeline) -> Credits:
    """Whose figures a timeline shows: claimants, and recorders."""
    if adds_incidents_up(wanted):  # its lines are sums over many
        return ledger().credits(wanted)
    claimed, confirmed = (
        [line.actor for line in drawn.of_kind(kind)] for kind in (SeriesKind.CLAIMED, SeriesKind.CONFIRMED)
    )
    return Credits(claimed, confirmed)


def credited_for(wanted: ClaimFilter, ranges: list[series.IncidentRange]) -> Credits:
    """Whose figures the ranges of these incidents are made of."""
    return ledger().credits(wanted.but(incident=tuple(dict.fromkeys(row.incident for row in ranges))))


def notes_of(wanted: ClaimFilter) -> list[charts.Note]:
    """What happened meanwhile in the conflicts of a view and to the method of its claimants."""
    return [
        charts.Note(row["start_date"], row["end_date"], _whose(row), row["kind"], row["code"])
        for row in parts.rows_of(ledger().annotations(wanted))
    ]


def _whose(row: dict[str, Any]) -> str:
    """The title, with the claimant it is about."""
    return f"{row['claimant']}: {row['title']}" if row["claimant"] else str(row["title"])


def timeline_can_be_logarithmic(wanted: ClaimFilter) -> bool:
    """Whether the timeline of a filter has nothing at zero."""
    return _can_be_logarithmic(_state(), wanted)


@kept(KEPT)
def _can_be_logarithmic(_state: State, wanted: ClaimFilter) -> bool:
    return charts.can_be_logarithmic(ledger().timeline(wanted).timeline)


def incidents(wanted: ClaimFilter, page: int, *, title: str, log: bool) -> tuple[Picture, str]:
    """The range plot of one page of incidents and what it says."""
    return _incidents(_state(), _moment(wanted), wanted, page, title, log)


@kept(KEPT)
def _incidents(
    _state: State, _as_of: str, wanted: ClaimFilter, page: int, title: str, log: bool
) -> tuple[Picture, str]:
    ranges, _ = ledger().incidents(wanted, page=page)
    source = parts.source_line(*credited_for(wanted, ranges).both, wanted, policy=True)
    figure = charts.incident_ranges(ranges, title=title, source_line=source, log=log)
    words = " ".join(filter(None, [_sentence(past_words(wanted)), charts.incidents_in_words(ranges)]))
    return Picture(figure), words
