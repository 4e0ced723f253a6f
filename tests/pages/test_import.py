"""The import page without a browser: what it says of files that were taken in, and of jobs."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.importing.accounts import MADE
from tracker.importing import ImportReport, InvalidFileError, Options
from tracker.pages import jobs


@pytest.fixture
def imported(shipped, tmp_path):
    path = tmp_path / "general staff.csv"
    path.write_text(MADE["general staff.csv"][0])
    return shipped.importer(by="Ana").take(path, Options()).batch


def button(app, label):
    return next(one for one in app.button if one.label == label)


def texts(app):
    return " ".join(
        str(part.value) for part in [*app.markdown, *app.caption, *app.success, *app.error, *app.info]
    ).replace("\\", "")


def test_an_empty_page_says_what_it_is_for(bare, open_page):
    app = open_page("import_claims.py")

    assert "No file has been imported yet" in texts(app)
    assert not app.dataframe


def test_an_imported_file_is_listed_with_who_when_and_what(imported, open_page):
    shown = texts(open_page("import_claims.py"))

    for words in ("general staff.csv", "Ana", "recipe general-staff", "3 rows", imported):
        assert words in shown


def test_undoing_asks_for_the_reason_first(imported, shipped, open_page):
    before = shipped.claims(shipped.everything).total
    app = open_page("import_claims.py")
    button(app, "Undo").click().run()

    assert not app.exception
    assert "Why?" in [field.label for field in app.text_input]
    assert button(app, "Undo the import").disabled
    assert shipped.claims(shipped.everything).total == before


def test_a_file_that_was_undone_says_who_did_it_and_why(imported, shipped, open_page):
    shipped.undo_import(imported, by="Ben", because="the wrong file")
    app = open_page("import_claims.py")

    assert "UTC by Ben: the wrong file" in texts(app)
    assert "Undo" not in [one.label for one in app.button]


def done(work, *, is_dry_run=False):
    job = jobs.start("figures.csv", work, is_dry_run=is_dry_run)
    while not job.is_done:
        pass
    return job


def test_a_job_that_failed_says_why(bare, open_page):
    def work(job):
        raise InvalidFileError(["row 3: no number"])

    app = open_page("import_claims.py", job=done(work).code)

    assert "Nothing of figures.csv was recorded" in texts(app)
    assert app.code[0].value == "row 3: no number"


def test_the_account_of_a_job_is_there_after_the_page_was_left(bare, open_page):
    def work(job):
        report = ImportReport("hospital", rows_read=5, rows_taken=3)
        report.leave_out("a subtotal")
        report.refuse(4, "no number")
        report.vanished_count, report.vanished = (
            1,
            [{"code": "cx", "day": "2023-01-08", "metric": "killed", "was": "3"}],
        )
        return report

    app = open_page("import_claims.py", job=done(work).code)

    assert [(metric.label, metric.value) for metric in app.metric][:4] == [
        ("Rows read", "5"),
        ("Taken", "3"),
        ("Left out", "1"),
        ("Refused", "1"),
    ]
    assert "Left out: 1 rows, a subtotal." in texts(app)
    assert "1 row is refused" in texts(app)
    assert "1 claims of the last copy" in app.warning[0].value


def test_a_job_that_is_not_remembered_is_said_to_be_so(bare, open_page):
    assert "not kept any more" in texts(open_page("import_claims.py", job="jnothing11"))


def test_what_should_not_happen_is_said_without_a_traceback(bare, open_page, monkeypatch):
    monkeypatch.setattr("threading.excepthook", lambda args: None)

    def work(job):
        raise ZeroDivisionError("secret")

    shown = open_page("import_claims.py", job=done(work).code)
    assert "should not" in shown.code[0].value
    assert "secret" not in texts(shown)


def test_the_history_of_a_claim_that_was_taken_back_and_brought_again_can_be_read(
    imported, shipped, open_page, tmp_path
):
    shipped.undo_import(imported, by="Ana", because="a test")
    report = shipped.importer(by="Ben").take(tmp_path / "general staff.csv", Options())
    app = open_page("claims.py", claim=report.shown[0].code)

    assert "Taken back" in texts(app)


def test_an_upload_is_kept_until_it_is_forgotten_or_a_day_old():
    first, second = (jobs.keep_upload("../figures.csv", b"1") for _ in range(2))
    assert (first.name, first.read_bytes()) == ("figures.csv", b"1")
    assert first != second
    long_ago = time.time() - jobs.KEPT_UPLOADS_S - 60
    os.utime(first.parent, (long_ago, long_ago))

    third = jobs.keep_upload("figures.csv", b"3")

    assert not first.exists()
    assert second.exists()
    jobs.forget_upload(third)
    assert not third.parent.exists()


def test_no_upload_stays_when_the_process_has_ended():
    code = "from tracker.pages import jobs; print(jobs.keep_upload('figures.csv', b'1'))"
    kept = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()

    assert kept.endswith("figures.csv")
    assert not Path(kept).parent.parent.exists()
