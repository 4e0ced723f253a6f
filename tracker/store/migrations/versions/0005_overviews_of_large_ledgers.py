"""Indexes for the overviews of large ledgers

No record is touched.

Revision: 0005, follows 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

STOOD = ["stood_until", "stood_from", "removed_at", "recorded_at"]


def upgrade() -> None:
    exact = sa.text("qualifier = 'exact'")
    op.drop_index("ix_claim_claimant_id_stated_at", table_name="claim")
    op.create_index("ix_claim_of_claimant", "claim", ["claimant_id", "stated_at", "direction", *STOOD])
    op.create_index(
        "ix_claim_exact",
        "claim",
        ["claimant_id", "stated_value", "stated_at", *STOOD],
        sqlite_where=exact,
        postgresql_where=exact,
    )
    stood = sa.text("before IS NOT NULL")
    op.create_index("ix_revision_changed_by_id", "revision", ["changed_by", "id"])
    op.create_index("ix_revision_of_what_stood", "revision", ["id"], sqlite_where=stood, postgresql_where=stood)
    by_status = ["status", "known_month", "scope", "claims", "people", "without_lower"]
    op.create_index("ix_claim_tally_by_status", "claim_tally", by_status)
    by_claimant = ["claimant_id", "direction", "status", "known_month", "claims"]
    op.create_index("ix_claim_tally_by_claimant", "claim_tally", by_claimant)
