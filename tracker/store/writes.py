"""What changes rows. Every function works inside ``database.writing`` and leaves a revision row.

The caller's transaction keeps everything or nothing.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import islice
from operator import attrgetter
from typing import Any, Final, TypeVar

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from tracker.claims import InvalidClaimError, NewAssessment, NewClaim, Problem, check_against_claim, name_key
from tracker.claims.fields import folded, latest_today
from tracker.claims.reading import new_codes
from tracker.store.ends import mark_ends_after_change
from tracker.store.many import insert_rows, new_ids
from tracker.store.names import LETTERS, Names
from tracker.store.running import touch_claims, touch_new_claims
from tracker.store.tables import (
    Actor,
    ActorName,
    Assessment,
    AssessmentSource,
    Claim,
    ClaimSource,
    CurrentAssessment,
    ImportBatch,
    Revision,
    Source,
)
from tracker.store.versions import keep_version
from tracker.vocabulary import SourceRole

BATCH: Final = 1_000
MOST_ASKED_AT_ONCE: Final = 10_000
Value = TypeVar("Value")
COPIED: Final = (
    "code", "direction", "metric", "population", "subgroup", "cause_scope", "scope", "coverage_start",
    "coverage_end", "date_precision", "as_of_date", "cut_off", "geo_scope", "geo_precision", "counting_basis",
    "verbatim", "verbatim_language", "verbatim_translation", "stated_value", "qualifier", "low", "high", "best",
    "bounds_rule_version", "bounds_reason", "definition_key", "stated_at", "stated_time", "stated_precision",
    "external_grade", "notes",
)  # fmt: skip
"""What a claim and its row have in common, under one name."""
_copied = attrgetter(*COPIED)
ABOUT_SOURCE: Final = ("archived_url", "title", "publisher", "published_at", "language")


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
    """Record many claims in the order given, a thousand at a time; memory does not grow with their number.

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


def _in_batches(values: Iterable[Value], size: int) -> Iterator[list[Value]]:
    waiting = iter(values)
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


def _versions_before(session: Session, claims: Sequence[NewClaim]) -> dict[str, int]:
    """The last version of claims that were on record once, until the file that brought them was undone."""
    if session.execute(select(ImportBatch.id).where(ImportBatch.undone_at.is_not(None)).limit(1)).first() is None:
        return {}
    codes = [claim.code for claim in claims]
    rows = session.execute(
        select(Revision.entity_code, func.max(Revision.version))
        .where(Revision.entity == "claim", Revision.entity_code.in_(codes))
        .group_by(Revision.entity_code)
    )
    return {code: version for code, version in rows}  # noqa: C416 - rows are no pairs to mypy


def _insert_claims(session: Session, names: Names, claims: Sequence[NewClaim]) -> None:
    now, today_at_most = _now(), latest_today()
    names.read_ahead(claims)
    rows = [_row_of(names, claim) for claim in claims]
    record_new_names(session, names)
    numbers = new_ids(session, Claim, len(rows))
    for number, row in zip(numbers, rows, strict=True):
        row |= {"id": number, "recorded_at": now, "recorded_day": today_at_most}
    insert_rows(session, Claim, rows)
    touch_new_claims(session, rows)
    _link_sources(session, dict(zip(numbers, claims, strict=True)))
    before = _versions_before(session, claims)
    leave_revisions(
        session, [("claim", claim.code, before.get(claim.code, 0) + 1, None, _content(claim)) for claim in claims]
    )
    assessed = [
        (number, claim.code, claim.assessment)
        for number, claim in zip(numbers, claims, strict=True)
        if claim.assessment
    ]
    if assessed:
        _insert_assessments(session, assessed)


def _row_of(names: Names, claim: NewClaim) -> dict[str, Any]:
    conflict_id = names.conflict(claim.conflict)
    claimant_id = names.actor("claimant", claim.claimant, claim.claimant_kind)
    names.role(conflict_id, claimant_id, claim.claimant_independence)
    return dict(zip(COPIED, _copied(claim), strict=True)) | {
        "conflict_id": conflict_id,
        "claimant_id": claimant_id,
        "affected_party_id": names.actor("affected_party", claim.affected_party),
        "incident_id": names.incident(conflict_id, claim),
        "tags": claim.tags,
        "search_text": _search_text(claim),
    }


