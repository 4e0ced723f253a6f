"""How fast it should be, against how fast it was."""

from dataclasses import dataclass
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class Target:
    """A figure of the report, found along ``path``, and the most it should be."""

    what: str
    path: tuple[str, ...]
    most: float
    unit: str


TARGETS: Final = (
    Target("Timeline, one visitor, p50", ("pages", "one_visitor", "timeline", "p50_s"), 0.25, "s"),
    Target("Timeline, many visitors at once, p95", ("pages", "at_once", "timeline", "p95_s"), 1.5, "s"),
    Target("All claims as CSV, served", ("downloads", "claims_csv_served", "seconds"), 5, "s"),
    Target("Memory for that", ("downloads", "claims_csv_served", "memory_growth_mb"), 100, "MB"),
    Target("All claims as CSV in process, times the sqlite3 shell", ("downloads", "in_process_to_shell"), 3, "times"),
    Target("Memory for that", ("downloads", "claims_csv_in_process", "memory_growth_mb"), 50, "MB"),
    Target("Taking in a million rows of CSV", ("import", "ours", "seconds_per_million"), 90, "s"),
    Target("Memory for taking them in", ("import", "ours", "memory_growth_mb"), 500, "MB"),
    *(
        target
        for kind, name in (("sqlite", "SQLite"), ("postgresql", "PostgreSQL"))
        for target in (
            Target(f"Slowest chart, default policy, {name}", ("charts", kind, "slowest_default_s"), 0.3, "s"),
            Target(f"Slowest chart, other policies or recorded, {name}", ("charts", kind, "slowest_other_s"), 1.5, "s"),
            Target(f"Slowest chart that is kept, {name}", ("charts", kind, "slowest_kept_s"), 0.02, "s"),
            Target(f"Adding a claim, {name}", ("charts", kind, "add_claim", "p50_s"), 0.05, "s"),
        )
    ),
    Target("Errors on pages", ("pages", "errors"), 0, "errors"),
)


def compared(report: dict[str, Any]) -> list[dict[str, Any]]:
    """Each target whose figure was measured: the most it should be, what it was, and whether that is met."""
    found = [(target, _along(report, target.path)) for target in TARGETS]
    return [
        {
            "what": target.what,
            "at_most": target.most,
            "unit": target.unit,
            "measured": measured,
            "met": measured <= target.most,
        }
        for target, measured in found
        if measured is not None
    ]


def errors_in(report: Any) -> int:
    """All errors counted anywhere below."""
    if not isinstance(report, dict):
        return 0
    return sum(value if name == "errors" else errors_in(value) for name, value in report.items())


def _along(report: Any, path: tuple[str, ...]) -> Any:
    for name in path:
        report = report.get(name) if isinstance(report, dict) else None
    return report
