"""Claimants side by side: shares with their intervals as dots, times to confirmation as falling steps."""

import html
from collections.abc import Mapping, Sequence
from typing import Final

import pandas as pd
import plotly.graph_objects as go

from tracker.charts.hover import HOVER_TEMPLATE
from tracker.charts.look import NEUTRAL, OKABE_ITO, SHADE
from tracker.charts.sheet import KeyEntry, Sheet, blank
from tracker.charts.words import cut, wrapped
from tracker.series import Claimant, Lag, Share, Wait

NO_CLAIMANTS: Final = "No claims match these filters."
MOST_ROWS: Final = 20
ROW_HEIGHT: Final = 34
LABEL_WIDTH, LONGEST_LABEL = 26, 46
LABEL_MARGIN, FIGURE_MARGIN = 168, 104
COLOUR: Final = OKABE_ITO[0]
CURVE_HEIGHT: Final = 240
CURVE_MARGIN: Final = 150
DASHES: Final = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
STROKES: Final = ("━━", "╌╌", "┈┈", "━·", "╍╍", "━··")
FEWEST_WAITING: Final = 0.1
"""A curve is drawn while at least this share of its claims is still followed; beyond it every step is chance."""


def percent(share: float | None) -> str:
    """A share as it is printed; a dash where it is undefined."""
    if share is None:
        return "–"
    return f"{share:.0%}" if share in (0, 1) or 0.01 <= share < 0.995 else f"{share:.1%}"


def share_in_words(share: Share) -> str:
    """'2 of 17: 12% (3% to 34%)'."""
    if share.share is None:
        return "–"
    return f"{share.count:,} of {share.total:,}: {interval_in_words(share)}"


def interval_in_words(share: Share) -> str:
    """'12% (3% to 34%)'."""
    if share.share is None:
        return "–"
    return f"{percent(share.share)} ({percent(share.low)} to {percent(share.high)})"


def shares_compared(rows: Sequence[tuple[str, Share]], *, title: str, source_line: str) -> go.Figure:
    """A row a claimant, in the order given: the share as a dot on the line of its 95 % interval."""
    drawn = [(name, share) for name, share in rows[:MOST_ROWS] if share.share is not None]
    if not drawn:
        return blank(NO_CLAIMANTS, title=title, source_line=source_line)
    figure = go.Figure(layout={"template": "none"})
    figure.add_traces([_intervals(drawn), _dots(drawn)])
    Sheet(
        title=title,
        source_line=source_line,
        plot_height=ROW_HEIGHT * len(drawn) + 6,
        left=LABEL_MARGIN,
        right=FIGURE_MARGIN,
        key=(KeyEntry("●", "share", COLOUR), KeyEntry("├─┤", "95% interval (Wilson)", COLOUR)),
    ).dress(figure)
    _dress_rows(figure, drawn)
    return figure


def _intervals(rows: Sequence[tuple[str, Share]]) -> go.Scatter:
    xs: list[float | None] = []
    ys: list[float | None] = []
    for place, (_, share) in enumerate(rows):
        xs += [share.low, share.high, None]
        ys += [place, place, None]
    return go.Scatter(
        x=xs,
        y=ys,
        meta="interval",
        mode="lines+markers",
        line={"color": COLOUR, "width": 2},
        marker={"symbol": "line-ns-open", "size": 9, "color": COLOUR, "line": {"width": 2, "color": COLOUR}},
        opacity=0.65,
        hoverinfo="skip",
        cliponaxis=False,
        showlegend=False,
    )


def _dots(rows: Sequence[tuple[str, Share]]) -> go.Scatter:
    return go.Scatter(
        x=[share.share for _, share in rows],
        y=list(range(len(rows))),
        meta="share",
        mode="markers",
        marker={"symbol": "circle", "size": 10, "color": COLOUR, "opacity": 1},
        cliponaxis=False,
        hovertext=[
            "<br>".join([*(f"<b>{line}</b>" for line in wrapped(name, 54)), share_in_words(share)])
            for name, share in rows
        ],
        hovertemplate=HOVER_TEMPLATE,
        showlegend=False,
    )


def _dress_rows(figure: go.Figure, rows: Sequence[tuple[str, Share]]) -> None:
    figure.update_layout(uirevision="claimants")
    figure.update_xaxes(
        range=[-0.02, 1.02],
        title={"text": "Share of all claims in this view", "standoff": 8, "font": {"size": 12}},
        tickvals=[0, 0.5, 1],
        ticktext=["0%", "50%", "100%"],
        tickfont={"size": 11},
        tickangle=0,
        gridcolor=SHADE,
        zerolinecolor=NEUTRAL,
        automargin=False,
    )
    figure.update_yaxes(
        range=[len(rows) - 0.5, -0.5],
        tickmode="array",
        tickvals=list(range(len(rows))),
        ticktext=["<br>".join(wrapped(cut(name, LONGEST_LABEL), LABEL_WIDTH, most_lines=2)) for name, _ in rows],
        tickfont={"size": 11},
        ticklabelstandoff=6,
        automargin=False,
        showgrid=False,
        zeroline=False,
    )
    for place, (_, share) in enumerate(rows):
        figure.add_annotation(
            name="figure",
            text=f"{share.count:,} of {share.total:,}: {percent(share.share)}",
            xref="paper",
            x=1,
            xshift=12,
            y=place,
            xanchor="left",
            showarrow=False,
            font={"size": 11},
        )


def shares_in_words(rows: Sequence[tuple[str, Share]], what: str) -> str:
    """How many claimants, and the share of each of the first few with its interval."""
    if not rows:
        return NO_CLAIMANTS
    shown = min(len(rows), MOST_ROWS)
    first = "; ".join(f"{cut(name, 60)} {share_in_words(share)}" for name, share in rows[:3])
    rest = f" {len(rows) - shown:,} more claimants are in the table alone." if len(rows) > shown else ""
    return (
        f"The chart shows the share of claims that are {what} for {shown:,} claimants, those with the most claims "
        f"first, each with its 95% interval. {first}.{rest}"
    )


