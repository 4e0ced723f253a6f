"""The rows of our own files as they are written down: checked, agreed with each other, and ready.

Nothing here needs a store, so that the process which does it for a large file loads little.
"""

from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from pathlib import Path
from typing import Any, Final, NamedTuple

from tracker.claims import NewClaim, Problem, name_key
from tracker.claims.ready import ReadyClaim, ready
from tracker.csv_files import CheckedRow, apart_if_large, check_rows, read_rows

MOST_IN_COMMON: Final = 300_000
"""So much is remembered of what rows of one file have in common, so that memory stays within bounds."""
INCIDENT_FIELDS: Final = ("incident_date", "incident_end", "incident_precision", "place", "country_iso3")
SOURCE_FIELDS: Final = ("archived_url", "source_title", "source_publisher", "source_date", "source_language")
Stated = tuple[Any, ...]
"""What a row states in some fields, None for what it leaves open."""


class ReadyRow(NamedTuple):
    """A row's number with its claim as it is written down, or with None and all that is wrong with it."""

    number: int
    claim: ReadyClaim | None
    problems: tuple[Problem, ...] = ()


def read_own(path: Path) -> Iterator[ReadyRow]:
    """The rows of a file in our own CSV, checked and made ready; those of a large file by another process.

    Raises InvalidFileError for a file that is no such CSV.
    """
    return apart_if_large(_read_ready, path)


def _read_ready(path: Path) -> Iterator[ReadyRow]:
    return make_ready(check_rows(read_rows(path)))


def make_ready(rows: Iterable[CheckedRow]) -> Iterator[ReadyRow]:
    """The rows of one file as they are written down."""
    in_common = _InCommon()
    for number, claim, problems in rows:
        yield ReadyRow(number, ready(in_common.agreed(claim)) if claim else None, problems)


class _InCommon:
    """What the rows of one file say of an incident, claimant or page, which is what the first of them says."""

    def __init__(self) -> None:
        self._first: dict[tuple[str, ...], Stated] = {}
        self._remembered = 0

    def agreed(self, claim: NewClaim) -> NewClaim:
        """The claim with what the first row that speaks of its incident, claimant or page says of it."""
        changes: dict[str, Any] = {}
        for names, stated, about in _owners(claim):
            first = self._first.get(about)
            if first == stated or not any(stated):
                continue
            if first is None:
                self._remember(about, stated)
            else:
                changes |= self._compared(names, stated, about, first)
        return claim.model_copy(update=changes) if changes else claim

    def _remember(self, about: tuple[str, ...], stated: Stated) -> None:
        """What the first row says; most speak of a page of their own, and there is nothing to compare."""
        if self._remembered < MOST_IN_COMMON:
            self._first[about] = stated
            self._remembered += len(stated) - stated.count(None)

    def _compared(self, names: Sequence[str], stated: Stated, about: tuple[str, ...], first: Stated) -> dict[str, Any]:
        """What the first row says otherwise; what only this one says is remembered."""
        known = list(first)
        for place, value in enumerate(stated):
            if known[place] is None and value is not None and self._remembered < MOST_IN_COMMON:
                known[place] = value
                self._remembered += 1
        if any(value is not None for value in known):
            self._first[about] = tuple(known)
        return {
            name: kept
            for name, value, kept in zip(names, stated, known, strict=True)
            if value is not None and kept not in (None, value)
        }


def _owners(claim: NewClaim) -> Iterator[tuple[Sequence[str], Stated, tuple[str, ...]]]:
    """The fields that do not belong to the claim alone, what is stated in them, and what they belong to."""
    conflict, claimant = name_key(claim.conflict), name_key(claim.claimant)
    kind, independence = claim.claimant_kind, claim.claimant_independence
    yield ("claimant_kind",), (None if kind == "unknown" else kind,), ("actor", claimant)
    yield (
        ("claimant_independence",),
        (None if independence == "unknown" else independence,),
        ("role", conflict, claimant),
    )
    yield SOURCE_FIELDS, _about_source(claim), ("source", claim.source_url)
    if claim.incident:
        yield INCIDENT_FIELDS, _about_incident(claim), ("incident", conflict, name_key(claim.incident))


_about_source: Final = attrgetter(*SOURCE_FIELDS)
_about_incident: Final = attrgetter(*INCIDENT_FIELDS)
