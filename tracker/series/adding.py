"""Which ranges may be added up, and their sum: never a person twice, never one claimant to another."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from tracker.claims.inclusion import Includes, parts_among
from tracker.series.policies import SelectedRange, select_range
from tracker.wording import bounds_in_words


class UnlikeFiguresError(ValueError):
    """Figures that must not be added to one another."""


@dataclass(frozen=True, slots=True)
class SummedRange:
    """Incidents added up: sum of lows to sum of highs, in people; wider than any plausible total.

    ``high`` is None as soon as one incident has no upper end: the total is 'low or more'. An incident without
    a lower end adds 0 to ``low`` and is counted in ``n_no_lower_bound``.
    """

    low: int
    high: int | None
    incidents: int
    n_no_lower_bound: int
    n_open: int
    left_out: Mapping[str, str] = field(default_factory=dict)
    """Codes that are not in the sum since they are part of one that is, each with that one's code."""

    @property
    def in_words(self) -> str:
        """'110-130', '611 or more'."""
        return f"{self.low:,} or more" if self.high is None else bounds_in_words(self.low, self.high)

    @property
    def note(self) -> str:
        """What a reader must know about the sum; '' where nothing was left out and every lower end is stated."""
        parts = []
        if self.left_out:
            parts.append(
                f"{len(self.left_out):,} left out of the sum, being part of, or overlapping with, a larger figure in it"
            )
        if self.n_no_lower_bound:
            parts.append(f"{self.n_no_lower_bound:,} without a lower bound, counted as 0")
        return "; ".join(parts)


def sum_ranges(ranges: Iterable[SelectedRange]) -> SummedRange:
    """Sum of lows to sum of highs over different incidents; an incident without a range adds nothing.

    The caller sees to it that no incident lies within another; ``sum_without_parts`` does that itself.
    """
    counted = [found for found in ranges if found.claims]
    highs = [found.high for found in counted if found.high is not None]
    n_open = len(counted) - len(highs)
    return SummedRange(
        low=sum(found.low or 0 for found in counted),
        high=None if n_open else sum(highs),
        incidents=len(counted),
        n_no_lower_bound=sum(found.low is None for found in counted),
        n_open=n_open,
    )


def sum_without_parts(ranges: Mapping[str, SelectedRange], includes: Includes) -> SummedRange:
    """The sum of ranges by code, where some contain others: the larger one is added, its parts are left out."""
    counted = {code: found for code, found in ranges.items() if found.claims}
    left_out = parts_among(counted, includes)
    return replace(sum_ranges(found for code, found in counted.items() if code not in left_out), left_out=left_out)


def sum_claims(claims: Iterable[Mapping[str, Any]], includes: Includes = ()) -> SummedRange:
    """The sum of one claimant's current figures; ``includes`` names claims by code.

    Of several figures for one incident the latest counts, and a total is not added to what it includes.

    Raises:
        UnlikeFiguresError: the claims are of several claimants, parties, metrics, populations or subgroups, or
            more than one of them is a total over time.
    """
    rows = list(claims)
    for part in ("claimant", "affected_party", "metric", "population", "subgroup"):
        if len({row[part] for row in rows}) > 1:
            raise UnlikeFiguresError(f"figures that differ in their {part} are not added to one another")
    if sum(row["incident"] is None for row in rows) > 1:
        raise UnlikeFiguresError("totals over time are not added to one another")
    place = {row["code"]: row["incident"] or row["code"] for row in rows}
    ranges = {key: select_range(row for row in rows if place[row["code"]] == key) for key in place.values()}
    return sum_without_parts(ranges, [(place.get(whole, whole), place.get(part, part)) for whole, part in includes])
