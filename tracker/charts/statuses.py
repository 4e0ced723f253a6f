"""The state of all claims by status, as areas on top of one another in steps."""

from datetime import date
from typing import Any, Final, Literal

import pandas as pd
import plotly.graph_objects as go

from tracker.charts.end_labels import spread
from tracker.charts.look import NEUTRAL, OKABE_ITO, SHADE
from tracker.charts.sheet import KeyEntry, Paper, Sheet, blank
from tracker.vocabulary import VerificationStatus

Measured = Literal["claims", "people"]
Step = Literal["day", "month"]
"""Of what the states are the ends: a view of many claims is told month by month."""
NOTHING_TO_DRAW: Final = "No claims match these filters."
NO_PEOPLE: Final = "No claim about one incident states a lower end here."
PLOT_HEIGHT: Final = 340
LABEL_MARGIN: Final = 142
NARROW_MARGIN: Final = 16
LABEL_HEIGHT: Final = 16
FILLS: Final[dict[str, tuple[str, str]]] = {
    VerificationStatus.CONFIRMED: (OKABE_ITO[0], ""),
    VerificationStatus.PARTIALLY_CONFIRMED: (OKABE_ITO[2], "/"),
    VerificationStatus.DISPUTED: (OKABE_ITO[4], "x"),
    VerificationStatus.REFUTED: (OKABE_ITO[3], "\\"),
    VerificationStatus.INCONCLUSIVE: (OKABE_ITO[1], "-"),
    VerificationStatus.UNVERIFIED: (OKABE_ITO[5], "."),
    VerificationStatus.UNASSESSED: ("#AAAAAA", ""),
}
"""Colour and pattern of each status, from the bottom up: told apart in grey too, and none says good or bad."""
AXIS_TITLES: Final[dict[Measured, str]] = {
    "claims": "Claims",
    "people": "People: lower ends, claim by claim",
}
EARLY: Final = 0.04
"""The axis begins where this share of the final height is reached; what came earlier is there to be zoomed out to."""


def statuses_over_time(
    states: pd.DataFrame, paper: Paper, *, measured: Measured, end: date, step: Step = "day"
) -> go.Figure:
    """Areas from ``series.states_of``: how many claims, or people, had each status at the end of each day or month.

    On narrow paper the areas are named below the plot alone.
    """
    sentence = _nothing(states, measured)
    if sentence:
        return blank(sentence, title=paper.title, source_line=paper.source_line)
    figure = go.Figure(layout={"template": "none"})
    shown = [VerificationStatus(status) for status in FILLS if status in set(states["status"])]
    for status in shown:
        figure.add_trace(_area(states[states["status"] == status], status, measured, end))
    height = int(states.groupby("date")[measured].sum().max())
    counts = _last_counts(states, measured)
    sheet = Sheet(
        title=paper.title,
        source_line=paper.source_line,
        plot_height=PLOT_HEIGHT,
        left=round(38 + 6.6 * len(f"{height:,}")),
        right=NARROW_MARGIN if paper.narrow else LABEL_MARGIN,
        key_title="From the bottom up",
        key=[KeyEntry("■", _named(status, counts if paper.narrow else {}), FILLS[status][0]) for status in shown],
    )
    sheet.dress(figure)
    _dress_axes(figure, states, measured, end, height)
    figure.update_xaxes(title={"text": f"State at the end of each {step}", "standoff": 8, "font": {"size": 12}})
    if not paper.narrow:
        _label_ends(figure, counts, height)
    return figure


def _last_counts(states: pd.DataFrame, measured: Measured) -> dict[str, int]:
    """How many have each status in the end."""
    last = states[states["date"] == states["date"].iloc[-1]]
    return {status: int(count) for status, count in zip(last["status"], last[measured], strict=True)}


def _named(status: VerificationStatus, counts: dict[str, int]) -> str:
    return f"{status.label} {counts[status]:,}" if status in counts else status.label


def _nothing(states: pd.DataFrame, measured: Measured) -> str:
    if states.empty:
        return NOTHING_TO_DRAW
    return NO_PEOPLE if measured == "people" and not states["people"].any() else ""


