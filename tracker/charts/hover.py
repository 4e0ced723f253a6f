"""The box beside a mark: who said it, when, in which words, and what it counts."""

import html
from typing import Final

from tracker.charts.words import cut, day_in_words, metric_in_words, range_in_words, when_said, wrapped
from tracker.series import Line, Point
from tracker.vocabulary import Population, Scope, SeriesKind, Subgroup, VerificationStatus

WIDTH: Final = 54
LONGEST_QUOTE: Final = 160
HOVER_TEMPLATE: Final = "%{hovertext}<extra></extra>"
_BRACES: Final = str.maketrans({"{": "&#123;", "}": "&#125;"})

KIND_WORDS: Final = {
    SeriesKind.CLAIMED: "Claimed",
    SeriesKind.CONFIRMED: "Confirmed floor",
    SeriesKind.ESTIMATED: "Estimate",
}


def box_of_line(line: Line) -> str:
    """The template of a line's boxes: what all its claims share is sent once, not with every claim."""
    who = "<br>".join(f"<b>{row}</b>" for row in wrapped(line.actor, WIDTH))
    what = "<br>".join(wrapped(f"Counts: {counted(line)}", WIDTH))
    return f"{who.translate(_BRACES)}<br>%{{hovertext}}<br>{what.translate(_BRACES)}<extra></extra>"


def claim_box(line: Line, point: Point) -> str:
    """What a reader needs to know of one claim before opening it, beside what ``box_of_line`` says of all."""
    rows = [
        f"said {when_said(point)}",
        *wrapped(f"“{cut(point.verbatim, LONGEST_QUOTE)}”" if point.verbatim else "", WIDTH),
        f"{KIND_WORDS[line.kind]}: <b>{range_in_words(line.kind, point)}</b>",
        *_cut_off(line, point),
        *_status(point),
        *_step_down(line, point),
        *_break(point),
        *_end(point),
    ]
    return "<br>".join(rows)


def counted(line: Line) -> str:
    """What was counted: 'killed, combatants, Russian armed forces'."""
    key = line.key
    parts = [metric_in_words(key.metric)]
    if key.population != Population.UNSPECIFIED:
        parts.append(Population(key.population).label.lower())
    if key.subgroup:
        parts.append(Subgroup(key.subgroup).label.lower())
    parts += [part for part in (key.affected_party, key.incident or key.geo_scope) if part]
    return ", ".join(parts)


def _cut_off(line: Line, point: Point) -> list[str]:
    if line.key.scope == Scope.INCIDENT or point.cut_off == point.stated_at:
        return []
    return [f"Counts up to {day_in_words(point.cut_off)}"]


def _status(point: Point) -> list[str]:
    """The status of the claim; a sum of incidents has none."""
    if not point.status:
        return []
    return [f"Status: {html.escape(VerificationStatus(point.status).label.lower())}"]


def _step_down(line: Line, point: Point) -> list[str]:
    step = step_down(line, point)
    return [f"Step down: {step} from the figure before"] if step else []


def step_down(line: Line, point: Point) -> str:
    """What happened and the amount, 'correction −50' or 'revision −50'; '' where the line does not fall.

    A stock, such as 'now missing', may fall without anything having been revised: '−50'.
    """
    if not point.is_revision_down or point.increment is None:
        return ""
    amount = f"−{-point.increment:,}"
    is_plain = line.key.scope == Scope.POINT_IN_TIME and point.step_kind is None
    return amount if is_plain else f"{point.step_word} {amount}"


def _break(point: Point) -> list[str]:
    if not point.is_break:
        return []
    if point.new_method:
        sentence = f"Counted otherwise from here on: {cut(point.new_method, LONGEST_QUOTE)}"
        return wrapped(f"{sentence}. Not comparable with the figure before", WIDTH)
    definition = f": {cut(point.definition, LONGEST_QUOTE)}" if point.definition else ""
    return wrapped(f"New definition{definition}. Not comparable with the figure before", WIDTH)


def _end(point: Point) -> list[str]:
    """What the claimant did to the claim later."""
    if point.ended_at is None:
        return []
    what = "Retracted" if point.is_retracted else "Replaced by a later statement"
    return [f"{what} on {day_in_words(point.ended_at)}"]
