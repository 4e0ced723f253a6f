"""Runs the migrations on the connection it is handed."""

from alembic import context

from tracker.store.tables import Table

context.configure(connection=context.config.attributes["connection"], target_metadata=Table.metadata)
with context.begin_transaction():
    context.run_migrations()
