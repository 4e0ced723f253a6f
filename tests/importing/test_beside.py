"""Files of relations and responses in our own layout: recognised, taken whole or not at all, once, and taken back."""

import pytest

from tests.makers import a_claim_on_an_incident, as_csv, record
from tracker.importing import Options, import_csv


@pytest.fixture
def two(ledger):
    claims = [
        a_claim_on_an_incident(code=f"caaaaaaaa{number}", verbatim=words, stated_at=day)
        for number, words, day in ((2, "63", "2023-01-02"), (3, "89", "2023-01-04"))
    ]
    record(ledger.engine, *claims)
    return [claim.code for claim in claims]


def relation(two, **changes):
    return {"from_claim": two[1], "to_claim": two[0], "kind": "revises", "note": "The ministry said so."} | changes


def response(two, **changes):
    return {"claim": two[0], "responder": "Army B", "response": "no_comment", "stated_at": "2023-01-03"} | changes


def take(ledger, path):
    return ledger.importer(by="T").take(path, Options())


def test_a_file_is_recognised_by_its_header_and_recorded_once(ledger, two, make_file):
    relations, responses = make_file(as_csv([relation(two)]), "a.csv"), make_file(as_csv([response(two)]), "b.csv")

    for path in (relations, responses, relations, responses):
        report = take(ledger, path)
        assert (report.rows_read, report.rows_taken, report.problems) == (1, 1, [])

    assert list(ledger.relations(two[0])["kind"]) == ["revises"]
    assert list(ledger.responses(claim=two[0])["responder"]) == ["Army B"]


def test_a_file_with_a_fault_records_nothing_and_says_the_row(ledger, two, make_file):
    rows = [relation(two), relation(two, from_claim="cnotthere9"), relation(two, kind="mends"), relation(two, note="")]

    report = take(ledger, make_file(as_csv(rows)))

    assert report.rows_refused == 3
    assert [problem.split(":")[0] for problem in report.problems] == ["row 3", "row 4", "row 5"]
    assert "cnotthere9" in report.problems[0]
    assert ledger.relations(two[0]).empty


def test_claims_go_before_what_stands_beside_them(ledger, two, make_file):
    beside = make_file(
        as_csv([response(two, claim="", incident="Strike on the pier", responder="Harbour master")]), "a.csv"
    )
    claims = make_file(
        as_csv([{"conflict": "W", "claimant": "M", "affected_party": "P", "metric": "killed", "verbatim": "3",
                 "stated_at": "2023-01-02", "source_url": "https://example.org/x", "incident": "Strike on the pier"}]),
        "b.csv",
    )  # fmt: skip

    report = import_csv(ledger.engine, [beside, claims], by="T", reason="t")

    assert (report.problems, report.new) == ([], 1)
    assert list(ledger.responses(incident="Strike on the pier")["responder"]) == ["Harbour master"]


def test_a_file_is_taken_back_as_a_whole(ledger, two, make_file):
    batch = take(ledger, make_file(as_csv([relation(two)]), "a.csv")).batch
    other = take(ledger, make_file(as_csv([response(two, responder="A new body")]), "b.csv")).batch

    ledger.undo_import(batch, by="T", because="tried")
    ledger.undo_import(other, by="T", because="tried")

    assert ledger.relations(two[0]).empty
    assert ledger.responses(claim=two[0]).empty
    assert ledger.claim(two[0]).claim["lifecycle"] == "current"
    assert "A new body" not in ledger.names()["actor"]
