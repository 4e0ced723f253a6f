"""Relations, responses and annotations: kept with a reason, refused with a sentence, withdrawn and never deleted."""

from datetime import date, datetime, timedelta

import pytest

from tests.makers import a_claim, a_claim_on_an_incident, a_relation, record
from tracker.claims import InvalidClaimError, parse_annotation, parse_relation, parse_response
from tracker.filters import ClaimFilter
from tracker.store.beside import (
    NoSuchRecordError,
    add_annotation,
    add_relation,
    add_response,
    read_annotations,
    read_lineage,
    read_relations,
    read_responses,
    search_responses,
    withdraw,
)
from tracker.store.checks import faults_of
from tracker.store.database import reading, writing
from tracker.store.names import UnknownNameError
from tracker.store.queries import read_chart_claims, read_incident_sums
from tracker.store.records import read_claim
from tracker.store.versions import Seen
from tracker.store.writes import NoSuchClaimError, change_claim

INCIDENT = {"incident": "Strike on the depot", "incident_date": "2023-01-02"}


def write(engine, change, *arguments, **options):
    with writing(engine, by="A. Tester", reason="a test") as session:
        return change(session, *arguments, **options)


def read(engine, query, *arguments, seen=None, **options):
    with reading(engine, *([seen] if seen else [])) as session:
        return query(session, *arguments, **options)


@pytest.fixture
def told(engine):
    """63 on 2 January, then 89 on 4 January by the same ministry; 400 by another."""
    first = a_claim_on_an_incident(code="cfirst1111", verbatim="63", stated_at="2023-01-02")
    second = a_claim_on_an_incident(code="csecond111", verbatim="89", stated_at="2023-01-04")
    other = a_claim_on_an_incident(code="cother1111", claimant="Army C", verbatim="about 400", stated_at="2023-01-03")
    record(engine, first, second, other)
    return engine


def test_a_correction_ends_the_earlier_claim_from_the_day_it_was_stated(told):
    write(told, add_relation, a_relation("csecond111", "cfirst1111"))

    drawn = read(told, read_chart_claims, ClaimFilter()).set_index("code")
    assert drawn["lifecycle"].to_dict() == {
        "cfirst1111": "superseded",
        "csecond111": "current",
        "cother1111": "current",
    }
    assert drawn.loc["cfirst1111", "ended_at"] == date(2023, 1, 4)
    assert drawn.loc["csecond111", "change"] == "corrects"
    assert read(told, read_claim, "cfirst1111").claim["lifecycle"] == "superseded"
    assert read(told, read_incident_sums, ClaimFilter(claimant=("Ministry A",)))["low"].tolist() == [89]
    assert faults_of(told) == []


def test_as_of_a_day_before_the_correction_the_earlier_claim_is_current(told):
    write(told, add_relation, a_relation("csecond111", "cfirst1111"))
    before, after = ClaimFilter(as_of=date(2023, 1, 3)), ClaimFilter(as_of=date(2023, 1, 4))

    assert read(told, read_chart_claims, before, seen=Seen.by(before))["lifecycle"].tolist() == ["current", "current"]
    drawn = read(told, read_chart_claims, after, seen=Seen.by(after)).set_index("code")
    assert drawn.loc["cfirst1111", "lifecycle"] == "superseded"
    assert drawn["change"].dropna().to_dict() == {"csecond111": "corrects"}
    assert drawn.loc["cfirst1111", "ended_at"] == date(2023, 1, 4)


def test_a_retraction_that_is_withdrawn_leaves_the_claim_current_and_a_history(told):
    code = write(told, add_relation, a_relation("csecond111", "cfirst1111", "retracts"))
    assert read(told, read_claim, "cfirst1111").claim["lifecycle"] == "retracted"

    write(told, withdraw, "relation", code)
    assert read(told, read_claim, "cfirst1111").claim["lifecycle"] == "current"
    assert read(told, read_relations, "cfirst1111").empty
    with pytest.raises(NoSuchRecordError, match="no relation that stands"):
        write(told, withdraw, "relation", code)


def test_of_two_ends_the_first_counts(told):
    third = a_claim_on_an_incident(code="cthird1111", verbatim="90", stated_at="2023-01-08")
    record(told, third)
    write(told, add_relation, a_relation("cthird1111", "cfirst1111", "retracts"))
    early = write(told, add_relation, a_relation("csecond111", "cfirst1111", "revises"))
    assert read(told, read_claim, "cfirst1111").claim["lifecycle"] == "superseded"

    write(told, withdraw, "relation", early)
    assert read(told, read_claim, "cfirst1111").claim["lifecycle"] == "retracted"


