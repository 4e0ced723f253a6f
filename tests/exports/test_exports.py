"""Files that others can use: every format holds exactly the view, and comes back as the same claims."""

import csv
import hashlib
import io
import json
import zipfile
from datetime import date

import pandas as pd
import pyarrow.parquet as pq
import pytest
from frictionless import validate
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import load_workbook

from tests.makers import a_claim, a_claim_on_an_incident, an_assessment, any_claim, record
from tracker import exports
from tracker.claims import InvalidClaimError, parse_annotation, parse_relation, parse_response
from tracker.csv_files import COLUMNS, InvalidFileError, parse_row, to_csv
from tracker.exports import about_view
from tracker.filters import EVERY_CLAIM, ClaimFilter
from tracker.importing import Options, read_own_rows
from tracker.ledger import Ledger, open_ledger
from tracker.settings import Settings
from tracker.store.database import reading
from tracker.store.dump import dump_table, tables

URL = "https://claims.example"
ENDINGS = [".csv", ".xlsx", ".parquet", ".jsonl"]


def batches_of(*claims):
    rows = [claim.model_dump() | (claim.model_dump()["assessment"] or {"status": "unassessed"}) for claim in claims]
    return [{name: [row.get(name) for row in rows] for name in COLUMNS}]


def write(path, ending, *claims):
    batches, about = batches_of(*claims), about_view(EVERY_CLAIM, len(claims), URL)
    if ending == ".csv":
        path.write_text("".join(to_csv(batches, URL)), encoding="utf-8", newline="")
    elif ending == ".jsonl":
        path.write_text("".join(exports.to_lines(batches, URL)), encoding="utf-8", newline="")
    elif ending == ".xlsx":
        exports.write_workbook(path, batches, about, URL)
    else:
        exports.write_parquet(path, batches, about, URL)


@pytest.mark.parametrize("ending", ENDINGS)
@given(claims=st.lists(any_claim(), min_size=1, max_size=3))
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
def test_any_claims_written_out_read_back_as_the_same_claims(tmp_path_factory, ending, claims):
    path = tmp_path_factory.getbasetemp() / f"any{ending}"
    write(path, ending, *claims)

    assert [parse_row(row) for row in read_own_rows(path)] == claims


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize(
    "words",
    [
        "=1+1",
        "'600",
        "_x0041_ 600",
        "600\nkilled",
        "NA",
        "TRUE",
        "2023",
        "600.0",
        "1e3",
        'a;b, c\t"d"',
        "👨‍👩‍👧 600",
        "יותר מ־600",
        "#N/A",
    ],
)
def test_words_come_back_letter_by_letter(tmp_path, ending, words):
    claim = a_claim(verbatim=words, notes=words, stated_value="7", low="7", bounds_reason=words)
    path = tmp_path / f"words{ending}"
    write(path, ending, claim)

    assert [parse_row(row) for row in read_own_rows(path)] == [claim]


def test_a_workbook_has_real_dates_empty_cells_and_says_what_it_is(tmp_path):
    path = tmp_path / "x.xlsx"
    write(path, ".xlsx", a_claim(verbatim='=HYPERLINK("x")', stated_value=None), a_claim(stated_at="1899-06-01"))
    book = load_workbook(str(path))
    header, first, second = book.get_sheet_by_name("claims").to_python()
    cell = dict(zip(header, first, strict=True))

    assert book.sheet_names == ["claims", "dictionary", "about"]
    assert (cell["stated_at"], cell["high"], cell["verbatim"]) == (date(2023, 1, 8), "", '=HYPERLINK("x")')
    assert dict(zip(header, second, strict=True))["stated_at"] == "1899-06-01"
    assert "every claim" in str(book.get_sheet_by_name("about").to_python())
    assert len(book.get_sheet_by_name("dictionary").to_python()) == len(COLUMNS) + 1
    with zipfile.ZipFile(path) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")


def test_a_sheet_says_what_it_cannot_hold(tmp_path):
    long = a_claim(sources=" ".join(f"https://example.org/{number:05}/{'x' * 1_900}" for number in range(20)))
    with pytest.raises(InvalidFileError, match="the sources of a claim has 38,"):
        write(tmp_path / "x.xlsx", ".xlsx", long)
    with pytest.raises(InvalidFileError, match="at most 1,048,575 rows"):
        exports.write_workbook(tmp_path / "y.xlsx", [], about_view(EVERY_CLAIM, 2_000_000, URL), URL)


