"""What a claim looks like beside others: relations that the checks on double counting propose. A person decides.

Each check asks for a few claims through an index. Nothing is recorded here, and nothing is held back.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, false, func, literal, or_, select, true
from sqlalchemy.orm import Session

from tracker.store.records import OF_ONE_FIGURE, REPEAT_WITHIN
from tracker.store.tables import Actor, Claim, ClaimRelation, Incident
from tracker.store.writes import NoSuchClaimError
from tracker.vocabulary import ESTIMATE_BASES, GeoPrecision, Metric, Population, RelationKind, Scope

MOST_OF_A_KIND: Final = 5
INCIDENTS_LOOKED_AT: Final = 500
"""So many incidents of a total's window, the latest first, are looked at for parts of it."""
OF_ONE_SERIES: Final = (
    "conflict_id", "claimant_id", "affected_party_id", "incident_id", "metric", "population", "subgroup",
    "cause_scope", "scope", "definition_key", "coverage_start", "geo_scope",
)  # fmt: skip
"""What two figures of one claimant have in common that follow each other."""
OF_ONE_PEOPLE: Final = ("conflict_id", "claimant_id", "affected_party_id", "incident_id", "scope", "coverage_start")
OF_ONE_TALLY: Final = ("claimant_id", "conflict_id", "affected_party_id", "metric", "subgroup")
"""What a total and a part of it have in common. Figures of different claimants are never added anyway."""
TOTALS: Final = frozenset({Scope.PERIOD, Scope.CUMULATIVE})
EVERYBODY: Final = frozenset({Population.MIXED, Population.UNSPECIFIED})
WHOLE_AREAS: Final = frozenset({GeoPrecision.COUNTRY, GeoPrecision.THEATRE})
"""Areas that hold every incident of the conflict, as far as is known."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A relation that may hold between two claims, and why. ``kind`` None: a remark, for which no relation stands.

    ``code`` and what follows it tell of the other claim; bounds are people, None open.
    """

    kind: RelationKind | None
    from_claim: str
    to_claim: str
    why: str
    code: str
    claimant: str
    verbatim: str
    stated_at: date
    low: int | None
    high: int | None


def find_proposals(session: Session, code: str) -> list[Proposal]:
    """What a claim looks like beside others, at most a few of each kind. Raises NoSuchClaimError.

    Pairs between which a relation stands already are left out.
    """
    claim = session.scalars(select(Claim).where(Claim.code == code)).one_or_none()
    if claim is None:
        raise NoSuchClaimError(f'no claim has the code "{code[:40]}"')
    found: dict[str, Proposal] = {}
    related = _related(session, claim)
    for check in _CHECKS:
        for proposal in check(session, claim):
            if proposal.code not in related:
                found.setdefault(proposal.code, proposal)
    return [*found.values(), *_wounded_who_may_have_died(session, claim)]


def _related(session: Session, claim: Claim) -> set[str]:
    """The claims to which a relation of this one stands."""
    ends = (ClaimRelation.from_claim_id, ClaimRelation.to_claim_id)
    statement = select(Claim.code).join(
        ClaimRelation,
        or_(
            *(and_(one == claim.id, other == Claim.id) for one, other in (ends, ends[::-1])),
        ),
    )
    return set(session.scalars(statement.where(ClaimRelation.withdrawn_at.is_(None))))


def _others(claim: Claim, *asked: ColumnElement[bool]) -> Any:
    """A few other claims with what a proposal tells of them, the nearest in time first."""
    return (
        select(Claim, Actor.name)
        .join(Actor, Actor.id == Claim.claimant_id)
        .where(Claim.id != claim.id, *asked)
        .limit(MOST_OF_A_KIND)
    )


def _alike(claim: Claim, names: tuple[str, ...]) -> list[ColumnElement[bool]]:
    """The conditions under which another claim agrees with this one in these columns."""
    return [
        column.is_(None) if value is None else column == value
        for column, value in ((getattr(Claim, name), getattr(claim, name)) for name in names)
    ]


def _proposal(kind: RelationKind | None, later: Claim, earlier: Claim, why: str, told: tuple[Claim, str]) -> Proposal:
    other, claimant = told
    return Proposal(
        kind=kind,
        from_claim=later.code,
        to_claim=earlier.code,
        why=why,
        code=other.code,
        claimant=claimant,
        verbatim=other.verbatim,
        stated_at=other.stated_at,
        low=other.low,
        high=other.high,
    )


def _in_order(claim: Claim, other: Claim) -> tuple[Claim, Claim]:
    """Two claims, the later one first."""
    later, earlier = sorted((claim, other), key=lambda one: (one.stated_at, one.id), reverse=True)
    return later, earlier


