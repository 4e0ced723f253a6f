"""Incidents are found by a title they once had without looking at all of them

No record is touched, and no running sum.

Revision: 0007, follows 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None
keeps_sums = True


def upgrade() -> None:
    earlier = sa.text("stood_until IS NOT NULL")
    op.create_index("ix_incident_once_called", "incident", ["title"], sqlite_where=earlier, postgresql_where=earlier)
