"""Whose a claim is and when it was stated, found without its row: by its number, and its number by its claimant

No record is touched, and no running sum.

Revision: 0006, follows 0005
"""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None
keeps_sums = True


def upgrade() -> None:
    stood = ["stood_until", "stood_from", "removed_at", "recorded_at"]
    op.drop_index("ix_claim_of_claimant", table_name="claim")
    op.create_index("ix_claim_of_claimant", "claim", ["claimant_id", "stated_at", "direction", *stood, "id"])
    op.create_index("ix_claim_said", "claim", ["id", "claimant_id", "stated_at", *stood])
