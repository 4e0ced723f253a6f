"""Small makers of valid objects. A test says what differs; everything else is as here."""

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from hypothesis import strategies as st
from sqlalchemy import Engine

from tracker import vocabulary as words
from tracker.claims import (
    NewAssessment,
    NewClaim,
    NewRelation,
    name_key,
    parse_annotation,
    parse_claim,
    parse_relation,
    parse_response,
)
from tracker.claims.reading import new_code
from tracker.store.beside import add_annotation, add_relation, add_response
from tracker.store.database import writing
from tracker.store.writes import add_assessment, add_claims

FIELDS: Mapping[str, str] = {
    "conflict": "War of Examples",
    "claimant": "Ministry A",
    "affected_party": "Army B",
    "metric": "killed",
    "verbatim": "more than 600",
    "stated_at": "2023-01-08",
    "source_url": "https://example.org/news",
}
"""A good claim as a form or a file gives it: all text, and only what is needed."""

RECORDER: Mapping[str, str] = {
    "claimant": "Recorder R",
    "claimant_kind": "independent_recorder",
    "claimant_independence": "independent",
    "counting_basis": "named_individuals",
}
"""What makes a claim one of an independent recorder, whose floor stands on a confirmed line."""


def a_claim(**changes: Any) -> NewClaim:
    """A claim; every one has a code of its own unless it is given one."""
    return parse_claim({**FIELDS, **changes})


def a_count(**changes: Any) -> NewClaim:
    """A count by an independent recorder: a floor."""
    return a_claim(**{**RECORDER, "verbatim": "at least 300", **changes})


def a_claim_on_an_incident(**changes: Any) -> NewClaim:
    """A claim about one incident."""
    return a_claim(**{"incident": "Strike on the depot", "incident_date": "2023-01-02", **changes})


def an_assessment(**changes: Any) -> NewAssessment:
    """An assessment that fits "more than 600": a floor of 139, two origins."""
    return NewAssessment.model_validate(
        {
            "status": "partially_confirmed",
            "confirmed_low": 139,
            "evidence_basis": "named_list",
            "n_independent_origins": 2,
            "rationale": "139 names are listed.",
            "assessor": "B. Assessor",
            "decided_at": "2023-02-01",
            **changes,
        }
    )


def record(engine: Engine, *claims: NewClaim) -> None:
    """Record claims, with whatever new names they bring."""
    with writing(engine, by="A. Tester", reason="a test") as session:
        add_claims(session, claims)


def assess(engine: Engine, code: str, **changes: Any) -> str:
    """Record an assessment of a claim and say under which code."""
    with writing(engine, by="B. Assessor", reason="a test") as session:
        return add_assessment(session, code, an_assessment(**changes))


def fill_the_tables_beside_claims(engine: Engine, code: str) -> None:
    """Put a row into each table beside claims: a relation that ends this claim, responses, an annotation."""
    days = {"coverage_start": "2023-01-01", "coverage_end": "2023-01-02"}
    later = a_claim_on_an_incident(verbatim="650", stated_at="2023-01-09", **days)
    record(engine, later)
    source = {"stated_at": "2023-01-09", "source_url": "https://example.org/answer"}
    event = {"start_date": "2023-01-02", "end_date": "2023-01-03", "title": "Strike", "kind": "event"}
    with writing(engine, by="A. Tester", reason="a test") as session:
        add_relation(session, a_relation(later.code, code))
        for to in ({"claim": code}, {"incident": "Strike on the depot"}):
            said = {"responder": "Army B", "response": "no_comment", **source, **to}
            add_response(session, parse_response(said))
        whose = {"conflict": "War of Examples", "claimant": "Ministry A", "source_url": "https://example.org/answer"}
        add_annotation(session, parse_annotation(event | whose))


def a_relation(later: str, earlier: str, kind: str = "corrects", note: str = "The ministry said so.") -> NewRelation:
    """A relation between two claims, given by their codes."""
    return parse_relation({"from_claim": later, "to_claim": earlier, "kind": kind, "note": note})


