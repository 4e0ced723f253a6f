"""What reads claims. A table is read a page at a time, a chart reads what it draws, a download streams.

Every function takes the session of ``database.reading`` and one ClaimFilter.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final

import pandas as pd
from sqlalchemy import Integer, String, Subquery, and_, case, func, literal, or_, select, type_coerce, union
from sqlalchemy.orm import InstrumentedAttribute, Session

from tracker.filters import EVERY_CLAIM, ClaimFilter
from tracker.store.chart_claims import IN_CHART, MOST_DRAWN, in_chart, number_of, read_chart_claims
from tracker.store.frames import frame_of
from tracker.store.incident_sums import read_incident_sums
from tracker.store.selecting import (
    COLUMNS,
    assessment_in_force,
    claims_with_all_about_them,
    conditions,
    is_of,
    named,
    order_of,
    status_of,
    statuses_in_force,
)
from tracker.store.tables import (
    Actor,
    ActorRole,
    Assessment,
    AssessmentSource,
    Claim,
    ClaimSource,
    Conflict,
    CurrentAssessment,
    Incident,
    Source,
)
from tracker.store.tallies import (
    TALLIED,
    basis_of,
    count_by_status,
    count_keys,
    count_tallied,
    counts_by,
    is_tallied,
    keys_named,
)
from tracker.store.versions import Seen, as_seen, seen_by
from tracker.vocabulary import EVIDENCE_BASES, AsOfBasis, Independence, Scope, VerificationStatus

CHUNK: Final = 2_000
MOST_CLAIMANTS: Final = 500
ABOUT_SOURCE: Final = (
    "source_url", "source_title", "source_publisher", "source_date", "source_language", "archived_url", "source_role",
)  # fmt: skip
IN_TABLE: Final = (
    "code", "stated_at", "stated_precision", "claimant", "verbatim", "qualifier", "low", "high", "metric",
    "population", "affected_party", "incident", "scope", "status", "confirmed_low", "confirmed_high", "conflict",
)  # fmt: skip


def count_claims(session: Session, wanted: ClaimFilter = EVERY_CLAIM) -> int:
    """How many claims a filter lets through."""
    if is_tallied(wanted):
        return count_tallied(session, wanted)
    return session.execute(select(func.count(Claim.id)).where(*conditions(wanted))).scalar_one()


def count_claims_and_unassessed(session: Session, wanted: ClaimFilter) -> tuple[int, int | None]:
    """How many claims a filter lets through, and how many of them nobody has assessed; None where that takes long."""
    if not is_tallied(wanted):
        return count_claims(session, wanted), None
    counted = count_by_status(session, wanted)
    return sum(counted.values()), counted.get(VerificationStatus.UNASSESSED, 0)


def read_claims(
    session: Session,
    wanted: ClaimFilter = EVERY_CLAIM,
    *,
    columns: Sequence[str] = IN_TABLE,
    sort: str = "newest",
    limit: int = 50,
    offset: int = 0,
) -> pd.DataFrame:
    """One page of the claims a filter lets through, a row each; counts are nullable integers (people)."""
    seen, order = Seen.by(wanted), order_of(sort, Seen.by(wanted))
    page = select(Claim.id).where(*conditions(wanted)).order_by(*order).limit(limit).offset(offset)
    ids = list(session.scalars(page))
    statement = claims_with_all_about_them(named(columns, seen), seen).where(Claim.id.in_(ids)).order_by(*order)
    return frame_of(session, statement)


def stream_claims(
    session: Session, wanted: ClaimFilter, columns: Sequence[str], *, codes: Sequence[str] | None = None
) -> Iterator[list[dict[str, Any]]]:
    """The same as ``stream_columns``, a dictionary a claim."""
    for batch in stream_columns(session, wanted, columns, codes=codes):
        yield [dict(zip(batch, row, strict=True)) for row in zip(*batch.values(), strict=True)]


def stream_columns(
    session: Session, wanted: ClaimFilter, columns: Sequence[str], *, codes: Sequence[str] | None = None
) -> Iterator[dict[str, Sequence[Any]]]:
    """Every claim a filter lets through, oldest statement first, some thousand at a time; memory stays flat.

    A batch holds the values of each column under its name. ``columns`` may name what stands on sources too:
    ``source_url``, ``sources``, ``assessment_sources`` ... ``codes`` keeps only these claims.
    """
    direct, seen = [name for name in columns if name in COLUMNS], Seen.by(wanted)
    place = number_of(seen)
    key = [
        Claim.stated_at.label("_day"),
        place.label("_place"),
        Claim.id.label("_id"),
        Assessment.id.label("_assessment"),
    ]
    statement = (
        claims_with_all_about_them([*key, *named(direct, seen)], seen)
        .where(*conditions(wanted))
        .order_by(*order_of("oldest", seen))
        .limit(CHUNK)
    )
    if codes is not None:
        statement = statement.where(Claim.code.in_(codes))
    after = statement
    while rows := session.connection().execute(as_seen(after, seen)).all():
        days, places, ids, assessments, *values = zip(*rows, strict=True)
        found = dict(zip(direct, values, strict=True)) | _about_sources(session, ids, assessments, columns)
        yield {name: found[name] for name in columns if name in found}
        day, last = days[-1], places[-1]
        after = statement.where(or_(Claim.stated_at > day, and_(Claim.stated_at == day, place > last)))


def _about_sources(
    session: Session, ids: Sequence[int], assessments: Sequence[int | None], columns: Sequence[str]
) -> dict[str, Sequence[Any]]:
    """The columns that stand on the sources of claims with these ids, and of these assessments."""
    found: dict[str, Sequence[Any]] = {}
    if not {"sources", *ABOUT_SOURCE}.isdisjoint(columns):
        first, urls = _links(session, ClaimSource, ids)
        _, *about = zip(*(first[number] for number in ids), strict=True)
        found |= zip(ABOUT_SOURCE, about, strict=True)
        found["sources"] = [urls[number] for number in ids]
    if "assessment_sources" in columns:
        _, urls = _links(session, AssessmentSource, [number for number in assessments if number is not None])
        found["assessment_sources"] = [urls[number] if number is not None else [] for number in assessments]
    return found


def _links(
    session: Session, table: type[ClaimSource] | type[AssessmentSource], ids: Sequence[int]
) -> tuple[dict[int, Sequence[Any]], defaultdict[int, list[str]]]:
    """By owner: itself and what is known of its first source, in the order of ABOUT_SOURCE; all its addresses."""
    owner = ClaimSource.claim_id if table is ClaimSource else AssessmentSource.assessment_id
    about = [Source.url, Source.title, Source.publisher, Source.published_at, Source.language, Source.archived_url]
    role = [type_coerce(ClaimSource.role, String)] if table is ClaimSource else []
    statement = (
        select(owner, *about, *role)
        .join_from(table, Source, is_of(Source, table.source_id, seen_by(session)))
        .where(owner.in_(ids))
        .order_by(owner, table.position)
    )
    rows = session.connection().execute(as_seen(statement, seen_by(session))).all()
    urls: defaultdict[int, list[str]] = defaultdict(list)
    for row in rows:
        urls[row[0]].append(str(row[1]))
    return {row[0]: row for row in reversed(rows)}, urls


def read_incident_page(
    session: Session, wanted: ClaimFilter, *, limit: int = 25, offset: int = 0
) -> tuple[pd.DataFrame, int]:
    """The claims of one page of incidents, latest incident first, and how many incidents there are in all.

    The columns are those of ``read_chart_claims``; a claim is there when the filter lets it through.
    """
    seen = Seen.by(wanted)
    having = and_(*conditions(wanted), Claim.incident_id.is_not(None), Claim.scope == Scope.INCIDENT)
    # in the order of their index, or PostgreSQL looks for them in a wider one
    incidents = select(Claim.incident_id).where(having).distinct().order_by(Claim.incident_id).subquery()
    total = session.execute(select(func.count()).select_from(incidents)).scalar_one()
    number = Incident.id if seen.as_of is None else func.coalesce(Incident.version_of, Incident.id)
    spoken_of = select(Claim.id).where(having, Claim.incident_id == number).correlate(Incident).exists()
    page = select(number).where(spoken_of).order_by(Incident.start_date.desc(), number).limit(limit).offset(offset)
    columns = [*in_chart(seen), Incident.code.label("incident_code"), COLUMNS["place"].label("place")]
    statement = (
        claims_with_all_about_them(columns, seen)
        .where(having, Claim.incident_id.in_(list(session.scalars(page))))
        .order_by(Incident.start_date.desc(), Claim.incident_id, Claim.stated_at, number_of(seen))
    )
    return frame_of(session, statement), total


def read_keys(session: Session, wanted: ClaimFilter = EVERY_CLAIM) -> pd.DataFrame:
    """What can be charted: claims counted by conflict, affected party, metric, population and scope.

    Columns: ``conflict, affected_party, metric, population, scope, claims, claimed, confirmed`` where
    ``claimed`` and ``confirmed`` count the claims that would stand on each kind of line.
    """
    if is_tallied(wanted):
        return count_keys(session, wanted)
    seen = Seen.by(wanted)
    words = {
        name: literal(found[0].value) if len(found := getattr(wanted, name)) == 1 else getattr(Claim, name)
        for name in ("metric", "population", "scope")
    }
    differing = [word for word in words.values() if isinstance(word, InstrumentedAttribute)]
    by = [Claim.claimant_id, Claim.affected_party_id, Claim.conflict_id, *differing, Claim.counting_basis]
    every_conflict = Claim.conflict_id.in_(select(Conflict.__table__.c.id))  # the index is searched for each
    counted = (
        select(
            *by[:3],
            *(type_coerce(word, String).label(name) for name, word in words.items()),
            basis_of(Claim.counting_basis).label("basis"),
            func.count().label("claims"),
        )
        .where(every_conflict, *conditions(wanted))
        .group_by(*by)  # what differs most is compared first, and what does not differ never
        .with_hint(Claim, "INDEXED BY ix_claim_figures", "sqlite")  # which holds all that is asked for
        .subquery("counted")
    )
    return frame_of(session, keys_named(counted, seen))


def read_known_days(session: Session, wanted: ClaimFilter) -> list[date]:
    """The days on which something of a view became known, in order: stated or assessed, or recorded here."""
    view = wanted.but(as_of=None)
    if wanted.as_of_basis is AsOfBasis.RECORDED:
        days: list[Any] = [func.date(Claim.recorded_at), func.date(Assessment.recorded_at)]
    else:
        days = [Claim.stated_at, Assessment.decided_at]
    asked = [select(days[0]).where(*conditions(view))]
    asked.append(select(days[1]).join_from(Claim, Assessment, Assessment.claim_id == Claim.id).where(*conditions(view)))
    rows = session.scalars(union(*asked))
    return sorted(date.fromisoformat(str(day)) for day in rows)


def read_credits(session: Session, wanted: ClaimFilter, *, codes: Sequence[str] = ()) -> dict[str, list[str]]:
    """Whose figures a view holds: ``claimed``, and ``confirmed`` for counts that stand on a confirmed line.

    Those with the most claims come first, at most 200 of each. ``codes`` keeps only these claims.
    """
    seen = Seen.by(wanted)
    claims = select(Claim.conflict_id, Claim.claimant_id, Claim.counting_basis, func.count().label("claims"))
    asked = [*conditions(wanted), *([Claim.code.in_(codes)] if codes else [])]
    grouped = claims.where(*asked).group_by(Claim.conflict_id, Claim.claimant_id, Claim.counting_basis).subquery()
    evidence = and_(ActorRole.independence == Independence.INDEPENDENT, grouped.c.counting_basis.in_(EVIDENCE_BASES))
    kind = case((func.coalesce(evidence, False), "confirmed"), else_="claimed").label("kind")
    statement = (
        select(kind, Actor.name)
        .select_from(grouped)
        .join(Actor, is_of(Actor, grouped.c.claimant_id, seen))
        .outerjoin(
            ActorRole,
            and_(ActorRole.conflict_id == grouped.c.conflict_id, ActorRole.actor_id == grouped.c.claimant_id),
        )
        .group_by(kind, Actor.name)
        .order_by(func.sum(grouped.c.claims).desc(), Actor.name)
    )
    credited: dict[str, list[str]] = {"claimed": [], "confirmed": []}
    for what, name in session.execute(statement):
        credited[what].append(name)
    return {what: names[:200] for what, names in credited.items()}


def read_claimants(session: Session, wanted: ClaimFilter) -> list[str]:
    """Who claims something in what a filter lets through, the claimants with the most claims first."""
    seen = Seen.by(wanted)
    counted = claims_by(session, wanted.but(claimant=()), "claimant_id")
    statement = (
        select(Actor.name)
        .join_from(counted, Actor, is_of(Actor, counted.c.name, seen))
        .order_by(counted.c.claims.desc(), Actor.name)
        .limit(MOST_CLAIMANTS)
    )
    return list(session.scalars(statement))


def claims_by(session: Session, wanted: ClaimFilter, part: str) -> Subquery:
    """How many claims there are by one column of a claim, as a statement: ``name``, ``claims``."""
    if part in TALLIED and is_tallied(wanted):
        return counts_by(session, wanted, part)
    column = type_coerce(getattr(Claim, part), Integer if part.endswith("_id") else String)
    return (
        select(column.label("name"), func.count().label("claims"))
        .where(*conditions(wanted), column.is_not(None))
        .group_by(column)
        .subquery("counted")
    )


def read_status_counts(session: Session, wanted: ClaimFilter = EVERY_CLAIM) -> dict[str, int]:
    """How many claims have each status; statuses that none has are left out."""
    if is_tallied(wanted):
        return count_by_status(session, wanted)
    seen = Seen.by(wanted)
    if seen.as_of is not None and not (wanted.q or wanted.incident):
        return _count_by_assessment(session, wanted)
    status = status_of(seen).label("status")
    claims = select(status).select_from(Claim).where(*conditions(wanted))
    if seen.as_of is None:
        claims = claims.outerjoin(CurrentAssessment, CurrentAssessment.claim_id == Claim.id)
    else:
        claims = claims.outerjoin(Assessment, Assessment.id == assessment_in_force(seen))
    found = claims.subquery()
    statement = select(found.c.status, func.count()).group_by(found.c.status)
    return {word: count for word, count in session.execute(statement)}  # noqa: C416 - rows are no pairs to mypy


def _count_by_assessment(session: Session, wanted: ClaimFilter) -> dict[str, int]:
    """The same for a past moment and many claims, from the assessments: most claims have none."""
    seen = Seen.by(wanted)
    in_force = statuses_in_force(seen).subquery("in_force")
    statement = (
        select(in_force.c.status, func.count())
        .join_from(in_force, Claim, is_of(Claim, in_force.c.claim_id, seen))
        .where(*conditions(wanted))
        .group_by(in_force.c.status)
    )
    counted = {word: count for word, count in session.execute(statement)}  # noqa: C416 - as above
    unassessed = count_claims(session, wanted) - sum(counted.values())
    return counted | ({VerificationStatus.UNASSESSED.value: unassessed} if unassessed else {})


__all__: Sequence[str] = [
    "IN_CHART",
    "IN_TABLE",
    "MOST_DRAWN",
    "claims_by",
    "count_claims",
    "count_claims_and_unassessed",
    "frame_of",
    "read_chart_claims",
    "read_claimants",
    "read_claims",
    "read_incident_page",
    "read_incident_sums",
    "read_keys",
    "read_status_counts",
    "stream_claims",
    "stream_columns",
]
