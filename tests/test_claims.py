from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.makers import FIELDS, a_claim, an_assessment
from tracker.claims import InvalidClaimError, NewAssessment, check_against_claim, parse_assessment, parse_claim
from tracker.claims.fields import LARGEST_COUNT, check_url, parse_count, parse_day_with_precision
from tracker.vocabulary import DatePrecision, Qualifier, Scope

IN_A_WEEK = (datetime.now(UTC).date() + timedelta(days=7)).isoformat()


@pytest.mark.parametrize("field", [name for name in FIELDS if name != "verbatim"])
@pytest.mark.parametrize("blank", ["", "   ", "\n\t", None])
def test_what_is_needed_and_blank_is_named(field, blank):
    with pytest.raises(InvalidClaimError) as caught:
        parse_claim({**FIELDS, field: blank})
    (problem,) = caught.value.problems
    assert (problem.field, problem.sentence) == (field, "needed, and it is empty")


def test_everything_that_is_missing_is_named_at_once():
    with pytest.raises(InvalidClaimError) as caught:
        parse_claim({})
    assert {problem.field for problem in caught.value.problems} == set(FIELDS)


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"stated_at": IN_A_WEEK}, "stated_at", "in the future"),
        ({"stated_at": "yesterdayish"}, "stated_at", "not a date"),
        ({"stated_at": "2023-02-30"}, "stated_at", "not a date that exists"),
        ({"stated_at": "08/01/2023"}, "stated_at", "more than one way"),
        ({"stated_at": "2023-13"}, "stated_at", "2023-13"),
        ({"as_of_date": "2023-01-09"}, "as_of_date", "after stated_at 2023-01-08"),
        ({"coverage_end": "2023-01-09"}, "coverage_end", "cannot cover the future"),
        ({"coverage_start": "2023-01-07", "coverage_end": "2023-01-06"}, "coverage_start", "is after coverage_end"),
        ({"coverage_start": "2023-01-07", "as_of_date": "2023-01-06"}, "coverage_start", "is after as_of_date"),
        ({"incident": "X", "incident_date": "2023-01-03", "incident_end": "2023-01-02"}, "incident_date", "is after"),
        ({"incident": "X", "incident_date": "2023-01-09"}, "incident_date", "after stated_at"),
        ({"coverage_start": "2023-01"}, "coverage_start", "has no day"),
        ({"verbatim": "20", "stated_value": "20", "low": "30", "high": "20", "bounds_reason": "r"}, "low", "above high"),
        ({"low": "20", "high": "30", "best": "31", "verbatim": "20 to 30"}, "best", "outside low and high"),
        ({"verbatim": "", "stated_value": "-5"}, "stated_value", "negative"),
        ({"stated_value": "2.5"}, "stated_value", "not a whole number"),
        ({"stated_value": "many"}, "stated_value", "not a number"),
        ({"stated_value": "1e3"}, "stated_value", "not a number"),
        ({"stated_value": "5000000000"}, "stated_value", "largest count"),
        ({"low": "-1", "high": "3"}, "low", "negative"),
        ({"high": "0.5"}, "high", "not a whole number"),
        ({"best": "-2"}, "best", "negative"),
        ({"verbatim": "", "stated_value": ""}, "verbatim", "needed"),
        ({"verbatim": "600", "low": "601", "high": ""}, "stated_value", "say in bounds_reason why they differ"),
        ({"source_url": "a newspaper"}, "source_url", "not a web address"),
        ({"source_url": "javascript:alert(1)"}, "source_url", "not a web address"),
        ({"source_url": "data:text/html,<script>"}, "source_url", "not a web address"),
        ({"source_url": "https://"}, "source_url", "not a web address"),
        ({"source_url": "https://exa mple.org"}, "source_url", "not a web address"),
        ({"source_url": "https://[::1"}, "source_url", "not a web address"),
        ({"source_url": "https://example.org/" + "a" * 2_000}, "source_url", "characters long"),
        ({"sources": "https://example.org/a javascript:b"}, "sources", "not a web address"),
        ({"archived_url": "ftp://example.org"}, "archived_url", "not a web address"),
        ({"verbatim": "a" * 100_000}, "verbatim", "100,000 characters is too long"),
        ({"claimant": "a" * 201}, "claimant", "201 characters is too long"),
        ({"notes": "a" * 100_000}, "notes", "too long"),
        ({"verbatim": "600\x00"}, "verbatim", "U+0000"),
        ({"claimant": "Min\x07istry"}, "claimant", "U+0007"),
        ({"notes": "\x00"}, "notes", "U+0000"),
        ({"claimant": "\u200b\u2060"}, "claimant", "no character that can be seen"),
        ({"claimant": "ﷺ" * 100}, "claimant", "too long for a name"),
        ({"metric": "slain"}, "metric", "not one of the words killed, wounded"),
        ({"population": "children"}, "population", "not one of the words civilian"),
        ({"scope": "incident"}, "", "needs the incident's name"),
        ({"scope": "period"}, "", "needs coverage_start and coverage_end"),
        ({"country_iso3": "Ukraine"}, "country_iso3", "does not have the form"),
        ({"stated_time": "quarter past"}, "stated_time", "does not have the form"),
        ({"code": "not a code"}, "code", "does not have the form"),
        ({"colour": "red"}, "colour", "no such field"),
        ({"status": "unverified", "decided_at": "2023-02-01", "assessor": "B"}, "rationale", "needed"),
        ({"status": "confirmed", "rationale": "r", "decided_at": "2023-02-01", "assessor": "B"}, "", "two independent origins"),
    ],
)  # fmt: skip
def test_each_flaw_is_named(change, field, sentence):
    with pytest.raises(InvalidClaimError) as caught:
        a_claim(**change)
    found = [problem for problem in caught.value.problems if sentence in problem.sentence]
    assert found, str(caught.value)
    assert field in (found[0].field, found[0].sentence.split(" ")[0]), str(caught.value)


