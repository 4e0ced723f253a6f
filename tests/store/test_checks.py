import pytest
from sqlalchemy import text

from tests.makers import a_claim, a_claim_on_an_incident, assess, fill_the_tables_beside_claims, record
from tracker.store.checks import faults_of


@pytest.fixture
def used(engine):
    """A sound store in which claims were added, changed and assessed more than once."""
    record(engine, a_claim(code="cassessed1"), a_claim_on_an_incident(code="cincident1"))
    assess(engine, "cassessed1", decided_at="2023-03-01")
    assess(engine, "cassessed1", decided_at="2023-02-01", status="disputed", confirmed_low=None)
    assess(engine, "cassessed1", decided_at="2023-03-01", confirmed_low=200)
    fill_the_tables_beside_claims(engine, "cincident1")
    return engine


def test_a_used_store_is_sound(used):
    assert faults_of(used) == []


@pytest.mark.parametrize(
    ("tampering", "fault"),
    [
        ("DELETE FROM claim_source WHERE claim_id = 1", "1 claims have no source"),
        ("DELETE FROM revision WHERE entity_code = 'cincident1'", "1 claims have no history"),
        ("UPDATE current_assessment SET assessment_id = 2, status = 'disputed'", "not their latest"),
        ("UPDATE current_assessment SET assessment_id = 1", "not their latest"),  # of one day, the last recorded
        ("UPDATE current_assessment SET status = 'confirmed'", "not their latest"),
        ("DELETE FROM current_assessment", "listed as unassessed"),
        ("DELETE FROM claim_end", "ended otherwise than their relations say"),
        ("UPDATE claim_end SET lifecycle = 'retracted'", "ended otherwise than their relations say"),
        ("DELETE FROM ledger", "hold the data version"),
    ],
)
def test_what_was_tampered_with_is_found(used, tampering, fault):
    with used.execution_options(tracker_writes=True).begin() as connection:
        connection.execute(text(tampering))
    assert [found for found in faults_of(used) if fault in found]


def test_a_row_that_points_at_nothing_is_found(sqlite_engine):
    record(sqlite_engine, a_claim())
    raw = sqlite_engine.raw_connection()
    raw.execute("PRAGMA foreign_keys=OFF")
    raw.execute("UPDATE claim SET claimant_id = 99")
    raw.execute("PRAGMA foreign_keys=ON")
    raw.close()
    assert "1 rows point at a row that does not exist" in faults_of(sqlite_engine)
