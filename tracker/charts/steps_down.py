"""Steps down and their labels: all of a few, and of many the largest that have room."""

from dataclasses import dataclass
from typing import Final, Self

from tracker.charts.end_labels import Scale
from tracker.charts.hover import step_down
from tracker.series import Line, Point, Timeline

LABELLED_STEPS: Final = 8
"""Up to so many steps down in a picture are labelled in words, more of them with the amount alone."""
STEPS_ABREAST: Final = 14
"""Of more than LABELLED_STEPS the largest are labelled, as far apart as so many in a row: labels do not touch."""
LABEL_ROOM: Final = 22
"""Pixels above the axis that a label below a mark needs."""


@dataclass(frozen=True, slots=True)
class StepLabels:
    """Which steps down of a picture are labelled, and how."""

    falls: int
    labelled: frozenset[int]
    scale: Scale

    @classmethod
    def of(cls, timeline: Timeline, scale: Scale, abreast: int = STEPS_ABREAST) -> Self:
        """Those of a timeline; ``abreast`` says how many labels have room beside each other."""
        falls = [point for line in timeline.lines for point in line.points if step_down(line, point)]
        few = len(falls) <= min(LABELLED_STEPS, abreast)
        return cls(len(falls), frozenset(map(id, falls if few else _with_room(falls, abreast))), scale)

    @property
    def are_all(self) -> bool:
        """Whether each step down has its label."""
        return len(self.labelled) == self.falls

    @property
    def note(self) -> str:
        """How many are labelled, where some are not."""
        said = f"{len(self.labelled)} of {self.falls} steps down have their amount written: the largest that have room."
        return "" if self.are_all else said

    def of_line(self, line: Line) -> list[tuple[Point, str, str]]:
        """The labelled points of a line, each with its label and where that stands."""
        points = [point for point in line.points if id(point) in self.labelled]
        return [(point, self._text(step_down(line, point)), self._place(point)) for point in points]

    def _text(self, step: str) -> str:
        return step.rsplit(" ", maxsplit=1)[-1] if self.falls > LABELLED_STEPS else step

    def _place(self, point: Point) -> str:
        """Below the mark, or above it near the axis, where the days are written."""
        room = self.scale.height - self.scale.pixels_down(point.shown)
        return "top center" if room < LABEL_ROOM else "bottom center"


def _with_room(falls: list[Point], abreast: int) -> list[Point]:
    """The largest falls, none of them close to a larger one."""
    days = [point.day for point in falls]
    apart = (max(days) - min(days)) / abreast
    found: list[Point] = []
    for point in sorted(falls, key=lambda point: (point.increment or 0, point.day)):
        if all(abs(point.day - other.day) > apart for other in found):
            found.append(point)
    return found
