"""What overviews read: claimants side by side, statuses through time, what is claimed most, what was changed.

Everything is counted by the database: what comes back grows with claimants and days, not with claims.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

import pandas as pd
from sqlalchemy import (
    CTE,
    CompoundSelect,
    Date,
    Integer,
    Select,
    String,
    Subquery,
    and_,
    case,
    column,
    func,
    literal,
    literal_column,
    null,
    or_,
    select,
    type_coerce,
    union_all,
    values,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Session
from sqlalchemy.sql.functions import FunctionElement

from tracker.changes import ChangeFilter
from tracker.filters import EVERY_CLAIM, ClaimFilter
from tracker.store.queries import claims_by, frame_of
from tracker.store.selecting import conditions, is_of, row_of, statuses_in_force, was_decided
from tracker.store.tables import (
    Actor,
    Assessment,
    Claim,
    ClaimRelation,
    Conflict,
    Incident,
    Revision,
)
from tracker.store.tallies import (
    COUNTED,
    Side,
    count_by_month,
    count_sides,
    count_sides_since_whole_months,
    count_since_whole_months,
    end_of_month,
    is_tallied,
    last_whole_month,
    sides_in,
)
from tracker.store.versions import Seen, as_seen, was_recorded
from tracker.vocabulary import (
    Direction,
    Qualifier,
    RecordKind,
    RelationKind,
    Scope,
    Varying,
    VerificationStatus,
)

Stated = tuple[date, int, int | None]
"""One claim: the day it was stated, its id, its number of people; a later statement is larger."""
Restated = tuple[str, Stated, Stated]
Revised = tuple[str, int, int]
"""A claimant, by how many people it revised a figure once (last minus first), and how often by so many."""
MOST_CLAIMANTS: Final = 500
MOST_NAMES: Final = 200
MOST_RELATIONS: Final = 20_000
FEW: Final = 50_000
"""Of up to so many claims the confirmed ones are found claim by claim, and of more among all assessments."""
MOST_BY_DAY: Final = 20_000
"""Up to so many claims their statuses are told day by day, and month by month beyond."""
LATEST_CHANGES: Final = 1_000
UNKNOWN_DIRECTION: Final = "unknown_direction"
IS_EXACT: Final = Claim.qualifier == literal_column(f"'{Qualifier.EXACT.value}'")
"""Spelt out, and not given as a value, so that SQLite sees that the index of exact numbers is about these claims."""


class _DaysBetween(FunctionElement[int]):
    """Whole days from a first to a second date."""

    type = Integer()
    inherit_cache = True


@compiles(_DaysBetween, "sqlite")
def _on_sqlite(element: Any, compiler: Any, **how: Any) -> str:
    first, second = (compiler.process(clause, **how) for clause in element.clauses)
    return f"CAST(julianday({second}) - julianday({first}) AS INTEGER)"


@compiles(_DaysBetween)
def _elsewhere(element: Any, compiler: Any, **how: Any) -> str:
    first, second = (compiler.process(clause, **how) for clause in element.clauses)
    return f"(CAST({second} AS DATE) - CAST({first} AS DATE))"


class _OfAll(FunctionElement[Any]):
    """The value of a column that is the same in all rows of a group."""

    inherit_cache = True

    def __init__(self, column: Any) -> None:
        super().__init__(column)
        self.type = column.type


@compiles(_OfAll, "sqlite")
def _as_it_is(element: Any, compiler: Any, **how: Any) -> str:
    return str(compiler.process(element.clauses, **how))  # SQLite takes that of one row, and min takes a quarter longer


@compiles(_OfAll)
def _the_least(element: Any, compiler: Any, **how: Any) -> str:
    return f"min({compiler.process(element.clauses, **how)})"


# Claimants


def read_sides(session: Session, wanted: ClaimFilter) -> list[Side]:
    """Claims of each claimant by direction and status; with what ``read_latest_sides`` tells it is all of them."""
    return count_sides(session, wanted) if is_tallied(wanted) else _counted_sides(session, wanted)


def read_latest_sides(session: Session, wanted: ClaimFilter) -> list[Side]:
    """What the claims and assessments of a past day's own month add, where ``read_sides`` lacks it."""
    return count_sides_since_whole_months(session, wanted) if is_tallied(wanted) else []


