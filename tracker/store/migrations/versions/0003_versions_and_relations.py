"""Earlier versions of records, relations between claims, responses, annotations

Every record gets room for the versions that stood before it; codes, addresses and roles are now unique among
the versions that stand. No record is changed. SQLite cannot drop a constraint, so the tables are written anew.

Revision: 0003, follows 0002
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

VERSIONED = {
    "conflict": ["uq_conflict_code"],
    "actor": ["uq_actor_code"],
    "actor_role": ["uq_actor_role_conflict_id_actor_id"],
    "incident": ["uq_incident_code"],
    "source": ["uq_source_code", "uq_source_url"],
    "claim": ["uq_claim_code"],
}
UNIQUE = [
    ("conflict", ["code"]),
    ("actor", ["code"]),
    ("actor_role", ["conflict_id", "actor_id"]),
    ("incident", ["code"]),
    ("source", ["code"]),
    ("source", ["url"]),
    ("claim", ["code"]),
]


def upgrade() -> None:
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    key = ["conflict_id", "affected_party_id", "metric", "population", "scope"]
    op.drop_index(_named("claim", key), table_name="claim")
    for table, unique in VERSIONED.items():
        if is_sqlite:
            _write_anew(table, unique)
        else:
            for name in unique:
                op.drop_constraint(name, table, type_="unique")
        op.add_column(table, sa.Column("version_of", sa.Integer(), nullable=True))
        op.add_column(table, sa.Column("stood_from", sa.DateTime(), nullable=True))
        op.add_column(table, sa.Column("stood_until", sa.DateTime(), nullable=True))
        op.create_index(_named(table, ["version_of"]), table, ["version_of"])
    op.add_column("claim", sa.Column("removed_at", sa.DateTime(), nullable=True))
    op.create_index("ix_claim_key", "claim", [*key, "stood_until"])
    standing = sa.text("stood_until IS NULL")
    for table, columns in UNIQUE:
        name = _named(table, columns)
        op.create_index(name, table, columns, unique=True, sqlite_where=standing, postgresql_where=standing)
    _make_relations()
    _make_responses()
    _make_annotations()


def _named(table: str, columns: Sequence[str]) -> str:
    return f"ix_{table}_{'_'.join(columns)}"


def _write_anew(table: str, without: Sequence[str]) -> None:
    """The table and its rows again, as they are but for some constraints."""
    connection = op.get_bind()
    definition: str = connection.exec_driver_sql(
        "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?", (table,)
    ).scalar_one()
    lines = [line for line in definition.splitlines() if not any(f"CONSTRAINT {name} " in line for name in without)]
    closing = max(place for place, line in enumerate(lines) if line.strip() == ")")
    lines[closing - 1] = lines[closing - 1].rstrip().rstrip(",") + " "
    opening = lines[0].replace("CREATE TABLE", "", 1)
    lines[0] = f"CREATE TABLE new_{table} {opening[opening.index('(') :]}"
    kept = (
        connection.exec_driver_sql(
            "SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL", (table,)
        )
        .scalars()
        .all()
    )
    connection.exec_driver_sql("\n".join(lines))
    connection.exec_driver_sql(f"INSERT INTO new_{table} SELECT * FROM {table}")  # noqa: S608 - our own names
    connection.exec_driver_sql(f"DROP TABLE {table}")
    connection.exec_driver_sql(f"ALTER TABLE new_{table} RENAME TO {table}")
    for index in kept:
        connection.exec_driver_sql(index)


def _words(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=40)


def _make_relations() -> None:
    kinds = _words(
        "relationkind",
        "revises",
        "corrects",
        "retracts",
        "repeats",
        "updates_cumulative",
        "includes",
        "conflicts_with",
        "same_event_other_claimant",
    )
    op.create_table(
        "claim_relation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("from_claim_id", sa.Integer(), nullable=False),
        sa.Column("to_claim_id", sa.Integer(), nullable=False),
        sa.Column("kind", kinds, nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("from_claim_id <> to_claim_id", name=op.f("ck_claim_relation_two_claims")),
        sa.ForeignKeyConstraint(["from_claim_id"], ["claim.id"], name=op.f("fk_claim_relation_from_claim_id")),
        sa.ForeignKeyConstraint(["to_claim_id"], ["claim.id"], name=op.f("fk_claim_relation_to_claim_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_relation")),
        sa.UniqueConstraint("code", name=op.f("uq_claim_relation_code")),
    )
    op.create_index("ix_claim_relation_from_claim_id", "claim_relation", ["from_claim_id"])
    op.create_index("ix_claim_relation_to_claim_id", "claim_relation", ["to_claim_id"])
    op.create_table(
        "claim_end",
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.Date(), nullable=False),
        sa.Column("lifecycle", _words("lifecycle", "current", "superseded", "retracted"), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_claim_end_claim_id")),
        sa.PrimaryKeyConstraint("claim_id", name=op.f("pk_claim_end")),
    )


def _make_responses() -> None:
    kinds = _words(
        "responsekind",
        "accepts",
        "accepts_different_figure",
        "denies_figure",
        "denies_event",
        "found_not_credible",
        "found_duplicate",
        "investigating",
        "declines_to_disclose",
        "no_comment",
        "no_response_found",
        "not_yet_asked",
    )
    op.create_table(
        "response",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=True),
        sa.Column("incident_id", sa.Integer(), nullable=True),
        sa.Column("responder_id", sa.Integer(), nullable=False),
        sa.Column("response", kinds, nullable=False),
        sa.Column("conceded_low", sa.Integer(), nullable=True),
        sa.Column("conceded_high", sa.Integer(), nullable=True),
        sa.Column("verbatim", sa.Text(), nullable=True),
        sa.Column("stated_at", sa.Date(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=True),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("(claim_id IS NULL) <> (incident_id IS NULL)", name=op.f("ck_response_to_one_thing")),
        sa.CheckConstraint("conceded_low >= 0", name=op.f("ck_response_conceded_low_not_negative")),
        sa.CheckConstraint("conceded_low <= conceded_high", name=op.f("ck_response_conceded_in_order")),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_response_claim_id")),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name=op.f("fk_response_incident_id")),
        sa.ForeignKeyConstraint(["responder_id"], ["actor.id"], name=op.f("fk_response_responder_id")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_response_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_response")),
        sa.UniqueConstraint("code", name=op.f("uq_response_code")),
    )
    op.create_index("ix_response_claim_id", "response", ["claim_id"])
    op.create_index("ix_response_incident_id", "response", ["incident_id"])


def _make_annotations() -> None:
    kinds = _words("annotationkind", "event", "methodology_change", "data_release", "correction", "access_restriction")
    op.create_table(
        "annotation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("conflict_id", sa.Integer(), nullable=True),
        sa.Column("claimant_id", sa.Integer(), nullable=True),
        sa.Column("start_date", sa.Date(), nullable=False),
        sa.Column("end_date", sa.Date(), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("kind", kinds, nullable=False),
        sa.Column("notes", sa.Text(), nullable=True),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("start_date <= end_date", name=op.f("ck_annotation_days_in_order")),
        sa.ForeignKeyConstraint(["conflict_id"], ["conflict.id"], name=op.f("fk_annotation_conflict_id")),
        sa.ForeignKeyConstraint(["claimant_id"], ["actor.id"], name=op.f("fk_annotation_claimant_id")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_annotation_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_annotation")),
        sa.UniqueConstraint("code", name=op.f("uq_annotation_code")),
    )
    op.create_index("ix_annotation_conflict_id", "annotation", ["conflict_id"])