def test_every_flaw_is_named_at_once():
    with pytest.raises(InvalidClaimError) as caught:
        a_claim(source_url="a newspaper", stated_at="soon", metric="slain", stated_value="-1", claimant="")
    assert {problem.field for problem in caught.value.problems} >= {
        "source_url",
        "stated_at",
        "metric",
        "stated_value",
        "claimant",
    }


@pytest.mark.parametrize(
    "words",
    [
        "про понад 600 загиблих",
        "أكثر من 600 قتيل",
        "יותר מ־600 הרוגים",
        "plus de 600 – « tués »",
        "Z̷a̷l̷g̷o̷ e\u0301 combining",
        "🕯🕯 600 👨‍👩‍👧",
        "<script>alert('600')</script>",
        '=HYPERLINK("https://example.org","600")',
        "@SUM(1+1)",
        "-600",
        "+600",
        "'600'",
        '"more than 600", he said\n"and counting"',
        "a\ttab",
        "\u202emirror\u202c",
        "a" * 2_000,
    ],
)
def test_words_are_kept_exactly(words):
    claim = a_claim(verbatim=words, claimant="R. O’Neill <b>", notes=words)
    assert (claim.verbatim, claim.notes, claim.claimant) == (words, words, "R. O’Neill <b>")


@pytest.mark.parametrize("words", ["about a third of the battalion", "heavy losses", "up to 40 per cent of the unit"])
def test_words_without_a_number_of_people_have_no_bounds(words):
    claim = a_claim(verbatim=words)
    assert claim.verbatim == words
    assert claim.qualifier in (Qualifier.UNQUANTIFIED, Qualifier.UNREAD)
    assert (claim.stated_value, claim.low, claim.high) == (None, None, None)


def test_a_third_of_a_battalion_is_unquantified():
    assert a_claim(verbatim="about a third of the battalion").qualifier is Qualifier.UNQUANTIFIED


def test_an_address_is_kept_as_it_was_given():
    address = "HTTPS://Example.org:443/Ä?b=%C3%A4;c=1,2&d=#Frag"
    assert a_claim(source_url=address).source_url == address


# What is worked out


def test_words_become_bounds():
    claim = a_claim()
    assert (claim.qualifier, claim.stated_value, claim.low, claim.high) == (Qualifier.MORE_THAN, 600, 601, None)
    assert claim.bounds_rule_version == "v1"


def test_numbers_that_agree_with_the_words_need_no_reason():
    assert a_claim(stated_value="600").low == 601
    assert a_claim(verbatim="between 20 and 30", low="20", high="30").qualifier is Qualifier.RANGE


