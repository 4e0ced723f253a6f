"""How a filter and a list of column names become a SELECT: the one place where they do."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    and_,
    case,
    func,
    inspect,
    literal,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.orm import aliased

from tracker.claims import name_key
from tracker.filters import ClaimFilter
from tracker.store.tables import (
    Actor,
    ActorName,
    ActorRole,
    Assessment,
    Claim,
    ClaimEnd,
    ClaimRelation,
    Conflict,
    ConflictName,
    CurrentAssessment,
    Incident,
    IncidentName,
)
from tracker.store.versions import PRESENT, RECORD, Seen, is_seen, was_recorded
from tracker.vocabulary import ENDS, AsOfBasis, Axis, Lifecycle, Scope, VerificationStatus

PARTY = aliased(Actor, name="party")
_began = aliased(Incident, name="began")


def _words(column: Any) -> Any:
    """The stored word as plain text, so that a frame holds no enum objects."""
    return type_coerce(column, String)


STATUS: Final = func.coalesce(_words(CurrentAssessment.status), VerificationStatus.UNASSESSED.value)

LIFECYCLE: Final = func.coalesce(_words(ClaimEnd.lifecycle), Lifecycle.CURRENT.value)

COLUMNS: Final[dict[str, Any]] = {
    "code": Claim.code,
    "conflict": Conflict.name,
    "claimant": Actor.name,
    "claimant_kind": _words(Actor.kind),
    "claimant_independence": _words(ActorRole.independence),
    "affected_party": PARTY.name,
    "direction": _words(Claim.direction),
    "metric": _words(Claim.metric),
    "population": _words(Claim.population),
    "subgroup": _words(Claim.subgroup),
    "cause_scope": _words(Claim.cause_scope),
    "scope": _words(Claim.scope),
    "incident": Incident.title,
    "incident_date": Incident.start_date,
    "incident_end": Incident.end_date,
    "incident_precision": _words(Incident.date_precision),
    "place": Incident.place,
    "country_iso3": Incident.country_iso3,
    "coverage_start": Claim.coverage_start,
    "coverage_end": Claim.coverage_end,
    "date_precision": _words(Claim.date_precision),
    "as_of_date": Claim.as_of_date,
    "geo_scope": Claim.geo_scope,
    "geo_precision": _words(Claim.geo_precision),
    "counting_basis": _words(Claim.counting_basis),
    "verbatim": Claim.verbatim,
    "verbatim_language": Claim.verbatim_language,
    "verbatim_translation": Claim.verbatim_translation,
    "stated_value": Claim.stated_value,
    "qualifier": _words(Claim.qualifier),
    "low": Claim.low,
    "high": Claim.high,
    "best": Claim.best,
    "bounds_rule_version": Claim.bounds_rule_version,
    "bounds_reason": Claim.bounds_reason,
    "definition_key": Claim.definition_key,
    "stated_at": Claim.stated_at,
    "stated_time": Claim.stated_time,
    "stated_precision": _words(Claim.stated_precision),
    "external_grade": Claim.external_grade,
    "notes": Claim.notes,
    "tags": Claim.tags,
    "status": STATUS,
    "lifecycle": LIFECYCLE,
    "confirmed_low": Assessment.confirmed_low,
    "confirmed_high": Assessment.confirmed_high,
    "evidence_basis": Assessment.evidence_basis,
    "n_independent_origins": Assessment.n_independent_origins,
    "standard_of_proof": _words(Assessment.standard_of_proof),
    "refutation_kind": _words(Assessment.refutation_kind),
    "rationale": Assessment.rationale,
    "assessor": Assessment.assessor,
    "decided_at": Assessment.decided_at,
    "recorded_at": Claim.recorded_at,
}
"""Every column a claim can be read by, under the name it has in the CSV."""

SORTS: Final = ("newest", "oldest", "recorded", "largest", "smallest")


def order_of(sort: str, seen: Seen = PRESENT) -> tuple[Any, ...]:
    """What a sort of SORTS orders by. A version of a claim stands where the claim does."""
    number: Any = Claim.id if seen.as_of is None else RECORD
    return {
        "newest": (Claim.stated_at.desc(), number.desc()),
        "oldest": (Claim.stated_at, number),
        "recorded": (number.desc(),),
        "largest": (func.coalesce(Claim.low, Claim.high, -1).desc(), number),
        "smallest": (func.coalesce(Claim.low, Claim.high, 2_000_000_000), number),
    }[sort]


def claims_with_all_about_them(columns: Sequence[Any], seen: Seen = PRESENT) -> Select[*tuple[Any, ...]]:
    """Select columns of a claim and of everything it points at, as it was at the moment seen."""
    statement = (
        select(*columns)
        .select_from(Claim)
        .join(Conflict, is_of(Conflict, Claim.conflict_id, seen))
        .join(Actor, is_of(Actor, Claim.claimant_id, seen))
        .join(PARTY, is_of(PARTY, Claim.affected_party_id, seen))
        .outerjoin(
            ActorRole,
            and_(ActorRole.conflict_id == Claim.conflict_id, ActorRole.actor_id == Claim.claimant_id),
        )
        .outerjoin(Incident, is_of(Incident, Claim.incident_id, seen))
    )
    if seen.as_of is None:
        return (
            statement.outerjoin(CurrentAssessment, CurrentAssessment.claim_id == Claim.id)
            .outerjoin(Assessment, Assessment.id == CurrentAssessment.assessment_id)
            .outerjoin(ClaimEnd, ClaimEnd.claim_id == Claim.id)
        )
    return statement.outerjoin(Assessment, Assessment.id == assessment_in_force(seen))


def is_of(record: Any, number: Any, seen: Seen) -> ColumnElement[bool]:
    """Whether a record is the one of this id, in whichever version is seen."""
    seen_then: ColumnElement[bool] = record.id == row_of(record, number, seen)
    return seen_then  # one look each; OR would look in two places every time


def row_of(record: Any, number: Any, seen: Seen) -> Any:
    """The id of the row that is seen of the record of this id: itself, or the version that stood then."""
    if seen.as_of is None:
        return number
    version = aliased(inspect(record).mapper.class_)  # what a session reads limits it to what stood then
    stood = select(version.id).where(version.version_of == number).correlate_except(version).scalar_subquery()
    return func.coalesce(stood, number)


def ids_of(table: type[ConflictName] | type[ActorName], number: Any, names: Sequence[str]) -> Any:
    """The ids of what has these names."""
    return select(number).where(table.key.in_([name_key(name) for name in names]))


def assessment_in_force(seen: Seen) -> Any:
    """The id of the assessment of a claim that was the latest decided at a past moment."""
    later = aliased(Assessment)
    known = select(later.id).where(later.claim_id == RECORD, *was_decided(seen, later))
    latest = known.order_by(later.decided_at.desc(), later.id.desc()).limit(1)
    return latest.correlate(Claim).scalar_subquery()


def statuses_in_force(seen: Seen) -> Select[*tuple[Any, ...]]:
    """The status that claims with an assessment have at the moment seen: ``claim_id``, ``status``."""
    if seen.as_of is None:
        return select(CurrentAssessment.claim_id, _words(CurrentAssessment.status).label("status"))
    # in the order of an index; the latest is the one that no other follows
    order = (Assessment.decided_at, Assessment.id)
    later = func.lead(Assessment.id).over(partition_by=Assessment.claim_id, order_by=order).label("later")
    known = (
        select(Assessment.claim_id, _words(Assessment.status).label("status"), later)
        .where(*was_decided(seen))
        .subquery("known")
    )
    return select(known.c.claim_id, known.c.status).where(known.c.later.is_(None))


def was_decided(seen: Seen, assessment: Any = Assessment) -> list[ColumnElement[bool]]:
    """What a past moment asks of an assessment; nothing in the present."""
    if seen.as_of is None:
        return []
    decided = [assessment.decided_at <= seen.as_of]
    return [*decided, assessment.recorded_at < seen.until] if seen.basis is AsOfBasis.RECORDED else decided


def status_of(seen: Seen) -> Any:
    """The status of a claim at the moment seen."""
    if seen.as_of is None:
        return STATUS
    return func.coalesce(_words(Assessment.status), VerificationStatus.UNASSESSED.value)


def end_of(seen: Seen, what: str) -> Any:
    """When and how a claim ceased to be current, as known at a past moment: ``ended_at`` or ``lifecycle``."""
    later = aliased(Claim)
    how = case(*((ClaimRelation.kind == kind, word.value) for kind, word in ENDS.items()))
    first = (
        select(later.stated_at if what == "ended_at" else how)
        .join_from(ClaimRelation, later, is_of(later, ClaimRelation.from_claim_id, seen))
        .where(
            ClaimRelation.to_claim_id == RECORD,
            ClaimRelation.kind.in_(ENDS),
            later.stated_at <= seen.as_of,
            *is_seen(seen, later),
            *was_recorded(ClaimRelation, seen),
        )
        .order_by(later.stated_at, ClaimRelation.id)
        .limit(1)
    )
    return first.correlate(Claim).scalar_subquery()


def columns_of(seen: Seen) -> dict[str, Any]:
    """COLUMNS as they are at the moment seen."""
    if seen.as_of is None:
        return COLUMNS
    lifecycle = func.coalesce(end_of(seen, "lifecycle"), Lifecycle.CURRENT.value)
    return COLUMNS | {"status": status_of(seen), "lifecycle": lifecycle}


def named(names: Sequence[str], seen: Seen = PRESENT) -> list[ColumnElement[Any]]:
    """The columns that have these names in the CSV."""
    columns = columns_of(seen)
    return [columns[name].label(name) for name in names]


def conditions(wanted: ClaimFilter) -> list[ColumnElement[bool]]:
    """What a filter asks of a claim, in terms of the claim's own row."""
    seen = Seen.by(wanted)
    asked: list[ColumnElement[bool]] = is_seen(seen)
    found_by = _found_by(wanted)
    for part, column, known_as, key, main in (
        ("conflict", Claim.conflict_id, ConflictName.conflict_id, ConflictName.key, Conflict.name),
        ("claimant", Claim.claimant_id, ActorName.actor_id, ActorName.key, Actor.name),
        ("affected_party", Claim.affected_party_id, ActorName.actor_id, ActorName.key, Actor.name),
        ("incident", Claim.incident_id, IncidentName.incident_id, IncidentName.key, Incident.title),
    ):
        if values := getattr(wanted, part):
            known = select(known_as).where(key.in_([name_key(name) for name in values]))
            asked_of = column if part in found_by else func.coalesce(column, 0)
            asked.append(asked_of.in_(known if seen.as_of is None else known.union(_once_called(main, values))))
    if wanted.metric:
        asked.append(Claim.metric.in_(wanted.metric))
    if wanted.population:
        asked.append(Claim.population.in_(wanted.population))
    if wanted.scope:
        asked.append(Claim.scope.in_(wanted.scope))
    if wanted.status:
        asked.append(_has_status(wanted.status, seen))
    return asked + _within_days(wanted) + _says(wanted.q)


