"""What overviews show: claimants side by side, statuses through time, small timelines, and the log of changes.

What is read is cached under the version that every committed write raises, as in the ledger.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from functools import lru_cache, partial
from typing import Any, Final, TypeVar

import pandas as pd

from tracker import csv_files, exports, series
from tracker.changes import ChangeFilter, feed_of, to_json_list
from tracker.filters import ClaimFilter
from tracker.kept import kept, without_collecting
from tracker.ledger import Ledger, adds_incidents_up, filled_in
from tracker.store import overviews
from tracker.store.database import Session, data_version, reading
from tracker.store.versions import Seen
from tracker.vocabulary import Metric, Scope, SeriesKind, Varying

CACHED: Final = 64
CHANGES_AT_ONCE: Final = 500
ALL_CLAIMS: Final = "All claims in this view"
MOST_CURVES: Final = 5
PANELS_AT_ONCE: Final = 2
"""So many small timelines are read at the same time: the database works on one while another is put together."""
Found = TypeVar("Found")


class Overviews:
    """The overviews of one ledger. Safe to share between threads."""

    def __init__(self, ledger: Ledger) -> None:
        """Read from this ledger; ``overviews_of`` makes one for each."""
        self.ledger = ledger
        self._side_by_side = kept(CACHED)(self._read_side_by_side)
        self._lag = kept(CACHED)(self._read_lag)
        self._states = kept(CACHED)(self._read_states)
        self._most_claimed = kept(CACHED)(self._read_most_claimed)
        self._changes = kept(CACHED)(self._read_changes)
        self._content = kept(CACHED)(self._read_content)

    def content(self, wanted: ClaimFilter | tuple[ClaimFilter, Varying], file: str) -> exports.Content:
        """What a CSV of an overview holds, by its name on the routes: how many rows, and the hash of its bytes."""
        return self._content(self.ledger.version(), wanted, file)

    def _read_content(
        self, _version: int, wanted: ClaimFilter | tuple[ClaimFilter, Varying], file: str
    ) -> exports.Content:
        pieces: dict[str, Callable[..., Iterator[str]]] = {
            "claimants.csv": self.claimants_csv,
            "verification.csv": self.states_csv,
            "compare.csv": self.compare_csv,
        }
        return exports.content_of(file, pieces[file](wanted))

    def side_by_side(self, wanted: ClaimFilter) -> list[series.Claimant]:
        """The claimants of a filter with the same numbers for each, the one with the most claims first."""
        return self._side_by_side(self.ledger.version(), wanted, _today())

    @without_collecting()
    def _read_side_by_side(self, _version: int, wanted: ClaimFilter, today: date) -> list[series.Claimant]:
        """A second session reads about half of it at once, where both tell of one state of the ledger."""
        both = [reading(self.ledger.engine, Seen.by(wanted), beside_another=True) for _ in range(2)]
        with both[0] as session, both[1] as second, ThreadPoolExecutor(1) as pool:
            are_of_one_state = data_version(session) == data_version(second)

            def beside(read: Callable[[Session, ClaimFilter], Found]) -> Callable[[], Found]:
                return pool.submit(read, second, wanted).result if are_of_one_state else partial(read, session, wanted)

            sides_of, restated_of = beside(overviews.read_sides), beside(_read_revised)
            digits_of = beside(overviews.read_last_digits)
            longest = overviews.read_longest_waits(session, wanted, today)
            latest = overviews.read_latest_sides(session, wanted)
            counts = overviews.read_claimant_counts(session, wanted, [*sides_of(), *latest])
            found = overviews.read_waits_of(session, wanted, today, series.to_be_fitted(counts, longest))
            waits = series.waits_of(counts, longest, found)
            return series.claimants_of(counts, waits, restated_of(), digits_of())

    def lag(self, wanted: ClaimFilter) -> series.Lag:
        """The time to confirmation of all claims of a filter together."""
        return self._lag(self.ledger.version(), wanted, _today())

    def _read_lag(self, _version: int, wanted: ClaimFilter, today: date) -> series.Lag:
        with reading(self.ledger.engine, Seen.by(wanted)) as session:
            return series.lag_of(overviews.read_waits(session, wanted, today))

    def states(self, wanted: ClaimFilter) -> pd.DataFrame:
        """The state of all claims by status on each day, or at the end of each month, see ``series.states_of``."""
        states, _ = self._states(self.ledger.version(), wanted, _today())
        return states

    def is_by_month(self, wanted: ClaimFilter) -> bool:
        """Whether ``states`` tells months of this view, which then holds more than ``overviews.MOST_BY_DAY`` claims."""
        _, is_by_month = self._states(self.ledger.version(), wanted, _today())
        return is_by_month

    def _read_states(self, _version: int, wanted: ClaimFilter, today: date) -> tuple[pd.DataFrame, bool]:
        with reading(self.ledger.engine, Seen.by(wanted)) as session:
            months = overviews.read_status_months(session, wanted, today)
            changes = overviews.read_status_changes(session, wanted) if months is None else months
        return series.states_of(changes), months is not None

    def claimants_csv(self, wanted: ClaimFilter) -> Iterator[str]:
        """The claimants of a filter side by side, as CSV."""
        return csv_files.rows_to_csv(series.claimant_rows(self.side_by_side(wanted)), series.CLAIMANT_COLUMNS)

    def lags(self, wanted: ClaimFilter) -> dict[str, series.Lag]:
        """The time to confirmation of all claims of a filter, and of each of several claimants that it names."""
        apart = wanted.claimant if 1 < len(wanted.claimant) <= MOST_CURVES else ()
        return {ALL_CLAIMS: self.lag(wanted)} | {name: self.lag(wanted.but(claimant=(name,))) for name in apart}

    def lag_csv(self, wanted: ClaimFilter) -> Iterator[str]:
        """The steps of the curves of time to confirmation, as CSV."""
        return csv_files.rows_to_csv(series.lag_rows(self.lags(wanted)), series.WAIT_COLUMNS)

    def states_csv(self, wanted: ClaimFilter) -> Iterator[str]:
        """The state of all claims by status on each day, or at the end of each month, as CSV."""
        rows: list[Any] = self.states(wanted).to_dict("records")
        return csv_files.rows_to_csv(rows, series.STATUS_COLUMNS)

    def compare(self, wanted: ClaimFilter, by: Varying) -> series.Panels:
        """Small timelines that differ in one part: those the filter names, or those with the most claims."""
        base = self.base_of_panels(wanted, by)
        names = list(getattr(wanted, by)) or self.most_claimed(base, by)
        shown = names[: series.MOST_PANELS]
        recorders = self._recorders(base) if by is Varying.CLAIMANT else []
        with ThreadPoolExecutor(PANELS_AT_ONCE) as pool:
            panels = tuple(pool.map(lambda name: self._panel(base, by, str(name), recorders), shown))
        return series.Panels(panels, len(names) - len(shown))

    def base_of_panels(self, wanted: ClaimFilter, by: Varying) -> ClaimFilter:
        """The view without the part that varies, and with what the reader left open filled in."""
        base = wanted.but(**{by: ()})
        if by is Varying.INCIDENT:
            return base.but(scope=(Scope.INCIDENT,), conflict=base.conflict or tuple(self.ledger.conflicts()[:1]))
        if by is Varying.CONFLICT:
            return base.but(scope=wanted.scope or (Scope.INCIDENT,))
        return filled_in(base, self.ledger.keys()).but(**{by: ()})

    def _recorders(self, base: ClaimFilter) -> list[str]:
        """Whose counts the claims of a view may be held against."""
        if adds_incidents_up(base):
            return []
        return list(
            dict.fromkeys(line.actor for line in self.ledger.timeline(base).timeline.of_kind(SeriesKind.CONFIRMED))
        )

    def _panel(self, base: ClaimFilter, by: Varying, name: str, recorders: Sequence[str]) -> series.Panel:
        named = (name, *(other for other in recorders if other != name))
        view = self.ledger.timeline(base.but(**{by: named}))
        timeline = view.timeline
        if by is Varying.CLAIMANT and not adds_incidents_up(view.wanted):
            timeline = series.of_claimant(timeline, name)
        about = view.wanted.affected_party if by is Varying.CONFLICT else ()
        title = Metric(name).label if by is Varying.METRIC else name
        claims = self._claims_of(base, by, name) if recorders else view.claims
        return series.Panel(title, ", ".join(about), timeline, claims)

    def _claims_of(self, base: ClaimFilter, by: Varying, name: str) -> int:
        """How many claims of a view have this value of the part that varies: of those with the most, told together."""
        counted = dict(self._most_claimed(self.ledger.version(), base, by))
        return counted[name] if name in counted else self.ledger.claims(base.but(**{by: (name,)})).total

    def compare_csv(self, asked: tuple[ClaimFilter, Varying]) -> Iterator[str]:
        """The rows that small timelines draw, as CSV."""
        return csv_files.rows_to_csv(series.panel_rows(self.compare(*asked).panels), series.PANEL_COLUMNS)

    def most_claimed(self, wanted: ClaimFilter, what: Varying) -> list[str]:
        """The values of one part of the claims a filter lets through, those with the most claims first."""
        return [name for name, _ in self._most_claimed(self.ledger.version(), wanted, what)]

    def _read_most_claimed(self, _version: int, wanted: ClaimFilter, what: Varying) -> list[tuple[str, int]]:
        with reading(self.ledger.engine, Seen.by(wanted)) as session:
            found = overviews.read_most_claimed(session, wanted, what)
        return [(name, int(claims)) for name, claims in zip(found["name"], found["claims"], strict=True)]

    def changes(self, wanted: ChangeFilter) -> pd.DataFrame:
        """The changes a filter lets through, the latest first, see ``overviews.read_changes``."""
        return self._changes(self.ledger.version(), wanted)

    def _read_changes(self, _version: int, wanted: ChangeFilter) -> pd.DataFrame:
        with reading(self.ledger.engine) as session:
            return overviews.read_changes(session, wanted)

    def changers(self) -> list[str]:
        """Under which names the latest changes were made."""
        with reading(self.ledger.engine) as session:
            return overviews.read_changers(session)

    def changes_feed(self, wanted: ChangeFilter) -> Iterator[str]:
        """The changes a filter lets through as a JSON list, in pieces."""
        return to_json_list(self._stream_changes(wanted))

    def _stream_changes(self, wanted: ChangeFilter) -> Iterator[list[dict[str, Any]]]:
        """As many as the filter's limit, some hundred at a time; memory stays flat."""
        left, before = wanted.limit, wanted.before
        with reading(self.ledger.engine) as session:
            while left > 0:
                asked = wanted.but(limit=min(left, CHANGES_AT_ONCE), before=before)
                found = overviews.read_changes(session, asked)
                if found.empty:
                    return
                rows: list[Any] = found.to_dict("records")
                yield [feed_of(row, self.ledger.settings.public_url) for row in rows]
                left, before = left - len(found), int(found["id"].iloc[-1])


@lru_cache(maxsize=4)
def overviews_of(ledger: Ledger) -> Overviews:
    """The overviews of a ledger, one for all who ask, so that they share what is kept."""
    return Overviews(ledger)


def _read_revised(session: Session, wanted: ClaimFilter) -> dict[str, list[int]]:
    found = overviews.read_restated(session, wanted)
    return series.revised_by(found.chained, found.revised)


def _today() -> date:
    return datetime.now(UTC).date()
