"""Numbers about many claims: time to confirmation, shares, revisions, round numbers, ratios of sums.

What each means, and how it is misread, stands in ``definitions.MEASURES``. Counts are people or claims as
said; None is undefined or not reached, never zero.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp, log, sqrt
from statistics import NormalDist, median
from typing import Any, Final, TypeVar

import pandas as pd

from tracker.kept import set_aside
from tracker.series.records import plain_records
from tracker.store.overviews import Restated, Revised, Stated
from tracker.vocabulary import Qualifier, RelationKind

T = TypeVar("T")
FEWEST_FOR_DIGITS: Final = 50
"""Below so many claims nothing is said about last digits."""
LEVEL: Final = 0.95
_RESTATED: Final = frozenset({RelationKind.REVISES, RelationKind.CORRECTS})
_ALIKE: Final = ("claimant", "direction", "affected_party", "metric", "population", "subgroup")


# Time to confirmation


@dataclass(frozen=True, slots=True)
class Wait:
    """Days from statement to confirmation of ``n`` claims, of which ``confirmed`` are.

    ``median`` is the day by which half are confirmed, between ``low`` and ``high`` (95 %); each is None where
    it is not reached.
    """

    n: int
    confirmed: int
    median: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Lag(Wait):
    """The same with its curve, which has a row a day on which something changes.

    Its columns: ``days``, ``unconfirmed`` (share still waiting), ``low``, ``high`` (95 %), ``at_risk`` (claims still
    waiting just before).
    """

    curve: pd.DataFrame


def lag_to_confirmation(
    durations: Sequence[float], observed: Sequence[bool], weights: Sequence[int] | None = None
) -> Lag:
    """The Kaplan-Meier estimate. ``durations``: days until confirmation, or so far where ``observed`` is False.

    ``weights`` says how many claims each entry stands for. What was confirmed before it was stated took 0 days.
    Raises ValueError when the sequences differ in length.
    """
    counts = [1] * len(durations) if weights is None else weights
    waits = [
        (max(0.0, float(days)), bool(is_confirmed), int(count))
        for days, is_confirmed, count in zip(durations, observed, counts, strict=True)
        if count > 0
    ]
    curve = _curve(waits)
    return Lag(
        n=sum(count for *_, count in waits),
        confirmed=sum(count for _, is_confirmed, count in waits if is_confirmed),
        median=_first_day(curve, "unconfirmed"),
        low=_first_day(curve, "low"),
        high=_first_day(curve, "high"),
        curve=curve,
    )


def may_be_half_confirmed(n: int, confirmed: int, recent: int) -> bool:
    """False where the curve of these claims, and its interval, stay above a half, as no fit is needed to tell.

    ``recent`` counts claims of the ``n`` that had less time so far than the slowest of the ``confirmed`` ones took.
    """
    left = n - recent - confirmed  # so many at least were still waiting each time one was confirmed
    if not confirmed:
        return False
    if left <= 0:
        return True
    # At risk at each step are at least those left and those confirmed at it or later, so the share still waiting falls
    # no lower than if nobody else had ever been at risk, which is left / (left + confirmed). A step adds
    # d / (at risk * still waiting) to Greenwood's variance, which is therefore at most x / left, x being minus the
    # logarithm of the share; minus that of the lower end is then at most x * exp(z * sqrt(x / left) / x). Between the
    # least and the largest x this is largest at one of the two.
    z = NormalDist().inv_cdf((1 + LEVEL) / 2)
    return max(x * exp(z / sqrt(x * left)) for x in (1 / n, log(1 + confirmed / left))) >= log(2) - 1e-6


def _curve(waits: Sequence[tuple[float, bool, int]]) -> pd.DataFrame:
    if not waits:
        return pd.DataFrame({name: [] for name in ("days", "unconfirmed", "low", "high", "at_risk")}, dtype=float)
    if not any(is_confirmed for _, is_confirmed, _ in waits):
        return _level(waits)
    days, observed, counts = zip(*waits, strict=True)
    fitted = _fitter()(alpha=1 - LEVEL).fit(days, observed, weights=counts)
    low, high = (fitted.confidence_interval_.iloc[:, side].to_numpy() for side in (0, 1))
    curve = pd.DataFrame(
        {
            "days": fitted.survival_function_.index.to_numpy(),
            "unconfirmed": fitted.survival_function_.iloc[:, 0].to_numpy(),
            "low": low,
            "high": high,
        }
    )
    return curve.assign(at_risk=fitted.event_table["at_risk"].to_numpy())


def _level(waits: Sequence[tuple[float, bool, int]]) -> pd.DataFrame:
    """The curve of claims none of which is confirmed, which needs no fitting."""
    left = Counter({0.0: 0})
    for days, _, count in waits:
        left[days] += count
    followed, rows = sum(left.values()), []
    for days in sorted(left):
        rows.append((days, 1.0, 1.0, 1.0, followed))
        followed -= left[days]
    return pd.DataFrame(rows, columns=["days", "unconfirmed", "low", "high", "at_risk"])


@cache
def _fitter() -> Any:
    """The fitter of lifelines, which takes a second to load and then is no garbage to look for after every page run."""
    from lifelines import KaplanMeierFitter  # noqa: PLC0415 - few pages need it

    set_aside()
    return KaplanMeierFitter


def _first_day(curve: pd.DataFrame, share: str) -> float | None:
    """The first day on which a share is down to a half."""
    reached = curve.loc[curve[share] <= 0.5 + 1e-9, "days"]
    return None if reached.empty else float(reached.iloc[0])


# Shares


@dataclass(frozen=True, slots=True)
class Share:
    """So many of a total, with the 95 % interval by Wilson; of nothing it is None."""

    count: int
    total: int
    share: float | None
    low: float | None
    high: float | None


def share_of(count: int, total: int) -> Share:
    """A share and its interval. Raises ValueError unless 0 <= count <= total."""
    if not 0 <= count <= total:
        raise ValueError(f"{count} of {total} is no share")
    if total == 0:
        return Share(count, total, None, None, None)
    share = count / total
    z = NormalDist().inv_cdf((1 + LEVEL) / 2)
    centre = (share + z * z / (2 * total)) / (1 + z * z / total)
    half = z / (1 + z * z / total) * sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    return Share(count, total, share, min(share, max(0.0, centre - half)), max(share, min(1.0, centre + half)))


# Revisions


@dataclass(frozen=True, slots=True)
class Revision:
    """One chain in which a claimant restated a figure: ``size`` is the last minus the first, in people."""

    claimant: str
    direction: str | None
    first_code: str
    last_code: str
    first: int
    last: int
    claims: int

    @property
    def size(self) -> int:
        """Positive where the figure rose."""
        return self.last - self.first


@dataclass(frozen=True, slots=True)
class RevisionSizes:
    """The revisions of one claimant about one side's losses; sizes in people, downward ones negative."""

    claimant: str
    direction: str | None
    chains: int
    up: int
    down: int
    unchanged: int
    median: float
    lowest: int
    highest: int


