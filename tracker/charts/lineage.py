"""A claim's line of descent: what its claimant said before and after, one statement below the other."""

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go

from tracker.charts.hover import HOVER_TEMPLATE
from tracker.charts.look import OKABE_ITO
from tracker.charts.sheet import KeyEntry, Sheet
from tracker.charts.words import cut, dated, wrapped
from tracker.series.records import plain_records
from tracker.vocabulary import ENDS, Lifecycle, RelationKind
from tracker.wording import bounds_in_words

LINE: Final = OKABE_ITO[0]
ROW_HEIGHT: Final = 84
LEFT_MARGIN, RIGHT_MARGIN = 44, 16
WORDS_WIDTH: Final = 56
LONGEST_WORDS: Final = 110
MOST_DRAWN: Final = 12
LANE: Final = 0.018
"""How far, in parts of the plot's width, a link that passes over other statements bends to the left."""
SYMBOLS: Final = {
    Lifecycle.CURRENT: "circle",
    Lifecycle.SUPERSEDED: "circle-open",
    Lifecycle.RETRACTED: "x-thin-open",
}
KEY: Final = (
    KeyEntry("●", "current", LINE),
    KeyEntry("○", "superseded", LINE),
    KeyEntry("✕", "retracted", LINE),
)


@dataclass(frozen=True, slots=True)
class Statement:
    """One claim on the line; bounds are people, None open. ``by`` is the code of the claim that ended it."""

    code: str
    claimant: str
    stated_at: date
    stated_precision: str
    verbatim: str
    low: int | None
    high: int | None
    lifecycle: Lifecycle = Lifecycle.CURRENT
    ended_at: date | None = None
    by: str | None = None

    @property
    def figure(self) -> str:
        """The range as it is printed."""
        return bounds_in_words(self.low, self.high)

    @property
    def when(self) -> str:
        """The day it was stated, as well as it is known."""
        return dated(self.stated_at, self.stated_precision)


@dataclass(frozen=True, slots=True)
class Link:
    """What a later statement did to an earlier one: places in the order of the statements."""

    kind: RelationKind
    later: int
    earlier: int
    note: str


@dataclass(frozen=True, slots=True)
class Descent:
    """Statements in the order in which they were made, and what happened between them."""

    statements: Sequence[Statement]
    links: Sequence[Link]


def descent_of(relations: pd.DataFrame) -> Descent:
    """A line of descent out of the relations along it, as the store's ``read_lineage`` gives them."""
    rows = plain_records(relations)
    ends = {row[f"{end}_code"]: _statement(row, end) for row in rows for end in ("from", "to")}
    place = {one.code: at for at, one in enumerate(sorted(ends.values(), key=lambda one: (one.stated_at, one.code)))}
    order = sorted(rows, key=lambda row: (place[row["from_code"]], place[row["to_code"]]))
    for row in order:
        kind, to = RelationKind(row["kind"]), row["to_code"]
        if kind in ENDS and ends[to].ended_at is None:
            ends[to] = _ended(ends[to], ENDS[kind], row)
    statements = sorted(ends.values(), key=lambda one: place[one.code])
    links = [
        Link(RelationKind(row["kind"]), place[row["from_code"]], place[row["to_code"]], row["note"]) for row in order
    ]
    return Descent(statements, links)


def _statement(row: Mapping[str, Any], end: str) -> Statement:
    low, high = (row[f"{end}_{name}"] for name in ("low", "high"))
    return Statement(
        **{name: row[f"{end}_{name}"] for name in ("code", "claimant", "stated_at", "stated_precision", "verbatim")},
        low=None if low is None else int(low),
        high=None if high is None else int(high),
    )


def _ended(one: Statement, lifecycle: Lifecycle, row: Mapping[str, Any]) -> Statement:
    return replace(one, lifecycle=lifecycle, ended_at=row["from_stated_at"], by=row["from_code"])


def lineage(descent: Descent, *, shown: str, title: str, source_line: str) -> go.Figure:
    """The statements from the first at the top to the last, with figure, day and words; ``shown`` has a larger mark.

    The steps are as long as each other: the picture shows the order, and the days stand beside the marks.
    """
    statements = descent.statements
    figure = go.Figure(layout={"template": "none"})
    for link in descent.links:
        figure.add_trace(_link_line(link, descent))
    figure.add_trace(_marks(statements, shown))
    sheet = Sheet(
        title=title,
        source_line=source_line,
        plot_height=ROW_HEIGHT * len(statements),
        left=LEFT_MARGIN,
        right=RIGHT_MARGIN,
        key=KEY,
    )
    sheet.dress(figure)
    figure.update_xaxes(visible=False, range=[0, 1], fixedrange=True)
    figure.update_yaxes(visible=False, range=[len(statements) - 0.5, -0.5], fixedrange=True)
    for place, statement in enumerate(statements):
        _write(figure, place, _beside_mark(statement, is_shown=statement.code == shown))
        did = [_in_words(link, descent) for link in descent.links if link.later == place]
        if did:
            _write(figure, place - 0.5, [f"<i>↑ {' · '.join(did)}</i>"])
    return figure


