"""The addresses beside the pages: the rows the filter shows, or a sentence saying what is wrong with it."""

import json

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from tests.makers import rows_of
from tracker.csv_files import COLUMNS
from tracker.filters import EVERY_CLAIM, parse_filter
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


@pytest.mark.parametrize("route", ["claims.csv", "claims.json", "series.csv"])
@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"as_of": "2023-01-10"}, "as_of: there is no such parameter"),
        ({"policy": "latest"}, "policy: there is no such parameter"),
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
    text = client.get("/data/claims.json").text

    assert len(json.loads(text)) == shipped_ledger.claims(EVERY_CLAIM).total
