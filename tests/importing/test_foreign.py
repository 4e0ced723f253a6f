"""Files of others: a recipe alone brings them in; later copies are compared; a file is undone as a whole."""

import json
from datetime import date

import pytest

from tests.makers import record
from tests.recipes.makers import HOSPITAL, a_recipe
from tests.tables.files import as_workbook, write_cells
from tracker.claims import parse_claim
from tracker.importing import Importer, InvalidFileError, Options, Outcome, UnknownRecipeError
from tracker.importing.own import claims_on_record
from tracker.recipes import parse_recipe
from tracker.store.batches import CannotUndoError, NoSuchBatchError
from tracker.store.database import reading, writing
from tracker.store.records import read_claim, read_versions
from tracker.store.tables import Table
from tracker.store.writes import change_claim

DAYS = [("2023-01-08", 3), ("2023-01-09", 5), ("2023-01-10", 9)]


def as_text(days):
    return "Day,Killed\n" + "".join(f"{day},{killed}\n" for day, killed in days)


@pytest.fixture
def take(ledger, tmp_path):
    """Take in a file of the hospital, whose figures are given by day."""

    def taking(days=DAYS, *, recipe=None, name="figures.csv", by="T", **options):
        path = tmp_path / name
        path.write_text(days if isinstance(days, str) else as_text(days), encoding="utf-8")
        importer = Importer(ledger.engine, [recipe or a_recipe()], 10_000_000, by)
        return importer.take(path, Options(**options), name=name)

    return taking


def kinds(report):
    assert report.rows_read == report.rows_taken + report.rows_left_out + report.rows_refused
    assert report.claims == report.new + report.unchanged + report.changed + report.conflicting + report.duplicate
    return report.new, report.unchanged, report.changed, report.conflicting, report.duplicate


def figures(ledger):
    rows = ledger.claims(ledger.everything, sort="oldest").rows
    return [(str(row.stated_at), row.verbatim, int(row.low)) for row in rows.itertuples()]


def correct(ledger, code, **changes):
    """Correct a claim by hand."""
    with writing(ledger.engine, by="Editor", reason="by hand") as session:
        known = claims_on_record(session, [code])[code].model_dump(exclude={"assessment"})
        bounds = dict.fromkeys(("stated_value", "low", "high", "qualifier"))
        fields = known | (bounds if "verbatim" in changes else {}) | changes
        change_claim(session, parse_claim(fields), expected_version=read_versions(session, [code])[code])


BOOKKEEPING = ("version_of", "stood_from", "stood_until", "removed_at")


def everything(engine):
    """Every row that stands, with what belongs to it; not what stood before."""
    with reading(engine) as session:
        rows = {
            table.name: [dict(row) for row in session.execute(table.select()).mappings()]
            for table in Table.metadata.sorted_tables
            if table.name not in ("ledger", "revision", "import_batch", "import_row")
        }
    standing = {name: [row for row in some if not row.get("stood_until")] for name, some in rows.items()}
    claims = {row["id"] for row in standing["claim"]}
    assessments = {row["id"] for row in standing["assessment"] if row["claim_id"] in claims}
    of_claims = [row for row in standing["claim_source"] if row["claim_id"] in claims]
    standing |= {
        "claim_source": of_claims,
        "assessment": [row for row in standing["assessment"] if row["id"] in assessments],
        "assessment_source": [row for row in standing["assessment_source"] if row["assessment_id"] in assessments],
    }
    return {
        name: sorted(str({key: value for key, value in row.items() if key not in BOOKKEEPING}) for row in some)
        for name, some in standing.items()
    }


