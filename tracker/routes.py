"""The addresses beside the pages: CSV and JSON that pandas, R, Excel and curl can read.

They take the same parameters as the pages; a name or a value that is not known is a 400 with a sentence.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any, Final

from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from tracker.changes import ChangeFilter, InvalidChangeFilterError, parse_changes
from tracker.claims import Problem
from tracker.csv_files import InvalidFileError
from tracker.data_dictionary import dictionary
from tracker.exports import FORMATS
from tracker.filters import ClaimFilter, InvalidFilterError, parse_filter
from tracker.ledger import Ledger
from tracker.overviews import Overviews, overviews_of
from tracker.store.database import StoreError
from tracker.vocabulary import Varying

CSV: Final = "text/csv; charset=utf-8"


def routes(open_ledger: Callable[[], Ledger]) -> list[Route]:
    """The routes of one ledger, which is opened when the first of them is asked for."""

    def streamed(
        name: str,
        pieces_of: Callable[[Ledger, Any], Iterator[str]],
        media_type: str = CSV,
        asked_of: Callable[[Ledger, Request], Any] = _wanted,
    ) -> Route:
        return Route(f"/data/{name}", _download(open_ledger, pieces_of, name, media_type, asked_of))

    def written(ending: str) -> Route:
        return Route(f"/data/{FORMATS[ending].route}", _written(open_ledger, ending))

    return [
        streamed("claims.csv", Ledger.csv),
        streamed("claims.json", Ledger.json_list, "application/json"),
        streamed("claims.jsonl", Ledger.json_lines, FORMATS[".jsonl"].media_type),
        streamed("claimreview.json", Ledger.claim_reviews, FORMATS[".json"].media_type),
        streamed("series.csv", Ledger.series_csv),
        streamed("citation.json", Ledger.citation_json, "application/json"),
        streamed("citation.txt", Ledger.citation_text, "text/plain; charset=utf-8"),
        streamed("claimants.csv", _overview(Overviews.claimants_csv)),
        streamed("lag.csv", _overview(Overviews.lag_csv)),
        streamed("verification.csv", _overview(Overviews.states_csv)),
        streamed("compare.csv", _overview(Overviews.compare_csv), asked_of=_compared),
        streamed("changes.json", _overview(Overviews.changes_feed), "application/json", asked_of=_changes),
        written(".xlsx"),
        written(".parquet"),
        written(".zip"),
        Route("/data/dictionary.json", _dictionary),
        Route("/healthz", _health(open_ledger)),
    ]


def _download(
    open_ledger: Callable[[], Ledger],
    pieces_of: Callable[[Ledger, Any], Iterator[str]],
    file_name: str,
    media_type: str,
    asked_of: Callable[[Ledger, Request], Any],
) -> Callable[[Request], Any]:
    async def answer(request: Request) -> Response:
        try:
            ledger = await run_in_threadpool(open_ledger)
            asked = await run_in_threadpool(asked_of, ledger, request)
            pieces = pieces_of(ledger, asked)
            first = await run_in_threadpool(next, pieces, "")
        except (InvalidFilterError, InvalidChangeFilterError, StoreError) as error:
            return _refusal(error)
        headers = {"Content-Disposition": f'attachment; filename="{file_name}"', "Cache-Control": "no-cache"}
        return StreamingResponse(_with_first(first, pieces), media_type=media_type, headers=headers)

    return answer


def _with_first(first: str, rest: Iterator[str]) -> Iterator[bytes]:
    """The pieces again, after the first was fetched early so that a fault becomes a status and not half a file."""
    yield first.encode()
    for piece in rest:
        yield piece.encode()


def _wanted(ledger: Ledger, request: Request) -> ClaimFilter:
    return ledger.resolve(parse_filter(_given(request)))


def _given(request: Request) -> dict[str, list[str]]:
    given: dict[str, list[str]] = {}
    for name, value in request.query_params.multi_items():
        given.setdefault(name, []).append(value)
    return given


def _overview(pieces_of: Callable[[Overviews, Any], Iterator[str]]) -> Callable[[Ledger, Any], Iterator[str]]:
    """The pieces of an overview, from the ledger that it is of."""
    return lambda ledger, asked: pieces_of(overviews_of(ledger), asked)


def _compared(ledger: Ledger, request: Request) -> tuple[ClaimFilter, Varying]:
    """The filter, and what varies from panel to panel."""
    given = _given(request)
    by = given.pop("by", [Varying.CLAIMANT.value])
    wanted = ledger.resolve(parse_filter(given))
    if len(by) == 1 and by[0] in list(Varying):
        return wanted, Varying(by[0])
    words = ", ".join(word.value for word in Varying)
    raise InvalidFilterError([Problem("by", by[0][:200], f"it is one of {words}")], wanted)


def _changes(_ledger: Ledger, request: Request) -> ChangeFilter:
    return parse_changes(_given(request))


def _written(open_ledger: Callable[[], Ledger], ending: str) -> Callable[[Request], Any]:
    """A download in a format that is written whole before it leaves; the file is removed afterwards."""
    form = FORMATS[ending]

    async def answer(request: Request) -> Response:
        folder = await run_in_threadpool(mkdtemp, prefix="tracker-download-")
        path = Path(folder) / form.route
        try:
            ledger = await run_in_threadpool(open_ledger)
            wanted = await run_in_threadpool(_wanted, ledger, request)
            await run_in_threadpool(ledger.write_file, wanted, path, ending)
        except (InvalidFilterError, InvalidFileError, StoreError, OSError) as error:
            await run_in_threadpool(rmtree, folder, ignore_errors=True)
            return _refusal(error)
        headers = {"Cache-Control": "no-cache"}
        done = BackgroundTask(rmtree, folder, ignore_errors=True)
        return FileResponse(path, media_type=form.media_type, filename=form.route, headers=headers, background=done)

    return answer


def _refusal(error: Exception) -> Response:
    """What is wrong, in a sentence, with the status that fits it."""
    match error:
        case InvalidFilterError() | InvalidChangeFilterError() | InvalidFileError():
            return PlainTextResponse("\n".join(map(str, error.problems)) + "\n", status_code=400)
        case StoreError():
            return PlainTextResponse(f"{error}\n", status_code=503)
        case _:
            return PlainTextResponse("the file cannot be written: is the disk full?\n", status_code=503)


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
