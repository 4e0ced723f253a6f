"""A past state is the same whenever it is asked for: its files keep their bytes after any number of later edits."""

import json
from datetime import UTC, date, datetime, timedelta
from random import Random
from types import SimpleNamespace

import pytest

from tests.makers import FIELDS, RECORDER, a_claim, a_claim_on_an_incident, a_count, a_relation, an_assessment, as_csv
from tests.makers import rows_of as csv_rows
from tracker.claims import InvalidClaimError, NewClaim, parse_annotation, parse_response
from tracker.filters import ClaimFilter
from tracker.store import batches, beside, versions, writes
from tracker.store.database import reading
from tracker.store.names import resolve
from tracker.store.tables import Revision
from tracker.vocabulary import AsOfBasis, Axis, RelationKind

EDITS = 1_000
CLAIMANTS = ("Ministry A", "Army B", "Recorder R")
INCIDENTS = tuple(f"Strike {number}" for number in range(40))
FIRST_EDIT = datetime(2024, 6, 11, 0, 0, 0)
SEEN = {
    AsOfBasis.RECORDED: date(2024, 6, 10),
    AsOfBasis.STATED: date(2024, 3, 1),
}


class Clock:
    """The time by which the store records, moved by hand."""

    def __init__(self, monkeypatch):
        self.now = datetime(2024, 6, 1, 12)
        moved = SimpleNamespace(now=lambda _zone: self.now.replace(tzinfo=UTC), combine=datetime.combine)
        for module in (writes, beside, batches, versions):
            monkeypatch.setattr(module, "datetime", moved)


@pytest.fixture
def clock(monkeypatch):
    return Clock(monkeypatch)


def exports(ledger, wanted):
    """Every byte of the files that researchers keep."""
    views = [
        wanted,
        wanted.but(axis=Axis.EVENT),
        wanted.but(scope=("incident",)),
        wanted.but(conflict=("War of Examples",)),
    ]
    with reading(ledger.engine, versions.Seen.by(wanted)) as session:
        views = [resolve(session, view) for view in views]
    return {
        (name, view): "".join(pieces(view)).encode()
        for name, pieces in (
            ("claims.csv", ledger.csv),
            ("claims.json", ledger.json_list),
            ("series.csv", ledger.series_csv),
        )
        for view in views
    }


def fill(ledger, make_file):
    """A ledger with something of everything; returns the code of the imported file."""
    for number in range(24):
        stated = date(2024, 1, 5) + timedelta(days=4 * number)
        changes = {"stated_at": str(stated), "verbatim": f"{600 + number}", "claimant": CLAIMANTS[number % 2]}
        made = (
            a_claim(**changes),
            a_claim_on_an_incident(
                **changes | {"incident": INCIDENTS[number], "incident_date": "2024-01-02", "verbatim": str(10 + number)}
            ),
            a_count(stated_at=str(stated), verbatim=f"at least {300 + number}"),
        )
        for claim in made:
            ledger.add_claim(claim, by="T", may_make_names=True)
    codes = [row["code"] for row in csv_rows("".join(ledger.csv(ClaimFilter())))]
    for code in codes[::7]:
        assess(ledger, code, decided_at="2024-02-10")
    same = sorted(codes_of(ledger, claimant="Ministry A"))
    ledger.add_relation(a_relation(same[1][1], same[0][1], "corrects"), by="T")
    rows = [
        dict(FIELDS)
        | {"conflict": "War of Others", "claimant": "Newcomer", "code": "cabcdefgh2", "stated_at": "2024-01-09"}
    ]
    rows += [
        dict(FIELDS) | {"stated_at": "2024-01-09", "verbatim": "77", "incident": INCIDENTS[0], "code": "cabcdefgh3"}
    ]
    return ledger.import_csv(make_file(as_csv(rows)), by="T").batch


def codes_of(ledger, **narrowed):
    """Stated day and code of claims as they are now."""
    wanted = ClaimFilter(**{name: (value,) for name, value in narrowed.items()})
    return [(row["stated_at"], row["code"]) for row in csv_rows("".join(ledger.csv(wanted)))]


def assess(ledger, code, **changes):
    """An assessment that fits any claim."""
    said = {"status": "unverified", "confirmed_low": None, "rationale": "Looked; nothing found.", **changes}
    ledger.add_assessment(code, an_assessment(**said))