def _search_text(claim: NewClaim) -> str:
    """What a search looks through, folded the way the search is."""
    parts = (
        claim.code, claim.verbatim, claim.verbatim_translation, claim.claimant, claim.affected_party,
        claim.incident, claim.place, claim.conflict, claim.notes, claim.source_publisher, claim.source_title,
        *claim.tags, *claim.every_source_url,
    )  # fmt: skip
    return folded(" ".join(filter(None, parts)))


def record_new_names(session: Session, names: Names) -> None:
    """Leave a revision of every conflict, actor and incident that was made or changed on the way."""
    names.record_incidents()
    made = [change for change in names.changes if change.before is None]
    leave_revisions(session, [(new.entity, new.code, 1, None, _as_json(new.after)) for new in made])
    for change in names.changes:
        if change.before is not None:
            version, _ = latest_revision(session, change.code, change.entity)
            before, after = _as_json(change.before), _as_json(change.after)
            leave_revisions(session, [(change.entity, change.code, version + 1, before, after)])
    names.changes.clear()


def _as_json(values: dict[str, Any]) -> str:
    return json.dumps(values, default=str, ensure_ascii=False)


def _link_sources(session: Session, claims: Mapping[int, NewClaim], *, mend: bool = False) -> None:
    """Link claims, by their ids, to their sources, in the order given."""
    urls = {number: claim.every_source_url for number, claim in claims.items()}
    wanted: dict[str, dict[str, Any]] = {url: {} for some in urls.values() for url in some}
    for claim in claims.values():
        wanted[claim.source_url] = _about_source(claim) | wanted[claim.source_url]
    sources = source_ids(session, wanted, mend=mend)
    links = [
        {
            "claim_id": number,
            "position": position,
            "source_id": sources[url],
            "role": claim.source_role if url == claim.source_url else SourceRole.RELAY,
        }
        for number, claim in claims.items()
        for position, url in enumerate(urls[number])
    ]
    insert_rows(session, ClaimSource, links)


def _about_source(claim: NewClaim) -> dict[str, Any]:
    said = (
        claim.archived_url, claim.source_title, claim.source_publisher, claim.source_date, claim.source_language,
    )  # fmt: skip
    return {name: value for name, value in zip(ABOUT_SOURCE, said, strict=True) if value is not None}


def source_ids(session: Session, wanted: Mapping[str, dict[str, Any]], *, mend: bool = False) -> dict[str, int]:
    """The ids of these addresses; a source known already is kept and only its gaps are filled, unless we mend."""
    found: dict[str, int] = {}
    columns = [getattr(Source, name) for name in ABOUT_SOURCE]
    for urls in _in_batches(wanted, MOST_ASKED_AT_ONCE):
        statement = select(Source.url, Source.id, *columns).where(Source.url.in_(urls))
        for url, number, *known in session.execute(statement).all():
            found[url] = number
            _tell_more(session, number, dict(zip(ABOUT_SOURCE, known, strict=True)), wanted[url], mend=mend)
    new = [url for url in wanted if url not in found]
    numbers = new_ids(session, Source, len(new)) if new else []
    empty = dict.fromkeys(ABOUT_SOURCE)
    rows = [
        {"id": number, "code": code, "url": url} | empty | wanted[url]
        for number, code, url in zip(numbers, new_codes(LETTERS["source"], len(new)), new, strict=True)
    ]
    insert_rows(session, Source, rows)
    return found | dict(zip(new, numbers, strict=True))


def _tell_more(
    session: Session, source_id: int, known: Mapping[str, Any], said: Mapping[str, Any], *, mend: bool
) -> None:
    """Fill the gaps in what is known of a source, or replace it where we mend."""
    new = {name: value for name, value in said.items() if known[name] != value and (mend or known[name] is None)}
    if new:
        keep_version(session, Source, [source_id])
        session.execute(update(Source).where(Source.id == source_id).values(**new))


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
    version, before = latest_revision(session, claim.code)
    if version != expected_version:
        raise StaleEditError(
            f"claim {claim.code} was changed by somebody else in the meantime (version {version}, "
            f"you saw {expected_version}); open it again"
        )
    names = names or Names(session, may_make=True)
    names.mend = True
    row = _row_of(names, claim)
    names.mend = False
    record_new_names(session, names)
    touch_claims(session, [claim_id])
    keep_version(session, Claim, [claim_id])
    session.execute(update(Claim).where(Claim.id == claim_id).values(**row))
    session.execute(delete(ClaimSource).where(ClaimSource.claim_id == claim_id))
    _link_sources(session, {claim_id: claim}, mend=True)
    leave_revisions(session, [("claim", claim.code, version + 1, before, _content(claim))])
    mark_ends_after_change(session, [claim_id])
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
    (code,) = _insert_assessments(session, [(row.id, claim_code, assessment)])
    return code