def revisions_of(claims: pd.DataFrame, relations: Iterable[tuple[str, str, str]]) -> list[Revision]:
    """The chains of ``revises`` and ``corrects``, in the order of their first statements.

    ``claims`` has ``code``, ``claimant``, ``stated_at``, ``position``, ``stated_value``, ``best`` and what makes
    figures alike; ``relations`` are (later code, earlier code, kind). A relation between unlike figures, and a
    chain in which fewer than two claims state a number, is left out.
    """
    rows = {row["code"]: row for row in plain_records(claims)}
    chains = _chains(rows, relations)
    found = [_revision(sorted(chain, key=lambda row: (row["stated_at"], row["position"]))) for chain in chains]
    return [revision for revision in found if revision is not None]


def revision_sizes(revisions: Iterable[Revision]) -> list[RevisionSizes]:
    """Revisions by claimant and direction: how many up and down, median and range of their sizes."""
    grouped: dict[tuple[str, str | None], list[int]] = {}
    for revision in revisions:
        grouped.setdefault((revision.claimant, revision.direction), []).append(revision.size)
    return [
        RevisionSizes(
            claimant=claimant,
            direction=direction,
            chains=len(sizes),
            up=sum(size > 0 for size in sizes),
            down=sum(size < 0 for size in sizes),
            unchanged=sum(size == 0 for size in sizes),
            median=float(median(sizes)),
            lowest=min(sizes),
            highest=max(sizes),
        )
        for (claimant, direction), sizes in sorted(grouped.items(), key=lambda item: (item[0][0], item[0][1] or ""))
    ]


def revised_by(chained: Sequence[Restated], revised: Iterable[Revised] = ()) -> dict[str, list[int]]:
    """The sizes of the revisions of each claimant, from relations between alike figures: last minus first, in people.

    ``revised`` are those of two claims that no other restates. The same as ``revisions_of`` tells, without what a page
    does not show; see ``overviews.read_restated``.
    """
    sizes: dict[str, list[int]] = {}
    for claimant, size, times in revised:
        sizes.setdefault(claimant, []).extend([size] * times)
    claims = {stated[1]: (claimant, stated) for claimant, *both in chained for stated in both}
    for chain in _joined(claims, [(later[1], earlier[1]) for _, later, earlier in chained]):
        _add_size(sizes, claims[chain[0]][0], [claims[number][1] for number in chain])
    return sizes


