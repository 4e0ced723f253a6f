"""Small timelines side by side, on the same days and, unless the reader wants otherwise, the same vertical axis."""

from datetime import date, timedelta
from math import ceil
from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go

from tracker.charts.end_labels import Scale
from tracker.charts.look import CLAIMED_DASHES, ESTIMATE_DASH, NEUTRAL, OKABE_ITO, SHADE, Look
from tracker.charts.sheet import KeyEntry, Sheet, blank
from tracker.charts.steps_down import StepLabels
from tracker.charts.timeline import HEADROOM, line_traces
from tracker.charts.words import cut, figure_in_words, wrapped
from tracker.series import Line, Panel, Panels, unconfirmed_in_words
from tracker.vocabulary import SeriesKind

NOTHING_TO_DRAW: Final = "No figures match these filters."
CLAIMED, CONFIRMED, ESTIMATED = "#E69F00", OKABE_ITO[0], OKABE_ITO[2]
COLUMNS: Final = 2
PLOT_HEIGHT, HEAD_HEIGHT, FOOT_HEIGHT = 140, 96, 34
"""Pixels of a panel: its plot, the lines above it, the days below it."""
GAP: Final = 0.13
"""Between two columns, as a part of the width: it holds the numbers of the right one's axis."""
HEAD_WIDTH, TEXT_WIDTH = 23, 29
SMALL: Final = {"marks": 5, "open": 11}
FEWEST_DAYS: Final = timedelta(days=6)
STEPS_ABREAST: Final = 5
"""Labels of steps down that have room beside each other in a panel."""
SHARED_Y: Final = KeyEntry("↕", "all panels have the same vertical axis")
SOME_STEPS: Final = "Where lines step down often, the amounts of the largest steps that have room are written."
OWN_Y: Final = KeyEntry("↕", "each panel has its own vertical axis: do not compare heights")


def small_multiples(panels: Panels, *, title: str, source_line: str, is_shared: bool = True) -> go.Figure:
    """A panel each, in the order given; panels without a line are left out."""
    drawn, days = panels.drawn, panels.days
    if not drawn or days is None:
        return blank(NOTHING_TO_DRAW, title=title, source_line=source_line)
    figure = go.Figure(layout={"template": "none"})
    labels: list[StepLabels] = []
    columns, rows = min(COLUMNS, len(drawn)), ceil(len(drawn) / COLUMNS)
    height = rows * (PLOT_HEIGHT + HEAD_HEIGHT + FOOT_HEIGHT) - FOOT_HEIGHT
    highest = max(_highest(panel) for panel in drawn)
    for number, panel in enumerate(drawn):
        top = highest if is_shared else _highest(panel)
        labels.append(StepLabels.of(panel.timeline, Scale(0, top * HEADROOM, PLOT_HEIGHT, is_log=False), STEPS_ABREAST))
        figure.add_traces([_placed(trace, number) for trace in _traces(panel, labels[-1])])
        _place_axes(figure, number, columns, height, days, top)
        _write_head(figure, panel, number)
    Sheet(
        title=title,
        source_line=source_line,
        plot_height=height,
        left=52,
        right=20,
        key=[*_key(drawn), SHARED_Y if is_shared else OWN_Y],
        notes=() if all(some.are_all for some in labels) else (SOME_STEPS,),
    ).dress(figure)
    figure.update_layout(uirevision=f"panels {is_shared}")
    return figure


def _highest(panel: Panel) -> int:
    figures = [
        figure
        for line in panel.timeline.lines
        for point in line.points
        for figure in (point.shown, point.high)
        if figure is not None
    ]
    return max([1, *figures])


def _looks(panel: Panel) -> list[tuple[Line, Look]]:
    """A colour a kind: the panels share one key. Other dashes tell several claimed lines apart."""
    claimed = 0
    looks = []
    for line in panel.timeline.lines:
        if line.kind is SeriesKind.CONFIRMED:
            look = Look(CONFIRMED, "solid", 2.4, "━━")
        elif line.kind is SeriesKind.ESTIMATED:
            look = Look(ESTIMATED, ESTIMATE_DASH, 1.2, "╌╌")
        else:
            look = Look(CLAIMED, CLAIMED_DASHES[claimed % len(CLAIMED_DASHES)], 1.8, "┈┈")
            claimed += 1
        looks.append((line, look))
    return looks


def _traces(panel: Panel, steps: StepLabels) -> list[go.Scatter]:
    end = panel.timeline.end
    if end is None:
        return []
    return [trace for line, look in _looks(panel) for trace in line_traces(line, look, panel.timeline, end, steps)]


def _placed(trace: go.Scatter, number: int) -> go.Scatter:
    """A trace of the large timeline, made to fit a small one."""
    trace.update(xaxis=_axis("x", number), yaxis=_axis("y", number))
    if trace.meta == "marks":
        trace.update(marker={"size": SMALL["marks"]})
    elif trace.meta == "open":
        trace.update(textfont={"size": SMALL["open"]})
    elif trace.mode == "markers+text":
        trace.update(textfont={"size": 8})
    return trace


def _axis(letter: str, number: int) -> str:
    """The name of an axis; Plotly counts the first one without a number."""
    return letter if number == 0 else f"{letter}{number + 1}"