# Time to confirmation


def waiting(lags: Mapping[str, Lag], *, title: str, source_line: str) -> go.Figure:
    """The share of claims still waiting to be confirmed, by days since they were stated, with its 95 % interval."""
    drawn = {name: lag for name, lag in lags.items() if lag.n}
    if not drawn:
        return blank(NO_CLAIMANTS, title=title, source_line=source_line)
    figure = go.Figure(layout={"template": "none"})
    last = max(last_day_drawn(lag) for lag in drawn.values())
    for place, (name, lag) in enumerate(drawn.items()):
        colour, dash = OKABE_ITO[place % len(OKABE_ITO)], DASHES[place % len(DASHES)]
        figure.add_traces([_band(lag, colour), _curve(name, lag, colour, dash)])
    Sheet(
        title=title,
        source_line=source_line,
        plot_height=CURVE_HEIGHT,
        left=56,
        right=24,
        key=[
            *(
                KeyEntry(STROKES[place % len(STROKES)], f"{cut(name, 36)} ({lag.n:,})", OKABE_ITO[place % 6])
                for place, (name, lag) in enumerate(drawn.items())
            ),
            KeyEntry("▒", "95% interval"),
        ],
    ).dress(figure)
    _dress_curve(figure, last)
    return figure


def last_day_drawn(lag: Lag) -> float:
    """The last day on which enough claims are still followed."""
    followed = lag.curve.loc[lag.curve["at_risk"] >= FEWEST_WAITING * lag.n, "days"]
    return float(followed.max()) if len(followed) else 0.0


def _curve(name: str, lag: Lag, colour: str, dash: str) -> go.Scatter:
    curve = lag.curve[lag.curve["days"] <= last_day_drawn(lag)]
    boxes = [
        f"<b>{html.escape(cut(name, 54))}</b><br>day {int(days):,}: {share:.1%} not confirmed<br>"
        f"95% interval {low:.1%} to {high:.1%}<br>{int(left):,} claims still followed"
        for days, share, low, high, left in curve.itertuples(index=False)
    ]
    return go.Scatter(
        x=list(curve["days"]),
        y=list(curve["unconfirmed"]),
        name=name,
        meta="curve",
        mode="lines",
        line={"color": colour, "width": 2.2, "dash": dash, "shape": "hv"},
        hovertext=boxes,
        hovertemplate=HOVER_TEMPLATE,
        showlegend=False,
    )


def _band(lag: Lag, colour: str) -> go.Scatter:
    curve = lag.curve[lag.curve["days"] <= last_day_drawn(lag)]
    around = [*_steps(curve, "high"), *reversed(_steps(curve, "low"))]
    return go.Scatter(
        x=[day for day, _ in around],
        y=[share for _, share in around],
        meta="interval",
        mode="lines",
        line={"width": 0, "color": colour},
        fill="toself",
        fillcolor=_faded(colour),
        hoverinfo="skip",
        showlegend=False,
    )


def _steps(curve: pd.DataFrame, name: str) -> list[tuple[float, float]]:
    """The corners of a line of steps."""
    days, shares = [float(day) for day in curve["days"]], [float(share) for share in curve[name]]
    ends = [*days[1:], days[-1]]
    return [
        corner for day, end, share in zip(days, ends, shares, strict=True) for corner in ((day, share), (end, share))
    ]


def _faded(colour: str) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.18)"


def _dress_curve(figure: go.Figure, last: float) -> None:
    figure.update_layout(uirevision="waiting")
    figure.update_xaxes(
        range=[0, max(last, 7) * 1.02],
        title={"text": "Days since the claim was stated", "standoff": 8, "font": {"size": 12}},
        tickformat=",d",
        nticks=6,
        tickfont={"size": 11},
        tickangle=0,
        showgrid=False,
        automargin=False,
    )
    figure.update_yaxes(
        range=[0, 1.03],
        title={"text": "Not confirmed", "standoff": 6, "font": {"size": 12}},
        tickformat=".0%",
        tickfont={"size": 11},
        gridcolor=SHADE,
        zerolinecolor=NEUTRAL,
        automargin=False,
    )
    figure.add_shape(
        type="line", xref="paper", x0=0, x1=1, y0=0.5, y1=0.5, line={"color": NEUTRAL, "width": 1, "dash": "dot"}
    )


def median_in_words(lag: Wait) -> str:
    """'120 days (80 to not reached)', or 'not reached' where fewer than half are confirmed."""
    if lag.n == 0:
        return "–"
    if lag.median is None:
        return "not reached"
    low = f"{lag.low:,.0f}" if lag.low is not None else "not reached"
    high = f"{lag.high:,.0f}" if lag.high is not None else "not reached"
    return f"{lag.median:,.0f} days ({low} to {high})"


def waiting_in_words(lags: Mapping[str, Lag]) -> str:
    """How many claims are confirmed and by which day half of them were."""
    said = [
        f"{cut(name, 60)}: {lag.confirmed:,} of {lag.n:,} claims were confirmed at some time; the day by which "
        f"half were confirmed is {median_in_words(lag)}."
        for name, lag in lags.items()
        if lag.n
    ]
    if not said:
        return NO_CLAIMANTS
    return " ".join([*said, "Claims not yet confirmed count for as long as they have been waiting."])


def supported(claimants: Sequence[Claimant]) -> list[tuple[str, Share]]:
    """The share of each claimant's claims that are confirmed or partially confirmed."""
    return [(found.name, found.supported) for found in claimants]
