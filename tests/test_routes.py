"""The addresses beside the pages: the rows the filter shows, or a sentence saying what is wrong with it."""

import hashlib
import io
import json
import re
import zipfile

import pandas as pd
import pytest
from sqlalchemy import text
from starlette.applications import Starlette
from starlette.testclient import TestClient

from tests.makers import a_claim, record, rows_of
from tracker.csv_files import COLUMNS
from tracker.filters import EVERY_CLAIM, parse_filter
from tracker.importing import read_own_rows
from tracker.routes import routes
from tracker.store.database import StoreError

FILTERS = [
    {},
    {"q": ["kramatorsk"]},
    {"conflict": ["russia-ukraine 2022-"], "metric": ["killed"]},
    {"claimant": ["Russian Ministry of Defence", "BBC News Russian"]},
    {"status": ["unassessed"], "scope": ["cumulative"]},
    {"status": ["refuted", "disputed"]},
    {"incident": ["Makiivka barracks strike"], "population": ["combatant"]},
    {"since": ["2023-01-01"], "until": ["2023-01-31"]},
    {"since": ["2023-01-01"], "until": ["2023-01-31"], "axis": ["event"]},
]


@pytest.fixture(scope="module")
def client(shipped_ledger):
    return TestClient(Starlette(routes=routes(lambda: shipped_ledger)))


@pytest.mark.parametrize("asked", FILTERS, ids=str)
def test_the_file_holds_exactly_the_rows_the_page_shows(client, shipped_ledger, asked):
    answer = client.get("/data/claims.csv", params=asked)
    wanted = shipped_ledger.resolve(parse_filter(asked))
    total = shipped_ledger.claims(wanted).total
    shown = [
        code
        for page in range(1, total // 50 + 2)
        for code in shipped_ledger.claims(wanted, sort="oldest", page=page).rows["code"]
    ]

    rows = rows_of(answer.text)
    assert answer.status_code == 200
    assert [row["code"] for row in rows] == shown
    assert len(rows) == total > 0


def test_the_header_is_the_one_that_is_read_in(client):
    answer = client.get("/data/claims.csv")

    assert answer.text.splitlines()[0] == ",".join(COLUMNS)
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert 'filename="claims.csv"' in answer.headers["content-disposition"]


def test_json_holds_the_same_claims_with_null_for_empty(client):
    claims = client.get("/data/claims.json", params={"q": "kramatorsk"}).json()
    rows = rows_of(client.get("/data/claims.csv", params={"q": "kramatorsk"}).text)

    assert [claim["code"] for claim in claims] == [row["code"] for row in rows]
    open_ended = next(claim for claim in claims if claim["low"] == 601)
    assert open_ended["high"] is None
    assert isinstance(open_ended["sources"], list)


def test_json_of_nothing_is_an_empty_list(client):
    assert client.get("/data/claims.json", params={"q": "no such words"}).json() == []


def test_series_are_what_the_timeline_draws(client):
    rows = rows_of(
        client.get("/data/series.csv", params={"incident": "Makiivka barracks strike", "metric": "killed"}).text
    )

    assert list(rows[0]) == ["date", "series", "actor", "metric", "low", "high", "value", "claim_code", "note"]
    told = [(row["date"], row["low"]) for row in rows if row["actor"] == "Russian Ministry of Defence"]
    assert told == [("2023-01-02", "63"), ("2023-01-04", "89")]
    assert {row["series"] for row in rows} == {"claimed", "confirmed"}


@pytest.mark.parametrize("route", ["citation.json", "citation.txt"])
def test_a_citation_stands_beside_the_files_under_the_same_parameters(client, route):
    asked = {"incident": "Makiivka barracks strike", "as_of": "2023-01-10"}

    answer = client.get(f"/data/{route}", params=asked)

    content = client.get("/data/claims.csv", params=asked).content
    assert answer.status_code == 200
    assert hashlib.sha256(content).hexdigest()[:16] in answer.text
    assert "as of the end of 2023-01-10 UTC" in answer.text
    assert answer.content == client.get(f"/data/{route}", params=asked).content


@pytest.mark.parametrize("route", ["claims.csv", "claims.json", "series.csv", "citation.json"])
@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"as_of": "1623-01-10"}, "so nothing can be shown as of 1623-01-10"),
        ({"as_of": "2999-01-10"}, "is in the future"),
        ({"policy": "latest of all"}, '"latest of all" is not one of envelope'),
        ({"policy": "claimant:Nobody at all"}, '"Nobody at all" is not in the ledger'),
        ({"colour": "red"}, "colour: there is no such parameter"),
        ({"metric": "dead"}, '"dead" is not one of'),
        ({"claimant": "Nobody at all"}, '"Nobody at all" is not in the ledger'),
        ({"since": "soon"}, "is not a date"),
    ],
)
def test_what_is_not_known_is_a_400_with_a_sentence(client, route, asked, said):
    answer = client.get(f"/data/{route}", params=asked)

    assert answer.status_code == 400
    assert said in answer.text


