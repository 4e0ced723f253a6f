"""Claimed, confirmed and estimated figures as steps in time."""

import html
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from math import floor, log10
from typing import Any, Final, NamedTuple

import pandas as pd
import plotly.graph_objects as go

from tracker.charts.annotations import Note, note_marks, notes_drawn, room_above
from tracker.charts.end_labels import (
    LABEL_WIDTH,
    MARGIN,
    NARROW_MARGIN,
    NARROW_WIDTH,
    Scale,
    end_labels,
    label_lines,
    lettered,
    letters,
    room_needed,
)
from tracker.charts.hover import HOVER_TEMPLATE, box_of_line, claim_box
from tracker.charts.look import (
    NEUTRAL,
    SHADE,
    STALE_DASH,
    STATUS_SYMBOLS,
    Look,
    looks_of,
    mark_size,
    symbol_of,
)
from tracker.charts.sheet import KeyEntry, Paper, Sheet, blank
from tracker.charts.steps_down import StepLabels
from tracker.series import Line, Point, Timeline
from tracker.vocabulary import Axis, SeriesKind, VerificationStatus

NOTHING_TO_DRAW: Final = "No figures match these filters."
AXIS_TITLES: Final = {
    Axis.STATED: "By stated date: what was being said",
    Axis.EVENT: "By event date: when it happened",
}
INCOMPLETE_DAYS: Final = timedelta(days=30)
PLOT_HEIGHT: Final = 330
HEADROOM: Final = 1.1
"""Room above the highest figure, so that the arrow of an open bound is not cut."""
FEWEST_DAYS: Final = timedelta(days=6)
ARROW_WORDS: Final = {"↑": "no upper end stated", "↓": "no lower end stated"}

Xs = list[str | None]
Ys = list[int | None]


class Holding(NamedTuple):
    """A figure and the days it holds: until the next one or its own end; the first of them are not yet stale.

    ``before`` is the figure from which the line steps to this one, ``is_cut`` says that no step leads on.
    """

    point: Point
    before: Point | None
    fresh_until: date
    until: date
    is_cut: bool


def claimed_and_confirmed(
    timeline: Timeline,
    paper: Paper,
    *,
    log: bool = False,
    notes: Sequence[Note] = (),
    as_of: str = "",
) -> go.Figure:
    """Step lines by the timeline's axis. ``log`` is followed where ``can_be_logarithmic`` allows it.

    ``notes`` are drawn where they fall into the days shown: see ``notes_drawn``. ``as_of`` names the past day that
    is shown; it stands on the axis. On narrow paper the names of the lines stand below the plot.
    """
    end = timeline.end
    if not timeline.lines or end is None:
        return blank(NOTHING_TO_DRAW, title=paper.title, source_line=paper.source_line)
    looks = looks_of(timeline.lines)
    width = NARROW_WIDTH if paper.narrow else LABEL_WIDTH
    labels = [label_lines(line, look, timeline, width) for line, look in zip(timeline.lines, looks, strict=True)]
    beside = [[f"<b>{letter}</b>"] for letter in letters(len(labels))] if paper.narrow else labels
    is_log = log and can_be_logarithmic(timeline)
    scale = _scale(timeline, max(PLOT_HEIGHT, room_needed(beside)), is_log=is_log)
    steps = StepLabels.of(timeline, scale)
    figure = go.Figure(layout={"template": "none"})
    for line, look in zip(timeline.lines, looks, strict=True):
        figure.add_traces(line_traces(line, look, timeline, end, steps))
    marked = note_marks(notes_drawn(notes, timeline), timeline)
    sheet = Sheet(
        title=paper.title,
        source_line=paper.source_line,
        plot_height=scale.height,
        left=round(38 + 6.6 * len(f"{scale.high:,.0f}")),
        right=NARROW_MARGIN if paper.narrow else MARGIN,
        lines=lettered(labels) if paper.narrow else (),
        key_title="Status of each claim",
        key=_key(timeline),
        notes=[*(mark.in_words for mark in marked), *filter(None, [steps.note])],
        axis_lines=2 if as_of else 1,
        above_plot=room_above(marked, 22 if timeline.axis is Axis.EVENT else 10),
    )
    sheet.dress(figure)
    for label in end_labels(timeline, beside, looks, scale):
        figure.add_annotation(label)
    _dress_axes(figure, timeline, scale, end)
    figure.update_xaxes(title_text=_axis_title(timeline.axis, as_of))
    for mark in marked:
        mark.draw(figure)
    return figure