def test_when_the_later_statement_turns_out_to_be_of_another_day_the_end_moves(told):
    write(told, add_relation, a_relation("csecond111", "cfirst1111"))
    moved = a_claim_on_an_incident(code="csecond111", verbatim="89", stated_at="2023-01-05")
    write(told, change_claim, moved, expected_version=1)

    drawn = read(told, read_chart_claims, ClaimFilter()).set_index("code")
    assert drawn.loc["cfirst1111", "ended_at"] == date(2023, 1, 5)


@pytest.mark.parametrize(
    ("later", "earlier", "kind", "said"),
    [
        ("cother1111", "cfirst1111", "corrects", "only the claimant itself"),
        ("cfirst1111", "csecond111", "corrects", "the later statement stands first"),
        ("csecond111", "cfirst1111", "revises", "go round in a circle"),
        ("csame11111", "csecond111", "corrects", "on record already"),
    ],
)
def test_relations_that_cannot_be_are_refused_with_a_sentence(told, later, earlier, kind, said):
    record(told, a_claim_on_an_incident(code="csame11111", verbatim="63 men", stated_at="2023-01-04"))
    write(told, add_relation, a_relation("csame11111", "csecond111", "corrects"))
    write(told, add_relation, a_relation("csecond111", "cfirst1111", "repeats"))
    if "circle" in said:
        later, earlier = "csecond111", "csame11111"

    with pytest.raises(InvalidClaimError, match=said):
        write(told, add_relation, a_relation(later, earlier, kind))


def test_a_relation_needs_two_known_claims_and_a_reason(told):
    with pytest.raises(InvalidClaimError, match="relation to itself"):
        parse_relation({"from_claim": "cfirst1111", "to_claim": "cfirst1111", "kind": "revises", "note": "x"})
    with pytest.raises(InvalidClaimError, match="note: needed"):
        parse_relation({"from_claim": "cfirst1111", "to_claim": "csecond111", "kind": "revises"})
    with pytest.raises(InvalidClaimError, match='"undoes" is not one of the words'):
        parse_relation({"from_claim": "cfirst1111", "to_claim": "csecond111", "kind": "undoes", "note": "x"})
    with pytest.raises(NoSuchClaimError, match='no claim has the code "cnothing"'):
        write(told, add_relation, a_relation("cnothing", "cfirst1111"))


def test_inclusions_may_not_go_round_but_other_claimants_may_be_held(told):
    record(told, a_claim(code="ctotal1111", claimant="Recorder R", verbatim="500", stated_at="2023-02-01"))
    write(told, add_relation, a_relation("ctotal1111", "cother1111", "includes"))
    with pytest.raises(InvalidClaimError, match="circle"):
        write(told, add_relation, a_relation("cother1111", "ctotal1111", "includes"))


def test_a_line_of_descent_is_followed_both_ways(told):
    record(told, a_claim_on_an_incident(code="cthird1111", verbatim="90", stated_at="2023-01-08"))
    write(told, add_relation, a_relation("csecond111", "cfirst1111"))
    write(told, add_relation, a_relation("cthird1111", "csecond111", "revises"))
    write(told, add_relation, a_relation("cother1111", "cfirst1111", "same_event_other_claimant"))

    for code in ("cfirst1111", "csecond111", "cthird1111"):
        found = read(told, read_lineage, code)
        assert list(zip(found["from_code"], found["kind"], found["to_code"], strict=True)) == [
            ("csecond111", "corrects", "cfirst1111"),
            ("cthird1111", "revises", "csecond111"),
        ]
    assert read(told, read_relations, "cother1111")["is_from"].tolist() == [True]


def a_response(**changes):
    return parse_response(
        {"responder": "Army C", "response": "no_comment", "stated_at": "2023-01-08", "verbatim": "We do not comment"}
        | {"source_url": "https://example.org/answer"}
        | changes
    )


