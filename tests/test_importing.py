"""A file is recorded whole or not at all; a record is never doubled; what leaves one store fills another."""

import pytest

from tests.makers import FIELDS, a_claim, as_csv, record, rows_of
from tracker.csv_files import InvalidFileError
from tracker.filters import EVERY_CLAIM
from tracker.importing import UnknownRecipeError, import_csv
from tracker.ledger import load_shipped_records
from tracker.settings import PROJECT_FOLDER

RECORDS = PROJECT_FOLDER / "data" / "records"


def taken(report):
    return report.rows_read == report.rows_taken + report.rows_left_out + report.rows_refused


def kinds(report):
    return (report.new, report.unchanged, report.changed, report.conflicting, report.duplicate)


def without_recorded_at(text):
    return [{name: cell for name, cell in row.items() if name != "recorded_at"} for row in rows_of(text)]


def test_a_file_is_taken_and_every_row_accounted_for(ledger, make_file):
    report = ledger.import_csv(make_file(as_csv([dict(FIELDS), dict(FIELDS) | {"metric": "wounded"}])), by="T")

    assert kinds(report) == (2, 0, 0, 0, 0)
    assert taken(report)
    assert report.claims == sum(kinds(report))
    assert ledger.claims(EVERY_CLAIM).total == 2


def test_one_bad_row_and_nothing_is_recorded(ledger, make_file):
    rows = [dict(FIELDS), dict(FIELDS) | {"stated_at": "2999-01-01"}]

    report = ledger.import_csv(make_file(as_csv(rows)), by="T")

    assert report.problems == [
        "row 3: stated_at 2999-01-01 is in the future; a claim is recorded once it has been made"
    ]
    assert (report.rows_refused, report.claims) == (1, 0)
    assert ledger.claims(EVERY_CLAIM).total == 0
    assert ledger.names() == {"conflict": [], "actor": []}


def test_a_dry_run_records_nothing(ledger, make_file):
    report = ledger.import_csv(make_file(as_csv([FIELDS])), by="T", dry_run=True)

    assert kinds(report) == (1, 0, 0, 0, 0)
    assert ledger.claims(EVERY_CLAIM).total == 0


def test_a_code_twice_in_a_file_is_refused(ledger, make_file):
    row = dict(FIELDS) | {"code": "cabcdefgh2"}

    report = ledger.import_csv(make_file(as_csv([row, row])), by="T")

    assert "row 3: code: cabcdefgh2 stands on row 2 already" in report.problems[0]
    assert ledger.claims(EVERY_CLAIM).total == 0


def test_a_record_that_is_known_is_changed_and_never_doubled(ledger, make_file):
    row = dict(FIELDS) | {"code": "cabcdefgh2"}
    ledger.import_csv(make_file(as_csv([row])), by="T")

    again = ledger.import_csv(make_file(as_csv([row])), by="T")
    changed = ledger.import_csv(make_file(as_csv([row | {"verbatim": "more than 700"}])), by="T")

    assert (kinds(again), kinds(changed)) == ((0, 1, 0, 0, 0), (0, 0, 1, 0, 0))
    known = ledger.claim("cabcdefgh2")
    assert (known.claim["low"], known.version) == (701, 2)
    assert '"low":601' in known.history["before"].iloc[0]


def test_an_assessment_comes_with_its_claim(ledger, make_file):
    assessed = {
        "status": "partially_confirmed", "confirmed_low": "92", "evidence_basis": "named_list", "rationale": "92 names",
        "assessor": "B", "decided_at": "2023-01-25", "assessment_sources": "https://example.org/1 https://example.org/2",
    }  # fmt: skip
    ledger.import_csv(make_file(as_csv([dict(FIELDS) | assessed | {"code": "cabcdefgh2"}])), by="T")

    known = ledger.claim("cabcdefgh2")
    assert (known.claim["status"], known.claim["confirmed_low"]) == ("partially_confirmed", 92)
    assert known.assessments["sources"].iloc[0] == ["https://example.org/1", "https://example.org/2"]


def test_a_recipe_that_does_not_exist_is_said(ledger, make_file):
    with pytest.raises(UnknownRecipeError, match="ucdp"):
        ledger.import_csv(make_file(as_csv([FIELDS])), by="T", recipe="ucdp")


def test_a_file_that_is_none_records_nothing(ledger, make_file):
    with pytest.raises(InvalidFileError):
        ledger.import_csv(make_file(b"\x89PNG\r\n"), by="T")


def test_the_shipped_records_load_once(engine, ledger):
    assert load_shipped_records(engine, RECORDS) == 309
    assert load_shipped_records(engine, RECORDS) == 0
    assert ledger.claims(EVERY_CLAIM).total == 309


def test_a_store_with_claims_is_left_as_it_is(engine):
    record(engine, a_claim())

    assert load_shipped_records(engine, RECORDS) == 0


def test_the_shipped_records_give_the_same_file_from_both_databases(two_engines):
    from tests.conftest import ledger_on

    files = []
    for engine in two_engines:
        load_shipped_records(engine, RECORDS)
        text = "".join(ledger_on(engine).csv(EVERY_CLAIM))
        moments = {row["recorded_at"] for row in rows_of(text)}
        for moment in moments:
            text = text.replace(moment, "")
        files.append(text.encode())

    assert files[0] == files[1]
    assert files[0].count(b"\n") > 309


def test_what_leaves_one_store_fills_another_with_the_same(two_engines, make_file):
    from tests.conftest import ledger_on

    first, second = map(ledger_on, two_engines)
    load_shipped_records(first.engine, RECORDS)
    text = "".join(first.csv(EVERY_CLAIM))
    file = make_file(text)

    report = import_csv(second.engine, [file], by="T", reason="moved")
    again = import_csv(first.engine, [file], by="T", reason="again")

    assert (report.new, report.problems) == (309, [])
    assert kinds(again) == (0, 309, 0, 0, 0)
    assert without_recorded_at("".join(second.csv(EVERY_CLAIM))) == without_recorded_at(text)
