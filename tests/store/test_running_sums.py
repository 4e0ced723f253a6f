"""Running sums: whatever is written, they come to what the claims themselves come to, now and as of any day."""

from collections import Counter, defaultdict
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select, text

from tests.makers import a_claim_on_an_incident, a_count, a_relation, assess, record
from tests.store.doings import Doings
from tracker import series
from tracker.filters import ClaimFilter
from tracker.series.policies import latest_current, select_range
from tracker.series.records import claims_in, kind_of_claim
from tracker.store import incident_sums, running
from tracker.store.beside import add_relation, withdraw
from tracker.store.checks import faults_of
from tracker.store.database import reading, writing
from tracker.store.queries import (
    count_claims,
    read_claimants,
    read_incident_page,
    read_incident_sums,
    read_status_counts,
)
from tracker.store.running import rebuild
from tracker.store.tables import Incident
from tracker.store.tallies import count_by_month, count_sides
from tracker.store.versions import Seen
from tracker.store.writes import add_claims
from tracker.vocabulary import SeriesKind

TODAY = datetime.now(UTC).date()
DAYS = (None, date(2023, 1, 31), TODAY - timedelta(days=1), TODAY)
POLICIES = ("envelope", "latest", "lowest", "majority", "assessed", "claimant:Ministry A")
KILLED = ClaimFilter(metric=("killed",), scope=("incident",), axis="event")
VIEWS = (
    {},
    {"affected_party": ("Army B",)},
    {"population": ("civilian",)},
    {"affected_party": ("Army D",), "population": ("combatant",)},
    {"since": date(2023, 1, 2), "until": date(2023, 1, 4)},
)


def expected(session, wanted, inclusions=()):
    """The sums by the rules of the series, from the claims of the same filter."""
    frame, _ = read_incident_page(session, wanted, limit=1_000)
    ranges, floors, days = {}, {}, {}
    number = func.coalesce(Incident.version_of, Incident.id)
    in_order = {row[0]: row[1] for row in session.execute(select(Incident.code, number))}
    for incident, claims in sorted(frame.groupby("incident_code"), key=lambda pair: in_order[pair[0]]):
        current = latest_current(claims_in(claims, as_of=wanted.as_of))
        said = [claim for claim in current if kind_of_claim(claim) is SeriesKind.CLAIMED]
        ranges[incident] = select_range(said, wanted.policy_kind, wanted.policy_claimant)
        (shown,) = series.incident_ranges(claims, wanted.policy_kind, wanted.policy_claimant, as_of=wanted.as_of)
        floors[incident], days[incident] = shown.confirmed_low or 0, shown.day
    every, _ = read_incident_page(session, ClaimFilter(scope=("incident",), as_of=wanted.as_of), limit=1_000)
    of_claim = dict(zip(every["code"], every["incident_code"], strict=True))  # a week of wounded holds its killed too
    pairs = [(of_claim[whole], of_claim[part]) for whole, part in inclusions if {whole, part} <= of_claim.keys()]
    left_out = series.sum_without_parts(ranges, pairs).left_out
    sums = defaultdict(lambda: [0] * 6)
    for incident, found in ranges.items():
        if incident in left_out:
            continue
        high = (found.low or 0) if found.stated_high is None else found.stated_high
        own = (
            [1, found.low or 0, high, found.is_open, found.no_lower_bound, floors[incident]]
            if found.claims
            else [0, 0, 0, 0, 0, floors[incident]]
        )
        sums[days[incident]] = [int(a + b) for a, b in zip(sums[days[incident]], own, strict=True)]
    return {day: found for day, found in sums.items() if any(found)}


def found(session, wanted):
    rows = read_incident_sums(session, wanted).astype(object).to_numpy().tolist()
    return {day: [int(count) for count in counts] for day, *counts in rows}


@pytest.mark.parametrize("seed", range(2))
def test_the_sums_are_those_of_the_claims_whatever_was_done(engine, seed, monkeypatch):
    doings = Doings(engine, seed)
    doings.add()
    assert doings.do_many(30) > 15
    assert faults_of(engine) == []
    inclusions = list(doings.inclusions.values())
    for as_of in DAYS:
        for view in VIEWS:
            wanted = KILLED.but(as_of=as_of, **view)
            with reading(engine, Seen.by(wanted)) as session:
                assert found(session, wanted) == expected(session, wanted, inclusions), wanted
    for as_of in DAYS[:2]:
        for policy in POLICIES:
            wanted = KILLED.but(as_of=as_of, policy=policy)
            with reading(engine, Seen.by(wanted)) as session, monkeypatch.context() as patch:
                patch.setattr(incident_sums, "has_running_sums", lambda _: False)
                assert found(session, wanted) == expected(session, wanted, inclusions), wanted


