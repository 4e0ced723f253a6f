"""What a picture shows, in two to six sentences: for readers who cannot see it and for those who quote it."""

from collections.abc import Sequence
from typing import Final

from tracker.charts.words import cut, day_in_words, figure_in_words, metric_in_words, when_said
from tracker.series import Comparison, IncidentRange, Line, Point, Timeline
from tracker.vocabulary import Axis, SeriesKind

AXIS_WORDS: Final = {
    Axis.STATED: "by the day on which they were stated",
    Axis.EVENT: "by the day to which they refer",
}
KIND_WORDS: Final = {
    SeriesKind.CLAIMED: ("claimed line", "claimed lines"),
    SeriesKind.CONFIRMED: ("confirmed line, which is a floor", "confirmed lines, which are floors"),
    SeriesKind.ESTIMATED: ("estimate", "estimates"),
}
LONGEST_QUOTE: Final = 120


def timeline_in_words(timeline: Timeline) -> str:
    """What is drawn, the latest claim and floor, whether they can be compared, and what is not drawn."""
    if not timeline.lines:
        return "No figures match these filters."
    sentences = [
        _what_is_drawn(timeline),
        _latest_claim(timeline),
        _latest_floor(timeline),
        _comparison(timeline.comparison),
        _remainder(timeline),
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def _what_is_drawn(timeline: Timeline) -> str:
    counts = [(kind, len(timeline.of_kind(kind))) for kind in SeriesKind]
    drawn = [_count(number, *KIND_WORDS[kind]) for kind, number in counts if number]
    listed = drawn[0] if len(drawn) == 1 else f"{'; '.join(drawn[:-1])}; and {drawn[-1]}"
    return f"The chart shows {listed}, {AXIS_WORDS[timeline.axis]}."


def _latest_claim(timeline: Timeline) -> str:
    claimed = timeline.of_kind(SeriesKind.CLAIMED)
    if not claimed:
        return "No claimed figure is in this view."
    line = max(claimed, key=lambda found: (found.last.day, found.last.shown))
    point = line.last
    if not point.code:
        return f"{_name(line)}: {_figure(line)} claimed by {when_said(point).removeprefix('on ')}."
    quote = f", in the words “{cut(point.verbatim, LONGEST_QUOTE)}”" if point.verbatim else ""
    ended = f" It was {_ended(point)} and is no longer in force." if point.ended_at else ""
    return f"The latest claimed figure is {_figure(line)}, stated by {_name(line)} {when_said(point)}{quote}.{ended}"


def _ended(point: Point) -> str:
    what = "retracted" if point.is_retracted else "replaced"
    return f"{what} on {day_in_words(point.ended_at)}" if point.ended_at else ""


def _latest_floor(timeline: Timeline) -> str:
    found = timeline.comparison
    if found is None or found.confirmed is None:
        return "No confirmed figure is in this view."
    line, point = found.confirmed, found.confirmed_point or found.confirmed.last
    figure = f"{figure_in_words(line.kind, point)} {metric_in_words(line.key.metric)}"
    if not point.code:
        return f"{_name(line)}: at least {figure} by {when_said(point).removeprefix('on ')}."
    return f"The highest confirmed floor is at least {figure}, reported by {_name(line)} {when_said(point)}."


def _name(line: Line) -> str:
    return cut(line.actor, 80)


def _figure(line: Line) -> str:
    return f"{figure_in_words(line.kind, line.last)} {metric_in_words(line.key.metric)}"


def _comparison(found: Comparison | None) -> str:
    if found is None or found.claimed is None or found.confirmed is None:
        return ""
    if found.reasons:
        return f"Nothing is computed between claimed and confirmed: {'; '.join(found.reasons)}."
    if found.at_most_unconfirmed is None:
        return "The claim has no upper end, so the part of it that is not confirmed has none either."
    if found.at_most_unconfirmed < 0:
        return f"The floor is {-found.at_most_unconfirmed:,} above the upper end of the claim."
    share = f", and the floor is {found.share:.0%} of the claimed figure" if found.share is not None else ""
    return f"Of the claim, at most {found.at_most_unconfirmed:,} are unconfirmed{share}."


def _remainder(timeline: Timeline) -> str:
    """How many claims nobody has assessed, and what the picture leaves out."""
    parts = []
    if timeline.unassessed is not None:
        unassessed = _count(timeline.unassessed, "claim in this view is", "claims in this view are")
        parts.append(f"{unassessed} unassessed")
    if timeline.without_figure:
        bare = _count(timeline.without_figure, "claim without a figure has", "claims without a figure have")
        parts.append(f"{bare} no mark")
    if timeline.replaced:
        gone = _count(timeline.replaced, "claim that its claimant", "claims that their claimants")
        parts.append(
            f"{gone} replaced or retracted {'has' if timeline.replaced == 1 else 'have'} no mark by event date"
        )
    if timeline.left_out:
        parts.append(_count(timeline.left_out, "further line is", "further lines are") + " not drawn")
    if timeline.truncated:
        parts.append("the view holds more claims than are drawn")
    return f"{'; '.join(parts)}." if parts else ""


def incidents_in_words(ranges: Sequence[IncidentRange]) -> str:
    """How many incidents, how many open ended, how many with a floor, and the widest reach."""
    if not ranges:
        return "No incidents match these filters."
    sentences = [_rows_in_words(ranges), _highest(ranges), _floors_in_words(ranges), _unassessed(ranges)]
    return " ".join(sentence for sentence in sentences if sentence)


def _rows_in_words(ranges: Sequence[IncidentRange]) -> str:
    incidents = len({row.incident for row in ranges})
    open_ended = sum(row.is_open for row in ranges)
    bare = sum(row.claimed_low is None and row.claimed_high is None for row in ranges)
    drawn = _count(incidents, "incident", "incidents")
    parts = [f"The chart shows {drawn} in {_count(len(ranges), 'row', 'rows')}"]
    if open_ended:
        parts.append(f"in {open_ended:,} of them no upper end is stated")
    if bare:
        parts.append(f"in {bare:,} nothing claimed is quantified")
    return f"{'; '.join(parts)}."


def _highest(ranges: Sequence[IncidentRange]) -> str:
    figures = [(max(row.claimed_low or 0, row.claimed_high or 0), row) for row in ranges]
    most, row = max(figures, key=lambda found: found[0])
    if not most:
        return ""
    counted = metric_in_words(row.metric)
    return f"The highest claimed range is {row.claimed} {counted}, for {cut(row.incident, 80)}."


def _floors_in_words(ranges: Sequence[IncidentRange]) -> str:
    floors = sum(row.confirmed_low is not None or row.confirmed_high is not None for row in ranges)
    if not floors:
        return "No row has a confirmed figure."
    return (
        f"{_count(floors, 'row has', 'rows have')} a confirmed figure; a floor says 'at least', "
        "and a row without one has not been confirmed either way."
    )


def _unassessed(ranges: Sequence[IncidentRange]) -> str:
    claims = sum(row.claims for row in ranges)
    unassessed = sum(row.unassessed for row in ranges)
    return f"{unassessed:,} of {_count(claims, 'claim', 'claims')} are unassessed."
