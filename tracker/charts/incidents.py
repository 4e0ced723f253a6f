"""Incidents one above the other: what is claimed for each against what is confirmed."""

import html
from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, log10
from typing import Any, Final

import plotly.graph_objects as go

from tracker.charts.hover import HOVER_TEMPLATE
from tracker.charts.look import NEUTRAL, OKABE_ITO, SHADE
from tracker.charts.sheet import KeyEntry, Sheet, blank
from tracker.charts.words import cut, dated, metric_in_words, wrapped
from tracker.series import IncidentRange

NOTHING_TO_DRAW: Final = "No incidents match these filters."
CLAIMED, CONFIRMED = "#E69F00", OKABE_ITO[0]
ROW_LINE: Final = {"color": SHADE, "width": 1}
OPEN_END: Final = "━►"
"""Written beyond the highest figure of an open range, so that its length stands for no number on any axis."""
KEY: Final = (
    KeyEntry("┣━┫", "claimed range", CLAIMED),
    KeyEntry(OPEN_END, "no upper end stated", CLAIMED),
    KeyEntry("◆", "confirmed", CONFIRMED),
    KeyEntry("◆ ▸", "confirmed, at least (a floor)", CONFIRMED),
)
ROW_HEIGHT, TALL_ROW_HEIGHT = 36, 48
"""Tall where a title takes two lines."""
LABEL_WIDTH: Final = 26
LONGEST_LABEL: Final = 38
LABEL_MARGIN: Final = 168
FIGURE_MARGIN: Final = 96
"""Room to the right of the plot for figures written beside the longest bars."""
CLAIMED_SHIFT, CONFIRMED_SHIFT = -0.17, 0.2
"""The claimed bar stands a little above the middle of a row, the confirmed mark a little below."""
NONE_PLACE: Final = 0.05
"""Where zero stands on a logarithmic axis, which has no place for it: left of 1, under the word 'none'."""
MOST_TICKS: Final = 5
"""More powers of ten than these touch each other on a phone; then every second one is written."""


@dataclass(frozen=True, slots=True)
class Reach:
    """The horizontal axis."""

    most: int
    is_log: bool

    @property
    def ends(self) -> list[float]:
        """The range as plotly takes it."""
        if self.is_log:
            low, high = log10(NONE_PLACE / 1.5), log10(max(self.most, 10))
            return [low, high + (high - low) * 0.04]
        return [-0.02 * self.most, self.most * 1.04]

    def place(self, people: int) -> float:
        """Where a figure stands."""
        return NONE_PLACE if self.is_log and people == 0 else float(people)


def incident_ranges(ranges: Sequence[IncidentRange], *, title: str, source_line: str, log: bool = False) -> go.Figure:
    """A row an incident and metric: the claimed range above, the confirmed floor or range below it.

    On a logarithmic axis zero stands at a place of its own, left of 1, that the axis calls 'none'.
    """
    if not ranges:
        return blank(NOTHING_TO_DRAW, title=title, source_line=source_line)
    reach = Reach(max([1, *(figure for row in ranges for figure in _figures(row))]), log)
    figure = go.Figure(layout={"template": "none"})
    figure.add_traces(
        [
            _claimed_bars(ranges, reach),
            _claimed_marks(ranges, reach),
            _confirmed_bars(ranges, reach),
            _confirmed_marks(ranges, reach),
        ]
    )
    sheet = Sheet(
        title=title,
        source_line=source_line,
        plot_height=_row_height(ranges) * len(ranges),
        left=LABEL_MARGIN,
        right=FIGURE_MARGIN,
        key=KEY,
    )
    sheet.dress(figure)
    _dress_axes(figure, ranges, reach)
    return figure


def can_ranges_be_logarithmic(ranges: Sequence[IncidentRange]) -> bool:
    """Whether a logarithmic axis has anything to show. Zeros are no obstacle: they have their own place."""
    return any(figure > 0 for row in ranges for figure in _figures(row))


def _figures(row: IncidentRange) -> list[int]:
    bounds = (row.claimed_low, row.claimed_high, row.confirmed_low, row.confirmed_high)
    return [bound for bound in bounds if bound is not None]


