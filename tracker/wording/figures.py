"""Figures: a number or a vague word with its qualifiers, found by pattern in a row of roles.

The patterns are written in the letters of ``Role``. Every repetition in them is bounded, so that they run in
linear time.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tracker.vocabulary import Qualifier
from tracker.wording.items import Amount, Item
from tracker.wording.language import Role
from tracker.wording.rules import NOBODY, Reading, hedged, opposed, quantified, ranged, vague

JOIN = r"(?:-?[tT]-?|-)"
HARM = "[HDCE]"
Q = "q{0,4}"
FIGURE = re.compile(
    rf"""
      (?P<between>{Q}[oO]{Q}n(?:{JOIN}|&){Q}n)                    # between 20 and 30
    | (?P<range>{Q}n{JOIN}{Q}n)                                  # 20 to 30
    | (?P<hedge>{Q}[nv]c?&?[e?]{{1,3}}[cf]?{Q}[nv])                   # 20, possibly 30
    | (?P<opposed>q{{1,4}}n(?:[wWP]{{0,3}}c?b|c?&|c)q{{1,4}}n)         # more than 600 but under 700
    | (?P<one>\??{Q}(?:T{Q})?[nv!])
    """,
    re.VERBOSE,
)
BEHIND = re.compile(rf"-?(?P<after>a)|(?P<people>[wW]{{0,2}}(?:[Pp]|{HARM}))(?:a|(?P<last>q)(?=$|[.c]))|q(?=$|[.c])")
"""What may stand behind a figure and still qualify it: 'or more', 'people or more', a final 'at least'."""

NONE = re.compile(
    rf"""
      z[wWkq]?[wW]?[Pp]?[gk]{{0,3}}                     # no casualties, no one was killed
      (?:{HARM}|f[gk]?[HD])(?![wfWCE]?[lRX])(?!k[RX])
    | Zf?[pPW]?{HARM}(?![wf]?[lRX])                      # without casualties
    | (?<![RXOf]){HARM}[fO]{{0,2}}z(?=$|[.cb&])          # casualties: none
    | ^z\.*$
    """,
    re.VERBOSE,
)
OBSERVATION = re.compile(
    rf"[zZ][wWfypq]{{0,3}}[yRX][^.nv!]{{0,6}}?{HARM}|[zZ][wWfypPHDCEk]{{0,5}}[RX]|[zZ][fwW]{{0,2}}y"
    rf"|[RX][fOwW]{{0,2}}{HARM}[fO]{{0,2}}z"
)
"""'No sign of casualties', 'no casualties were reported', 'no massive casualties': seen, but no zero."""

RISEN = re.compile(r"r[fwWqO]{0,3}$")
"""After 'rose', the word that can mean 'up to' means 'to'."""

POSTPOSED = frozenset({Qualifier.AT_LEAST, Qualifier.UP_TO, Qualifier.APPROX})
IN_RANGES = frozenset({Qualifier.UP_TO, Qualifier.APPROX, Qualifier.EXACT})
"""What may stand before the second number and change nothing: 'between 20 and as many as 30'."""

NUMERALS = frozenset({Role.NUMBER, Role.VAGUE, Role.BROKEN})


@dataclass(slots=True)
class Figure:
    """A reading and the places of the row it was read from; ``reading`` None: the words do not fit."""

    start: int
    end: int
    reading: Reading | None
    numbers: Sequence[Item]


def _whole(amount: Amount) -> int | None:
    return int(amount) if amount.denominator == 1 else None


def _pair(low: Item, high: Item) -> tuple[int | None, int | None]:
    """Two numbers; the first takes the second one's scale in '12-14 thousand'."""
    amount = low.amount
    if high.scale > 1 and low.scale == 1 and amount < high.coefficient:
        amount = amount * high.scale
    return _whole(amount), _whole(high.amount)