def _axis_title(axis: Axis, as_of: str) -> str:
    return f"{AXIS_TITLES[axis]}<br>{html.escape(as_of)}" if as_of else AXIS_TITLES[axis]


def can_be_logarithmic(timeline: Timeline) -> bool:
    """Whether every figure and bound is above zero; a logarithm of zero is nowhere."""
    return all(figure > 0 for figure in _figures(timeline))


def _figures(timeline: Timeline) -> list[int]:
    return [
        figure
        for line in timeline.lines
        for point in line.points
        for figure in (point.shown, point.low, point.high)
        if figure is not None
    ]


def _scale(timeline: Timeline, height: int, *, is_log: bool) -> Scale:
    figures = _figures(timeline)
    highest = max([1, *figures])
    if not is_log:
        return Scale(0, highest * HEADROOM, height, is_log=False)
    return Scale(10 ** floor(log10(min(figures))), highest * 1.6, height, is_log=True)


def line_traces(line: Line, look: Look, timeline: Timeline, end: date, steps: StepLabels) -> list[go.Scatter]:
    """A line from its shaded range up to its marks; what would be empty is left out."""
    held = list(_holdings(line, timeline.stale_after, end))
    traces = [
        _range(line, look, held),
        _steps(line, look, held),
        _stale_steps(line, look, held, timeline.stale_after),
        _marks(line, look),
        _open_ends(line, look),
        _steps_down(line, look, steps),
        _ends(line, look, held),
        _breaks(line, look),
    ]
    return [trace for trace in traces if trace is not None]


def _holdings(line: Line, stale_after: timedelta, end: date) -> Iterator[Holding]:
    before = None
    for point, following in zip(line.points, [*line.points[1:], None], strict=True):
        until = point.held_until(following) or max(end, point.day)
        is_cut = following.is_break or until < following.day if following else point.ended_at is not None
        yield Holding(point, before, min(until, point.day + stale_after), until, is_cut)
        before = None if is_cut else point


def _iso(day: date) -> str:
    return f"{day:%Y-%m-%d}"


def _trace(role: str, line: Line, xs: Xs, ys: Ys, /, **looks: Any) -> go.Scatter:
    """A trace named after its line; ``meta`` says which part of the line it is."""
    return go.Scatter(x=xs, y=ys, name=line.label, meta=role, showlegend=False, **looks)


def _steps(line: Line, look: Look, held: list[Holding]) -> go.Scatter:
    """The figure in force, day by day, with a gap where it has gone stale or was withdrawn."""
    xs: Xs = []
    ys: Ys = []
    for holding in held:
        if holding.before is not None and xs and xs[-1] is None:
            xs.append(_iso(holding.point.day))
            ys.append(holding.before.shown)
        xs.append(_iso(holding.point.day))
        ys.append(holding.point.shown)
        if holding.fresh_until < holding.until or holding.is_cut:
            xs += [_iso(holding.fresh_until), None]
            ys += [holding.point.shown, None]
    if xs[-1] is not None:
        xs.append(_iso(held[-1].until))
        ys.append(held[-1].point.shown)
    stroke = {"color": look.colour, "width": look.width, "dash": look.dash, "shape": "hv"}
    return _trace("line", line, xs, ys, mode="lines", line=stroke, hoverinfo="skip")


def _stale_steps(line: Line, look: Look, held: list[Holding], stale_after: timedelta) -> go.Scatter | None:
    """What is left of a figure after it has gone stale: thin and dashed."""
    stale = [holding for holding in held if holding.fresh_until < holding.until]
    if not stale:
        return None
    xs: Xs = []
    ys: Ys = []
    notes: list[str] = []
    for holding in stale:
        note = f"no newer figure since {_iso(holding.point.day)},<br>for more than {stale_after.days:,} days"
        xs += [_iso(holding.fresh_until), _iso(holding.until), None]
        ys += [holding.point.shown, holding.point.shown, None]
        notes += [note, note, ""]
    stroke = {"color": look.colour, "width": 1, "dash": STALE_DASH, "shape": "hv"}
    return _trace("stale", line, xs, ys, mode="lines", line=stroke, hovertext=notes, hovertemplate=HOVER_TEMPLATE)