def _add_size(sizes: dict[str, list[int]], claimant: str, chain: Iterable[Stated]) -> None:
    numbered = [stated for stated in chain if stated[2] is not None]
    if len(numbered) > 1:
        last, first = max(numbered)[2], min(numbered)[2]
        sizes.setdefault(claimant, []).append((last or 0) - (first or 0))


def _chains(
    rows: Mapping[str, dict[str, Any]], relations: Iterable[tuple[str, str, str]]
) -> list[list[dict[str, Any]]]:
    """Claims joined by what restates what, in the order of the frame."""
    pairs = (
        (later, earlier)
        for later, earlier, kind in relations
        if kind in _RESTATED and later in rows and earlier in rows and _are_alike(rows[later], rows[earlier])
    )
    return [[rows[code] for code in chain] for chain in _joined(rows, pairs)]


def _joined(things: Iterable[T], pairs: Iterable[tuple[T, T]]) -> list[list[T]]:
    """Things that pairs join, each chain in the order given; what no pair names is left out."""
    stands_for: dict[T, T] = {}
    for one, other in pairs:
        stands_for.setdefault(one, one)
        stands_for.setdefault(other, other)
        stands_for[_end_of(stands_for, one)] = _end_of(stands_for, other)
    chains: dict[T, list[T]] = {}
    for thing in things:
        if thing in stands_for:
            chains.setdefault(_end_of(stands_for, thing), []).append(thing)
    return list(chains.values())


def _end_of(stands_for: dict[T, T], thing: T) -> T:
    """What stands for the chain of this; the way to it is shortened for the next time."""
    while (further := stands_for[thing]) != thing:
        stands_for[thing] = stands_for[further]
        thing = further
    return thing


def _are_alike(later: Mapping[str, Any], earlier: Mapping[str, Any]) -> bool:
    return all(later.get(part) == earlier.get(part) for part in _ALIKE)


def _revision(chain: Sequence[dict[str, Any]]) -> Revision | None:
    stated = [(row, number) for row in chain if (number := _number(row)) is not None]
    if len(stated) < 2:
        return None
    (first, before), (last, after) = stated[0], stated[-1]
    return Revision(first["claimant"], first.get("direction"), first["code"], last["code"], before, after, len(chain))


def _number(row: Mapping[str, Any]) -> int | None:
    number = row["stated_value"] if row.get("best") is None else row["best"]
    return None if number is None else int(number)


# Round numbers


@dataclass(frozen=True, slots=True)
class RoundNumbers:
    """How exactly stated numbers end: the share in 0 or 5, and how many claims end in each digit, 0 to 9."""

    claims: int
    round: Share
    last_digits: tuple[int, ...]


def round_numbers(claims: pd.DataFrame) -> RoundNumbers | None:
    """Of a frame with ``stated_value`` and ``qualifier``, the exact numbers; None below 50 of them."""
    exact = claims.loc[claims["qualifier"] == Qualifier.EXACT, "stated_value"].dropna()
    return round_numbers_of(Counter(int(value) % 10 for value in exact))


def round_numbers_of(last_digits: Mapping[int, int]) -> RoundNumbers | None:
    """The same from the number of exact claims that end in each digit."""
    ends = tuple(last_digits.get(digit, 0) for digit in range(10))
    total = sum(ends)
    if total < FEWEST_FOR_DIGITS:
        return None
    return RoundNumbers(total, share_of(ends[0] + ends[5], total), ends)


# Ratios over several incidents


@dataclass(frozen=True, slots=True)
class RatioOfSums:
    """Sums over ``n`` incidents in people, and what follows; ``left_out`` pairs had no number on one side."""

    n: int
    left_out: int
    claimed: int
    confirmed: int
    ratio: float | None
    share: float | None


def ratio_of_sums(pairs: Iterable[tuple[int | None, int | None]]) -> RatioOfSums:
    """Claimed to confirmed over different incidents; each pair is comparable, claimed first. Never a mean of ratios."""
    given = list(pairs)
    known = [(said, found) for said, found in given if said is not None and found is not None]
    claimed = sum(said for said, _ in known)
    confirmed = sum(found for _, found in known)
    return RatioOfSums(
        n=len(known),
        left_out=len(given) - len(known),
        claimed=claimed,
        confirmed=confirmed,
        ratio=claimed / confirmed if confirmed else None,
        share=confirmed / claimed if claimed else None,
    )
