"""What happened meanwhile, on a timeline: thin lines and bands with numbers above the plot, and what each number means.

A number needs no more room than a mark on a phone, and above the plot it covers no figure. What it means stands below,
inside the picture.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import plotly.graph_objects as go

from tracker.charts.look import NEUTRAL, SHADE
from tracker.charts.words import cut, day_in_words
from tracker.series import Timeline
from tracker.vocabulary import AnnotationKind, Axis

MOST_DRAWN: Final = 12
NARROWEST_PLOT: Final = 190
"""In pixels, on a phone: numbers that would touch each other there stand one above the other."""
NUMBER_WIDTH, NUMBER_HEIGHT = 20, 17
MOST_ROWS: Final = 4
LONGEST_TITLE: Final = 90


@dataclass(frozen=True, slots=True)
class Note:
    """Something that happened on a day, or from a day to another."""

    start: date
    end: date | None
    title: str
    kind: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class NoteMark:
    """A note as it is drawn: its number, and in which row above the plot the number stands."""

    number: int
    note: Note
    row: int
    base: int
    first: date
    last: date

    @property
    def in_words(self) -> str:
        """The number and what it stands for."""
        return f"{self.number}: {note_in_words(self.note)}"

    def draw(self, figure: go.Figure) -> None:
        """Put the line or the band and the number into a figure."""
        first, last = f"{self.first:%Y-%m-%d}", f"{self.last:%Y-%m-%d}"
        if last > first:
            band = {"fillcolor": SHADE, "line_width": 0}
            figure.add_shape(type="rect", x0=first, x1=last, y0=0, y1=1, yref="paper", layer="below", **band)
        stroke = {"color": NEUTRAL, "width": 1, "dash": "dot"}
        figure.add_shape(type="line", x0=first, x1=first, y0=0, y1=1, yref="paper", line=stroke, layer="below")
        figure.add_annotation(
            name="note",
            text=str(self.number),
            hovertext=self.in_words.replace("<", "&lt;"),
            x=first,
            y=1,
            yref="paper",
            yanchor="bottom",
            yshift=self.base + NUMBER_HEIGHT * self.row,
            showarrow=False,
            font={"size": 10},
            bordercolor=NEUTRAL,
            borderwidth=1,
            borderpad=1,
        )


def note_in_words(note: Note) -> str:
    """'Records released (data release, 5 Mar 2024)'."""
    kind = AnnotationKind(note.kind).label.lower()
    return f"{cut(note.title, LONGEST_TITLE)} ({kind}, {when_in_words(note)})"


def when_in_words(note: Note) -> str:
    """'2 Jan 2023', or '2 Jan 2023 to 5 Jan 2023'."""
    first = day_in_words(note.start, short=True)
    return first if note.end in (None, note.start) else f"{first} to {day_in_words(note.end, short=True)}"


def notes_drawn(notes: Sequence[Note], timeline: Timeline) -> list[Note]:
    """Those that fall into the days a timeline shows, in order; of more than MOST_DRAWN the latest."""
    if timeline.end is None:
        return []
    first = min(line.points[0].day for line in timeline.lines)
    within = [note for note in notes if note.start <= timeline.end and (note.end or note.start) >= first]
    return sorted(within, key=lambda note: (note.start, note.title))[-MOST_DRAWN:]


def note_marks(notes: Sequence[Note], timeline: Timeline) -> list[NoteMark]:
    """A mark a note; a number that would touch another on a phone stands in a row above it."""
    if not notes or timeline.end is None:
        return []
    first = min(line.points[0].day for line in timeline.lines)
    pixels_a_day = NARROWEST_PLOT / max((timeline.end - first).days, 6)
    base = 16 if timeline.axis is Axis.EVENT else 2  # by event date, words about recent days stand there
    edges = [float("-inf")] * MOST_ROWS
    marks = []
    for number, note in enumerate(notes, start=1):
        start, last = max(note.start, first), min(note.end or note.start, timeline.end)
        place = (start - first).days * pixels_a_day
        row = next((row for row, edge in enumerate(edges) if edge <= place), edges.index(min(edges)))
        edges[row] = place + NUMBER_WIDTH
        marks.append(NoteMark(number, note, row, base, start, last))
    return marks


def notes_in_words(notes: Sequence[Note]) -> str:
    """What is marked, for readers who cannot see it; '' where nothing is."""
    told = (f"{number}: {note_in_words(note)}" for number, note in enumerate(notes, start=1))
    return f"Marked on the days: {'; '.join(told)}." if notes else ""


def room_above(marks: Sequence[NoteMark], least: int) -> int:
    """The room between title and plot, in pixels; without notes it is ``least``."""
    return max([least, *(10 + mark.base + NUMBER_HEIGHT * (mark.row + 1) for mark in marks)])
