"""A file is recorded whole or not at all; a record is never doubled; what leaves one store fills another."""

import itertools

import pytest
from hypothesis import HealthCheck, given, settings

from tests.makers import FIELDS, a_claim, an_assessment, any_claim, as_csv, record, rows_of
from tracker.csv_files import InvalidFileError, parse_csv
from tracker.filters import EVERY_CLAIM, ClaimFilter
from tracker.importing import Options, UnknownRecipeError, import_csv
from tracker.ledger import load_shipped_records
from tracker.recipes import named_recipe
from tracker.settings import PROJECT_FOLDER
from tracker.store.checks import faults_of

RECORDS = PROJECT_FOLDER / "data" / "records"


def taken(report):
    return report.rows_read == report.rows_taken + report.rows_left_out + report.rows_refused


def kinds(report):
    return (report.new, report.unchanged, report.changed, report.conflicting, report.duplicate)


def without_recorded_at(text):
    return [{name: cell for name, cell in row.items() if name != "recorded_at"} for row in rows_of(text)]


def test_a_file_is_taken_and_every_row_accounted_for(ledger, make_file):
    report = ledger.import_csv(make_file(as_csv([dict(FIELDS), dict(FIELDS) | {"metric": "wounded"}])), by="T")

    assert kinds(report) == (2, 0, 0, 0, 0)
    assert taken(report)
    assert report.claims == sum(kinds(report))
    assert ledger.claims(EVERY_CLAIM).total == 2


def test_one_bad_row_and_nothing_is_recorded(ledger, make_file):
    rows = [dict(FIELDS), dict(FIELDS) | {"stated_at": "2999-01-01"}]

    report = ledger.import_csv(make_file(as_csv(rows)), by="T")

    assert report.problems == [
        "row 3: stated_at 2999-01-01 is in the future; a claim is recorded once it has been made"
    ]
    assert (report.rows_refused, report.claims) == (1, 0)
    assert ledger.claims(EVERY_CLAIM).total == 0
    assert ledger.names() == {"conflict": [], "actor": []}


def test_a_dry_run_records_nothing(ledger, make_file):
    report = ledger.import_csv(make_file(as_csv([FIELDS])), by="T", dry_run=True)

    assert kinds(report) == (1, 0, 0, 0, 0)
    assert ledger.claims(EVERY_CLAIM).total == 0


def test_a_code_twice_in_a_file_is_refused(ledger, make_file):
    row = dict(FIELDS) | {"code": "cabcdefgh2"}

    report = ledger.import_csv(make_file(as_csv([row, row])), by="T")

    assert "row 3: code: cabcdefgh2 stands on row 2 already" in report.problems[0]
    assert ledger.claims(EVERY_CLAIM).total == 0


def test_a_file_read_by_another_process_gives_the_same_report_and_claims(ledger, make_file, monkeypatch):
    rows = [dict(FIELDS) | {"code": f"cabcdefgh{number}"} for number in range(2, 6)]
    monkeypatch.setattr("tracker.csv_files.WORTH_A_PROCESS", 0)

    report = ledger.import_csv(make_file(as_csv([*rows[:3], rows[0] | {"metric": "dead"}])), by="T")
    assert (report.claims, len(report.problems)) == (0, 1)

    assert kinds(ledger.import_csv(make_file(as_csv(rows[:3])), by="T")) == (3, 0, 0, 0, 0)
    assert kinds(ledger.import_csv(make_file(as_csv(rows)), by="T")) == (1, 3, 0, 0, 0)


def test_a_record_that_is_known_is_changed_and_never_doubled(ledger, make_file):
    row = dict(FIELDS) | {"code": "cabcdefgh2"}
    ledger.import_csv(make_file(as_csv([row])), by="T")

    again = ledger.import_csv(make_file(as_csv([row])), by="T")
    changed = ledger.import_csv(make_file(as_csv([row | {"verbatim": "more than 700"}])), by="T")

    assert (kinds(again), kinds(changed)) == ((0, 1, 0, 0, 0), (0, 0, 1, 0, 0))
    known = ledger.claim("cabcdefgh2")
    assert (known.claim["low"], known.version) == (701, 2)
    assert '"low":601' in known.history["before"].iloc[0]


