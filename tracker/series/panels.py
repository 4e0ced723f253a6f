"""Small timelines side by side: one part of the view varies, everything else is the same."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from tracker.series.lines import Line
from tracker.series.rows import series_rows
from tracker.series.timeline import Timeline, headline
from tracker.vocabulary import SeriesKind

MOST_PANELS: Final = 12
PANEL_COLUMNS: Final = ("panel", "date", "series", "actor", "metric", "low", "high", "value", "claim_code", "note")


@dataclass(frozen=True, slots=True)
class Panel:
    """One small timeline: ``name`` is what varies, ``about`` what else it shows where that was chosen for it."""

    name: str
    about: str
    timeline: Timeline
    claims: int

    @property
    def claimed(self) -> list[Line]:
        """The claimed lines."""
        return self.timeline.of_kind(SeriesKind.CLAIMED)

    @property
    def confirmed(self) -> list[Line]:
        """The confirmed lines."""
        return self.timeline.of_kind(SeriesKind.CONFIRMED)

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why nothing is computed between claimed and confirmed; empty where something is."""
        found = self.timeline.comparison
        return ("no figure is in this view",) if found is None else found.reasons


@dataclass(frozen=True, slots=True)
class Panels:
    """The panels drawn and how many more there would be."""

    panels: tuple[Panel, ...]
    left_out: int

    @property
    def drawn(self) -> list[Panel]:
        """The panels that hold a line."""
        return [panel for panel in self.panels if panel.timeline.lines]

    @property
    def days(self) -> tuple[date, date] | None:
        """The first and the last day of all panels."""
        drawn = self.drawn
        if not drawn:
            return None
        starts = [line.points[0].day for panel in drawn for line in panel.timeline.lines]
        return min(starts), max(panel.timeline.end or min(starts) for panel in drawn)


def of_claimant(timeline: Timeline, claimant: str) -> Timeline:
    """What one claimant said, beside the confirmed lines that it may be held against, or the one it may not be."""
    own = [line for line in timeline.lines if line.actor == claimant]
    keys = {line.key for line in own}
    others = [line for line in timeline.of_kind(SeriesKind.CONFIRMED) if line.actor != claimant]
    beside = [line for line in others if line.key in keys] or _shown_beside(replace(timeline, lines=(*own, *others)))
    if not own or all(line.kind is SeriesKind.CONFIRMED for line in own):
        beside = []
    lines = tuple(line for line in timeline.lines if line in own or line in beside)
    narrowed = replace(timeline, lines=lines, end=max((line.end for line in lines), default=None), comparison=None)
    return replace(narrowed, comparison=headline(narrowed)) if lines else narrowed


def _shown_beside(timeline: Timeline) -> list[Line]:
    """The confirmed line whose difference is named as the reason for computing nothing."""
    found = headline(timeline).confirmed if timeline.lines and timeline.end else None
    return [found] if found else []


def differing(panels: Sequence[Panel]) -> list[str]:
    """In what the figures of different panels are unlike, in plain words: nothing is computed across these."""
    keys = [line.key for panel in panels for line in panel.timeline.lines[:1]]
    parts = [part.partition(" (")[0] for key in keys[1:] for part in keys[0].difference(key)]
    return list(dict.fromkeys(parts))


def panel_rows(panels: Iterable[Panel]) -> Iterator[dict[str, Any]]:
    """The rows the panels draw, under PANEL_COLUMNS."""
    for panel in panels:
        for row in series_rows(panel.timeline):
            yield {"panel": panel.name, **row}
