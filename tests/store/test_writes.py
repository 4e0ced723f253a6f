import json
import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, text

from tests.makers import a_claim, a_claim_on_an_incident, a_count, an_assessment, assess, record
from tracker.claims import InvalidClaimError
from tracker.store.database import data_version, reading, writing
from tracker.store.names import UnknownNameError
from tracker.store.queries import count_claims, read_claims
from tracker.store.records import read_claim
from tracker.store.tables import Actor, Assessment, Claim, Conflict, Incident, Revision, Source, Table
from tracker.store.writes import (
    BATCH,
    DuplicateClaimError,
    NoSuchClaimError,
    StaleEditError,
    add_alias,
    add_assessment,
    add_claim,
    add_claims,
    change_claim,
)
from tracker.vocabulary import VerificationStatus


def write(engine, change, *arguments, by="A. Tester", reason="a test", **options):
    with writing(engine, by=by, reason=reason) as session:
        return change(session, *arguments, **options)


def revisions(engine, entity, code=None):
    with reading(engine) as session:
        found = select(Revision).where(Revision.entity == entity).order_by(Revision.id)
        return list(session.scalars(found.where(Revision.entity_code == code) if code else found))


def version(engine):
    with reading(engine) as session:
        return data_version(session)


def rows_in_every_table(engine):
    with reading(engine) as session:
        return {table.name: session.execute(select(table)).all() for table in Table.metadata.sorted_tables}


# Recording


def test_a_new_claim_leaves_who_when_why_and_what(engine):
    claim = a_claim()
    before = datetime.now(UTC).replace(tzinfo=None)
    write(engine, add_claim, claim, by="Jana", reason="Read in the news", may_make_names=True)
    (kept,) = revisions(engine, "claim", claim.code)
    assert (kept.version, kept.changed_by, kept.reason, kept.before) == (1, "Jana", "Read in the news", None)
    assert before <= kept.changed_at <= before + timedelta(minutes=1)
    after = json.loads(kept.after)
    assert (after["verbatim"], after["low"], after["claimant"]) == ("more than 600", 601, "Ministry A")


def test_names_made_on_the_way_leave_revisions_too(engine):
    record(engine, a_claim_on_an_incident())
    assert [json.loads(kept.after)["name"] for kept in revisions(engine, "actor")] == ["Ministry A", "Army B"]
    assert [json.loads(kept.after)["name"] for kept in revisions(engine, "conflict")] == ["War of Examples"]
    assert [json.loads(kept.after)["title"] for kept in revisions(engine, "incident")] == ["Strike on the depot"]


def test_what_is_recorded_is_read_back(engine):
    claim = a_claim(
        verbatim="between 20 and 30", best="25", population="combatant", subgroup="medical", tags="one; two",
        coverage_start="2022-02-24", as_of_date="2023-01-07", notes="«Примітка» 🕯 שלום", stated_time="00:54+03:00",
        sources="https://example.org/news https://example.org/second?a=1;b=2,3",
    )  # fmt: skip
    record(engine, claim)
    with reading(engine) as session:
        kept = read_claim(session, claim.code)
    names = (
        "code", "verbatim", "qualifier", "low", "high", "best", "population", "subgroup", "coverage_start",
        "as_of_date", "notes", "stated_time", "stated_at",
    )  # fmt: skip
    assert {name: kept.claim[name] for name in names} == {name: getattr(claim, name) for name in names}
    assert kept.claim["tags"] == ["one", "two"]
    assert list(kept.sources["url"]) == ["https://example.org/news", "https://example.org/second?a=1;b=2,3"]
    assert kept.version == 1


def test_an_open_bound_is_null_and_never_zero(engine):
    above, below, neither = a_claim(), a_claim(verbatim="up to 30"), a_claim(verbatim="heavy losses")
    record(engine, above, below, neither)
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT low, high FROM claim ORDER BY id")).all()
    assert rows == [(601, None), (None, 30), (None, None)]


def test_the_same_claim_twice_is_one_claim(engine):
    claim = a_claim()
    assert write(engine, add_claim, claim, may_make_names=True)
    assert not write(engine, add_claim, claim, may_make_names=True)
    with reading(engine) as session:
        assert count_claims(session) == 1
    assert len(revisions(engine, "claim")) == 1