def test_a_format_that_no_shipped_recipe_covers_needs_a_recipe_and_no_code(ledger, tmp_path):
    recipe = parse_recipe("""
name = "registry-office"
title = "Registry office: burials"
key = ["Nr."]
[file]
encoding = "windows-1251"
delimiter = ";"
header_row = 2
[recognise]
columns = ["Nr.", "Дата", "Загинуло"]
[missing]
words = ["–"]
[[leave_out]]
reason = "a subtotal"
when = [{ column = "Nr.", matches = "^Разом" }]
[constants]
conflict = "War of Examples"
claimant = "Registry office"
affected_party = "People in Raselna"
scope = "cumulative"
verbatim_language = "uk"
source_url = "https://registry.example"
[fields]
stated_at = { column = "Дата", date = "%d.%m.%Y" }
[[claims]]
id = "killed"
constants = { metric = "killed", population = "civilian" }
figure = { words = "Загинуло" }
[[claims]]
id = "wounded"
constants = { metric = "wounded" }
figure = { low = "Поранено від", high = "до" }
""")
    text = (
        "Реєстр поховань;;;;\nNr.;Дата;Загинуло;Поранено від;до\n"
        "1;08.01.2023;понад 600;3;7\n2;09.01.2023;–;–;12\nРазом;;600;3;19\n3;31.02.2023;5;;\n"
    )
    path = tmp_path / "burials.csv"
    path.write_bytes(text.encode("windows-1251"))
    report = Importer(ledger.engine, [recipe, a_recipe()], 10_000_000, "T").take(path, Options(skip_refused=True))

    assert (report.recipe, report.rows_taken, report.left_out) == ("registry-office", 2, {"a subtotal": 1})
    assert report.problems == ['row 6 (Nr. 3): stated_at: "31.02.2023" is not a date written as %d.%m.%Y']
    rows = ledger.claims(ledger.everything, sort="oldest").rows
    assert rows["verbatim"].tolist() == ["понад 600", "3 to 7", "up to 12"]
    assert rows["low"].fillna(-1).tolist() == [601, 3, -1]


def test_a_dry_run_accounts_for_every_row_and_records_nothing(take, ledger):
    before = everything(ledger.engine)
    report = take(dry_run=True)

    assert kinds(report) == (3, 0, 0, 0, 0)
    assert (report.shown[0].day, report.shown[0].outcome, report.shown[0].verbatim) == ("2023-01-08", Outcome.NEW, "3")
    assert everything(ledger.engine) == before
    assert ledger.imported_files().empty


def test_the_same_file_again_changes_nothing_and_is_no_second_import(take, ledger):
    take()
    again = take()

    assert kinds(again) == (0, 3, 0, 0, 0)
    assert again.batch == ""
    assert len(ledger.imported_files()) == 1


def test_a_later_copy_shows_what_was_revised_added_and_is_gone(take, ledger):
    first = take(by="Ana")
    report = take([("2023-01-08", 4), ("2023-01-10", 9), ("2023-01-11", 12)], by="Ben")

    assert kinds(report) == (1, 1, 1, 0, 0)
    (revised,) = [claim for claim in report.shown if claim.outcome is Outcome.CHANGED]
    assert (revised.day, revised.was, revised.verbatim) == ("2023-01-08", "3", "4")
    assert (report.vanished_count, report.vanished[0]["day"], report.vanished[0]["was"]) == (1, "2023-01-09", "5")
    assert figures(ledger) == [
        ("2023-01-08", "4", 4),
        ("2023-01-09", "5", 5),
        ("2023-01-10", "9", 9),
        ("2023-01-11", "12", 12),
    ]
    latest = ledger.claim(revised.code).history.iloc[0]
    assert (latest["changed_by"], json.loads(latest["before"])["low"], json.loads(latest["after"])["low"]) == (
        "Ben",
        3,
        4,
    )
    assert first.batch != report.batch


def test_what_a_person_corrected_here_is_kept_against_the_file(take, ledger):
    code = take().shown[0].code
    correct(ledger, code, verbatim="30")
    report = take()

    assert kinds(report) == (0, 2, 0, 1, 0)
    assert "corrected here by hand, kept" in report.shown[0].was
    assert ledger.claim(code).claim["verbatim"] == "30"


def test_two_files_that_disagree_are_both_kept_and_shown_as_a_conflict(take, ledger):
    take()
    other = a_recipe(name='"other-copy"')
    report = take([("2023-01-08", 4), ("2023-01-09", 5)], recipe=other)

    assert kinds(report) == (0, 0, 0, 1, 1)
    conflicting = next(claim for claim in report.shown if claim.outcome is Outcome.CONFLICTING)
    assert [(figure[0], figure[1]) for figure in figures(ledger)].count(("2023-01-08", "3")) == 1
    assert ledger.claim(conflicting.beside).claim["verbatim"] == "3"
    assert ledger.conflicting_claims(conflicting.code)["verbatim"].tolist() == ["3"]
    assert ledger.conflicting_claims(conflicting.beside)["verbatim"].tolist() == ["4"]


def test_a_figure_that_is_on_record_from_elsewhere_gets_this_address_too(take, ledger):
    fields = {"conflict": "War of Examples", "claimant": "district  HOSPITAL", "affected_party": "People in Raselna"}
    record(
        ledger.engine,
        parse_claim(
            fields
            | {
                "metric": "killed",
                "verbatim": "3",
                "stated_at": "2023-01-08",
                "source_url": "https://example.org/a",
                "code": "ckept1111",
            }
        ),
    )
    report = take()

    assert kinds(report) == (2, 0, 0, 0, 1)
    assert ledger.claim("ckept1111").sources["url"].tolist() == [
        "https://example.org/a",
        "https://hospital.example/figures",
    ]
    assert kinds(take()) == (0, 2, 0, 0, 1)