def test_parquet_has_typed_columns_and_tells_its_view(tmp_path):
    path = tmp_path / "x.parquet"
    write(path, ".parquet", a_claim(tags="a;b"), a_claim(verbatim="up to 30"))
    frame = pd.read_parquet(path)
    schema = pq.read_schema(path)

    assert [str(schema.field(name).type) for name in ("stated_at", "low", "tags", "recorded_at", "verbatim")] == [
        "date32[day]",
        "int64",
        "list<element: string>",
        "timestamp[us, tz=UTC]",
        "string",
    ]
    assert schema.metadata[b"filter"] == b"every claim"
    assert frame["low"].isna().tolist() == [False, True]
    assert list(frame.columns) == list(COLUMNS)


def test_assessed_claims_alone_become_claim_reviews():
    confirmed = a_claim_on_an_incident(sources="https://example.org/2").model_copy(
        update={"assessment": an_assessment(assessment_sources="https://example.org/list")}
    )
    unverified = a_claim().model_copy(
        update={
            "assessment": an_assessment(
                status="unverified", confirmed_low=None, evidence_basis="", n_independent_origins=None
            )
        }
    )
    document = json.loads("".join(exports.to_claim_reviews(batches_of(confirmed, unverified, a_claim()), URL)))
    first, second = document["@graph"]

    assert document["@context"] == "https://schema.org"
    assert (first["@type"], first["claimReviewed"], first["url"]) == (
        "ClaimReview",
        "more than 600",
        f"{URL}/claims?claim={confirmed.code}",
    )
    assert (first["reviewRating"]["alternateName"], first["reviewRating"]["ratingValue"]) == ("Partially confirmed", 3)
    assert "ratingValue" not in second["reviewRating"]
    assert [page["url"] for page in first["itemReviewed"]["appearance"]] == [
        "https://example.org/news",
        "https://example.org/2",
    ]
    assert json.loads("".join(exports.to_claim_reviews([], URL)))["@graph"] == []


def everything(engine):
    with reading(engine) as session:
        return {
            table.name: [row for rows in dump_table(session, table, EVERY_CLAIM) for row in rows] for table in tables()
        }


def beside_them(ledger, strike):
    """A correction, a response and an annotation."""
    later = a_claim_on_an_incident(verbatim="650", stated_at="2023-01-09")
    record(ledger.engine, later)
    relation = parse_relation(
        {"from_claim": later.code, "to_claim": strike.code, "kind": "corrects", "note": "said so"}
    )
    ledger.add_relation(relation, by="Ana")
    response = {"claim": strike.code, "responder": "Army B", "response": "no_comment", "stated_at": "2023-01-09"}
    ledger.add_response(parse_response(response), by="Ana", reason="asked")
    annotation = {"start_date": "2023-01-02", "title": "Strike", "kind": "event", "conflict": "War of Examples"}
    ledger.add_annotation(parse_annotation(annotation), by="Ana", reason="to see it")


@pytest.fixture
def worked_on(ledger, tmp_path):
    """A ledger with a bit of everything: assessments, corrections, an import and one that was undone."""
    strike = a_claim_on_an_incident(tags="a;b", notes="=1+1", sources="https://example.org/2")
    record(
        ledger.engine,
        strike.model_copy(update={"assessment": an_assessment(assessment_sources="https://example.org/list")}),
        a_claim(),
        a_claim(conflict="Another war"),
    )
    ledger.change_claim(strike.model_copy(update={"notes": "later"}), by="Ana", reason="mend", expected_version=1)
    ledger.add_alias("Ministry A", "MoD A", by="Ana")
    beside_them(ledger, strike)
    for name in ("kept.csv", "undone.csv"):
        path = tmp_path / name
        path.write_text("".join(to_csv(batches_of(a_claim(claimant=name), a_claim(metric="wounded")), URL)))
        batch = ledger.importer(by="Ben").take(path, Options()).batch
    ledger.undo_import(batch, by="Ana", because="wrong")
    return ledger


