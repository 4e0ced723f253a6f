"""From which day to which day what is known of a claim holds, as SQL: what running sums are worked out from.

Days follow the basis "stated": a claim is there from the day it was stated, an assessment from the day it was
decided, a version of a record from the day on which it was written down. ``begins`` belongs to a span, ``ends``
does not. These are the rules by which ``selecting`` reads a past day; the tests hold the two together.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import (
    ARRAY,
    CTE,
    ColumnElement,
    Connection,
    Date,
    FromClause,
    Integer,
    Select,
    String,
    Subquery,
    and_,
    any_,
    bindparam,
    case,
    extract,
    func,
    literal,
    or_,
    select,
    true,
    type_coerce,
    union,
    union_all,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from tracker.store.tables import INCLUDES, ActorRole, Assessment, Claim, ClaimRelation, Incident
from tracker.vocabulary import (
    ENDS,
    ESTIMATE_BASES,
    EVIDENCE_BASES,
    Independence,
    Scope,
    VerificationStatus,
)

FIRST: Final = literal(date(1, 1, 1), Date)
NEVER: Final = literal(date(9999, 12, 31), Date)
Among = Callable[[Any], ColumnElement[bool]]
"""Whether a column's record is one of those asked for."""


def all_of(_column: Any) -> ColumnElement[bool]:
    """Every record is asked for."""
    return true()


def these(ids: Sequence[int], name: str = "records", *, as_array: bool = False) -> Among:
    """The records of these ids are asked for; ``name`` tells two lists of one statement apart.

    ``as_array`` gives them as one value, which PostgreSQL alone takes, and plans in a fifth of the time.
    """
    if as_array:
        array = bindparam(name, list(ids), type_=ARRAY(Integer))
        return lambda column: column == any_(array)
    numbers: Any = bindparam(name, list(ids), expanding=True, literal_execute=True)
    return lambda column: column.in_(numbers)


def listed(name: str) -> Among:
    """The records are asked for whose ids are given under this name when the statement is executed."""
    numbers: Any = bindparam(name, expanding=True, literal_execute=True)
    return lambda column: column.in_(numbers)


class greatest(FunctionElement[date]):  # noqa: N801 - it reads as the function it is
    """The latest of some days."""

    type = Date()
    inherit_cache = True
    name = "greatest"


class least(FunctionElement[date]):  # noqa: N801 - as above
    """The earliest of some days."""

    type = Date()
    inherit_cache = True
    name = "least"


@compiles(greatest)
@compiles(least)
def _by_its_name(element: Any, compiler: Any, **how: Any) -> str:
    return f"{element.name}({compiler.process(element.clauses, **how)})"


@compiles(greatest, "sqlite")
def _greatest_on_sqlite(element: Any, compiler: Any, **how: Any) -> str:
    return f"max({compiler.process(element.clauses, **how)})"


@compiles(least, "sqlite")
def _least_on_sqlite(element: Any, compiler: Any, **how: Any) -> str:
    return f"min({compiler.process(element.clauses, **how)})"


def month_of(day: Any) -> Any:
    """Twelve times the year, and the month."""
    return extract("year", day) * 12 + extract("month", day)


def stood(table: FromClause) -> tuple[Any, Any]:
    """From and up to which day a version of a record stood at the day's end."""
    begins = func.coalesce(type_coerce(func.date(table.c.stood_from), Date), FIRST)
    return begins, func.coalesce(type_coerce(func.date(table.c.stood_until), Date), NEVER)


def roles() -> CTE:
    """Which claimants were independent in a conflict, by spans."""
    table = ActorRole.__table__
    begins, ends = stood(table)
    independent = case((table.c.independence == Independence.INDEPENDENT, 1), else_=0)
    columns = (table.c.conflict_id, table.c.actor_id, independent.label("independent"))
    return select(*columns, begins.label("begins"), ends.label("ends")).cte("roles")


def incidents(among: Among) -> CTE:
    """The days on which incidents began, by spans."""
    table = Incident.__table__
    begins, ends = stood(table)
    return (
        select(
            func.coalesce(table.c.version_of, table.c.id).label("number"),
            table.c.start_date.label("event_day"),
            begins.label("begins"),
            ends.label("ends"),
        )
        .where(or_(among(table.c.id), among(table.c.version_of)), table.c.start_date.is_not(None))
        .cte("incidents")
    )


def assessed(of_claims: Callable[[Any], Any]) -> CTE:
    """What claims were assessed to be, by spans; the first one, before any assessment, has none."""
    table = Assessment.__table__
    asked = of_claims(table.c.claim_id)
    order = (table.c.decided_at, table.c.id)
    later = func.lead(table.c.decided_at).over(partition_by=table.c.claim_id, order_by=order)
    decided = select(
        table.c.claim_id,
        type_coerce(table.c.status, String).label("status"),
        table.c.confirmed_low,
        table.c.decided_at.label("begins"),
        func.coalesce(later, NEVER).label("ends"),
    ).where(asked)
    nothing = select(
        table.c.claim_id,
        literal(VerificationStatus.UNASSESSED.value),
        literal(None, table.c.confirmed_low.type),
        FIRST,
        func.min(table.c.decided_at),
    )
    return union_all(decided, nothing.where(asked).group_by(table.c.claim_id)).cte("assessed")


