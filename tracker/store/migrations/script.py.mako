"""${message}

A migration says what it does to records that exist, keeps every row, and runs on SQLite and PostgreSQL alike.
An enum word added here needs its CHECK constraint written out: Alembic does not notice new words.

Revision: ${up_revision}, after ${down_revision | comma,n}.
"""

import sqlalchemy as sa
from alembic import op
${imports if imports else ""}
revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None


def upgrade() -> None:
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    ${downgrades if downgrades else "pass"}