def test_numbers_that_differ_from_the_words_need_a_reason():
    claim = a_claim(low="650", high="", stated_value="600", bounds_reason="The full speech says 650 at least.")
    assert (claim.low, claim.high, claim.bounds_reason) == (650, None, "The full speech says 650 at least.")


def test_a_number_alone_stands_for_the_words():
    claim = a_claim(verbatim="", stated_value="1,400")
    assert (claim.verbatim, claim.low, claim.high, claim.qualifier) == ("1400", 1400, 1400, Qualifier.EXACT)


@pytest.mark.parametrize(
    ("given_fields", "scope"),
    [
        ({}, Scope.CUMULATIVE),
        ({"incident": "Strike"}, Scope.INCIDENT),
        ({"coverage_start": "2023-01-01", "coverage_end": "2023-01-05"}, Scope.PERIOD),
        ({"coverage_start": "2023-01-01", "as_of_date": "2023-01-05"}, Scope.CUMULATIVE),
        ({"incident": "Strike", "scope": "cumulative"}, Scope.CUMULATIVE),
    ],
)
def test_the_scope_is_told_by_what_is_given(given_fields, scope):
    assert a_claim(**given_fields).scope is scope


@pytest.mark.parametrize(
    ("text", "day", "precision"),
    [
        ("2023-01-08", date(2023, 1, 8), "day"),
        ("2023-01-08T23:54:00+03:00", date(2023, 1, 8), "day"),
        ("8 January 2023", date(2023, 1, 8), "day"),
        ("8 января 2023", date(2023, 1, 8), "day"),
        ("2023-02", date(2023, 2, 28), "month"),
        ("2024-02", date(2024, 2, 29), "month"),
        ("2022", date(2022, 12, 31), "year"),
        (date(2023, 1, 8), date(2023, 1, 8), "day"),
    ],
)
def test_a_day_is_read_with_how_well_it_is_known(text, day, precision):
    assert parse_day_with_precision(text) == (day, DatePrecision(precision))


def test_a_month_that_has_not_ended_stands_for_today_and_not_for_the_future():
    this_month = datetime.now(UTC).date().strftime("%Y-%m")
    claim = a_claim(stated_at=this_month)
    assert claim.stated_precision is DatePrecision.MONTH


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("600", 600),
        (" 1,400 ", 1400),
        ("1 400", 1400),
        ("1\u00a0400", 1400),
        ("+7", 7),
        ("5.0", 5),
        ("0", 0),
        ("", None),
    ],
)
def test_a_count_is_read(text, number):
    assert parse_count(text) == number


@given(st.integers(0, LARGEST_COUNT))
def test_every_count_comes_back(number):
    assert parse_count(str(number)) == parse_count(f"{number:,}") == parse_count(number) == number


@given(st.text(max_size=50))
def test_any_text_is_a_count_or_a_sentence(text):
    try:
        number = parse_count(text)
    except ValueError as error:
        assert str(error)
    else:
        assert number is None or number >= 0


@given(st.text(max_size=60))
def test_any_text_is_an_address_kept_as_it_is_or_a_sentence(text):
    try:
        assert check_url(text) == text
    except ValueError as error:
        assert str(error)


@given(
    st.dictionaries(st.sampled_from([*FIELDS, "stated_value", "low", "high", "scope", "status"]), st.text(max_size=30))
)
def test_whatever_is_typed_becomes_a_claim_or_sentences(typed):
    try:
        claim = parse_claim({**FIELDS, **typed})
    except InvalidClaimError as error:
        assert error.problems
        assert all(problem.sentence for problem in error.problems)
    else:
        assert claim.low is None or claim.high is None or claim.low <= claim.high


def test_two_claims_never_get_the_same_code():
    assert len({a_claim().code for _ in range(500)}) == 500