def floors(of_claims: Callable[[Any], Any]) -> CTE:
    """The same of the claims of which some assessment said a confirmed number: nothing follows here from any other."""
    table = Assessment.__table__
    said = select(table.c.claim_id).where(table.c.confirmed_low.is_not(None), of_claims(table.c.claim_id))
    return assessed(lambda column: column.in_(said))


def ended(of_claims: Callable[[Any], Any]) -> CTE:
    """When claims were not current, by spans: a later one of their claimant replaced them or took them back."""
    relation, later = ClaimRelation.__table__, Claim.__table__.alias("later")
    begins, ends = stood(later)
    spans = [
        select(
            relation.c.to_claim_id.label("claim_id"),
            greatest(later.c.stated_at, begins).label("begins"),
            ends.label("ends"),
        )
        .select_from(relation.join(later, same == relation.c.from_claim_id))
        .where(
            relation.c.kind.in_(list(ENDS)),
            relation.c.withdrawn_at.is_(None),
            later.c.removed_at.is_(None),
            of_claims(relation.c.to_claim_id),
        )
        for same in (later.c.id, later.c.version_of)
    ]
    return union_all(*spans).cte("ended")


def apart(connection: Connection) -> list[int]:
    """The incidents whose people are among those of another, or hold those of another.

    They are never in a running sum: which of them to leave out depends on what a reader asks for. They are few.
    """
    relation, claim = ClaimRelation.__table__, Claim.__table__
    found = select(relation.c.from_claim_id, relation.c.to_claim_id).where(INCLUDES)
    pairs = [(larger, part) for larger, part in connection.execute(found)]
    asked = these(sorted({number for pair in pairs for number in pair}))
    statement = select(func.coalesce(claim.c.version_of, claim.c.id), claim.c.incident_id).where(
        or_(asked(claim.c.id), asked(claim.c.version_of)),
        claim.c.scope == Scope.INCIDENT,
        claim.c.incident_id.is_not(None),
    )
    of_claim: dict[int, set[int]] = {}
    for number, incident in connection.execute(statement) if pairs else ():
        of_claim.setdefault(number, set()).add(incident)
    both = [of_claim.get(larger, set()) | of_claim.get(part, set()) for larger, part in pairs]
    return sorted(set().union(*(some for some in both if len(some) > 1)))


def facts(among: Among, but: Among) -> CTE:
    """The figures of claims about incidents that can be in a sum, each with the span for which all of it held."""
    claim = Claim.__table__
    asked = and_(among(claim.c.incident_id), claim.c.scope == Scope.INCIDENT, claim.c.removed_at.is_(None))

    def of_claims(column: Any) -> Any:
        return True if among is all_of else column.in_(select(claim.c.id).where(asked))

    role, incident, assessment = roles(), incidents(among), floors(of_claims)
    number = func.coalesce(claim.c.version_of, claim.c.id)
    is_floor = case((and_(role.c.independent == 1, claim.c.counting_basis.in_(EVIDENCE_BASES)), 1), else_=0)
    stood_from, stood_until = stood(claim)
    spans = [(role.c.begins, role.c.ends), (assessment.c.begins, assessment.c.ends)]
    begins = greatest(
        claim.c.stated_at, stood_from, incident.c.begins, *(func.coalesce(first, FIRST) for first, _ in spans)
    )
    ends = least(stood_until, incident.c.ends, *(func.coalesce(last, NEVER) for _, last in spans))
    found = (
        select(
            claim.c.incident_id,
            claim.c.conflict_id,
            type_coerce(claim.c.metric, String).label("metric"),
            claim.c.affected_party_id.label("party"),
            type_coerce(claim.c.population, String).label("population"),
            claim.c.claimant_id,
            number.label("number"),
            claim.c.stated_at,
            claim.c.low,
            claim.c.high,
            is_floor.label("is_floor"),
            case((is_floor == 1, claim.c.low), else_=assessment.c.confirmed_low).label("floor"),
            incident.c.event_day,
            begins.label("begins"),
            ends.label("ends"),
        )
        .select_from(claim)
        .join(incident, incident.c.number == claim.c.incident_id)
        .outerjoin(role, and_(role.c.conflict_id == claim.c.conflict_id, role.c.actor_id == claim.c.claimant_id))
        .outerjoin(assessment, assessment.c.claim_id == number)
        .where(
            asked,
            claim.c.subgroup.is_(None),
            claim.c.counting_basis.not_in(ESTIMATE_BASES),
            or_(claim.c.low.is_not(None), claim.c.high.is_not(None)),
            ~but(claim.c.incident_id),
            begins < ends,
        )
    )
    return found.cte("facts")