def test_the_dictionary_names_every_column(client):
    found = client.get("/data/dictionary.json").json()

    assert [column["name"] for column in found["columns"]] == list(COLUMNS)
    assert {word["word"] for word in found["words"]["VerificationStatus"]} >= {"unassessed", "disputed"}


def test_health(client):
    assert client.get("/healthz").status_code == 200


def test_a_store_that_cannot_be_used_is_a_503_with_its_sentence():
    def broken():
        raise StoreError("the disk is full; nothing was changed")

    client = TestClient(Starlette(routes=routes(broken)))

    for path in ("/healthz", "/data/claims.csv"):
        answer = client.get(path)
        assert answer.status_code == 503
        assert "the disk is full" in answer.text


def test_only_the_head_can_be_asked_for(client):
    answer = client.head("/data/claims.csv")

    assert (answer.status_code, answer.text) == (200, "")


def test_every_line_of_the_json_file_stands_alone(client, shipped_ledger):
    answer = client.get("/data/claims.json").text

    assert len(json.loads(answer)) == shipped_ledger.claims(EVERY_CLAIM).total


@pytest.fixture
def told(file_ledger):
    """A client on a ledger of the test's own, and the ledger."""
    return TestClient(Starlette(routes=routes(lambda: file_ledger))), file_ledger


def test_a_write_shows_at_once_in_every_answer(told):
    client, ledger = told
    assert rows_of(client.get("/data/claims.csv").text) == []
    assert client.get("/data/series.csv").text.count("\n") == 1
    record(ledger.engine, a_claim())
    assert len(rows_of(client.get("/data/claims.csv").text)) == 1
    assert len(client.get("/data/claims.json").json()) == 1
    assert len(rows_of(client.get("/data/series.csv").text)) == 1


def test_text_leaves_as_utf_8_and_never_as_a_formula(told):
    client, ledger = told
    record(ledger.engine, a_claim(verbatim="=понад 600 🕯 שלום", stated_value="600"))
    answer = client.get("/data/claims.csv")
    assert "'=понад 600 🕯 שלום" in answer.content.decode("utf-8")
    assert client.get("/data/claims.json").json()[0]["verbatim"] == "=понад 600 🕯 שלום"
    assert rows_of(client.get("/data/series.csv").text)[0]["note"].startswith('"=понад')


def test_a_record_says_where_it_is_read(told):
    client, ledger = told
    claim = a_claim()
    record(ledger.engine, claim)
    (row,) = rows_of(client.get("/data/claims.csv").text)
    assert row["record_url"] == f"https://claims.example/claims?claim={claim.code}"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", row["recorded_at"])
    assert client.get("/data/claims.json").json()[0]["record_url"] == row["record_url"]


def test_an_alias_finds_its_actor(told):
    client, ledger = told
    record(ledger.engine, a_claim())
    ledger.add_alias("Ministry A", "MoD A", by="T")
    assert len(rows_of(client.get("/data/claims.csv", params={"claimant": "mod a"}).text)) == 1


@pytest.mark.parametrize("path", ["/data/claims.csv", "/data/claims.json", "/data/series.csv"])
def test_several_faults_are_told_at_once_a_line_each(client, path):
    answer = client.get(path, params={"metric": "dead", "since": "soon", "colour": "red"})
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert [line.split(":")[0] for line in answer.text.splitlines()] == ["metric", "since", "colour"]