def content_of(ledger, code):
    """A claim as its latest revision keeps it, and that revision's number."""
    with reading(ledger.engine) as session:
        version, after = writes.latest_revision(session, code)
    return version, NewClaim.model_validate_json(after)


class Editor:
    """Edits a ledger at random: nothing that it does may change what was seen before."""

    def __init__(self, ledger, basis):
        self.ledger = ledger
        self.any = Random(7)  # noqa: S311 - the same edits in every run
        self.is_recorded = basis is AsOfBasis.RECORDED
        self.after = "2022-01-01" if self.is_recorded else str(SEEN[basis] + timedelta(days=1))
        self.beside = []
        self.refused = 0
        self.done = 0
        self.codes = codes_of(ledger)

    def edit(self):
        """One edit of any kind; what the ledger refuses is no edit."""
        kinds = [self.add, self.correct, self.correct, self.mend, self.assess, self.relate, self.respond, self.withdraw]
        try:
            self.any.choice(kinds)()
            self.done += 1
        except (InvalidClaimError, ValueError, LookupError):
            self.refused += 1

    def a_day(self):
        first = max(date.fromisoformat(self.after), date(2024, 1, 3))
        return str(first + timedelta(days=self.any.randrange(60)))

    def a_code(self):
        return self.any.choice(self.codes)[1]

    def add(self):
        changes = {
            "stated_at": self.a_day(),
            "claimant": self.any.choice([*CLAIMANTS, f"Somebody {self.any.random()}"]),
        }
        if self.any.random() < 0.5:
            about = {
                "incident": self.any.choice([*INCIDENTS, f"Strike {self.any.random()}"]),
                "incident_date": "2024-01-02",
            }
            changes |= about | {"place": "Harbour", "country_iso3": "UKR"}
        if changes["claimant"] == "Recorder R":
            changes = {**RECORDER, **changes}
        url = self.any.choice([FIELDS["source_url"], f"https://example.org/{self.any.random()}"])
        claim = a_claim(**changes, verbatim=str(self.any.randrange(2_000)), source_url=url, source_title="A title")
        self.ledger.add_claim(claim, by="T", may_make_names=True)
        self.codes.append((changes["stated_at"], claim.code))

    def correct(self):
        version, claim = content_of(self.ledger, self.a_code())
        figure = self.any.randrange(1_000)
        changes = {
            "verbatim": str(figure),
            "stated_value": figure,
            "low": figure,
            "high": figure,
            "best": None,
            "qualifier": "exact",
        }
        changes |= self.any.choice([{}, {"notes": "A note."}, {"tags": ("a", "b")}, {"claimant": "Ministry A"}])
        self.change(claim, changes, version)

    def mend(self):
        """Put right what is known of the incident, the source and the claimant's role."""
        version, claim = content_of(self.ledger, self.a_code())
        changes = {"source_title": f"Title {self.any.random()}"}
        if self.any.random() < 0.1:  # it touches all claims of the claimant
            changes |= {"claimant_independence": self.any.choice(["party", "independent"])}
            changes |= {"claimant_kind": self.any.choice(["state_military", "ngo"])}
        if claim.incident:
            changes |= {
                "place": f"Place {self.any.random()}",
                "incident_date": self.any.choice(["2024-01-01", "2023-12-30"]),
            }
        self.change(claim, changes, version)

    def change(self, claim, changes, version):
        changed = NewClaim.model_validate(claim.model_dump() | changes)
        self.ledger.change_claim(changed, by="T", reason="a test", expected_version=version)

    def assess(self):
        assess(self.ledger, self.a_code(), decided_at="2024-06-20", status=self.any.choice(["unverified", "disputed"]))

    def relate(self):
        later = self.any.choice([code for day, code in self.codes if day >= self.after])
        kind = self.any.choice([RelationKind.CORRECTS, RelationKind.RETRACTS, RelationKind.CONFLICTS_WITH])
        self.beside.append(("relation", self.ledger.add_relation(a_relation(later, self.a_code(), kind), by="T")))

    def respond(self):
        said = {"claim": self.a_code(), "responder": "Army B", "response": "no_comment", "stated_at": self.a_day()}
        self.beside.append(("response", self.ledger.add_response(parse_response(said), by="T", reason="a test")))
        event = {"start_date": self.a_day(), "title": "Strike", "kind": "event"}
        self.beside.append(("annotation", self.ledger.add_annotation(parse_annotation(event), by="T", reason="a test")))

    def withdraw(self):
        self.ledger.withdraw(*self.beside.pop(self.any.randrange(len(self.beside))), by="T", reason="a test")


