"""How many claims of each kind had which status when: counted beside the writes, and read for lists and charts."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Final

import pandas as pd
from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    String,
    Subquery,
    and_,
    case,
    func,
    literal,
    or_,
    select,
    type_coerce,
    union,
    union_all,
)
from sqlalchemy.orm import Session, aliased

from tracker.filters import ClaimFilter
from tracker.store.frames import frame_of
from tracker.store.selecting import ids_of, is_of
from tracker.store.spans import FIRST, NEVER, Among, all_of, assessed, greatest, least, stood, these
from tracker.store.tables import (
    Actor,
    ActorName,
    ActorRole,
    Assessment,
    Claim,
    ClaimTally,
    Conflict,
    ConflictName,
)
from tracker.store.versions import Seen
from tracker.vocabulary import ESTIMATE_BASES, EVIDENCE_BASES, AsOfBasis, Independence, Scope, VerificationStatus

TALLIED: Final = (
    "conflict_id", "scope", "affected_party_id", "metric", "population", "claimant_id", "direction", "basis", "status",
)  # fmt: skip
MOST_LISTED: Final = 20_000
"""So many claims are named one by one, which is what PostgreSQL plans best; of more it looks for them itself."""
AMOUNTS: Final = ("claims", "people", "without_lower")
SIDE: Final = ("claimant_id", "direction", "status")
Side = tuple[int, str, str, int]
"""A claimant's id, a direction ('' where it is open), a status, and how many claims."""
COUNTED: Final = ("claims", "incident_claims", "people", "without_lower")
_COPIED: Final = ("conflict_id", "affected_party_id", "claimant_id")
_WORDS: Final = ("scope", "metric", "population")


def tally_changes(among: Among, *asked: ColumnElement[bool]) -> Select[Any]:
    """Claims, with the day from which each counts under a status (1) and that from which no longer (-1).

    ``asked`` is what else is asked of each version of a claim.

    Columns: ``TALLIED``, ``day``, ``claims``, ``people`` (the claim's lower end), ``without_lower``.
    """
    span = _spans(among, asked)
    own = (literal(1), func.coalesce(span.c.low, 0), case((span.c.low.is_(None), 1), else_=0))
    key = [span.c[name] for name in TALLIED]
    amounts = [amount.label(name) for amount, name in zip(own, AMOUNTS, strict=True)]
    begun = select(*key, span.c.begins.label("day"), *amounts)
    over = select(*key, span.c.ends, *(-amount for amount in own)).where(span.c.ends < NEVER)
    found = union_all(begun, over).subquery("begun_and_over")
    return select(found)


def _spans(among: Among, and_asked: Sequence[ColumnElement[bool]]) -> Any:
    """Each version of a claim under each status, from which day to which."""
    claim = Claim.__table__
    number = func.coalesce(claim.c.version_of, claim.c.id)
    asked = [] if among is all_of else [or_(among(claim.c.id), among(claim.c.version_of))]
    assessment = assessed(lambda column: True if among is all_of else among(column))
    stood_from, stood_until = stood(claim)
    begins = greatest(claim.c.stated_at, stood_from, func.coalesce(assessment.c.begins, FIRST))
    ends = least(stood_until, func.coalesce(assessment.c.ends, NEVER))
    return (
        select(
            *(claim.c[name] for name in _COPIED),
            *(type_coerce(claim.c[name], String).label(name) for name in _WORDS),
            func.coalesce(type_coerce(claim.c.direction, String), "").label("direction"),
            basis_of(claim.c.counting_basis).label("basis"),
            func.coalesce(assessment.c.status, VerificationStatus.UNASSESSED.value).label("status"),
            claim.c.low,
            begins.label("begins"),
            ends.label("ends"),
        )
        .select_from(claim)
        .outerjoin(assessment, assessment.c.claim_id == number)
        .where(and_(claim.c.removed_at.is_(None), begins < ends, *asked, *and_asked))
        .cte("spans")
    )


def basis_of(counting_basis: Any) -> Any:
    """What the tallies tell of a counting basis: 'evidence', 'estimate' or 'other'."""
    return case(
        (counting_basis.in_(EVIDENCE_BASES), "evidence"),
        (counting_basis.in_(ESTIMATE_BASES), "estimate"),
        else_="other",
    )


# Reading


def is_tallied(wanted: ClaimFilter) -> bool:
    """Whether the tallies can count what a filter lets through: it names nothing that they do not hold."""
    names_nothing_else = not (wanted.q or wanted.incident or wanted.since or wanted.until)
    as_stated = wanted.as_of is None or wanted.as_of_basis is AsOfBasis.STATED
    return names_nothing_else and as_stated


