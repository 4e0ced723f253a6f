"""What overviews read, on hand-made cases and on both databases."""

from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from sqlalchemy import select, update

from tests.makers import a_claim, a_claim_on_an_incident, a_relation, assess, record
from tracker.changes import ChangeFilter
from tracker.filters import ClaimFilter
from tracker.store import overviews
from tracker.store.beside import add_relation, withdraw
from tracker.store.database import reading, writing
from tracker.store.tables import Revision
from tracker.store.versions import Seen
from tracker.store.writes import change_claim
from tracker.vocabulary import Varying

UNTIL = date(2023, 3, 1)
NOTHING_RESTATED = ([], [])


def read(engine, function, wanted=None, *arguments):
    wanted = wanted or ClaimFilter()
    with reading(engine, Seen.by(wanted)) as session:
        return function(session, wanted, *arguments)


def plain(frame):
    return [tuple(row) for row in frame.astype(object).itertuples(index=False)]


def confirm(engine, claim, day):
    assess(engine, claim.code, status="confirmed", confirmed_low=601, decided_at=day)


# Claimants


@pytest.fixture
def three(engine):
    """Two claims of one claimant, one of another; one confirmed on 18 January, one disputed on 1 February."""
    first, second = a_claim(), a_claim(verbatim="75", stated_at="2023-01-10", direction="adversary_losses")
    other = a_claim(claimant="Ministry C", verbatim="20", direction="own_losses", stated_at="2023-01-12")
    record(engine, first, second, other)
    confirm(engine, first, "2023-01-18")
    assess(engine, other.code, status="disputed", confirmed_low=None)
    return engine


def test_claimants_are_counted_by_direction_and_status(three):
    counts = read(three, overviews.read_claimant_counts)

    names = ["claimant", "claims", "own_losses", "adversary_losses", "third_party", "unknown_direction"]
    assert plain(counts[names]) == [("Ministry A", 2, 0, 1, 0, 1), ("Ministry C", 1, 1, 0, 0, 0)]
    assert plain(counts[["confirmed", "disputed", "unassessed"]]) == [(1, 0, 1), (0, 1, 0)]
    assert list(counts["last_stated"].astype(str)) == ["2023-01-10", "2023-01-12"]


def test_claimants_as_of_a_day_know_no_later_claim_or_assessment(three):
    counts = read(three, overviews.read_claimant_counts, ClaimFilter(as_of=date(2023, 1, 10)))

    assert plain(counts[["claimant", "claims", "confirmed", "unassessed"]]) == [("Ministry A", 2, 0, 2)]


def test_waits_run_to_the_confirmation_or_so_far(three):
    waits = read(three, overviews.read_waits, None, UNTIL)

    assert plain(waits) == [(10, True, 1), (48, False, 1), (50, False, 1)]


def test_waits_of_claimants_are_told_apart(three):
    longest = read(three, overviews.read_longest_waits, None, UNTIL)
    (number,) = longest["claimant_id"]
    waits = read(three, overviews.read_waits_of, None, UNTIL, [number])

    assert plain(longest.drop(columns="claimant_id")) == [("Ministry A", 1, 0)]
    assert plain(waits) == [("Ministry A", 10, True, 1), ("Ministry A", 50, False, 1)]
    assert read(three, overviews.read_waits_of, None, UNTIL, []).empty


def test_waits_as_of_a_day_end_on_that_day(three):
    waits = read(three, overviews.read_waits, ClaimFilter(as_of=date(2023, 1, 12)), UNTIL)

    assert plain(waits) == [(0, False, 1), (2, False, 1), (4, False, 1)]


def test_on_the_basis_of_what_was_recorded_an_earlier_day_holds_nothing(three):
    then = ClaimFilter(as_of=UNTIL, as_of_basis="recorded")
    now = ClaimFilter(as_of=datetime.now(UTC).date(), as_of_basis="recorded")

    assert read(three, overviews.read_claimant_counts, then).empty
    assert read(three, overviews.read_waits, then, UNTIL).empty
    assert read(three, overviews.read_status_changes, then).empty
    assert list(read(three, overviews.read_claimant_counts, now)["confirmed"]) == [1, 0]


def test_the_first_confirmation_counts_and_a_later_opinion_does_not_undo_it(engine):
    claim = a_claim()
    record(engine, claim)
    confirm(engine, claim, "2023-01-28")
    confirm(engine, claim, "2023-01-18")
    assess(engine, claim.code, status="disputed", confirmed_low=None, decided_at="2023-02-20")

    assert plain(read(engine, overviews.read_waits, None, UNTIL)) == [(10, True, 1)]