def _range(line: Line, look: Look, held: list[Holding]) -> go.Scatter | None:
    """From low to high, a box for each figure that has both, as long as the figure is fresh."""
    if line.kind is SeriesKind.ESTIMATED:
        return None
    xs: Xs = []
    ys: Ys = []
    for point, _, fresh_until, *_ in held:
        if point.low is None or point.high is None or point.low == point.high:
            continue
        first, last = _iso(point.day), _iso(fresh_until)
        xs += [first, last, last, first, first, None]
        ys += [point.low, point.low, point.high, point.high, point.low, None]
    if not xs:
        return None
    return _trace(
        "range",
        line,
        xs,
        ys,
        mode="lines",
        line={"width": 0, "color": look.colour},
        fill="toself",
        fillcolor=look.faded(0.22),
        hoverinfo="skip",
    )


def _marks(line: Line, look: Look) -> go.Scatter:
    """A mark a claim; ``customdata`` holds the claim's code."""
    marker = {
        "symbol": [symbol_of(line.kind, point.status) for point in line.points],
        "size": mark_size(line.kind, len(line.points)),
        "color": look.colour,
        "opacity": 1,
        "line": {"width": 1.5 if line.kind is not SeriesKind.CONFIRMED else 0, "color": look.colour},
    }
    return _trace(
        "marks",
        line,
        [_iso(point.day) for point in line.points],
        [point.shown for point in line.points],
        mode="markers",
        marker=marker,
        error_y=_interval(line, look),
        cliponaxis=False,
        customdata=[point.code for point in line.points],
        hovertext=[claim_box(line, point) for point in line.points],
        hovertemplate=box_of_line(line),
    )


def _interval(line: Line, look: Look) -> dict[str, Any] | None:
    """The interval of an estimate, as a bar with end caps."""
    if line.kind is not SeriesKind.ESTIMATED:
        return None
    return {
        "type": "data",
        "symmetric": False,
        "array": [(point.high or point.shown) - point.shown for point in line.points],
        "arrayminus": [point.shown - (point.low or point.shown) for point in line.points],
        "color": look.colour,
        "thickness": 1.5,
        "width": 5,
    }


def _open_ends(line: Line, look: Look) -> go.Scatter | None:
    """An arrow at an open end: upwards for '601+', downwards for 'up to 30'. Floors have none."""
    if line.kind is SeriesKind.CONFIRMED:
        return None
    arrows = [(point, *arrow) for point in line.points if (arrow := _arrow(point))]
    if not arrows:
        return None
    return _trace(
        "open",
        line,
        [_iso(point.day) for point, _, _ in arrows],
        [point.shown for point, _, _ in arrows],
        mode="markers+text",
        marker={"size": 9, "opacity": 0, "color": look.colour},
        text=[arrow for _, arrow, _ in arrows],
        textposition=[position for _, _, position in arrows],
        textfont={"size": 18, "color": look.colour, "weight": "bold"},
        cliponaxis=False,
        hoverinfo="skip",
    )


def _arrow(point: Point) -> tuple[str, str] | None:
    if point.high is None and point.low is not None:
        return "↑", "top center"
    if point.low is None and point.high is not None:
        return "↓", "bottom center"
    return None


def _steps_down(line: Line, look: Look, labels: StepLabels) -> go.Scatter | None:
    """The amount by which the line falls, written at the marks where it does."""
    steps = labels.of_line(line)
    if not steps:
        return None
    points, texts, places = zip(*steps, strict=True)
    return _trace(
        "revision",
        line,
        [_iso(point.day) for point in points],
        [point.shown for point in points],
        mode="markers+text",
        marker={"size": 9, "opacity": 0, "color": look.colour},
        text=texts,
        textposition=places,
        textfont={"size": 10},
        cliponaxis=False,
        hoverinfo="skip",
    )


