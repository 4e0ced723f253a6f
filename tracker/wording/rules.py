"""Rule set v1: a qualifier and a number become bounds.

Every function answers None where the words contradict each other, so that nothing is guessed.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import NamedTuple

from tracker.vocabulary import Qualifier
from tracker.wording.bounds import half_width

RULE_VERSION = "v1"

LOWER_ENDS = frozenset({Qualifier.MORE_THAN, Qualifier.AT_LEAST})
UPPER_ENDS = frozenset({Qualifier.LESS_THAN, Qualifier.UP_TO})


@dataclass(frozen=True, slots=True)
class Wording:
    """A claimant's words and what the rules make of them.

    ``low`` None: no lower end is stated. ``high`` None: open above. ``stated_value`` is the one number
    that is printed, None for ranges and for words such as 'dozens'.
    """

    verbatim: str
    qualifier: Qualifier
    stated_value: int | None
    low: int | None
    high: int | None
    rule_version: str = RULE_VERSION

    def to_dict(self) -> dict[str, str | int | None]:
        """The reading as plain values, in the order in which they are printed."""
        return {
            "verbatim": self.verbatim,
            "qualifier": str(self.qualifier),
            "stated_value": self.stated_value,
            "low": self.low,
            "high": self.high,
            "rule_version": self.rule_version,
        }


class Reading(NamedTuple):
    """What words say about a number of people, apart from the words themselves."""

    qualifier: Qualifier
    stated_value: int | None = None
    low: int | None = None
    high: int | None = None


UNREAD = Reading(Qualifier.UNREAD)
UNQUANTIFIED = Reading(Qualifier.UNQUANTIFIED)
NOBODY = Reading(Qualifier.NONE, 0, 0, 0)


def vague(low: int) -> Reading:
    """A word such as 'dozens': a least meaning and no upper end."""
    return Reading(Qualifier.VAGUE, None, low, None)


def nearly(number: int) -> Reading | None:
    """'Nearly 700' is 650 to 699. 'Nearly 1' says nothing that can be counted."""
    if number <= 1:
        return None
    return Reading(Qualifier.NEARLY, number, number - half_width(number), number - 1)


def approx(number: int) -> Reading | None:
    """'About 700' is 650 to 750. 'About 0' says nothing that can be counted."""
    if number == 0:
        return None
    width = half_width(number)
    return Reading(Qualifier.APPROX, number, max(0, number - width), number + width)


def exact(number: int) -> Reading:
    """The bare number."""
    return Reading(Qualifier.EXACT, number, number, number) if number else NOBODY


ENDS: dict[Qualifier, Callable[[int, int], Reading]] = {
    Qualifier.MORE_THAN: lambda n, width: Reading(Qualifier.MORE_THAN, n, max(0, n - width) + 1, None),
    Qualifier.AT_LEAST: lambda n, width: Reading(Qualifier.AT_LEAST, n, max(0, n - width), None),
    Qualifier.LESS_THAN: lambda n, width: Reading(Qualifier.LESS_THAN, n, None, n + width - 1),
    Qualifier.UP_TO: lambda n, width: Reading(Qualifier.UP_TO, n, None, n + width),
}
"""Readings with one open end; a width moves the other end outwards, for 'more than about 600'."""


def quantified(qualifiers: Collection[Qualifier], number: int) -> Reading | None:
    """One number with all the qualifiers that stand beside it.

    'More than about 700' keeps its open end and starts from the lower end of 'about 700', so it claims no
    more than the words do. 'At least more than 600' is 'more than 600'.
    """
    kinds = frozenset(qualifiers) - {Qualifier.EXACT}
    if kinds == LOWER_ENDS:
        kinds = frozenset({Qualifier.MORE_THAN})
    ends = kinds - {Qualifier.APPROX}
    if len(ends) > 1:
        return None
    if not ends:
        return approx(number) if kinds else exact(number)
    (kind,) = ends
    if kind is Qualifier.NEARLY:
        return nearly(number) if len(kinds) == 1 else None
    if kind is Qualifier.LESS_THAN and number == 0:
        return None
    return ENDS[kind](number, half_width(number) if len(kinds) > 1 else 0)


def ranged(qualifiers: Collection[Qualifier], low: int, high: int) -> Reading | None:
    """Two numbers that are the ends of a range; None if they stand the wrong way round.

    'About 20 to 30' is 20-30. 'At least 20 to 30' promises only the 20, 'up to 20 to 30' only the 30.
    """
    kinds = frozenset(qualifiers) - {Qualifier.EXACT, Qualifier.APPROX}
    if low > high or len(kinds) > 1:
        return None
    if not kinds:
        return Reading(Qualifier.RANGE, None, low, high)
    if kinds <= LOWER_ENDS:
        return quantified(kinds, low)
    return quantified(kinds, high) if kinds <= UPPER_ENDS else None


def hedged(first: Reading | None, second: Reading | None) -> Reading | None:
    """'20, possibly 30': from the first statement's lower end to the second one's upper end."""
    if first is None or second is None or first.low is None or second.high is None:
        return None
    if second.low is not None and second.low < first.low:
        return None
    return Reading(Qualifier.RANGE, None, first.low, second.high) if first.low <= second.high else None


def opposed(first: Reading | None, second: Reading | None) -> Reading | None:
    """'More than 600 but fewer than 700', in either order: 601 to 699."""
    if first is None or second is None:
        return None
    below, above = (first, second) if first.high is None else (second, first)
    if below.low is None or below.high is not None or above.high is None or above.low is not None:
        return None
    return Reading(Qualifier.RANGE, None, below.low, above.high) if below.low <= above.high else None