def _found_by(wanted: ClaimFilter) -> frozenset[str]:
    """The parts of a filter by which claims are looked up; of those found the rest is asked.

    SQLite does not know which are few, and might look at the rows of all that a claimant ever said.
    """
    if wanted.incident:
        return frozenset({"incident"})
    if wanted.conflict and wanted.affected_party and wanted.scope and Scope.INCIDENT not in wanted.scope:
        return frozenset({"conflict", "affected_party"})
    return frozenset({"conflict", "claimant", "affected_party"})


def _once_called(main: Any, values: Sequence[str]) -> Select[*tuple[Any, ...]]:
    """The ids of records that had these main names at a past moment: what was removed since has given them back.

    They stand no longer as they did then: what stands as it is can be found by its name.
    """
    record = main.class_
    return select(func.coalesce(record.version_of, record.id)).where(main.in_(values), record.stood_until.is_not(None))


def _has_status(statuses: Sequence[VerificationStatus], seen: Seen) -> ColumnElement[bool]:
    if seen.as_of is not None:
        of_it = aliased(Assessment)
        status = select(_words(of_it.status)).where(of_it.id == assessment_in_force(seen)).correlate(Claim)
        return func.coalesce(status.scalar_subquery(), VerificationStatus.UNASSESSED.value).in_(statuses)
    assessed = select(literal(1)).where(CurrentAssessment.claim_id == Claim.id).correlate(Claim)
    among = assessed.where(CurrentAssessment.status.in_(statuses)).exists()
    if VerificationStatus.UNASSESSED in statuses:
        return or_(among, ~assessed.exists())
    return among


def _within_days(wanted: ClaimFilter) -> list[ColumnElement[bool]]:
    if not (wanted.since or wanted.until):
        return []
    if wanted.axis is not Axis.EVENT:
        return _between(Claim.stated_at, wanted)
    began = select(func.coalesce(_began.version_of, _began.id)).where(*_between(_began.start_date, wanted))
    of_incident = and_(Claim.scope == Scope.INCIDENT, Claim.incident_id.in_(began))
    return [or_(of_incident, and_(Claim.scope != Scope.INCIDENT, *_between(Claim.cut_off, wanted)))]


def _between(day: Any, wanted: ClaimFilter) -> list[ColumnElement[bool]]:
    first = [day >= wanted.since] if wanted.since else []
    return [*first, day <= wanted.until] if wanted.until else first


def _says(search: str) -> list[ColumnElement[bool]]:
    return [Claim.search_text.contains(word, autoescape=True) for word in name_key(search).split()]