def read_claimant_counts(
    session: Session, wanted: ClaimFilter = EVERY_CLAIM, sides: Iterable[Side] | None = None
) -> pd.DataFrame:
    """A row a claimant, the one with the most claims first, at most MOST_CLAIMANTS; ``sides`` if they are read already.

    Columns: ``claimant``, ``kind``, ``claims``, a column for each word of Direction and ``unknown_direction``, a
    column for each word of VerificationStatus (numbers of claims), ``first_stated``, ``last_stated`` (days).
    """
    if sides is None:
        sides = read_sides(session, wanted) + read_latest_sides(session, wanted)
    none = dict.fromkeys(("claims", *map(str, Direction), UNKNOWN_DIRECTION, *map(str, VerificationStatus)), 0)
    numbers: dict[int, dict[str, int]] = {}
    for number, direction, status, claims in sides:
        own = numbers.setdefault(number, dict(none))
        for name in ("claims", direction or UNKNOWN_DIRECTION, status):
            own[name] += claims
    rows = [
        {"claimant": name, "kind": kind, **numbers[number], "first_stated": first, "last_stated": last}
        for number, name, kind, first, last in session.execute(_claimants(wanted, list(numbers)))
        if number in numbers and numbers[number]["claims"]
    ]
    rows.sort(key=lambda row: (-row["claims"], row["claimant"]))
    return pd.DataFrame(rows[:MOST_CLAIMANTS], columns=["claimant", "kind", *none, "first_stated", "last_stated"])


def _counted_sides(session: Session, wanted: ClaimFilter) -> list[Side]:
    """What ``read_sides`` tells, from the claims: all of them are unassessed but for those that are assessed."""
    seen = Seen.by(wanted)
    unassessed = literal(VerificationStatus.UNASSESSED.value)
    side = func.coalesce(type_coerce(Claim.direction, String), "").label("direction")
    by = [Claim.claimant_id, side]
    by_day = (  # in the order of an index, and then of the few that differ, which takes half as long
        select(*by, func.count().label("claims"))
        .where(*conditions(wanted))
        .group_by(Claim.claimant_id, Claim.stated_at, Claim.direction)
        .subquery("by_day")
    )
    each = select(by_day.c.claimant_id, by_day.c.direction, unassessed.label("status"), by_day.c.claims)
    in_force = statuses_in_force(seen).cte("in_force")
    of_claims = _of_claims([*by, in_force.c.status], in_force, wanted)
    assessed = select(*of_claims.c, func.count().label("claims")).group_by(*of_claims.c).cte("assessed")
    no_longer = select(assessed.c.claimant_id, assessed.c.direction, unassessed, -assessed.c.claims)
    steps = union_all(each, select(assessed), no_longer).subquery("steps")
    claims = func.sum(steps.c.claims)
    key = list(steps.c)[:3]
    return sides_in(session, select(*key, claims.label("claims")).group_by(*key).having(claims > 0))


def _claimants(wanted: ClaimFilter, numbers: list[int]) -> Select[*tuple[Any, ...]]:
    """These actors: ``claimant_id, claimant, kind, first_stated, last_stated``; the days are of the claims wanted."""
    seen = Seen.by(wanted)
    own_id = _own_id(seen)
    who: list[Any] = [
        own_id.label("claimant_id"),
        Actor.name.label("claimant"),
        type_coerce(Actor.kind, String).label("kind"),
    ]
    if wanted == ClaimFilter(claimant=wanted.claimant, as_of=wanted.as_of, as_of_basis=wanted.as_of_basis):
        # the ends of each claimant's days are two steps in an index; a narrower view may lie far from them
        own = select(Claim.stated_at).where(Claim.claimant_id == own_id, *conditions(wanted)).correlate(Actor).limit(1)
        first, last = (own.order_by(day).scalar_subquery() for day in (Claim.stated_at, Claim.stated_at.desc()))
        statement = select(*who, first.label("first_stated"), last.label("last_stated"))
        return statement.where(own_id.in_(numbers))
    days = (
        select(
            Claim.claimant_id,
            func.min(Claim.stated_at).label("first_stated"),
            func.max(Claim.stated_at).label("last_stated"),
        )
        .where(*conditions(wanted))
        .group_by(Claim.claimant_id)
        .subquery("days")
    )
    statement = select(*who, days.c.first_stated, days.c.last_stated)
    return statement.join_from(days, Actor, is_of(Actor, days.c.claimant_id, seen))


