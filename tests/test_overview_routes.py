"""The addresses of the overviews: exactly the rows shown, and the feed of changes with what was removed."""

import csv
import io

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from tests.conftest import ledger_on
from tests.makers import a_claim, a_relation, record, rows_of
from tracker import series
from tracker.filters import parse_filter
from tracker.routes import routes
from tracker.store.beside import add_relation
from tracker.store.database import writing
from tracker.store.writes import change_claim
from tracker.vocabulary import Varying

FILTERS = [{}, {"conflict": ["Russia-Ukraine 2022-"]}, {"metric": ["killed"], "as_of": ["2023-06-30"]}]


@pytest.fixture(scope="module")
def client(shipped_ledger):
    return TestClient(Starlette(routes=routes(lambda: shipped_ledger)))


@pytest.mark.parametrize("asked", FILTERS, ids=str)
def test_claimants_are_those_of_the_page(client, shipped_ledger, asked):
    answer = client.get("/data/claimants.csv", params=asked)

    rows = rows_of(answer.text)
    shown = shipped_ledger.side_by_side(shipped_ledger.resolve(parse_filter(asked)))
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert [row["claimant"] for row in rows] == [found.name for found in shown]
    assert [int(row["claims"]) for row in rows] == sorted((int(row["claims"]) for row in rows), reverse=True)


@pytest.mark.parametrize("asked", FILTERS, ids=str)
def test_statuses_end_with_the_counts_of_the_claims(client, shipped_ledger, asked):
    rows = rows_of(client.get("/data/verification.csv", params=asked).text)

    last = {row["status"]: int(row["claims"]) for row in rows if row["date"] == rows[-1]["date"]}
    counted = shipped_ledger.statuses(shipped_ledger.resolve(parse_filter(asked)))
    assert {status: count for status, count in last.items() if count} == counted


def test_curves_come_as_their_steps(client):
    rows = rows_of(client.get("/data/lag.csv").text)

    assert tuple(rows[0]) == series.WAIT_COLUMNS
    assert {row["group"] for row in rows} == {"All claims in this view"}
    assert int(rows[0]["at_risk"]) == 309


def test_several_claimants_have_a_curve_each(client):
    names = ["Russian Ministry of Defence", "General Staff of Ukraine"]
    rows = rows_of(client.get("/data/lag.csv", params={"claimant": names}).text)

    assert {row["group"] for row in rows} == {"All claims in this view", *names}


@pytest.mark.parametrize("by", [None, *(word.value for word in Varying)])
def test_panels_come_as_their_rows(client, shipped_ledger, by):
    answer = client.get("/data/compare.csv", params={"by": by} if by else {})

    panels = shipped_ledger.compare(shipped_ledger.everything, Varying(by or "claimant"))
    text = csv.DictReader(io.StringIO(answer.text))
    assert [row["panel"] for row in text] == [row["panel"] for row in series.panel_rows(panels.panels)]


@pytest.mark.parametrize(
    ("path", "asked", "said"),
    [
        ("/data/claimants.csv", {"colour": "red"}, "there is no such parameter"),
        ("/data/verification.csv", {"claimant": "Nobody"}, "is not in the ledger"),
        ("/data/lag.csv", {"as_of": "2999-01-01"}, "in the future"),
        ("/data/compare.csv", {"by": "colour"}, "by: it is one of claimant, affected_party"),
        ("/data/compare.csv", {"by": ["metric", "conflict"]}, "by: it is one of"),
        ("/data/compare.csv", {"metric": "dead"}, "is not one of"),
        ("/data/changes.json", {"colour": "red"}, "there is no such parameter"),
        ("/data/changes.json", {"limit": "many"}, "not a whole number"),
    ],
)
def test_what_is_not_known_is_a_400_with_a_sentence(client, path, asked, said):
    answer = client.get(path, params=asked)

    assert answer.status_code == 400
    assert said in answer.text


# The feed


@pytest.fixture
def changed(engine):
    """A store whose claim was recorded and corrected, and a relation taken back; the feed beside it."""
    ledger, claim, later = ledger_on(engine), a_claim(), a_claim(verbatim="650", stated_at="2023-01-09")
    record(engine, claim, later)
    with writing(engine, by="C. Corrector", reason="A note was missing") as session:
        change_claim(session, claim.model_copy(update={"notes": "As printed"}), expected_version=1)
    with writing(engine, by="A. Tester", reason="t") as session:
        code = add_relation(session, a_relation(later.code, claim.code))
    ledger.withdraw("relation", code, by="A. Tester", reason="It is no correction")
    return TestClient(Starlette(routes=routes(lambda: ledger))), claim, code


def test_the_feed_has_every_change_the_latest_first_what_was_removed_included(changed):
    client, claim, relation = changed
    answer = client.get("/data/changes.json")
    entries = answer.json()

    assert answer.headers["content-type"] == "application/json"
    assert [entry["id"] for entry in entries] == sorted((entry["id"] for entry in entries), reverse=True)
    assert (entries[0]["kind"], entries[0]["code"], entries[0]["after"]) == ("removed", relation, None)
    assert entries[0]["before"]["note"] == "The ministry said so."
    assert entries[0]["reason"] == "It is no correction"
    corrected = next(entry for entry in entries if entry["kind"] == "changed")
    assert (corrected["changed_by"], corrected["before"].get("notes"), corrected["after"]["notes"]) == (
        "C. Corrector", None, "As printed",
    )  # fmt: skip
    assert corrected["url"] == f"https://claims.example/claims?claim={claim.code}"


def test_the_feed_is_read_on_from_where_it_ended(changed, monkeypatch):
    monkeypatch.setattr("tracker.ledger.CHANGES_AT_ONCE", 2)
    client, _, _ = changed
    every = [entry["id"] for entry in client.get("/data/changes.json").json()]

    first = client.get("/data/changes.json", params={"limit": 3}).json()
    rest = client.get("/data/changes.json", params={"before": first[-1]["id"]}).json()

    assert len(first) == 3
    assert [entry["id"] for entry in [*first, *rest]] == every


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({"corrections": "yes"}, 2),
        ({"by": "C. Corrector"}, 1),
        ({"until": "2020-01-01"}, 0),
        ({"entity": "relation"}, 2),
    ],
)
def test_the_feed_is_narrowed_as_the_page_is(changed, asked, count):
    assert len(changed[0].get("/data/changes.json", params=asked).json()) == count


@pytest.mark.parametrize("name", ["claimants.csv", "verification.csv", "lag.csv", "compare.csv", "changes.json"])
def test_an_empty_store_has_empty_files(file_ledger, name):
    client = TestClient(Starlette(routes=routes(lambda: file_ledger)))
    answer = client.get(f"/data/{name}")

    assert answer.status_code == 200
    assert answer.json() == [] if name.endswith("json") else len(answer.text.splitlines()) == 1
