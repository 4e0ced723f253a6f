"""What is known of one claim, and what stands near it: names to offer, evidence, likely duplicates."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

import pandas as pd
from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from tracker.claims import NewClaim, name_key
from tracker.store.queries import IN_CHART, frame_of
from tracker.store.selecting import COLUMNS, claims_with_all_about_them, is_of, named, was_decided
from tracker.store.tables import (
    Actor,
    ActorName,
    ActorRole,
    Assessment,
    AssessmentSource,
    Claim,
    ClaimSource,
    Conflict,
    ConflictName,
    Incident,
    IncidentName,
    Revision,
    Source,
)
from tracker.store.versions import RECORD, is_seen, seen_by
from tracker.store.writes import NoSuchClaimError
from tracker.vocabulary import EVIDENCE_BASES, Independence

REPEAT_WITHIN: Final = timedelta(days=3)
MOST_SHOWN: Final = 20
MOST_OFFERED: Final = 50
OF_ONE_FIGURE: Final = (
    "conflict_id", "claimant_id", "affected_party_id", "incident_id", "metric", "population", "subgroup",
    "cause_scope", "scope", "definition_key", "coverage_start", "cut_off",
)  # fmt: skip
"""What two claims have in common that cannot both be right with different numbers."""


@dataclass(frozen=True, slots=True)
class ClaimRecord:
    """Everything known about one claim. ``version`` is what an edit must name."""

    claim: dict[str, Any]
    sources: pd.DataFrame
    assessments: pd.DataFrame
    history: pd.DataFrame
    version: int


@dataclass(frozen=True, slots=True)
class Likeness:
    """A claim on record that may be the one being entered, and why."""

    code: str
    claimant: str
    verbatim: str
    stated_at: str
    why: str


def read_claim(session: Session, code: str) -> ClaimRecord:
    """One claim with its sources, assessments (latest first) and history.

    A session that sees a past day sees the claim and its assessments as they were known then; the history is whole.
    Raises NoSuchClaimError, also for a claim that was not there on that day.
    """
    seen = seen_by(session)
    columns = [Claim.id.label("_version"), RECORD.label("_record"), *named(list(COLUMNS), seen)]
    row = session.execute(
        claims_with_all_about_them(columns, seen).where(Claim.code == code, *is_seen(seen)).limit(1)
    ).mappings()
    claim = next((dict(found) for found in row), None)
    if claim is None:
        of_then = f" as of {seen.as_of}" if seen.as_of else ""
        raise NoSuchClaimError(f'no claim has the code "{code[:40]}"{of_then}')
    history = _history(session, code)
    return ClaimRecord(
        claim=claim,
        sources=_sources(session, claim.pop("_version")),
        assessments=_assessments(session, claim.pop("_record")),
        history=history,
        version=int(history["version"].max()) if len(history) else 0,
    )


def _sources(session: Session, claim_id: int) -> pd.DataFrame:
    statement = (
        select(
            Source.url,
            Source.title,
            Source.publisher,
            Source.published_at,
            Source.language,
            Source.archived_url,
            ClaimSource.role.label("role"),
        )
        .join_from(ClaimSource, Source, is_of(Source, ClaimSource.source_id, seen_by(session)))
        .where(ClaimSource.claim_id == claim_id)
        .order_by(ClaimSource.position)
    )
    return frame_of(session, statement)


def _assessments(session: Session, claim_id: int) -> pd.DataFrame:
    statement = (
        select(
            Assessment.id,
            Assessment.code,
            Assessment.status,
            Assessment.confirmed_low,
            Assessment.confirmed_high,
            Assessment.evidence_basis,
            Assessment.n_independent_origins,
            Assessment.standard_of_proof,
            Assessment.refutation_kind,
            Assessment.rationale,
            Assessment.assessor,
            Assessment.decided_at,
            Assessment.recorded_at,
        )
        .where(Assessment.claim_id == claim_id, *was_decided(seen_by(session)))
        .order_by(Assessment.decided_at.desc(), Assessment.id.desc())
    )
    frame = frame_of(session, statement)
    links = select(AssessmentSource.assessment_id, Source.url).join(Source).order_by(AssessmentSource.position)
    urls: dict[int, list[str]] = {int(number): [] for number in frame["id"]}
    for assessment_id, url in session.execute(links.where(AssessmentSource.assessment_id.in_(list(urls)))):
        urls[assessment_id].append(url)
    sources = pd.Series([urls[int(number)] for number in frame["id"]], index=frame.index, dtype=object)
    return frame.assign(sources=sources).drop(columns="id")


def _history(session: Session, claim_code: str) -> pd.DataFrame:
    """The revisions of the claim and of its assessments, latest first."""
    of_assessments = (
        select(Assessment.code).join(Claim, Claim.id == Assessment.claim_id).where(Claim.code == claim_code)
    )
    statement = (
        select(
            Revision.entity,
            Revision.version,
            Revision.changed_at,
            Revision.changed_by,
            Revision.reason,
            Revision.before,
            Revision.after,
        )
        .where(
            or_(
                and_(Revision.entity == "claim", Revision.entity_code == claim_code),
                and_(Revision.entity == "assessment", Revision.entity_code.in_(of_assessments)),
            )
        )
        .order_by(Revision.id.desc())
    )
    return frame_of(session, statement)


def read_versions(session: Session, codes: Sequence[str]) -> dict[str, int]:
    """The version each of these claims is at."""
    statement = (
        select(Revision.entity_code, func.max(Revision.version))
        .where(Revision.entity == "claim", Revision.entity_code.in_(codes))
        .group_by(Revision.entity_code)
    )
    return {code: version for code, version in session.execute(statement)}  # noqa: C416 - rows are no pairs to mypy


def read_names(session: Session) -> dict[str, list[str]]:
    """The names a form offers: ``conflict`` and ``actor``, in alphabetical order."""
    return {
        "conflict": list(session.scalars(select(Conflict.name).order_by(Conflict.name))),
        "actor": list(session.scalars(select(Actor.name).order_by(Actor.name))),
    }


def find_others(session: Session, code: str, search: str = "") -> pd.DataFrame:
    """Claims that one may stand in a relation to: of its incident, then of its claimant, the latest first.

    ``search`` narrows them to those that hold every word of it. Columns: ``code, claimant, verbatim, stated_at,
    stated_precision, low, high``.
    """
    claim = aliased(Claim)
    columns = ("code", "claimant", "verbatim", "stated_at", "stated_precision", "low", "high")
    says = [Claim.search_text.contains(word, autoescape=True) for word in name_key(search).split()]
    statements = [
        claims_with_all_about_them(named(columns))
        .join(claim, and_(claim.code == code, claim.id != Claim.id, near))
        .where(*says)
        .order_by(Claim.stated_at.desc(), Claim.id.desc())
        .limit(MOST_OFFERED)
        for near in (
            claim.incident_id == Claim.incident_id,
            and_(claim.claimant_id == Claim.claimant_id, claim.conflict_id == Claim.conflict_id),
        )
    ]
    found = pd.concat([frame_of(session, statement) for statement in statements])
    return found.drop_duplicates("code").head(MOST_OFFERED).reset_index(drop=True)


def is_known_name(session: Session, field: str, name: str, *, conflict: str) -> bool:
    """Whether a name, or an alias of it, is on record; an incident's within its conflict."""
    key = name_key(name)
    if field == "conflict":
        return session.get(ConflictName, key) is not None
    if field != "incident":
        return session.get(ActorName, key) is not None
    of_conflict = select(ConflictName.conflict_id).where(ConflictName.key == name_key(conflict))
    found = select(IncidentName.key).where(IncidentName.key == key, IncidentName.conflict_id.in_(of_conflict))
    return session.scalars(found).first() is not None


