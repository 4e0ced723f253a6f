"""Overviews of large ledgers are counted by shorter ways: whatever was done, they come to the same as the long ones."""

from collections import Counter
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from operator import attrgetter

import pytest
from sqlalchemy import func, select

from tests.makers import a_relation, an_assessment
from tests.store.doings import Doings
from tracker import series
from tracker.claims import InvalidClaimError
from tracker.filters import ClaimFilter
from tracker.store import overviews
from tracker.store.beside import add_relation
from tracker.store.database import reading
from tracker.store.selecting import conditions, is_of, was_decided
from tracker.store.tables import Actor, Assessment, Claim, ClaimRelation
from tracker.store.versions import RECORD, Seen, was_recorded
from tracker.store.writes import add_assessment

TODAY = datetime.now(UTC).date()
MIDDLE = date(2023, 1, 31)
MOMENTS = (
    {},
    {"as_of": MIDDLE},
    {"as_of": date(2023, 2, 11)},
    {"as_of": TODAY - timedelta(days=1)},
    {"as_of": TODAY, "as_of_basis": "recorded"},
    {"as_of": MIDDLE, "as_of_basis": "recorded"},
)
VIEWS = (
    {},
    {"affected_party": ("Army B",)},
    {"metric": ("killed",)},
    {"claimant": ("Ministry A", "Paper P")},
    {"status": ("disputed", "unassessed")},
    {"since": date(2023, 1, 20)},
)


class Confirming(Doings):
    """The same doings, with confirmations among the assessments."""

    def assess(self):
        if self.chance.random() < 0.4:
            super().assess()
            return
        claim = self.one()
        day = str(claim.stated_at + timedelta(days=self.chance.randrange(-3, 20)))
        said = an_assessment(status="confirmed", confirmed_low=claim.low or 1, decided_at=day)
        with self.writing() as session:
            add_assessment(session, claim.code, said)


@pytest.fixture
def busy(engine):
    """A ledger to which many things were done."""
    doings = Confirming(engine, 5)
    doings.add()
    doings.do_many(60)
    return engine


def each_view(engine):
    for moment in MOMENTS:
        for view in VIEWS:
            wanted = ClaimFilter(**moment, **view)
            with reading(engine, Seen.by(wanted)) as session:
                yield session, wanted


def rows(frame):
    return [tuple(map(str, row)) for row in frame.astype(object).itertuples(index=False)]


def claims_of(session, wanted):
    """Claimant, direction, status, day stated and first day confirmed of each claim, joined one by one."""
    seen = Seen.by(wanted)
    number = Claim.id if wanted.as_of is None else RECORD
    known = was_decided(seen)
    first = (
        select(Assessment.claim_id, func.min(Assessment.decided_at).label("day"))
        .where(Assessment.status == "confirmed", *known)
        .group_by(Assessment.claim_id)
        .subquery()
    )
    statement = (
        select(number, Actor.name, Claim.direction, Claim.stated_at, first.c.day)
        .select_from(Claim)
        .join(Actor, is_of(Actor, Claim.claimant_id, seen))
        .outerjoin(first, first.c.claim_id == number)
        .where(*conditions(wanted))
    )
    latest = {}
    in_order = select(Assessment.claim_id, Assessment.status).where(*known)
    for claim, status in session.execute(in_order.order_by(Assessment.decided_at, Assessment.id)):
        latest[claim] = status.value
    found = session.execute(statement).all()
    return [
        (who, side and side.value, latest.get(claim, "unassessed"), day, first)
        for claim, who, side, day, first in found
    ]


def test_claimants_are_counted_as_one_by_one(busy):
    for session, wanted in each_view(busy):
        counts = overviews.read_claimant_counts(session, wanted)
        claims = claims_of(session, wanted)
        assert dict(zip(counts["claimant"], counts["claims"], strict=True)) == Counter(claim[0] for claim in claims)
        for row in counts.to_dict("records"):
            own = [claim for claim in claims if claim[0] == row["claimant"]]
            for column in ("own_losses", "adversary_losses", "third_party"):
                assert row[column] == sum(side == column for _, side, *_ in own)
            for column in ("confirmed", "disputed", "unassessed", "partially_confirmed"):
                assert row[column] == sum(status == column for _, _, status, *_ in own), wanted
            assert row["first_stated"] == min(day for *_, day, _ in own)
            assert row["last_stated"] == max(day for *_, day, _ in own)
        slow = wanted.but(q="e")  # a search looks at each claim, and every claim holds this letter
        assert rows(counts) == rows(overviews.read_claimant_counts(session, slow))


@pytest.mark.parametrize("few", [overviews.FEW, 0])
def test_waits_are_those_of_the_claims_one_by_one(busy, monkeypatch, few):
    monkeypatch.setattr(overviews, "FEW", few)
    for session, wanted in each_view(busy):
        until = min(TODAY, wanted.as_of or TODAY)
        expected = Counter(
            (who, ((first or until) - day).days, first is not None)
            for who, _, _, day, first in claims_of(session, wanted)
        )
        numbers = list(session.scalars(select(Actor.id)))
        found = overviews.read_waits_of(session, wanted, TODAY, numbers)
        assert {row[:3]: row[3] for row in found.itertuples(index=False, name=None)} == expected, wanted
        together = Counter()
        for (_, days, is_confirmed), claims in expected.items():
            together[days, is_confirmed] += claims
        every = overviews.read_waits(session, wanted, TODAY)
        assert {row[:2]: row[2] for row in every.itertuples(index=False, name=None)} == together
        longest = overviews.read_longest_waits(session, wanted, TODAY)
        slowest = {
            name: max((days for who, days, is_confirmed in expected if is_confirmed and who == name), default=0)
            for name in longest["claimant"]
        }
        assert dict(zip(longest["claimant"], longest["confirmed"], strict=True)) == Counter(
            claim[0] for claim in claims_of(session, wanted) if claim[4]
        )
        for row in longest.to_dict("records"):
            assert row["recent"] == sum(
                (until - day).days < max(0, slowest[who]) for who, *_, day, _ in claims_of(session, wanted)
                if who == row["claimant"]
            )  # fmt: skip