def read_waits(session: Session, wanted: ClaimFilter, until: date) -> pd.DataFrame:
    """How long claims waited to be confirmed: ``days, is_confirmed, claims``, as many rows as differ.

    ``days`` run from the statement to the first assessment that confirmed the claim, or to ``until`` for claims
    that none has confirmed; a day later than ``as_of`` counts as that. Negative where the evidence came first.
    """
    of_few = bool(wanted.claimant) and _are_few(session, *conditions(EVERY_CLAIM.but(claimant=wanted.claimant)))
    every = _waits(wanted, until, _confirmed(wanted, of_few=of_few)).subquery("every")
    found = frame_of(session, select(every).order_by(every.c.days, every.c.is_confirmed))
    return found.astype({"is_confirmed": bool, "days": "int64", "claims": "int64"})


def read_waits_of(session: Session, wanted: ClaimFilter, until: date, numbers: Sequence[int]) -> pd.DataFrame:
    """The same of each of these claimants, with its name under ``claimant``; ``numbers`` are their ids."""
    if not numbers:
        return pd.DataFrame({name: [] for name in ("claimant", "days", "is_confirmed", "claims")})
    own = Claim.claimant_id.in_(numbers)
    of_few = _are_few(session, own)  # whatever else is asked of them
    # their claims are not looked up where they are many, as SQLite would then
    known = _confirmed(wanted, own if of_few else func.coalesce(Claim.claimant_id, 0).in_(numbers), of_few=of_few)
    every = _waits(wanted, until, known, own, by_claimant=True).subquery("every")
    statement = (
        select(Actor.name.label("claimant"), every.c.days, every.c.is_confirmed, every.c.claims)
        .join_from(every, Actor, is_of(Actor, every.c.claimant_id, Seen.by(wanted)))
        .order_by(Actor.name, every.c.days, every.c.is_confirmed)
    )
    found = frame_of(session, statement)
    return found.astype({"is_confirmed": bool, "days": "int64", "claims": "int64"})


def _are_few(session: Session, *asked: Any) -> bool:
    """Whether up to FEW claims are of these claimants, versions of them included."""
    some = select(Claim.claimant_id).where(*asked).limit(FEW + 1).subquery("some")
    number: int = session.execute(select(func.count()).select_from(some)).scalar_one()
    return number <= FEW


def _waits(
    wanted: ClaimFilter, until: date, known: Select[Any], *more: Any, by_claimant: bool = False
) -> CompoundSelect[Any]:
    """Those ``known`` to be confirmed, and all less those: joining each claim to what confirmed it takes ten times."""
    confirmed = known.cte("confirmed")
    names = ("claimant_id", "stated_at") if by_claimant else ("stated_at",)
    # a past day asks of a claim what the index of claimants holds, and that of days does not
    by_both = by_claimant or wanted.as_of is not None
    key = [Claim.claimant_id, Claim.stated_at] if by_both else [Claim.stated_at]
    each = select(*key, func.count().label("claims")).where(*conditions(wanted), *more).group_by(*key).subquery("each")
    stated, out_of = select(*(each.c[name] for name in names), each.c.claims), [confirmed.c[name] for name in names]
    left = union_all(stated, select(*out_of, -func.count()).group_by(*out_of)).subquery("left_waiting")
    so_far, by = _DaysBetween(left.c.stated_at, literal(_last_day(wanted, until))), [left.c[name] for name in names]
    claims = func.sum(left.c.claims)
    waiting = select(*by[:-1], so_far.label("days"), literal(0).label("is_confirmed"), claims.label("claims"))
    days = _DaysBetween(confirmed.c.stated_at, confirmed.c.day)
    over = select(*out_of[:-1], days.label("days"), literal(1), func.count()).group_by(*out_of[:-1], "days")
    return union_all(waiting.group_by(*by).having(claims > 0), over)


def _last_day(wanted: ClaimFilter, until: date) -> date:
    return min(until, wanted.as_of) if wanted.as_of else until