def read_incident_names(session: Session, conflict: str) -> list[str]:
    """The incidents of one conflict, the latest first, at most some thousands."""
    statement = (
        select(Incident.title)
        .join(Conflict, Conflict.id == Incident.conflict_id)
        .where(Conflict.name == conflict)
        .order_by(Incident.start_date.desc(), Incident.title)
        .limit(2_000)
    )
    return list(session.scalars(statement))


def read_claimant(session: Session, conflict: str, claimant: str) -> tuple[str, str] | None:
    """The kind and the independence on record for a claimant in a conflict, or None for a new one."""
    statement = (
        select(Actor.kind, ActorRole.independence)
        .join(ActorName, ActorName.actor_id == Actor.id)
        .outerjoin(Conflict, Conflict.name == conflict)
        .outerjoin(ActorRole, and_(ActorRole.actor_id == Actor.id, ActorRole.conflict_id == Conflict.id))
        .where(ActorName.key == name_key(claimant))
    )
    row = session.execute(statement).first()
    return (row[0].value, (row[1] or Independence.UNKNOWN).value) if row else None


def read_evidence(session: Session, code: str) -> pd.DataFrame:
    """Figures of independent bodies for the same people, in the same incident or running total.

    They are other claims by independent claimants on an evidence basis, with the same metric, affected
    party and scope; columns as in ``read_chart_claims``.
    """
    claim = aliased(Claim)
    statement = (
        claims_with_all_about_them([*named(IN_CHART), Claim.cut_off.label("cut_off")])
        .join(
            claim,
            and_(
                claim.code == code,
                claim.id != Claim.id,
                claim.conflict_id == Claim.conflict_id,
                claim.affected_party_id == Claim.affected_party_id,
                claim.metric == Claim.metric,
                claim.scope == Claim.scope,
                or_(
                    claim.incident_id == Claim.incident_id,
                    and_(claim.incident_id.is_(None), Claim.incident_id.is_(None)),
                ),
            ),
        )
        .where(
            ActorRole.independence == Independence.INDEPENDENT,
            Claim.counting_basis.in_(EVIDENCE_BASES),
            claim.claimant_id != Claim.claimant_id,
        )
        .order_by(Claim.stated_at.desc(), Claim.id.desc())
        .limit(MOST_SHOWN)
    )
    return frame_of(session, statement)