def relations_one_by_one(session, wanted):
    """The later and the earlier claim of each relation between alike figures of a filter."""
    seen = Seen.by(wanted)
    number = Claim.id if wanted.as_of is None else RECORD
    parts = (
        Claim.claimant_id,
        Claim.direction,
        Claim.affected_party_id,
        Claim.metric,
        Claim.population,
        Claim.subgroup,
    )
    figure = func.coalesce(Claim.best, Claim.stated_value)
    statement = (
        select(number, Actor.name, Claim.stated_at, figure, *parts)
        .join_from(Claim, Actor, is_of(Actor, Claim.claimant_id, seen))
        .where(*conditions(wanted))
    )
    claims = {row[0]: row[1:] for row in session.execute(statement)}
    known = select(ClaimRelation.from_claim_id, ClaimRelation.to_claim_id)
    known = known.where(ClaimRelation.kind.in_(("revises", "corrects")), *was_recorded(ClaimRelation, seen))
    for later, earlier in session.execute(known.order_by(ClaimRelation.id)):
        if later in claims and earlier in claims and claims[later][3:] == claims[earlier][3:]:
            (who, day, people), (_, day_before, people_before) = claims[later][:3], claims[earlier][:3]
            yield who, (day, later, people), (day_before, earlier, people_before)


def sizes_of(chained, revised=()):
    return {who: sorted(sizes) for who, sizes in series.revised_by(chained, revised).items()}


class Restating(Confirming):
    """The same doings; most claims give a number, and restate each other often."""

    def any_claim(self, **more):
        claim = super().any_claim(**more)
        return claim.model_copy(update={"best": claim.high if claim.low is None else claim.low})

    def relate(self):
        alike = attrgetter("claimant", "affected_party", "population", "metric")
        one = self.one()
        of_one = [claim for claim in self.claims.values() if alike(claim) == alike(one)]
        later, earlier = self.chance.choice(of_one), self.chance.choice(of_one)
        with self.writing() as session:
            self.relations.append(add_relation(session, a_relation(later.code, earlier.code, "revises")))


def test_what_restates_is_found_as_one_by_one(engine, monkeypatch):
    doings = Restating(engine, 7)
    for _ in range(8):
        doings.add()
    doings.do_many(60)
    for _ in range(90):
        with suppress(InvalidClaimError):
            doings.relate()
    found_any = set()
    for session, wanted in each_view(engine):
        found, expected = overviews.read_restated(session, wanted), list(relations_one_by_one(session, wanted))
        times = Counter(end[1] for _, *both in expected for end in both)
        chained = [one for one in expected if any(times[end[1]] > 1 for end in one[1:])]
        assert sorted(found.chained, key=str) == sorted(chained, key=str), wanted
        assert sizes_of(found.chained, found.revised) == sizes_of(expected), wanted
        found_any |= {name for name, some in found._asdict().items() if some}
    assert found_any == {"chained", "revised"}
    monkeypatch.setattr(overviews, "MOST_RELATIONS", 3)
    with reading(engine) as session:
        found = overviews.read_restated(session, ClaimFilter())
        assert len(found.chained) + sum(times for *_, times in found.revised) <= 3


def state(changes):
    """What each status comes to at the end; those that nothing has are left out."""
    summed = changes.groupby("status")[["claims", "incident_claims", "people", "without_lower"]].sum()
    return {status: tuple(row) for status, row in summed.T.items() if any(row)}


def test_by_months_the_last_state_is_that_of_the_days(busy, monkeypatch):
    monkeypatch.setattr(overviews, "MOST_BY_DAY", 0)
    told = 0
    for session, wanted in each_view(busy):
        months = overviews.read_status_months(session, wanted, TODAY)
        if months is None:
            assert wanted.status or wanted.since or wanted.as_of_basis == "recorded"
            continue
        told += 1
        assert state(months) == state(overviews.read_status_changes(session, wanted)), wanted
        assert max(months["day"]) <= (wanted.as_of or TODAY)
    assert told == 16


def test_by_months_each_state_is_what_was_known_at_the_end_of_the_month(busy, monkeypatch):
    monkeypatch.setattr(overviews, "MOST_BY_DAY", 0)
    with reading(busy) as session:
        months = overviews.read_status_months(session, ClaimFilter(), TODAY)
    days = sorted(set(months["day"]))
    assert days[:2] == [date(2023, 1, 31), date(2023, 2, 28)]
    for day in days:
        wanted = ClaimFilter(as_of=day)
        with reading(busy, Seen.by(wanted)) as session:
            then = state(overviews.read_status_changes(session, wanted))
        assert state(months[months["day"] <= day]) == then


def test_a_view_of_few_claims_is_told_by_days(busy):
    with reading(busy) as session:
        assert overviews.read_status_months(session, ClaimFilter(), TODAY) is None