def _confirmed(wanted: ClaimFilter, *more: Any, of_few: bool = False) -> Select[Any]:
    """The claims that an assessment confirmed and the first day of one: ``claimant_id, stated_at, day``.

    Told that they are those of few claims, the database goes from the claims to the assessments.
    """
    asked = (Assessment.status == VerificationStatus.CONFIRMED, *was_decided(Seen.by(wanted)))
    # joined first and grouped then, so that PostgreSQL shares the work among its processes
    own = (_OfAll(Claim.claimant_id).label("claimant_id"), _OfAll(Claim.stated_at).label("stated_at"))
    columns = (*own, func.min(Assessment.decided_at).label("day"))
    own_id: Any = func.coalesce(Claim.id, 0) if of_few else Claim.id  # such an id is not looked up
    found = [select(*columns).join_from(Assessment, Claim, own_id == Assessment.claim_id)]
    if wanted.as_of is not None:
        of_it = func.coalesce(Claim.version_of, 0) == Assessment.claim_id  # as above
        version = Claim.__table__.alias()
        versions = select(version.c.id).where(version.c.version_of.is_not(None))  # few, as SQLite does not know
        found.append(select(*columns).join_from(Claim, Assessment, of_it).where(Claim.id.in_(versions)))
    found = [one.where(*asked, *conditions(wanted), *more).group_by(Assessment.claim_id) for one in found]
    return found[0] if len(found) == 1 else select(union_all(*found).subquery("of_claims"))


def _of_claims(columns: Sequence[Any], known: CTE, wanted: ClaimFilter, *more: Any) -> Subquery:
    """Columns of what is known by ``claim_id`` and of the claims it is about, as a filter lets them through."""
    asked = [*conditions(wanted), *more]
    joins = [Claim.id == known.c.claim_id]
    if wanted.as_of is not None:  # a claim or a version of it: each by its own index, which OR does not give SQLite
        is_first = case((Claim.version_of.is_(None), 1), else_=0) == 1  # in a case, or SQLite starts from these
        joins = [and_(joins[0], is_first), Claim.version_of == known.c.claim_id]
    found = [select(*columns).select_from(known).join(Claim, join).where(*asked) for join in joins]
    return (found[0] if len(found) == 1 else union_all(*found)).subquery("of_claims")


def read_longest_waits(session: Session, wanted: ClaimFilter, until: date) -> pd.DataFrame:
    """Of each claimant with claims that were confirmed: ``claimant_id, claimant, confirmed, recent``.

    ``recent`` counts its claims, confirmed or not, that were stated fewer days before ``until`` than the slowest
    confirmation of one of them took; see ``read_waits``.
    """
    seen = Seen.by(wanted)
    confirmed = _confirmed(wanted).subquery("confirmed")
    longest = func.max(_DaysBetween(confirmed.c.stated_at, confirmed.c.day))
    of_each = (
        select(confirmed.c.claimant_id, func.count().label("confirmed"), longest.label("longest"))
        .group_by(confirmed.c.claimant_id)
        .subquery("of_each")
    )
    statement = (
        select(of_each.c.claimant_id, Actor.name.label("claimant"), of_each.c.confirmed, of_each.c.longest)
        .join_from(of_each, Actor, is_of(Actor, of_each.c.claimant_id, seen))
        .order_by(Actor.name)
    )
    found = frame_of(session, statement)
    last = _last_day(wanted, until)
    days = {
        int(claimant): last - timedelta(days=max(0, int(longest)))
        for claimant, longest in zip(found["claimant_id"], found["longest"], strict=True)
    }
    recent = _stated_after(session, wanted, days)
    return found.assign(recent=[recent.get(claimant, 0) for claimant in days]).drop(columns="longest")


def _stated_after(session: Session, wanted: ClaimFilter, days: Mapping[int, date]) -> dict[int, int]:
    """How many claims of each claimant were stated after a day of its own."""
    if not days:
        return {}
    asked = values(column("claimant_id", Integer), column("day", Date), name="asked").data(list(days.items())).cte()
    own = (Claim.claimant_id == asked.c.claimant_id, Claim.stated_at > asked.c.day, *conditions(wanted))
    # one claimant after the other, by the index of their days: joined, PostgreSQL looks at all claims there are
    claims = select(func.count()).select_from(Claim).where(*own).correlate(asked).scalar_subquery()
    counted = select(asked.c.claimant_id, claims)
    return dict(session.execute(counted).all())


class Restatements(NamedTuple):
    """Figures that two claims tell, one of which restates the other, and relations by which more claims hang together.

    Each of ``chained`` is the claimant, the later claim, the earlier one.
    """

    revised: list[Revised]
    chained: list[Restated]


