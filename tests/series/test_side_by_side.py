"""Claimants side by side are read by two sessions at once, and tell of one state of the ledger."""

from tests.makers import a_claim, a_relation, record
from tracker import overviews
from tracker.filters import ClaimFilter
from tracker.store.beside import add_relation
from tracker.store.database import data_version, writing

EVERYTHING = ClaimFilter()


def restate(engine, figure, day):
    first, second = a_claim(verbatim="100"), a_claim(verbatim=figure, stated_at=day)
    record(engine, first, second)
    with writing(engine, by="T", reason="t") as session:
        add_relation(session, a_relation(second.code, first.code))


def numbers(ledger):
    (found,) = overviews.Overviews(ledger).side_by_side(EVERYTHING)
    return found.claims, found.restated.up, found.restated.down, found.exact


def test_what_is_read_at_once_is_all_there(ledger):
    restate(ledger.engine, "80", "2023-01-09")
    restate(ledger.engine, "130", "2023-01-10")

    assert numbers(ledger) == (4, 1, 1, 4)


def test_what_is_written_meanwhile_is_in_none_of_the_numbers(ledger, monkeypatch):
    restate(ledger.engine, "80", "2023-01-09")
    asked = []

    def told(session):
        asked.append(session)
        if len(asked) == 2:  # the other session is about to read
            restate(ledger.engine, "130", "2023-01-10")
        return data_version(session)

    monkeypatch.setattr(overviews, "data_version", told)

    assert numbers(ledger) == (2, 0, 1, 2)
    assert len({id(session) for session in asked}) == 2
    assert numbers(ledger) == (4, 1, 1, 4)
