"""Relations and responses: what is refused, what can be read back, what is taken back, what a past day shows."""

from datetime import date

import pytest

from tests.makers import a_claim, a_claim_on_an_incident, a_relation, assess, record
from tracker.claims import InvalidClaimError, parse_response
from tracker.filters import ClaimFilter
from tracker.store.beside import (
    NoSuchRecordError,
    add_relation,
    add_response,
    read_lineage,
    read_relations,
    read_relations_of,
    read_responses,
    search_responses,
    withdraw,
)
from tracker.store.database import reading, writing
from tracker.store.names import UnknownNameError
from tracker.store.records import find_others, read_claim
from tracker.store.versions import Seen
from tracker.store.writes import NoSuchClaimError

FIRST, SECOND, THIRD = (
    {"verbatim": words, "stated_at": day} for words, day in (("63", "2023-01-02"), ("89", "2023-01-04"), ("95", "2023-01-06"))
)  # fmt: skip
ANSWER = {
    "responder": "Army B",
    "response": "no_comment",
    "stated_at": "2023-01-08",
    "source_url": "https://example.org/answer",
}


def as_of(day):
    return Seen.by(ClaimFilter(as_of=date.fromisoformat(day)))


def relate(engine, *relations):
    with writing(engine, by="T", reason="t") as session:
        return [add_relation(session, relation) for relation in relations]


def respond(engine, **fields):
    with writing(engine, by="T", reason="t") as session:
        return add_response(session, parse_response(ANSWER | fields))


@pytest.fixture
def three(engine):
    """Three statements of one claimant on one incident, each changing the one before it."""
    claims = [a_claim_on_an_incident(**words) for words in (FIRST, SECOND, THIRD)]
    record(engine, *claims)
    codes = [claim.code for claim in claims]
    relate(engine, a_relation(codes[1], codes[0], "revises"), a_relation(codes[2], codes[1], "corrects"))
    return codes


@pytest.mark.parametrize(
    ("later", "earlier", "kind", "field", "sentence"),
    [
        # a circle over three claims, whose last step would also turn time around
        (0, 2, "corrects", "from_claim", "was stated on 2023-01-02, before"),
        (1, 0, "revises", "kind", "on record already"),
        (3, 0, "retracts", "to_claim", "another claimant's"),
    ],
)
def test_relations_that_cannot_be_are_refused_at_the_field(engine, three, later, earlier, kind, field, sentence):
    other = a_claim_on_an_incident(claimant="Ministry C", stated_at="2023-01-20")
    record(engine, other)
    codes = [*three, other.code]

    with pytest.raises(InvalidClaimError, match=sentence) as refused:
        relate(engine, a_relation(codes[later], codes[earlier], kind))
    assert refused.value.problems[0].field == field


@pytest.mark.parametrize("kind", ["revises", "repeats", "includes"])
def test_a_circle_is_refused(engine, kind):
    claims = [a_claim_on_an_incident(verbatim=str(number)) for number in (1, 2, 3)]
    record(engine, *claims)
    one, two, three = (claim.code for claim in claims)
    relate(engine, a_relation(two, one, kind), a_relation(three, two, kind))

    with pytest.raises(InvalidClaimError, match="go round in a circle"):
        relate(engine, a_relation(one, three, kind))


def test_a_claim_and_itself_and_an_unknown_code_are_refused(engine):
    claim = a_claim()
    record(engine, claim)

    with pytest.raises(InvalidClaimError, match="cannot stand in a relation to itself"):
        a_relation(claim.code, claim.code)
    with pytest.raises(NoSuchClaimError, match="cnotthere9"):
        relate(engine, a_relation(claim.code, "cnotthere9"))


def test_relations_are_read_from_both_ends(engine, three):
    with reading(engine) as session:
        middle, many = read_relations(session, three[1]), read_relations_of(session, three)

    assert [(row.kind, row.is_from, row.from_stated_precision) for row in middle.itertuples()] == [
        ("revises", True, "day"),
        ("corrects", False, "day"),
    ]
    assert list(many["kind"]) == ["revises", "corrects"]