def _one(qualifiers: Iterable[Qualifier], numeral: Item, amount: int | None) -> Reading | None:
    """A number or a vague word with what stands beside it. 'Up to dozens' has no end that can be counted."""
    kinds = set(qualifiers)
    if numeral.role == Role.VAGUE:
        has_upper_end = kinds & {Qualifier.UP_TO, Qualifier.LESS_THAN, Qualifier.NEARLY}
        return None if has_upper_end else vague(int(numeral.amount))
    if numeral.role == Role.BROKEN or amount is None:
        return None
    return quantified(kinds, amount)


def _qualifiers(row: Sequence[Item]) -> list[Qualifier]:
    """The qualifiers of some items; 'bis' before a single number is 'up to', 'perhaps' alone is 'about'."""
    found = [item.qualifier for item in row if item.qualifier is not None]
    found += [Qualifier.UP_TO for item in row if item.role == Role.UNTIL]
    if not found and any(item.role == Role.POSSIBLY for item in row):
        return [Qualifier.APPROX]
    return found


def _two(kind: str, row: Sequence[Item], behind: list[Qualifier]) -> Reading | None:
    """The reading of a figure with two numbers."""
    places = [place for place, item in enumerate(row) if item.role in NUMERALS]
    first, second = places[0], places[-1]
    low, high = _pair(row[first], row[second])
    if kind in {"between", "range"}:
        around = _qualifiers(row[:first]) + behind
        is_plain = set(_qualifiers(row[first + 1 : second])) <= IN_RANGES
        return ranged(around, low, high) if is_plain and low is not None and high is not None else None
    leading = _qualifiers(row[:first])
    if kind == "hedge":  # 'about' before two numbers goes with neither end, as in 'about 20 to 30'
        leading = [qualifier for qualifier in leading if qualifier is not Qualifier.APPROX]
    before = _one(leading, row[first], low)
    trailing = [item for item in row[first + 1 : second] if item.role != Role.POSSIBLY]
    after = _one([*_qualifiers(trailing), *behind], row[second], high)
    if kind == "opposed":
        return opposed(before, after)
    if row[first].role == Role.VAGUE:
        return before
    return hedged(before, after)


def _figure(kind: str, row: Sequence[Item], roles: str, start: int, end: int) -> Figure:
    behind = BEHIND.match(roles, end)
    qualifiers: list[Qualifier] = []
    stop = end
    if behind:
        found = _qualifiers(row[behind.start() : behind.end()])
        if behind["after"] or set(found) <= POSTPOSED or (behind["people"] and not behind["last"]):
            qualifiers, stop = found, behind.end() if not behind["people"] else end
    part = row[start:end]
    numerals = [item for item in part if item.role in NUMERALS]
    if kind == "one":
        if Role.UNTIL in roles[start:end] and RISEN.search(roles, max(0, start - 4), start):
            part = [item for item in part if item.role != Role.UNTIL]
        reading = _one([*_qualifiers(part), *qualifiers], numerals[0], _whole(numerals[0].amount))
    else:
        reading = _two(kind, part, qualifiers)
    return Figure(start, stop, reading, numerals)


def _split(match: re.Match[str], row: Sequence[Item], roles: str) -> list[Figure]:
    """One figure, or two where 'more than 40 and more than 75' only looks like one."""
    kind = str(match.lastgroup)
    figure = _figure(kind, row, roles, match.start(), match.end())
    if kind != "opposed" or figure.reading is not None:
        return [figure]
    first_end = 1 + next(place for place in range(match.start(), match.end()) if roles[place] == "n")
    second_start = match.end() - 1
    while roles[second_start - 1] == "q":
        second_start -= 1
    return [
        _figure("one", row, roles, match.start(), first_end),
        _figure("one", row, roles, second_start, match.end()),
    ]


def figures(row: Sequence[Item], roles: str) -> list[Figure]:
    """Every figure of the row in order, zeros in words among them."""
    found = [figure for match in FIGURE.finditer(roles) for figure in _split(match, row, roles)]
    found += [
        Figure(match.start(), match.end(), NOBODY, ())
        for match in NONE.finditer(roles)
        if not OBSERVATION.match(roles, match.start())
    ]
    return sorted(found, key=lambda figure: figure.start)