def _place_axes(
    figure: go.Figure, number: int, columns: int, height: int, days: tuple[date, date], highest: int
) -> None:
    row, column = divmod(number, COLUMNS)
    width = (1 - GAP * (columns - 1)) / columns
    left = column * (width + GAP)
    top = 1 - (row * (PLOT_HEIGHT + HEAD_HEIGHT + FOOT_HEIGHT) + HEAD_HEIGHT) / height
    first, last = days
    span = max(last - first, FEWEST_DAYS)
    figure.update_layout(
        {
            f"xaxis{number + 1}": {
                "domain": [left, min(1, left + width)],
                "anchor": _axis("y", number),
                "type": "date",
                "range": [f"{pd.Timestamp(last) - span * 1.05}", f"{pd.Timestamp(last) + span * 0.03}"],
                "tickfont": {"size": 10},
                "nticks": 4,
                "tickangle": 0,
                "showgrid": False,
                "automargin": False,
            },
            f"yaxis{number + 1}": {
                "domain": [max(0, top - PLOT_HEIGHT / height), top],
                "anchor": _axis("x", number),
                "range": [0, highest * HEADROOM],
                "tickformat": "~s" if highest >= 1_000 else ",d",
                "dtick": 1 if highest < 4 else None,
                "nticks": 4,
                "tickfont": {"size": 10},
                "gridcolor": SHADE,
                "zerolinecolor": NEUTRAL,
                "automargin": False,
            },
        }
    )


def _write_head(figure: go.Figure, panel: Panel, number: int) -> None:
    """What varies, the latest figures of both kinds, and the share or why there is none."""
    names = wrapped(cut(panel.name, 2 * HEAD_WIDTH - 4), HEAD_WIDTH, most_lines=2)
    below = [
        _small(line)
        for text, most in ((figures_in_words(panel), 3), (_between(panel), 2))
        for line in wrapped(text, TEXT_WIDTH, most)
    ]
    lines = [*(f"<b>{line}</b>" for line in names), *below]
    figure.add_annotation(
        name="panel",
        text="<br>".join(lines),
        xref=f"{_axis('x', number)} domain",
        yref=f"{_axis('y', number)} domain",
        x=0,
        y=1,
        xanchor="left",
        yanchor="bottom",
        yshift=3,
        borderpad=0,
        align="left",
        showarrow=False,
        font={"size": 11},
    )


def _small(line: str) -> str:
    return f"<span style='font-size:10px'>{line}</span>"


def figures_in_words(panel: Panel) -> str:
    """'claimed about 400; confirmed 92', a dash where there is none."""
    estimates = panel.timeline.of_kind(SeriesKind.ESTIMATED)
    estimated = f"; estimated {figure_in_words(estimates[0].kind, estimates[0].last)}" if estimates else ""
    return f"claimed {_claimed(panel)}; confirmed {_confirmed(panel)}{estimated}"


def _claimed(panel: Panel) -> str:
    found = panel.timeline.comparison
    if found is None or found.claimed is None:
        return "–"
    return figure_in_words(found.claimed.kind, found.claimed_point or found.claimed.last)


def _confirmed(panel: Panel) -> str:
    found = panel.timeline.comparison
    if found is None or found.confirmed is None or found.confirmed_point is None:
        return "–"
    return figure_in_words(found.confirmed.kind, found.confirmed_point)


def _between(panel: Panel) -> str:
    found = panel.timeline.comparison
    if panel.reasons:
        return f"not compared: {panel.reasons[0].partition(' (')[0]}"
    if found and found.share is not None:
        return f"documented share {found.share:.0%}"
    return (unconfirmed_in_words(found) if found else "") or "share undefined"


def _key(drawn: list[Panel]) -> list[KeyEntry]:
    kinds = {line.kind for panel in drawn for line in panel.timeline.lines}
    entries = {
        SeriesKind.CLAIMED: KeyEntry("┈┈", "claimed", CLAIMED),
        SeriesKind.CONFIRMED: KeyEntry("━━", "confirmed: a floor", CONFIRMED),
        SeriesKind.ESTIMATED: KeyEntry("╌╌", "estimated", ESTIMATED),
    }
    return [entry for kind, entry in entries.items() if kind in kinds]


def panels_in_words(panels: Panels, unlike: list[str], *, is_shared: bool = True) -> str:
    """How many panels, what each ends with, and in what they are unlike."""
    drawn = panels.drawn
    if not drawn:
        return NOTHING_TO_DRAW
    axis = "on one vertical axis" if is_shared else "each on a vertical axis of its own"
    said = [f"The chart shows {len(drawn):,} panels on the same days, {axis}."]
    said.append(" ".join(f"{cut(panel.name, 60)}: {figures_in_words(panel)}." for panel in drawn[:4]))
    if unlike:
        said.append(f"Between panels nothing is computed: they differ in {', '.join(unlike)}.")
    if panels.left_out:
        said.append(f"{panels.left_out:,} more would have a panel and are not drawn.")
    return " ".join(said)


def panel_table(panels: Panels) -> list[dict[str, Any]]:
    """A row a panel: what it ends with, and why nothing is computed where that is so."""
    rows = []
    for panel in panels.panels:
        found = panel.timeline.comparison
        rows.append(
            {
                "Panel": panel.name,
                "Whose people": panel.about,
                "Claims": panel.claims,
                "Latest claimed": _claimed(panel),
                "Claimant": found.claimed.actor if found and found.claimed else "–",
                "Latest confirmed": _confirmed(panel),
                "Recorder": found.confirmed.actor if found and found.confirmed else "–",
                "Documented share": f"{found.share:.1%}" if found and found.share is not None else "–",
                "Not compared, because": "; ".join(panel.reasons),
            }
        )
    return rows