def _repeats(session: Session, claim: Claim) -> Iterator[Proposal]:
    if claim.low is None and claim.high is None and claim.stated_value is None:
        return
    near = Claim.stated_at.between(claim.stated_at - REPEAT_WITHIN, claim.stated_at + REPEAT_WITHIN)
    same = _alike(claim, (*OF_ONE_SERIES, "stated_value", "low", "high"))
    for other, claimant in session.execute(_others(claim, *same, near).order_by(Claim.stated_at, Claim.id)):
        why = "the same figure of the same claimant within three days: likely one claim, said once more"
        yield _proposal(RelationKind.REPEATS, *_in_order(claim, other), why, (other, claimant))


def _other_figure(claim: Claim) -> ColumnElement[bool]:
    return or_(
        *(getattr(Claim, name).is_distinct_from(getattr(claim, name)) for name in ("stated_value", "low", "high"))
    )


def _revises(session: Session, claim: Claim) -> Iterator[Proposal]:
    """Another figure of the same claimant for the same people: those stated next before and next after."""
    same = _alike(claim, OF_ONE_SERIES if claim.scope is Scope.INCIDENT else (*OF_ONE_FIGURE, "geo_scope"))
    what = "incident" if claim.scope is Scope.INCIDENT else "cut-off"
    is_estimate = claim.counting_basis in ESTIMATE_BASES  # an estimate does not restate a count, nor a count it
    alike = Claim.counting_basis.in_(ESTIMATE_BASES) if is_estimate else Claim.counting_basis.not_in(ESTIMATE_BASES)
    for other, claimant in _neighbours(session, claim, Claim.stated_at, [*same, alike, _other_figure(claim)]):
        why = f"another figure of the same claimant for the same people and {what}"
        yield _proposal(RelationKind.REVISES, *_in_order(claim, other), why, (other, claimant))


def _updates(session: Session, claim: Claim) -> Iterator[Proposal]:
    """The same running total at the cut-offs next before and next after."""
    if claim.scope is not Scope.CUMULATIVE:
        return
    asked = [*_alike(claim, OF_ONE_SERIES), Claim.cut_off != claim.cut_off]
    for other, claimant in _neighbours(session, claim, Claim.cut_off, asked):
        later, earlier = sorted((claim, other), key=lambda one: one.cut_off, reverse=True)
        why = f"the same running total up to {other.cut_off}, here up to {claim.cut_off}"
        if later.stated_at >= earlier.stated_at:
            yield _proposal(RelationKind.UPDATES_CUMULATIVE, later, earlier, why, (other, claimant))


def _neighbours(session: Session, claim: Claim, day: Any, asked: list[ColumnElement[bool]]) -> Iterator[Any]:
    """The nearest other claim on either side by a day of theirs."""
    here = getattr(claim, day.key)
    before = _others(claim, *asked, or_(day < here, and_(day == here, Claim.id < claim.id)))
    after = _others(claim, *asked, or_(day > here, and_(day == here, Claim.id > claim.id)))
    for statement in (before.order_by(day.desc(), Claim.id.desc()), after.order_by(day, Claim.id)):
        yield from session.execute(statement.limit(1))


def _same_event(session: Session, claim: Claim) -> Iterator[Proposal]:
    if claim.incident_id is None:
        return
    same = _alike(claim, ("incident_id", "metric", "affected_party_id"))
    statement = _others(claim, *same, Claim.claimant_id != claim.claimant_id)
    for other, claimant in session.execute(statement.order_by(Claim.stated_at, Claim.id)):
        why = "another claimant's figure for the same incident: both stay, and the two are never added"
        kind = RelationKind.SAME_EVENT_OTHER_CLAIMANT
        yield _proposal(kind, *_in_order(claim, other), why, (other, claimant))


def _includes(session: Session, claim: Claim) -> Iterator[Proposal]:
    """Incidents within the window and area of a total; or the totals that hold the incident of a claim."""
    if claim.scope in TOTALS:
        yield from _parts_of(session, claim)
    elif claim.scope is Scope.INCIDENT:
        yield from _totals_over(session, claim)


def _parts_of(session: Session, total: Claim) -> Iterator[Proposal]:
    window = select(Incident.id).where(Incident.conflict_id == total.conflict_id, Incident.start_date <= total.cut_off)
    if total.coverage_start:
        window = window.where(Incident.start_date >= total.coverage_start)
    if total.geo_scope and total.geo_precision not in WHOLE_AREAS:
        window = window.where(func.lower(Incident.place).contains(total.geo_scope.lower(), autoescape=True))
    latest = window.order_by(Incident.start_date.desc(), Incident.id.desc()).limit(INCIDENTS_LOOKED_AT)
    same = _alike(total, OF_ONE_TALLY)
    statement = _others(
        total,
        *same,
        _people_within(total),
        Claim.scope == Scope.INCIDENT,
        Claim.incident_id.in_(latest.subquery().select()),
    ).order_by(Claim.stated_at.desc(), Claim.id.desc())
    for part, claimant in session.execute(statement):
        why = "an incident within the days and the area of this total: the two are never added"
        yield _proposal(RelationKind.INCLUDES, total, part, why, (part, claimant))


