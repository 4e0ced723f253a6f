"""The commands as they are typed: their answers, their exit codes, and nothing on standard output but answers."""

import io
import json
import os
import sqlite3
import subprocess
import sys
from dataclasses import dataclass

import pytest

from tests.importing.accounts import MADE
from tests.makers import FIELDS, as_csv, rows_of
from tracker.command_line import main
from tracker.filters import PARAMETERS
from tracker.settings import PROJECT_FOLDER, settings

REPORT = [
    "recipe", "rows_read", "rows_taken", "rows_left_out", "rows_refused", "claims", "new", "unchanged", "changed",
    "conflicting", "duplicate", "problems",
]  # fmt: skip


@dataclass(frozen=True)
class Done:
    """What a command said and how it ended."""

    returncode: int
    stdout: str
    stderr: str


@pytest.fixture
def tracker(tmp_path, monkeypatch, capsys):
    """Run a command on a store of the test's own, as ``python -m tracker`` does and without starting a new Python."""
    monkeypatch.setenv("TRACKER_DATABASE_URL", f"sqlite:///{tmp_path / 'store' / 'tracker.db'}")
    monkeypatch.setenv("TRACKER_RECORDER", "A. Tester")
    monkeypatch.chdir(PROJECT_FOLDER)

    def run(*arguments, given=""):
        settings.cache_clear()
        monkeypatch.setattr(sys, "argv", ["tracker", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.StringIO(given))
        capsys.readouterr()
        code = 0
        try:
            main()
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 1 if ended.code else 0
        return Done(code, *capsys.readouterr())

    yield run
    settings.cache_clear()


def test_python_m_tracker_is_the_way_in(tmp_path):
    address = f"sqlite:///{tmp_path / 'tracker.db'}"
    for arguments, code in (
        (["init", "--bare"], 0),
        (["check"], 0),
        (["export", str(tmp_path / "no" / "a.csv")], 1),
        (["x"], 2),
    ):
        done = subprocess.run(
            [sys.executable, "-m", "tracker", *arguments],
            cwd=PROJECT_FOLDER,
            env=os.environ | {"TRACKER_DATABASE_URL": address},
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stdout) == (code, ""), done.stderr
        assert done.stderr
        assert "Traceback" not in done.stderr


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
        (("export", "out.doc"), 2, "one of .csv, .xlsx, .parquet, .jsonl, .json, .zip"),
        (("import", "x.csv", "--recipe", "nothing"), 2, 'there is no recipe "nothing"'),
        (("import", "x.csv", "--dates", "european"), 2, "is not one of day-first, month-first"),
        (("import", "x.csv", "--answer", "yes"), 2, "answers are written name=value"),
        (("undo-import", "bnothing"), 1, "no imported file has the code"),
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


@pytest.mark.parametrize("command", ["init", "import", "export", "wording", "check"])
def test_every_command_explains_itself(tracker, command):
    done = tracker(command, "--help")

    assert done.returncode == 0
    assert command in tracker("--help").stdout


def test_the_help_of_export_names_every_filter(tracker):
    said = "".join(tracker("export", "--help").stdout.split())

    assert all(f"--{name}" in said for name in PARAMETERS)


def test_the_account_of_an_import_sums_up(tracker, make_file):
    rows = [dict(FIELDS) | {"code": f"csum{number}xx"} for number in range(4)]
    tracker("import", make_file(as_csv(rows[:2])))
    rows[1] = rows[1] | {"verbatim": "90"}

    report = json.loads(tracker("import", make_file(as_csv(rows)), "--json").stdout)

    assert report["rows_read"] == report["rows_taken"] + report["rows_left_out"] + report["rows_refused"] == 4
    kinds = ("new", "unchanged", "changed", "conflicting", "duplicate")
    assert [report[name] for name in kinds] == [2, 1, 1, 0, 0]
    assert report["claims"] == sum(report[name] for name in kinds)


def test_without_json_an_import_says_nothing_on_standard_output(tracker, make_file):
    done = tracker("import", make_file(as_csv([FIELDS])))

    assert (done.returncode, done.stdout) == (0, "")
    assert "1 new claims recorded" in done.stderr


def test_a_file_that_is_none_still_gets_its_account(tracker, make_file):
    done = tracker("import", make_file(b"\xff\xfe\x00"), "--json")
    report = json.loads(done.stdout)

    assert done.returncode == 1
    assert list(report) == REPORT
    assert "not UTF-16 text" in report["problems"][0]


def test_a_filter_option_without_a_value_is_wrong_use(tracker, tmp_path):
    for wrong in (["--metric"], ["killed"]):
        done = tracker("export", tmp_path / "out.csv", *wrong)
        assert (done.returncode, done.stdout) == (2, "")
    assert not (tmp_path / "out.csv").exists()


def test_an_export_that_fails_leaves_the_file_that_was_there(tracker, tmp_path):
    tracker("init")
    file = tmp_path / "out.csv"
    file.write_text("what was there")
    (tmp_path / "out.csv.part").mkdir()

    done = tracker("export", file)

    assert done.returncode == 1
    assert file.read_text() == "what was there"


def test_an_export_can_be_imported_again_unchanged(tracker, tmp_path):
    tracker("init")
    tracker("export", tmp_path / "all.csv")

    report = json.loads(tracker("import", tmp_path / "all.csv", "--json").stdout)

    assert (report["unchanged"], report["new"], report["changed"]) == (309, 0, 0)


def test_a_password_is_never_printed(tracker, monkeypatch):
    monkeypatch.setenv("TRACKER_DATABASE_URL", "postgresql://jana:s3cret@127.0.0.1:1/tracker?connect_timeout=2")

    done = tracker("init")

    assert done.returncode == 1
    assert "does not answer" in done.stderr
    assert "s3cret" not in done.stderr + done.stdout


@pytest.mark.parametrize("address", ["not an address", "mysql://localhost/x"])
def test_an_address_that_cannot_be_used_is_exit_1(tracker, monkeypatch, address):
    monkeypatch.setenv("TRACKER_DATABASE_URL", address)

    assert tracker("check").returncode == 1


def test_a_setting_that_is_no_good_is_said_in_a_sentence(tracker, monkeypatch):
    monkeypatch.setenv("TRACKER_STALE_AFTER_DAYS", "soon")

    done = tracker("check")

    assert done.returncode == 1
    assert "TRACKER_STALE_AFTER_DAYS" in done.stderr
    assert "Traceback" not in done.stderr


def test_records_of_ones_own_fill_an_empty_store(tracker, monkeypatch, make_file):
    file = make_file(as_csv([FIELDS]), name="1_own.csv")
    monkeypatch.setenv("TRACKER_RECORDS_FOLDER", str(file.parent))

    assert "1 shipped claims were loaded" in tracker("init").stderr


def test_records_with_faults_leave_the_store_empty(tracker, monkeypatch, make_file):
    file = make_file(as_csv([dict(FIELDS), dict(FIELDS) | {"metric": "dead"}]), name="1_own.csv")
    monkeypatch.setenv("TRACKER_RECORDS_FOLDER", str(file.parent))

    done = tracker("init")

    assert done.returncode == 1
    assert "row 3: metric" in done.stderr


def test_a_file_of_others_is_tried_recorded_listed_and_taken_back(tracker, make_file):
    file = make_file(MADE["general staff.csv"][0])
    tried = json.loads(tracker("import", file, "--dry-run", "--json").stdout)
    done = tracker("import", file)
    listed = tracker("imports").stdout.split("\t")
    undone = tracker("undo-import", listed[0], "--because", "a test")

    assert (tried["recipe"], tried["rows_read"], tried["rows_left_out"], tried["claims"]) == ("general-staff", 3, 1, 3)
    assert "left out: 1 rows, no figure is reported in this row" in done.stderr
    assert f"undo-import {listed[0]}" in done.stderr
    assert listed[2:4] == ["stands", "general-staff"]
    assert "3 claims removed, 0 as they were before" in undone.stderr
    assert "undone" in tracker("imports").stdout
    assert "general-staff\tUkrainian General Staff" in tracker("recipes").stdout


def test_every_format_is_written_and_the_package_fills_an_empty_store(tracker, tmp_path, monkeypatch):
    tracker("init")
    for ending in (".csv", ".xlsx", ".parquet", ".jsonl", ".json", ".zip"):
        done = tracker("export", tmp_path / f"all{ending}")
        assert (done.returncode, (tmp_path / f"all{ending}").exists()) == (0, True)
    monkeypatch.setenv("TRACKER_DATABASE_URL", f"sqlite:///{tmp_path / 'other.db'}")
    filled = tracker("import", tmp_path / "all.zip")

    assert (filled.returncode, "309 claims with all about them were put back" in filled.stderr) == (0, True)
    assert tracker("check").returncode == 0
    assert "goes into an empty store" in tracker("import", tmp_path / "all.zip").stderr
