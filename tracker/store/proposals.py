"""What a claim looks like beside others: relations that the checks on double counting propose. A person decides.

The claims near one are read through an index, some hundred at most, and held against it. Nothing is recorded here,
and nothing is held back.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, func, literal, or_, select
from sqlalchemy.orm import Session

from tracker.store.records import OF_ONE_FIGURE, REPEAT_WITHIN
from tracker.store.tables import Actor, Claim, ClaimRelation, Incident
from tracker.store.writes import NoSuchClaimError
from tracker.vocabulary import ESTIMATE_BASES, GeoPrecision, Metric, Population, RelationKind, Scope

MOST_OF_A_KIND: Final = 5
LOOKED_AT: Final = 500
"""So many claims of an incident, of a cut-off or of the days around a statement are held against it."""
A_WHILE: Final = timedelta(days=60)
"""How long before a running total of the dead a figure for the wounded may have been stated to be asked about."""
OF_ONE_SERIES: Final = (
    "conflict_id", "claimant_id", "affected_party_id", "incident_id", "metric", "population", "subgroup",
    "cause_scope", "scope", "definition_key", "coverage_start", "geo_scope",
)  # fmt: skip
"""What two figures of one claimant have in common that follow each other."""
OF_ONE_PEOPLE: Final = ("conflict_id", "claimant_id", "affected_party_id", "incident_id", "scope", "coverage_start")
OF_ONE_TALLY: Final = ("claimant_id", "conflict_id", "affected_party_id", "metric", "subgroup")
"""What a total and a part of it have in common. Figures of different claimants are never added anyway."""
FIGURE: Final = ("stated_value", "low", "high")
TOTALS: Final = frozenset({Scope.PERIOD, Scope.CUMULATIVE})
EVERYBODY: Final = frozenset({Population.MIXED, Population.UNSPECIFIED})
WHOLE_AREAS: Final = frozenset({GeoPrecision.COUNTRY, GeoPrecision.THEATRE})
"""Areas that hold every incident of the conflict, as far as is known."""

Other = tuple[Claim, str]
"""Another claim, and the name of its claimant."""


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
    stated_precision: str
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class _Beside:
    """A claim and those near it, in the order in which they were stated."""

    claim: Claim
    near: Sequence[Other]

    def alike(self, *names: str) -> Iterator[Other]:
        """The claims near this one that agree with it in these columns."""
        wanted = [getattr(self.claim, name) for name in names]
        return (one for one in self.near if [getattr(one[0], name) for name in names] == wanted)


def find_proposals(session: Session, code: str) -> list[Proposal]:
    """What a claim looks like beside others, at most a few of each kind. Raises NoSuchClaimError.

    Pairs between which a relation stands already are left out.
    """
    claim = session.scalars(select(Claim).where(Claim.code == code)).one_or_none()
    if claim is None:
        raise NoSuchClaimError(f'no claim has the code "{code[:40]}"')
    beside = _Beside(claim, _near(session, claim))
    related = _related(session, claim)
    found: dict[str, Proposal] = {}
    for check in (_repeats, _revises, _updates, _subgroups, _includes, _same_event):
        for proposal in islice(check(session, beside), MOST_OF_A_KIND):
            if proposal.code not in related:
                found.setdefault(proposal.code, proposal)  # what is checked first is what a pair looks like
    return [*found.values(), *_wounded_who_may_have_died(session, beside)]


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


def _near(session: Session, claim: Claim) -> list[Other]:
    """The claims on the same incident; of one without, those of its claimant for its cut-off and from its days."""
    if claim.incident_id is not None:
        asked: list[ColumnElement[bool]] = [Claim.incident_id == claim.incident_id]
    else:
        days = claim.stated_at - REPEAT_WITHIN, claim.stated_at + REPEAT_WITHIN
        asked = [
            and_(Claim.claimant_id == claim.claimant_id, day)
            for day in (Claim.cut_off == claim.cut_off, Claim.stated_at.between(*days))
        ]
    found = {one[0].id: one for condition in asked for one in _others(session, claim, condition, most=LOOKED_AT)}
    return sorted(found.values(), key=_when_stated)


def _when_stated(one: Other) -> tuple[date, int]:
    return one[0].stated_at, one[0].id


def _others(
    session: Session, claim: Claim, *asked: ColumnElement[bool], order: Sequence[Any] = (), most: int = MOST_OF_A_KIND
) -> list[Other]:
    """Some other claims, each with the name of its claimant."""
    statement = select(Claim, Actor.name).join(Actor, Actor.id == Claim.claimant_id)
    rows = session.execute(statement.where(Claim.id != claim.id, *asked).order_by(*order).limit(most))
    return [(other, name) for other, name in rows]


def _agree(claim: Claim, names: Sequence[str]) -> list[ColumnElement[bool]]:
    """The conditions under which another claim agrees with this one in these columns."""
    return [
        column.is_(None) if value is None else column == value
        for column, value in ((getattr(Claim, name), getattr(claim, name)) for name in names)
    ]


def _proposal(kind: RelationKind | None, later: Claim, earlier: Claim, why: str, told: Other) -> Proposal:
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
        stated_precision=other.stated_precision.value,
        low=other.low,
        high=other.high,
    )


def _in_order(claim: Claim, other: Claim) -> tuple[Claim, Claim]:
    """Two claims, the later one first."""
    later, earlier = sorted((claim, other), key=lambda one: (one.stated_at, one.id), reverse=True)
    return later, earlier


def _has_same_figure(one: Claim, other: Claim) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in FIGURE)


def _repeats(_session: Session, beside: _Beside) -> Iterator[Proposal]:
    claim = beside.claim
    if all(getattr(claim, name) is None for name in FIGURE):
        return
    for other in beside.alike(*OF_ONE_SERIES, *FIGURE):
        if abs(other[0].stated_at - claim.stated_at) <= REPEAT_WITHIN:
            why = "the same figure of the same claimant within three days: likely one claim, said once more"
            yield _proposal(RelationKind.REPEATS, *_in_order(claim, other[0]), why, other)


def _revises(_session: Session, beside: _Beside) -> Iterator[Proposal]:
    """Another figure of the same claimant for the same people: those stated next before and next after."""
    claim, of_incident = beside.claim, beside.claim.scope is Scope.INCIDENT
    is_estimate = claim.counting_basis in ESTIMATE_BASES  # an estimate does not restate a count, nor a count it
    found = [
        other
        for other in beside.alike(*(OF_ONE_SERIES if of_incident else (*OF_ONE_FIGURE, "geo_scope")))
        if (other[0].counting_basis in ESTIMATE_BASES) == is_estimate and not _has_same_figure(claim, other[0])
    ]
    here = claim.stated_at, claim.id
    before = [other for other in found if _when_stated(other) < here][-1:]
    after = [other for other in found if _when_stated(other) > here][:1]
    for other in before + after:
        why = f"another figure of the same claimant for the same people and {'incident' if of_incident else 'cut-off'}"
        yield _proposal(RelationKind.REVISES, *_in_order(claim, other[0]), why, other)


def _updates(session: Session, beside: _Beside) -> Iterator[Proposal]:
    """The same running total at the cut-offs next before and next after."""
    claim = beside.claim
    if claim.scope is not Scope.CUMULATIVE:
        return
    same = _agree(claim, OF_ONE_SERIES)
    for condition, order in (
        (Claim.cut_off < claim.cut_off, (Claim.cut_off.desc(), Claim.id.desc())),
        (Claim.cut_off > claim.cut_off, (Claim.cut_off, Claim.id)),
    ):
        for other in _others(session, claim, *same, condition, order=order, most=1):
            later, earlier = sorted((claim, other[0]), key=lambda one: one.cut_off, reverse=True)
            why = f"the same running total up to {other[0].cut_off}, here up to {claim.cut_off}"
            if later.stated_at >= earlier.stated_at:
                yield _proposal(RelationKind.UPDATES_CUMULATIVE, later, earlier, why, other)


def _subgroups(_session: Session, beside: _Beside) -> Iterator[Proposal]:
    """A figure for some of the people within a figure for all of them, of the same claimant."""
    claim = beside.claim
    for other in beside.alike(*OF_ONE_PEOPLE, "metric"):
        if not _is_of_one_statement(claim, other[0]):
            continue
        if _is_part(other[0], claim):
            why = "a part of the same people: sums use one level alone"
            yield _proposal(RelationKind.INCLUDES, claim, other[0], why, other)
        elif _is_part(claim, other[0]):
            why = "the same people and more: sums use one level alone"
            yield _proposal(RelationKind.INCLUDES, other[0], claim, why, other)


def _is_of_one_statement(one: Claim, other: Claim) -> bool:
    if one.scope is Scope.INCIDENT:
        return abs(one.stated_at - other.stated_at) <= REPEAT_WITHIN
    return one.cut_off == other.cut_off


def _is_part(part: Claim, whole: Claim) -> bool:
    """Whether a figure is for some of the people of another: children, or civilians, within all."""
    if whole.subgroup is not None:
        return False
    has_fewer_people = whole.population in EVERYBODY and part.population not in EVERYBODY
    is_of_same_people = part.population == whole.population or whole.population in EVERYBODY
    return (part.subgroup is not None and is_of_same_people) or has_fewer_people


def _includes(session: Session, beside: _Beside) -> Iterator[Proposal]:
    """Incidents within the window and area of a total; or the totals that hold the incident of a claim."""
    if beside.claim.scope in TOTALS:
        yield from _parts_of(session, beside.claim)
    elif beside.claim.scope is Scope.INCIDENT:
        yield from _totals_over(session, beside.claim)


def _parts_of(session: Session, total: Claim) -> Iterator[Proposal]:
    within = [Incident.conflict_id == total.conflict_id, Incident.start_date <= total.cut_off]
    if total.coverage_start:
        within.append(Incident.start_date >= total.coverage_start)
    if total.geo_scope and total.geo_precision not in WHOLE_AREAS:
        within.append(func.lower(Incident.place).contains(total.geo_scope.lower(), autoescape=True))
    latest = select(Incident.id).where(*within).order_by(Incident.start_date.desc(), Incident.id.desc())
    incidents = list(session.scalars(latest.limit(LOOKED_AT)))
    near = _others(session, total, Claim.incident_id.in_(incidents), most=LOOKED_AT)
    for part in _Beside(total, sorted(near, key=_when_stated, reverse=True)).alike(*OF_ONE_TALLY):
        is_within = total.population in EVERYBODY or part[0].population == total.population
        if part[0].scope is Scope.INCIDENT and is_within:
            why = "an incident within the days and the area of this total: the two are never added"
            yield _proposal(RelationKind.INCLUDES, total, part[0], why, part)


def _totals_over(session: Session, part: Claim) -> Iterator[Proposal]:
    incident = session.get(Incident, part.incident_id)
    if incident is None or incident.start_date is None:
        return
    within = or_(
        Claim.geo_scope.is_(None),
        Claim.geo_precision.in_(WHOLE_AREAS),
        literal((incident.place or "").lower()).contains(func.lower(Claim.geo_scope)),
    )
    found = _others(
        session,
        part,
        *_agree(part, OF_ONE_TALLY),
        Claim.population.in_({*EVERYBODY, part.population}),
        Claim.scope.in_(TOTALS),
        Claim.cut_off >= incident.start_date,
        or_(Claim.coverage_start.is_(None), Claim.coverage_start <= incident.start_date),
        within,
        order=(Claim.cut_off, Claim.id),
    )
    for total in found:
        why = "a total whose days and area hold this incident: the two are never added"
        yield _proposal(RelationKind.INCLUDES, total[0], part, why, total)


def _same_event(_session: Session, beside: _Beside) -> Iterator[Proposal]:
    claim = beside.claim
    if claim.incident_id is None:
        return
    for other in beside.alike("incident_id", "metric", "affected_party_id"):
        if other[0].claimant_id != claim.claimant_id:
            why = "another claimant's figure for the same incident: both stay, and the two are never added"
            yield _proposal(RelationKind.SAME_EVENT_OTHER_CLAIMANT, *_in_order(claim, other[0]), why, other)


def _wounded_who_may_have_died(session: Session, beside: _Beside) -> Iterator[Proposal]:
    """The dead rose and the wounded stand as they were: the statement may not say that some of them have died."""
    claim = beside.claim
    if claim.metric is not Metric.KILLED or claim.low is None:
        return
    earlier = beside if claim.incident_id is not None else _Beside(claim, _lately_stated(session, claim))
    people = tuple(name for name in OF_ONE_SERIES if name != "metric")
    said = [other for other in earlier.alike(*people) if other[0].stated_at <= claim.stated_at]
    fewer = [other for other in said if other[0].metric is Metric.KILLED and _is_below(other[0], claim)]
    wounded = [other for other in said if other[0].metric is Metric.WOUNDED]
    if fewer and wounded and wounded[-1][0].stated_at <= fewer[-1][0].stated_at:
        why = "the dead rose after this figure for the wounded, which stands as it was: did some of the wounded die?"
        yield _proposal(None, claim, wounded[-1][0], why, wounded[-1])


def _is_below(earlier: Claim, later: Claim) -> bool:
    return earlier.stated_at < later.stated_at and (earlier.low or 0) < (later.low or 0)


def _lately_stated(session: Session, claim: Claim) -> list[Other]:
    """What the same claimant stated in the days before, oldest first."""
    days = Claim.stated_at.between(claim.stated_at - A_WHILE, claim.stated_at)
    order = (Claim.stated_at.desc(), Claim.id.desc())
    return _others(session, claim, Claim.claimant_id == claim.claimant_id, days, order=order, most=LOOKED_AT)[::-1]
