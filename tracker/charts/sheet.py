"""The sheet a picture is drawn on: title above, key to the marks and source line below, all inside the image.

A figure does not know how wide it will be shown. So title, key and source line are annotations of lines that
a phone has room for, the margins are fixed, and nothing has to move when the width changes.
"""

import html
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import plotly.graph_objects as go

from tracker.charts.words import wrapped

TITLE_WIDTH: Final = 42
TEXT_WIDTH: Final = 62
KEY_WIDTH: Final = 56
TITLE_LINE, KEY_LINE, NOTE_LINE, SOURCE_LINE = 20, 18, 15, 13
AXIS_BELOW: Final = 56
"""Room for tick labels of two lines and the title of the axis."""
NO_BREAK: Final = "\u00a0"


class KeyEntry(NamedTuple):
    """A mark, as a character that looks like it, and what it means."""

    glyph: str
    label: str
    colour: str | None = None


class Paper(NamedTuple):
    """What a picture says of itself, and whether it is for a phone."""

    title: str
    source_line: str
    narrow: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """The measures of one picture, in pixels."""

    title: str
    source_line: str
    plot_height: int
    left: int
    right: int
    key_title: str = ""
    key: Sequence[KeyEntry] = ()
    notes: Sequence[str] = ()
    lines: Sequence[str] = ()
    axis_lines: int = 1
    above_plot: int = 8

    @property
    def title_lines(self) -> list[str]:
        """The title as it is wrapped."""
        return wrapped(self.title, TITLE_WIDTH, most_lines=3)

    @property
    def source_lines(self) -> list[str]:
        """The source line as it is wrapped; nothing of it is cut."""
        return wrapped(self.source_line, TEXT_WIDTH)

    @property
    def key_lines(self) -> list[str]:
        """The key to the marks, as many entries in a line as fit."""
        return _key_lines(self.key_title, self.key)

    @property
    def top(self) -> int:
        """The margin above the plot."""
        return 14 + TITLE_LINE * len(self.title_lines) + self.above_plot

    @property
    def key_height(self) -> int:
        """The room for the key."""
        return KEY_LINE * len(self.key_lines) + 10 if self.key else 0

    @property
    def note_lines(self) -> list[str]:
        """The numbered notes as they are wrapped."""
        return [line for note in self.notes for line in wrapped(note, TEXT_WIDTH)]

    @property
    def notes_height(self) -> int:
        """The room for the notes."""
        return NOTE_LINE * len(self.note_lines) + 8 if self.notes else 0

    @property
    def lines_height(self) -> int:
        """The room for the names of lines, ready for the picture, where they stand below the plot."""
        return NOTE_LINE * len(self.lines) + 8 if self.lines else 0

    @property
    def axis_below(self) -> int:
        """The room for the axis: tick labels and a title of as many lines as it has."""
        return AXIS_BELOW + NOTE_LINE * (self.axis_lines - 1)

    @property
    def bottom(self) -> int:
        """The margin below the plot."""
        text = self.lines_height + self.key_height + self.notes_height + SOURCE_LINE * len(self.source_lines)
        return self.axis_below + text + 12

    @property
    def height(self) -> int:
        """The height of the whole picture."""
        return self.top + self.plot_height + self.bottom

    def dress(self, figure: go.Figure) -> None:
        """Put title, key, source line and margins around the plot."""
        margin = {"l": self.left, "r": self.right, "t": self.top, "b": self.bottom, "pad": 0}
        figure.update_layout(
            height=self.height,
            margin={**margin, "autoexpand": False},
            showlegend=False,
            hovermode="closest",
            hoverlabel={"align": "left", "namelength": -1},
            separators=".,",
        )
        title = [f"<b>{line}</b>" for line in self.title_lines]
        self._write(figure, "title", title, size=15, up=self.top - 10)
        below = -self.axis_below
        self._write(figure, "lines", self.lines, size=11, up=below, is_below=True)
        below -= self.lines_height
        self._write(figure, "key", self.key_lines, size=11, up=below, is_below=True)
        below -= self.key_height
        self._write(figure, "notes", self.note_lines, size=11, up=below, is_below=True)
        below -= self.notes_height
        self._write(figure, "source", self.source_lines, size=10, up=below, is_below=True)

    def _write(
        self,
        figure: go.Figure,
        name: str,
        lines: Sequence[str],
        *,
        size: int,
        up: int,
        is_below: bool = False,
    ) -> None:
        """Lines at the left edge of the image, their top so far up from an edge of the plot."""
        if not lines:
            return
        figure.add_annotation(
            name=name,
            text="<br>".join(lines),
            xref="paper",
            yref="paper",
            x=0,
            y=0 if is_below else 1,
            xanchor="left",
            yanchor="top",
            xshift=8 - self.left,
            yshift=up,
            borderpad=0,
            align="left",
            showarrow=False,
            font={"size": size},
        )


def _key_lines(title: str, key: Sequence[KeyEntry]) -> list[str]:
    if not key:
        return []
    lines = [f"{title}:{NO_BREAK}" if title else ""]
    room = KEY_WIDTH - len(title)
    for entry in key:
        taken = len(entry.glyph) + len(entry.label) + 3
        if taken > room:
            lines.append("")
            room = KEY_WIDTH
        lines[-1] += _entry(entry) + NO_BREAK * 3
        room -= taken
    return lines


def _entry(entry: KeyEntry) -> str:
    colour = f";color:{entry.colour}" if entry.colour else ""
    glyph = f"<span style='font-size:14px{colour}'>{entry.glyph}</span>"
    return f"{glyph}{NO_BREAK}{html.escape(entry.label, quote=False)}"


def blank(sentence: str, *, title: str, source_line: str) -> go.Figure:
    """A figure that shows a sentence where a plot would be."""
    figure = go.Figure(layout={"template": "none"})
    Sheet(title, source_line, plot_height=180, left=16, right=16).dress(figure)
    figure.update_xaxes(visible=False, range=[0, 1], fixedrange=True)
    figure.update_yaxes(visible=False, range=[0, 1], fixedrange=True)
    figure.add_annotation(
        name="sentence",
        text=sentence,
        x=0.5,
        y=0.5,
        xref="paper",
        yref="paper",
        showarrow=False,
        font={"size": 14},
    )
    return figure