@pytest.mark.parametrize("basis", AsOfBasis)
def test_files_of_a_past_day_keep_their_bytes_after_a_thousand_later_edits(ledger, make_file, clock, basis):
    batch = fill(ledger, make_file)
    wanted = ClaimFilter(as_of=SEEN[basis], as_of_basis=basis)
    before = exports(ledger, wanted)
    assert min(map(len, before.values())) > 200
    clock.now = FIRST_EDIT
    now_before = exports(ledger, ClaimFilter())

    if basis is AsOfBasis.RECORDED:
        ledger.undo_import(batch, by="T", because="a test")
    editor = Editor(ledger, basis)
    while editor.done < EDITS:
        clock.now += timedelta(hours=3)
        editor.edit()

    assert editor.refused < EDITS
    assert exports(ledger, wanted) == before
    assert not set(exports(ledger, ClaimFilter()).values()) & set(now_before.values())


def test_a_view_of_what_an_undone_import_named_is_there_as_of_before(ledger, make_file, clock):
    batch = fill(ledger, make_file)
    wanted = ClaimFilter(conflict=("War of Others",), as_of=date(2024, 6, 10), as_of_basis=AsOfBasis.RECORDED)
    before = list(ledger.csv(ledger.resolve(wanted)))
    clock.now = FIRST_EDIT

    ledger.undo_import(batch, by="T", because="a test")

    assert list(ledger.csv(ledger.resolve(wanted))) == before
    assert ledger.claims(wanted).total == 1


def test_a_name_is_found_as_of_before_its_record_was_mended(ledger, clock):
    ledger.add_claim(a_claim(claimant_kind="ngo"), by="T", may_make_names=True)
    version, claim = content_of(ledger, codes_of(ledger)[0][1])
    clock.now = FIRST_EDIT
    changed = NewClaim.model_validate(claim.model_dump() | {"claimant_kind": "media"})
    ledger.change_claim(changed, by="T", reason="a test", expected_version=version)

    found = ledger.resolve(ClaimFilter(claimant=("ministry a",), as_of=SEEN[AsOfBasis.RECORDED]))

    assert found.claimant == ("Ministry A",)


def test_a_claim_that_was_removed_ends_nothing_as_of_what_had_been_said(ledger, make_file, clock):
    earlier = a_claim(stated_at="2024-01-05")
    ledger.add_claim(earlier, by="T", may_make_names=True)
    batch = ledger.import_csv(
        make_file(as_csv([dict(FIELDS) | {"stated_at": "2024-01-09", "code": "cabcdefgh2"}])), by="T"
    ).batch
    ledger.add_relation(a_relation("cabcdefgh2", earlier.code, "retracts"), by="T")
    ledger.undo_import(batch, by="T", because="a test")

    rows = csv_rows("".join(ledger.csv(ClaimFilter(as_of=date(2024, 2, 1)))))

    assert [(row["code"], row["lifecycle"]) for row in rows] == [(earlier.code, "current")]


def test_replaying_all_revisions_gives_the_current_store(ledger, make_file, clock):
    fill(ledger, make_file)
    clock.now = FIRST_EDIT
    editor = Editor(ledger, AsOfBasis.RECORDED)
    while editor.done < 150:
        clock.now += timedelta(hours=3)
        editor.edit()

    with reading(ledger.engine) as session:
        replayed = {}
        for row in session.query(Revision).where(Revision.entity == "claim").order_by(Revision.id):
            assert row.before == replayed.get(row.entity_code)
            replayed[row.entity_code] = row.after
    exported = {row["code"]: row for rows in ledger.stream(ClaimFilter()) for row in rows}

    assert {code for code, after in replayed.items() if after} == set(exported)
    for code, after in replayed.items():
        kept = json.loads(after)
        about = {name: value for name, value in kept.items() if name in exported[code] and name not in SHARED}
        as_exported = json.loads(json.dumps({name: exported[code][name] for name in about}, default=str))
        assert as_exported == about


SHARED = {
    "claimant_kind", "claimant_independence", "incident_date", "incident_end", "incident_precision", "place", "country_iso3",
    "source_title", "source_publisher", "source_date", "source_language", "archived_url", "sources", "source_role",
}  # fmt: skip
"""What a claim says of the claimant, incident and source: another claim may have mended it since."""
