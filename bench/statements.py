"""What the made-up claimants state, as fields of a claim: running totals, incidents, and figures for a month."""

from collections.abc import Iterator
from datetime import date, timedelta
from heapq import heappop, heappush
from random import Random
from typing import Any, Final

from bench.cast import LAST_DAY, Claimant, Conflict, Count
from bench.wordings import words_for
from tracker.vocabulary import Direction, GeoPrecision, Metric, Population, Scope, SourceRole, Subgroup

CLAIMS_AN_INCIDENT: Final = (1, 1, 2, 2, 3, 3, 5)
KINDS: Final = ("Shelling of", "Air strike on", "Attack on", "Explosion in", "Clashes near", "Drone strike on")
SYLLABLES: Final = ("bel", "dar", "kor", "mi", "na", "ost", "ra", "sel", "ti", "ul", "va", "zem")
METRICS: Final = (Metric.KILLED,) * 6 + (Metric.WOUNDED,) * 3 + (Metric.CASUALTIES_TOTAL, Metric.MISSING)
SUBGROUPS: Final = (Subgroup.CHILDREN, Subgroup.WOMEN, Subgroup.MEDICAL, Subgroup.PRESS)

Fields = dict[str, Any]


def most_points(conflict: Conflict, count: Count) -> int:
    """How often a running total can be stated from the conflict's beginning to the last day."""
    return ((LAST_DAY - conflict.begins).days + 1) // count.every


def running_total(conflict: Conflict, count: Count, points: int, chance: Random) -> Iterator[Fields]:
    """A figure that grows, with a step down once in a while, at even distances in time."""
    claimant = conflict.claimants[count.claimant]
    for place in range(1, points + 1):
        cut_off = _day(conflict, place, points)
        stated_at = min(cut_off + timedelta(chance.choice((0, 0, 1))), LAST_DAY)
        revised = 0.985 if chance.random() < 0.01 else 1
        number = max(1, round(count.final * conflict.weight / 40 * place / points * revised))
        yield _said(conflict, claimant, count.side, stated_at, chance) | {
            "metric": count.metric,
            "population": count.population,
            "scope": count.scope,
            "coverage_start": conflict.begins if count.scope is Scope.CUMULATIVE else None,
            "as_of_date": cut_off,
            "geo_scope": "Whole territory",
            "geo_precision": GeoPrecision.COUNTRY,
            "verbatim": words_for(number, count.wordings, chance),
        }


def periods(conflict: Conflict, number: int, chance: Random) -> Iterator[Fields]:
    """What a claimant says of the thirty days before."""
    metrics = tuple(Metric)
    for place in range(1, number + 1):
        last = _day(conflict, place, number)
        claimant, side = chance.choice(conflict.claimants), chance.randrange(2)
        yield _said(conflict, claimant, side, last, chance) | {
            "metric": chance.choice(metrics),
            "population": chance.choice((Population.CIVILIAN, Population.COMBATANT)),
            "scope": Scope.PERIOD,
            "coverage_start": last - timedelta(29),
            "coverage_end": last,
            "geo_scope": f"{_place(chance)} region",
            "geo_precision": GeoPrecision.ADMIN1,
            "verbatim": words_for(int(chance.paretovariate(0.9) * 30), "many", chance),
        }


def incidents(conflict: Conflict, number: int, chance: Random) -> Iterator[Fields]:
    """Incidents at even distances in time, each with the claims of several bodies, by the day of the statement."""
    waiting: list[tuple[date, int, Fields]] = []
    told = incident = 0
    while told < number:
        incident += 1
        day = _day(conflict, told, number)
        while waiting and waiting[0][0] < day:
            yield heappop(waiting)[2]
        for fields in _about(conflict, incident, day, chance)[: number - told]:
            told += 1
            heappush(waiting, (fields["stated_at"], told, fields))
    while waiting:
        yield heappop(waiting)[2]


def _about(conflict: Conflict, incident: int, day: date, chance: Random) -> list[Fields]:
    """The claims about one incident: different claimants, some of whom come back with another figure."""
    place, side = _place(chance), chance.randrange(2)
    event = {
        "incident": f"{chance.choice(KINDS)} {place}, {day:%d %B %Y} ({incident})",
        "incident_date": day,
        "place": place,
        "country_iso3": conflict.country,
        "scope": Scope.INCIDENT,
        "population": chance.choice((Population.CIVILIAN,) * 3 + (Population.COMBATANT, Population.MIXED)),
    }
    true_number = min(int(chance.paretovariate(0.8)), 900)
    told: list[Fields] = []
    speakers = chance.sample(conflict.claimants, chance.choice(CLAIMS_AN_INCIDENT))
    for claimant in speakers:
        metric = chance.choice(METRICS)
        for days in (0, chance.randrange(1, 40)) if chance.random() < 0.15 else (chance.randrange(3),):
            stated_at = min(day + timedelta(days), LAST_DAY)
            number = max(0, round(true_number * chance.uniform(0.5, 1.6)))
            told.append(
                _said(conflict, claimant, side, stated_at, chance)
                | event
                | {"metric": metric, "verbatim": _incident_words(number, chance)}
                | {"subgroup": chance.choice(SUBGROUPS) if chance.random() < 0.06 else None}
            )
    return told


def _incident_words(number: int, chance: Random) -> str:
    if number == 0:
        return words_for(0, "none", chance)
    return words_for(number, "many" if number > 30 else "few", chance)


def _said(conflict: Conflict, claimant: Claimant, side: int, stated_at: date, chance: Random) -> Fields:
    """Who said it, of whom, when, and where it was read."""
    page = f"https://example.org/{claimant.name.lower().replace(' ', '-').replace('.', '')}/{stated_at}"
    page += f"/{chance.randrange(10_000)}" if chance.random() < 0.6 else ""
    relays = [f"https://news.example.net/{chance.randrange(10**9):09d}"] if chance.random() < 0.3 else []
    archived = f"https://archive.example.org/{stated_at:%Y%m%d}/{page}" if chance.random() < 0.5 else None
    return {
        "conflict": conflict.name,
        "claimant": claimant.name,
        "claimant_kind": claimant.kind,
        "claimant_independence": claimant.independence,
        "affected_party": conflict.sides[side],
        "direction": _direction(claimant, side),
        "counting_basis": claimant.basis,
        "stated_at": stated_at,
        "source_url": page,
        "sources": (page, *relays),
        "source_title": f"Statement of {stated_at}",
        "source_publisher": claimant.name,
        "source_date": stated_at,
        "source_language": "en",
        "source_role": SourceRole.ORIGIN,
        "archived_url": archived,
        "notes": "Read on the claimant's own page." if chance.random() < 0.1 else None,
    }


def _direction(claimant: Claimant, side: int) -> Direction:
    if claimant.side is None:
        return Direction.THIRD_PARTY
    return Direction.OWN_LOSSES if claimant.side == side else Direction.ADVERSARY_LOSSES


def _day(conflict: Conflict, place: int, of: int) -> date:
    """The day at which so many of all the claims of a stream have been made."""
    return conflict.begins + timedelta((LAST_DAY - conflict.begins).days * place // of)


def _place(chance: Random) -> str:
    return "".join(chance.choices(SYLLABLES, k=3)).capitalize()