# Assessments


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"status": "unassessed"}, "other than unassessed"),
        ({"status": "maybe"}, "not one of the words"),
        ({"confirmed_low": "9", "confirmed_high": "3"}, "above confirmed_high"),
        ({"confirmed_low": "-1"}, "negative"),
        ({"decided_at": IN_A_WEEK}, "in the future"),
        ({"status": "refuted"}, "needs a refutation_kind"),
        ({"refutation_kind": "overstated"}, "goes with the status refuted alone"),
        ({"status": "confirmed", "confirmed_low": "700", "evidence_basis": "estimate", "n_independent_origins": "1"}, "two independent"),
        ({"evidence_basis": "rumour"}, "not one of the words"),
        ({"assessment_sources": "nowhere"}, "not a web address"),
        ({"rationale": " "}, "needed"),
        ({"assessor": ""}, "needed"),
        ({"decided_at": ""}, "needed"),
        ({"status": ""}, "needed"),
    ],
)  # fmt: skip
def test_each_flaw_of_an_assessment_is_named(change, sentence):
    fields = {
        "status": "partially_confirmed",
        "confirmed_low": "139",
        "evidence_basis": "named_list",
        "rationale": "Names.",
        "assessor": "B",
        "decided_at": "2023-02-01",
    }
    assert parse_assessment(fields, 601, None)
    with pytest.raises(InvalidClaimError) as caught:
        parse_assessment(fields | change, 601, None)
    assert sentence in str(caught.value)


@pytest.mark.parametrize(
    "basis",
    [
        {"n_independent_origins": 2},
        {"evidence_basis": "named_list"},
        {"evidence_basis": "forensic_record"},
        {"evidence_basis": "registry"},
        {"evidence_basis": "witness_testimony;admission_against_interest"},
    ],
)
def test_one_of_these_is_enough_for_confirmed(basis):
    nothing = {"evidence_basis": "", "n_independent_origins": None}
    assert an_assessment(status="confirmed", confirmed_low=601, **{**nothing, **basis}).status == "confirmed"


@pytest.mark.parametrize(
    ("assessment", "claim", "fits"),
    [
        ({"status": "confirmed", "confirmed_low": 601}, (601, None), True),
        ({"status": "confirmed", "confirmed_low": 600}, (601, None), False),
        ({"status": "confirmed", "confirmed_low": 31}, (20, 30), False),  # that is understated
        ({"status": "confirmed", "confirmed_low": 650}, (600, 600), True),  # 600 may be a round number ...
        ({"status": "confirmed", "confirmed_low": 651}, (600, 600), False),  # ... of 550 to 650
        ({"status": "confirmed", "confirmed_low": 1}, (None, 30), True),  # no lower end: 1
        ({"status": "confirmed", "confirmed_low": None}, (None, 30), False),
        ({"status": "confirmed", "confirmed_low": 0, "confirmed_high": 0}, (0, 0), True),
        ({"status": "confirmed", "confirmed_low": 0, "confirmed_high": None}, (0, 0), False),
        ({"confirmed_low": 600}, (601, None), True),
        ({"confirmed_low": 601}, (601, None), False),
        ({"confirmed_low": None}, (601, None), False),
        ({"status": "unverified", "confirmed_low": None}, (601, None), True),
        ({"status": "unverified", "confirmed_low": 1}, (601, None), False),
        ({"status": "refuted", "refutation_kind": "understated", "confirmed_low": 64}, (63, 63), True),
        ({"status": "refuted", "refutation_kind": "understated", "confirmed_low": 63}, (63, 63), False),
        ({"status": "refuted", "refutation_kind": "understated", "confirmed_low": 900}, (601, None), False),
        ({"status": "refuted", "refutation_kind": "overstated", "confirmed_low": 5, "confirmed_high": 19}, (20, 30), True),
        ({"status": "refuted", "refutation_kind": "overstated", "confirmed_low": 5}, (20, 30), False),  # a floor alone
        ({"status": "refuted", "refutation_kind": "did_not_occur", "confirmed_low": None}, (20, 30), True),
        ({"status": "disputed", "confirmed_low": 5}, (20, 30), True),
        ({"status": "inconclusive", "confirmed_low": None}, (20, 30), True),
    ],
)  # fmt: skip
def test_a_status_must_fit_its_numbers(assessment, claim, fits):
    assert (check_against_claim(an_assessment(**assessment), *claim) is None) is fits


def test_a_claim_with_a_status_in_its_row_carries_the_assessment():
    assessed = a_claim(
        status="partially_confirmed", confirmed_low="139", rationale="Names", assessor="B", decided_at="2023-02-01"
    )
    assert isinstance(assessed.assessment, NewAssessment)
    assert a_claim(status="unassessed").assessment is None
