"""Text for pictures: cut, wrapped and made harmless, and the words for a day and for a figure."""

import html
import textwrap
import unicodedata
from datetime import date
from typing import Final

from tracker.series import Line, Point
from tracker.vocabulary import DatePrecision, Metric, Qualifier, SeriesKind
from tracker.wording import bounds_in_words

JOINERS: Final = "\u200c\u200d"
FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"
RIGHT_TO_LEFT: Final = frozenset({"R", "AL"})

METRIC_WORDS: Final[dict[str, str]] = {Metric.LOSSES_UNSPECIFIED: "losses"}


def plain(text: str) -> str:
    """One line without control characters; a joiner, which scripts need, stays."""
    kept = (
        character if character in JOINERS or unicodedata.category(character)[0] != "C" else " " for character in text
    )
    return " ".join("".join(kept).split())


def cut(text: str, most: int) -> str:
    """At most so many characters, the last of them … where something is left out."""
    text = plain(text)
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def wrapped(text: str, width: int, most_lines: int | None = None) -> list[str]:
    """Lines no longer than ``width``, ready for a picture: plotly reads tags, so every < and & is escaped."""
    lines = textwrap.wrap(plain(text), width, max_lines=most_lines, placeholder=" …", break_on_hyphens=False)
    return [_isolated(html.escape(line, quote=False)) for line in lines]


def _isolated(line: str) -> str:
    """A line with letters from right to left does not turn its surroundings around."""
    if any(unicodedata.bidirectional(character) in RIGHT_TO_LEFT for character in line):
        return f"{FIRST_STRONG_ISOLATE}{line}{POP_ISOLATE}"
    return line


def metric_in_words(metric: str) -> str:
    """What is counted, as it follows a number: '600 killed'."""
    return METRIC_WORDS.get(metric) or Metric(metric).label.lower()


def day_in_words(day: date, *, short: bool = False) -> str:
    """'8 January 2023', or '8 Jan 2023'."""
    return f"{day.day} {day:{'%b %Y' if short else '%B %Y'}}"


def dated(day: date, precision: str, *, short: bool = False) -> str:
    """A date as well as it is known: 'January 2023' for a month, 'by 8 January 2023' for a range of days."""
    if precision == DatePrecision.YEAR:
        return f"{day:%Y}"
    if precision == DatePrecision.MONTH:
        return f"{day:{'%b %Y' if short else '%B %Y'}}"
    written = day_in_words(day, short=short)
    if precision == DatePrecision.DAY:
        return written
    return f"the week to {written}" if precision == DatePrecision.WEEK else f"by {written}"


def when_said(point: Point) -> str:
    """'on 8 January 2023', 'in January 2023 (day not known)', 'by 8 January 2023 (day not known)'."""
    written = dated(point.stated_at, point.stated_precision)
    if point.stated_precision == DatePrecision.DAY:
        return f"on {written}"
    is_by = written.startswith("by ")
    return f"{written} (day not known)" if is_by else f"in {written} (day not known)"


def figure_in_words(kind: SeriesKind, point: Point) -> str:
    """The figure as it is printed beside a line: 'about 700', '601+', '189,000-273,000'."""
    if kind is SeriesKind.CONFIRMED and point.low is not None:
        return f"{point.low:,}"
    if point.qualifier == Qualifier.APPROX and point.value is not None:
        return f"about {point.value:,}"
    if point.low is None and point.high is None:
        return "not quantified" if point.value is None else f"{point.value:,}"
    return bounds_in_words(point.low, point.high)


def range_in_words(kind: SeriesKind, point: Point) -> str:
    """The bounds of a figure; a floor is 'at least' and a zero floor means nothing documented yet."""
    if kind is SeriesKind.CONFIRMED and point.low is not None and point.high is None:
        return f"at least {point.low:,}"
    return bounds_in_words(point.low, point.high)


def line_in_words(line: Line) -> str:
    """Who, the last figure and what it counts; a floor and an estimate are named as such."""
    mark = {SeriesKind.CONFIRMED: " (floor)", SeriesKind.ESTIMATED: " (estimate)"}.get(line.kind, "")
    figure = figure_in_words(line.kind, line.last)
    return f"{cut(line.actor, 44)}{mark}: {figure} {metric_in_words(line.key.metric)}"