@pytest.fixture
def empty(tmp_path, ledger, postgres, request):
    """An empty ledger on SQLite, whatever the other one is on."""
    return open_ledger(Settings(database_url=f"sqlite:///{tmp_path / 'second.db'}"), with_records=False)


def test_a_package_put_into_an_empty_store_gives_back_the_same_store(worked_on, empty, tmp_path):
    path = tmp_path / "package.zip"
    worked_on.write_file(EVERY_CLAIM, path, ".zip")
    claims = empty.restore(path, by="Somebody")

    first, second = everything(worked_on.engine), everything(empty.engine)
    assert claims == len(first["claim"]) > 3
    assert {name: rows for name, rows in second.items() if name != "ledger"} == {
        name: rows for name, rows in first.items() if name != "ledger"
    }
    assert all(rows for name, rows in first.items() if name != "import_row")
    record(empty.engine, a_claim(claimant="Someone new"))
    assert len(everything(empty.engine)["claim"]) == claims + 1


def test_a_package_goes_into_a_store_of_the_other_kind_and_back(worked_on, empty, tmp_path, engine):
    there, back = tmp_path / "there.zip", tmp_path / "back.zip"
    worked_on.write_file(EVERY_CLAIM, there, ".zip")
    before = everything(worked_on.engine)
    empty.restore(there, by="T")
    empty.write_file(EVERY_CLAIM, back, ".zip")
    with engine.execution_options(tracker_writes=True).begin() as connection:
        for table in reversed(tables()):
            if table.name != "ledger":
                connection.execute(table.delete())
    worked_on.restore(back, by="T")

    after = everything(worked_on.engine)
    assert {name: rows for name, rows in after.items() if name != "ledger"} == {
        name: rows for name, rows in before.items() if name != "ledger"
    }
    record(worked_on.engine, a_claim(claimant="Someone new", conflict="New war"))


def test_a_package_is_what_others_check_packages_by(worked_on, tmp_path):
    path, folder = tmp_path / "package.zip", tmp_path / "unpacked"
    worked_on.write_file(EVERY_CLAIM, path, ".zip")
    with zipfile.ZipFile(path) as archive:
        archive.extractall(folder)
        names = archive.namelist()
    found = validate(str(folder / "datapackage.json"))

    assert found.valid, found.flatten(["rowNumber", "fieldName", "type", "message"])[:5]
    assert {f"tables/{table.name}.csv" for table in tables()} | {
        "claims.csv",
        "README.md",
        "LICENCE.txt",
        "datapackage.json",
    } == set(names)


def test_the_package_of_a_view_holds_its_claims_and_what_they_point_at(worked_on, empty, tmp_path):
    path = tmp_path / "view.zip"
    wanted = ClaimFilter(conflict=("Another war",))
    worked_on.write_file(wanted, path, ".zip")
    with zipfile.ZipFile(path) as archive:
        rows = {
            name: list(csv.reader(io.StringIO(archive.read(f"tables/{name}.csv").decode())))
            for name in ("claim", "conflict", "incident")
        }
        view = list(csv.DictReader(io.StringIO(archive.read("claims.csv").decode())))

    assert [len(found) - 1 for found in rows.values()] == [1, 1, 0]
    assert [row["conflict"] for row in view] == ["Another war"]
    assert empty.restore(path, by="T") == 1
    assert empty.claims(EVERY_CLAIM).rows["conflict"].tolist() == ["Another war"]