def read_restated(session: Session, wanted: ClaimFilter) -> Restatements:
    """Of the latest MOST_RELATIONS of revises and corrects between claims of a filter, those between alike figures.

    Alike are figures as ``series.revisions_of`` takes them. A pair that lacks a figure is left out.
    """
    seen = Seen.by(wanted)
    own_id = _own_id(seen)
    names: dict[int, str] = dict(session.execute(select(own_id, Actor.name)).all())
    statement = as_seen(_pairs_and_chained(_alike(wanted)), seen)
    found = Restatements([], [])
    for who, size, times, *both in session.connection().execute(statement):  # past the session: less of each row
        if size is None:
            found.chained.append((names[who], tuple(both[:3]), tuple(both[3:])))
        else:
            found.revised.append((names[who], size, times))
    return found


def _alike(wanted: ClaimFilter) -> CTE:
    """Of the latest relations those between alike figures: ``who``, and of each of two sides its day, id and figure."""
    seen = Seen.by(wanted)
    ends = [_row_of_one(end, seen) for end in (ClaimRelation.from_claim_id, ClaimRelation.to_claim_id)]
    relation = (
        select(
            ClaimRelation.id,
            ClaimRelation.from_claim_id,
            ClaimRelation.to_claim_id,
            *(end.label(f"{side}_row") for end, (side, _) in zip(ends, _SIDES, strict=True)),
        )
        .where(
            ClaimRelation.kind.in_((RelationKind.REVISES, RelationKind.CORRECTS)),
            *was_recorded(ClaimRelation, seen),
        )
        .order_by(ClaimRelation.id.desc())  # in order already here, or PostgreSQL looks at all claims before the latest
        .subquery("relation")
    )
    later = _with_claim(relation, "later", wanted).subquery("with_later")
    both = _with_claim(later, "earlier", wanted).subquery("both")
    same = (both.c[f"later_{part}"].is_not_distinct_from(both.c[f"earlier_{part}"]) for part in _ALIKE)
    shown = (both.c[name] for side in _SIDES for name in (f"{side[0]}_stated_at", side[1], f"{side[0]}_figure"))
    latest = (
        select(both.c.later_claimant_id.label("who"), *shown, case((and_(*same), 1), else_=0).label("is_alike"))
        .order_by(both.c.id.desc())
        .limit(MOST_RELATIONS)
        .subquery("latest")
    )
    return select(*list(latest.c)[:-1]).where(latest.c.is_alike == 1).cte("alike").prefix_with("MATERIALIZED")


def _pairs_and_chained(alike: CTE) -> CompoundSelect[Any]:
    """The relations whose claims have no other one by claimant and size, and the others as they are."""
    who, later_day, later, later_figure, day, earlier, figure = alike.c
    ends = union_all(select(later.label("claim")), select(earlier)).subquery("ends")
    again = select(ends.c.claim).group_by(ends.c.claim).having(func.count() > 1)
    known_again = select(again.cte("again").prefix_with("MATERIALIZED").c.claim)
    is_chained = or_(later.in_(known_again), earlier.in_(known_again))
    is_in_order = or_(later_day > day, and_(later_day == day, later > earlier))
    size = case((is_in_order, later_figure - figure), else_=figure - later_figure)
    chained = select(who, null(), null(), *list(alike.c)[1:]).where(is_chained)
    pairs = select(who, size, func.count(), *(null() for _ in range(6))).where(~is_chained, size.is_not(None))
    return chained.union_all(pairs.group_by(who, size))


def _row_of_one(number: Any, seen: Seen) -> Any:
    """The same as ``row_of``, where most of very many claims were never changed: that is found out first."""
    if seen.as_of is None:
        return number
    claim = Claim.__table__.alias()
    changed = select(claim.c.version_of).where(claim.c.stood_until.is_not(None))
    return case((number.in_(changed), row_of(Claim, number, seen)), else_=number)


def _with_claim(rows: Any, side: str, wanted: ClaimFilter) -> Select[Any]:
    """Rows with what restating asks of the claim on one side, of those claims that a filter lets through."""
    parts = [getattr(Claim, part).label(f"{side}_{part}") for part in (*_ALIKE, "stated_at")]
    figure = func.coalesce(Claim.best, Claim.stated_value).label(f"{side}_figure")
    joined = select(*rows.c, *parts, figure).select_from(rows).join(Claim, Claim.id == rows.c[f"{side}_row"])
    return joined.where(*conditions(wanted))


