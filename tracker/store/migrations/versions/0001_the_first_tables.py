"""The first tables

A migration says what it does to records that exist, keeps every row, and runs on SQLite and PostgreSQL alike.
An enum word added here needs its CHECK constraint written out: Alembic does not notice new words.

Revision: 0001, the first
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "actor",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "state_military",
                "state_civil",
                "non_state_armed",
                "international_org",
                "independent_recorder",
                "media",
                "ngo",
                "academic",
                "local_authority",
                "individual",
                "unknown",
                name="actorkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actor")),
        sa.UniqueConstraint("code", name=op.f("uq_actor_code")),
    )
    op.create_table(
        "conflict",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conflict")),
        sa.UniqueConstraint("code", name=op.f("uq_conflict_code")),
    )
    op.create_table(
        "ledger",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("data_version", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_ledger_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger")),
    )
    op.create_table(
        "revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entity", sa.String(length=40), nullable=False),
        sa.Column("entity_code", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("changed_by", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision")),
    )
    op.create_index(op.f("ix_revision_changed_at"), "revision", ["changed_at"], unique=False)
    op.create_index(op.f("ix_revision_entity_entity_code"), "revision", ["entity", "entity_code"], unique=False)
    op.create_table(
        "source",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("url", sa.String(length=2000), nullable=False),
        sa.Column("archived_url", sa.String(length=2000), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("publisher", sa.String(length=200), nullable=True),
        sa.Column("published_at", sa.Date(), nullable=True),
        sa.Column("language", sa.String(length=200), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
        sa.UniqueConstraint("code", name=op.f("uq_source_code")),
        sa.UniqueConstraint("url", name=op.f("uq_source_url")),
    )
    op.create_table(
        "actor_name",
        sa.Column("key", sa.String(length=400), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["actor.id"], name=op.f("fk_actor_name_actor_id")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_actor_name")),
    )
    op.create_index(op.f("ix_actor_name_actor_id"), "actor_name", ["actor_id"], unique=False)
    op.create_table(
        "actor_role",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conflict_id", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column(
            "independence",
            sa.Enum(
                "party",
                "aligned_with_party",
                "third_state",
                "independent",
                "unknown",
                name="independence",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["actor_id"], ["actor.id"], name=op.f("fk_actor_role_actor_id")),
        sa.ForeignKeyConstraint(["conflict_id"], ["conflict.id"], name=op.f("fk_actor_role_conflict_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actor_role")),
        sa.UniqueConstraint("conflict_id", "actor_id", name=op.f("uq_actor_role_conflict_id_actor_id")),
    )
    op.create_table(
        "conflict_name",
        sa.Column("key", sa.String(length=400), nullable=False),
        sa.Column("conflict_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["conflict_id"], ["conflict.id"], name=op.f("fk_conflict_name_conflict_id")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_conflict_name")),
    )
    op.create_index(op.f("ix_conflict_name_conflict_id"), "conflict_name", ["conflict_id"], unique=False)
    op.create_table(
        "incident",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("conflict_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("start_date", sa.Date(), nullable=True),
        sa.Column("end_date", sa.Date(), nullable=True),
        sa.Column(
            "date_precision",
            sa.Enum(
                "day",
                "range",
                "week",
                "month",
                "year",
                "unknown",
                name="dateprecision",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("place", sa.String(length=200), nullable=True),
        sa.Column("country_iso3", sa.String(length=3), nullable=True),
        sa.CheckConstraint(
            "start_date IS NULL OR end_date IS NULL OR start_date <= end_date",
            name=op.f("ck_incident_days_in_order"),
        ),
        sa.ForeignKeyConstraint(["conflict_id"], ["conflict.id"], name=op.f("fk_incident_conflict_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident")),
        sa.UniqueConstraint("code", name=op.f("uq_incident_code")),
    )
    op.create_index(op.f("ix_incident_conflict_id_start_date"), "incident", ["conflict_id", "start_date"], unique=False)
    op.create_table(
        "claim",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("conflict_id", sa.Integer(), nullable=False),
        sa.Column("claimant_id", sa.Integer(), nullable=False),
        sa.Column("affected_party_id", sa.Integer(), nullable=False),
        sa.Column(
            "direction",
            sa.Enum(
                "own_losses",
                "adversary_losses",
                "third_party",
                name="direction",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("incident_id", sa.Integer(), nullable=True),
        sa.Column(
            "metric",
            sa.Enum(
                "killed",
                "wounded",
                "missing",
                "captured",
                "killed_or_missing",
                "casualties_total",
                "losses_unspecified",
                name="metric",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "population",
            sa.Enum(
                "civilian",
                "combatant",
                "mixed",
                "unspecified",
                name="population",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "subgroup",
            sa.Enum(
                "children",
                "women",
                "men",
                "elderly",
                "medical",
                "press",
                "aid_worker",
                "first_responder",
                "other",
                name="subgroup",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "cause_scope",
            sa.Enum(
                "direct",
                "indirect",
                "all_cause",
                "unspecified",
                name="causescope",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "scope",
            sa.Enum(
                "incident",
                "period",
                "cumulative",
                "point_in_time",
                name="scope",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("coverage_start", sa.Date(), nullable=True),
        sa.Column("coverage_end", sa.Date(), nullable=True),
        sa.Column(
            "date_precision",
            sa.Enum(
                "day",
                "range",
                "week",
                "month",
                "year",
                "unknown",
                name="dateprecision",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("as_of_date", sa.Date(), nullable=True),
        sa.Column("cut_off", sa.Date(), nullable=False),
        sa.Column("geo_scope", sa.String(length=200), nullable=True),
        sa.Column(
            "geo_precision",
            sa.Enum(
                "exact",
                "near_25km",
                "admin2",
                "admin1",
                "country",
                "theatre",
                "unknown",
                name="geoprecision",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "counting_basis",
            sa.Enum(
                "asserted",
                "named_individuals",
                "visual",
                "official_record",
                "site_or_forensic",
                "multi_source_reporting",
                "statistical_estimate",
                "intelligence_estimate",
                "unknown",
                name="countingbasis",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("verbatim", sa.Text(), nullable=False),
        sa.Column("verbatim_language", sa.String(length=200), nullable=True),
        sa.Column("verbatim_translation", sa.Text(), nullable=True),
        sa.Column("stated_value", sa.Integer(), nullable=True),
        sa.Column(
            "qualifier",
            sa.Enum(
                "exact",
                "more_than",
                "at_least",
                "approx",
                "nearly",
                "less_than",
                "up_to",
                "range",
                "none",
                "vague",
                "unquantified",
                "unread",
                name="qualifier",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("low", sa.Integer(), nullable=True),
        sa.Column("high", sa.Integer(), nullable=True),
        sa.Column("best", sa.Integer(), nullable=True),
        sa.Column("bounds_rule_version", sa.String(length=16), nullable=False),
        sa.Column("bounds_reason", sa.Text(), nullable=True),
        sa.Column("definition_key", sa.String(length=200), nullable=True),
        sa.Column("stated_at", sa.Date(), nullable=False),
        sa.Column("stated_time", sa.String(length=16), nullable=True),
        sa.Column(
            "stated_precision",
            sa.Enum(
                "day",
                "range",
                "week",
                "month",
                "year",
                "unknown",
                name="statedprecision",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("external_grade", sa.String(length=200), nullable=True),
        sa.Column("notes", sa.Text(), nullable=True),
        sa.Column("tags", sa.JSON(), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_day", sa.Date(), nullable=False),
        sa.CheckConstraint(
            "scope <> 'incident' OR incident_id IS NOT NULL",
            name=op.f("ck_claim_incident_scope_has_incident"),
        ),
        sa.CheckConstraint(
            "scope <> 'period' OR (coverage_start IS NOT NULL AND coverage_end IS NOT NULL)",
            name=op.f("ck_claim_period_scope_has_period"),
        ),
        sa.CheckConstraint("as_of_date <= stated_at", name=op.f("ck_claim_cut_off_before_statement")),
        sa.CheckConstraint("best <= high", name=op.f("ck_claim_best_to_high")),
        sa.CheckConstraint("best >= 0", name=op.f("ck_claim_best_not_negative")),
        sa.CheckConstraint("coverage_end <= stated_at", name=op.f("ck_claim_coverage_before_statement")),
        sa.CheckConstraint("coverage_start <= coverage_end", name=op.f("ck_claim_coverage_in_order")),
        sa.CheckConstraint("high >= 0", name=op.f("ck_claim_high_not_negative")),
        sa.CheckConstraint("low <= best", name=op.f("ck_claim_low_to_best")),
        sa.CheckConstraint("low <= high", name=op.f("ck_claim_low_to_high")),
        sa.CheckConstraint("low >= 0", name=op.f("ck_claim_low_not_negative")),
        sa.CheckConstraint("stated_at <= recorded_day", name=op.f("ck_claim_statement_before_record")),
        sa.CheckConstraint("stated_value >= 0", name=op.f("ck_claim_stated_value_not_negative")),
        sa.ForeignKeyConstraint(["affected_party_id"], ["actor.id"], name=op.f("fk_claim_affected_party_id")),
        sa.ForeignKeyConstraint(["claimant_id"], ["actor.id"], name=op.f("fk_claim_claimant_id")),
        sa.ForeignKeyConstraint(["conflict_id"], ["conflict.id"], name=op.f("fk_claim_conflict_id")),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name=op.f("fk_claim_incident_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim")),
        sa.UniqueConstraint("code", name=op.f("uq_claim_code")),
    )
    op.create_index(op.f("ix_claim_claimant_id_stated_at"), "claim", ["claimant_id", "stated_at"], unique=False)
    op.create_index(
        op.f("ix_claim_conflict_id_affected_party_id_metric_population_scope"),
        "claim",
        ["conflict_id", "affected_party_id", "metric", "population", "scope"],
        unique=False,
    )
    op.create_index(op.f("ix_claim_incident_id"), "claim", ["incident_id"], unique=False)
    op.create_index(op.f("ix_claim_stated_at_id"), "claim", ["stated_at", "id"], unique=False)
    op.create_table(
        "incident_name",
        sa.Column("conflict_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=400), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["conflict_id"], ["conflict.id"], name=op.f("fk_incident_name_conflict_id")),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name=op.f("fk_incident_name_incident_id")),
        sa.PrimaryKeyConstraint("conflict_id", "key", name=op.f("pk_incident_name")),
    )
    op.create_index(op.f("ix_incident_name_incident_id"), "incident_name", ["incident_id"], unique=False)
    op.create_table(
        "assessment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "unassessed",
                "unverified",
                "partially_confirmed",
                "confirmed",
                "disputed",
                "refuted",
                "inconclusive",
                name="verificationstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("confirmed_low", sa.Integer(), nullable=True),
        sa.Column("confirmed_high", sa.Integer(), nullable=True),
        sa.Column("evidence_basis", sa.JSON(), nullable=False),
        sa.Column("n_independent_origins", sa.Integer(), nullable=True),
        sa.Column(
            "standard_of_proof",
            sa.Enum(
                "reasonable_suspicion",
                "reasonable_grounds",
                "balance_of_probabilities",
                "beyond_reasonable_doubt",
                name="standardofproof",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "refutation_kind",
            sa.Enum(
                "understated",
                "overstated",
                "did_not_occur",
                "wrong_category",
                "wrong_party",
                name="refutationkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("rationale", sa.Text(), nullable=False),
        sa.Column("assessor", sa.String(length=200), nullable=False),
        sa.Column("decided_at", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "(status = 'refuted') = (refutation_kind IS NOT NULL)",
            name=op.f("ck_assessment_refuted_says_how"),
        ),
        sa.CheckConstraint("status <> 'unassessed'", name=op.f("ck_assessment_says_something")),
        sa.CheckConstraint("confirmed_high >= 0", name=op.f("ck_assessment_confirmed_high_not_negative")),
        sa.CheckConstraint("confirmed_low <= confirmed_high", name=op.f("ck_assessment_confirmed_in_order")),
        sa.CheckConstraint("confirmed_low >= 0", name=op.f("ck_assessment_confirmed_low_not_negative")),
        sa.CheckConstraint("n_independent_origins >= 0", name=op.f("ck_assessment_origins_not_negative")),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_assessment_claim_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment")),
        sa.UniqueConstraint("code", name=op.f("uq_assessment_code")),
    )
    op.create_index(op.f("ix_assessment_claim_id_decided_at"), "assessment", ["claim_id", "decided_at"], unique=False)
    op.create_table(
        "claim_source",
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "origin",
                "relay",
                "corroborates",
                "contradicts",
                "context",
                name="sourcerole",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_claim_source_claim_id")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_claim_source_source_id")),
        sa.PrimaryKeyConstraint("claim_id", "position", name=op.f("pk_claim_source")),
    )
    op.create_index(op.f("ix_claim_source_source_id"), "claim_source", ["source_id"], unique=False)
    op.create_table(
        "assessment_source",
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_assessment_source_assessment_id")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_assessment_source_source_id")),
        sa.PrimaryKeyConstraint("assessment_id", "position", name=op.f("pk_assessment_source")),
    )
    op.create_index(op.f("ix_assessment_source_source_id"), "assessment_source", ["source_id"], unique=False)
    op.create_table(
        "current_assessment",
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "unassessed",
                "unverified",
                "partially_confirmed",
                "confirmed",
                "disputed",
                "refuted",
                "inconclusive",
                name="verificationstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_current_assessment_assessment_id")),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_current_assessment_claim_id")),
        sa.PrimaryKeyConstraint("claim_id", name=op.f("pk_current_assessment")),
    )
    op.create_index(op.f("ix_current_assessment_status"), "current_assessment", ["status"], unique=False)
    op.execute("INSERT INTO ledger (id, data_version) VALUES (1, 0)")


def downgrade() -> None:
    op.drop_index(op.f("ix_current_assessment_status"), table_name="current_assessment")
    op.drop_table("current_assessment")
    op.drop_index(op.f("ix_assessment_source_source_id"), table_name="assessment_source")
    op.drop_table("assessment_source")
    op.drop_index(op.f("ix_claim_source_source_id"), table_name="claim_source")
    op.drop_table("claim_source")
    op.drop_index(op.f("ix_assessment_claim_id_decided_at"), table_name="assessment")
    op.drop_table("assessment")
    op.drop_index(op.f("ix_incident_name_incident_id"), table_name="incident_name")
    op.drop_table("incident_name")
    op.drop_index(op.f("ix_claim_stated_at_id"), table_name="claim")
    op.drop_index(op.f("ix_claim_incident_id"), table_name="claim")
    op.drop_index(op.f("ix_claim_conflict_id_affected_party_id_metric_population_scope"), table_name="claim")
    op.drop_index(op.f("ix_claim_claimant_id_stated_at"), table_name="claim")
    op.drop_table("claim")
    op.drop_index(op.f("ix_incident_conflict_id_start_date"), table_name="incident")
    op.drop_table("incident")
    op.drop_index(op.f("ix_conflict_name_conflict_id"), table_name="conflict_name")
    op.drop_table("conflict_name")
    op.drop_table("actor_role")
    op.drop_index(op.f("ix_actor_name_actor_id"), table_name="actor_name")
    op.drop_table("actor_name")
    op.drop_table("source")
    op.drop_index(op.f("ix_revision_entity_entity_code"), table_name="revision")
    op.drop_index(op.f("ix_revision_changed_at"), table_name="revision")
    op.drop_table("revision")
    op.drop_table("ledger")
    op.drop_table("conflict")
    op.drop_table("actor")
