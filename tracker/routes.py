"""The addresses beside the pages: CSV and JSON that pandas, R, Excel and curl can read.

They take the same parameters as the pages; a name or a value that is not known is a 400 with a sentence.
"""

import json
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from tracker.csv_files import COLUMNS, record_url
from tracker.data_dictionary import dictionary
from tracker.filters import ClaimFilter, InvalidFilterError, parse_filter
from tracker.ledger import Ledger
from tracker.store.database import StoreError


def routes(open_ledger: Callable[[], Ledger]) -> list[Route]:
    """The routes of one ledger, which is opened when the first of them is asked for."""
    return [
        Route("/data/claims.csv", _download(open_ledger, _claims_csv, "claims.csv", "text/csv; charset=utf-8")),
        Route("/data/claims.json", _download(open_ledger, _claims_json, "claims.json", "application/json")),
        Route("/data/series.csv", _download(open_ledger, _series_csv, "series.csv", "text/csv; charset=utf-8")),
        Route("/data/dictionary.json", _dictionary),
        Route("/healthz", _health(open_ledger)),
    ]


def _download(
    open_ledger: Callable[[], Ledger],
    pieces_of: Callable[[Ledger, ClaimFilter], Iterator[str]],
    file_name: str,
    media_type: str,
) -> Callable[[Request], Any]:
    async def answer(request: Request) -> Response:
        try:
            ledger = await run_in_threadpool(open_ledger)
            wanted = await run_in_threadpool(_wanted, ledger, request)
            pieces = pieces_of(ledger, wanted)
            first = await run_in_threadpool(next, pieces, "")
        except InvalidFilterError as error:
            return PlainTextResponse("\n".join(map(str, error.problems)) + "\n", status_code=400)
        except StoreError as error:
            return PlainTextResponse(f"{error}\n", status_code=503)
        headers = {"Content-Disposition": f'attachment; filename="{file_name}"', "Cache-Control": "no-cache"}
        return StreamingResponse(_with_first(first, pieces), media_type=media_type, headers=headers)

    return answer


def _with_first(first: str, rest: Iterator[str]) -> Iterator[bytes]:
    """The pieces again, after the first was fetched early so that a fault becomes a status and not half a file."""
    yield first.encode()
    for piece in rest:
        yield piece.encode()


def _wanted(ledger: Ledger, request: Request) -> ClaimFilter:
    given: dict[str, list[str]] = {}
    for name, value in request.query_params.multi_items():
        given.setdefault(name, []).append(value)
    return ledger.resolve(parse_filter(given))


def _claims_csv(ledger: Ledger, wanted: ClaimFilter) -> Iterator[str]:
    return ledger.csv(wanted)


def _series_csv(ledger: Ledger, wanted: ClaimFilter) -> Iterator[str]:
    return ledger.series_csv(wanted)


def _claims_json(ledger: Ledger, wanted: ClaimFilter) -> Iterator[str]:
    """A list of claims under the names of the CSV, streamed; empty is null, lists are lists."""
    yield "["
    separator = "\n"
    for batch in ledger.stream(wanted):
        lines = [json.dumps(_as_json(claim, ledger.settings.public_url), ensure_ascii=False) for claim in batch]
        yield separator + ",\n".join(lines)
        separator = ",\n"
    yield "\n]\n"


def _as_json(claim: dict[str, Any], public_url: str) -> dict[str, Any]:
    plain = {name: _plain(claim.get(name)) for name in COLUMNS}
    return plain | {"record_url": record_url(public_url, claim["code"])}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%SZ")
    return value.isoformat() if isinstance(value, date) else value


async def _dictionary(_request: Request) -> Response:
    return JSONResponse(dictionary())


def _health(open_ledger: Callable[[], Ledger]) -> Callable[[Request], Any]:
    async def answer(_request: Request) -> Response:
        try:
            ledger = await run_in_threadpool(open_ledger)
            healthy = await run_in_threadpool(ledger.answers)
        except StoreError as error:
            return PlainTextResponse(f"{error}\n", status_code=503)
        if healthy:
            return PlainTextResponse("ok\n")
        return PlainTextResponse("the store does not answer\n", status_code=503)

    return answer
