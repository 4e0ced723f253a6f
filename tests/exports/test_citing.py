"""One function cites every chart, table and file: who, what was chosen, as of when, and which content."""

import hashlib
import time
from datetime import UTC, date, datetime

import pytest

from tests.makers import a_claim, a_count, record
from tracker.exports import Content, Credits, cite, content_of, past_words
from tracker.filters import ClaimFilter
from tracker.vocabulary import AsOfBasis, Axis, Metric

ADDRESS = "https://claims.example/?metric=killed"
PAST = ClaimFilter(metric=(Metric.KILLED,), as_of=date(2023, 1, 10))


def test_a_citation_names_everything_that_a_reader_needs():
    wanted = PAST.but(axis=Axis.EVENT, policy="claimant:Ministry A", as_of_basis=AsOfBasis.RECORDED)
    credited = Credits(("Ministry A", "Army B", "Ministry A"), ("Recorder R",)).in_words

    said = cite(wanted, ADDRESS, credited=credited, content=Content("series.csv", 1, "0123456789abcdef" * 4))

    for part in (
        "Claimed: Ministry A; Army B. Confirmed: Recorder R.",
        "Filter: metric: killed.",
        "Dates: by event date.",
        "Selection policy: one claimant, Ministry A.",
        "version ",
        "as of the end of 2023-01-10 UTC (as recorded by then).",
        "Content: series.csv, 1 row, sha256 0123456789abcdef.",
        ADDRESS,
        "MIT licence",
    ):
        assert part in said


def test_the_present_is_cited_with_its_access_date_and_a_past_state_always_alike():
    today = f"(accessed {datetime.now(UTC):%Y-%m-%d})"

    assert today in cite(ClaimFilter(), ADDRESS, credited="")
    assert "accessed" not in cite(PAST, ADDRESS, credited="")


def test_many_claimants_are_counted_rather_than_listed():
    assert Credits([f"C{number}" for number in range(20)]).in_words.endswith("; and 12 more.")


@pytest.mark.parametrize(
    ("pieces", "rows"),
    [
        (["a,b\n"], 0),
        (["a,b\n1,2\n", "3,4\n"], 2),
        (['a\n"two\nlines"\n', '"a ""quoted""\nword"\n3\n'], 3),
        (["a\n1\r\n2\r\n"], 2),
    ],
)
def test_rows_are_counted_as_a_reader_of_the_file_counts_them(pieces, rows):
    found = content_of("x.csv", pieces)

    assert (found.rows, found.sha256) == (rows, hashlib.sha256("".join(pieces).encode()).hexdigest())


@pytest.mark.parametrize(
    ("basis", "what"), [("stated", "what had been said by then"), ("recorded", "what was on record here by then")]
)
def test_a_past_state_is_named_in_plain_words(basis, what):
    assert past_words(PAST.but(as_of_basis=basis)) == f"As of the end of 10 January 2023 (UTC): {what}"
    assert past_words(ClaimFilter()) == ""


@pytest.mark.parametrize("ending", [".xlsx", ".parquet", ".jsonl", ".json"])
def test_files_of_a_past_day_have_the_same_bytes_whenever_they_are_written(file_ledger, tmp_path, ending):
    record(file_ledger.engine, a_claim(), a_count())
    wanted = ClaimFilter(as_of=date(2023, 2, 1))
    written = []
    for second in (1, 7):
        path = tmp_path / f"{second}{ending}"
        file_ledger.write_file(wanted, path, ending)
        written.append(path.read_bytes())
        time.sleep(1.1)  # the clock in such files counts seconds

    assert written[0] == written[1]


def test_files_of_a_view_are_cited_by_their_own_content(ledger):
    record(ledger.engine, a_claim(), a_count())
    wanted = ClaimFilter(as_of=date(2023, 2, 1))

    told = ledger.citation(wanted)

    content = "".join(ledger.csv(wanted)).encode()
    assert told["files"][0]["sha256"] == hashlib.sha256(content).hexdigest()
    assert [(found["name"], found["rows"]) for found in told["files"]] == [("claims.csv", 2), ("series.csv", 2)]
    assert (told["claimed"], told["confirmed"]) == (["Ministry A"], ["Recorder R"])
    assert told["files"][0]["sha256"][:16] in told["citation"]["claims.csv"]
    assert list(ledger.citation_json(wanted)) == list(ledger.citation_json(wanted))
    assert "".join(ledger.citation_text(wanted)).count("Claimed: Ministry A. Confirmed: Recorder R.") == 2
