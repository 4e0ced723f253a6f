"""Incidents added up: what is claimed of each by the reader's policy, and the floor, by the day each began.

The default is read from the running sums that stand beside the claims; whatever these cannot tell (another
policy, a search, what was on record) is worked out from the claims themselves, by the rules of ``series.policies``.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final

import pandas as pd
from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    Subquery,
    and_,
    case,
    func,
    literal,
    null,
    or_,
    select,
    tuple_,
    union_all,
)
from sqlalchemy.orm import Session, aliased

from tracker.claims.inclusion import parts_among
from tracker.claims.stretches import OPEN, stretches_of_most, widest
from tracker.filters import ClaimFilter
from tracker.store.selecting import assessment_in_force, conditions, end_of, ids_of, is_of, order_of, status_of
from tracker.store.spans import COUNTED, apart, these
from tracker.store.tables import (
    ActorName,
    ActorRole,
    Assessment,
    Claim,
    ClaimEnd,
    ClaimRelation,
    ConflictName,
    CurrentAssessment,
    Incident,
    IncidentChange,
    IncidentSum,
)
from tracker.store.tallies import number_of_month
from tracker.store.versions import RECORD, Seen, is_seen, was_recorded
from tracker.vocabulary import (
    ESTIMATE_BASES,
    EVIDENCE_BASES,
    AsOfBasis,
    Axis,
    Independence,
    Policy,
    RelationKind,
    Scope,
    VerificationStatus,
)

OPEN_END: Final = 2_000_000_000
"""Stands for no upper end where ranges are compared; more people than any claim may state."""
Counts = dict[str, int]


def read_incident_sums(session: Session, wanted: ClaimFilter) -> pd.DataFrame:
    """Incidents added up by the day each began: what the policy makes of what is currently claimed, and the floor.

    Columns: ``day``, ``incidents`` (those with a claimed figure), ``low`` and ``high`` (sums of lower and upper
    ends, people), ``open`` (incidents without an upper end), ``no_lower`` (incidents without a lower end),
    ``confirmed_low`` (sum of floors). Claimants are never added to one another, and an incident whose people are
    part of another's in the same view is left out.
    """
    days: defaultdict[date, Counts] = defaultdict(lambda: dict.fromkeys(COUNTED, 0))
    not_added = apart(session.connection())
    if wanted.policy_kind is Policy.MAJORITY:
        parts = _majority_by_day(session, wanted, not_added)
    else:
        of_most = _running(wanted) if has_running_sums(wanted) else _by_day(_marked(wanted, *_but(not_added)), wanted)
        parts = [(day, _counts(totals)) for day, *totals in session.execute(of_most)]
    for day, own in parts:
        days[day] = _plus(days[day], own)
    for day, own in _apart(session, wanted, not_added):
        days[day] = _plus(days[day], own)
    rows = [[day, *counts.values()] for day, counts in sorted(days.items()) if any(counts.values())]
    return pd.DataFrame(rows, columns=["day", *COUNTED]).astype({name: "Int64" for name in COUNTED if rows})


def _counts(totals: Sequence[Any]) -> Counts:
    return dict(zip(COUNTED, map(int, totals), strict=True))


def _plus(counts: Counts, own: Counts) -> Counts:
    return {name: counts[name] + own[name] for name in COUNTED}


# From the running sums


def has_running_sums(wanted: ClaimFilter) -> bool:
    """Whether the sums of a filter are kept beside the claims."""
    names_nothing_else = not (wanted.q or wanted.incident or wanted.claimant or wanted.status)
    by_event = wanted.axis is Axis.EVENT or not (wanted.since or wanted.until)
    as_stated = wanted.as_of is None or wanted.as_of_basis is AsOfBasis.STATED
    one_view = len(wanted.metric) == 1 and len(wanted.affected_party) <= 1 and len(wanted.population) <= 1
    of_incidents = wanted.scope in ((), (Scope.INCIDENT,))
    is_default = wanted.policy_kind is Policy.ENVELOPE
    return names_nothing_else and by_event and as_stated and one_view and of_incidents and is_default


def _running(wanted: ClaimFilter) -> Select[Any]:
    """The sums by day: whole months from the sums, what is left of the last one from the changes."""
    parts = [_part_of(IncidentSum, wanted)]
    if wanted.as_of is not None:
        month = wanted.as_of.replace(day=1)
        parts[0] = parts[0].where(IncidentSum.known_month < number_of_month(month))
        within = IncidentChange.known_day.between(month, wanted.as_of)
        parts.append(_part_of(IncidentChange, wanted).where(within))
    found = parts[0].union_all(*parts[1:]).subquery()
    totals = [func.sum(found.c[name]).label(name) for name in COUNTED]
    return select(found.c.event_day, *totals).group_by(found.c.event_day)


def _part_of(table: type[IncidentSum] | type[IncidentChange], wanted: ClaimFilter) -> Select[Any]:
    counts = [func.sum(getattr(table, name)).label(name) for name in COUNTED]
    asked: list[Any] = [table.metric == wanted.metric[0].value]
    if wanted.conflict:
        asked.append(table.conflict_id.in_(ids_of(ConflictName, ConflictName.conflict_id, wanted.conflict)))
    if wanted.affected_party:
        asked.append(table.affected_party_id.in_(ids_of(ActorName, ActorName.actor_id, wanted.affected_party)))
    else:
        asked.append(table.of_all_parties == 1)
    if wanted.population:
        asked.append(table.population == wanted.population[0].value)
    else:
        asked.append(table.of_all_populations == 1)
    if wanted.since:
        asked.append(table.event_day >= wanted.since)
    if wanted.until:
        asked.append(table.event_day <= wanted.until)
    return select(table.event_day, *counts).where(*asked).group_by(table.event_day)


# From the claims


def _by_day(claims: Any, wanted: ClaimFilter) -> Any:
    """The sums by day of the incidents that marked claims are about."""
    found = _envelopes(claims, _chosen(claims, wanted)).subquery("ranges")
    totals = [func.sum(found.c[name]).label(name) for name in COUNTED]
    return (
        select(Incident.start_date, *totals)
        .join_from(found, Incident, is_of(Incident, found.c.incident_id, Seen.by(wanted)))
        .where(Incident.start_date.is_not(None))
        .group_by(Incident.start_date)
    )


def _but(incidents: Sequence[int]) -> list[ColumnElement[bool]]:
    return [~these(incidents)(Claim.incident_id)] if incidents else []


def _apart(session: Session, wanted: ClaimFilter, incidents: Sequence[int]) -> list[tuple[date, Counts]]:
    """The incidents that hold, or are held by, another: those of them that are to be added, each with its day."""
    if not incidents:
        return []
    pairs = _inclusions(session, wanted)
    found = _ranges(wanted, these(incidents)(Claim.incident_id)).subquery("ranges")
    statement = (
        select(found.c.incident_id, Incident.start_date, *(found.c[name] for name in COUNTED))
        .join_from(found, Incident, is_of(Incident, found.c.incident_id, Seen.by(wanted)))
        .where(Incident.start_date.is_not(None))
        .order_by(found.c.incident_id)
    )
    rows = {str(number): (day, _counts(counts)) for number, day, *counts in session.execute(statement)}
    if wanted.policy_kind is Policy.MAJORITY:
        for number, day, own in _majorities(session, wanted, these(incidents)(Claim.incident_id)):
            rows[str(number)] = (day, _plus(rows[str(number)][1], own))
    claimed = [number for number, (_, counts) in rows.items() if counts["incidents"]]
    left_out = parts_among(claimed, pairs)
    return [row for number, row in rows.items() if number not in left_out]


def _inclusions(session: Session, wanted: ClaimFilter) -> list[tuple[str, str]]:
    """Which incident includes which, as far as was known: the larger one first."""
    seen = Seen.by(wanted)
    larger, part = aliased(Claim), aliased(Claim)
    statement = (
        select(larger.incident_id, part.incident_id)
        .join_from(ClaimRelation, larger, is_of(larger, ClaimRelation.from_claim_id, seen))
        .join(part, is_of(part, ClaimRelation.to_claim_id, seen))
        .where(
            ClaimRelation.kind == RelationKind.INCLUDES,
            *was_recorded(ClaimRelation, seen),
            *(part_of_past for claim in (larger, part) for part_of_past in is_seen(seen, claim)),
            larger.incident_id != part.incident_id,
            larger.scope == Scope.INCIDENT,
            part.scope == Scope.INCIDENT,
        )
        .distinct()
    )
    return [(str(whole), str(of_it)) for whole, of_it in session.execute(statement)]


def _ranges(wanted: ClaimFilter, *asked: ColumnElement[bool]) -> Select[Any]:
    """An incident a row: ``incident_id`` and ``COUNTED`` as its own part in the sums."""
    claims = _marked(wanted, *asked)
    return _envelopes(claims, _chosen(claims, wanted))


def _latest_of_each_claimant(wanted: ClaimFilter, *asked: ColumnElement[bool]) -> Subquery:
    """A claimant's latest word on each incident (place 1), with the floor it gives or was found to have."""
    seen = Seen.by(wanted)
    roles = select(ActorRole.conflict_id, ActorRole.actor_id).where(ActorRole.independence == Independence.INDEPENDENT)
    # PostgreSQL would go through a join of roles row by row
    is_independent = tuple_(Claim.conflict_id, Claim.claimant_id).in_(roles)
    independent = and_(is_independent, Claim.counting_basis.in_(EVIDENCE_BASES))
    alike: list[Any] = [Claim.incident_id, Claim.claimant_id, Claim.population]
    if len(wanted.metric) != 1:
        alike.append(Claim.metric)
    place = func.row_number().over(partition_by=alike, order_by=order_of("newest", seen))
    status = [status_of(seen).label("status")] if wanted.policy_kind is Policy.ASSESSED else []
    latest = select(
        Claim.incident_id,
        Claim.claimant_id,
        Claim.stated_at,
        (Claim.id if seen.as_of is None else RECORD).label("number"),
        Claim.low,
        Claim.high,
        *status,
        case((independent, 1), else_=0).label("is_floor"),
        case((independent, Claim.low), else_=Assessment.confirmed_low).label("floor"),
        place.label("place"),
    ).where(
        *conditions(wanted),
        *asked,
        Claim.scope == Scope.INCIDENT,
        Claim.subgroup.is_(None),
        Claim.counting_basis.not_in(ESTIMATE_BASES),
        or_(Claim.low.is_not(None), Claim.high.is_not(None)),  # words without a number are no part of a sum
    )
    if seen.as_of is not None:
        latest = latest.outerjoin(Assessment, Assessment.id == assessment_in_force(seen))
        return latest.where(end_of(seen, "ended_at").is_(None)).subquery("latest")
    return (
        latest.outerjoin(CurrentAssessment, CurrentAssessment.claim_id == Claim.id)
        .outerjoin(Assessment, Assessment.id == CurrentAssessment.assessment_id)
        .outerjoin(ClaimEnd, ClaimEnd.claim_id == Claim.id)
        .where(ClaimEnd.claim_id.is_(None))
        .subquery("latest")
    )


