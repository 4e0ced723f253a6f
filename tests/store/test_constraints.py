"""What the database itself refuses, whoever writes to it: statements here go past the claims and the store."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from tests.makers import a_claim, a_claim_on_an_incident, an_assessment, fill_the_tables_beside_claims, record
from tracker.store.batches import FileOfBatch, record_batch, record_rows
from tracker.store.database import writing
from tracker.store.tables import Table

FOREIGN_KEYS = [
    (table.name, key.parent.name, key.column.table.name)
    for table in Table.metadata.sorted_tables
    for key in sorted(table.foreign_keys, key=lambda key: key.parent.name)
]


@pytest.fixture(scope="module")
def stored(module_engine):
    """A store with a row in every table, and a way to tell it something past all checks of ours."""
    incident = a_claim_on_an_incident(code="cincident1", incident_end="2023-01-03")
    period = a_claim(code="cperiod111", coverage_start="2023-01-01", coverage_end="2023-01-05")
    assessment = an_assessment(confirmed_high=200, assessment_sources="https://example.org/list")
    record(module_engine, incident.model_copy(update={"assessment": assessment}), period)
    fill_the_tables_beside_claims(module_engine, "cincident1")
    with writing(module_engine, by="T", reason="a file") as session:
        batch = record_batch(session, FileOfBatch("a.csv", "0" * 64, 1, "own", None, {}), {}, first_revision=1)
        record_rows(session, batch, [("cincident1", 2, "new")])

    def tell(statement: str) -> None:
        with module_engine.execution_options(tracker_writes=True).connect() as connection:
            connection.execute(text(statement))
            connection.rollback()  # what was not refused

    return tell


@pytest.mark.parametrize(
    "change",
    [
        "low = 5, high = 3",
        "low = 5, best = 4, high = 9",  # best below low
        "low = 5, best = 10, high = 9",  # best above high
        "low = NULL, best = 10, high = 9",  # ... also where low is open
        "low = -1",
        "low = NULL, high = -1",
        "low = NULL, high = NULL, best = -1",
        "stated_value = -1",
        "coverage_start = '2023-01-06'",  # after coverage_end
        "coverage_end = '2023-01-09'",  # after stated_at
        "as_of_date = '2023-01-09'",  # after stated_at
        "stated_at = '2999-01-01'",  # after it was recorded
        "metric = 'slain'",
        "metric = ''",
        "metric = NULL",
        "scope = 'incident'",  # and no incident
        "scope = 'period', coverage_start = NULL",
        "scope = 'period', coverage_end = NULL",
        "code = 'cincident1'",  # another claim's
        "code = NULL",
        "claimant_id = NULL",
        "affected_party_id = NULL",
        "verbatim = NULL",
        "recorded_at = NULL",
    ],
)
def test_a_claim_that_cannot_be_is_refused(stored, change):
    with pytest.raises(IntegrityError):
        stored(f"UPDATE claim SET {change} WHERE code = 'cperiod111'")


@pytest.mark.parametrize(
    "change",
    [
        "confirmed_low = -1",
        "confirmed_low = NULL, confirmed_high = -1",
        "confirmed_low = 300",  # above confirmed_high
        "n_independent_origins = -1",
        "status = 'unassessed'",
        "status = 'refuted'",  # and not how
        "refutation_kind = 'understated'",  # and not refuted
        "rationale = NULL",
        "assessor = NULL",
        "decided_at = NULL",
    ],
)
def test_an_assessment_that_cannot_be_is_refused(stored, change):
    with pytest.raises(IntegrityError):
        stored(f"UPDATE assessment SET {change}")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE incident SET end_date = '2023-01-01'",  # before it began
        "INSERT INTO ledger (id, data_version) VALUES (2, 0)",  # one row
        "INSERT INTO actor_role (id, conflict_id, actor_id, independence) "
        "SELECT id + 100, conflict_id, actor_id, independence FROM actor_role",  # a second role
        "UPDATE claim_relation SET from_claim_id = to_claim_id",  # a claim and itself
        "UPDATE response SET claim_id = NULL, incident_id = NULL",  # to nothing
        "UPDATE response SET claim_id = 1, incident_id = 1",  # to two things
        "UPDATE response SET conceded_low = -1",
        "UPDATE response SET conceded_low = 5, conceded_high = 3",
        "UPDATE annotation SET end_date = '2022-01-01'",  # before it began
        "UPDATE revision SET changed_by = NULL",
        "UPDATE revision SET reason = NULL",
        "INSERT INTO source (id, code, url) SELECT id + 100, 'sother', url FROM source",  # an address twice
    ],
)
def test_other_rows_that_cannot_be_are_refused(stored, statement):
    with pytest.raises(IntegrityError):
        stored(statement)


@pytest.mark.parametrize(("table", "column", "target"), FOREIGN_KEYS)
def test_a_row_cannot_point_at_nothing(stored, table, column, target):
    with pytest.raises(IntegrityError):
        stored(f"UPDATE {table} SET {column} = 999999")


@pytest.mark.parametrize("target", sorted({target for _, _, target in FOREIGN_KEYS}))
def test_a_row_that_others_point_at_cannot_be_deleted(stored, target):
    with pytest.raises(IntegrityError):
        stored(f"DELETE FROM {target}")
