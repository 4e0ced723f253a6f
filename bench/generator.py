"""Made-up claims of any number, the same for the same number and seed.

Streams of statements, each in the order of its days, are merged as they would have come in. Nothing is held
but what each stream is about to say, so that memory does not grow with the number of claims.
"""

from collections.abc import Iterator, Sequence
from heapq import merge
from random import Random
from typing import Final

from bench.assessing import assessment_of
from bench.cast import CONFLICTS, COUNTS, Conflict
from bench.statements import Fields, incidents, most_points, periods, running_total
from bench.wordings import reading
from tracker.claims import NewClaim

RUNNING_TOTALS: Final = 0.3
PERIODS: Final = 0.06
_SYMBOLS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
_CODES: Final = 2**39
_SPREAD: Final = 2_654_435_761  # odd, so that multiplying by it reaches every code once


def claims(number: int, *, seed: int = 1) -> Iterator[NewClaim]:
    """So many claims in the order in which they were stated, about a third of them assessed."""
    parts = shares(number, [conflict.weight for conflict in CONFLICTS])
    streams = [
        stream for conflict, part in zip(CONFLICTS, parts, strict=True) for stream in _streams(conflict, part, seed)
    ]
    first = Random(f"{seed} codes").randrange(_CODES)
    for position, fields in enumerate(merge(*streams, key=lambda fields: fields["stated_at"])):
        yield _claim(fields, code_of(first + position))


def _streams(conflict: Conflict, number: int, seed: int) -> list[Iterator[Fields]]:
    room = [most_points(conflict, count) for count in COUNTS]
    totals = min(round(number * RUNNING_TOTALS), sum(room))
    monthly = round(number * PERIODS)
    streams = [
        running_total(conflict, count, points, Random(f"{seed} {conflict.name} {place}"))
        for place, (count, points) in enumerate(zip(COUNTS, shares(totals, room), strict=True))
    ]
    streams.append(periods(conflict, monthly, Random(f"{seed} {conflict.name} periods")))
    streams.append(incidents(conflict, number - totals - monthly, Random(f"{seed} {conflict.name} incidents")))
    return streams


def shares(total: int, weights: Sequence[int]) -> list[int]:
    """A total parted in proportion to the weights, with nothing left over."""
    ends = [total * sum(weights[: place + 1]) // sum(weights) for place in range(len(weights))]
    return [end - before for before, end in zip([0, *ends], ends, strict=False)]


def code_of(number: int) -> str:
    """A code that looks random; two numbers never share one."""
    left = number * _SPREAD % _CODES
    letters = "c"
    for _ in range(8):
        left, place = divmod(left, len(_SYMBOLS))
        letters += _SYMBOLS[place]
    return letters


def _claim(fields: Fields, code: str) -> NewClaim:
    words = reading(fields["verbatim"], fields["metric"])
    return NewClaim.model_validate(
        fields
        | {
            "code": code,
            "verbatim_language": "en" if words.verbatim.isascii() else "uk",
            "stated_value": words.stated_value,
            "qualifier": words.qualifier,
            "low": words.low,
            "high": words.high,
            "bounds_rule_version": words.rule_version,
            "assessment": assessment_of(fields["stated_at"], words, Random(code)),
        }
    )
