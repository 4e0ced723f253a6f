"""The tables. Words are stored by their word, days as dates, moments in UTC without a zone.

Integer keys serve inside; ``code`` is what leaves the store and is never reused.
Constraints stand here as well as in the claims, so that no door to the store can skip them.
"""

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar, Final

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Date,
    DateTime,
    Enum,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Text,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from tracker import vocabulary as words


def _stored_by_word(kind: type[StrEnum], name: str | None = None) -> Enum:
    """A text column that takes the words of one closed list and nothing else."""
    return Enum(
        kind,
        native_enum=False,
        create_constraint=True,
        length=40,
        name=name or kind.__name__.lower(),
        values_callable=_words_of,
    )


def _words_of(kind: Iterable[StrEnum]) -> list[str]:
    return [word.value for word in kind]


INCLUDES: Final = text("kind = 'includes'")
EARLIER: Final = text("stood_until IS NOT NULL")
STOOD: Final = text("before IS NOT NULL")
EXACT: Final = text("qualifier = 'exact'")
EXACT_NUMBERS: Final = (
    "claimant_id", "stated_value", "stated_at", "stood_until", "stood_from", "removed_at", "recorded_at",
)  # fmt: skip
OF_CLAIMANT: Final = (
    "claimant_id", "stated_at", "direction", "stood_until", "stood_from", "removed_at", "recorded_at", "id",
)  # fmt: skip
SAID: Final = ("id", "claimant_id", "stated_at", "stood_until", "stood_from", "removed_at", "recorded_at")
FIGURES: Final = (
    "conflict_id", "metric", "scope", "incident_id", "claimant_id", "population", "subgroup", "stated_at",
    "affected_party_id", "counting_basis", "low", "high", "version_of", "stood_from", "stood_until", "recorded_at",
    "removed_at",
)  # fmt: skip

OF_INCIDENT: Final = (
    "incident_id", "scope", "stood_until", "stood_from", "removed_at", "stated_at", "recorded_at", "conflict_id",
    "metric", "population", "affected_party_id", "claimant_id",
)  # fmt: skip


