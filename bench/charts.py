"""What each chart's data takes, read anew and out of the cache: now, as of a day, on record, and by every policy."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from statistics import median
from time import perf_counter, process_time
from typing import Any, Final

from bench.generator import claims
from tracker import series
from tracker.filters import EVERY_CLAIM, ClaimFilter
from tracker.kept import set_aside
from tracker.ledger import Ledger
from tracker.overviews import overviews_of
from tracker.vocabulary import AsOfBasis, Metric, Policy, Scope, Varying

TIMES: Final = 3
WRITES: Final = 10
OTHER_SEED: Final = 5
STATED_DAY: Final = date(2024, 3, 15)
CLAIMANT: Final = "Evening Wire"
Ask = Callable[[Ledger, ClaimFilter], Any]


def _side_by_side(ledger: Ledger, wanted: ClaimFilter) -> list[Any]:
    """The rows of the page, with every number that it prints."""
    return list(series.claimant_rows(overviews_of(ledger).side_by_side(wanted)))


def _compared(by: Varying, ledger: Ledger, wanted: ClaimFilter) -> Any:
    return overviews_of(ledger).compare(wanted, by)


CHARTS: Final[dict[str, tuple[Ask, ClaimFilter]]] = {
    "timeline of running totals": (Ledger.timeline, EVERY_CLAIM),
    "incidents added up": (Ledger.timeline, ClaimFilter(scope=(Scope.INCIDENT,), metric=(Metric.KILLED,))),
    "page of incidents": (Ledger.incidents, EVERY_CLAIM),
    "page of claims": (Ledger.claims, EVERY_CLAIM),
    "statuses of all claims": (Ledger.statuses, EVERY_CLAIM),
    "claimants": (Ledger.claimants, EVERY_CLAIM),
    "claimants side by side": (_side_by_side, EVERY_CLAIM),
    "states through time": (lambda ledger, wanted: overviews_of(ledger).states(wanted), EVERY_CLAIM),
    "time to confirmation": (lambda ledger, wanted: overviews_of(ledger).lag(wanted), EVERY_CLAIM),
}
"""What is asked for each chart; what a filter leaves open is chosen as on the page."""


def measure_charts(ledger: Ledger) -> dict[str, Any]:
    """Seconds by view: the median of readings with nothing kept, and of readings of what is kept.

    ``several_at_once`` are pages of up to twelve small timelines each. ``own_processor_s`` is what one reading takes
    this process's processor, whatever else the machine does: all of it where the database is in this process, as
    SQLite is.
    """
    set_aside()  # as the dashboard does when it starts
    yesterday = datetime.now(UTC).date() - timedelta(days=1)
    past: dict[str, dict[str, Any]] = {"now": {}, "as of a stated day": {"as_of": STATED_DAY}}
    recorded = {"as_of": yesterday + timedelta(days=1), "as_of_basis": AsOfBasis.RECORDED}
    default = {
        f"{name}, {moment}": _view(ledger, ask, wanted.but(**more))
        for name, (ask, wanted) in CHARTS.items()
        for moment, more in past.items()
    }
    default["what can be charted"] = _timed(ledger, lambda fresh: fresh.keys())
    other = {
        f"{name}, as recorded": _view(ledger, ask, wanted.but(**recorded)) for name, (ask, wanted) in CHARTS.items()
    }
    for policy in Policy:
        if policy is Policy.ENVELOPE:
            continue
        chosen = f"{policy}:{CLAIMANT}" if policy is Policy.CLAIMANT else policy.value
        ask, wanted = CHARTS["incidents added up"]
        for moment, more in past.items():
            other[f"incidents added up, {policy}, {moment}"] = _view(ledger, ask, wanted.but(policy=chosen, **more))
    compared = {
        f"small timelines by {by}, {moment}": _view(ledger, partial(_compared, by), EVERY_CLAIM.but(**more))
        for by in Varying
        for moment, more in past.items()
    }
    return {
        "default": default,
        "other": other,
        "several_at_once": compared,
        "slowest_default_s": _slowest(default, "read_s"),
        "slowest_other_s": _slowest(other, "read_s"),
        "slowest_kept_s": _slowest(default | other, "kept_s"),
        "add_claim": _writing(ledger),
    }


def _view(ledger: Ledger, ask: Ask, wanted: ClaimFilter) -> dict[str, float]:
    return _timed(ledger, lambda fresh: ask(fresh, wanted))


def _timed(ledger: Ledger, ask: Callable[[Ledger], Any]) -> dict[str, float]:
    fresh = [Ledger(ledger.engine, ledger.settings) for _ in range(TIMES)]
    for one in fresh:
        one.keys()  # a page asks for these whatever it draws
    read, own = [], []
    for one in fresh:
        started = process_time()
        read.append(_seconds(partial(ask, one)))
        own.append(process_time() - started)
    kept = [_seconds(partial(ask, one)) for one in fresh]
    return {
        "read_s": round(median(read), 4),
        "first_s": round(read[0], 4),
        "kept_s": round(median(kept), 5),
        "own_processor_s": round(median(own), 4),
    }


def _slowest(views: dict[str, dict[str, float]], which: str) -> float:
    return max(figures[which] for figures in views.values())


def _writing(ledger: Ledger) -> dict[str, float]:
    """One claim at a time, each in a transaction of its own, as a form records them."""
    news = claims(WRITES + 2, seed=OTHER_SEED + int(perf_counter() * 1000))
    seconds, own = [], []
    for claim in news:
        started = process_time()
        seconds.append(_seconds(partial(ledger.add_claim, claim, by="benchmark", may_make_names=True)))
        own.append(process_time() - started)
    return {"p50_s": round(median(seconds[2:]), 4), "own_processor_s": round(median(own[2:]), 4)}


def measure_some(ledger: Ledger) -> dict[str, float]:
    """Seconds of the processor for the views that tell how cost grows, and for adding a claim."""
    sums, day = CHARTS["incidents added up"], {"as_of": STATED_DAY}
    recorded = {"as_of": datetime.now(UTC).date(), "as_of_basis": AsOfBasis.RECORDED}
    asked: dict[str, tuple[Ask, ClaimFilter, dict[str, Any]]] = {
        "incidents added up, now": (*sums, {}),
        "incidents added up, as of a stated day": (*sums, day),
        "incidents added up, majority": (*sums, {"policy": Policy.MAJORITY.value}),
        "incidents added up, as recorded": (*sums, recorded),
        "timeline of running totals": (*CHARTS["timeline of running totals"], {}),
    }
    found = {name: _view(ledger, ask, wanted.but(**more)) for name, (ask, wanted, more) in asked.items()}
    return {name: view["own_processor_s"] for name, view in found.items()} | {
        "adding a claim": _writing(ledger)["own_processor_s"]
    }


def _seconds(do: Callable[[], Any]) -> float:
    started = perf_counter()
    do()
    return perf_counter() - started