def _marked(wanted: ClaimFilter, *asked: ColumnElement[bool]) -> Any:
    """The claims that count, each with what the policies ask of its place among those of its incident."""
    latest = _latest_of_each_claimant(wanted, *asked)
    within = [latest.c.incident_id, latest.c.is_floor]
    newest = [latest.c.stated_at.desc(), latest.c.number.desc()]
    marks: list[Any] = []
    match wanted.policy_kind:
        case Policy.MAJORITY:
            marks = [func.count().over(partition_by=within)]
        case Policy.LATEST:
            marks = [func.row_number().over(partition_by=within, order_by=newest)]
        case Policy.CLAIMANT:
            own = [*within, latest.c.claimant_id]
            marks = [func.row_number().over(partition_by=own, order_by=newest)]
        case Policy.LOWEST:
            lowest = [func.coalesce(latest.c.low, 0), func.coalesce(latest.c.high, OPEN_END)]
            oldest = [latest.c.stated_at, latest.c.number]
            marks = [func.row_number().over(partition_by=within, order_by=[*lowest, *oldest])]
        case Policy.ASSESSED:
            marks = [func.min(_support(latest)).over(partition_by=within)]
    counts = select(latest, *(mark.label("mark") for mark in marks)).where(latest.c.place == 1)
    return counts.cte("counts")


