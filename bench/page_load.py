"""Opens pages of a running dashboard as N visitors do and times each page run.

No browser takes part: this speaks Streamlit's own websocket protocol, so a figure is the server's, from the
request for the page to the message that its script has finished.
"""

import asyncio
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import Any, Final

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

LONGEST_RUN_S: Final = 120
_PROTOCOL: Final = (Subprotocol("streamlit"),)
_ENDS: Final = {
    ForwardMsg.FINISHED_SUCCESSFULLY: None,
    ForwardMsg.FINISHED_WITH_COMPILE_ERROR: "the page does not compile",
}


@dataclass(frozen=True, slots=True)
class Run:
    """One page run: how long it took, what it sent, and the exceptions that the page showed."""

    seconds: float
    received: int
    errors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Runs:
    """The page runs of all visitors, and how long they took together."""

    runs: tuple[Run, ...]
    seconds: float

    def figures(self) -> dict[str, Any]:
        """What is reported: seconds by percentile, runs a second, bytes a run, errors."""
        errors = [error for run in self.runs for error in run.errors]
        fine = sorted(run.seconds for run in self.runs if not run.errors)
        found: dict[str, Any] = {"runs": len(fine), "errors": len(errors)}
        if errors:
            found["first_error"] = errors[0]
        if fine:
            found |= {
                "p50_s": round(median(fine), 4),
                "p95_s": round(_percentile(fine, 0.95), 4),
                "max_s": round(fine[-1], 4),
                "runs_per_s": round(len(fine) / self.seconds, 2),
                "bytes_per_run": sum(run.received for run in self.runs) // len(self.runs),
            }
        return found


def open_pages(url: str, page: str = "", query: str = "", *, visitors: int = 1, runs: int = 1) -> Runs:
    """Let so many visitors open a page at the same time, each so many times in a row.

    ``page`` is its name in the address, ``query`` the address's query string without the question mark.
    """
    return asyncio.run(_all_visitors(url, _request(page, query), visitors, runs))


def _request(page: str, query: str) -> bytes:
    message = BackMsg()
    message.rerun_script.query_string = query
    message.rerun_script.page_name = page
    return bytes(message.SerializeToString())


async def _all_visitors(url: str, request: bytes, visitors: int, runs: int) -> Runs:
    started = perf_counter()
    found = await asyncio.gather(*(_visitor(url, request, runs) for _ in range(visitors)))
    return Runs(tuple(run for runs_of_one in found for run in runs_of_one), perf_counter() - started)


async def _visitor(url: str, request: bytes, runs: int) -> list[Run]:
    address = url.replace("http", "ws", 1) + "/_stcore/stream"
    done: list[Run] = []
    started = perf_counter()
    try:
        async with connect(address, subprotocols=_PROTOCOL, max_size=None, open_timeout=60) as socket:
            for _ in range(runs):
                started = perf_counter()
                done.append(await asyncio.wait_for(_run(socket, request), LONGEST_RUN_S))
    except Exception as error:
        done.append(Run(perf_counter() - started, 0, (f"{type(error).__name__}: {error}",)))
    return done


async def _run(socket: ClientConnection, request: bytes) -> Run:
    started = perf_counter()
    received, errors = 0, list[str]()
    await socket.send(request)
    async for frame in socket:
        received += len(frame)
        message = ForwardMsg()
        message.ParseFromString(frame if isinstance(frame, bytes) else frame.encode())
        errors += _exceptions(message)
        if message.WhichOneof("type") == "script_finished" and message.script_finished in _ENDS:
            end = _ENDS[message.script_finished]
            return Run(perf_counter() - started, received, (*errors, *([end] if end else [])))
    raise ConnectionError("the server ended the connection in the middle of a page")


def _exceptions(message: ForwardMsg) -> list[str]:
    if message.WhichOneof("type") != "delta" or message.delta.WhichOneof("type") != "new_element":
        return []
    element = message.delta.new_element
    return [element.exception.message[:200]] if element.WhichOneof("type") == "exception" else []


def _percentile(ordered: list[float], part: float) -> float:
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]
