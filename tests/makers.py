"""Small makers of valid objects. A test says what differs; everything else is as here."""

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Engine

from tracker.claims import NewAssessment, NewClaim, parse_claim
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