def spoil(path, name, change, *, with_new_hash=True):
    """A copy of a package in which one member differs."""
    other = path.with_name("spoilt.zip")
    with zipfile.ZipFile(path) as archive, zipfile.ZipFile(other, "w") as copy:
        for member in archive.namelist():
            content = archive.read(member)
            if member == name:
                content = change(content)
            if member == "datapackage.json" and with_new_hash and name != member:
                changed = change(archive.read(name)) or b""
                old, new = (hashlib.sha256(one).hexdigest().encode() for one in (archive.read(name), changed))
                content = content.replace(old, new)
            if content is not None:
                copy.writestr(member, content)
    return other


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        ("tables/claim.csv", lambda _: None, "lacks the table claim"),
        ("tables/claim.csv", lambda text: text.replace(b"code", b"kode", 1), "the columns are id, kode"),
        (
            "tables/claim.csv",
            lambda text: text.replace(b"2023-01-08", b"2023-13-08", 1),
            "row 1: .* cannot be '2023-13-08'",
        ),
        ("tables/claim.csv", lambda text: text.replace(b",killed,", b",dead,", 1), "cannot be 'dead'"),
        ("tables/claim.csv", lambda text: text + b"1,2,3\n", "cells under a header"),
        ("tables/claim_source.csv", lambda text: text.replace(b"\n1,", b"\n999,", 1), "contradicts itself"),
        ("tables/claim.csv", lambda text: b"\xff" + text, "cannot be read|the columns are"),
        ("tables/ledger.csv", lambda text: text + b"2,5\n", "contradicts itself|one row"),
        ("datapackage.json", lambda _: b"{}", "the package is broken"),
        ("datapackage.json", lambda _: b"[", "the package is broken"),
    ],
)
def test_a_spoilt_package_is_refused_with_a_sentence_and_leaves_the_store_empty(
    worked_on, empty, tmp_path, name, change, said
):
    path = tmp_path / "package.zip"
    worked_on.write_file(EVERY_CLAIM, path, ".zip")
    with pytest.raises(InvalidFileError, match=said):
        empty.restore(spoil(path, name, change), by="T")

    assert not everything(empty.engine)["claim"]
    assert empty.restore(path, by="T") > 3


def test_a_package_that_was_changed_since_it_was_written_is_refused(worked_on, empty, tmp_path):
    path = tmp_path / "package.zip"
    worked_on.write_file(EVERY_CLAIM, path, ".zip")
    changed = spoil(path, "tables/claim.csv", lambda text: text.replace(b"600", b"900", 1), with_new_hash=False)
    with pytest.raises(InvalidFileError, match=r"tables/claim\.csv is not as it was written"):
        empty.restore(changed, by="T")


def test_a_package_does_not_go_into_a_store_that_holds_something(worked_on, tmp_path):
    path = tmp_path / "package.zip"
    worked_on.write_file(EVERY_CLAIM, path, ".zip")
    before = everything(worked_on.engine)
    with pytest.raises(InvalidFileError, match="goes into an empty store"):
        worked_on.restore(path, by="T")

    assert everything(worked_on.engine) == before


def test_what_is_no_package_or_a_bomb_is_refused(empty, tmp_path):
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("tables/claim.csv", b"0" * 50_000_000)
    with pytest.raises(InvalidFileError, match="unpacks to more than is taken"):
        empty.restore(path, by="T")
    path.write_bytes(b"PK\x03\x04 no zip")
    with pytest.raises(InvalidFileError, match="the package is broken"):
        empty.restore(path, by="T")
    assert not exports.is_package(path)


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".parquet", ".jsonl"])
def test_a_file_of_each_kind_fills_another_store_with_the_same_claims(worked_on, empty, tmp_path, ending):
    path = tmp_path / f"all{ending}"
    worked_on.write_file(EVERY_CLAIM, path, ending)
    report = empty.importer(by="T").take(path, Options())

    assert report.new == report.rows_read > 3
    again, first = "".join(empty.csv(EVERY_CLAIM)), "".join(worked_on.csv(EVERY_CLAIM))
    without = [name for name in COLUMNS if name not in ("recorded_at", "record_url", "lifecycle")]
    frames = [
        pd.read_csv(io.StringIO(text), dtype=str)[without].sort_values("code", ignore_index=True)
        for text in (first, again)
    ]
    assert frames[0].equals(frames[1])


def test_a_workbook_without_claims_is_still_one_of_ours(empty, tmp_path):
    path = tmp_path / "none.xlsx"
    empty.write_file(EVERY_CLAIM, path, ".xlsx")

    assert list(read_own_rows(path)) == []
    assert isinstance(empty, Ledger)
    with pytest.raises(InvalidClaimError):
        parse_row(next(iter(read_own_rows(tmp_path / "none.xlsx")), None) or _no_row())


def _no_row():
    from tracker.csv_files import Row

    return Row(2, {})
