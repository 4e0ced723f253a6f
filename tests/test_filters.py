"""One filter for page, route and command: known words only, and the same view again from its address."""

from datetime import date
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.makers import a_claim, a_claim_on_an_incident, a_count, assess, record, rows_of
from tracker.csv_files import to_csv
from tracker.filters import EVERY_CLAIM, PARAMETERS, ClaimFilter, InvalidFilterError, parse_filter
from tracker.store.database import reading
from tracker.store.queries import count_claims, read_claims
from tracker.vocabulary import AsOfBasis, Axis, Metric, Policy, Population, Scope, VerificationStatus

names = st.lists(
    st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=20),
    unique=True,
    max_size=3,
).map(tuple)


def some(kind):
    return st.lists(st.sampled_from(list(kind)), unique=True, max_size=3).map(tuple)


days = st.one_of(st.none(), st.dates(date(1950, 1, 1), date(2025, 1, 1)))
filters = st.builds(
    ClaimFilter,
    q=st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), max_size=30),
    conflict=names,
    claimant=names,
    metric=some(Metric),
    population=some(Population),
    status=some(VerificationStatus),
    scope=some(Scope),
    since=days,
    axis=st.sampled_from(Axis),
    as_of=days,
    as_of_basis=st.sampled_from(AsOfBasis),
    policy=st.sampled_from([*(word.value for word in Policy if word != "claimant"), "claimant:Ministry A"]),
)


@given(filters)
def test_an_address_reopens_the_same_filter(wanted):
    assert parse_filter(parse_qs(wanted.to_query(), keep_blank_values=True)) == wanted


@pytest.mark.parametrize(
    ("given_", "field", "said"),
    [
        ({"colour": ["red"]}, "colour", "there is no such parameter"),
        ({"as_of": ["2999-01-01"]}, "as_of", "is in the future"),
        ({"as_of": ["2023"]}, "as_of", "has no day"),
        ({"as_of_basis": ["guessed"]}, "as_of_basis", "is not one of stated, recorded"),
        ({"policy": ["highest"]}, "policy", "is not one of envelope, claimant, latest"),
        ({"policy": ["claimant"]}, "policy", "claimant needs a name"),
        ({"policy": ["claimant: "]}, "policy", "claimant needs a name"),
        ({"metric": ["dead"]}, "metric", '"dead" is not one of killed'),
        ({"status": ["true"]}, "status", "is not one of unassessed"),
        ({"axis": ["recorded"]}, "axis", "is not one of stated, event"),
        ({"since": ["yesterday"]}, "since", "is not a date"),
        ({"since": ["2023-01"]}, "since", "has no day"),
        ({"until": ["2023-01-01", "2023-01-02"]}, "until", "given once"),
        ({"since": ["2023-02-01"], "until": ["2023-01-01"]}, "since", "is after until"),
        ({"q": ["x" * 300]}, "q", "too long"),
        ({"q": ["a\x00b"]}, "q", "cannot be kept"),
    ],
)
def test_what_is_not_known_is_said_and_the_rest_is_usable(given_, field, said):
    with pytest.raises(InvalidFilterError) as caught:
        parse_filter(given_ | {"population": ["civilian"]})

    assert [problem.field for problem in caught.value.problems] == [field]
    assert said in caught.value.problems[0].sentence
    assert caught.value.usable == ClaimFilter(population=(Population.CIVILIAN,))