class Table(DeclarativeBase):
    """The base of all tables, with names for every constraint so that migrations can speak of them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: DateTime(),
        date: Date(),
        list[str]: JSON(),
    } | {
        kind: _stored_by_word(kind)
        for kind in vars(words).values()
        if isinstance(kind, type) and issubclass(kind, words.Term) and kind is not words.Term
    }


def _one_that_stands(*columns: str) -> Index:
    """No two rows that stand have the same values here; what stood before them may."""
    where = text("stood_until IS NULL")
    return Index(None, *columns, unique=True, sqlite_where=where, postgresql_where=where)


NO_SUM: Final = text("incidents = 0 AND low = 0 AND high = 0 AND open = 0 AND no_lower = 0 AND confirmed_low = 0")
NO_TALLY: Final = text("claims = 0 AND people = 0 AND without_lower = 0")


def _empty_rows(nothing: Any, column: str) -> Index:
    """Rows that hold nothing any more are found without looking at the others."""
    return Index(None, column, sqlite_where=nothing, postgresql_where=nothing)


class Versioned:
    """A record whose earlier versions stay, so that any past state of the ledger can be read again.

    The row that stands keeps its id. What stood before is a row of its own that names it in ``version_of``.
    ``stood_from`` is null for a first version, ``stood_until`` for the one that stands. Readers never ask for
    these: ``database.reading`` shows each record as it stood at the moment that is read.
    """

    version_of: Mapped[int | None] = mapped_column(index=True)
    stood_from: Mapped[datetime | None] = mapped_column()
    stood_until: Mapped[datetime | None] = mapped_column()


class Ledger(Table):
    """One row: the version that every committed write raises, which keys what readers cache."""

    __tablename__ = "ledger"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    data_version: Mapped[int] = mapped_column(default=0)


class Conflict(Versioned, Table):
    """A conflict that claims belong to."""

    __tablename__ = "conflict"
    __table_args__ = (_one_that_stands("code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(String(200))


class Actor(Versioned, Table):
    """Whoever claims, records or suffers: one body, whatever its names."""

    __tablename__ = "actor"
    __table_args__ = (_one_that_stands("code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[words.ActorKind]


class ActorRole(Versioned, Table):
    """Where an actor stands in one conflict."""

    __tablename__ = "actor_role"
    __table_args__ = (_one_that_stands("conflict_id", "actor_id"), Index(None, "actor_id", "conflict_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    conflict_id: Mapped[int] = mapped_column(ForeignKey("conflict.id"))
    actor_id: Mapped[int] = mapped_column(ForeignKey("actor.id"))
    independence: Mapped[words.Independence]


class Incident(Versioned, Table):
    """A bounded event in place and time."""

    __tablename__ = "incident"
    __table_args__ = (
        CheckConstraint("start_date IS NULL OR end_date IS NULL OR start_date <= end_date", name="days_in_order"),
        _one_that_stands("code"),
        Index(None, "conflict_id", "start_date"),
        Index(None, "start_date"),
        Index("ix_incident_once_called", "title", sqlite_where=EARLIER, postgresql_where=EARLIER),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(16))
    conflict_id: Mapped[int] = mapped_column(ForeignKey("conflict.id"))
    title: Mapped[str] = mapped_column(String(200))
    start_date: Mapped[date | None]
    end_date: Mapped[date | None]
    date_precision: Mapped[words.DatePrecision]
    place: Mapped[str | None] = mapped_column(String(200))
    country_iso3: Mapped[str | None] = mapped_column(String(3))


class ConflictName(Table):
    """Every name a conflict is found by, in the form of ``claims.name_key``."""

    __tablename__ = "conflict_name"

    key: Mapped[str] = mapped_column(String(400), primary_key=True)
    conflict_id: Mapped[int] = mapped_column(ForeignKey("conflict.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))


class ActorName(Table):
    """Every name an actor is found by."""

    __tablename__ = "actor_name"

    key: Mapped[str] = mapped_column(String(400), primary_key=True)
    actor_id: Mapped[int] = mapped_column(ForeignKey("actor.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))


class IncidentName(Table):
    """Every name an incident is found by, within its conflict."""

    __tablename__ = "incident_name"

    conflict_id: Mapped[int] = mapped_column(ForeignKey("conflict.id"), primary_key=True)
    key: Mapped[str] = mapped_column(String(400), primary_key=True, index=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))


class Source(Versioned, Table):
    """A page or document, kept by its address exactly as it was given."""

    __tablename__ = "source"
    __table_args__ = (_one_that_stands("code"), _one_that_stands("url"))

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(16))
    url: Mapped[str] = mapped_column(String(2000))
    archived_url: Mapped[str | None] = mapped_column(String(2000))
    title: Mapped[str | None] = mapped_column(Text)
    publisher: Mapped[str | None] = mapped_column(String(200))
    published_at: Mapped[date | None]
    language: Mapped[str | None] = mapped_column(String(200))


class Claim(Versioned, Table):
    """One claimed figure in the claimant's own words. ``low`` and ``high`` are people; null is open."""

    __tablename__ = "claim"
    __table_args__ = (
        CheckConstraint("stated_value >= 0", name="stated_value_not_negative"),
        CheckConstraint("low >= 0", name="low_not_negative"),
        CheckConstraint("high >= 0", name="high_not_negative"),
        CheckConstraint("best >= 0", name="best_not_negative"),
        CheckConstraint("low <= high", name="low_to_high"),
        CheckConstraint("low <= best", name="low_to_best"),
        CheckConstraint("best <= high", name="best_to_high"),
        CheckConstraint("coverage_start <= coverage_end", name="coverage_in_order"),
        CheckConstraint("coverage_end <= stated_at", name="coverage_before_statement"),
        CheckConstraint("as_of_date <= stated_at", name="cut_off_before_statement"),
        CheckConstraint("stated_at <= recorded_day", name="statement_before_record"),
        CheckConstraint("scope <> 'incident' OR incident_id IS NOT NULL", name="incident_scope_has_incident"),
        CheckConstraint(
            "scope <> 'period' OR (coverage_start IS NOT NULL AND coverage_end IS NOT NULL)",
            name="period_scope_has_period",
        ),
        _one_that_stands("code"),
        Index("ix_claim_key", "conflict_id", "affected_party_id", "metric", "population", "scope", "stood_until"),
        Index("ix_claim_stated", "stated_at", "id", "stood_until"),
        Index("ix_claim_of_claimant", *OF_CLAIMANT),  # so that claimants are counted without looking at claims
        Index("ix_claim_said", *SAID),  # so that the claims of assessments are found without their wide rows
        Index("ix_claim_exact", *EXACT_NUMBERS, sqlite_where=EXACT, postgresql_where=EXACT),
        Index(None, "claimant_id", "cut_off"),
        Index("ix_claim_stood_until", "stood_until", sqlite_where=EARLIER, postgresql_where=EARLIER),
        Index("ix_claim_of_incident", *OF_INCIDENT),  # so that incidents are counted without looking at claims
        Index("ix_claim_figures", *FIGURES),  # holds all that adding incidents up asks of a claim, whose row is wide
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(16))
    conflict_id: Mapped[int] = mapped_column(ForeignKey("conflict.id"))
    claimant_id: Mapped[int] = mapped_column(ForeignKey("actor.id"))
    affected_party_id: Mapped[int] = mapped_column(ForeignKey("actor.id"))
    direction: Mapped[words.Direction | None]
    incident_id: Mapped[int | None] = mapped_column(ForeignKey("incident.id"))
    metric: Mapped[words.Metric]
    population: Mapped[words.Population]
    subgroup: Mapped[words.Subgroup | None]
    cause_scope: Mapped[words.CauseScope]
    scope: Mapped[words.Scope]
    coverage_start: Mapped[date | None]
    coverage_end: Mapped[date | None]
    date_precision: Mapped[words.DatePrecision]
    as_of_date: Mapped[date | None]
    cut_off: Mapped[date]
    geo_scope: Mapped[str | None] = mapped_column(String(200))
    geo_precision: Mapped[words.GeoPrecision | None]
    counting_basis: Mapped[words.CountingBasis]
    verbatim: Mapped[str] = mapped_column(Text)
    verbatim_language: Mapped[str | None] = mapped_column(String(200))
    verbatim_translation: Mapped[str | None] = mapped_column(Text)
    stated_value: Mapped[int | None]
    qualifier: Mapped[words.Qualifier]
    low: Mapped[int | None]
    high: Mapped[int | None]
    best: Mapped[int | None]
    bounds_rule_version: Mapped[str] = mapped_column(String(16))
    bounds_reason: Mapped[str | None] = mapped_column(Text)
    definition_key: Mapped[str | None] = mapped_column(String(200))
    stated_at: Mapped[date]
    stated_time: Mapped[str | None] = mapped_column(String(16))
    stated_precision: Mapped[words.DatePrecision] = mapped_column(
        _stored_by_word(words.DatePrecision, "statedprecision")
    )
    external_grade: Mapped[str | None] = mapped_column(String(200))
    notes: Mapped[str | None] = mapped_column(Text)
    tags: Mapped[list[str]]
    search_text: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime]
    recorded_day: Mapped[date]
    removed_at: Mapped[datetime | None]