def test_a_refused_row_keeps_the_whole_file_out_unless_it_may_be_skipped(take, ledger):
    days = [*DAYS, ("2023-01-11", "-4"), ("2023-13-01", 5)]
    report = take(days)

    assert kinds(report) == (0, 0, 0, 0, 0)
    assert (report.rows_taken, report.rows_refused) == (3, 2)
    assert report.problems[0].startswith('row 5 (Day 2023-01-11): stated_value: "-4" is negative')
    assert figures(ledger) == []
    assert kinds(take(days, skip_refused=True)) == (3, 0, 0, 0, 0)


def test_a_claim_that_the_store_refuses_is_refused_alone(take, ledger):
    fields = '{ stated_at = "Day", incident = { value = "Strike on the depot" }, incident_date = "Began" }'
    text = "Day,Killed,Began\n2023-01-08,3,2023-01-09\n2023-01-10,5,2023-01-09\n"
    report = take(text, recipe=a_recipe(fields=fields), skip_refused=True)

    assert (report.rows_refused, report.new) == (1, 1)
    assert "incident_date" in report.problems[0]


def test_dates_that_can_be_read_in_two_ways_are_asked_about(take, ledger, tmp_path):
    days = [("04/05/2023", 3), ("05/05/2023", 4)]
    path = tmp_path / "asked.csv"
    path.write_text(as_text(days))
    importer = Importer(ledger.engine, [a_recipe()], 10_000_000, "T")

    assert importer.look_at(path, "asked.csv", Options()).asks_for_dates
    assert "more than one way" in take(days).problems[0]
    assert not importer.look_at(path, "asked.csv", Options(dates="day-first")).asks_for_dates
    assert kinds(take(days, dates="month-first")) == (2, 0, 0, 0, 0)
    assert [day for day, _, _ in figures(ledger)] == ["2023-04-05", "2023-05-05"]


