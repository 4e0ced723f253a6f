"""A fresh store full of made-up claims, and how long filling it takes."""

from collections.abc import Iterator
from itertools import islice
from time import perf_counter
from typing import Any, Final

from bench.generator import claims
from tracker.claims import NewClaim
from tracker.store.database import Engine, writing
from tracker.store.writes import add_claims

A_TRANSACTION: Final = 50_000


def fill(engine: Engine, number: int) -> dict[str, Any]:
    """Record so many made-up claims in a store whose tables exist; what making them up takes is told apart."""
    made = _Timed(claims(number))
    started = perf_counter()
    for first in range(0, number, A_TRANSACTION):
        with writing(engine, by="benchmark", reason="Made up") as session:
            add_claims(session, islice(made, min(A_TRANSACTION, number - first)))
    seconds = perf_counter() - started
    return {
        "claims": number,
        "seconds": round(seconds, 2),
        "of_it_making_them_up_s": round(made.seconds, 2),
        "claims_per_s": round(number / (seconds - made.seconds)),
    }


class _Timed(Iterator[NewClaim]):
    """Claims as they come, and the seconds spent on waiting for them."""

    def __init__(self, source: Iterator[NewClaim]) -> None:
        self._source = source
        self.seconds = 0.0

    def __next__(self) -> NewClaim:
        started = perf_counter()
        try:
            return next(self._source)
        finally:
            self.seconds += perf_counter() - started