def test_claims_that_restate_one_another_come_with_how(engine):
    first, second = a_claim(verbatim="100"), a_claim(verbatim="80", stated_at="2023-01-09")
    alone = a_claim(verbatim="5", stated_at="2023-01-09")
    record(engine, first, second, alone)
    with writing(engine, by="T", reason="t") as session:
        code = add_relation(session, a_relation(second.code, first.code))
    pair = ([("Ministry A", -20, 1)], [])

    assert read(engine, overviews.read_restated) == pair
    assert read(engine, overviews.read_restated, ClaimFilter(until=date(2023, 1, 8))) == NOTHING_RESTATED
    assert read(engine, overviews.read_restated, ClaimFilter(as_of=date(2023, 1, 9))) == pair
    assert read(engine, overviews.read_restated, ClaimFilter(as_of=date(2023, 1, 8))) == NOTHING_RESTATED
    with writing(engine, by="T", reason="t") as session:
        withdraw(session, "relation", code)
    assert read(engine, overviews.read_restated) == NOTHING_RESTATED


def test_of_a_longer_chain_each_relation_is_told(engine):
    said = [a_claim(verbatim=str(number), stated_at=f"2023-01-{day}") for number, day in ((9, 10), (7, 11), (8, 12))]
    record(engine, *said)
    with writing(engine, by="T", reason="t") as session:
        for earlier, later in pairwise(said):
            add_relation(session, a_relation(later.code, earlier.code))
    found = read(engine, overviews.read_restated)

    assert found.revised == []
    assert sorted((who, str(day), figure, before) for who, (day, _, figure), (_, _, before) in found.chained) == [
        ("Ministry A", "2023-01-11", 7, 9), ("Ministry A", "2023-01-12", 8, 7),
    ]  # fmt: skip
    first = read(engine, overviews.read_restated, ClaimFilter(as_of=date(2023, 1, 11)))
    assert first == ([("Ministry A", -2, 1)], [])


def test_a_pair_of_which_one_gives_no_number_has_no_size(engine):
    first, second = a_claim(verbatim="heavy losses"), a_claim(verbatim="80", stated_at="2023-01-09")
    record(engine, first, second)
    with writing(engine, by="T", reason="t") as session:
        add_relation(session, a_relation(second.code, first.code))

    assert read(engine, overviews.read_restated) == NOTHING_RESTATED


def test_unlike_figures_restate_nothing(engine):
    first, second = a_claim(verbatim="100"), a_claim(verbatim="80", stated_at="2023-01-09", metric="wounded")
    record(engine, first, second)
    with writing(engine, by="T", reason="t") as session:
        add_relation(session, a_relation(second.code, first.code))

    assert read(engine, overviews.read_restated) == NOTHING_RESTATED


def test_last_digits_are_of_exact_numbers_alone(engine):
    words = ["600", "75", "more than 60", "heavy losses", "35"]
    record(engine, *(a_claim(verbatim=word, stated_at=f"2023-01-{n + 10}") for n, word in enumerate(words)))

    assert plain(read(engine, overviews.read_last_digits)) == [("Ministry A", 0, 1), ("Ministry A", 5, 2)]


# Statuses


def steps(engine, wanted=None, names=("claims",)):
    changes = read(engine, overviews.read_status_changes, wanted)
    return [
        (str(row["day"]), row["status"], *(row[name] for name in names))
        for row in changes.to_dict("records")
        if any(row[name] for name in names)
    ]


def test_a_claim_enters_unassessed_and_moves_when_it_is_decided(engine):
    claim = a_claim()
    record(engine, claim)
    assess(engine, claim.code, status="unverified", confirmed_low=None, decided_at="2023-01-20")
    assess(engine, claim.code, decided_at="2023-02-01")

    assert steps(engine) == [
        ("2023-01-08", "unassessed", 1),
        ("2023-01-20", "unassessed", -1),
        ("2023-01-20", "unverified", 1),
        ("2023-02-01", "partially_confirmed", 1),
        ("2023-02-01", "unverified", -1),
    ]
    assert steps(engine, ClaimFilter(as_of=date(2023, 1, 20))) == steps(engine)[:3]


def test_of_two_decisions_on_a_day_the_later_recorded_holds_and_none_is_before_the_statement(engine):
    claim = a_claim()
    record(engine, claim)
    assess(engine, claim.code, status="disputed", confirmed_low=None, decided_at="2022-12-01")
    assess(engine, claim.code, decided_at="2022-12-01")

    assert steps(engine) == [("2023-01-08", "partially_confirmed", 1)]


