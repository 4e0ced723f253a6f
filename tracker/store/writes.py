"""What changes rows. Every function works inside ``database.writing`` and leaves a revision row.

The caller's transaction keeps everything or nothing.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any, Final

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from tracker.claims import InvalidClaimError, NewAssessment, NewClaim, Problem, check_against_claim, name_key
from tracker.claims.fields import latest_today
from tracker.claims.reading import new_code
from tracker.store.names import LETTERS, Names
from tracker.store.tables import (
    Actor,
    ActorName,
    Assessment,
    AssessmentSource,
    Claim,
    ClaimSource,
    CurrentAssessment,
    Revision,
    Source,
)
from tracker.vocabulary import SourceRole

BATCH: Final = 500
COPIED: Final = (
    "code", "direction", "metric", "population", "subgroup", "cause_scope", "scope", "coverage_start",
    "coverage_end", "date_precision", "as_of_date", "cut_off", "geo_scope", "geo_precision", "counting_basis",
    "verbatim", "verbatim_language", "verbatim_translation", "stated_value", "qualifier", "low", "high", "best",
    "bounds_rule_version", "bounds_reason", "definition_key", "stated_at", "stated_time", "stated_precision",
    "external_grade", "notes",
)  # fmt: skip
"""What a claim and its row have in common, under one name."""


class DuplicateClaimError(ValueError):
    """A claim with this code is on record with other content."""


class NoSuchClaimError(LookupError):
    """No claim has this code."""


class StaleEditError(ValueError):
    """Somebody else changed the record since it was opened."""


@dataclass(frozen=True, slots=True)
class Added:
    """How many claims were new, and how many were on record already with the same content."""

    new: int = 0
    unchanged: int = 0


def add_claim(session: Session, claim: NewClaim, *, may_make_names: bool = False) -> bool:
    """Record one claim; False when the same claim under the same code is on record already.

    Raises UnknownNameError for a name that is not known and may not be made, DuplicateClaimError when the
    code is on record with other content.
    """
    return add_claims(session, [claim], may_make_names=may_make_names).new == 1


def add_claims(
    session: Session, claims: Iterable[NewClaim], *, may_make_names: bool = True, names: Names | None = None
) -> Added:
    """Record many claims in the order given, a few hundred at a time; memory does not grow with their number.

    ``names`` are those of a write that goes on with them; without, they are read.
    """
    names = names or Names(session, may_make=may_make_names)
    new = unchanged = 0
    for batch in _in_batches(claims, BATCH):
        known = _known_codes(session, batch)
        fresh = [claim for claim in batch if claim.code not in known]
        _refuse_other_content([claim for claim in batch if claim.code in known], known)
        if fresh:
            _insert_claims(session, names, fresh)
        new += len(fresh)
        unchanged += len(batch) - len(fresh)
    return Added(new, unchanged)


def _in_batches(claims: Iterable[NewClaim], size: int) -> Iterator[list[NewClaim]]:
    waiting = iter(claims)
    while batch := list(islice(waiting, size)):
        yield batch


def _known_codes(session: Session, batch: Sequence[NewClaim]) -> dict[str, str]:
    """The content on record, as JSON, of those of these claims that are on record."""
    codes = [claim.code for claim in batch]
    twice = {code for code in codes if codes.count(code) > 1} if len(set(codes)) < len(codes) else set()
    if twice:
        raise DuplicateClaimError(f"the code {min(twice)} stands on more than one claim")
    recorded = session.execute(select(Claim.code).where(Claim.code.in_(codes))).scalars().all()
    if not recorded:
        return {}
    rows = session.execute(
        select(Revision.entity_code, Revision.after)
        .where(Revision.entity == "claim", Revision.entity_code.in_(recorded))
        .order_by(Revision.id)
    )
    return {code: after or "" for code, after in rows}


def _refuse_other_content(claims: Sequence[NewClaim], known: dict[str, str]) -> None:
    for claim in claims:
        if _content(claim) != known[claim.code]:
            raise DuplicateClaimError(
                f"the code {claim.code} is on record with other content; change that claim, or give no code"
            )


def _content(claim: NewClaim) -> str:
    """The claim as its revision keeps it."""
    return claim.model_dump_json(exclude={"assessment"}, exclude_none=True)


def _insert_claims(session: Session, names: Names, claims: Sequence[NewClaim]) -> None:
    now = _now()
    names.read_ahead(claims)
    rows = [_row_of(names, claim) | {"recorded_at": now, "recorded_day": latest_today()} for claim in claims]
    _record_new_names(session, names)
    inserted = session.execute(insert(Claim).returning(Claim.code, Claim.id), rows)
    ids = {code: number for code, number in inserted}  # noqa: C416 - rows are no pairs to mypy
    _link_sources(session, claims, ids)
    _leave_revisions(session, [("claim", claim.code, 1, None, _content(claim)) for claim in claims])
    for claim in claims:
        if claim.assessment:
            _insert_assessment(session, ids[claim.code], claim.code, claim.assessment)


def _row_of(names: Names, claim: NewClaim) -> dict[str, Any]:
    conflict_id = names.conflict(claim.conflict)
    claimant_id = names.actor("claimant", claim.claimant, claim.claimant_kind)
    names.role(conflict_id, claimant_id, claim.claimant_independence)
    return {name: getattr(claim, name) for name in COPIED} | {
        "conflict_id": conflict_id,
        "claimant_id": claimant_id,
        "affected_party_id": names.actor("affected_party", claim.affected_party),
        "incident_id": names.incident(conflict_id, claim),
        "tags": list(claim.tags),
        "search_text": _search_text(claim),
    }


def _search_text(claim: NewClaim) -> str:
    """What a search looks through, folded the way the search is."""
    parts = (
        claim.code, claim.verbatim, claim.verbatim_translation, claim.claimant, claim.affected_party,
        claim.incident, claim.place, claim.conflict, claim.notes, claim.source_publisher, claim.source_title,
        *claim.tags, *claim.every_source_url,
    )  # fmt: skip
    return name_key(" ".join(part for part in parts if part))


def _record_new_names(session: Session, names: Names) -> None:
    """Leave a revision of every conflict, actor and incident that was made or changed on the way."""
    made = [change for change in names.changes if change.before is None]
    _leave_revisions(session, [(new.entity, new.code, 1, None, _as_json(new.after)) for new in made])
    for change in names.changes:
        if change.before is not None:
            version, _ = _latest_revision(session, change.code, change.entity)
            before, after = _as_json(change.before), _as_json(change.after)
            _leave_revisions(session, [(change.entity, change.code, version + 1, before, after)])
    names.changes.clear()


def _as_json(values: dict[str, Any]) -> str:
    return json.dumps(values, default=str, ensure_ascii=False)


def _link_sources(session: Session, claims: Sequence[NewClaim], ids: dict[str, int], *, mend: bool = False) -> None:
    wanted: dict[str, dict[str, Any]] = {}
    for claim in claims:
        for url in claim.every_source_url:
            wanted.setdefault(url, {"url": url})
        wanted[claim.source_url] = _about_source(claim) | wanted[claim.source_url]
    sources = _source_ids(session, wanted, mend=mend)
    links = [
        {
            "claim_id": ids[claim.code],
            "position": position,
            "source_id": sources[url],
            "role": claim.source_role if url == claim.source_url else SourceRole.RELAY,
        }
        for claim in claims
        for position, url in enumerate(claim.every_source_url)
    ]
    session.execute(insert(ClaimSource), links)


def _about_source(claim: NewClaim) -> dict[str, Any]:
    about = {
        "archived_url": claim.archived_url,
        "title": claim.source_title,
        "publisher": claim.source_publisher,
        "published_at": claim.source_date,
        "language": claim.source_language,
    }
    return {name: value for name, value in about.items() if value is not None}


def _source_ids(session: Session, wanted: dict[str, dict[str, Any]], *, mend: bool = False) -> dict[str, int]:
    """The ids of these addresses; a source known already is kept and only its gaps are filled, unless we mend."""
    found: dict[str, int] = {}
    for source in session.scalars(select(Source).where(Source.url.in_(wanted))):
        found[source.url] = source.id
        for name, value in wanted[source.url].items():
            if mend or getattr(source, name) is None:
                setattr(source, name, value)
    session.flush()
    empty = dict.fromkeys(("archived_url", "title", "publisher", "published_at", "language"))
    missing = [
        empty | {"code": new_code(LETTERS["source"])} | about for url, about in wanted.items() if url not in found
    ]
    if missing:
        inserted = session.execute(insert(Source).returning(Source.url, Source.id), missing)
        found |= {url: number for url, number in inserted}  # noqa: C416
    return found


def change_claim(
    session: Session,
    claim: NewClaim,
    *,
    expected_version: int,
    assessment: NewAssessment | None = None,
    names: Names | None = None,
) -> None:
    """Put right what we mistyped, assessing it anew where asked; the figures as they stood stay in the history.

    ``expected_version`` is the version the editor saw. Raises NoSuchClaimError, StaleEditError, or
    InvalidClaimError when the change would contradict the claim's current assessment.
    """
    claim_id = _claim_id(session, claim.code)
    version, before = _latest_revision(session, claim.code)
    if version != expected_version:
        raise StaleEditError(
            f"claim {claim.code} was changed by somebody else in the meantime (version {version}, "
            f"you saw {expected_version}); open it again"
        )
    names = names or Names(session, may_make=True)
    names.mend = True
    row = _row_of(names, claim)
    names.mend = False
    _record_new_names(session, names)
    session.execute(update(Claim).where(Claim.id == claim_id).values(**row))
    session.execute(delete(ClaimSource).where(ClaimSource.claim_id == claim_id))
    _link_sources(session, [claim], {claim.code: claim_id}, mend=True)
    _leave_revisions(session, [("claim", claim.code, version + 1, before, _content(claim))])
    if assessment:
        add_assessment(session, claim.code, assessment)
    _refuse_contradicted_status(session, claim_id, claim)


def _refuse_contradicted_status(session: Session, claim_id: int, claim: NewClaim) -> None:
    assessed = session.scalars(
        select(Assessment)
        .join(CurrentAssessment, CurrentAssessment.assessment_id == Assessment.id)
        .where(CurrentAssessment.claim_id == claim_id)
    ).first()
    if assessed is None:
        return
    kept = NewAssessment.model_validate(
        {
            "status": assessed.status,
            "confirmed_low": assessed.confirmed_low,
            "confirmed_high": assessed.confirmed_high,
            "refutation_kind": assessed.refutation_kind,
            "evidence_basis": assessed.evidence_basis,
            "n_independent_origins": assessed.n_independent_origins,
            "rationale": assessed.rationale,
            "assessor": assessed.assessor,
            "decided_at": assessed.decided_at,
        }
    )
    contradiction = check_against_claim(kept, claim.low, claim.high)
    if contradiction:
        sentence = f"the claim's assessment would no longer fit ({contradiction}); assess it anew first"
        raise InvalidClaimError([Problem("low", str(claim.low), sentence)])


def add_assessment(session: Session, claim_code: str, assessment: NewAssessment) -> str:
    """Record an assessment and return its code; earlier ones stay. Raises NoSuchClaimError, InvalidClaimError."""
    row = session.execute(select(Claim.id, Claim.low, Claim.high).where(Claim.code == claim_code)).one_or_none()
    if row is None:
        raise NoSuchClaimError(f"no claim has the code {claim_code}")
    contradiction = check_against_claim(assessment, row.low, row.high)
    if contradiction:
        raise InvalidClaimError([Problem("status", assessment.status, contradiction)])
    return _insert_assessment(session, row.id, claim_code, assessment)


def _insert_assessment(session: Session, claim_id: int, claim_code: str, assessment: NewAssessment) -> str:
    code = new_code(LETTERS["assessment"])
    values = assessment.model_dump(exclude={"assessment_sources"}) | {
        "evidence_basis": [basis.value for basis in assessment.evidence_basis]
    }
    row = insert(Assessment).values(code=code, claim_id=claim_id, recorded_at=_now(), **values)
    assessment_id = session.execute(row.returning(Assessment.id)).scalar_one()
    if assessment.assessment_sources:
        sources = _source_ids(session, {url: {"url": url} for url in assessment.assessment_sources})
        links = [
            {"assessment_id": assessment_id, "position": position, "source_id": sources[url]}
            for position, url in enumerate(assessment.assessment_sources)
        ]
        session.execute(insert(AssessmentSource), links)
    _point_to_latest(session, claim_id)
    _leave_revisions(session, [("assessment", code, 1, None, _assessment_as_json(claim_code, assessment))])
    return code


def _assessment_as_json(claim_code: str, assessment: NewAssessment) -> str:
    return json.dumps({"claim": claim_code} | json.loads(assessment.model_dump_json(exclude_none=True)))


def is_assessed_so(session: Session, claim_code: str, assessment: NewAssessment) -> bool:
    """Whether exactly this assessment of a claim is on record, current or not."""
    codes = select(Assessment.code).join(Claim, Claim.id == Assessment.claim_id).where(Claim.code == claim_code)
    kept = select(Revision.after).where(Revision.entity == "assessment", Revision.entity_code.in_(codes))
    return _assessment_as_json(claim_code, assessment) in session.scalars(kept).all()


def _point_to_latest(session: Session, claim_id: int) -> None:
    """Point at the assessment decided last; of two decided on one day, the one recorded last."""
    latest = session.execute(
        select(Assessment.id, Assessment.status)
        .where(Assessment.claim_id == claim_id)
        .order_by(Assessment.decided_at.desc(), Assessment.id.desc())
        .limit(1)
    ).one()
    session.execute(delete(CurrentAssessment).where(CurrentAssessment.claim_id == claim_id))
    session.execute(insert(CurrentAssessment).values(claim_id=claim_id, assessment_id=latest.id, status=latest.status))


def add_alias(session: Session, actor_name: str, alias: str) -> None:
    """Let an actor be found by one more name. Raises LookupError, or ValueError when the name is taken."""
    actor = session.scalars(select(Actor).join(ActorName).where(ActorName.key == name_key(actor_name))).one_or_none()
    if actor is None:
        raise LookupError(f'"{actor_name}" is not in the ledger')
    taken = session.get(ActorName, name_key(alias))
    if taken is not None and taken.actor_id != actor.id:
        raise ValueError(f'"{alias}" is the name of another actor')
    if taken is None:
        session.add(ActorName(key=name_key(alias), actor_id=actor.id, name=alias))
        version, before = _latest_revision(session, actor.code, "actor")
        after = json.dumps({"name": actor.name, "alias": alias}, ensure_ascii=False)
        _leave_revisions(session, [("actor", actor.code, version + 1, before, after)])


def _claim_id(session: Session, code: str) -> int:
    claim_id = session.scalars(select(Claim.id).where(Claim.code == code)).one_or_none()
    if claim_id is None:
        raise NoSuchClaimError(f"no claim has the code {code}")
    return claim_id


def _latest_revision(session: Session, code: str, entity: str = "claim") -> tuple[int, str | None]:
    row = session.execute(
        select(Revision.version, Revision.after)
        .where(Revision.entity == entity, Revision.entity_code == code)
        .order_by(Revision.version.desc())
        .limit(1)
    ).one_or_none()
    return (row.version, row.after) if row else (0, None)


def _leave_revisions(session: Session, changes: Sequence[tuple[str, str, int, str | None, str | None]]) -> None:
    """Write down who changed what: entity, code, version, before and after of each."""
    if not changes:
        return
    info, now = session.info, _now()
    session.execute(
        insert(Revision),
        [
            {
                "entity": entity,
                "entity_code": code,
                "version": version,
                "changed_at": now,
                "changed_by": info["changed_by"],
                "reason": info["reason"],
                "before": before,
                "after": after,
            }
            for entity, code, version, before, after in changes
        ],
    )
    info["changes"] += len(changes)


def count_claims_on_record(session: Session) -> int:
    """How many claims the store holds."""
    return session.execute(select(func.count()).select_from(Claim)).scalar_one()


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


def today() -> date:
    """The day a decision made now is dated."""
    return datetime.now(UTC).date()