def test_a_code_with_other_content_is_refused_and_the_first_stays(engine):
    record(engine, a_claim(code="csame11111"))
    with pytest.raises(DuplicateClaimError, match="csame11111"):
        record(engine, a_claim(code="csame11111", verbatim="more than 700"))
    with reading(engine) as session:
        assert list(read_claims(session)["low"]) == [601]


def test_a_code_twice_in_one_write_is_refused(engine):
    with pytest.raises(DuplicateClaimError, match="csame11111"):
        record(engine, a_claim(code="csame11111"), a_claim(code="csame11111", verbatim="90"))
    with reading(engine) as session:
        assert count_claims(session) == 0


def test_a_page_that_many_claims_name_is_one_source(engine):
    record(engine, a_claim(source_publisher="Daily"), a_claim(source_title="Losses", source_publisher="Weekly"))
    with reading(engine) as session:
        (source,) = session.scalars(select(Source))
    assert (source.url, source.publisher, source.title) == ("https://example.org/news", "Daily", "Losses")


def test_a_claim_may_come_with_its_assessment(engine):
    claim = a_claim(
        status="partially_confirmed", confirmed_low="139", rationale="Names", assessor="B", decided_at="2023-02-01"
    )
    record(engine, claim)
    with reading(engine) as session:
        assert list(read_claims(session)["status"]) == ["partially_confirmed"]
    (kept,) = revisions(engine, "assessment")
    assert json.loads(kept.after)["claim"] == claim.code


# All or nothing


@pytest.mark.parametrize("at", [0, 3, BATCH, BATCH + 7])
def test_nothing_is_half_written_when_a_write_fails_midway(engine, at):
    record(engine, a_claim(code="cfirst1111"))
    before = rows_in_every_table(engine)

    def claims():
        for number in range(at):
            yield a_claim_on_an_incident(claimant=f"Ministry {number}", incident=f"Strike {number}", verbatim="9")
        raise RuntimeError("the power went")

    with pytest.raises(RuntimeError, match="the power went"), writing(engine, by="A", reason="B") as session:
        add_claims(session, claims())
    assert rows_in_every_table(engine) == before


def test_an_error_after_the_last_change_undoes_it(engine):
    before = rows_in_every_table(engine)
    with pytest.raises(RuntimeError), writing(engine, by="A", reason="B") as session:
        add_claim(session, a_claim(), may_make_names=True)
        raise RuntimeError
    assert rows_in_every_table(engine) == before


def test_reading_changes_nothing(engine):
    before = rows_in_every_table(engine)
    with reading(engine) as session:
        session.info.update(changed_by="A", reason="B", changes=0)
        try:
            add_claim(session, a_claim(), may_make_names=True)
        except Exception:
            session.rollback()
    assert rows_in_every_table(engine) == before


# The version


def test_the_version_rises_once_a_committed_write(engine):
    assert version(engine) == 0
    record(engine, a_claim(), a_claim(), a_claim())
    assert version(engine) == 1
    claim = a_claim()
    with writing(engine, by="A", reason="B") as session:
        add_claims(session, [claim])
        add_assessment(session, claim.code, an_assessment())
    assert version(engine) == 2


def test_the_version_stays_when_nothing_was_written(engine):
    claim = a_claim()
    record(engine, claim)
    record(engine, claim)
    with pytest.raises(RuntimeError), writing(engine, by="A", reason="B") as session:
        add_claims(session, [a_claim()])
        raise RuntimeError
    assert version(engine) == 1


# Assessing


def test_assessments_are_added_and_none_is_replaced(engine):
    claim = a_claim()
    record(engine, claim)
    first = assess(engine, claim.code, confirmed_low=100)
    second = assess(engine, claim.code, confirmed_low=120)
    with reading(engine) as session:
        kept = read_claim(session, claim.code).assessments
        assert list(kept["code"]) == [second, first]
        assert list(kept["confirmed_low"]) == [120, 100]
        assert list(read_claims(session)["confirmed_low"]) == [120]


def test_the_current_assessment_is_the_one_decided_last_not_the_one_recorded_last(engine):
    claim = a_claim()
    record(engine, claim)
    assess(engine, claim.code, decided_at="2023-03-01", status="confirmed", confirmed_low=650)
    assess(engine, claim.code, decided_at="2023-02-01", confirmed_low=100)
    with reading(engine) as session:
        row = read_claims(session).iloc[0]
    assert (row["status"], row["confirmed_low"]) == ("confirmed", 650)