def test_a_total_and_what_it_includes_are_not_added_up(engine):
    whole = a_claim_on_an_incident(incident="The week", incident_date="2023-01-01", verbatim="100")
    part = a_claim_on_an_incident(incident="The depot", incident_date="2023-01-02", verbatim="60")
    record(engine, whole, part)
    assert sums_of(engine) == {date(2023, 1, 1): 100, date(2023, 1, 2): 60}
    with writing(engine, by="A. Tester", reason="a test") as session:
        code = add_relation(session, a_relation(whole.code, part.code, "includes"))
    assert sums_of(engine) == {date(2023, 1, 1): 100}
    assert sums_of(engine, affected_party=("Army B",)) == {date(2023, 1, 1): 100}
    assert sums_of(engine, since=date(2023, 1, 2)) == {date(2023, 1, 2): 60}  # where the total is not in view
    with writing(engine, by="A. Tester", reason="a test") as session:
        withdraw(session, "relation", code)
    assert sums_of(engine) == {date(2023, 1, 1): 100, date(2023, 1, 2): 60}


def sums_of(engine, **more):
    with reading(engine) as session:
        return {day: counts[1] for day, counts in found(session, KILLED.but(**more)).items()}


def test_a_write_that_brings_most_of_the_claims_makes_all_sums_anew(engine, monkeypatch):
    record(engine, a_claim_on_an_incident(incident="The week", incident_date="2023-01-01", verbatim="100"))
    monkeypatch.setattr(running, "MANY", 2)
    made = []

    def made_anew(connection):
        made.append(1)
        rebuild(connection)

    monkeypatch.setattr(running, "rebuild", made_anew)
    depots = [
        a_claim_on_an_incident(incident=f"Depot {day}", incident_date=f"2023-01-0{day}", verbatim=f"{day}0")
        for day in (2, 3, 4)
    ]
    with writing(engine, by="A. Tester", reason="a test") as session:
        add_claims(session, depots[:1])
        add_claims(session, depots[1:])
    assert made == [1]
    record(engine, a_claim_on_an_incident(incident="Depot 2", verbatim="5", claimant="Paper P"))
    assert made == [1]  # one more is added to what there is
    assert sums_of(engine) == {date(2023, 1, 1): 100, date(2023, 1, 2): 5, date(2023, 1, 3): 30, date(2023, 1, 4): 40}
    assert faults_of(engine) == []


def test_a_role_that_becomes_known_moves_a_figure_to_the_floor(engine):
    record(engine, a_count(incident="The depot", incident_date="2023-01-02", claimant_independence="unknown"))
    assert sums_of(engine) == {date(2023, 1, 2): 300}
    record(engine, a_count(stated_at="2023-02-01"))
    with reading(engine) as session:
        assert found(session, KILLED) == {date(2023, 1, 2): [0, 0, 0, 0, 0, 300]}
    assert faults_of(engine) == []


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE incident_change SET low = low + 1",
        "DELETE FROM incident_change",
        "UPDATE incident_sum SET low = low + 1",
        "DELETE FROM incident_sum",
        "UPDATE claim_tally SET claims = claims + 1",
        "DELETE FROM claim_tally",
        "UPDATE claim SET low = 7 WHERE id = 1",
    ],
)
def test_sums_that_are_not_those_of_the_claims_are_found(engine, tampering):
    record(engine, a_claim_on_an_incident(verbatim="20", code="cfirst2345"))
    assess(engine, "cfirst2345", confirmed_low=12)
    assert faults_of(engine) == []
    with engine.execution_options(tracker_writes=True).begin() as connection:
        connection.execute(text(tampering))
    assert [fault for fault in faults_of(engine) if "running sums" in fault]


def test_statuses_and_numbers_of_claims_are_those_of_the_claims(engine):
    doings = Doings(engine, 7)
    doings.add()
    doings.do_many(30)
    for as_of in DAYS:
        for view in ({}, {"affected_party": ("Army B",)}, {"metric": ("killed",)}, {"claimant": ("Ministry A",)}):
            wanted = ClaimFilter(as_of=as_of, **view)
            with reading(engine, Seen.by(wanted)) as session:
                slow = wanted.but(q="e")  # a search looks at each claim, and every claim holds this letter
                assert count_claims(session, wanted) == count_claims(session, slow)
                assert read_status_counts(session, wanted) == read_status_counts(session, slow)
                assert read_claimants(session, wanted) == read_claimants(session, slow)
    wanted = ClaimFilter(metric=("killed",))
    with reading(engine) as session:
        months, now = count_by_month(session, wanted), read_status_counts(session, wanted)
        by_side = Counter()
        for _, _, status, claims in count_sides(session, wanted):
            by_side[status] += claims
    assert months.groupby("status")["claims"].sum().loc[lambda claims: claims > 0].to_dict() == now
    assert {status: claims for status, claims in by_side.items() if claims} == now
