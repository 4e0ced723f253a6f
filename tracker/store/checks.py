"""Whether the store is sound: what is kept beside the writes is computed again and compared."""

from collections.abc import Iterator

from sqlalchemy import Engine, Select, and_, func, or_, select, text
from sqlalchemy.orm import Session

from tracker.store.database import reading
from tracker.store.ends import ends_kept_wrongly
from tracker.store.running import differences
from tracker.store.tables import Assessment, Claim, ClaimSource, CurrentAssessment, Ledger, Revision


def faults_of(engine: Engine) -> list[str]:
    """A sentence for each kind of fault found; none for a sound store."""
    with reading(engine) as session:
        return [*_damage(session), *_broken_rules(session)]


def _damage(session: Session) -> Iterator[str]:
    """What the database itself finds wrong; PostgreSQL watches over this on its own."""
    if session.get_bind().dialect.name != "sqlite":
        return
    for (found,) in session.execute(text("PRAGMA integrity_check(10)")):
        if found != "ok":
            yield f"the file is damaged: {found}"
    broken = session.execute(text("PRAGMA foreign_key_check")).all()
    if broken:
        yield f"{len(broken):,} rows point at a row that does not exist"


def _broken_rules(session: Session) -> Iterator[str]:
    for statement, sentence in (
        (_without(ClaimSource.claim_id), "claims have no source"),
        (_without_revision(), "claims have no history"),
        (_wrong_current_assessments(), "claims point at an assessment that is not their latest"),
        (_assessed_without_pointer(), "assessed claims are listed as unassessed"),
        *((differing, "of the running sums are not those of the claims") for differing in differences(session)),
        (select(func.abs(func.count() - 1)).select_from(Ledger), "rows too many or too few hold the data version"),
    ):
        count = session.execute(statement).scalar_one()
        if count:
            yield f"{count:,} {sentence}"
    wrong = ends_kept_wrongly(session)
    if wrong:
        yield f"{wrong:,} claims are kept as ended otherwise than their relations say"


def _without(column: object) -> Select[int]:
    return select(func.count()).select_from(Claim).where(Claim.id.not_in(select(column)))  # type: ignore[call-overload]


def _without_revision() -> Select[int]:
    recorded = select(Revision.entity_code).where(Revision.entity == "claim")
    return select(func.count()).select_from(Claim).where(Claim.code.not_in(recorded))


def _wrong_current_assessments() -> Select[int]:
    later = (
        select(Assessment.id)
        .where(
            Assessment.claim_id == CurrentAssessment.claim_id,
            or_(
                Assessment.decided_at > _pointed.c.decided_at,
                and_(Assessment.decided_at == _pointed.c.decided_at, Assessment.id > _pointed.c.id),
            ),
        )
        .correlate(CurrentAssessment, _pointed)
    )
    return (
        select(func.count())
        .select_from(CurrentAssessment)
        .join(_pointed, _pointed.c.id == CurrentAssessment.assessment_id)
        .where(or_(later.exists(), _pointed.c.status != CurrentAssessment.status))
    )


_pointed = Assessment.__table__.alias("pointed")


def _assessed_without_pointer() -> Select[int]:
    pointed = select(CurrentAssessment.claim_id)
    return (
        select(func.count(Assessment.claim_id.distinct()))
        .join(Claim, Claim.id == Assessment.claim_id)
        .where(Assessment.claim_id.not_in(pointed))
    )