def test_a_line_of_descent_is_the_same_from_every_claim_on_it_and_a_past_day_sees_its_beginning(engine, three):
    for code in three:
        with reading(engine) as session:
            assert list(read_lineage(session, code)["kind"]) == ["revises", "corrects"]
    with reading(engine, as_of("2023-01-05")) as session:
        assert list(read_lineage(session, three[0])["kind"]) == ["revises"]


def test_a_claim_as_of_a_day_is_current_until_another_one_ends_it(engine, three):
    assess(engine, three[1], decided_at="2023-02-01", status="unverified", confirmed_low=None)
    with reading(engine, as_of("2023-01-03")) as session:
        assert read_claim(session, three[0]).claim["lifecycle"] == "current"
        with pytest.raises(NoSuchClaimError, match="as of 2023-01-03"):
            read_claim(session, three[1])
    with reading(engine, as_of("2023-01-05")) as session:
        assert read_claim(session, three[0]).claim["lifecycle"] == "superseded"
        assert read_claim(session, three[1]).assessments.empty
        assert len(read_claim(session, three[1]).sources) == 1
    with reading(engine) as session:
        assert len(read_claim(session, three[1]).assessments) == 1


def test_a_withdrawn_relation_ends_nothing_and_cannot_be_withdrawn_twice(engine, three):
    with reading(engine) as session:
        code = read_relations(session, three[0])["code"].iloc[0]
    for _ in range(2):
        with reading(engine) as session:
            before = read_claim(session, three[0]).claim["lifecycle"]
        if before == "superseded":
            with writing(engine, by="T", reason="another event") as session:
                withdraw(session, "relation", code)
    assert before == "current"
    with pytest.raises(NoSuchRecordError, match=code), writing(engine, by="T", reason="again") as session:
        withdraw(session, "relation", code)


def test_responses_are_read_with_the_claim_they_answer_and_by_the_incident_of_it(engine, three):
    respond(engine, claim=three[0], verbatim="No comment at all")
    respond(
        engine,
        incident="Strike on the depot",
        response="accepts_different_figure",
        conceded_low="20",
        stated_at="2023-01-10",
    )
    with reading(engine) as session:
        of_claim = read_responses(session, claim=three[0])
        of_other = read_responses(session, claim=three[1])
        of_incident = read_responses(session, incident="Strike on the depot")
    assert list(of_claim["response"]) == ["no_comment", "accepts_different_figure"]
    assert of_claim["claim_verbatim"].iloc[0] == "63"
    assert list(of_other["response"]) == ["accepts_different_figure"]
    assert list(of_incident["response"]) == ["no_comment", "accepts_different_figure"]
    with reading(engine, as_of("2023-01-09")) as session:
        assert list(read_responses(session, incident="Strike on the depot")["response"]) == ["no_comment"]
        assert len(search_responses(session, "army comment")) == 1
        assert len(search_responses(session, "accepts")) == 0


def test_responses_to_what_is_unknown_are_refused(engine, three):
    with pytest.raises(NoSuchClaimError, match="cnotthere9"):
        respond(engine, claim="cnotthere9")
    with pytest.raises(LookupError, match="is not an incident"):
        respond(engine, incident="Nothing of the kind")
    with pytest.raises(UnknownNameError, match="Nobody"):
        respond(engine, claim=three[0], responder="Nobody known")


def test_other_claims_are_offered_those_of_the_incident_first(engine, three):
    rival = a_claim_on_an_incident(claimant="Ministry C", verbatim="about 400")
    elsewhere = a_claim(verbatim="more than 9000")
    unrelated = a_claim(claimant="Ministry D", affected_party="Army E")
    record(engine, rival, elsewhere, unrelated)

    with reading(engine) as session:
        offered = list(find_others(session, three[0])["code"])
        found = list(find_others(session, three[0], "Ministry C 400")["code"])
    assert set(offered[:3]) == {three[1], three[2], rival.code}
    assert offered[3:] == [elsewhere.code]
    assert found == [rival.code]