def _support(claims: Any) -> Any:
    """How much a claim's status counts where the assessed ones are asked for: the least number goes first."""
    return case(
        (claims.c.status == VerificationStatus.CONFIRMED, 0),
        (claims.c.status == VerificationStatus.PARTIALLY_CONFIRMED, 1),
        (claims.c.status == VerificationStatus.REFUTED, 3),
        else_=2,
    )


def _chosen(claims: Any, wanted: ClaimFilter) -> Any:
    """Whether a policy takes a claim as part of its incident's range."""
    claimed = claims.c.is_floor == 0
    match wanted.policy_kind:
        case Policy.LATEST | Policy.LOWEST | Policy.MAJORITY:  # several figures are for ``_majority``
            return and_(claimed, claims.c.mark == 1)
        case Policy.CLAIMANT:
            own = claims.c.claimant_id.in_(ids_of(ActorName, ActorName.actor_id, [wanted.policy_claimant or ""]))
            return and_(claimed, claims.c.mark == 1, own)
        case Policy.ASSESSED:
            support = _support(claims)
            return and_(claimed, support < 3, support == claims.c.mark)
    return claimed


def _envelopes(claims: Any, chosen: Any) -> Select[Any]:
    low = func.min(case((chosen, func.coalesce(claims.c.low, 0))))
    high = func.max(case((chosen, claims.c.high)))
    return select(
        claims.c.incident_id,
        func.max(case((chosen, 1), else_=0)).label("incidents"),
        func.coalesce(low, 0).label("low"),
        func.coalesce(high, low, 0).label("high"),
        func.max(case((and_(chosen, claims.c.high.is_(None)), 1), else_=0)).label("open"),
        func.max(case((and_(chosen, claims.c.low.is_(None)), 1), else_=0)).label("no_lower"),
        func.max(func.coalesce(claims.c.floor, 0)).label("confirmed_low"),
    ).group_by(claims.c.incident_id)