def test_people_are_the_lower_ends_of_claims_about_one_incident(engine):
    record(
        engine,
        a_claim_on_an_incident(verbatim="more than 600"),
        a_claim_on_an_incident(verbatim="up to 30", claimant="Ministry C"),
        a_claim(verbatim="50000"),
    )

    names = ("claims", "incident_claims", "people", "without_lower")
    assert steps(engine, names=names) == [("2023-01-08", "unassessed", 3, 2, 601, 1)]


def test_statuses_follow_the_filter(engine):
    record(engine, a_claim(), a_claim(metric="wounded", stated_at="2023-01-09"))

    assert steps(engine, ClaimFilter(metric=("wounded",))) == [("2023-01-09", "unassessed", 1)]


# What is claimed most


@pytest.mark.parametrize(
    ("what", "names"),
    [
        ("claimant", ["Ministry A", "Ministry C"]),
        ("affected_party", ["Army B", "Army D"]),
        ("conflict", ["War of Examples"]),
        ("metric", ["killed", "wounded"]),
        ("incident", ["Strike on the depot"]),
    ],
)
def test_what_is_claimed_most_comes_first(engine, what, names):
    record(
        engine,
        a_claim(),
        a_claim_on_an_incident(),
        a_claim(claimant="Ministry C", affected_party="Army D", metric="wounded"),
    )

    assert list(read(engine, overviews.read_most_claimed, None, Varying(what))["name"]) == names


# Changes


@pytest.fixture
def changed(engine):
    """A claim that was recorded, corrected by somebody else, and a relation that was taken back."""
    claim, later = a_claim(), a_claim(verbatim="650", stated_at="2023-01-09")
    record(engine, claim, later)
    with writing(engine, by="C. Corrector", reason="A figure mistyped") as session:
        change_claim(session, claim.model_copy(update={"notes": "As printed"}), expected_version=1)
    with writing(engine, by="A. Tester", reason="It does not") as session:
        withdraw(session, "relation", add_relation(session, a_relation(later.code, claim.code)))
    return engine, claim


def changes(engine, **asked):
    with reading(engine) as session:
        return overviews.read_changes(session, ChangeFilter(**asked))


def test_changes_come_latest_first_and_page_by_id(changed):
    engine, _ = changed
    every = changes(engine)
    first = changes(engine, limit=3)
    second = changes(engine, limit=100, before=int(first["id"].iloc[-1]))

    assert list(every["id"]) == sorted(every["id"], reverse=True)
    assert [*first["id"], *second["id"]] == list(every["id"])
    assert every["entity"].iloc[0] == "relation"
    assert every["after"].iloc[0] is None


def test_corrections_are_what_changed_or_removed_something_that_stood(changed):
    engine, claim = changed
    found = changes(engine, corrections=True)

    assert list(found["entity"]) == ["relation", "claim"]
    assert list(found["code"])[1] == claim.code


@pytest.mark.parametrize(
    ("asked", "entities"),
    [
        ({"by": "C. Corrector"}, {"claim"}),
        ({"by": "Nobody"}, set()),
        ({"entity": "relation"}, {"relation"}),
        ({"until": date(2020, 1, 1)}, set()),
        ({"since": date(2020, 1, 1), "entity": "conflict"}, {"conflict"}),
        ({"since": date(2999, 1, 1)}, set()),
    ],
)
def test_changes_are_found_by_kind_name_and_day(changed, asked, entities):
    assert set(changes(changed[0], **asked)["entity"]) == entities


def test_the_history_of_one_record_is_found_by_its_code(changed):
    engine, claim = changed

    assert list(changes(engine, code=claim.code)["version"]) == [2, 1]


def test_a_day_ends_with_its_last_moment(changed):
    engine, _ = changed
    with engine.execution_options(tracker_writes=True).begin() as connection:
        last = connection.execute(select(Revision.id).order_by(Revision.id.desc()).limit(1)).scalar_one()
        moment = datetime(2023, 5, 1, 23, 59, 59, 900_000)
        connection.execute(update(Revision).where(Revision.id == last).values(changed_at=moment))
    assert list(changes(engine, since=date(2023, 5, 1), until=date(2023, 5, 1))["id"]) == [last]


def test_who_changed_something_is_offered_by_name(changed):
    with reading(changed[0]) as session:
        assert overviews.read_changers(session) == ["A. Tester", "C. Corrector"]
