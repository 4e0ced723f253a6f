"""What readers wait for: each page alone, several views of it, and many visitors at once."""

from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import urlencode

from bench.generator import claims
from bench.page_load import open_pages
from bench.server import Server
from tracker.claims import NewClaim
from tracker.ledger import Ledger
from tracker.vocabulary import Scope

WARM_RUNS: Final = 15
RUNS_A_VISITOR: Final = 5
OTHER_SEED: Final = 2
PAGES: Final = ("timeline", "incidents", "claims", "add_claim", "import_claims", "assess", "about")


def measure_visits(ledger: Ledger, server: Server, visitors: int) -> dict[str, Any]:
    """Page runs in seconds. ``first_s`` is the first one after a write, when nothing that was read still holds."""
    news = claims(1_000, seed=OTHER_SEED)
    start = open_pages(server.url)
    return {
        "first_page_after_start_s": round(start.seconds, 3),
        "one_visitor": {name: _one_view(ledger, server, name, "", news) for name in PAGES},
        "views": {f"{page}?{query}": _one_view(ledger, server, page, query, news) for page, query in _views(ledger)},
        "at_once": _at_once(ledger, server, visitors, news),
    }


def _views(ledger: Ledger) -> list[tuple[str, str]]:
    """Views that differ in what the store must do for them, of the largest conflict."""
    keys = ledger.keys()
    conflict = str(keys.groupby("conflict")["claims"].sum().idxmax())
    incident = ledger.incident_names(conflict)[0]
    code = str(ledger.claims(ledger.everything.but(scope=(Scope.INCIDENT,))).rows.iloc[0]["code"])
    views: list[tuple[str, dict[str, str]]] = [
        ("timeline", {"conflict": conflict, "metric": "killed", "population": "civilian"}),
        ("timeline", {"conflict": conflict, "axis": "event", "since": "2024-01-01"}),
        ("timeline", {"conflict": conflict, "scope": "incident"}),
        ("timeline", {"incident": incident}),
        ("incidents", {"conflict": conflict, "metric": "killed"}),
        ("incidents", {"incident": incident}),
        ("claims", {"q": "shelling names"}),
        ("claims", {"conflict": conflict, "status": "unassessed", "since": "2023-01-01", "until": "2023-12-31"}),
        ("claims", {"claim": code}),
        ("assess", {"claim": code}),
    ]
    return [(page, urlencode(query)) for page, query in views]


def _one_view(ledger: Ledger, server: Server, name: str, query: str, news: Iterator[NewClaim]) -> dict[str, Any]:
    page = "" if name == "timeline" else name
    write_something(ledger, news)
    first = open_pages(server.url, page, query)
    warm = open_pages(server.url, page, query, runs=WARM_RUNS).figures()
    errors = first.figures()["errors"] + warm["errors"]
    return {"first_s": round(first.runs[0].seconds, 4)} | warm | {"errors": errors}


def _at_once(ledger: Ledger, server: Server, visitors: int, news: Iterator[NewClaim]) -> dict[str, Any]:
    """Many visitors on the timeline: right after a write, then with all of it read."""
    write_something(ledger, news)
    unread = open_pages(server.url, visitors=visitors).figures()
    read = open_pages(server.url, visitors=visitors, runs=RUNS_A_VISITOR).figures()
    return {"visitors": visitors, "right_after_a_write": unread, "timeline": read}


def write_something(ledger: Ledger, news: Iterator[NewClaim]) -> None:
    """Record one claim, so that nothing the server keeps is still valid."""
    ledger.add_claim(next(news), by="benchmark", may_make_names=True)