def _own_id(seen: Seen) -> Any:
    return Actor.id if seen.as_of is None else func.coalesce(Actor.version_of, Actor.id)


_ALIKE: Final = ("claimant_id", "direction", "affected_party_id", "metric", "population", "subgroup")
_SIDES: Final = (("later", "from_claim_id"), ("earlier", "to_claim_id"))


def read_last_digits(session: Session, wanted: ClaimFilter) -> pd.DataFrame:
    """How exactly stated numbers end: ``claimant, digit, claims``."""
    seen = Seen.by(wanted)
    alike = (  # numbers first, which an index holds in order, and of the few that differ the digits
        select(Claim.claimant_id, Claim.stated_value, func.count().label("claims"))
        .where(*conditions(wanted), IS_EXACT, Claim.stated_value.is_not(None))
        .group_by(Claim.claimant_id, Claim.stated_value)
        .subquery("alike")
    )
    digit = alike.c.stated_value % literal_column("10")
    ends = (
        select(alike.c.claimant_id, digit.label("digit"), func.sum(alike.c.claims).label("claims"))
        .group_by(alike.c.claimant_id, digit)
        .subquery("ends")
    )
    statement = (
        select(Actor.name.label("claimant"), ends.c.digit, ends.c.claims)
        .join_from(ends, Actor, is_of(Actor, ends.c.claimant_id, seen))
        .order_by(Actor.name, ends.c.digit)
    )
    return frame_of(session, statement).astype({"claims": "int64"})


# Statuses through time


def read_status_months(session: Session, wanted: ClaimFilter, until: date) -> pd.DataFrame | None:
    """The same by months, for a view of more than MOST_BY_DAY claims that the running sums can tell; else None.

    ``day`` is the last of each month, and of the last one the day that is seen, or ``until`` where that is now. What
    a filter asks of the status is asked of today's, so that no running sum of the past can tell it.
    """
    if wanted.status or not is_tallied(wanted):
        return None
    last = wanted.as_of or until
    before = wanted if wanted.as_of is None else wanted.but(as_of=last_whole_month(last))
    months = count_by_month(session, before)
    months["day"] = [min(end_of_month(day), last) for day in months["day"]]
    if wanted.as_of is not None:
        rest = count_since_whole_months(session, wanted)
        months = pd.concat([months, rest[rest[list(COUNTED)].any(axis=1)].assign(day=last)], ignore_index=True)
    return months if months["claims"].sum() > MOST_BY_DAY else None


def read_status_changes(session: Session, wanted: ClaimFilter) -> pd.DataFrame:
    """By how much each status grew or shrank on each day; the running sum is the state on a day.

    Columns: ``day``, ``status``, ``claims``; and of claims about one incident ``incident_claims``, ``people`` (their
    lower ends added up, claim by claim) and ``without_lower`` (those that state none). A claim enters as unassessed on
    the day it was stated and moves on the day an assessment was decided, or on the first day where that is later.
    """
    unassessed = literal(VerificationStatus.UNASSESSED.value)
    day: Any = Claim.stated_at
    if wanted.as_of is not None:  # or SQLite goes by an index of days, and looks at the row of each claim
        day = case((Claim.stated_at.is_not(None), Claim.stated_at))
    entered = (
        select(day.label("day"), unassessed.label("status"), *_summed(_counted()))
        .where(*conditions(wanted))
        .group_by(day)
    )
    moves = _moves(wanted).cte("moves")
    out_of = select(moves.c.day, moves.c.before, *(-moves.c[name] for name in COUNTED))
    into = select(moves.c.day, moves.c.status, *(moves.c[name] for name in COUNTED))
    steps = union_all(entered, out_of, into).subquery()
    statement = (
        select(steps.c.day, steps.c.status, *_summed({name: steps.c[name] for name in COUNTED}))
        .group_by(steps.c.day, steps.c.status)
        .order_by(steps.c.day, steps.c.status)
    )
    return frame_of(session, statement).astype(dict.fromkeys(COUNTED, "int64"))


def _counted() -> dict[str, Any]:
    """What one claim adds to each number."""
    is_incident = Claim.scope == Scope.INCIDENT
    return {
        "claims": literal(1),
        "incident_claims": case((is_incident, 1), else_=0),
        "people": case((is_incident, func.coalesce(Claim.low, 0)), else_=0),
        "without_lower": case((and_(is_incident, Claim.low.is_(None)), 1), else_=0),
    }


