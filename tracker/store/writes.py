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
from tracker.claims.fields import latest_today
from tracker.claims.reading import new_codes
from tracker.claims.ready import ReadyClaim, assessment_content, columns_of, content, ready
from tracker.store.ends import mark_ends_after_change
from tracker.store.many import insert_columns, is_one_of, new_ids
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
    Table,
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
    "external_grade", "notes", "tags", "search_text",
)  # fmt: skip
"""What a claim and its row have in common, under one name."""
NAMED: Final = ("conflict_id", "claimant_id", "affected_party_id", "incident_id")
_copied = attrgetter(*COPIED)
ASSESSED: Final = tuple(name for name in NewAssessment.model_fields if name != "assessment_sources")
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
            add_ready_claims(session, [ready(claim) for claim in fresh], names=names)
        new += len(fresh)
        unchanged += len(batch) - len(fresh)
    return Added(new, unchanged)


def _in_batches(values: Iterable[Value], size: int) -> Iterator[list[Value]]:
    waiting = iter(values)
    while batch := list(islice(waiting, size)):
        yield batch


def codes_on_record(session: Session, codes: Sequence[str]) -> Sequence[str]:
    """Those of these codes under which a claim is on record."""
    return session.scalars(select(Claim.code).where(is_one_of(session, Claim.code, codes))).all()


def _known_codes(session: Session, batch: Sequence[NewClaim]) -> dict[str, str]:
    """The content on record, as JSON, of those of these claims that are on record."""
    codes = [claim.code for claim in batch]
    twice = {code for code in codes if codes.count(code) > 1} if len(set(codes)) < len(codes) else set()
    if twice:
        raise DuplicateClaimError(f"the code {min(twice)} stands on more than one claim")
    recorded = codes_on_record(session, codes)
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
        if content(claim) != known[claim.code]:
            raise DuplicateClaimError(
                f"the code {claim.code} is on record with other content; change that claim, or give no code"
            )


def _versions_before(session: Session, claims: Sequence[ReadyClaim]) -> dict[str, int]:
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


def add_ready_claims(session: Session, claims: Sequence[ReadyClaim], *, names: Names) -> None:
    """Record claims at once, none of whose codes is on record."""
    if not claims:
        return
    names.read_ahead(claims)
    named = [_ids_of_names(names, claim) for claim in claims]
    record_new_names(session, names)
    numbers = new_ids(session, Claim, len(claims))
    columns: dict[str, Sequence[Any]] = {
        "id": numbers,
        "recorded_at": [_now()] * len(claims),
        "recorded_day": [latest_today()] * len(claims),
    }
    columns |= zip(NAMED, zip(*named, strict=True), strict=True)
    told = columns_of(claims)
    columns |= {name: told[name] for name in COPIED}
    insert_columns(session, Claim, columns)
    touch_new_claims(session, numbers, (ids[-1] for ids in named))
    _link_sources(session, dict(zip(numbers, claims, strict=True)))
    before = _versions_before(session, claims)
    leave_revisions(
        session, [("claim", claim.code, before.get(claim.code, 0) + 1, None, claim.content) for claim in claims]
    )
    _add_first_assessments(session, [pair for pair in zip(numbers, claims, strict=True) if pair[1].assessment])


def _ids_of_names(names: Names, claim: NewClaim) -> tuple[int, int, int, int | None]:
    """The ids of NAMED."""
    conflict_id = names.conflict(claim.conflict)
    claimant_id = names.actor("claimant", claim.claimant, claim.claimant_kind)
    names.role(conflict_id, claimant_id, claim.claimant_independence)
    affected_party_id = names.actor("affected_party", claim.affected_party)
    return conflict_id, claimant_id, affected_party_id, names.incident(conflict_id, claim)


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
        said = wanted[claim.source_url]
        if len(said) < len(ABOUT_SOURCE):  # most say again what the one before has said
            wanted[claim.source_url] = _about_source(claim) | said
    sources = source_ids(session, wanted, mend=mend)
    links = [
        (number, position, sources[url], claim.source_role if url == claim.source_url else SourceRole.RELAY)
        for number, claim in claims.items()
        for position, url in enumerate(urls[number])
    ]
    _insert_links(session, ClaimSource, ("claim_id", "position", "source_id", "role"), links)