def _area(rows: pd.DataFrame, status: VerificationStatus, measured: Measured, end: date) -> go.Scatter:
    colour, pattern = FILLS[status]
    days, counts = list(rows["date"]), [int(count) for count in rows[measured]]
    if days[-1] < end:
        days, counts = [*days, end], [*counts, counts[-1]]
    unit = "claims" if measured == "claims" else "people (lower ends)"
    return go.Scatter(
        x=[f"{day:%Y-%m-%d}" for day in days],
        y=counts,
        name=status.label,
        meta=status.value,
        stackgroup="statuses",
        mode="lines",
        line={"shape": "hv", "width": 0.8, "color": colour},
        fillcolor=colour,
        fillpattern={"shape": pattern, "bgcolor": colour, "fgcolor": "#FFFFFF", "size": 5, "solidity": 0.2}
        if pattern
        else None,
        hovertemplate=f"%{{x|%-d %B %Y}}<br><b>{status.label}</b>: %{{y:,}} {unit}<extra></extra>",
        showlegend=False,
    )


def first_day_drawn(states: pd.DataFrame, measured: Measured, end: date) -> date:
    """Where the axis begins."""
    totals = states.groupby("date")[measured].sum()
    reached = totals[totals >= EARLY * totals.iloc[-1]]
    first: date = reached.index[0] if len(reached) else totals.index[0]
    return min(first, end)


def _dress_axes(figure: go.Figure, states: pd.DataFrame, measured: Measured, end: date, height: int) -> None:
    first = pd.Timestamp(first_day_drawn(states, measured, end))
    span = max(pd.Timestamp(end) - first, pd.Timedelta(days=6))
    figure.update_layout(uirevision=measured, hovermode="closest")
    figure.update_xaxes(
        type="date",
        range=[f"{pd.Timestamp(end) - span * 1.02}", f"{pd.Timestamp(end)}"],
        tickfont={"size": 11},
        tickangle=0,
        showgrid=False,
        automargin=False,
    )
    figure.update_yaxes(
        range=[0, max(height, 1) * 1.04],
        title={"text": AXIS_TITLES[measured], "standoff": 6, "font": {"size": 12}},
        tickformat=",d",
        dtick=1 if height < 6 else None,
        nticks=6,
        tickfont={"size": 11},
        gridcolor=SHADE,
        zerolinecolor=NEUTRAL,
        automargin=False,
    )


def _label_ends(figure: go.Figure, counts: dict[str, int], height: int) -> None:
    """The name and number of each status beside the area it ends with."""
    below, wanted, labels = 0, [], []
    for status in FILLS:
        count = counts.get(status, 0)
        if not count:
            continue
        middle = below + count / 2
        below += count
        wanted.append(PLOT_HEIGHT * (1 - middle / (max(height, 1) * 1.04)))
        labels.append((VerificationStatus(status), count, middle))
    places = spread(wanted, [LABEL_HEIGHT] * len(wanted), PLOT_HEIGHT)
    for (status, count, middle), want, place in zip(labels, wanted, places, strict=True):
        figure.add_annotation(_end_label(status, count, middle, place - want))


def _end_label(status: VerificationStatus, count: int, middle: float, down: float) -> dict[str, Any]:
    return {
        "name": "end of area",
        "text": f"{status.label} {count:,}",
        "xref": "paper",
        "x": 1,
        "y": middle,
        "ax": 14,
        "ay": round(down, 1),
        "xanchor": "left",
        "yanchor": "middle",
        "showarrow": True,
        "arrowhead": 0,
        "arrowwidth": 1,
        "arrowcolor": FILLS[status][0],
        "font": {"size": 11},
    }


def statuses_in_words(states: pd.DataFrame, measured: Measured, step: Step = "day") -> str:
    """The state on the last day, and how many claims the picture cannot hold."""
    sentence = _nothing(states, measured)
    if sentence:
        return sentence
    last = states[states["date"] == states["date"].iloc[-1]]
    total = int(last[measured].sum())
    unit = (
        "claims"
        if measured == "claims"
        else "people, the lower ends of claims about one incident added up claim by claim"
    )
    parts = [
        f"{VerificationStatus(status).label.lower()} {int(count):,}"
        for status, count in zip(last["status"], last[measured], strict=True)
        if count
    ]
    when = "on each day" if step == "day" else "at the end of each month"
    said = f"The chart shows the state of claims by status {when}. "
    said += f"In the end there are {total:,} {unit}: {'; '.join(parts)}."
    if measured == "people":
        without, totals = int(last["without_lower"].sum()), int((last["claims"] - last["incident_claims"]).sum())
        said += (
            f" {without:,} claims about one incident state no lower end and add nothing; {totals:,} claims are running "
            "totals, periods or states on a day, which contain one another, and are not added up."
        )
    return said
