"""The commands as they are typed: their answers, their exit codes, and nothing on standard output but answers."""

import json
import sqlite3
import subprocess
import sys

import pytest

from tests.makers import FIELDS, as_csv, rows_of
from tracker.settings import PROJECT_FOLDER

REPORT = [
    "recipe", "rows_read", "rows_taken", "rows_left_out", "rows_refused", "claims", "new", "unchanged", "changed",
    "conflicting", "duplicate", "problems",
]  # fmt: skip


@pytest.fixture
def tracker(tmp_path, monkeypatch):
    """Run a command on a store of the test's own."""
    monkeypatch.setenv("TRACKER_DATABASE_URL", f"sqlite:///{tmp_path / 'store' / 'tracker.db'}")

    def run(*arguments, given=None):
        return subprocess.run(
            [sys.executable, "-m", "tracker", *map(str, arguments)],
            cwd=PROJECT_FOLDER,
            capture_output=True,
            text=True,
            input=given,
            check=False,
        )

    return run


def test_init_makes_and_fills_the_store_once(tracker, tmp_path):
    first, second = tracker("init"), tracker("init")

    assert (first.returncode, second.returncode) == (0, 0)
    assert "309 shipped claims were loaded" in first.stderr
    assert "loaded" not in second.stderr
    assert tracker("export", tmp_path / "all.csv").returncode == 0
    assert len(rows_of((tmp_path / "all.csv").read_text(encoding="utf-8"))) == 309


def test_init_bare_leaves_it_empty(tracker, tmp_path):
    assert tracker("init", "--bare").returncode == 0
    assert tracker("export", tmp_path / "all.csv").returncode == 0
    assert rows_of((tmp_path / "all.csv").read_text(encoding="utf-8")) == []


def test_import_prints_its_account_as_json(tracker, make_file):
    tracker("init", "--bare")

    done = tracker("import", make_file(as_csv([FIELDS, dict(FIELDS) | {"metric": "wounded"}])), "--json")
    report = json.loads(done.stdout)

    assert done.returncode == 0
    assert list(report) == REPORT
    assert (report["rows_read"], report["claims"], report["new"]) == (2, 2, 2)


def test_a_dry_run_records_nothing(tracker, make_file):
    tracker("init", "--bare")
    file = make_file(as_csv([FIELDS]))

    first = json.loads(tracker("import", file, "--dry-run", "--json").stdout)
    second = json.loads(tracker("import", file, "--dry-run", "--json").stdout)

    assert first["new"] == second["new"] == 1


def test_a_file_with_faults_is_exit_1_with_row_column_and_value(tracker, make_file):
    tracker("init", "--bare")

    done = tracker("import", make_file(as_csv([FIELDS, dict(FIELDS) | {"metric": "dead"}])), "--json")
    report = json.loads(done.stdout)

    assert done.returncode == 1
    assert report["rows_read"] == report["rows_taken"] + report["rows_left_out"] + report["rows_refused"] == 2
    assert report["claims"] == 0
    assert 'row 3: metric: "dead" is not one of the words' in done.stderr
    assert "Nothing was recorded" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("import", "no such file.csv"), 1, "cannot be read"),
        (("import", "README.md", "--recipe", "ucdp"), 2, 'there is no recipe "ucdp"'),
        (("export", "out.csv", "--colour", "red"), 2, "there is no such parameter"),
        (("export", "out.csv", "--metric", "dead"), 2, "is not one of"),
        (("export", "out.csv", "--claimant", "Nobody"), 2, "is not in the ledger"),
        (("export", "/no such folder/out.csv"), 1, "cannot be written"),
        (("nonsense",), 2, "No such command"),
        (("wording",), 2, "Missing argument"),
    ],
)
def test_what_goes_wrong_is_a_sentence_and_an_exit_code(tracker, arguments, code, said):
    tracker("init", "--bare")

    done = tracker(*arguments)

    assert done.returncode == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_export_takes_the_filters_of_the_pages(tracker, tmp_path):
    tracker("init")
    file = tmp_path / "some.csv"

    done = tracker("export", file, "--incident", "Makiivka barracks strike", "--metric=killed", "--since", "2023-01-04")

    rows = rows_of(file.read_text(encoding="utf-8"))
    assert done.returncode == 0
    assert {row["incident"] for row in rows} == {"Makiivka barracks strike"}
    assert min(row["stated_at"] for row in rows) >= "2023-01-04"


def test_wording_prints_how_words_are_read(tracker):
    done = tracker("wording", "more than 600")

    assert json.loads(done.stdout) == {
        "verbatim": "more than 600", "qualifier": "more_than", "stated_value": 600, "low": 601, "high": None,
        "rule_version": "v1",
    }  # fmt: skip


def test_wording_reads_a_line_each_from_standard_input(tracker):
    done = tracker("wording", "-", given="about 400\nнайкраще\nпонад 600\n")

    assert [json.loads(line)["low"] for line in done.stdout.splitlines()] == [375, None, 601]


def test_check_finds_what_was_tampered_with(tracker, tmp_path):
    tracker("init")
    assert tracker("check").returncode == 0
    with sqlite3.connect(tmp_path / "store" / "tracker.db") as connection:
        connection.execute("DELETE FROM current_assessment")
    connection.close()

    done = tracker("check")

    assert done.returncode == 1
    assert "listed as unassessed" in done.stderr


def test_a_store_that_is_none_is_said_in_a_sentence(tracker, tmp_path, monkeypatch):
    monkeypatch.setenv("TRACKER_DATABASE_URL", f"sqlite:///{PROJECT_FOLDER / 'README.md'}")

    done = tracker("init")

    assert done.returncode == 1
    assert "is not a database of the tracker" in done.stderr