def test_a_look_shows_the_recipe_and_the_first_rows_as_claims(ledger, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text(as_text(DAYS))
    look = Importer(ledger.engine, [a_recipe()], 10_000_000, "T").look_at(path, "x.csv", Options())

    assert (look.kind, look.columns, look.recipe.name, look.is_own) == ("csv", ("Day", "Killed"), "hospital", False)
    assert [claim.verbatim for result in look.results for claim in result.claims] == ["3", "5", "9"]


def test_a_file_that_no_recipe_fits_or_several_do_is_said_to_be_so(take, ledger):
    with pytest.raises(UnknownRecipeError, match=r"no recipe fits figures\.csv \(csv, columns: A, B\)"):
        take("A,B\n1,2\n")
    path = ledger.settings.recipes_folder / "two.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(as_text(DAYS))
    twins = [a_recipe(), a_recipe(name='"twin"')]
    with pytest.raises(UnknownRecipeError, match=r"several recipes fit two\.csv: hospital, twin"):
        Importer(ledger.engine, twins, 10_000_000, "T").take(path, Options())


def test_a_column_that_the_recipe_needs_and_the_file_lacks_is_named(ledger, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("Day,Dead\n2023-01-08,3\n")

    with pytest.raises(InvalidFileError, match='needs the column "Killed", which the file lacks; it has Day, Dead'):
        Importer(ledger.engine, [], 10_000_000, "T").take(path, Options(recipe=a_recipe()))


def test_a_workbook_with_real_dates_and_a_second_sheet(ledger, tmp_path):
    path = tmp_path / "book.xlsx"
    rows = [["Day", "Killed"], [date(2023, 1, 8), 3], [date(2023, 1, 9), "1 300"]]
    path.write_bytes(
        as_workbook(lambda book: (write_cells(book, "Notes", [["read me"]]), write_cells(book, "Figures", rows)))
    )
    recipe = a_recipe(file='{ sheet = "Figures" }')
    report = Importer(ledger.engine, [recipe], 10_000_000, "T").take(path, Options())

    assert kinds(report) == (2, 0, 0, 0, 0)
    assert figures(ledger) == [("2023-01-08", "3", 3), ("2023-01-09", "1300", 1300)]


def test_undoing_a_file_leaves_the_ledger_as_it_was_and_the_history_whole(take, ledger):
    take(by="Ana")
    before = everything(ledger.engine)
    later = [("2023-01-08", 4), ("2023-01-10", 9), ("2023-01-11", 12)]
    batch = take(later, by="Ben").batch
    undone = ledger.undo_import(batch, by="Ana", because="the wrong file")

    assert (undone.claims_removed, undone.claims_restored) == (1, 1)
    assert everything(ledger.engine) == before
    last = ledger.imported_files().iloc[0]
    assert (last["code"], last["undone_by"], last["undone_because"]) == (batch, "Ana", "the wrong file")
    assert kinds(take(later)) == (1, 1, 1, 0, 0)


def test_undoing_the_first_file_removes_its_names_and_leaves_tombstones(take, ledger):
    record(
        ledger.engine,
        parse_claim(
            {
                "conflict": "War of Examples",
                "claimant": "Ministry A",
                "affected_party": "Army B",
                "metric": "killed",
                "verbatim": "6",
                "stated_at": "2023-01-08",
                "source_url": "https://example.org/a",
            }
        ),
    )
    before = everything(ledger.engine)
    report = take()
    ledger.undo_import(report.batch, by="Ana", because="a test")

    assert everything(ledger.engine) == before
    assert ledger.names()["actor"] == ["Army B", "Ministry A"]
    again = take()
    assert kinds(again) == (3, 0, 0, 0, 0)
    history = ledger.claim(again.shown[0].code).history
    assert history["version"].tolist() == [3, 2, 1]
    assert history["after"].isna().tolist() == [False, True, False]
    assert kinds(take([("2023-01-08", 7), *DAYS[1:]])) == (0, 2, 1, 0, 0)


def test_a_file_whose_claims_were_worked_on_since_is_not_undone(take, ledger):
    report = take()
    code = report.shown[0].code
    correct(ledger, code, notes="checked")

    with pytest.raises(CannotUndoError, match=f"1 of its claims were changed or assessed since .{code}"):
        ledger.undo_import(report.batch, by="T", because="x")
    with pytest.raises(NoSuchBatchError, match="no imported file has the code bnothing"):
        ledger.undo_import("bnothing", by="T", because="x")
    assert len(figures(ledger)) == 3


def test_a_file_is_undone_once(take, ledger):
    batch = take().batch
    ledger.undo_import(batch, by="T", because="x")

    with pytest.raises(CannotUndoError, match="was undone already"):
        ledger.undo_import(batch, by="T", because="x")


def test_progress_is_told_row_by_row(ledger, tmp_path):
    path = tmp_path / "long.csv"
    path.write_text("Day,Killed\n" + "".join(f"2023-01-{1 + n % 28:02},{n}\n" for n in range(1_200)))
    told = []
    Importer(ledger.engine, [a_recipe(key='["Day", "Killed"]')], 10_000_000, "T", progress=told.append).take(
        path, Options(dry_run=True)
    )

    assert told == [500, 1_000, 1_200]


def test_a_recipe_that_refuses_says_why_and_takes_nothing(ledger, tmp_path):
    path = tmp_path / "tanks.csv"
    path.write_text("Day,Killed\n2023-01-08,3\n")
    refusing = parse_recipe(
        'name = "tanks"\ntitle = "Tanks"\nrefuse = "This file counts tanks."\nrecognise = { columns = ["Day"] }'
    )

    with pytest.raises(InvalidFileError, match=r"tanks\.csv: This file counts tanks\."):
        Importer(ledger.engine, [refusing], 10_000_000, "T").take(path, Options())


def test_a_recipe_made_here_is_kept_and_goes_before_a_shipped_one(ledger):
    path = ledger.keep_recipe(parse_recipe(HOSPITAL.replace('"District hospital"', '"Our hospital"', 1)))

    assert path.name == "hospital.toml"
    assert ledger.recipes()["hospital"].title == "Our hospital"


def test_all_that_is_known_of_an_imported_claim_names_its_file(take, ledger):
    report = take(name="figures 2023.csv", by="Ana")
    with reading(ledger.engine) as session:
        history = read_claim(session, report.shown[0].code).history

    assert history["reason"].tolist() == ["Imported from figures 2023.csv"]
    kept = ledger.imported_files().iloc[0]
    assert (kept["file_name"], kept["recipe"], kept["imported_by"], len(kept["file_sha256"])) == (
        "figures 2023.csv",
        "hospital",
        "Ana",
        64,
    )
    assert json.loads(kept["report"])["new"] == 3