def _claimed_ends(row: IncidentRange, reach: Reach) -> tuple[float, float] | None:
    """Where the claimed bar begins and ends: at the highest figure, even where the upper end is open."""
    low = row.claimed_low if row.claimed_low is not None else row.claimed_high
    if low is None:
        return None
    high = row.claimed_high if row.claimed_high is not None else low
    return reach.place(low), reach.place(high)


def _confirmed_ends(row: IncidentRange, reach: Reach) -> tuple[float, float] | None:
    bounds = [bound for bound in (row.confirmed_low, row.confirmed_high) if bound is not None]
    if not bounds:
        return None
    return reach.place(bounds[0]), reach.place(bounds[-1])


def _bars(ends: list[tuple[float, float] | None], shift: float) -> dict[str, list[float | None]]:
    """Lines from end to end, each followed by a gap."""
    xs: list[float | None] = []
    ys: list[float | None] = []
    for place, bar in enumerate(ends):
        if bar is not None:
            xs += [*bar, None]
            ys += [place + shift, place + shift, None]
    return {"x": xs, "y": ys}


def _claimed_bars(ranges: Sequence[IncidentRange], reach: Reach) -> go.Scatter:
    return go.Scatter(
        **_bars([_claimed_ends(row, reach) for row in ranges], CLAIMED_SHIFT),
        meta="claimed range",
        mode="lines",
        line={"color": CLAIMED, "width": 7},
        opacity=0.6,
        hoverinfo="skip",
        showlegend=False,
    )


def _confirmed_bars(ranges: Sequence[IncidentRange], reach: Reach) -> go.Scatter:
    return go.Scatter(
        **_bars([_confirmed_ends(row, reach) for row in ranges], CONFIRMED_SHIFT),
        meta="confirmed range",
        mode="lines",
        line={"color": CONFIRMED, "width": 3},
        hoverinfo="skip",
        showlegend=False,
    )


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark of a row, with what is written to its right."""

    place: int
    x: float
    symbol: str
    text: str = ""
    size: int = 10


def _claimed_marks(ranges: Sequence[IncidentRange], reach: Reach) -> go.Scatter:
    marks = [mark for place, row in enumerate(ranges) for mark in _marks_of_claim(place, row, reach)]
    return _marks(marks, ranges, CLAIMED, CLAIMED_SHIFT, "claimed")


def _marks_of_claim(place: int, row: IncidentRange, reach: Reach) -> list[Mark]:
    """End caps, an arrow for an open end, a ring for 'none', or the words that nothing was quantified."""
    ends = _claimed_ends(row, reach)
    if ends is None:
        return [Mark(place, reach.place(0), "circle", row.claimed, size=0)]
    first, last = ends
    arrow = f"<span style='color:{CLAIMED}'>{OPEN_END}</span> " if row.is_open else ""
    text = f"{arrow}{row.claimed}"
    if not row.is_open and row.claimed_high == 0:
        return [Mark(place, last, "circle-open", text)]
    caps = [Mark(place, first, "line-ns-open")] if first != last else []
    return [*caps, Mark(place, last, "line-ns-open", text)]


def _confirmed_marks(ranges: Sequence[IncidentRange], reach: Reach) -> go.Scatter:
    marks = [mark for place, row in enumerate(ranges) for mark in _marks_of_floor(place, row, reach)]
    return _marks(marks, ranges, CONFIRMED, CONFIRMED_SHIFT, "confirmed")


def _marks_of_floor(place: int, row: IncidentRange, reach: Reach) -> list[Mark]:
    """A floor is a mark with ▸ for 'at least'. Nothing confirmed is no mark: it is not a zero."""
    ends = _confirmed_ends(row, reach)
    if ends is None:
        return []
    first, last = ends
    if row.confirmed_high is None:
        return [Mark(place, first, "diamond", f"▸ {row.confirmed}")]
    caps = [Mark(place, first, "diamond")] if first != last else []
    return [*caps, Mark(place, last, "diamond", row.confirmed)]


def _marks(marks: list[Mark], ranges: Sequence[IncidentRange], colour: str, shift: float, role: str) -> go.Scatter:
    """``customdata`` of each mark is the incident's title."""
    return go.Scatter(
        x=[mark.x for mark in marks],
        y=[mark.place + shift for mark in marks],
        meta=role,
        mode="markers+text",
        marker={
            "symbol": [mark.symbol for mark in marks],
            "size": [mark.size for mark in marks],
            "opacity": 1,
            "color": colour,
            "line": {"width": [2 if mark.size else 0 for mark in marks], "color": colour},
        },
        text=[f" {mark.text}" if mark.text else "" for mark in marks],
        textposition="middle right",
        textfont={"size": 11},
        cliponaxis=False,
        customdata=[ranges[mark.place].incident for mark in marks],
        hovertext=[_box(ranges[mark.place]) for mark in marks],
        hovertemplate=HOVER_TEMPLATE,
        showlegend=False,
    )