@pytest.fixture
def stocked(engine):
    """Claims that differ in everything a filter asks about."""
    assessed = a_claim_on_an_incident(verbatim="about 400", stated_at="2023-01-03")
    record(
        engine,
        assessed,
        a_claim(verbatim="more than 600", population="combatant"),
        a_claim(claimant="Ministry Z", metric="wounded", verbatim="75 wounded", stated_at="2023-03-01"),
        a_count(verbatim="at least 92", stated_at="2024-01-25", as_of_date="2023-12-31", tags="names"),
        a_claim(conflict="Another War", affected_party="Army Q", verbatim="100% 5_0 dead", stated_at="2022-05-05"),
    )
    assess(engine, assessed.code, confirmed_low=139)
    return engine


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        ({}, {"about 400", "more than 600", "75 wounded", "at least 92", "100% 5_0 dead"}),
        ({"q": "MORE than"}, {"more than 600"}),
        ({"q": "600 more"}, {"more than 600"}),  # each word is looked for
        ({"q": "%"}, {"100% 5_0 dead"}),  # a sign of the search language is a plain sign here
        ({"q": "5_0"}, {"100% 5_0 dead"}),
        ({"q": "depot"}, {"about 400"}),  # the incident's name
        ({"conflict": ("another  WAR",)}, {"100% 5_0 dead"}),
        ({"claimant": ("Ministry Z", "Recorder R")}, {"75 wounded", "at least 92"}),
        ({"affected_party": ("Army Q",)}, {"100% 5_0 dead"}),
        ({"incident": ("Strike on the depot",)}, {"about 400"}),
        ({"metric": ("wounded",)}, {"75 wounded"}),
        ({"population": ("combatant",)}, {"more than 600"}),
        ({"status": ("partially_confirmed",)}, {"about 400"}),
        ({"status": ("unassessed",), "metric": ("killed",)}, {"more than 600", "at least 92", "100% 5_0 dead"}),
        (
            {"status": ("unassessed", "partially_confirmed"), "conflict": ("War of Examples",)},
            {"about 400", "more than 600", "75 wounded", "at least 92"},
        ),
        ({"scope": ("incident",)}, {"about 400"}),
        ({"since": date(2023, 3, 1)}, {"75 wounded", "at least 92"}),
        ({"until": date(2022, 12, 31)}, {"100% 5_0 dead"}),
        ({"since": date(2023, 1, 2), "until": date(2023, 1, 2), "axis": "event"}, {"about 400"}),  # the incident's day
        ({"since": date(2023, 12, 31), "until": date(2023, 12, 31), "axis": "event"}, {"at least 92"}),  # its cut-off
        ({"claimant": ("Nobody",)}, set()),
    ],
)
def test_a_filter_lets_through_what_it_asks_for_in_table_count_and_file_alike(stocked, ledger, wanted, words):
    wanted = ClaimFilter(**wanted)
    with reading(stocked) as session:
        table = read_claims(session, wanted)
        counted = count_claims(session, wanted)
    file = rows_of("".join(to_csv(ledger.columns(wanted))))

    assert set(table["verbatim"]) == words
    assert counted == len(table) == len(file)
    assert sorted(table["code"]) == sorted(row["code"] for row in file)


@pytest.mark.parametrize("blank", [[""], ["  "], []])
@pytest.mark.parametrize("name", PARAMETERS)
def test_a_blank_is_no_filter(name, blank):
    assert parse_filter({name: blank}) == EVERY_CLAIM


def test_every_parameter_is_taken_under_its_own_name():
    asked = {
        "q": ["depot"],
        "conflict": ["W"],
        "incident": ["I", "J"],
        "claimant": ["A", "A"],
        "affected_party": ["B"],
        "metric": ["killed", "wounded"],
        "population": ["civilian"],
        "status": ["unassessed", "refuted"],
        "scope": ["incident"],
        "since": ["2023-01-01"],
        "until": ["8 January 2023"],
        "axis": ["event"],
        "as_of": ["2023-01-10"],
        "as_of_basis": ["recorded"],
        "policy": ["claimant:Ministry A"],
    }
    wanted = parse_filter(asked)

    assert set(asked) == set(PARAMETERS)
    assert (wanted.claimant, wanted.incident, wanted.until) == (("A",), ("I", "J"), date(2023, 1, 8))
    assert parse_filter(parse_qs(wanted.to_query())) == wanted


def test_what_is_at_its_default_is_left_out_of_the_address():
    assert EVERY_CLAIM.to_query() == ""
    assert ClaimFilter(policy="latest").to_query() == "policy=latest"
    assert ClaimFilter(metric=(Metric.KILLED,)).to_query() == "metric=killed"
    assert ClaimFilter(claimant=("Ä & B=?",)).to_query() == "claimant=%C3%84+%26+B%3D%3F"


def test_every_fault_is_told_at_once_and_the_good_part_is_usable():
    with pytest.raises(InvalidFilterError) as caught:
        parse_filter({"metric": ["dead"], "as_of": ["2023"], "q": ["depot"], "since": ["2023-02-30"]})

    assert [problem.field for problem in caught.value.problems] == ["metric", "as_of", "since"]
    assert caught.value.usable == ClaimFilter(q="depot")


@given(st.dictionaries(st.sampled_from([*PARAMETERS, "as_of", "x"]), st.lists(st.text(max_size=12), max_size=3)))
def test_whatever_an_address_asks_is_a_filter_or_sentences(asked):
    try:
        wanted = parse_filter(asked)
    except InvalidFilterError as error:
        assert all(problem.sentence for problem in error.problems)
        wanted = error.usable
    assert parse_filter(parse_qs(wanted.to_query(), keep_blank_values=True)) == wanted
