"""The names at the right end of the lines, moved apart so that none covers another."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log10
from string import ascii_lowercase
from typing import Any, Final

from tracker.charts.look import Look
from tracker.charts.words import day_in_words, line_in_words, wrapped
from tracker.series import Line, Timeline

LABEL_WIDTH: Final = 20
"""In characters: what the right margin holds beside a plot that a phone still shows."""
MARGIN: Final = 142
NARROW_WIDTH, NARROW_MARGIN = 60, 26
"""On a phone a letter stands beside each line, and the labels below the plot."""
TEXT_LINE: Final = 13.5
GAP: Final = 5


@dataclass(frozen=True, slots=True)
class Scale:
    """The vertical axis: what it spans, in people, and how many pixels that is."""

    low: float
    high: float
    height: int
    is_log: bool

    @property
    def ends(self) -> list[float]:
        """The range as plotly takes it: powers of ten on a logarithmic axis."""
        return [self.place(self.low), self.place(self.high)]

    def place(self, people: float) -> float:
        """Where a figure stands on the axis, as plotly's annotations take it."""
        return log10(people) if self.is_log else float(people)

    def pixels_down(self, people: float) -> float:
        """How far a figure stands below the upper end."""
        low, high = self.ends
        return self.height * (high - self.place(people)) / (high - low)


def label_lines(line: Line, look: Look, timeline: Timeline, width: int = LABEL_WIDTH) -> list[str]:
    """The label of a line; where the line ends early or is dashed at its end, it says since when."""
    rows = wrapped(f"{look.stroke} {line_in_words(line)}", width)
    stroke = f"<span style='color:{look.colour}'><b>{look.stroke}</b></span>"
    rows[0] = stroke + rows[0].removeprefix(look.stroke)
    if line.last.ended_at is not None:
        what = "retracted" if line.last.is_retracted else "replaced"
        rows += [f"<i>{row}</i>" for row in wrapped(f"{what} {day_in_words(line.last.ended_at, short=True)}", width)]
    elif timeline.end and timeline.end - line.last.day > timeline.stale_after:
        rows.append(f"<i>last: {day_in_words(line.last.day, short=True)}</i>")
    return rows


def letters(number: int) -> list[str]:
    """A letter a line, by which its label below the plot is found."""
    return [ascii_lowercase[place % 26] * (place // 26 + 1) for place in range(number)]


def lettered(labels: Sequence[Sequence[str]]) -> list[str]:
    """The labels as lines below the plot, each led by its letter."""
    led = zip(letters(len(labels)), labels, strict=True)
    return [row if place else f"<b>{letter}</b> {row}" for letter, rows in led for place, row in enumerate(rows)]


def room_needed(labels: Sequence[Sequence[str]]) -> int:
    """The pixels that all labels take, one above the other."""
    return round(sum(_height(rows) for rows in labels))


def end_labels(
    timeline: Timeline, labels: Sequence[Sequence[str]], looks: Sequence[Look], scale: Scale
) -> list[dict[str, Any]]:
    """An annotation a line, beside its end and joined to it."""
    wanted = [scale.pixels_down(line.last.shown) for line in timeline.lines]
    middles = spread(wanted, [_height(rows) for rows in labels], scale.height)
    return [
        _label(rows, look, scale.place(line.last.shown), middle - want)
        for line, rows, look, want, middle in zip(timeline.lines, labels, looks, wanted, middles, strict=True)
    ]


def spread(wanted: Sequence[float], heights: Sequence[float], room: float) -> list[float]:
    """Middles as close to the wanted ones as fits: from the top down, then pushed back into the room."""
    order = sorted(range(len(wanted)), key=lambda place: wanted[place])
    middles = list(wanted)
    edge = 0.0
    for place in order:
        middles[place] = max(middles[place], edge + heights[place] / 2)
        edge = middles[place] + heights[place] / 2
    edge = max(room, sum(heights))
    for place in reversed(order):
        middles[place] = min(middles[place], edge - heights[place] / 2)
        edge = middles[place] - heights[place] / 2
    return middles


def _height(rows: Sequence[str]) -> float:
    return TEXT_LINE * len(rows) + GAP


def _label(rows: Sequence[str], look: Look, place: float, down: float) -> dict[str, Any]:
    return {
        "name": "end of line",
        "text": "<br>".join(rows),
        "xref": "paper",
        "x": 1,
        "yref": "y",
        "y": place,
        "ax": 16,
        "ay": round(down, 1),
        "xanchor": "left",
        "yanchor": "middle",
        "align": "left",
        "font": {"size": 11},
        "showarrow": True,
        "arrowhead": 0,
        "arrowwidth": 1,
        "arrowcolor": look.colour,
        "startstandoff": 2,
        "standoff": 4,
    }