def test_an_assessment_leaves_a_revision(engine):
    claim = a_claim()
    record(engine, claim)
    code = assess(engine, claim.code)
    (kept,) = revisions(engine, "assessment", code)
    assert (kept.changed_by, kept.before) == ("B. Assessor", None)
    assert json.loads(kept.after)["confirmed_low"] == 139


@pytest.mark.parametrize(
    "numbers",
    [
        {"status": "confirmed"},  # a floor of 139 does not reach 601
        {"status": "refuted", "refutation_kind": "overstated"},  # and does not disprove it either
        {"status": "unverified"},  # a floor is evidence
        {"confirmed_low": 601},  # a part is less than the whole
    ],
)
def test_an_assessment_that_contradicts_its_numbers_is_refused(engine, numbers):
    claim = a_claim()
    record(engine, claim)
    with pytest.raises(InvalidClaimError, match="status"):
        assess(engine, claim.code, **numbers)
    with reading(engine) as session:
        assert session.scalars(select(Assessment)).all() == []


def test_a_claim_that_does_not_exist_cannot_be_assessed_changed_or_read(engine):
    with pytest.raises(NoSuchClaimError):
        assess(engine, "cnothere11")
    with pytest.raises(NoSuchClaimError):
        write(engine, change_claim, a_claim(), expected_version=1)
    with reading(engine) as session, pytest.raises(NoSuchClaimError):
        read_claim(session, "cnothere11")


# Changing


def test_a_change_keeps_the_figures_as_they_stood(engine):
    claim = a_claim(code="cchanged11", notes="first")
    record(engine, claim)
    write(
        engine,
        change_claim,
        a_claim(code="cchanged11", verbatim="more than 700"),
        expected_version=1,
        reason="Mistyped",
    )
    first, second = revisions(engine, "claim", "cchanged11")
    assert (second.version, second.reason, second.before) == (2, "Mistyped", first.after)
    assert json.loads(second.after)["low"] == 701
    with reading(engine) as session:
        kept = read_claim(session, "cchanged11")
    assert (kept.version, kept.claim["low"], kept.claim["notes"]) == (2, 701, None)
    assert kept.claim["status"] == VerificationStatus.UNASSESSED


def test_a_change_does_not_touch_when_it_was_recorded(engine):
    record(engine, a_claim(code="cchanged11"))
    with reading(engine) as session:
        before = read_claim(session, "cchanged11").claim["recorded_at"]
    write(engine, change_claim, a_claim(code="cchanged11", verbatim="90"), expected_version=1)
    with reading(engine) as session:
        assert read_claim(session, "cchanged11").claim["recorded_at"] == before


def test_an_edit_of_a_version_that_is_not_the_latest_is_refused(engine):
    record(engine, a_claim(code="cchanged11"))
    write(engine, change_claim, a_claim(code="cchanged11", verbatim="90"), expected_version=1)
    with pytest.raises(StaleEditError, match="version 2"):
        write(engine, change_claim, a_claim(code="cchanged11", verbatim="95"), expected_version=1)
    with reading(engine) as session:
        assert read_claim(session, "cchanged11").claim["low"] == 90


def test_a_change_that_contradicts_the_assessment_is_refused(engine):
    record(engine, a_claim(code="cassessed1"))
    assess(engine, "cassessed1", confirmed_low=139)
    with pytest.raises(InvalidClaimError, match="assess it anew"):
        write(engine, change_claim, a_claim(code="cassessed1", verbatim="more than 100"), expected_version=1)


def test_a_change_mends_what_claims_have_in_common(engine):
    record(engine, a_claim_on_an_incident(code="cincident1", place="Townn", claimant_kind="media"))
    better = a_claim_on_an_incident(
        code="cincident1", place="Town", incident_date="2023-01-03", claimant_kind="ngo", source_publisher="Daily"
    )
    write(engine, change_claim, better, expected_version=1)
    with reading(engine) as session:
        kept = read_claim(session, "cincident1")
    assert (kept.claim["place"], kept.claim["claimant_kind"]) == ("Town", "ngo")
    assert kept.claim["incident_date"].isoformat() == "2023-01-03"
    assert list(kept.sources["publisher"]) == ["Daily"]
    changed = revisions(engine, "incident")[-1]
    assert (json.loads(changed.before)["place"], json.loads(changed.after)["place"]) == ("Townn", "Town")