@pytest.mark.parametrize(
    "asked", [{"q": "' OR 1=1 --"}, {"q": "%_\\"}, {"conflict": ""}, {"q": "🕯"}, {"metric": ["killed", "killed"]}]
)
def test_odd_questions_are_answered(client, asked):
    assert client.get("/data/claims.csv", params=asked).status_code == 200


@pytest.mark.parametrize(
    "asked", [{"claimant": "a" * 5_000}, {"q": "a" * 5_000}, {"q": "\x00"}, {"claimant": "\x00"}, {"<script>": "1"}]
)
def test_questions_out_of_bounds_are_a_400(client, asked):
    answer = client.get("/data/claims.csv", params=asked)
    assert answer.status_code == 400
    assert len(answer.text) < 1_000


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/data/claims.csv", "text/csv; charset=utf-8"),
        ("/data/series.csv", "text/csv; charset=utf-8"),
        ("/data/claims.json", "application/json"),
        ("/data/dictionary.json", "application/json"),
        ("/healthz", "text/plain; charset=utf-8"),
    ],
)
def test_each_address_says_its_kind_and_takes_get_and_head_alone(client, path, kind):
    assert client.get(path).headers["content-type"] == kind
    head = client.head(path)
    assert (head.status_code, head.content, head.headers["content-type"]) == (200, b"", kind)
    assert client.post(path).status_code == 405


def test_a_store_that_goes_away_is_a_503(told):
    client, ledger = told
    with ledger.engine.execution_options(tracker_writes=True).begin() as connection:
        connection.execute(text("DROP TABLE ledger"))
    assert client.get("/healthz").status_code == 503
    answer = client.get("/data/claims.csv")
    assert answer.status_code == 503
    assert "no tables" in answer.text


@pytest.mark.parametrize("asked", FILTERS[:6], ids=str)
def test_every_format_holds_exactly_the_claims_of_the_filter(client, asked, tmp_path):
    codes = [row["code"] for row in rows_of(client.get("/data/claims.csv", params=asked).text)]
    lines = client.get("/data/claims.jsonl", params=asked)
    reviews = client.get("/data/claimreview.json", params=asked).json()["@graph"]
    workbook = client.get("/data/claims.xlsx", params=asked)
    parquet = client.get("/data/claims.parquet", params=asked)
    package = client.get("/data/package.zip", params=asked)
    (tmp_path / "a.xlsx").write_bytes(workbook.content)

    assert [json.loads(line)["code"] for line in lines.text.splitlines()] == codes
    assert [row.cells["code"] for row in read_own_rows(tmp_path / "a.xlsx")] == codes
    assert pd.read_parquet(io.BytesIO(parquet.content))["code"].tolist() == codes
    with zipfile.ZipFile(io.BytesIO(package.content)) as archive:
        assert [row["code"] for row in rows_of(archive.read("claims.csv").decode())] == codes
    assert {review["itemReviewed"]["identifier"] for review in reviews} <= set(codes)


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("claims.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("claims.parquet", "application/vnd.apache.parquet"),
        ("claims.jsonl", "application/x-ndjson"),
        ("claimreview.json", "application/ld+json"),
        ("package.zip", "application/zip"),
    ],
)
def test_each_format_has_its_type_and_name_and_refuses_what_it_does_not_know(client, name, media_type):
    answer = client.get(f"/data/{name}", params={"status": "disputed"})
    refused = client.get(f"/data/{name}", params={"colour": "red"})

    assert answer.headers["content-type"].split(";")[0] == media_type
    assert f'filename="{name}"' in answer.headers["content-disposition"]
    assert (refused.status_code, refused.text.split(":")[0]) == (400, "colour")


def test_a_format_whose_store_cannot_be_used_is_said_so():
    def closed():
        raise StoreError("the disk is full; nothing was changed")

    client = TestClient(Starlette(routes=routes(closed)))
    for name in ("claims.xlsx", "claims.jsonl"):
        answer = client.get(f"/data/{name}")
        assert (answer.status_code, answer.text) == (503, "the disk is full; nothing was changed\n")
