import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.makers import a_claim, a_claim_on_an_incident, record
from tracker.claims import name_key
from tracker.filters import ClaimFilter, InvalidFilterError
from tracker.store.database import reading, writing
from tracker.store.names import close_names, resolve
from tracker.store.queries import count_claims
from tracker.store.records import is_known_name, read_claimant, read_names
from tracker.store.writes import add_alias, add_claim

INVISIBLE = ["\u200b", "\u200e", "\u200f", "\u2060", "\ufeff", "\u202a", "\u202c", "\u2066", "\u2069"]
NAME = "Ministère de l’Intérieur Ⅱ"


@st.composite
def the_same_name(draw):
    """A name as somebody else may type it: other capitals, spaces, invisible characters, another composition."""
    letters = []
    for letter in NAME:
        letters.append(letter.swapcase() if draw(st.booleans()) else letter)
        letters.append(draw(st.sampled_from(["", "", "", *INVISIBLE])))
    spaces = st.sampled_from([" ", "  ", "\t", "\u00a0", " \n "])
    name = draw(spaces).join("".join(letters).split(" "))
    return draw(st.sampled_from(["", " ", "\u00a0"])) + unicodedata.normalize(
        draw(st.sampled_from(["NFC", "NFD"])), name
    )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(the_same_name())
def test_a_name_is_never_doubled_by_how_it_is_typed(engine, typed):
    with writing(engine, by="A", reason="B") as session:
        add_claim(session, _named(NAME), may_make_names=True)
    with writing(engine, by="A", reason="B") as session:
        add_claim(session, _named(typed))
        assert len(read_names(session)["conflict"]) == 1


def _named(name):
    return a_claim(claimant=name, conflict=name, affected_party=name, incident=name, incident_date="2023-01-01")


@given(the_same_name())
def test_the_key_of_a_name_is_its_own_key(typed):
    assert name_key(typed) == name_key(NAME)
    assert name_key(name_key(typed)) == name_key(typed)


@given(st.text())
def test_a_key_of_any_text_is_its_own_key(text):
    assert name_key(name_key(text)) == name_key(text)


def test_names_of_nothing_visible_are_refused():
    with pytest.raises(ValueError, match="claimant"):
        a_claim(claimant="\u200b\u200b")


def test_close_names_are_those_that_look_alike():
    known = ["Ministry of Defence", "Ministry of Health", "Red Cross"]
    assert close_names("ministry of defense", known)[0] == "Ministry of Defence"
    assert close_names("Somebody else", known) == []


def test_a_name_is_known_by_its_alias_and_an_incident_within_its_conflict(engine):
    record(engine, a_claim_on_an_incident())
    with writing(engine, by="A", reason="B") as session:
        add_alias(session, "Ministry A", "MoD A")
    with reading(engine) as session:
        known = [
            is_known_name(session, field, name, conflict=conflict)
            for field, name, conflict in (
                ("conflict", "war of  examples", ""),
                ("claimant", "MOD A", ""),
                ("affected_party", "Army B", ""),
                ("incident", "strike on the depot", "War of Examples"),
                ("incident", "strike on the depot", "Another war"),
                ("claimant", "Nobody", ""),
            )
        ]
    assert known == [True, True, True, True, False, False]


def test_what_is_known_of_a_claimant(engine):
    record(engine, a_claim(claimant_kind="ngo", claimant_independence="independent"))
    with reading(engine) as session:
        assert read_claimant(session, "War of Examples", "MINISTRY A") == ("ngo", "independent")
        assert read_claimant(session, "Another war", "Ministry A") == ("ngo", "unknown")
        assert read_claimant(session, "War of Examples", "Nobody") is None


def test_what_is_known_of_a_claimant_is_not_replaced_by_unknown(engine):
    record(engine, a_claim(claimant_kind="ngo", claimant_independence="independent"))
    record(engine, a_claim())
    record(engine, a_claim(claimant="Ministry C"))
    record(engine, a_claim(claimant="Ministry C", claimant_independence="party", claimant_kind="state_civil"))
    with reading(engine) as session:
        assert read_claimant(session, "War of Examples", "Ministry A") == ("ngo", "independent")
        assert read_claimant(session, "War of Examples", "Ministry C") == ("state_civil", "party")


def test_a_filter_is_resolved_from_aliases_and_codes(engine):
    record(engine, a_claim_on_an_incident())
    with writing(engine, by="A", reason="B") as session:
        add_alias(session, "Ministry A", "MoD A")
    with reading(engine) as session:
        found = resolve(session, ClaimFilter(claimant=("mod a", "Ministry A"), incident=("STRIKE on the depot",)))
        assert (found.claimant, found.incident) == (("Ministry A",), ("Strike on the depot",))
        assert count_claims(session, found) == 1


def test_a_filter_of_unknown_names_says_which_and_what_is_left(engine):
    record(engine, a_claim())
    wanted = ClaimFilter(claimant=("Ministry A", "Nobody"), conflict=("No war",), q="600")
    with reading(engine) as session, pytest.raises(InvalidFilterError) as caught:
        resolve(session, wanted)
    assert {(problem.field, problem.value) for problem in caught.value.problems} == {
        ("claimant", "Nobody"),
        ("conflict", "No war"),
    }
    assert caught.value.usable == ClaimFilter(claimant=("Ministry A",), q="600")
