"""The shipped records: every row is a good claim, and says what its sources say."""

import csv
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tracker.assessment import ClaimedFigure, Interval, suggest_status
from tracker.claims import InvalidClaimError, NewClaim, parse_claim, parse_relation, parse_response
from tracker.vocabulary import (
    ESTIMATE_BASES,
    EVIDENCE_BASES,
    EvidenceBasis,
    Independence,
    Metric,
    Scope,
    VerificationStatus,
)

RECORDS = Path(__file__).resolve().parent.parent / "data" / "records"
BESIDE = {"relations.csv": 124, "responses.csv": 10}
ROWS_IN = {"3_january_2023.csv": 18, "2_episodes.csv": 155, "1_running_totals.csv": 136}
TOLD_IN_A_README = RECORDS.parent / "README.md"
AVOIDED = re.compile(
    r"\b(admit\w*|admission|confess\w*|boast\w*|propaganda|only|just|merely|inflated|lies|fake)\b", re.IGNORECASE
)
QUOTED = re.compile(r'"[^"]*"')


def rows_of(name: str) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a file with their numbers, without empty cells and without the guard of a formula."""
    with (RECORDS / name).open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file, strict=True), start=2):
            yield number, {key: re.sub(r"^'(?=[=+\-@])", "", cell) for key, cell in row.items() if cell}


@pytest.fixture(scope="module")
def claims() -> list[NewClaim]:
    """Every shipped claim."""
    return [parse_claim(row) for name in ROWS_IN for _, row in rows_of(name)]


@pytest.fixture(scope="module")
def january() -> list[NewClaim]:
    """The claims of the January 2023 file."""
    return [parse_claim(row) for _, row in rows_of("3_january_2023.csv")]


def relations_between(later: NewClaim, earlier: NewClaim) -> list[dict[str, str]]:
    """The rows that say how one claim stands to another."""
    rows = [row for _, row in rows_of("relations.csv")]
    return [row for row in rows if (row["from_claim"], row["to_claim"]) == (later.code, earlier.code)]


def figures(claims: list[NewClaim], incident: str) -> set[tuple[object, ...]]:
    """What a test compares: who, what, the number with its bounds, the day, the status and the floor."""
    return {
        (
            claim.claimant,
            claim.metric.value,
            claim.stated_value,
            claim.low,
            claim.high,
            claim.stated_at.isoformat(),
            claim.assessment.status.value if claim.assessment else None,
            claim.assessment.confirmed_low if claim.assessment else None,
        )
        for claim in claims
        if claim.incident == incident
    }


@pytest.mark.parametrize("name", ROWS_IN)
def test_every_row_of_a_file_is_a_good_claim(name: str) -> None:
    problems = []
    for number, row in rows_of(name):
        try:
            parse_claim(row)
        except InvalidClaimError as error:
            problems.append(f"row {number}: {error}")
    assert problems == []


def test_the_folder_holds_these_files_and_these_numbers_of_rows() -> None:
    rows = ROWS_IN | BESIDE
    assert {path.name for path in RECORDS.iterdir()} == set(rows)
    assert {name: len(list(rows_of(name))) for name in rows} == rows


def test_the_readme_tells_the_counts_of_rows_and_of_statuses(claims: list[NewClaim]) -> None:
    text = " ".join(TOLD_IN_A_README.read_text(encoding="utf-8").split())
    assessed = [claim.assessment.status.value for claim in claims if claim.assessment]
    assert f"Of the {len(claims)} claims, {len(assessed)} come with an assessment" in text
    for word in ("confirmed", "partially_confirmed", "disputed", "refuted", "unverified"):
        assert f"{assessed.count(word)} {word.replace('_', ' ')}" in text
    for name, count in (ROWS_IN | BESIDE).items():
        assert re.search(rf"`records/{name}` \|[^|]*\| {count} \|", text)


def test_every_row_beside_the_claims_speaks_of_claims_and_incidents_on_record(claims: list[NewClaim]) -> None:
    codes, incidents = {claim.code for claim in claims}, {claim.incident for claim in claims}
    relations = [parse_relation(row) for _, row in rows_of("relations.csv")]
    responses = [parse_response(row) for _, row in rows_of("responses.csv")]
    assert {end for one in relations for end in (one.from_claim, one.to_claim)} <= codes
    assert all(one.claim in codes or one.incident in incidents for one in responses)
    assert all(one.source_url and one.source_url.startswith("http") for one in responses)
    assert all(one.conceded_low is None and one.conceded_high is None for one in responses)
    for text in [one.note for one in relations] + [one.notes or "" for one in responses]:
        assert not AVOIDED.search(QUOTED.sub("", text)), text


@pytest.mark.parametrize("name", ROWS_IN)
def test_a_file_is_written_as_the_product_writes_it(name: str) -> None:
    raw = (RECORDS / name).read_bytes()
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in raw
    assert raw.endswith(b"\n")
    header = raw.decode("utf-8").splitlines()[0].split(",")
    known = [field for field in NewClaim.model_fields if field != "assessment"]
    assert header[: len(known)] == known
    assert header[-2:] == ["record_url", "recorded_at"]


def test_codes_are_unique(claims: list[NewClaim]) -> None:
    codes = [claim.code for claim in claims]
    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch(r"c[abcdefghjkmnpqrstuvwxyz23456789]{9}", code) for code in codes)


def test_codes_stand_in_the_files_and_are_not_made_on_the_way_in() -> None:
    assert all("code" in row for name in ROWS_IN for _, row in rows_of(name))


def test_every_claim_names_its_page_and_its_publisher(claims: list[NewClaim]) -> None:
    assert all(claim.source_url.startswith("http") and claim.source_publisher for claim in claims)
    assert all(claim.sources[0] == claim.source_url for claim in claims)


def test_nothing_was_said_after_the_page_that_tells_it(claims: list[NewClaim]) -> None:
    late = [claim.code for claim in claims if claim.source_date and claim.stated_at > claim.source_date]
    assert late == []


def test_every_assessment_says_why_and_when_and_names_its_evidence(claims: list[NewClaim]) -> None:
    for claim in claims:
        if claim.assessment:
            assert len(claim.assessment.rationale) > 60
            assert claim.assessment.assessment_sources
            assert claim.assessment.evidence_basis or claim.assessment.n_independent_origins == 0
            assert claim.assessment.decided_at >= claim.stated_at


def test_estimates_never_carry_confirmed_numbers(claims: list[NewClaim]) -> None:
    for claim in claims:
        if claim.counting_basis in ESTIMATE_BASES:
            assert claim.assessment is None
        if claim.assessment and EvidenceBasis.ESTIMATE in claim.assessment.evidence_basis:
            assert claim.assessment.confirmed_low is None
            assert claim.assessment.confirmed_high is None


def test_no_confirmed_number_comes_from_a_finding_of_a_party(claims: list[NewClaim]) -> None:
    counts = [
        claim
        for claim in claims
        if claim.claimant_independence is Independence.INDEPENDENT and claim.counting_basis in EVIDENCE_BASES
    ]
    for claim in claims:
        if not claim.assessment or claim.assessment.confirmed_low is None:
            continue
        behind = [
            count
            for count in counts
            if count.code != claim.code
            and count.claimant != claim.claimant
            and count.metric is claim.metric
            and count.incident == claim.incident
            and count.source_url in claim.assessment.assessment_sources
        ]
        assert behind, f"{claim.code}: no independent finding stands behind {claim.assessment.confirmed_low}"
        if claim.scope is Scope.INCIDENT:
            assert claim.assessment.confirmed_low in {count.low for count in behind}


def test_wounded_and_missing_people_are_never_confirmed_by_the_dead(claims: list[NewClaim]) -> None:
    for claim in claims:
        if claim.metric is not Metric.KILLED and claim.assessment:
            assert claim.assessment.confirmed_low is None
            assert claim.assessment.status not in (
                VerificationStatus.CONFIRMED,
                VerificationStatus.PARTIALLY_CONFIRMED,
                VerificationStatus.REFUTED,
            )


def test_statuses_with_numbers_are_those_of_the_decision_table(claims: list[NewClaim]) -> None:
    for claim in claims:
        found = claim.assessment
        if found is None or found.confirmed_low is None or found.status is VerificationStatus.DISPUTED:
            continue
        figure = ClaimedFigure(claim.low, claim.high, claim.stated_value, claim.qualifier)
        suggested = suggest_status(figure, [Interval(found.confirmed_low, found.confirmed_high)])
        assert (suggested.status, suggested.refutation_kind) == (found.status, found.refutation_kind), claim.code


def test_a_floor_is_not_given_an_upper_end(claims: list[NewClaim]) -> None:
    named = [claim for claim in claims if claim.counting_basis == "named_individuals"]
    independent = [claim for claim in named if claim.claimant_independence is Independence.INDEPENDENT]
    assert len(independent) > 60
    assert all(claim.high is None for claim in independent)


def test_bounds_that_differ_from_the_words_say_why(claims: list[NewClaim]) -> None:
    reasons = {claim.bounds_reason for claim in claims if claim.bounds_reason}
    assert reasons
    assert not [reason for reason in reasons if reason.startswith("Set by")]


def test_our_own_words_are_neutral(claims: list[NewClaim]) -> None:
    for claim in claims:
        texts = [claim.notes, claim.bounds_reason, claim.assessment.rationale if claim.assessment else None]
        for text in filter(None, texts):
            assert not AVOIDED.search(QUOTED.sub("", text)), f"{claim.code}: {text}"


def test_words_of_another_language_come_with_a_translation(claims: list[NewClaim]) -> None:
    assert all(claim.verbatim_language for claim in claims)
    assert all((claim.verbatim_language == "en") == (claim.verbatim_translation is None) for claim in claims)


def test_makiivka_figure_by_figure(january: list[NewClaim]) -> None:
    assert figures(january, "Makiivka barracks strike") == {
        ("Ukraine Armed Forces StratCom", "killed", 400, 375, 425, "2023-01-01", "partially_confirmed", 139),
        ("Ukraine Armed Forces StratCom", "wounded", 300, 275, 325, "2023-01-01", None, None),
        ("Russian Ministry of Defence", "killed", 63, 63, 63, "2023-01-02", "refuted", 139),
        ("Russian Ministry of Defence", "killed", 89, 89, 89, "2023-01-04", "refuted", 139),
        (
            "Operational Reports (pro-Russian Telegram channel)",
            "killed",
            500,
            500,
            500,
            "2023-01-02",
            "partially_confirmed",
            139,
        ),
        ("Tsargrad television", "killed", None, 100, None, "2023-01-02", "confirmed", 139),
        (
            "Ukrainian authorities (as told by RFE/RL)",
            "killed",
            500,
            500,
            500,
            "2023-01-31",
            "partially_confirmed",
            139,
        ),
        (
            "Intercepted call released by Ukraine Defence Intelligence",
            "killed",
            610,
            610,
            610,
            "2023-01-10",
            "partially_confirmed",
            139,
        ),
        ("BBC News Russian", "killed", 92, 92, None, "2023-01-25", "confirmed", 139),
        ("BBC News Russian", "missing", 16, 16, None, "2023-01-25", None, None),
        ("Idel.Realii (RFE/RL)", "killed", 83, 83, None, "2023-01-25", "confirmed", 92),
        ("Idel.Realii (RFE/RL)", "killed", 125, 125, None, "2023-01-31", "partially_confirmed", 92),
        ("Idel.Realii (RFE/RL)", "killed", 139, 139, None, "2023-12-31", "partially_confirmed", 92),
    }


def test_druzhkivka_figure_by_figure(january: list[NewClaim]) -> None:
    assert figures(january, "Druzhkivka ice arena strike") == {
        ("Russian Ministry of Defence", "killed", 120, 120, 120, "2023-01-03", "unverified", None),
        ("Office of the President of Ukraine", "wounded", 2, 2, 2, "2023-01-03", None, None),
    }


def test_kramatorsk_figure_by_figure(january: list[NewClaim]) -> None:
    assert figures(january, "Kramatorsk dormitories strike") == {
        ("Russian Ministry of Defence", "killed", 600, 601, None, "2023-01-08", "disputed", None),
        ("Mayor of Kramatorsk", "casualties_total", 0, 0, 0, "2023-01-08", "unverified", None),
        (
            "Donetsk regional administration (Ukraine)",
            "casualties_total",
            0,
            0,
            0,
            "2023-01-08",
            "unverified",
            None,
        ),
    }


def test_the_revision_of_the_ministry_is_told(january: list[NewClaim]) -> None:
    (later,) = [claim for claim in january if claim.stated_value == 89]
    (earlier,) = [claim for claim in january if claim.stated_value == 63]
    assert later.notes
    assert [row["kind"] for row in relations_between(later, earlier)] == ["revises"]
    assert later.stated_time is None
    assert "23:54" in later.notes


def test_both_figures_of_the_ministry_are_understated_and_that_of_stratcom_is_not_refuted(
    january: list[NewClaim],
) -> None:
    by_value = {claim.stated_value: claim.assessment for claim in january if claim.metric is Metric.KILLED}
    for value in (63, 89):
        assessment = by_value[value]
        assert assessment
        assert assessment.refutation_kind == "understated"
        assert assessment.confirmed_high is None
    for value in (400, 500, 610):
        assessment = by_value[value]
        assert assessment
        assert assessment.status is VerificationStatus.PARTIALLY_CONFIRMED


def test_no_sign_of_casualties_is_an_observation_and_not_a_zero(claims: list[NewClaim]) -> None:
    zeros = [claim for claim in claims if claim.high == 0]
    assert {claim.claimant_independence for claim in zeros} == {Independence.PARTY}
    assert not [claim for claim in claims if "sign" in claim.verbatim or "indication" in claim.verbatim]
    assert not [
        claim for claim in claims if "reporter" in claim.claimant.lower() and claim.incident_date == date(2023, 1, 8)
    ]
    for claim in zeros:
        assert claim.assessment is None or claim.assessment.confirmed_high is None


def test_four_observations_stand_beside_the_kramatorsk_claim(january: list[NewClaim]) -> None:
    (claim,) = [claim for claim in january if claim.stated_value == 600]
    found = claim.assessment
    assert found
    assert found.evidence_basis == (EvidenceBasis.SITE_OBSERVATION,)
    assert found.n_independent_origins == 4
    assert (found.confirmed_low, found.confirmed_high) == (None, None)
    assert all(name in found.rationale for name in ("Reuters", "CNN", "Yle", "La Repubblica"))
    assert "not a count of zero" in found.rationale
    answers = [row for _, row in rows_of("responses.csv") if row.get("claim") == claim.code]
    assert [(row["response"], row["stated_at"]) for row in answers] == [
        ("no_comment", "2023-01-08"),
        ("denies_event", "2023-01-08"),
        ("denies_event", "2023-01-08"),
    ]
    assert "This is nonsense" in {row["verbatim"] for row in answers}


@pytest.mark.parametrize(
    ("claimant", "points", "first", "last"),
    [
        ("General Staff of Ukraine", 37, ("2022-02-28", 5_250, 5_350), ("2024-12-31", 789_525, 789_575)),
        ("ruCasualtiesPublic named list (A. Bessudnov)", 15, ("2022-02-28", 17, None), ("2023-04-11", 20_188, None)),
        (
            "Mediazona named list, by month of death (ukrwarlosses copy)",
            42,
            ("2022-02-28", 406, None),
            ("2025-07-31", 101_686, None),
        ),
        ("OCHA flash updates", 16, ("2023-10-31", 123, 123), ("2025-01-13", 811, 811)),
        ("OCHA verified counts", 13, ("2023-10-31", 125, None), ("2024-10-28", 737, None)),
    ],
)
def test_the_long_series(
    claims: list[NewClaim],
    claimant: str,
    points: int,
    first: tuple[str, int, int | None],
    last: tuple[str, int, int | None],
) -> None:
    found = [claim for claim in claims if claim.claimant == claimant and claim.metric is not Metric.CASUALTIES_TOTAL]
    found.sort(key=lambda claim: claim.cut_off)
    assert len(found) == points
    assert len({claim.cut_off for claim in found}) == points
    ends = [(claim.cut_off.isoformat(), claim.low, claim.high) for claim in (found[0], found[-1])]
    assert ends == [first, last]
    keys = {
        (c.metric, c.population, c.affected_party, c.geo_scope, c.cause_scope, c.coverage_start, c.scope) for c in found
    }
    assert len(keys) == 1
    assert all(claim.low is not None and claim.scope is Scope.CUMULATIVE for claim in found)


def test_flash_and_verified_counts_can_be_compared(claims: list[NewClaim]) -> None:
    flash = [claim for claim in claims if claim.claimant == "OCHA flash updates"]
    verified = [claim for claim in claims if claim.claimant == "OCHA verified counts"]
    assert {claim.cut_off for claim in verified} <= {claim.cut_off for claim in flash}
    assert {claim.counting_basis.value for claim in flash} == {"asserted"}
    assert {claim.counting_basis.value for claim in verified} == {"multi_source_reporting"}
    assert {claim.stated_precision.value for claim in verified} == {"unknown"}