def test_an_assessment_comes_with_its_claim(ledger, make_file):
    assessed = {
        "status": "partially_confirmed", "confirmed_low": "92", "evidence_basis": "named_list", "rationale": "92 names",
        "assessor": "B", "decided_at": "2023-01-25", "assessment_sources": "https://example.org/1 https://example.org/2",
    }  # fmt: skip
    ledger.import_csv(make_file(as_csv([dict(FIELDS) | assessed | {"code": "cabcdefgh2"}])), by="T")

    known = ledger.claim("cabcdefgh2")
    assert (known.claim["status"], known.claim["confirmed_low"]) == ("partially_confirmed", 92)
    assert known.assessments["sources"].iloc[0] == ["https://example.org/1", "https://example.org/2"]


def test_a_recipe_that_does_not_exist_is_said(ledger, make_file):
    with pytest.raises(UnknownRecipeError, match="ucdp-2"):
        named_recipe("ucdp-2", ledger.recipes())


def test_a_file_that_is_none_records_nothing(ledger, make_file):
    with pytest.raises(InvalidFileError):
        ledger.import_csv(make_file(b"\x89PNG\r\n"), by="T")


def test_the_shipped_records_load_once(engine, ledger):
    assert load_shipped_records(engine, RECORDS) == 309
    assert load_shipped_records(engine, RECORDS) == 0
    assert ledger.claims(EVERY_CLAIM).total == 309


def test_a_store_with_claims_is_left_as_it_is(engine):
    record(engine, a_claim())

    assert load_shipped_records(engine, RECORDS) == 0


def test_the_shipped_records_give_the_same_file_from_both_databases(two_engines):
    from tests.conftest import ledger_on

    files = []
    for engine in two_engines:
        load_shipped_records(engine, RECORDS)
        text = "".join(ledger_on(engine).csv(EVERY_CLAIM))
        moments = {row["recorded_at"] for row in rows_of(text)}
        for moment in moments:
            text = text.replace(moment, "")
        files.append(text.encode())

    assert files[0] == files[1]
    assert files[0].count(b"\n") > 309


def test_what_leaves_one_store_fills_another_with_the_same(two_engines, make_file):
    from tests.conftest import ledger_on

    first, second = map(ledger_on, two_engines)
    load_shipped_records(first.engine, RECORDS)
    text = "".join(first.csv(EVERY_CLAIM))
    file = make_file(text)

    report = import_csv(second.engine, [file, RECORDS / "relations.csv"], by="T", reason="moved")
    again = import_csv(first.engine, [file], by="T", reason="again")

    assert (report.new, report.problems) == (309, [])
    assert kinds(again) == (0, 309, 0, 0, 0)
    assert without_recorded_at("".join(second.csv(EVERY_CLAIM))) == without_recorded_at(text)


# Files that come again


INCIDENT = dict(FIELDS) | {"incident": "Strike on the depot", "incident_date": "2023-01-02"}


def again_and_again(ledger, make_file, rows):
    """The kinds of the first, the second and the third import of the same rows."""
    file = make_file(as_csv(rows))
    reports = [ledger.import_csv(file, by="T") for _ in range(3)]
    assert [report.problems for report in reports] == [[], [], []]
    return [kinds(report) for report in reports]


@pytest.mark.parametrize(
    "rows",
    [
        # names typed in another way are the same names
        [{}, {"claimant": " ministry  a", "conflict": "WAR of examples", "affected_party": "army B"}],
        # rows that disagree on what belongs to more than one claim: the first row holds
        [{"claimant_kind": "media"}, {"claimant_kind": "ngo"}],
        [{"claimant_independence": "party"}, {"claimant_independence": "independent"}],
        [{"source_title": "Losses"}, {"source_title": "Other title", "source_publisher": "Daily"}, {"source_publisher": "Weekly"}],
        [
            {"incident": "Depot", "incident_date": "2023-01-02", "place": "Town"},
            {"incident": "DEPOT", "incident_date": "2023-01-03", "place": "Village", "country_iso3": "UKR"},
            {"incident": "Depot", "incident_end": "2023-01-04", "incident_precision": "week"},
        ],
        # sources in one list or in two places
        [{"sources": "https://example.org/b https://example.org/c"}],
        # an open precision is a value of its own
        [{"incident": "Depot", "incident_date": "2023-01-02", "incident_precision": "unknown"}],
    ],
)  # fmt: skip
def test_a_file_that_comes_again_changes_nothing(ledger, make_file, rows):
    rows = [dict(FIELDS) | row | {"code": f"cagain{number}xx"} for number, row in enumerate(rows)]
    first, second, third = again_and_again(ledger, make_file, rows)
    assert first == (len(rows), 0, 0, 0, 0)
    assert second == third == (0, len(rows), 0, 0, 0)
    assert ledger.version() == 1