def read_conflicting(session: Session, code: str) -> pd.DataFrame:
    """Other figures of the same claimant for the same people, definition and days as a claim's; columns IN_CHART."""
    claim = aliased(Claim)
    same = [getattr(claim, name).is_not_distinct_from(getattr(Claim, name)) for name in OF_ONE_FIGURE]
    other_figure = or_(
        claim.low.is_distinct_from(Claim.low),
        claim.high.is_distinct_from(Claim.high),
        claim.stated_value.is_distinct_from(Claim.stated_value),
    )
    statement = (
        claims_with_all_about_them(named(IN_CHART))
        .join(claim, and_(claim.code == code, claim.id != Claim.id, *same, other_figure))
        .order_by(Claim.stated_at, Claim.id)
        .limit(MOST_SHOWN)
    )
    return frame_of(session, statement)


def find_likely_duplicates(session: Session, claim: NewClaim) -> list[Likeness]:
    """Claims on record that may be this one: the same figure within three days, or the same address.

    The checks are the first two of the method's list on double counting. They warn and never block.
    """
    found: dict[str, Likeness] = {}
    for why, condition in _likenesses(claim):
        statement = (
            select(Claim.code, Actor.name, Claim.verbatim, Claim.stated_at)
            .join(Actor, Actor.id == Claim.claimant_id)
            .where(condition, Claim.code != claim.code)
            .order_by(Claim.stated_at.desc(), Claim.id.desc())
            .limit(MOST_SHOWN)
        )
        for code, claimant, verbatim, stated_at in session.execute(statement):
            found.setdefault(code, Likeness(code, claimant, verbatim, stated_at.isoformat(), why))
    return list(found.values())


def _likenesses(claim: NewClaim) -> list[tuple[str, Any]]:
    claimant = select(ActorName.actor_id).where(ActorName.key == name_key(claim.claimant)).scalar_subquery()
    same_figure = and_(
        Claim.claimant_id == claimant,
        Claim.metric == claim.metric,
        Claim.scope == claim.scope,
        _same_incident(claim),
        Claim.stated_value == claim.stated_value,
        Claim.stated_at.between(claim.stated_at - REPEAT_WITHIN, claim.stated_at + REPEAT_WITHIN),
    )
    same_page = Claim.id.in_(select(ClaimSource.claim_id).join(Source).where(Source.url.in_(claim.every_source_url)))
    likenesses: list[tuple[str, Any]] = []
    if claim.stated_value is not None:
        likenesses.append(("same claimant, same figure, within three days", same_figure))
    likenesses.append(("same metric, read at the same address", and_(same_page, Claim.metric == claim.metric)))
    return likenesses


def _same_incident(claim: NewClaim) -> Any:
    if not claim.incident:
        return Claim.incident_id.is_(None)
    return Claim.incident_id.in_(select(IncidentName.incident_id).where(IncidentName.key == name_key(claim.incident)))
