from collections.abc import Iterator

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Column, Connection, Engine, Enum, text
from sqlalchemy.exc import IntegrityError

from tests.makers import a_claim_on_an_incident, an_assessment, fill_the_tables_beside_claims, record
from tracker import vocabulary
from tracker.store.database import _alembic_config, answers, migrate, open_engine
from tracker.store.tables import Table

WORD_COLUMNS = [column for table in Table.metadata.sorted_tables for column in table.c if isinstance(column.type, Enum)]
COMPUTED_OR_LISTED = {  # never a column of its own
    "SeriesKind", "Axis", "EvidenceBasis", "AsOfBasis", "Policy", "RecordKind", "ChangeKind", "Varying",
}  # fmt: skip


@pytest.fixture(scope="module")
def filled(module_engine: Engine) -> Engine:
    """A migrated database with a row in every table."""
    claim = a_claim_on_an_incident(coverage_start="2023-01-01", coverage_end="2023-01-02")
    assessment = an_assessment(assessment_sources="https://example.org/list")
    record(module_engine, claim.model_copy(update={"assessment": assessment}))
    fill_the_tables_beside_claims(module_engine, claim.code)
    return module_engine


@pytest.fixture
def full(filled: Engine) -> Iterator[Connection]:
    """A connection to it; what is written here is not kept."""
    with filled.execution_options(tracker_writes=True).connect() as connection:
        yield connection
        connection.rollback()


def test_an_empty_database_becomes_exactly_the_tables(empty_url):
    engine = open_engine(empty_url)
    migrate(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Table.metadata) == []
    engine.dispose()


def test_migrating_again_changes_nothing(empty_url):
    engine = open_engine(empty_url)
    migrate(engine)
    migrate(engine)
    assert answers(engine)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT data_version FROM ledger")).all() == [(0,)]
    engine.dispose()


@pytest.mark.parametrize(("revision", "made_anew"), [("0004", True), ("0005", False), ("0006", False)])
def test_sums_are_made_anew_where_a_step_may_change_what_they_are(empty_url, revision, made_anew):
    engine = open_engine(empty_url)
    with engine.execution_options(tracker_writes=True).begin() as connection:
        command.upgrade(_alembic_config(connection), revision)
    record(engine, a_claim_on_an_incident())
    with engine.execution_options(tracker_writes=True).begin() as connection:
        connection.execute(text("UPDATE claim_tally SET claims = 7"))
    migrate(engine)

    with engine.connect() as connection:
        assert connection.execute(text("SELECT DISTINCT claims FROM claim_tally")).all() == [(1 if made_anew else 7,)]
        assert compare_metadata(MigrationContext.configure(connection), Table.metadata) == []
    engine.dispose()


@pytest.mark.parametrize("column", WORD_COLUMNS, ids=str)
def test_every_word_of_the_vocabulary_can_be_stored(full, column):
    for word in column.type.enums:
        if (column.table.name, word) == ("assessment", "unassessed"):
            continue  # an assessment says something; its own constraint is tested with the others
        written = full.execute(text(_statement(column, word)), {"word": word})
        assert written.rowcount >= 1, f"no row to try {column} = {word} on"
        full.rollback()


@pytest.mark.parametrize("column", WORD_COLUMNS, ids=str)
def test_a_word_that_is_not_in_the_vocabulary_is_refused(full, column):
    with pytest.raises(IntegrityError):
        full.execute(text(_statement(column, "no such word")), {"word": "no such word"})


def _statement(column: Column, word: str) -> str:
    """Set a word, and what it cannot stand without."""
    beside = ""
    if column.table.name == "assessment" and word == "refuted":
        beside = ", refutation_kind = 'understated'"
    if column.name == "refutation_kind":
        beside = ", status = 'refuted'"
    return f"UPDATE {column.table.name} SET {column.name} = :word{beside}"


def test_every_closed_list_guards_a_column_with_all_its_words():
    guarded = {column.type.enum_class.__name__: column.type.enums for column in WORD_COLUMNS}
    lists = {
        name: [word.value for word in kind]
        for name, kind in vars(vocabulary).items()
        if isinstance(kind, type) and issubclass(kind, vocabulary.Term) and kind is not vocabulary.Term
    }
    assert guarded == {name: words for name, words in lists.items() if name not in COMPUTED_OR_LISTED}