def _insert_assessments(session: Session, assessed: Sequence[tuple[int, str, NewAssessment]]) -> list[str]:
    """Record an assessment each of claims given by id and code, and return the assessments' codes."""
    touch_claims(session, [claim_id for claim_id, _, _ in assessed])
    numbers = new_ids(session, Assessment, len(assessed))
    codes = new_codes(LETTERS["assessment"], len(assessed))
    now = _now()
    rows = [
        assessment.model_dump(exclude={"assessment_sources"})
        | {"id": number, "code": code, "claim_id": claim_id, "recorded_at": now}
        for number, code, (claim_id, _, assessment) in zip(numbers, codes, assessed, strict=True)
    ]
    insert_rows(session, Assessment, rows)
    _link_evidence(session, {number: said for number, (_, _, said) in zip(numbers, assessed, strict=True)})
    _point_to_latest(session, [claim_id for claim_id, _, _ in assessed])
    leave_revisions(
        session,
        [
            ("assessment", code, 1, None, _assessment_as_json(claim_code, assessment))
            for code, (_, claim_code, assessment) in zip(codes, assessed, strict=True)
        ],
    )
    return codes


def _link_evidence(session: Session, assessments: Mapping[int, NewAssessment]) -> None:
    """Link assessments, by their ids, to the sources they name, in the order given."""
    sources = source_ids(session, {url: {} for said in assessments.values() for url in said.assessment_sources})
    links = [
        {"assessment_id": number, "position": position, "source_id": sources[url]}
        for number, assessment in assessments.items()
        for position, url in enumerate(assessment.assessment_sources)
    ]
    insert_rows(session, AssessmentSource, links)


def _assessment_as_json(claim_code: str, assessment: NewAssessment) -> str:
    return json.dumps({"claim": claim_code} | json.loads(assessment.model_dump_json(exclude_none=True)))


def is_assessed_so(session: Session, claim_code: str, assessment: NewAssessment) -> bool:
    """Whether exactly this assessment of a claim is on record, current or not."""
    codes = select(Assessment.code).join(Claim, Claim.id == Assessment.claim_id).where(Claim.code == claim_code)
    kept = select(Revision.after).where(Revision.entity == "assessment", Revision.entity_code.in_(codes))
    return _assessment_as_json(claim_code, assessment) in session.scalars(kept).all()


def _point_to_latest(session: Session, claim_ids: Sequence[int]) -> None:
    """Point at the assessment decided last of each; of two decided on one day, at the one recorded last."""
    ranked = (
        select(
            Assessment.claim_id,
            Assessment.id.label("assessment_id"),
            Assessment.status,
            func.row_number()
            .over(partition_by=Assessment.claim_id, order_by=(Assessment.decided_at.desc(), Assessment.id.desc()))
            .label("place"),
        )
        .where(Assessment.claim_id.in_(claim_ids))
        .subquery()
    )
    latest = select(ranked.c.claim_id, ranked.c.assessment_id, ranked.c.status).where(ranked.c.place == 1)
    session.execute(delete(CurrentAssessment).where(CurrentAssessment.claim_id.in_(claim_ids)))
    session.execute(insert(CurrentAssessment).from_select(["claim_id", "assessment_id", "status"], latest))


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
        version, before = latest_revision(session, actor.code, "actor")
        after = json.dumps({"name": actor.name, "alias": alias}, ensure_ascii=False)
        leave_revisions(session, [("actor", actor.code, version + 1, before, after)])


def _claim_id(session: Session, code: str) -> int:
    claim_id = session.scalars(select(Claim.id).where(Claim.code == code)).one_or_none()
    if claim_id is None:
        raise NoSuchClaimError(f"no claim has the code {code}")
    return claim_id


def latest_revision(session: Session, code: str, entity: str = "claim") -> tuple[int, str | None]:
    """The number of a record's latest version, and its content as JSON; 0 and None for one without history."""
    row = session.execute(
        select(Revision.version, Revision.after)
        .where(Revision.entity == entity, Revision.entity_code == code)
        .order_by(Revision.version.desc())
        .limit(1)
    ).one_or_none()
    return (row.version, row.after) if row else (0, None)


def leave_revisions(session: Session, changes: Sequence[tuple[str, str, int, str | None, str | None]]) -> None:
    """Write down who changed what: entity, code, version, before and after of each."""
    if not changes:
        return
    info, now = session.info, _now()
    insert_rows(
        session,
        Revision,
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
