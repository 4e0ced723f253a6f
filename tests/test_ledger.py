"""The ledger as pages and commands use it: never stale, and choosing for the reader what is left open."""

import threading
from datetime import date

import pytest

from tests.makers import FIELDS, a_claim, a_claim_on_an_incident, a_count, an_assessment, as_csv, assess, record
from tracker.charts import timeline_in_words
from tracker.claims import parse_annotation
from tracker.csv_files import InvalidFileError
from tracker.filters import EVERY_CLAIM, ClaimFilter, InvalidFilterError
from tracker.ledger import load_shipped_records, open_ledger, pages_of
from tracker.settings import Settings
from tracker.store.database import StoreError
from tracker.vocabulary import Axis, Metric, Scope, SeriesKind


def everything_read(ledger):
    """What each of the cached readings says, in a form that can be compared."""
    return {
        "claims": ledger.claims(EVERY_CLAIM).total,
        "timeline": ledger.timeline(EVERY_CLAIM).claims,
        "incidents": ledger.incidents(EVERY_CLAIM)[1],
        "keys": len(ledger.keys()),
        "names": ledger.names()["actor"],
        "incident_names": ledger.incident_names("War of Examples"),
        "claimants": ledger.claimants(EVERY_CLAIM),
        "statuses": ledger.statuses(EVERY_CLAIM),
    }


def test_nothing_read_is_stale_after_a_write_by_anybody(ledger):
    before = everything_read(ledger)
    record(ledger.engine, a_claim_on_an_incident())  # past the ledger, as another program would
    after = everything_read(ledger)
    assert {name for name in after if after[name] != before[name]} == set(after)


def test_what_was_read_is_not_read_again_until_something_changes(ledger):
    record(ledger.engine, a_claim())
    first, second = ledger.timeline(EVERY_CLAIM), ledger.timeline(EVERY_CLAIM)
    assert first is second
    record(ledger.engine, a_claim())
    assert ledger.timeline(EVERY_CLAIM) is not first


def test_a_name_that_is_recorded_can_be_asked_for_at_once(ledger):
    with pytest.raises(InvalidFilterError):
        ledger.resolve(ClaimFilter(claimant=("Ministry A",)))
    record(ledger.engine, a_claim())
    assert ledger.resolve(ClaimFilter(claimant=("ministry a",))).claimant == ("Ministry A",)


def test_many_may_read_while_one_writes(ledger):
    record(ledger.engine, a_claim())
    errors, totals = [], []

    def read():
        try:
            totals.extend(ledger.claims(EVERY_CLAIM).total for _ in range(10))
        except Exception as error:
            errors.append(error)

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for _ in range(5):
        record(ledger.engine, a_claim())
    for reader in readers:
        reader.join()
    assert errors == []
    assert set(totals) <= {1, 2, 3, 4, 5, 6}
    assert ledger.claims(EVERY_CLAIM).total == 6


# What a timeline chooses


def test_a_timeline_chooses_what_has_both_kinds_of_line(ledger):
    record(
        ledger.engine,
        *(a_claim(affected_party="Army with claims alone") for _ in range(5)),
        a_claim(affected_party="Army with both"),
        a_count(affected_party="Army with both"),
        *(a_claim_on_an_incident(affected_party="Army with incidents") for _ in range(9)),
    )
    view = ledger.timeline(EVERY_CLAIM)
    assert (view.wanted.affected_party, view.wanted.scope) == (("Army with both",), (Scope.CUMULATIVE,))
    assert [line.kind for line in view.timeline.lines] == [SeriesKind.CLAIMED, SeriesKind.CONFIRMED]
    assert view.claims == 2


def test_a_timeline_keeps_what_the_reader_chose(ledger):
    record(ledger.engine, a_claim(), a_count(), a_claim(affected_party="Army C", metric="wounded"))
    view = ledger.timeline(ClaimFilter(metric=(Metric.WOUNDED,)))
    assert (view.wanted.affected_party, view.claims) == (("Army C",), 1)


def test_a_timeline_of_one_incident_draws_its_claims_and_of_all_their_sum(ledger):
    record(ledger.engine, a_claim_on_an_incident(), a_claim_on_an_incident(incident="Second strike"))
    one = ledger.timeline(ClaimFilter(incident=("Second strike",)))
    both = ledger.timeline(ClaimFilter(scope=(Scope.INCIDENT,)))
    assert [line.actor for line in one.timeline.lines] == ["Ministry A"]
    assert [line.actor for line in both.timeline.lines] == ["All claimants, 2 incidents", "Sum of documented floors"]
    assert (both.wanted.axis, both.wanted.metric) == (Axis.EVENT, (Metric.KILLED,))


def test_incidents_added_up_say_how_many_claims_wait(ledger):
    record(ledger.engine, a_claim_on_an_incident(code="cfirst2345"), a_claim_on_an_incident(incident="The depot"))
    assess(ledger.engine, "cfirst2345")
    wanted = ClaimFilter(scope=("incident",))
    assert ledger.timeline(wanted).timeline.unassessed == 1
    said = timeline_in_words(ledger.timeline(wanted).timeline)
    assert "1 claim in this view is unassessed" in said
    unknown = ledger.timeline(wanted.but(q="more than")).timeline
    assert unknown.unassessed is None
    assert "unassessed" not in timeline_in_words(unknown)


