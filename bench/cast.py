"""Who says what in the made-up records: conflicts, their sides, and some forty claimants. None of them exists."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from tracker.vocabulary import ActorKind, CountingBasis, Independence, Metric, Population, Scope

LAST_DAY: Final = date(2025, 6, 30)


@dataclass(frozen=True, slots=True)
class Claimant:
    """A body that states figures; ``side`` is the index of the party it belongs to, None where it has none."""

    name: str
    kind: ActorKind
    independence: Independence
    basis: CountingBasis
    side: int | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """A conflict between two sides; ``weight`` is its share of the claims."""

    name: str
    sides: tuple[str, str]
    country: str
    begins: date
    weight: int
    claimants: tuple[Claimant, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """A kind of running total: who states it, about which side, and every how many days at most."""

    claimant: int
    side: int
    metric: Metric
    population: Population
    every: int
    final: int
    wordings: str
    scope: Scope = Scope.CUMULATIVE


OUTSIDE: Final = (
    Claimant(
        "International Monitoring Mission",
        ActorKind.INTERNATIONAL_ORG,
        Independence.INDEPENDENT,
        CountingBasis.MULTI_SOURCE_REPORTING,
    ),
    Claimant(
        "Names Project",
        ActorKind.INDEPENDENT_RECORDER,
        Independence.INDEPENDENT,
        CountingBasis.NAMED_INDIVIDUALS,
    ),
    Claimant(
        "Open Imagery Group",
        ActorKind.INDEPENDENT_RECORDER,
        Independence.INDEPENDENT,
        CountingBasis.VISUAL,
    ),
    Claimant("Relief Without Lines", ActorKind.NGO, Independence.INDEPENDENT, CountingBasis.SITE_OR_FORENSIC),
    Claimant("Continental News Agency", ActorKind.MEDIA, Independence.INDEPENDENT, CountingBasis.ASSERTED),
    Claimant("Evening Wire", ActorKind.MEDIA, Independence.UNKNOWN, CountingBasis.UNKNOWN),
    Claimant(
        "Institute for Mortality Studies",
        ActorKind.ACADEMIC,
        Independence.INDEPENDENT,
        CountingBasis.STATISTICAL_ESTIMATE,
    ),
    Claimant(
        "Ministry of Defence of Thalassia",
        ActorKind.STATE_MILITARY,
        Independence.THIRD_STATE,
        CountingBasis.INTELLIGENCE_ESTIMATE,
    ),
    Claimant(
        "Foreign Ministry of Orsenna",
        ActorKind.STATE_CIVIL,
        Independence.ALIGNED_WITH_PARTY,
        CountingBasis.ASSERTED,
    ),
    Claimant("A. Correspondent", ActorKind.INDIVIDUAL, Independence.UNKNOWN, CountingBasis.ASSERTED),
)
"""Claimants of every conflict."""


def _of_side(name: str, side: int) -> tuple[Claimant, ...]:
    return (
        Claimant(
            f"General Staff of {name}",
            ActorKind.STATE_MILITARY,
            Independence.PARTY,
            CountingBasis.ASSERTED,
            side,
        ),
        Claimant(
            f"Health Authority of {name}",
            ActorKind.STATE_CIVIL,
            Independence.PARTY,
            CountingBasis.OFFICIAL_RECORD,
            side,
        ),
    )


def _conflict(name: str, sides: tuple[str, str], country: str, begins: date, weight: int) -> Conflict:
    region = Claimant(
        f"Regional administration of {name}",
        ActorKind.LOCAL_AUTHORITY,
        Independence.PARTY,
        CountingBasis.SITE_OR_FORENSIC,
        0,
    )
    people = (*_of_side(sides[0], 0), *_of_side(sides[1], 1), region, *OUTSIDE)
    return Conflict(f"Conflict in {name}", sides, country, begins, weight, people)


CONFLICTS: Final = (
    _conflict("Arvenia", ("Arvenia", "Korrath"), "XAA", date(2021, 1, 4), 40),
    _conflict("the Delta", ("Sunda Council", "River Front"), "XBA", date(2020, 9, 1), 25),
    _conflict("Maresh", ("Maresh", "Highland League"), "XCA", date(2022, 3, 10), 15),
    _conflict("the Straits", ("Belisar", "Tessaly"), "XDA", date(2023, 5, 2), 10),
    _conflict("Qaradal", ("Qaradal", "Free Districts"), "XEA", date(2019, 6, 20), 6),
    _conflict("the Salt Coast", ("Oum Salar", "Coastal Brigades"), "XFA", date(2024, 2, 15), 4),
)

COUNTS: Final = (
    Count(0, 1, Metric.LOSSES_UNSPECIFIED, Population.COMBATANT, 1, 640_000, "about"),
    Count(0, 1, Metric.KILLED, Population.COMBATANT, 1, 310_000, "more"),
    Count(2, 0, Metric.KILLED, Population.COMBATANT, 1, 220_000, "more"),
    Count(1, 0, Metric.KILLED, Population.CIVILIAN, 1, 46_000, "exact"),
    Count(1, 0, Metric.WOUNDED, Population.CIVILIAN, 1, 98_000, "exact"),
    Count(3, 1, Metric.KILLED, Population.CIVILIAN, 1, 21_000, "exact"),
    Count(3, 1, Metric.WOUNDED, Population.CIVILIAN, 1, 52_000, "exact"),
    Count(5, 0, Metric.KILLED, Population.CIVILIAN, 7, 15_000, "floor"),
    Count(5, 0, Metric.WOUNDED, Population.CIVILIAN, 7, 33_000, "floor"),
    Count(5, 1, Metric.KILLED, Population.CIVILIAN, 7, 7_000, "floor"),
    Count(6, 0, Metric.KILLED, Population.COMBATANT, 7, 92_000, "exact"),
    Count(6, 1, Metric.KILLED, Population.COMBATANT, 7, 118_000, "exact"),
    Count(7, 1, Metric.KILLED, Population.COMBATANT, 7, 64_000, "floor"),
    Count(4, 0, Metric.MISSING, Population.UNSPECIFIED, 14, 8_000, "about", Scope.POINT_IN_TIME),
    Count(2, 0, Metric.CAPTURED, Population.COMBATANT, 14, 9_500, "more", Scope.POINT_IN_TIME),
    Count(11, 0, Metric.KILLED_OR_MISSING, Population.MIXED, 30, 150_000, "range"),
    Count(12, 1, Metric.CASUALTIES_TOTAL, Population.COMBATANT, 30, 700_000, "limit"),
    Count(12, 0, Metric.CASUALTIES_TOTAL, Population.COMBATANT, 30, 480_000, "range"),
)
"""The running totals of every conflict; ``claimant`` and ``side`` are places in its lists."""