def _insert_links(session: Session, table: type[Table], names: Sequence[str], links: Sequence[tuple[Any, ...]]) -> None:
    if links:
        insert_columns(session, table, dict(zip(names, zip(*links, strict=True), strict=True)))


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
        statement = select(Source.url, Source.id, *columns).where(is_one_of(session, Source.url, urls))
        for url, number, *known in session.execute(statement).all():
            found[url] = number
            _tell_more(session, number, dict(zip(ABOUT_SOURCE, known, strict=True)), wanted[url], mend=mend)
    new = [url for url in wanted if url not in found]
    numbers = new_ids(session, Source, len(new)) if new else []
    said = [wanted[url] for url in new]
    rows: dict[str, Sequence[Any]] = {"id": numbers, "code": new_codes(LETTERS["source"], len(new)), "url": new}
    rows |= {name: [one.get(name) for one in said] for name in ABOUT_SOURCE}
    insert_columns(session, Source, rows)
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
    row = dict(zip(NAMED, _ids_of_names(names, claim), strict=True)) | dict(
        zip(COPIED, _copied(ready(claim)), strict=True)
    )
    names.mend = False
    record_new_names(session, names)
    touch_claims(session, [claim_id])
    keep_version(session, Claim, [claim_id])
    session.execute(update(Claim).where(Claim.id == claim_id).values(**row))
    session.execute(delete(ClaimSource).where(ClaimSource.claim_id == claim_id))
    _link_sources(session, {claim_id: claim}, mend=True)
    leave_revisions(session, [("claim", claim.code, version + 1, before, content(claim))])
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
    said = assessment_content(claim_code, assessment)
    ((_, code),) = _insert_assessments(session, [(row.id, assessment, said)])
    _point_to_latest(session, row.id)
    return code


def _add_first_assessments(session: Session, claims: Sequence[tuple[int, ReadyClaim]]) -> None:
    """Record the assessments that came with new claims, given with their ids: the latest there are."""
    assessed = [(number, claim.assessment, claim.assessed_as or "") for number, claim in claims if claim.assessment]
    if not assessed:
        return
    numbers = [number for number, _ in _insert_assessments(session, assessed)]
    latest: dict[str, Sequence[Any]] = {
        "claim_id": [claim_id for claim_id, _, _ in assessed],
        "assessment_id": numbers,
        "status": [assessment.status for _, assessment, _ in assessed],
    }
    insert_columns(session, CurrentAssessment, latest)


def _insert_assessments(session: Session, assessed: Sequence[tuple[int, NewAssessment, str]]) -> list[tuple[int, str]]:
    """Record an assessment each of claims given by id, with what its revision keeps; return their ids and codes."""
    touch_claims(session, [claim_id for claim_id, _, _ in assessed])
    numbers = new_ids(session, Assessment, len(assessed))
    codes = new_codes(LETTERS["assessment"], len(assessed))
    columns: dict[str, Sequence[Any]] = {
        "id": numbers,
        "code": codes,
        "claim_id": [claim_id for claim_id, _, _ in assessed],
        "recorded_at": [_now()] * len(assessed),
    }
    columns |= {name: [getattr(said, name) for _, said, _ in assessed] for name in ASSESSED}
    insert_columns(session, Assessment, columns)
    _link_evidence(session, {number: said for number, (_, said, _) in zip(numbers, assessed, strict=True)})
    leave_revisions(
        session, [("assessment", code, 1, None, after) for code, (_, _, after) in zip(codes, assessed, strict=True)]
    )
    return list(zip(numbers, codes, strict=True))


def _link_evidence(session: Session, assessments: Mapping[int, NewAssessment]) -> None:
    """Link assessments, by their ids, to the sources they name, in the order given."""
    sources = source_ids(session, {url: {} for said in assessments.values() for url in said.assessment_sources})
    links = [
        (number, position, sources[url])
        for number, assessment in assessments.items()
        for position, url in enumerate(assessment.assessment_sources)
    ]
    _insert_links(session, AssessmentSource, ("assessment_id", "position", "source_id"), links)


def is_assessed_so(session: Session, claim_code: str, assessment: NewAssessment) -> bool:
    """Whether exactly this assessment of a claim is on record, current or not."""
    codes = select(Assessment.code).join(Claim, Claim.id == Assessment.claim_id).where(Claim.code == claim_code)
    kept = select(Revision.after).where(Revision.entity == "assessment", Revision.entity_code.in_(codes))
    return assessment_content(claim_code, assessment) in session.scalars(kept).all()


def _point_to_latest(session: Session, claim_id: int) -> None:
    """Point at the assessment of a claim decided last; of two decided on one day, at the one recorded last."""
    latest = (
        select(Assessment.claim_id, Assessment.id, Assessment.status)
        .where(Assessment.claim_id == claim_id)
        .order_by(Assessment.decided_at.desc(), Assessment.id.desc())
        .limit(1)
    )
    session.execute(delete(CurrentAssessment).where(CurrentAssessment.claim_id == claim_id))
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
    info, number = session.info, len(changes)
    columns: dict[str, Sequence[Any]] = {
        "changed_at": [_now()] * number,
        "changed_by": [info["changed_by"]] * number,
        "reason": [info["reason"]] * number,
    }
    columns |= zip(("entity", "entity_code", "version", "before", "after"), zip(*changes, strict=True), strict=True)
    insert_columns(session, Revision, columns)
    info["changes"] += len(changes)


def count_claims_on_record(session: Session) -> int:
    """How many claims the store holds."""
    return session.execute(select(func.count()).select_from(Claim)).scalar_one()


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


def today() -> date:
    """The day a decision made now is dated."""
    return datetime.now(UTC).date()