def tallied(
    session: Session, wanted: ClaimFilter, by: Sequence[str] = (), amounts: Sequence[str] = ("claims",)
) -> Subquery:
    """AMOUNTS by some of TALLIED, which add up to what a filter lets through; the same key may come twice.

    As of a day it is the tallies of the months before, and what the claims and assessments of the last month add. Each
    is added up by itself: together they would have to be sorted, and an index holds the tallies in order.
    """
    whole = _of_whole_months(wanted, by, amounts)
    rest = None if wanted.as_of is None else _since_whole_months(session, wanted, by, amounts)
    return (whole if rest is None else whole.union_all(rest)).subquery("tallied")


def _of_whole_months(wanted: ClaimFilter, by: Sequence[str], amounts: Sequence[str]) -> Select[Any]:
    """What the tallies add up to; of a past day, those of the months that were over by then."""
    kept, asked = ClaimTally.__table__.c, _asked(ClaimTally.__table__.c, wanted)
    if wanted.as_of is not None:
        asked.append(kept.known_month <= number_of_month(last_whole_month(wanted.as_of)))
    return _added_up(kept, by, amounts, asked)


def last_whole_month(day: date) -> date:
    """The end of the last month of which all days were over at the end of this one."""
    return day if day == end_of_month(day) else day.replace(day=1) - timedelta(days=1)


def _since_whole_months(
    session: Session, wanted: ClaimFilter, by: Sequence[str], amounts: Sequence[str]
) -> Select[Any] | None:
    """What the days of a past day's own month add, or nothing where it is the month's last."""
    last: Any = wanted.as_of
    if last_whole_month(last) == last:
        return None
    first = last.replace(day=1)
    own = _asked(Claim.__table__.c, wanted.but(status=()))
    changes = tally_changes(_spoken_of_between(session, first, last, own), *own).subquery("changes").c
    within = [changes.day.between(first, last), *_asked(changes, ClaimFilter(status=wanted.status))]
    return _added_up(changes, by, amounts, within)


def _added_up(columns: Any, by: Sequence[str], amounts: Sequence[str], asked: Sequence[Any]) -> Select[Any]:
    key = [columns[name] for name in by]
    return select(*key, *(func.sum(columns[name]).label(name) for name in amounts)).where(*asked).group_by(*key)


def number_of_month(day: date) -> int:
    """A day's month as the tallies have it."""
    return 12 * day.year + day.month


