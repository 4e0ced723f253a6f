"""Somebody at work on a ledger: what may be done to it, one thing after another, the same for the same seed."""

from contextlib import suppress
from datetime import date, timedelta
from random import Random

from tests.makers import RECORDER, a_claim_on_an_incident, a_relation, an_assessment
from tracker.claims import InvalidClaimError
from tracker.store.beside import add_relation, withdraw
from tracker.store.database import writing
from tracker.store.writes import add_assessment, add_claims, change_claim, latest_revision


class Doings:
    """What somebody may do to a ledger, one thing after another, the same for the same number."""

    def __init__(self, engine, seed):
        self.engine, self.chance = engine, Random(seed)  # noqa: S311 - no secrets
        self.claims, self.relations, self.inclusions = {}, [], {}

    def do_something(self):
        doings = (
            self.add,
            self.add,
            self.add,
            self.assess,
            self.assess,
            self.change,
            self.relate,
            self.include,
            self.withdraw,
        )
        return self.chance.choice(doings)()

    def do_many(self, times):
        """So many things; gives how many of them were done."""
        done = 0
        for _ in range(times):
            with suppress(InvalidClaimError):  # not everything may be done to every claim, and then nothing is
                self.do_something()
                done += 1
        return done

    def writing(self):
        return writing(self.engine, by="A. Tester", reason="a test")

    def any_claim(self, **more):
        chance, number = self.chance, self.chance.randrange(5)
        low = chance.choice((None, chance.randrange(40)))
        high = chance.choice((None, (low or 0) + chance.randrange(30)))
        who = chance.choice(
            ({"claimant": "Ministry A"}, {"claimant": "Ministry C"}, {"claimant": "Paper P"}, dict(RECORDER),
             {"claimant": "Paper P", "claimant_independence": "independent", "counting_basis": "visual"},
             {"claimant": "Institute", "counting_basis": "statistical_estimate"})
        )  # fmt: skip
        return a_claim_on_an_incident(
            **{
                "incident": f"Strike {number}",
                "incident_date": str(date(2023, 1, 1) + timedelta(days=number % 4)),
                "affected_party": chance.choice(("Army B", "Army B", "Army D")),
                "population": chance.choice(("civilian", "civilian", "combatant")),
                "metric": chance.choice(("killed", "killed", "killed", "wounded")),
                "stated_at": str(date(2023, 1, 5) + timedelta(days=chance.randrange(60))),
                "verbatim": "made up",
                "low": "" if low is None else str(low),
                "high": "" if high is None else str(high),
                "qualifier": "range",
                "bounds_reason": "r",
                **who,
                **more,
            }
        )

    def add(self):
        new = [self.any_claim() for _ in range(self.chance.randrange(1, 4))]
        with self.writing() as session:
            add_claims(session, new)
        self.claims |= {claim.code: claim for claim in new}

    def one(self):
        return self.claims[self.chance.choice(list(self.claims))]

    def assess(self):
        claim = self.one()
        floor = self.chance.choice((None, 1, 3))
        least = 1 if claim.low is None and claim.high != 0 else claim.low or 0
        status = "partially_confirmed" if floor and floor < least else "disputed"
        day = str(claim.stated_at + timedelta(days=self.chance.randrange(30)))
        said = an_assessment(status=status, confirmed_low=floor, decided_at=day)
        with self.writing() as session:
            add_assessment(session, claim.code, said)

    def change(self):
        claim = self.one()
        day = self.chance.choice((claim.incident_date, date(2023, 1, 5)))
        more = {"incident": claim.incident, "incident_date": str(day), "claimant": claim.claimant}
        new = self.any_claim(**more).model_copy(update={"code": claim.code})
        with self.writing() as session:
            version, _ = latest_revision(session, claim.code)
            change_claim(session, new, expected_version=version)
        self.claims[claim.code] = new

    def relate(self):
        later, earlier = self.one(), self.one()
        kind = self.chance.choice(("revises", "retracts", "corrects"))
        with self.writing() as session:
            self.relations.append(add_relation(session, a_relation(later.code, earlier.code, kind)))

    def include(self):
        larger, part = self.one(), self.one()
        if larger.incident == part.incident or self.chance.random() < 0.5:
            return
        with self.writing() as session:
            code = add_relation(session, a_relation(larger.code, part.code, "includes"))
        self.relations.append(code)
        self.inclusions[code] = (larger.code, part.code)

    def withdraw(self):
        if not self.relations:
            return
        code = self.relations.pop(self.chance.randrange(len(self.relations)))
        with self.writing() as session:
            withdraw(session, "relation", code)
        self.inclusions.pop(code, None)
