"""The claims that a timeline draws: some thousand at once, so that each is looked up by its own row.

What they point at is looked up apart and only once: conflicts, actors and roles are few, most claims of a timeline
have no incident and many no assessment. Joined, PostgreSQL looks for each of them anew or reads whole tables.
"""

from typing import Any, Final

import pandas as pd
from sqlalchemy import Date, Select, String, func, select, type_coerce
from sqlalchemy.orm import Session

from tracker.filters import ClaimFilter
from tracker.store.frames import frame_of
from tracker.store.selecting import (
    COLUMNS,
    assessment_in_force,
    conditions,
    end_of,
    named,
    order_of,
    row_of,
)
from tracker.store.spans import these
from tracker.store.tables import Actor, ActorRole, Assessment, Claim, ClaimEnd, ClaimRelation, Conflict, Incident
from tracker.store.tables import CurrentAssessment as Current
from tracker.store.versions import RECORD, Seen, was_recorded
from tracker.vocabulary import ENDS, RelationKind, VerificationStatus

MOST_DRAWN: Final = 5_000
IN_CHART: Final = (
    "code", "conflict", "claimant", "claimant_independence", "affected_party", "metric", "population", "subgroup",
    "cause_scope", "scope", "incident", "incident_date", "incident_precision", "coverage_start", "geo_scope",
    "definition_key", "counting_basis", "verbatim", "stated_value", "qualifier", "low", "high", "best",
    "stated_at", "stated_precision", "status", "confirmed_low", "confirmed_high", "lifecycle",
)  # fmt: skip
_SHARED: Final = ("conflict", "claimant", "claimant_independence", "affected_party")
_OF_INCIDENT: Final = ("incident", "incident_date", "incident_precision")
_OF_ASSESSMENT: Final = ("status", "confirmed_low", "confirmed_high")
_OWN: Final = tuple(name for name in IN_CHART if name not in {*_SHARED, *_OF_INCIDENT, *_OF_ASSESSMENT})
_UNASSESSED: Final = (VerificationStatus.UNASSESSED.value, None, None)


def read_chart_claims(session: Session, wanted: ClaimFilter, *, limit: int = MOST_DRAWN) -> pd.DataFrame:
    """The claims a timeline draws, oldest statement first; of more than ``limit`` the latest ones.

    The columns are IN_CHART, ``cut_off``, ``position`` (the order of recording), ``ended_at`` (the day from which
    the claim was no longer current, or null) and ``change`` (the relation by which it changed an earlier one).
    """
    seen = Seen.by(wanted)
    latest = select(Claim.id).where(*conditions(wanted)).order_by(*order_of("newest", seen)).limit(limit)
    found = these(list(session.scalars(latest)))  # found first: together, all claims might be looked at
    places = {
        "conflict_id": Claim.conflict_id,
        "claimant_id": Claim.claimant_id,
        "affected_party_id": Claim.affected_party_id,
        "incident_row": row_of(Incident, Claim.incident_id, seen),
        "assessment_id": Current.assessment_id if seen.as_of is None else assessment_in_force(seen),
    }
    columns = [*named(_OWN, seen), *lineage(seen), *(place.label(name) for name, place in places.items())]
    statement = select(*columns).select_from(Claim).where(found(Claim.id))
    if seen.as_of is None:
        statement = statement.outerjoin(Current, Current.claim_id == Claim.id)
        statement = statement.outerjoin(ClaimEnd, ClaimEnd.claim_id == Claim.id)
    claims = frame_of(session, statement.order_by(Claim.stated_at, Claim.cut_off, number_of(seen)))
    about = _about(session, seen, pd.DataFrame({name: claims.pop(name) for name in places}))
    return pd.concat([claims, about], axis=1)[[*IN_CHART, *claims.columns[len(_OWN) :]]]


def _about(session: Session, seen: Seen, ids: pd.DataFrame) -> pd.DataFrame:
    """A row a claim of what it points at, by ``ids``: _SHARED, _OF_INCIDENT, _OF_ASSESSMENT."""
    conflicts, claimants, parties, incidents, assessments = (ids[name] for name in ids)
    conflict_names = _known(session, _names(Conflict, seen), conflicts)
    actor_names = _known(session, _names(Actor, seen), pd.concat([claimants, parties]))
    incident_of = _known(session, select(Incident.id, *named(_OF_INCIDENT)), incidents)
    figures = [COLUMNS[name] for name in _OF_ASSESSMENT[1:]]
    status = type_coerce(Assessment.status, String)
    assessment_of = _known(session, select(Assessment.id, status, *figures), assessments)
    role = select(ActorRole.conflict_id, ActorRole.actor_id, type_coerce(ActorRole.independence, String))
    role_of = {row[:2]: row[2] for row in map(tuple, session.execute(role))}
    rows = [
        (
            *conflict_names.get(conflict, (None,)),
            *actor_names.get(claimant, (None,)),
            role_of.get((conflict, claimant)),
            *actor_names.get(party, (None,)),
            *incident_of.get(incident, (None, None, None)),
            *assessment_of.get(assessment, _UNASSESSED),
        )
        for conflict, claimant, party, incident, assessment in ids.itertuples(index=False, name=None)
    ]
    about = pd.DataFrame(rows, columns=[*_SHARED, *_OF_INCIDENT, *_OF_ASSESSMENT])
    return about.astype(dict.fromkeys(_OF_ASSESSMENT[1:], "Int64"))


def _names(record: type[Conflict] | type[Actor], seen: Seen) -> Select[Any]:
    own_id: Any = record.id if seen.as_of is None else func.coalesce(record.version_of, record.id)
    return select(own_id, record.name)


def _known(session: Session, statement: Select[Any], ids: pd.Series) -> dict[Any, tuple[Any, ...]]:
    """What a statement finds under each of some ids, its first column; empty ones point at nothing."""
    some = sorted(ids.dropna().astype(int).unique().tolist())
    found = session.execute(statement.where(these(some)(statement.selected_columns[0])))
    return {row[0]: row[1:] for row in map(tuple, found)}


def in_chart(seen: Seen) -> list[Any]:
    """All columns of ``read_chart_claims``, for a statement that joins what a claim points at."""
    return [*named(IN_CHART, seen), *lineage(seen)]


def lineage(seen: Seen) -> list[Any]:
    """The day a figure covers up to, the order of recording, and what became of the claim and by what."""
    ended_at = ClaimEnd.ended_at if seen.as_of is None else end_of(seen, "ended_at")
    return [
        Claim.cut_off.label("cut_off"),
        number_of(seen).label("position"),
        type_coerce(ended_at, Date).label("ended_at"),
        _change(seen).label("change"),
    ]


def number_of(seen: Seen) -> Any:
    """The id of the claim that a row is, or is a version of."""
    return Claim.id if seen.as_of is None else RECORD


def _change(seen: Seen) -> Any:
    """By which relation a claim changed an earlier one, or null."""
    kinds = [*ENDS, RelationKind.UPDATES_CUMULATIVE]
    relation = (
        select(type_coerce(ClaimRelation.kind, String))
        .where(
            ClaimRelation.from_claim_id == number_of(seen),
            ClaimRelation.kind.in_(kinds),
            *was_recorded(ClaimRelation, seen),
        )
        .order_by(ClaimRelation.id)
        .limit(1)
    )
    return relation.correlate(Claim).scalar_subquery()