class ClaimSource(Table):
    """What one source does for one claim; ``position`` keeps the order in which they were given."""

    __tablename__ = "claim_source"

    claim_id: Mapped[int] = mapped_column(ForeignKey("claim.id"), primary_key=True)
    position: Mapped[int] = mapped_column(Integer, primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), index=True)
    role: Mapped[words.SourceRole]


class Assessment(Table):
    """How far evidence supports a claim, decided once; a later opinion is a new row."""

    __tablename__ = "assessment"
    __table_args__ = (
        CheckConstraint("confirmed_low >= 0", name="confirmed_low_not_negative"),
        CheckConstraint("confirmed_high >= 0", name="confirmed_high_not_negative"),
        CheckConstraint("confirmed_low <= confirmed_high", name="confirmed_in_order"),
        CheckConstraint("n_independent_origins >= 0", name="origins_not_negative"),
        CheckConstraint("status <> 'unassessed'", name="says_something"),
        CheckConstraint("(status = 'refuted') = (refutation_kind IS NOT NULL)", name="refuted_says_how"),
        Index("ix_assessment_decided", "claim_id", "decided_at", "id", "status", "confirmed_low", "recorded_at"),
        Index(None, "decided_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(16), unique=True)
    claim_id: Mapped[int] = mapped_column(ForeignKey("claim.id"))
    status: Mapped[words.VerificationStatus]
    confirmed_low: Mapped[int | None]
    confirmed_high: Mapped[int | None]
    evidence_basis: Mapped[list[str]]
    n_independent_origins: Mapped[int | None]
    standard_of_proof: Mapped[words.StandardOfProof | None]
    refutation_kind: Mapped[words.RefutationKind | None]
    rationale: Mapped[str] = mapped_column(Text)
    assessor: Mapped[str] = mapped_column(String(200))
    decided_at: Mapped[date]
    recorded_at: Mapped[datetime]


class AssessmentSource(Table):
    """The evidence an assessment names, in the order given."""

    __tablename__ = "assessment_source"

    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"), primary_key=True)
    position: Mapped[int] = mapped_column(Integer, primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), index=True)


class CurrentAssessment(Table):
    """Which assessment of a claim is the latest decided, kept beside each write so that lists need not look."""

    __tablename__ = "current_assessment"

    claim_id: Mapped[int] = mapped_column(ForeignKey("claim.id"), primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"))
    status: Mapped[words.VerificationStatus] = mapped_column(index=True)


class ClaimRelation(Table):
    """What one claim is to an earlier one, said for a reason. The change takes effect when the later one was stated."""

    __tablename__ = "claim_relation"
    __table_args__ = (
        CheckConstraint("from_claim_id <> to_claim_id", name="two_claims"),
        Index("ix_claim_relation_includes", "kind", sqlite_where=INCLUDES, postgresql_where=INCLUDES),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(16), unique=True)
    from_claim_id: Mapped[int] = mapped_column(ForeignKey("claim.id"), index=True)
    to_claim_id: Mapped[int] = mapped_column(ForeignKey("claim.id"), index=True)
    kind: Mapped[words.RelationKind]
    note: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


class ClaimEnd(Table):
    """When a claim ceased to be current, and how: kept beside the relations so that lists need not look."""

    __tablename__ = "claim_end"

    claim_id: Mapped[int] = mapped_column(ForeignKey("claim.id"), primary_key=True)
    ended_at: Mapped[date]
    lifecycle: Mapped[words.Lifecycle]


class IncidentChange(Table):
    """How what is currently claimed of one incident changed on one day: kept beside the claims, worked out from them.

    Added up to a day they say what the incident's claims came to as of that day. Counts are people, and
    ``incidents``, ``open`` and ``no_lower`` are 1, 0 or -1. Where claims name several parties or populations, each
    has rows of its own, and rows of party 0 or population '' hold them together; what counts when nobody asks for
    one says ``of_all_parties`` and ``of_all_populations``.
    """

    __tablename__ = "incident_change"
    __table_args__ = (
        Index("ix_incident_change_known", "conflict_id", "metric", "known_day"),
        {"sqlite_with_rowid": False},
    )

    incident_id: Mapped[int] = mapped_column(primary_key=True)
    metric: Mapped[str] = mapped_column(String(40), primary_key=True)
    affected_party_id: Mapped[int] = mapped_column(primary_key=True)
    population: Mapped[str] = mapped_column(String(40), primary_key=True)
    event_day: Mapped[date] = mapped_column(primary_key=True)
    known_day: Mapped[date] = mapped_column(primary_key=True)
    conflict_id: Mapped[int]
    of_all_parties: Mapped[int]
    of_all_populations: Mapped[int]
    incidents: Mapped[int]
    low: Mapped[int] = mapped_column(BigInteger)
    high: Mapped[int] = mapped_column(BigInteger)
    open: Mapped[int]
    no_lower: Mapped[int]
    confirmed_low: Mapped[int] = mapped_column(BigInteger)


class IncidentSum(Table):
    """The changes of all incidents added up by the day they happened and the month in which it became known.

    ``known_month`` is twelve times the year, and the month. It grows with days and keys, not with claims.
    """

    __tablename__ = "incident_sum"
    __table_args__ = (_empty_rows(NO_SUM, "conflict_id"), {"sqlite_with_rowid": False})

    conflict_id: Mapped[int] = mapped_column(primary_key=True)
    metric: Mapped[str] = mapped_column(String(40), primary_key=True)
    of_all_parties: Mapped[int] = mapped_column(primary_key=True)
    of_all_populations: Mapped[int] = mapped_column(primary_key=True)
    affected_party_id: Mapped[int] = mapped_column(primary_key=True)
    population: Mapped[str] = mapped_column(String(40), primary_key=True)
    event_day: Mapped[date] = mapped_column(primary_key=True)
    known_month: Mapped[int] = mapped_column(primary_key=True)
    incidents: Mapped[int]
    low: Mapped[int] = mapped_column(BigInteger)
    high: Mapped[int] = mapped_column(BigInteger)
    open: Mapped[int]
    no_lower: Mapped[int]
    confirmed_low: Mapped[int] = mapped_column(BigInteger)


class ClaimTally(Table):
    """How the number of claims of one kind with one status changed in a month: kept beside the claims.

    ``basis`` says what line they stand on where their claimant is independent: evidence, estimate or other.
    ``people`` adds up their lower ends, and ``without_lower`` counts those that state none.
    """

    __tablename__ = "claim_tally"
    __table_args__ = (
        _empty_rows(NO_TALLY, "conflict_id"),
        Index("ix_claim_tally_by_status", "status", "known_month", "scope", "claims", "people", "without_lower"),
        Index("ix_claim_tally_by_claimant", "claimant_id", "direction", "status", "known_month", "claims"),
        {"sqlite_with_rowid": False},
    )

    conflict_id: Mapped[int] = mapped_column(primary_key=True)
    scope: Mapped[str] = mapped_column(String(40), primary_key=True)
    affected_party_id: Mapped[int] = mapped_column(primary_key=True)
    metric: Mapped[str] = mapped_column(String(40), primary_key=True)
    population: Mapped[str] = mapped_column(String(40), primary_key=True)
    claimant_id: Mapped[int] = mapped_column(primary_key=True)
    direction: Mapped[str] = mapped_column(String(40), primary_key=True)
    basis: Mapped[str] = mapped_column(String(16), primary_key=True)
    status: Mapped[str] = mapped_column(String(40), primary_key=True)
    known_month: Mapped[int] = mapped_column(primary_key=True)
    claims: Mapped[int]
    people: Mapped[int] = mapped_column(BigInteger)
    without_lower: Mapped[int]


class Response(Table):
    """What another side said of a claim or of an incident. A figure it concedes stands apart from what is claimed."""

    __tablename__ = "response"
    __table_args__ = (
        CheckConstraint("(claim_id IS NULL) <> (incident_id IS NULL)", name="to_one_thing"),
        CheckConstraint("conceded_low >= 0", name="conceded_low_not_negative"),
        CheckConstraint("conceded_low <= conceded_high", name="conceded_in_order"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(16), unique=True)
    claim_id: Mapped[int | None] = mapped_column(ForeignKey("claim.id"), index=True)
    incident_id: Mapped[int | None] = mapped_column(ForeignKey("incident.id"), index=True)
    responder_id: Mapped[int] = mapped_column(ForeignKey("actor.id"))
    response: Mapped[words.ResponseKind]
    conceded_low: Mapped[int | None]
    conceded_high: Mapped[int | None]
    verbatim: Mapped[str | None] = mapped_column(Text)
    stated_at: Mapped[date]
    source_id: Mapped[int | None] = mapped_column(ForeignKey("source.id"))
    notes: Mapped[str | None] = mapped_column(Text)
    search_text: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


class Annotation(Table):
    """Something that happened to what is charted: an event, a new method, a release, a correction."""

    __tablename__ = "annotation"
    __table_args__ = (CheckConstraint("start_date <= end_date", name="days_in_order"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(16), unique=True)
    conflict_id: Mapped[int | None] = mapped_column(ForeignKey("conflict.id"), index=True)
    claimant_id: Mapped[int | None] = mapped_column(ForeignKey("actor.id"))
    start_date: Mapped[date]
    end_date: Mapped[date | None]
    title: Mapped[str] = mapped_column(String(200))
    kind: Mapped[words.AnnotationKind]
    notes: Mapped[str | None] = mapped_column(Text)
    source_id: Mapped[int | None] = mapped_column(ForeignKey("source.id"))
    recorded_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


class Revision(Table):
    """Who changed what, when and why: ``before`` and ``after`` are JSON texts. Rows are added, never changed."""

    __tablename__ = "revision"
    __table_args__ = (
        Index(None, "entity", "entity_code"),
        Index(None, "changed_by", "id"),
        Index("ix_revision_of_what_stood", "id", sqlite_where=STOOD, postgresql_where=STOOD),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    entity: Mapped[str] = mapped_column(String(40))
    entity_code: Mapped[str] = mapped_column(String(16))
    version: Mapped[int]
    changed_at: Mapped[datetime] = mapped_column(index=True)
    changed_by: Mapped[str] = mapped_column(String(200))
    reason: Mapped[str] = mapped_column(Text)
    before: Mapped[str | None] = mapped_column(Text)
    after: Mapped[str | None] = mapped_column(Text)


class ImportBatch(Table):
    """One file that was taken in: what it was, how it was read, what became of its rows, and whether it was undone.

    The revisions it left are those from ``first_revision`` to ``last_revision``: writes go one after the other.
    """

    __tablename__ = "import_batch"
    __table_args__ = (Index(None, "recipe", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(16), unique=True)
    recipe: Mapped[str] = mapped_column(String(40))
    recipe_text: Mapped[str | None] = mapped_column(Text)
    file_name: Mapped[str] = mapped_column(String(255))
    file_sha256: Mapped[str] = mapped_column(String(64))
    file_bytes: Mapped[int] = mapped_column(BigInteger)
    answers: Mapped[str] = mapped_column(Text)
    report: Mapped[str] = mapped_column(Text)
    imported_at: Mapped[datetime]
    imported_by: Mapped[str] = mapped_column(String(200))
    reason: Mapped[str] = mapped_column(Text)
    first_revision: Mapped[int]
    last_revision: Mapped[int]
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[str | None] = mapped_column(String(200))
    undone_because: Mapped[str | None] = mapped_column(Text)
    first_revision_of_undoing: Mapped[int | None]
    last_revision_of_undoing: Mapped[int | None]


class ImportRow(Table):
    """Which claim a row of a foreign file gave, and what became of it: a later copy of the file is compared with it."""

    __tablename__ = "import_row"

    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id"), primary_key=True)
    claim_code: Mapped[str] = mapped_column(String(16), primary_key=True)
    row_number: Mapped[int]
    outcome: Mapped[str] = mapped_column(String(20))