def around(descent: Descent, code: str, most: int = MOST_DRAWN) -> Descent:
    """At most so many statements of a long line, those nearest to one of them."""
    count = len(descent.statements)
    if count <= most:
        return descent
    at = next((place for place, one in enumerate(descent.statements) if one.code == code), count - 1)
    first = min(max(0, at - most // 2), count - most)
    kept = range(first, first + most)
    links = [
        replace(link, later=link.later - first, earlier=link.earlier - first)
        for link in descent.links
        if link.later in kept and link.earlier in kept
    ]
    return Descent(descent.statements[first : first + most], links)


def _is_next(link: Link) -> bool:
    return link.later - link.earlier == 1


def _marks(statements: Sequence[Statement], shown: str) -> go.Scatter:
    return go.Scatter(
        x=[0.0] * len(statements),
        y=list(range(len(statements))),
        meta="statements",
        mode="markers",
        marker={
            "symbol": [SYMBOLS[one.lifecycle] for one in statements],
            "size": [17 if one.code == shown else 12 for one in statements],
            "color": LINE,
            "opacity": 1,
            "line": {"width": 3, "color": LINE},
        },
        customdata=[one.code for one in statements],
        hovertext=[_box(one) for one in statements],
        hovertemplate=HOVER_TEMPLATE,
        cliponaxis=False,
        showlegend=False,
    )


def _link_line(link: Link, descent: Descent) -> go.Scatter:
    """Straight down to the next statement; around those that lie between, each link in a lane of its own."""
    far = [one for one in descent.links if not _is_next(one)]
    lane = 0.0 if _is_next(link) else -LANE * (1 + far.index(link) % 2)
    return go.Scatter(
        x=[0.0, lane, lane, 0.0],
        y=[link.earlier + 0.13, link.earlier + 0.25, link.later - 0.25, link.later - 0.13],
        meta=link.kind.value,
        mode="lines",
        line={"color": LINE, "width": 1.6, "dash": "solid" if link.kind in ENDS else "dot"},
        hoverinfo="skip",
        cliponaxis=False,
        showlegend=False,
    )


def _write(figure: go.Figure, place: float, lines: Sequence[str]) -> None:
    figure.add_annotation(
        text="<br>".join(lines),
        x=0,
        y=place,
        xref="x",
        yref="y",
        xanchor="left",
        yanchor="middle",
        xshift=18,
        align="left",
        showarrow=False,
        font={"size": 12},
    )


def _beside_mark(one: Statement, *, is_shown: bool) -> list[str]:
    """Figure and day, then the words; what became of it stands with the day."""
    ended = f" · {one.lifecycle.label.lower()}" if one.ended_at else ""
    here = " · this claim" if is_shown else ""
    head = f"<b>{html.escape(one.figure, quote=False)}</b> · {one.when}{ended}{here}"
    return [head, *wrapped(f"“{cut(one.verbatim, LONGEST_WORDS)}”", WORDS_WIDTH, most_lines=2)]


def _in_words(link: Link, descent: Descent) -> str:
    """What a statement did to the one above it, or to which of those further up."""
    did = link.kind.label.lower()
    return did if _is_next(link) else f"{did} that of {descent.statements[link.earlier].when}"


def _box(one: Statement) -> str:
    rows = [f"<b>{line}</b>" for line in wrapped(one.claimant, WORDS_WIDTH)]
    rows += [f"said on {one.when}", *wrapped(f"“{one.verbatim}”", WORDS_WIDTH, most_lines=6)]
    return "<br>".join([*rows, f"Claimed: <b>{one.figure}</b>"])


def lineage_in_words(descent: Descent) -> str:
    """The picture as sentences: each statement, and what it did to an earlier one."""
    said = [f"{len(descent.statements)} statements of {descent.statements[0].claimant}, the first one first."]
    for place, one in enumerate(descent.statements):
        did = [
            f"{link.kind.label.lower()} that of {descent.statements[link.earlier].when}"
            for link in descent.links
            if link.later == place
        ]
        sentence = f"{one.when}: {one.figure}, “{cut(one.verbatim, LONGEST_WORDS)}”"
        said.append(f"{sentence}; {', '.join(did)}." if did else f"{sentence}.")
    return " ".join(said)


def lineage_table(descent: Descent) -> pd.DataFrame:
    """The picture as rows: a statement each."""
    statements, links = descent.statements, descent.links
    return pd.DataFrame(
        {
            "Stated": [one.when for one in statements],
            "Range": [one.figure for one in statements],
            "In the claimant's words": [one.verbatim for one in statements],
            "What it did": [
                "; ".join(
                    f"{link.kind.label} {statements[link.earlier].code}: {link.note}"
                    for link in links
                    if link.later == place
                )
                or "–"
                for place in range(len(statements))
            ],
            "Now": [
                one.lifecycle.label if one.ended_at is None else f"{one.lifecycle.label} since {_day(one.ended_at)}"
                for one in statements
            ],
            "By": [one.by or "–" for one in statements],
            "Code": [one.code for one in statements],
        }
    )


def _day(day: date) -> str:
    return dated(day, "day")