def test_a_response_stands_on_its_claim_and_on_its_incident(told):
    write(told, add_response, a_response(claim="cfirst1111"))
    code = write(told, add_response, a_response(incident="Strike on the depot", stated_at="2023-01-09"))

    assert read(told, read_responses, claim="cfirst1111")["stated_at"].tolist() == [date(2023, 1, 8), date(2023, 1, 9)]
    assert read(told, read_responses, claim="cother1111")["claim"].tolist() == [None]
    of_incident = read(told, read_responses, incident="Strike on the depot")
    assert of_incident["response"].tolist() == ["no_comment", "no_comment"]
    seen = Seen(date(2023, 1, 8))
    assert len(read(told, read_responses, incident="Strike on the depot", seen=seen)) == 1
    assert read(told, search_responses, "do not COMMENT")["responder"].tolist() == ["Army C", "Army C"]
    assert read(told, search_responses, "do not exist").empty
    write(told, withdraw, "response", code)
    assert len(read(told, read_responses, incident="Strike on the depot")) == 1


def test_a_response_is_never_a_number(told):
    before = read(told, read_incident_sums, ClaimFilter()).to_dict("list")
    conceded = a_response(claim="cfirst1111", response="accepts_different_figure", conceded_low="70", conceded_high=70)
    write(told, add_response, conceded)

    assert read(told, read_incident_sums, ClaimFilter()).to_dict("list") == before
    assert read(told, read_responses, claim="cfirst1111")["conceded_low"].tolist() == [70]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "to one claim or to one incident"),
        ({"claim": "cfirst1111", "incident": "Strike on the depot"}, "to one claim or to one incident"),
        ({"claim": "cfirst1111", "conceded_low": 5}, "never turned into a number"),
        (
            {"claim": "cfirst1111", "response": "accepts", "conceded_low": 5, "conceded_high": 3},
            "conceded_low 5 is above conceded_high 3",
        ),
        ({"claim": "cfirst1111", "stated_at": "2999-01-01"}, "is in the future"),
        ({"claim": "cfirst1111", "source_url": "javascript:alert(1)"}, "is not a web address"),
        ({"claim": "cfirst1111", "response": "silence"}, "is not one of the words accepts"),
    ],
)
def test_a_response_that_cannot_be_is_refused_with_a_sentence(changes, said):
    with pytest.raises(InvalidClaimError, match=said):
        a_response(**changes)


def test_a_response_to_or_by_somebody_unknown_is_refused(told):
    with pytest.raises(LookupError, match="is not an incident"):
        write(told, add_response, a_response(incident="Nothing at all"))
    with pytest.raises(UnknownNameError, match="Nobody"):
        write(told, add_response, a_response(claim="cfirst1111", responder="Nobody"))
    write(told, add_response, a_response(claim="cfirst1111", responder="Somebody new"), may_make_names=True)
    assert read(told, read_responses, claim="cfirst1111")["responder"].tolist() == ["Somebody new"]


def test_an_annotation_is_shown_for_its_conflict_and_claimant(told):
    event = {"start_date": "2023-01-02", "title": "Strike", "kind": "event"}
    write(told, add_annotation, parse_annotation(event))
    write(told, add_annotation, parse_annotation(event | {"title": "Here", "conflict": "war of examples"}))
    code = write(told, add_annotation, parse_annotation(event | {"title": "C", "claimant": "Army C"}))

    def titles(**wanted):
        return read(told, read_annotations, ClaimFilter(**wanted))["title"].tolist()

    assert titles() == ["Strike", "Here", "C"]
    assert titles(conflict=("War of Examples",), claimant=("Ministry A",)) == ["Strike", "Here"]
    assert titles(as_of=date(2023, 1, 1)) == []
    write(told, withdraw, "annotation", code)
    assert titles() == ["Strike", "Here"]
    with pytest.raises(InvalidClaimError, match="end_date 2023-01-01 is before start_date 2023-01-02"):
        parse_annotation(event | {"end_date": "2023-01-01"})


def test_what_was_on_record_knows_nothing_recorded_later(told):
    write(told, add_relation, a_relation("csecond111", "cfirst1111"))
    write(told, add_response, a_response(claim="cfirst1111"))
    today = datetime.now().astimezone().date()
    then = ClaimFilter(as_of=today - timedelta(days=2), as_of_basis="recorded")
    with reading(told, Seen.by(then)) as session:
        assert read_relations(session, "cfirst1111").empty
        assert read_responses(session, claim="cfirst1111").empty
        assert read_chart_claims(session, then).empty