def _people_within(total: Claim) -> ColumnElement[bool]:
    is_everybody = total.population in EVERYBODY
    return true() if is_everybody else Claim.population == total.population


def _totals_over(session: Session, part: Claim) -> Iterator[Proposal]:
    incident = session.get(Incident, part.incident_id)
    if incident is None or incident.start_date is None:
        return
    within = or_(
        Claim.geo_scope.is_(None),
        Claim.geo_precision.in_(WHOLE_AREAS),
        literal((incident.place or "").lower()).contains(func.lower(Claim.geo_scope)),
    )
    statement = _others(
        part,
        *_alike(part, OF_ONE_TALLY),
        Claim.population.in_({*EVERYBODY, part.population}),
        Claim.scope.in_(TOTALS),
        Claim.cut_off >= incident.start_date,
        or_(Claim.coverage_start.is_(None), Claim.coverage_start <= incident.start_date),
        within,
    ).order_by(Claim.cut_off, Claim.id)
    for total, claimant in session.execute(statement):
        why = "a total whose days and area hold this incident: the two are never added"
        yield _proposal(RelationKind.INCLUDES, total, part, why, (total, claimant))


def _subgroups(session: Session, claim: Claim) -> Iterator[Proposal]:
    """A figure for some of the people within a figure for all of them, of the same claimant."""
    same = [*_alike(claim, (*OF_ONE_PEOPLE, "metric")), _within_days_of(claim)]
    is_whole = claim.subgroup is None
    smaller = or_(
        Claim.subgroup.is_not(None),
        Claim.population.not_in(EVERYBODY) if claim.population in EVERYBODY else false(),
    )
    if is_whole:
        found = session.execute(_others(claim, *same, smaller).order_by(Claim.stated_at, Claim.id)).all()
        for part, claimant in found:
            why = "a part of the same people: sums use one level alone"
            yield _proposal(RelationKind.INCLUDES, claim, part, why, (part, claimant))
    if not is_whole or claim.population not in EVERYBODY:
        wider = or_(
            Claim.population.in_(EVERYBODY) if claim.population not in EVERYBODY else false(),
            false() if is_whole else true(),
        )
        statement = _others(claim, *same, Claim.subgroup.is_(None), wider).order_by(Claim.stated_at, Claim.id)
        for whole, claimant in session.execute(statement):
            why = "the same people and more: sums use one level alone"
            yield _proposal(RelationKind.INCLUDES, whole, claim, why, (whole, claimant))


def _within_days_of(claim: Claim) -> ColumnElement[bool]:
    if claim.scope is Scope.INCIDENT:
        return Claim.stated_at.between(claim.stated_at - REPEAT_WITHIN, claim.stated_at + REPEAT_WITHIN)
    return Claim.cut_off == claim.cut_off


def _wounded_who_may_have_died(session: Session, claim: Claim) -> Iterator[Proposal]:
    """The dead rose and the wounded stand as they were: the statement may not say that some of them have died."""
    if claim.metric is not Metric.KILLED or claim.low is None or claim.scope not in (Scope.INCIDENT, Scope.CUMULATIVE):
        return
    earlier = _others(claim, *_alike(claim, OF_ONE_SERIES), Claim.stated_at < claim.stated_at, Claim.low < claim.low)
    before = session.execute(earlier.order_by(Claim.stated_at.desc(), Claim.id.desc()).limit(1)).first()
    if before is None:
        return
    people = tuple(name for name in OF_ONE_SERIES if name != "metric")
    wounded = _others(claim, *_alike(claim, people), Claim.metric == Metric.WOUNDED, Claim.stated_at <= claim.stated_at)
    found = session.execute(wounded.order_by(Claim.stated_at.desc(), Claim.id.desc()).limit(1)).first()
    if found is None or found[0].stated_at > before[0].stated_at:
        return
    why = "the dead rose after this figure for the wounded, which stands as it was: did some of the wounded die?"
    yield _proposal(None, claim, found[0], why, (found[0], found[1]))


_CHECKS: Final = (_repeats, _revises, _updates, _subgroups, _includes, _same_event)
"""In this order: of two claims that look like several things the first is proposed."""