def _summed(numbers: Mapping[str, Any]) -> list[Any]:
    return [func.sum(number).label(name) for name, number in numbers.items()]


def _moves(wanted: ClaimFilter) -> Select[Any]:
    """What assessments moved: the day, the status before and the one after, and how much."""
    seen = Seen.by(wanted)
    status = type_coerce(Assessment.status, String)
    earlier = func.lag(status).over(partition_by=Assessment.claim_id, order_by=(Assessment.decided_at, Assessment.id))
    before = func.coalesce(earlier, VerificationStatus.UNASSESSED.value)
    decided = select(Assessment.claim_id, Assessment.decided_at, before.label("before"), status.label("status"))
    known = decided.where(*was_decided(seen)).cte("known")
    day = case((known.c.decided_at < Claim.stated_at, Claim.stated_at), else_=known.c.decided_at)
    numbers = (number.label(name) for name, number in _counted().items())
    each = _of_claims([day.label("day"), known.c.before, known.c.status, *numbers], known, wanted)
    return select(
        each.c.day, each.c.before, each.c.status, *_summed({name: each.c[name] for name in COUNTED})
    ).group_by(each.c.day, each.c.before, each.c.status)


# What is claimed most


def read_most_claimed(session: Session, wanted: ClaimFilter, what: Varying) -> pd.DataFrame:
    """The values of one part of a claim with the most claims: ``name``, ``claims``; at most MOST_NAMES."""
    seen = Seen.by(wanted)
    part = "metric" if what is Varying.METRIC else f"{what}_id"
    counted = claims_by(session, wanted, part)
    statement, name = select(counted.c.name, counted.c.claims), counted.c.name
    named: dict[Varying, Any] = {
        Varying.CONFLICT: (Conflict, Conflict.name),
        Varying.INCIDENT: (Incident, Incident.title),
    }
    if what is not Varying.METRIC:
        record, name = named.get(what, (Actor, Actor.name))
        statement = select(name.label("name"), counted.c.claims).join_from(
            counted, record, is_of(record, counted.c.name, seen)
        )
    return frame_of(session, statement.order_by(counted.c.claims.desc(), name).limit(MOST_NAMES))


# Changes


def read_changes(session: Session, wanted: ChangeFilter) -> pd.DataFrame:
    """The changes that a filter lets through, the latest first, at most ``wanted.limit``.

    Columns: ``id, entity, code, version, changed_at, changed_by, reason, before, after``; the last two are JSON texts,
    null where nothing stood or stands. The next ones are those ``before`` the last id.
    """
    statement = (
        select(
            Revision.id,
            Revision.entity,
            Revision.entity_code.label("code"),
            Revision.version,
            Revision.changed_at,
            Revision.changed_by,
            Revision.reason,
            Revision.before,
            Revision.after,
        )
        .where(*_asked_of_changes(wanted))
        .order_by(Revision.id.desc())
        .limit(wanted.limit)
    )
    changes = frame_of(session, statement).astype({"before": object, "after": object})
    return changes.assign(**{side: changes[side].where(changes[side].notna(), None) for side in ("before", "after")})


def _asked_of_changes(wanted: ChangeFilter) -> list[Any]:
    asked: list[Any] = []
    if wanted.code:
        asked += [Revision.entity_code == wanted.code, Revision.entity.in_([kind.value for kind in RecordKind])]
    if wanted.entity:
        asked.append(Revision.entity == wanted.entity.value)
    if wanted.by:
        asked.append(Revision.changed_by == wanted.by)
    if wanted.since:
        asked.append(Revision.changed_at >= wanted.since)
    if wanted.until:
        asked.append(Revision.changed_at < Seen(wanted.until).until)
    if wanted.corrections:  # where nothing was known before, learning it corrects nothing
        asked.append(and_(Revision.before.is_not(None), or_(Revision.after.is_(None), Revision.before != "{}")))
    if wanted.before:
        asked.append(Revision.id < wanted.before)
    return asked


def read_changers(session: Session) -> list[str]:
    """Under which names the LATEST_CHANGES last changes were made, in alphabetical order."""
    latest = select(Revision.changed_by).order_by(Revision.id.desc()).limit(LATEST_CHANGES).subquery()
    return list(session.scalars(select(latest.c.changed_by).distinct().order_by(latest.c.changed_by)))
