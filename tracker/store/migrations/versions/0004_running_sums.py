"""Running sums kept beside the claims, and indexes for large ledgers

Three tables that follow from the claims; opening the store fills them. No record is touched.

Revision: 0004, follows 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

FIGURES = [
    "conflict_id",
    "metric",
    "scope",
    "incident_id",
    "claimant_id",
    "population",
    "subgroup",
    "stated_at",
    "affected_party_id",
    "counting_basis",
    "low",
    "high",
    "version_of",
    "stood_from",
    "stood_until",
    "recorded_at",
    "removed_at",
]
OF_INCIDENT = [
    "incident_id",
    "scope",
    "stood_until",
    "stood_from",
    "removed_at",
    "stated_at",
    "recorded_at",
    "conflict_id",
    "metric",
    "population",
    "affected_party_id",
    "claimant_id",
]
EMPTY = {
    "incident_sum": "incidents = 0 AND low = 0 AND high = 0 AND open = 0 AND no_lower = 0 AND confirmed_low = 0",
    "claim_tally": "claims = 0 AND people = 0 AND without_lower = 0",
}
DECIDED = ["claim_id", "decided_at", "id", "status", "confirmed_low", "recorded_at"]


def upgrade() -> None:
    _make_changes()
    _make_sums()
    _make_tallies()
    op.create_index("ix_claim_figures", "claim", FIGURES)
    for table, nothing in EMPTY.items():
        where = sa.text(nothing)
        op.create_index(f"ix_{table}_conflict_id", table, ["conflict_id"], sqlite_where=where, postgresql_where=where)
    earlier = sa.text("stood_until IS NOT NULL")
    op.create_index("ix_claim_stood_until", "claim", ["stood_until"], sqlite_where=earlier, postgresql_where=earlier)
    op.drop_index("ix_claim_incident_id", table_name="claim")
    op.create_index("ix_claim_of_incident", "claim", OF_INCIDENT)
    op.drop_index("ix_claim_stated_at_id", table_name="claim")
    op.create_index("ix_claim_stated", "claim", ["stated_at", "id", "stood_until"])
    op.create_index("ix_incident_start_date", "incident", ["start_date"])
    op.create_index("ix_actor_role_actor_id_conflict_id", "actor_role", ["actor_id", "conflict_id"])
    op.create_index("ix_incident_name_key", "incident_name", ["key"])
    op.drop_index("ix_assessment_claim_id_decided_at", table_name="assessment")
    op.create_index("ix_assessment_decided", "assessment", DECIDED)
    op.create_index("ix_assessment_decided_at", "assessment", ["decided_at"])
    includes = sa.text("kind = 'includes'")
    op.create_index(
        "ix_claim_relation_includes", "claim_relation", ["kind"], sqlite_where=includes, postgresql_where=includes
    )


def _counted() -> list[sa.Column[int]]:
    return [
        sa.Column("incidents", sa.Integer(), nullable=False),
        sa.Column("low", sa.BigInteger(), nullable=False),
        sa.Column("high", sa.BigInteger(), nullable=False),
        sa.Column("open", sa.Integer(), nullable=False),
        sa.Column("no_lower", sa.Integer(), nullable=False),
        sa.Column("confirmed_low", sa.BigInteger(), nullable=False),
    ]


def _make_changes() -> None:
    op.create_table(
        "incident_change",
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("metric", sa.String(length=40), nullable=False),
        sa.Column("affected_party_id", sa.Integer(), nullable=False),
        sa.Column("population", sa.String(length=40), nullable=False),
        sa.Column("event_day", sa.Date(), nullable=False),
        sa.Column("known_day", sa.Date(), nullable=False),
        sa.Column("conflict_id", sa.Integer(), nullable=False),
        sa.Column("of_all_parties", sa.Integer(), nullable=False),
        sa.Column("of_all_populations", sa.Integer(), nullable=False),
        *_counted(),
        sa.PrimaryKeyConstraint(
            "incident_id",
            "metric",
            "affected_party_id",
            "population",
            "event_day",
            "known_day",
            name=op.f("pk_incident_change"),
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_incident_change_known", "incident_change", ["conflict_id", "metric", "known_day"])


def _make_sums() -> None:
    op.create_table(
        "incident_sum",
        sa.Column("conflict_id", sa.Integer(), nullable=False),
        sa.Column("metric", sa.String(length=40), nullable=False),
        sa.Column("of_all_parties", sa.Integer(), nullable=False),
        sa.Column("of_all_populations", sa.Integer(), nullable=False),
        sa.Column("affected_party_id", sa.Integer(), nullable=False),
        sa.Column("population", sa.String(length=40), nullable=False),
        sa.Column("event_day", sa.Date(), nullable=False),
        sa.Column("known_month", sa.Integer(), nullable=False),
        *_counted(),
        sa.PrimaryKeyConstraint(
            "conflict_id",
            "metric",
            "of_all_parties",
            "of_all_populations",
            "affected_party_id",
            "population",
            "event_day",
            "known_month",
            name=op.f("pk_incident_sum"),
        ),
        sqlite_with_rowid=False,
    )


def _make_tallies() -> None:
    op.create_table(
        "claim_tally",
        sa.Column("conflict_id", sa.Integer(), nullable=False),
        sa.Column("scope", sa.String(length=40), nullable=False),
        sa.Column("affected_party_id", sa.Integer(), nullable=False),
        sa.Column("metric", sa.String(length=40), nullable=False),
        sa.Column("population", sa.String(length=40), nullable=False),
        sa.Column("claimant_id", sa.Integer(), nullable=False),
        sa.Column("direction", sa.String(length=40), nullable=False),
        sa.Column("basis", sa.String(length=16), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("known_month", sa.Integer(), nullable=False),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.Column("people", sa.BigInteger(), nullable=False),
        sa.Column("without_lower", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "conflict_id",
            "scope",
            "affected_party_id",
            "metric",
            "population",
            "claimant_id",
            "direction",
            "basis",
            "status",
            "known_month",
            name=op.f("pk_claim_tally"),
        ),
        sqlite_with_rowid=False,
    )
