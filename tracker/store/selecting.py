"""How a filter and a list of column names become a SELECT: the one place where they do."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, String, and_, case, func, literal, or_, select, type_coerce
from sqlalchemy.orm import aliased

from tracker.claims import name_key
from tracker.filters import ClaimFilter
from tracker.store.tables import (
    Actor,
    ActorName,
    ActorRole,
    Assessment,
    Claim,
    Conflict,
    ConflictName,
    CurrentAssessment,
    Incident,
    IncidentName,
)
from tracker.vocabulary import Axis, Scope, VerificationStatus

PARTY = aliased(Actor, name="party")
_began = aliased(Incident, name="began")


def _words(column: Any) -> Any:
    """The stored word as plain text, so that a frame holds no enum objects."""
    return type_coerce(column, String)


STATUS: Final = func.coalesce(_words(CurrentAssessment.status), VerificationStatus.UNASSESSED.value)

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

SORTS: Final[dict[str, Any]] = {
    "newest": (Claim.stated_at.desc(), Claim.id.desc()),
    "oldest": (Claim.stated_at, Claim.id),
    "recorded": (Claim.id.desc(),),
    "largest": (func.coalesce(Claim.low, Claim.high, -1).desc(), Claim.id),
    "smallest": (func.coalesce(Claim.low, Claim.high, 2_000_000_000), Claim.id),
}


def claims_with_all_about_them(columns: Sequence[Any]) -> Select[*tuple[Any, ...]]:
    """Select columns of a claim and of everything it points at."""
    return (
        select(*columns)
        .select_from(Claim)
        .join(Conflict, Conflict.id == Claim.conflict_id)
        .join(Actor, Actor.id == Claim.claimant_id)
        .join(PARTY, PARTY.id == Claim.affected_party_id)
        .outerjoin(
            ActorRole,
            and_(ActorRole.conflict_id == Claim.conflict_id, ActorRole.actor_id == Claim.claimant_id),
        )
        .outerjoin(Incident, Incident.id == Claim.incident_id)
        .outerjoin(CurrentAssessment, CurrentAssessment.claim_id == Claim.id)
        .outerjoin(Assessment, Assessment.id == CurrentAssessment.assessment_id)
    )


def named(names: Sequence[str]) -> list[ColumnElement[Any]]:
    """The columns that have these names in the CSV."""
    return [COLUMNS[name].label(name) for name in names]


def conditions(wanted: ClaimFilter) -> list[ColumnElement[bool]]:
    """What a filter asks of a claim, in terms of the claim's own row."""
    asked: list[ColumnElement[bool]] = []
    for values, column, known_as, key in (
        (wanted.conflict, Claim.conflict_id, ConflictName.conflict_id, ConflictName.key),
        (wanted.claimant, Claim.claimant_id, ActorName.actor_id, ActorName.key),
        (wanted.affected_party, Claim.affected_party_id, ActorName.actor_id, ActorName.key),
        (wanted.incident, Claim.incident_id, IncidentName.incident_id, IncidentName.key),
    ):
        if values:
            asked.append(column.in_(select(known_as).where(key.in_([name_key(name) for name in values]))))
    if wanted.metric:
        asked.append(Claim.metric.in_(wanted.metric))
    if wanted.population:
        asked.append(Claim.population.in_(wanted.population))
    if wanted.scope:
        asked.append(Claim.scope.in_(wanted.scope))
    if wanted.status:
        asked.append(_has_status(wanted.status))
    return asked + _within_days(wanted) + _says(wanted.q)


def _has_status(statuses: Sequence[VerificationStatus]) -> ColumnElement[bool]:
    assessed = select(literal(1)).where(CurrentAssessment.claim_id == Claim.id).correlate(Claim)
    among = assessed.where(CurrentAssessment.status.in_(statuses)).exists()
    if VerificationStatus.UNASSESSED in statuses:
        return or_(among, ~assessed.exists())
    return among


def _within_days(wanted: ClaimFilter) -> list[ColumnElement[bool]]:
    day: Any = Claim.stated_at
    if wanted.axis is Axis.EVENT:
        started = select(_began.start_date).where(_began.id == Claim.incident_id).correlate(Claim).scalar_subquery()
        day = case((Claim.scope == Scope.INCIDENT, started), else_=Claim.cut_off)
    asked = []
    if wanted.since:
        asked.append(day >= wanted.since)
    if wanted.until:
        asked.append(day <= wanted.until)
    return asked


def _says(search: str) -> list[ColumnElement[bool]]:
    return [Claim.search_text.contains(word, autoescape=True) for word in name_key(search).split()]