KEY: Final = (
    "incident_id", "conflict_id", "metric", "affected_party_id", "population", "of_all_parties",
    "of_all_populations", "event_day",
)  # fmt: skip
COUNTED: Final = ("incidents", "low", "high", "open", "no_lower", "confirmed_low")


def _by_view(fact: CTE) -> CTE:
    """The figures once for each view they are part of: of one party or of all, of one population or of all."""
    within = [fact.c.incident_id, fact.c.metric]
    sides = [
        case((func.min(column) == func.max(column), 1), else_=0).label(name)
        for name, column in (("one_party", fact.c.party), ("one_population", fact.c.population))
    ]
    side = select(*within, *sides).group_by(*within).cte("side")
    same = and_(*(side.c[column.name] == column for column in within))
    marked = select(fact, side.c.one_party, side.c.one_population).join_from(fact, side, same).cte("marked")
    every, views = literal(1), []
    for of_all_parties in (False, True):
        for of_all_populations in (False, True):
            party = (literal(0), every) if of_all_parties else (marked.c.party, marked.c.one_party)
            population = (literal(""), every) if of_all_populations else (marked.c.population, marked.c.one_population)
            view = select(
                marked,
                party[0].label("affected_party_id"),
                population[0].label("population_seen"),
                party[1].label("of_all_parties"),
                population[1].label("of_all_populations"),
            )
            if of_all_parties:
                view = view.where(marked.c.one_party == 0)
            if of_all_populations:
                view = view.where(marked.c.one_population == 0)
            views.append(view)
    return union_all(*views).cte("views")


def incident_changes(among: Among, but: Among) -> Select[Any]:
    """What IncidentChange holds of these incidents but some: the columns ``KEY``, ``day`` (known day), ``COUNTED``."""
    fact = facts(among, but)
    view = _by_view(fact)
    end = ended(lambda column: column.in_(select(fact.c.number)) if among is not all_of else True)
    key = [view.c[{"population": "population_seen"}.get(name, name)].label(name) for name in KEY]
    days = union(
        select(*key, view.c.begins.label("day")),
        select(*key, view.c.ends).where(view.c.ends < NEVER),
        *(
            select(*key, day).join(end, end.c.claim_id == view.c.number).where(view.c.begins <= day, day < view.c.ends)
            for day in (end.c.begins, end.c.ends)
        ),
    ).cte("days")
    # the last comes first in the index that SQLite makes of these, and the incident tells most of them apart
    same = and_(*(days.c[column.name] == column.element for column in reversed(key)))
    is_over = select(literal(1)).where(
        end.c.claim_id == view.c.number, end.c.begins <= days.c.day, days.c.day < end.c.ends
    )
    latest = (
        select(
            days,
            view.c.low,
            view.c.high,
            view.c.is_floor,
            view.c.floor,
            func.row_number()
            .over(
                partition_by=[*(days.c[name] for name in KEY), days.c.day, view.c.claimant_id, view.c.population],
                order_by=[view.c.stated_at.desc(), view.c.number.desc()],
            )
            .label("place"),
        )
        .join_from(days, view, and_(same, view.c.begins <= days.c.day, days.c.day < view.c.ends))
        .where(~is_over.correlate(view, days).exists())
        .subquery("latest")
    )
    return _differences(days, _envelopes(latest))


def _envelopes(latest: Subquery) -> Subquery:
    claimed = latest.c.is_floor == 0
    low = func.min(case((claimed, func.coalesce(latest.c.low, 0))))
    high = func.max(case((claimed, latest.c.high)))
    columns = {
        "incidents": func.max(case((claimed, 1), else_=0)),
        "low": func.coalesce(low, 0),
        "high": func.coalesce(high, low, 0),
        "open": func.max(case((and_(claimed, latest.c.high.is_(None)), 1), else_=0)),
        "no_lower": func.max(case((and_(claimed, latest.c.low.is_(None)), 1), else_=0)),
        "confirmed_low": func.max(func.coalesce(latest.c.floor, 0)),
    }
    key = [latest.c[name] for name in (*KEY, "day")]
    return (
        select(*key, *(column.label(name) for name, column in columns.items()))
        .where(latest.c.place == 1)
        .group_by(*key)
        .subquery("envelopes")
    )


def _differences(days: CTE, envelope: Subquery) -> Select[Any]:
    """Each day's envelope less that of the day before it; a day on which no claim is left has an empty one."""
    key = [days.c[name] for name in KEY]
    same = and_(*(envelope.c[name] == days.c[name] for name in (*KEY, "day")))
    differences = []
    for name in COUNTED:
        now = func.coalesce(envelope.c[name], 0)
        before = func.coalesce(func.lag(now).over(partition_by=key, order_by=days.c.day), 0)
        differences.append((now - before).label(name))
    found = select(days, *differences).join_from(days, envelope, same, isouter=True).subquery("differences")
    return select(*(found.c[name] for name in (*KEY, "day", *COUNTED))).where(
        or_(*(found.c[name] != 0 for name in COUNTED))
    )