def end_of_month(day: date) -> date:
    """The last day of a day's month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def _asked(columns: Any, wanted: ClaimFilter) -> list[ColumnElement[bool]]:
    asked: list[Any] = []
    for names, column, table, number in (
        (wanted.conflict, columns["conflict_id"], ConflictName, ConflictName.conflict_id),
        (wanted.claimant, columns["claimant_id"], ActorName, ActorName.actor_id),
        (wanted.affected_party, columns["affected_party_id"], ActorName, ActorName.actor_id),
    ):
        if names:
            asked.append(column.in_(ids_of(table, number, names)))
    words = {name: getattr(wanted, name) for name in ("metric", "population", "scope", "status")}
    return asked + [columns[name].in_([word.value for word in some]) for name, some in words.items() if some]


def _spoken_of_between(session: Session, first: date, last: date, asked: Sequence[ColumnElement[bool]]) -> Among:
    """The claims that were stated, assessed or changed within these days; of those stated, the ones asked for."""
    claim, assessment = Claim.__table__, Assessment.__table__
    after, start = datetime.combine(last + timedelta(days=1), time()), datetime.combine(first, time())
    number = func.coalesce(claim.c.version_of, claim.c.id)
    found = union(
        select(number).where(claim.c.stated_at.between(first, last), *asked),
        select(assessment.c.claim_id).where(assessment.c.decided_at.between(first, last)),
        select(number).where(claim.c.stood_until >= start, claim.c.stood_until < after),
    )
    ids = list(session.connection().scalars(found.limit(MOST_LISTED + 1)))
    if len(ids) <= MOST_LISTED:
        return these(ids, "spoken_of", as_array=session.get_bind().dialect.name == "postgresql")
    every = found.cte("spoken_of").prefix_with("MATERIALIZED")
    return lambda column: column.in_(select(every.c[0]))


def count_tallied(session: Session, wanted: ClaimFilter) -> int:
    """How many claims a filter lets through."""
    found = tallied(session, wanted)
    return int(session.execute(select(func.coalesce(func.sum(found.c.claims), 0))).scalar_one())


def count_by_status(session: Session, wanted: ClaimFilter) -> dict[str, int]:
    """How many claims have each status; statuses that none has are left out."""
    return {status: int(count) for status, count in session.execute(select(counts_by(session, wanted, "status")))}


def count_by_month(session: Session, wanted: ClaimFilter) -> pd.DataFrame:
    """By how much each status grew or shrank in each month; the running sum is the state at the month's end.

    Columns: ``day`` (the month's first), ``status``, ``claims``; and of claims about one incident
    ``incident_claims``, ``people`` (their lower ends added up, claim by claim), ``without_lower``. The last month of
    a past day is whole: ask with the day before its first for what was known by then.
    """
    asked = _asked(ClaimTally.__table__.c, wanted)
    if wanted.as_of is not None:
        asked.append(ClaimTally.known_month <= number_of_month(wanted.as_of))
    by = (ClaimTally.known_month, ClaimTally.status, ClaimTally.scope)
    amounts = (func.sum(getattr(ClaimTally, name)) for name in AMOUNTS)
    months: dict[tuple[int, str], list[int]] = {}
    for number, status, scope, *added in session.execute(select(*by, *amounts).where(*asked).group_by(*by)):
        _add_up(months.setdefault((number, status), [0] * len(COUNTED)), scope, added)
    rows = [
        (date((number - 1) // 12, (number - 1) % 12 + 1, 1), status, *counts)
        for (number, status), counts in sorted(months.items())
    ]
    return pd.DataFrame(rows, columns=["day", "status", *COUNTED])


def _add_up(counts: list[int], scope: str, added: Sequence[int]) -> None:
    """Add to COUNTED what claims of one scope amount to."""
    of_incident = added if scope == Scope.INCIDENT else (0, 0, 0)
    for place, number in enumerate((added[0], *of_incident)):
        counts[place] += int(number)


def count_keys(session: Session, wanted: ClaimFilter) -> pd.DataFrame:
    """What can be charted of what a filter lets through; see ``queries.read_keys``."""
    found = tallied(session, wanted, (*_KEY, "claimant_id", "direction", "basis"))  # as the tallies are in order
    by = [found.c[name] for name in (*_KEY, "claimant_id", "basis")]
    claims = func.sum(found.c.claims)
    counted = select(*by, claims.label("claims")).group_by(*by).having(claims > 0).subquery("counted")
    return frame_of(session, keys_named(counted, Seen.by(wanted))).astype(dict.fromkeys(_KEY_COUNTS, int))


_KEY: Final = ("conflict_id", "affected_party_id", "metric", "population", "scope")
_KEY_COUNTS: Final = ("claims", "claimed", "confirmed")


def keys_named(counted: FromClause, seen: Seen) -> Select[Any]:
    """The frame of ``queries.read_keys`` from claims counted by its parts, claimant and ``basis_of`` them."""
    evidence = and_(ActorRole.independence == Independence.INDEPENDENT, counted.c.basis == "evidence")
    no_claim = or_(evidence, counted.c.basis == "estimate")
    party = aliased(Actor)
    words = [counted.c[name] for name in _KEY[2:]]
    return (
        select(
            Conflict.name.label("conflict"),
            party.name.label("affected_party"),
            *words,
            func.sum(counted.c.claims).label("claims"),
            func.sum(case((no_claim, 0), else_=counted.c.claims)).label("claimed"),
            func.sum(case((evidence, counted.c.claims), else_=0)).label("confirmed"),
        )
        .join_from(counted, Conflict, is_of(Conflict, counted.c.conflict_id, seen))
        .join(party, is_of(party, counted.c.affected_party_id, seen))
        .outerjoin(
            ActorRole,
            and_(ActorRole.conflict_id == counted.c.conflict_id, ActorRole.actor_id == counted.c.claimant_id),
        )
        .group_by(Conflict.name, party.name, *words)
    )


def count_sides(session: Session, wanted: ClaimFilter) -> list[Side]:
    """Claims of each claimant by direction and status; of a past day, those of the whole months before it."""
    return sides_in(session, _of_whole_months(wanted, SIDE, ("claims",)))


def count_sides_since_whole_months(session: Session, wanted: ClaimFilter) -> list[Side]:
    """What the days of a past day's own month add to ``count_sides``; it may take some away."""
    rest = None if wanted.as_of is None else _since_whole_months(session, wanted, SIDE, ("claims",))
    return [] if rest is None else sides_in(session, rest)


def sides_in(session: Session, counted: Select[Any]) -> list[Side]:
    """What a statement counts of each side, whose columns are SIDE and a number."""
    return [(who, side, status, int(claims)) for who, side, status, claims in session.execute(counted)]


def count_since_whole_months(session: Session, wanted: ClaimFilter) -> pd.DataFrame:
    """By how much each status grew or shrank since ``last_whole_month`` of a past day: COUNTED by ``status``."""
    statuses: dict[str, list[int]] = {}
    rest = _since_whole_months(session, wanted, ("status", "scope"), AMOUNTS)
    for status, scope, *added in () if rest is None else session.execute(rest):
        _add_up(statuses.setdefault(status, [0] * len(COUNTED)), scope, added)
    found = pd.DataFrame.from_dict(statuses, orient="index", columns=list(COUNTED))
    return found.rename_axis("status").reset_index()


def counts_by(session: Session, wanted: ClaimFilter, part: str) -> Subquery:
    """How many claims there are by one of TALLIED, as a statement: ``name``, ``claims``."""
    found = tallied(session, wanted, (part,))
    claims = func.sum(found.c.claims)
    counted = select(found.c[part].label("name"), claims.label("claims")).group_by(found.c[part]).having(claims > 0)
    return counted.subquery("counted")