def test_an_alias_that_comes_again_is_the_actor(ledger, make_file):
    ledger.import_csv(make_file(as_csv([dict(FIELDS) | {"code": "calias11"}])), by="T")
    ledger.add_alias("Ministry A", "MoD A", by="T")
    report = ledger.import_csv(make_file(as_csv([dict(FIELDS) | {"code": "calias11", "claimant": "MoD A"}])), by="T")
    assert kinds(report) == (0, 1, 0, 0, 0)


def test_an_earlier_assessment_that_comes_again_is_not_recorded_again(ledger, make_file):
    assessed = dict(FIELDS) | {
        "code": "cassess1", "status": "partially_confirmed", "confirmed_low": "92", "evidence_basis": "named_list",
        "rationale": "92 names", "assessor": "B", "decided_at": "2023-01-25",
    }  # fmt: skip
    file = make_file(as_csv([assessed]))
    later = make_file(as_csv([assessed | {"confirmed_low": "139", "decided_at": "2023-12-31"}]), name="later.csv")
    steps = [kinds(ledger.import_csv(path, by="T")) for path in (file, later, file, later)]
    assert steps == [(1, 0, 0, 0, 0), (0, 0, 1, 0, 0), (0, 1, 0, 0, 0), (0, 1, 0, 0, 0)]
    known = ledger.claim("cassess1")
    assert (list(known.assessments["confirmed_low"]), known.version) == ([139, 92], 1)


def test_a_file_without_an_assessment_leaves_the_one_on_record(ledger, make_file):
    row = dict(FIELDS) | {"code": "cassess1"}
    ledger.import_csv(make_file(as_csv([row])), by="T")
    ledger.add_assessment("cassess1", an_assessment())
    assert kinds(ledger.import_csv(make_file(as_csv([row])), by="T")) == (0, 1, 0, 0, 0)
    assert ledger.claim("cassess1").claim["status"] == "partially_confirmed"


def test_figures_and_their_assessment_may_change_together(ledger, make_file):
    row = dict(FIELDS) | {"code": "cassess1"}
    ledger.import_csv(make_file(as_csv([row])), by="T")
    ledger.add_assessment("cassess1", an_assessment())
    anew = row | {
        "verbatim": "more than 100", "status": "confirmed", "confirmed_low": "139", "evidence_basis": "named_list",
        "rationale": "139 names", "assessor": "B", "decided_at": "2023-03-01",
    }  # fmt: skip
    assert kinds(ledger.import_csv(make_file(as_csv([anew])), by="T")) == (0, 0, 1, 0, 0)
    assert (ledger.claim("cassess1").claim["status"], ledger.claim("cassess1").claim["low"]) == ("confirmed", 101)


def test_a_change_that_contradicts_an_assessment_is_a_fault_of_its_row(ledger, make_file):
    row = dict(FIELDS) | {"code": "cassess1"}
    ledger.import_csv(make_file(as_csv([row])), by="T")
    ledger.add_assessment("cassess1", an_assessment())
    file = make_file(as_csv([dict(FIELDS), row | {"verbatim": "more than 100"}]))
    report = ledger.import_csv(file, by="T")
    assert "row 3: low: the claim's assessment would no longer fit" in report.problems[0]
    assert taken(report)
    assert (report.rows_refused, report.claims, ledger.claims(EVERY_CLAIM).total) == (1, 0, 1)


def test_refused_rows_are_skipped_where_that_is_wanted_and_all_others_recorded(ledger, make_file):
    ledger.import_csv(make_file(as_csv([INCIDENT | {"code": "cassess1", "stated_at": "2023-01-05"}])), by="T")
    ledger.add_assessment("cassess1", an_assessment())
    many = [dict(FIELDS) | {"code": f"cmany{number}"} for number in range(1_200)]
    bad = dict(FIELDS) | {"code": "cbad1", "stated_at": "2999-01-01"}
    contradicts = INCIDENT | {"code": "cassess1", "verbatim": "more than 100", "claimant": "Somebody new"}
    too_early = INCIDENT | {"code": "cearly1", "stated_at": "2022-12-01", "incident_date": ""}
    last = dict(FIELDS) | {"code": "clast1", "claimant": "Somebody new"}
    file = make_file(as_csv([bad, *many, too_early, contradicts, last]))
    report = ledger.importer(by="T").take(file, Options(skip_refused=True))

    assert kinds(report) == (1_201, 0, 0, 0, 0)
    assert taken(report)
    assert report.claims == sum(kinds(report))
    assert report.rows_refused == 3
    assert [problem.split(":")[0] for problem in report.problems] == ["row 2", "row 1203", "row 1204"]
    assert ledger.claims(EVERY_CLAIM).total == 1_202
    assert ledger.claim("clast1").claim["claimant"] == "Somebody new"
    assert ledger.claim("cassess1").version == 1
    assert faults_of(ledger.engine) == []