def as_csv(rows: Iterable[Mapping[str, str]]) -> str:
    """A file of rows as a person or another program would write it: the header holds the fields in use."""
    rows = list(rows)
    header = list(dict.fromkeys(name for row in rows for name in row))
    out = io.StringIO()
    writer = csv.DictWriter(out, header, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def rows_of(text: str) -> list[dict[str, str]]:
    """The rows of a CSV as it stands, cells as text."""
    return list(csv.DictReader(io.StringIO(text), strict=True))


# Any claim at all

ANY_TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=40
) | st.sampled_from(
    [
        "=1+1",
        "+7",
        "-7",
        "@SUM(A1)",
        "'",
        "'=x",
        "''",
        '"',
        'a"b',
        "a,b",
        "line\nline",
        "=a\n\tb",
        "שלום",
        "أ\u200fب",
        "🕯👨‍👩‍👧",
    ]
)
ANY_LINE = ANY_TEXT.map(lambda text: " ".join(text.split())).filter(lambda text: name_key(text) != "")
ANY_URL = st.sampled_from(
    [
        "https://example.org/a",
        "http://example.org:8080/?q=1,2;3&b=%20#x",
        "HTTPS://example.org/ä",
        "https://example.org/'=1",
    ]
)
ANY_DAY = st.dates(date(1945, 1, 1), date(2024, 1, 1))


def stripped(text: str) -> str | None:
    return text.strip() or None


@st.composite
def any_claim(draw: st.DrawFn) -> NewClaim:
    """A claim with anything at all in every field that takes it, most fields left empty now and then."""

    def maybe(values: st.SearchStrategy[Any]) -> Any:
        return draw(st.none() | values)

    stated = draw(ANY_DAY)
    days = sorted(draw(st.tuples(*[st.dates(date(1944, 1, 1), stated)] * 3)))
    low, best, high = sorted(draw(st.tuples(*[st.integers(0, 1_000_000_000)] * 3)))
    low, high = maybe(st.just(low)), maybe(st.just(high))
    scope = draw(st.sampled_from(words.Scope))
    incident = draw(ANY_LINE) if scope is words.Scope.INCIDENT else maybe(ANY_LINE)
    url, more = draw(ANY_URL), draw(st.lists(ANY_URL, unique=True))
    return NewClaim(
        code=new_code("c"),
        conflict=draw(ANY_LINE),
        claimant=draw(ANY_LINE),
        claimant_kind=draw(st.sampled_from(words.ActorKind)),
        claimant_independence=draw(st.sampled_from(words.Independence)),
        affected_party=draw(ANY_LINE),
        direction=maybe(st.sampled_from(words.Direction)),
        metric=draw(st.sampled_from(words.Metric)),
        population=draw(st.sampled_from(words.Population)),
        subgroup=maybe(st.sampled_from(words.Subgroup)),
        cause_scope=draw(st.sampled_from(words.CauseScope)),
        scope=scope,
        incident=incident,
        incident_date=days[0] if incident else None,
        incident_end=days[1] if incident else None,
        incident_precision=draw(st.sampled_from(words.DatePrecision)) if incident else words.DatePrecision.DAY,
        place=maybe(ANY_LINE) if incident else None,
        country_iso3=maybe(st.just("UKR")) if incident else None,
        coverage_start=days[0] if scope is words.Scope.PERIOD else maybe(st.just(days[0])),
        coverage_end=days[1] if scope is words.Scope.PERIOD else maybe(st.just(days[1])),
        date_precision=draw(st.sampled_from(words.DatePrecision)),
        as_of_date=maybe(st.just(days[2])),
        geo_scope=maybe(ANY_LINE),
        geo_precision=maybe(st.sampled_from(words.GeoPrecision)),
        counting_basis=draw(st.sampled_from(words.CountingBasis)),
        verbatim=draw(ANY_TEXT.map(stripped).filter(bool)),
        verbatim_language=maybe(st.sampled_from(["en", "uk", "zh-Hant"])),
        verbatim_translation=maybe(ANY_TEXT.map(stripped)),
        stated_value=maybe(st.integers(0, 1_000_000_000)),
        qualifier=draw(st.sampled_from(words.Qualifier)),
        low=low,
        high=high,
        best=maybe(st.just(best)),
        bounds_reason="Any bounds at all.",
        definition_key=maybe(ANY_LINE),
        stated_at=stated,
        stated_time=maybe(st.sampled_from(["00:54", "23:59Z", "07:00-03:30"])),
        stated_precision=draw(st.sampled_from(words.DatePrecision)),
        source_url=url,
        source_title=maybe(ANY_TEXT.map(stripped)),
        source_publisher=maybe(ANY_LINE),
        source_date=maybe(ANY_DAY),
        source_language=maybe(st.sampled_from(["en", "ru"])),
        source_role=draw(st.sampled_from(words.SourceRole)),
        archived_url=maybe(ANY_URL),
        sources=tuple(dict.fromkeys((url, *more))),
        external_grade=maybe(ANY_LINE),
        notes=maybe(ANY_TEXT.map(stripped)),
        tags=tuple(draw(st.lists(st.sampled_from(["a", "=b", "c d", "-e"]), unique=True))),
        assessment=draw(st.none() | st.just(an_assessment(status="disputed", rationale="=x\n'y", confirmed_low=None))),
    )