# Two at once


def at_once(*jobs):
    """Run jobs side by side and say what each raised."""
    errors, start = [None] * len(jobs), threading.Barrier(len(jobs))

    def run(number, job):
        start.wait()
        try:
            job()
        except Exception as error:
            errors[number] = error

    threads = [threading.Thread(target=run, args=each) for each in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors


def test_of_two_edits_at_once_one_is_told(engine):
    record(engine, a_claim(code="cchanged11"))
    for seen in range(1, 6):
        edits = [a_claim(code="cchanged11", verbatim=str(10 * seen + number)) for number in (1, 2, 3)]
        errors = at_once(
            *(lambda edit=edit: write(engine, change_claim, edit, expected_version=seen) for edit in edits)
        )
        assert sorted(type(error).__name__ for error in errors) == ["NoneType", "StaleEditError", "StaleEditError"]


def test_names_made_at_once_are_made_once(engine):
    claims = [
        a_claim_on_an_incident(claimant=f"{name} A", verbatim="90") for name in ("Ministry", " MINISTRY", "ministry")
    ]
    assert at_once(*(lambda claim=claim: record(engine, claim) for claim in claims)) == [None, None, None]
    with reading(engine) as session:
        assert count_claims(session) == 3
        assert len(session.scalars(select(Incident)).all()) == 1
        assert len(session.scalars(select(Conflict)).all()) == 1
        assert len(session.scalars(select(Actor)).all()) == 2


def test_the_same_claim_at_once_is_one_claim(engine):
    claim = a_claim()
    assert at_once(*[lambda: record(engine, claim)] * 4) == [None] * 4
    with reading(engine) as session:
        assert list(session.scalars(select(Claim.code))) == [claim.code]


def test_who_reads_sees_one_state(engine):
    record(engine, a_claim())
    with reading(engine) as session:
        before = (count_claims(session), data_version(session))
        record(engine, a_count())
        assert (count_claims(session), data_version(session)) == before
    with reading(engine) as session:
        assert (count_claims(session), data_version(session)) == (2, 2)


# Other names


def test_an_alias_leaves_a_revision_and_finds_the_actor(engine):
    record(engine, a_claim())
    write(engine, add_alias, "Ministry A", "MoD A", by="Jana", reason="another name")
    kept = revisions(engine, "actor")[-1]
    assert (kept.version, kept.changed_by, json.loads(kept.after)["alias"]) == (2, "Jana", "MoD A")
    write(engine, add_claim, a_claim(claimant="mod a"))
    with reading(engine) as session:
        assert list(read_claims(session)["claimant"]) == ["Ministry A", "Ministry A"]


def test_an_alias_twice_is_one_alias(engine):
    record(engine, a_claim())
    write(engine, add_alias, "Ministry A", "MoD A")
    at = version(engine)
    write(engine, add_alias, "Ministry A", "mod a")
    assert version(engine) == at


def test_an_alias_is_refused_when_it_is_anothers_or_nobodys(engine):
    record(engine, a_claim())
    with pytest.raises(ValueError, match="another actor"):
        write(engine, add_alias, "Ministry A", "army b")
    with pytest.raises(LookupError, match="Ministry C"):
        write(engine, add_alias, "Ministry C", "MoD C")


def test_a_name_that_is_not_known_is_refused_with_those_close_to_it(engine):
    record(engine, a_claim())
    with pytest.raises(UnknownNameError) as caught:
        write(engine, add_claim, a_claim(claimant="Minstry A"))
    assert (caught.value.field, caught.value.name, caught.value.close) == ("claimant", "Minstry A", ["Ministry A"])
    with reading(engine) as session:
        assert count_claims(session) == 1


@pytest.mark.parametrize("field", ["conflict", "claimant", "affected_party", "incident"])
def test_each_kind_of_name_is_refused_when_it_is_not_known(engine, field):
    record(engine, a_claim())
    with pytest.raises(UnknownNameError) as caught:
        write(engine, add_claim, a_claim(**{field: "Entirely new"}))
    assert (caught.value.field, caught.value.close) == (field, [])