def test_a_better_place_and_day_in_the_file_are_taken(ledger, make_file):
    row = INCIDENT | {"code": "cincid11", "place": "Townn"}
    ledger.import_csv(make_file(as_csv([row])), by="T")
    better = row | {"place": "Town", "incident_date": "2023-01-03", "source_publisher": "Daily"}
    assert kinds(ledger.import_csv(make_file(as_csv([better])), by="T")) == (0, 0, 1, 0, 0)
    assert kinds(ledger.import_csv(make_file(as_csv([better])), by="T")) == (0, 1, 0, 0, 0)
    claim = ledger.claim("cincid11").claim
    assert (claim["place"], claim["incident_date"].isoformat()) == ("Town", "2023-01-03")


def test_what_a_later_claim_knows_of_an_incident_fills_gaps(ledger, make_file):
    bare = dict(FIELDS) | {"incident": "Depot", "code": "cfirst11"}
    more = bare | {"code": "csecond1", "incident_date": "2023-01-02", "place": "Town"}
    ledger.import_csv(make_file(as_csv([bare])), by="T")
    ledger.import_csv(make_file(as_csv([more])), by="T")
    claim = ledger.claim("cfirst11").claim
    assert (claim["place"], claim["incident_date"].isoformat()) == ("Town", "2023-01-02")


def test_nobody_speaks_of_an_incident_before_its_day(ledger, make_file):
    early = dict(FIELDS) | {"incident": "Depot", "stated_at": "2023-01-08"}
    late = dict(FIELDS) | {"incident": "Depot", "stated_at": "2023-02-01", "incident_date": "2023-01-10"}
    for rows in ([early, late], [late, early]):
        report = ledger.import_csv(make_file(as_csv(rows)), by="T")
        assert "row 3: incident_date: the incident is recorded as of 2023-01-10" in report.problems[0]
        assert ledger.claims(EVERY_CLAIM).total == 0


def test_a_file_of_many_faults_is_counted_in_full_and_told_in_part(ledger, make_file):
    report = ledger.import_csv(make_file(as_csv([dict(FIELDS) | {"metric": "dead"}] * 1_500)), by="T")
    assert (report.rows_read, report.rows_refused, report.rows_taken) == (1_500, 1_500, 0)
    assert len(report.problems) == 200


def test_a_fault_after_many_good_rows_still_records_nothing(ledger, make_file):
    rows = [dict(FIELDS)] * 1_200 + [dict(FIELDS) | {"stated_value": "-4"}]
    report = ledger.import_csv(make_file(as_csv(rows)), by="T")
    assert report.problems == ['row 1202: stated_value: "-4" is negative; a count of people is zero or more']
    assert (ledger.claims(EVERY_CLAIM).total, ledger.version()) == (0, 0)


def test_an_import_is_recorded_under_a_name_and_a_reason(ledger, make_file):
    file = make_file(as_csv([dict(FIELDS) | {"code": "cwho1111"}]))
    ledger.import_csv(file, by="Jana")
    history = ledger.claim("cwho1111").history
    assert (history["changed_by"].iloc[0], history["reason"].iloc[0]) == ("Jana", "Imported from claims.csv")


numbers = itertools.count(1)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(any_claim())
def test_any_claim_comes_out_of_the_store_as_it_went_in(ledger, tmp_path, claim):
    number = next(numbers)  # names and pages of its own, as these are shared between claims
    own = {name: f"{getattr(claim, name)[:150]} {number}" for name in ("conflict", "claimant", "affected_party")}
    url = f"{claim.source_url}#{number}"
    claim = claim.model_copy(update={**own, "source_url": url, "sources": (url, *claim.sources[1:])})
    record(ledger.engine, claim)
    path = tmp_path / "one.csv"
    path.write_bytes("".join(ledger.csv(ClaimFilter(conflict=(claim.conflict,)))).encode())

    assert parse_csv(path) == [claim]
    assert kinds(ledger.import_csv(path, by="T")) == (0, 1, 0, 0, 0)