def _box(row: IncidentRange) -> str:
    """All about one row, with its full title."""
    counted = metric_in_words(row.metric)
    when = dated(row.day, row.precision) if row.day else "date not known"
    where = ", ".join(part for part in (row.place, when) if part)
    floor = "nothing recorded" if row.confirmed == "–" else row.confirmed
    if row.confirmed_low is not None and row.confirmed_high is None:
        floor = f"at least {row.confirmed_low:,}"
    rows = [
        *(f"<b>{line}</b>" for line in wrapped(row.incident, 54)),
        *wrapped(where, 54),
        f"Claimed: {row.claimed} {counted}",
        f"Confirmed: {floor}",
        f"{row.claims:,} claims by {row.claimants:,} claimants, {row.unassessed:,} unassessed",
    ]
    return "<br>".join(rows)


def _row_label(row: IncidentRange) -> str:
    """The title, and in smaller letters the date and what is counted."""
    when = dated(row.day, row.precision, short=True) if row.day else "date not known"
    counted = metric_in_words(row.metric).replace(" and ", " & ")
    below = f"<span style='font-size:10px'>{when} · {html.escape(counted, quote=False)}</span>"
    return "<br>".join([*_title_lines(row), below])


def _title_lines(row: IncidentRange) -> list[str]:
    return wrapped(cut(row.incident, LONGEST_LABEL), LABEL_WIDTH, most_lines=2)


def _row_height(ranges: Sequence[IncidentRange]) -> int:
    is_tall = any(len(_title_lines(row)) > 1 for row in ranges)
    return TALL_ROW_HEIGHT if is_tall else ROW_HEIGHT


def _dress_axes(figure: go.Figure, ranges: Sequence[IncidentRange], reach: Reach) -> None:
    figure.update_layout(uirevision=f"incidents {'log' if reach.is_log else 'linear'}")
    figure.update_xaxes(
        type="log" if reach.is_log else "linear",
        range=reach.ends,
        title={"text": "People", "standoff": 8, "font": {"size": 12}},
        tickfont={"size": 11},
        tickangle=0,
        automargin=False,
        showgrid=True,
        gridcolor=SHADE,
        zeroline=not reach.is_log,
        zerolinecolor=NEUTRAL,
        **_ticks(reach),
    )
    figure.update_yaxes(
        range=[len(ranges) - 0.5, -0.5],
        tickmode="array",
        tickvals=list(range(len(ranges))),
        ticktext=[_row_label(row) for row in ranges],
        tickfont={"size": 11},
        ticklabelstandoff=6,
        automargin=False,
        showgrid=False,
        zeroline=False,
    )
    for edge in range(1, len(ranges)):
        figure.add_shape(
            type="line",
            xref="paper",
            x0=0,
            x1=1,
            y0=edge - 0.5,
            y1=edge - 0.5,
            line={"color": SHADE, "width": 1},
        )


def _ticks(reach: Reach) -> dict[str, Any]:
    """'none', 1, 10, 100 and so on; on a linear axis plotly's choice of whole people."""
    if not reach.is_log:
        return {"tickformat": ",d", "nticks": 5, "dtick": 1 if reach.most < 5 else None}
    powers = range(floor(log10(max(reach.most, 10))) + 1)
    every = 2 if len(powers) > MOST_TICKS else 1
    shown = [10**power for power in powers[::every]]
    labels = [_short(power) for power in shown]
    return {"tickmode": "array", "tickvals": [NONE_PLACE, *shown], "ticktext": ["none", *labels]}


def _short(power: int) -> str:
    """1,000 as '1k', so that a phone has room for it."""
    if power >= 1_000_000:
        return f"{power // 1_000_000}M"
    return f"{power // 1_000}k" if power >= 1_000 else str(power)