@pytest.mark.parametrize("axis", list(Axis))
def test_a_timeline_narrowed_by_days_stands_on_its_axis(ledger, axis):
    record(ledger.engine, a_claim_on_an_incident(incident_date="2023-01-02", stated_at="2023-01-08"))
    for since, seen in ((date(2023, 1, 2), True), (date(2023, 1, 5), axis is Axis.STATED)):
        view = ledger.timeline(ClaimFilter(incident=("Strike on the depot",), since=since, axis=axis))
        assert bool(view.timeline.lines) is seen


def test_an_empty_ledger_has_an_empty_timeline_and_one_page(ledger):
    view = ledger.timeline(EVERY_CLAIM)
    assert (view.claims, view.timeline.lines, pages_of(0), pages_of(50), pages_of(51)) == (0, (), 1, 1, 2)
    assert "".join(ledger.series_csv(EVERY_CLAIM)).splitlines() == [
        "date,series,actor,metric,low,high,value,claim_code,note"
    ]


# Opening and writing


def test_a_ledger_that_is_opened_is_filled_once(empty_url, make_file):
    records = make_file(as_csv([FIELDS]), name="1.csv").parent
    settings = Settings(database_url=empty_url, records_folder=records)
    for _ in range(2):
        ledger = open_ledger(settings)
        assert ledger.claims(EVERY_CLAIM).total == 1
        ledger.engine.dispose()


def test_a_bare_ledger_is_empty(empty_url, make_file):
    records = make_file(as_csv([FIELDS]), name="1.csv").parent
    ledger = open_ledger(Settings(database_url=empty_url, records_folder=records), with_records=False)
    assert ledger.claims(EVERY_CLAIM).total == 0
    ledger.engine.dispose()


def test_shipped_records_with_faults_are_refused_whole(file_ledger, make_file):
    make_file(as_csv([FIELDS]), name="1.csv")
    folder = make_file(as_csv([dict(FIELDS) | {"metric": "dead"}]), name="2.csv").parent
    with pytest.raises(InvalidFileError, match="metric"):
        load_shipped_records(file_ledger.engine, folder)
    assert file_ledger.claims(EVERY_CLAIM).total == 0


def test_a_ledger_that_cannot_be_opened_says_why(tmp_path):
    (tmp_path / "x.db").write_bytes(b"no database at all, but long enough to be read as one" * 100)
    with pytest.raises(StoreError, match="is not a database of the tracker"):
        open_ledger(Settings(database_url=f"sqlite:///{tmp_path / 'x.db'}"))


def test_every_way_to_write_says_who_and_why(ledger):
    claim = a_claim()
    assert ledger.add_claim(claim, by="Jana", may_make_names=True)
    ledger.change_claim(claim.model_copy(update={"notes": "seen"}), by="Petr", reason="Seen again", expected_version=1)
    ledger.add_assessment(claim.code, an_assessment())
    told = ledger.claim(claim.code).history[["entity", "version", "changed_by", "reason"]]
    assert told.to_numpy().tolist() == [
        ["assessment", 1, "B. Assessor", "139 names are listed."],
        ["claim", 2, "Petr", "Seen again"],
        ["claim", 1, "Jana", "Entered through the form"],
    ]


def test_known_days_are_those_on_which_a_view_changed(ledger):
    days = ("2023-01-05", "2023-01-08", "2023-01-20")
    claims = [a_claim(stated_at=day) for day in days]
    record(ledger.engine, *claims, a_claim(conflict="War of Others", stated_at="2023-01-01"))
    assess(ledger.engine, claims[0].code, decided_at="2023-02-01")
    wanted = ClaimFilter(conflict=("War of Examples",), as_of=date(2023, 1, 6))

    assert [str(day) for day in ledger.known_days(wanted)] == [*days, "2023-02-01"]
    assert [str(day) for day in ledger.known_days(wanted, most=2)] == ["2023-01-05", "2023-02-01"]
    recorded = ledger.known_days(wanted.but(as_of_basis="recorded"))
    assert len(recorded) == 1
    assert recorded[0] >= date(2024, 1, 1)


def test_a_change_of_method_breaks_the_line_of_its_claimant_alone(ledger):
    days = ("2023-01-05", "2023-01-20")
    for claimant in ("Ministry A", "Ministry C"):
        record(ledger.engine, *[a_claim(claimant=claimant, stated_at=day, verbatim=f"6{day[-2:]}") for day in days])
    change = {"start_date": "2023-01-10", "title": "Counts by name from now on", "kind": "methodology_change"}
    note = parse_annotation(change | {"claimant": "Ministry A", "conflict": "War of Examples"})
    code = ledger.add_annotation(note, by="T", reason="a test")

    def last(claimant):
        lines = ledger.timeline(ClaimFilter()).timeline.lines
        return next(line.last for line in lines if line.actor == claimant)

    assert (last("Ministry A").is_break, last("Ministry A").increment) == (True, None)
    assert (last("Ministry C").is_break, last("Ministry C").increment) == (False, 15)
    assert "series break: Counts by name from now on; no step is taken" in "".join(ledger.series_csv(ClaimFilter()))
    ledger.withdraw("annotation", code, by="T", reason="a test")
    assert last("Ministry A").increment == 15


def test_annotations_of_other_conflicts_are_no_part_of_an_incidents_view(ledger):
    record(ledger.engine, a_claim_on_an_incident(), a_claim(conflict="War of Others"))
    for conflict in ("War of Examples", "War of Others"):
        event = {"start_date": "2023-01-03", "title": f"In the {conflict}", "kind": "event", "conflict": conflict}
        ledger.add_annotation(parse_annotation(event), by="T", reason="a test")

    shown = ledger.annotations(ClaimFilter(incident=("Strike on the depot",)))

    assert list(shown["title"]) == ["In the War of Examples"]