def _ends(line: Line, look: Look, held: list[Holding]) -> go.Scatter | None:
    """'retracted' where a line ends because the figure was withdrawn and none took its place that day."""
    ends = [holding for holding in held if holding.is_cut and holding.until == holding.point.ended_at]
    if not ends:
        return None
    return _trace(
        "ended",
        line,
        [_iso(holding.until) for holding in ends],
        [holding.point.shown for holding in ends],
        mode="markers+text",
        marker={"size": 8, "symbol": "line-ns-open", "color": look.colour, "opacity": 1},
        text=["retracted" if holding.point.is_retracted else "replaced" for holding in ends],
        textposition="top left",
        textfont={"size": 10},
        cliponaxis=False,
        hoverinfo="skip",
    )


def _breaks(line: Line, look: Look) -> go.Scatter | None:
    """Where the claimant began to count by another definition, and the line starts anew."""
    points = [point for point in line.points if point.is_break]
    if not points:
        return None
    return _trace(
        "break",
        line,
        [_iso(point.day) for point in points],
        [point.shown for point in points],
        mode="markers+text",
        marker={"size": 9, "opacity": 0, "color": look.colour},
        text=["new method" if point.new_method else "new definition" for point in points],
        textposition="top center",
        textfont={"size": 10},
        cliponaxis=False,
        hoverinfo="skip",
    )


def _key(timeline: Timeline) -> list[KeyEntry]:
    """The statuses that occur, and the arrows that do."""
    points = [point for line in timeline.of_kind(SeriesKind.CLAIMED) for point in line.points]
    found = {point.status for point in points}
    entries = [
        KeyEntry(symbol.glyph, VerificationStatus(status).label.lower())
        for status, symbol in STATUS_SYMBOLS.items()
        if status in found
    ]
    arrows = dict.fromkeys(arrow[0] for point in points if (arrow := _arrow(point)))
    return entries + [KeyEntry(arrow, ARROW_WORDS[arrow]) for arrow in sorted(arrows)]


def _dress_axes(figure: go.Figure, timeline: Timeline, scale: Scale, end: date) -> None:
    start = min(line.points[0].day for line in timeline.lines)
    span = max(end - start, FEWEST_DAYS)
    figure.update_layout(uirevision=f"{timeline.axis.value} {'log' if scale.is_log else 'linear'}")
    figure.update_xaxes(
        type="date",
        range=[f"{pd.Timestamp(end) - span * 1.05}", f"{pd.Timestamp(end) + span * 0.012}"],
        title={"text": AXIS_TITLES[timeline.axis], "standoff": 8, "font": {"size": 12}},
        tickfont={"size": 11},
        tickangle=0,
        automargin=False,
        showgrid=False,
    )
    figure.update_yaxes(
        type="log" if scale.is_log else "linear",
        range=scale.ends,
        rangemode="tozero",
        title={"text": "People", "standoff": 6, "font": {"size": 12}},
        automargin=False,
        tickformat=",d",
        tickfont={"size": 11},
        dtick=_tick(scale),
        nticks=7,
        showgrid=True,
        gridcolor=SHADE,
        zeroline=True,
        zerolinecolor=NEUTRAL,
    )
    recent = _known_on(timeline) - INCOMPLETE_DAYS
    if timeline.axis is Axis.EVENT and recent < end:
        _shade_recent_days(figure, recent, end)


def _tick(scale: Scale) -> float | None:
    """Whole people, whole powers of ten; otherwise plotly's choice."""
    if scale.is_log:
        return 1
    return 1 if scale.high < 7 else None


def _known_on(timeline: Timeline) -> date:
    """The day of the latest statement drawn; incidents added up stand as they are known today."""
    stated = (point.stated_at for line in timeline.lines for point in line.points if point.code)
    return max(stated, default=datetime.now(UTC).date())


def _shade_recent_days(figure: go.Figure, first: date, end: date) -> None:
    figure.add_shape(
        type="rect",
        x0=_iso(first),
        x1=_iso(end),
        y0=0,
        y1=1,
        yref="paper",
        fillcolor=SHADE,
        line_width=0,
        layer="below",
    )
    figure.add_annotation(
        text="recent days are incomplete",
        xref="paper",
        x=1,
        y=1,
        yref="paper",
        xanchor="right",
        yanchor="bottom",
        showarrow=False,
        font={"size": 10},
    )