# What most claimants say


def _majorities(session: Session, wanted: ClaimFilter, *asked: ColumnElement[bool]) -> list[tuple[int, date, Counts]]:
    """What most claimants say of each incident on which there is more than one figure: its id, its day, its part."""
    return _majorities_of(session.execute(_several(_marked(wanted, *asked), wanted)).all())


def _majority_by_day(session: Session, wanted: ClaimFilter, but: Sequence[int]) -> list[tuple[date, Counts]]:
    """The sums by day, and each incident on which there is more than one figure, among the same claims."""
    claims = _marked(wanted, *_but(but))
    by_day, several = _by_day(claims, wanted).subquery("by_day"), _several(claims, wanted).subquery("several")
    nothing = [null()] * (len(COUNTED) + 2 - len(several.c))
    both = union_all(select(literal(None, Integer).label("number"), *by_day.c), select(*several.c, *nothing)).subquery()
    rows = session.execute(select(both)).all()
    one_figure = [(row[1], _counts(row[2:])) for row in rows if row[0] is None]
    return one_figure + [found[1:] for found in _majorities_of([row for row in rows if row[0] is not None])]


def _several(claims: Any, wanted: ClaimFilter) -> Select[Any]:
    """The figures of incidents on which there is more than one: incident, day, claimant, low, high."""
    return (
        select(claims.c.incident_id, Incident.start_date, claims.c.claimant_id, claims.c.low, claims.c.high)
        .join_from(claims, Incident, is_of(Incident, claims.c.incident_id, Seen.by(wanted)))
        .where(claims.c.is_floor == 0, claims.c.mark > 1, Incident.start_date.is_not(None))
    )


def _majorities_of(several: Iterable[Sequence[Any]]) -> list[tuple[int, date, Counts]]:
    days: dict[int, date] = {}
    figures: defaultdict[int, list[Any]] = defaultdict(list)
    for number, day, *figure in several:
        days[number] = day
        figures[number].append(figure[:3])
    return [(number, day, _majority(figures[number])) for number, day in days.items()]


def _majority(figures: Sequence[tuple[int, int | None, int | None]]) -> Counts:
    """The widest stretch that the ranges of more than half of the claimants cover, or else the envelope."""
    ranges = [(who, low or 0, OPEN if high is None else high) for who, low, high in figures]
    stretches = stretches_of_most(ranges, len({who for who, _, _ in figures}))
    states_no_lower = any(low is None for _, low, _ in figures)
    if stretches:
        lowest, until = widest(stretches)
        highest = None if until == OPEN else int(until)
        is_open, no_lower = highest is None, states_no_lower and lowest == 0
    else:
        lowest = min(low for _, low, _ in ranges)
        highest = max((high for _, _, high in figures if high is not None), default=None)
        is_open, no_lower = any(high is None for _, _, high in figures), states_no_lower
    high = lowest if highest is None else highest
    return dict(zip(COUNTED, (1, lowest, high, int(is_open), int(no_lower), 0), strict=True))


__all__: Sequence[str] = ["has_running_sums", "read_incident_sums"]
