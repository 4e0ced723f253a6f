"""Conflicts, actors and incidents are found by name, alias or code, and made on purpose."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any, Final

from sqlalchemy import func, insert, or_, select, update
from sqlalchemy.orm import Session

from tracker.claims import InvalidClaimError, NewClaim, Problem, name_key
from tracker.claims.reading import new_code
from tracker.filters import NAMED, OF_CLAIMANT, ClaimFilter, InvalidFilterError
from tracker.store.many import insert_rows, is_one_of, new_ids
from tracker.store.running import touch_incidents, touch_role
from tracker.store.tables import (
    Actor,
    ActorName,
    ActorRole,
    Claim,
    Conflict,
    ConflictName,
    Incident,
    IncidentName,
)
from tracker.store.versions import keep_version, seen_by
from tracker.vocabulary import ActorKind, AsOfBasis, DatePrecision, Independence, Policy

ABOUT_INCIDENT: Final = ("start_date", "end_date", "date_precision", "place", "country_iso3")
ASKED_AT_ONCE: Final = 10_000
INCIDENTS_REMEMBERED: Final = 50_000
"""Some 40 MB."""
BEGINS_ALIKE: Final = 4
MOST_COMPARED: Final = 5_000
LETTERS: Final = {
    "conflict": "k", "actor": "a", "incident": "i", "source": "s", "assessment": "v",
    "relation": "r", "response": "p", "annotation": "n",
}  # fmt: skip


_NAMED: Final[dict[str, tuple[Any, Any, Any]]] = {
    "conflict": (Conflict, ConflictName, ConflictName.conflict_id),
    "incident": (Incident, IncidentName, IncidentName.incident_id),
    "claimant": (Actor, ActorName, ActorName.actor_id),
}


class UnknownNameError(ValueError):
    """A name is not in the ledger and nobody said that it should be made."""

    def __init__(self, field: str, name: str, close: Sequence[str]) -> None:
        """Keep the field, the name and the existing names that look like it."""
        self.field, self.name, self.close = field, name, list(close)
        hint = f"; close to it: {', '.join(close)}" if close else ""
        super().__init__(f'"{name}" is not in the ledger yet{hint}')


@dataclass(frozen=True, slots=True)
class NameChange:
    """What became of a conflict, actor or incident: made (``before`` is None) or filled in."""

    entity: str
    code: str
    before: dict[str, Any] | None
    after: dict[str, Any]


class Names:
    """The names one write works with: looked up once, made where that is wanted.

    New incidents are recorded together by ``record_incidents``, which is to come before what refers to them.
    What is known of an actor or incident is kept and its gaps are filled; with ``mend`` it is replaced by
    what a claim gives. ``changes`` lists what was made and changed, for the history.
    """

    def __init__(self, session: Session, *, may_make: bool, mend: bool = False) -> None:
        """Read the names of conflicts and actors; an incident is looked up when it is asked for, as there are many."""
        self._session = session
        self._may_make = may_make
        self.mend = mend
        self.changes: list[NameChange] = []
        self._conflicts: dict[str, int] = _pairs(session, select(ConflictName.key, ConflictName.conflict_id))
        self._actors: dict[str, int] = _pairs(session, select(ActorName.key, ActorName.actor_id))
        self._kinds: dict[int, ActorKind] = _pairs(session, select(Actor.id, Actor.kind))
        self._roles = {
            (conflict, actor): independence
            for conflict, actor, independence in session.execute(
                select(ActorRole.conflict_id, ActorRole.actor_id, ActorRole.independence)
            )
        }
        self._incidents: dict[tuple[int, str], int] = {}
        self._incidents_asked: set[tuple[int, str]] = set()
        self._about_incidents: dict[int, dict[str, Any]] = {}
        self._first_said: dict[int, date] = {}
        self._numbers: Iterator[int] = iter(())
        self._new_incidents: list[dict[str, Any]] = []
        self._new_incident_names: list[dict[str, Any]] = []

    def conflict(self, name: str) -> int:
        """The conflict's id, made when it is new and that is wanted."""
        key = name_key(name)
        if key not in self._conflicts:
            self._refuse_unless_wanted("conflict", name, ConflictName)
            self._conflicts[key] = self._make(Conflict, "conflict", name=name)
            self._session.execute(insert(ConflictName).values(key=key, conflict_id=self._conflicts[key], name=name))
        return self._conflicts[key]

    def actor(self, field: str, name: str, kind: ActorKind = ActorKind.UNKNOWN) -> int:
        """The actor's id. ``field`` says in which field of the claim the name stood."""
        key = name_key(name)
        if key not in self._actors:
            self._refuse_unless_wanted(field, name, ActorName)
            self._actors[key] = self._make(Actor, "actor", name=name, kind=kind)
            self._kinds[self._actors[key]] = kind
            self._session.execute(insert(ActorName).values(key=key, actor_id=self._actors[key], name=name))
        actor_id = self._actors[key]
        known = self._kinds[actor_id]
        if kind not in (known, ActorKind.UNKNOWN) and (self.mend or known is ActorKind.UNKNOWN):
            self._kinds[actor_id] = kind
            self._change(Actor, "actor", actor_id, {"kind": known}, {"kind": kind})
        return actor_id

    def role(self, conflict_id: int, actor_id: int, independence: Independence) -> None:
        """Keep where the actor stands in this conflict; what is known is not replaced by "unknown"."""
        place = (conflict_id, actor_id)
        known = self._roles.get(place)
        if known is None:
            self._session.execute(
                insert(ActorRole).values(conflict_id=conflict_id, actor_id=actor_id, independence=independence)
            )
        elif independence not in (known, Independence.UNKNOWN) and (self.mend or known is Independence.UNKNOWN):
            self._change_role(place, independence)
        else:
            return
        self._roles[place] = independence
        if independence is not Independence.UNKNOWN:
            code, conflict = self._code_of(Actor, actor_id), self._code_of(Conflict, conflict_id)
            before = {"conflict": conflict, "independence": known} if known else {}
            after = {"conflict": conflict, "independence": independence}
            self.changes.append(NameChange("actor", code, before, after))

    def _change_role(self, place: tuple[int, int], independence: Independence) -> None:
        found = select(ActorRole.id).where(ActorRole.conflict_id == place[0], ActorRole.actor_id == place[1])
        number = self._session.execute(found).scalar_one()
        keep_version(self._session, ActorRole, [number])
        touch_role(self._session, *place)
        self._session.execute(update(ActorRole).where(ActorRole.id == number).values(independence=independence))

    def incident(self, conflict_id: int, claim: NewClaim) -> int | None:
        """The incident's id within its conflict, or None for a claim about none."""
        if not claim.incident:
            return None
        key = (conflict_id, name_key(claim.incident))
        self._read_incidents([key])
        if key not in self._incidents:
            self._refuse_unless_wanted("incident", claim.incident, IncidentName)
            self._incidents[key] = self._make_incident(key, claim)
        else:
            self._read_about([self._incidents[key]], claim if self.mend else None)
            self._fill_in(self._incidents[key], _about_incident(claim))
        self._refuse_spoken_of_before_it_began(self._incidents[key], claim)
        return self._incidents[key]

    def _refuse_spoken_of_before_it_began(self, incident_id: int, claim: NewClaim) -> None:
        """Nobody can have spoken of an incident before its day: a claim with both is no claim."""
        known = self._about_incidents[incident_id]
        first = self._first_said[incident_id] = min(claim.stated_at, self._first_said.get(incident_id, date.max))
        start = known["start_date"]
        if start and start > first and known["date_precision"] is DatePrecision.DAY:
            sentence = f"the incident is recorded as of {start}, and a claim on it as of {first}; one of them is wrong"
            raise InvalidClaimError([Problem("incident_date", str(start), sentence)], code=claim.code)

    def _read_incidents(self, keys: Iterable[tuple[int, str]]) -> None:
        """Look up incidents by conflict and key of their names, each once a write."""
        asked: dict[int, list[str]] = {}
        for conflict_id, key in sorted(set(keys) - self._incidents_asked):
            self._incidents_asked.add((conflict_id, key))
            asked.setdefault(conflict_id, []).append(key)
        for conflict_id, names in asked.items():
            of_it = IncidentName.conflict_id == conflict_id
            for start in range(0, len(names), ASKED_AT_ONCE):
                some = is_one_of(self._session, IncidentName.key, names[start : start + ASKED_AT_ONCE])
                found = select(IncidentName.key, IncidentName.incident_id).where(of_it, some)
                self._incidents |= {(conflict_id, key): number for key, number in self._session.execute(found)}

    def _make_incident(self, key: tuple[int, str], claim: NewClaim) -> int:
        about, code, number = _about_incident(claim), new_code(LETTERS["incident"]), self._next_incident()
        self._about_incidents[number] = about
        values = {"conflict_id": key[0], "title": claim.incident} | about
        self._new_incidents.append({"id": number, "code": code} | values)
        self._new_incident_names.append(
            {"conflict_id": key[0], "key": key[1], "incident_id": number, "name": claim.incident}
        )
        self.changes.append(NameChange("incident", code, None, values))
        return number

    def _next_incident(self) -> int:
        number = next(self._numbers, None)
        if number is None:  # nobody read ahead
            self.record_incidents()
            (number,) = new_ids(self._session, Incident, 1)
        return number

    def record_incidents(self) -> None:
        """Write down the incidents made so far."""
        insert_rows(self._session, Incident, self._new_incidents)
        insert_rows(self._session, IncidentName, self._new_incident_names)
        self._new_incidents, self._new_incident_names, self._numbers = [], [], iter(())

    def _read_about(self, incident_ids: Iterable[int], but: NewClaim | None = None) -> None:
        """What is known of these incidents, and when others first spoke of them."""
        ids = [number for number in incident_ids if but or number not in self._about_incidents]
        if not ids:
            return
        columns = [Incident.id.label("number"), *(getattr(Incident, name) for name in ABOUT_INCIDENT)]
        for row in self._session.execute(select(*columns).where(Incident.id.in_(ids))).mappings():
            self._about_incidents[row["number"]] = {name: row[name] for name in ABOUT_INCIDENT}
        first = select(Claim.incident_id, func.min(Claim.stated_at)).where(Claim.incident_id.in_(ids))
        if but:
            first = first.where(Claim.code != but.code)
        found = _pairs(self._session, first.group_by(Claim.incident_id))
        self._first_said |= {number: found.get(number, date.max) for number in ids}

    def read_ahead(self, claims: Sequence[NewClaim]) -> None:
        """Read at once what these claims will ask for one by one, and the numbers of incidents they will make."""
        self.record_incidents()
        if len(self._about_incidents) > INCIDENTS_REMEMBERED:
            self._forget_incidents()
        named = {(name_key(claim.conflict), name_key(claim.incident)) for claim in claims if claim.incident}
        keys = [(self._conflicts[conflict], incident) for conflict, incident in named if conflict in self._conflicts]
        self._read_incidents(keys)
        known = {self._incidents[key] for key in keys if key in self._incidents}
        self._read_about(known)
        self._numbers = iter(new_ids(self._session, Incident, len(named) - len(known)))

    def _forget_incidents(self) -> None:
        """Forget what can be read again, so that memory does not grow with the number of incidents."""
        for remembered in (self._incidents, self._incidents_asked, self._about_incidents, self._first_said):
            remembered.clear()

    def _fill_in(self, incident_id: int, given: dict[str, Any]) -> None:
        """Add to what is known of an incident what a further claim on it says."""
        known = self._about_incidents[incident_id]
        new = {
            name: value
            for name, value in given.items()
            if value not in (None, known[name]) and (known[name] is None or self.mend)
        }
        if given["start_date"] is None or not ("start_date" in new or self.mend):
            new.pop("date_precision", None)  # it speaks about that day
        elif given["date_precision"] is not known["date_precision"]:
            new["date_precision"] = given["date_precision"]
        start, end = (new.get(name, known[name]) for name in ("start_date", "end_date"))
        if start and end and start > end:
            if self.mend:
                raise InvalidClaimError([Problem("incident_end", str(end), f"{end} is before {start}, when it began")])
            return
        if new:
            self._about_incidents[incident_id] = known | new
            self._change(Incident, "incident", incident_id, {name: known[name] for name in new}, new)

    def _make(self, table: type[Conflict | Actor | Incident], entity: str, **values: Any) -> int:
        code = new_code(LETTERS[entity])
        number: int = self._session.execute(insert(table).values(code=code, **values).returning(table.id)).scalar_one()
        self.changes.append(NameChange(entity, code, None, values))
        return number

    def _change(
        self, table: type[Actor | Incident], entity: str, number: int, before: dict[str, Any], after: dict[str, Any]
    ) -> None:
        self.record_incidents()  # it may be one of them
        keep_version(self._session, table, [number])
        if table is Incident:
            touch_incidents(self._session, [number])
        self._session.execute(update(table).where(table.id == number).values(**after))
        self.changes.append(NameChange(entity, self._code_of(table, number), before, after))

    def _code_of(self, table: type[Conflict | Actor | Incident], number: int) -> str:
        code: str = self._session.execute(select(table.code).where(table.id == number)).scalar_one()
        return code

    def _refuse_unless_wanted(
        self, field: str, name: str, table: type[ConflictName | ActorName | IncidentName]
    ) -> None:
        if self._may_make:
            return
        asked = select(table.name)
        if table is IncidentName:  # there may be hundreds of thousands: those that begin alike
            begins = name_key(name)[:BEGINS_ALIKE]
            asked = asked.where(IncidentName.key.startswith(begins, autoescape=True)).limit(MOST_COMPARED)
        names = self._session.scalars(asked).all()
        raise UnknownNameError(field, name, close_names(name, names))


def _pairs(session: Session, statement: Any) -> dict[Any, Any]:
    return {first: second for first, second in session.execute(statement)}  # noqa: C416 - rows are no pairs to mypy


def _about_incident(claim: NewClaim) -> dict[str, Any]:
    days = (claim.incident_date, claim.incident_end, claim.incident_precision)
    return dict(zip(ABOUT_INCIDENT, (*days, claim.place, claim.country_iso3), strict=True))


def main_names(session: Session, names: Iterable[str]) -> dict[str, str]:
    """The main name of every actor that one of these names finds."""
    keys = {name_key(name): name for name in names}
    found = select(ActorName.key, Actor.name).join(Actor).where(ActorName.key.in_(keys))
    return {keys[key]: name for key, name in session.execute(found)}


def close_names(name: str, names: Iterable[str], most: int = 3) -> list[str]:
    """The names that look most like one that was typed."""
    by_key = {name_key(known): known for known in names}
    return [by_key[key] for key in get_close_matches(name_key(name), by_key, n=most, cutoff=0.75)]


def resolve(session: Session, wanted: ClaimFilter) -> ClaimFilter:
    """The filter with every alias and code turned into the main name.

    Raises InvalidFilterError for names that are not in the ledger.
    """
    problems: list[Problem] = []
    kept: dict[str, tuple[str, ...]] = {}
    for field in NAMED:
        found = {value: _main_name(session, field, value) for value in getattr(wanted, field)}
        problems += [
            Problem(field, value, f'"{value[:80]}" is not in the ledger')
            for value, name in found.items()
            if name is None
        ]
        kept[field] = tuple(dict.fromkeys(name for name in found.values() if name is not None))
    usable = wanted.but(**kept, **_selected(session, wanted, problems), **_past(session, wanted, problems))
    if problems:
        raise InvalidFilterError(problems, usable)
    return usable


def _selected(session: Session, wanted: ClaimFilter, problems: list[Problem]) -> dict[str, Any]:
    """The selection policy with the main name of the claimant it names, or the default."""
    claimant = wanted.policy_claimant
    if claimant is None:
        return {}
    name = _main_name(session, "claimant", claimant)
    if name is None:
        problems.append(Problem("policy", claimant, f'"{claimant[:80]}" is not in the ledger'))
        return {"policy": Policy.ENVELOPE.value}
    return {"policy": f"{OF_CLAIMANT}{name}"}


def _past(session: Session, wanted: ClaimFilter, problems: list[Problem]) -> dict[str, Any]:
    """Refuse a past day on which there was nothing yet."""
    if wanted.as_of is None:
        return {}
    recorded = wanted.as_of_basis is AsOfBasis.RECORDED
    first_recorded = select(Claim.recorded_at).order_by(Claim.id).limit(1)  # numbers rise as claims are recorded
    earliest: date | datetime | None = session.scalar(first_recorded if recorded else select(func.min(Claim.stated_at)))
    if earliest is None:
        return {}
    first = earliest.date() if isinstance(earliest, datetime) else earliest
    if wanted.as_of >= first:
        return {}
    what = "was recorded" if recorded else "on record was stated"
    sentence = f"the first claim {what} on {first}, so nothing can be shown as of {wanted.as_of}"
    problems.append(Problem("as_of", str(wanted.as_of), sentence))
    return {"as_of": None}


def _main_name(session: Session, field: str, value: str) -> str | None:
    table, known_as, number = _NAMED.get(field, _NAMED["claimant"])
    named = select(number).where(known_as.key == name_key(value))
    main = table.title if table is Incident else table.name
    seen = seen_by(session)
    of_name = table.id.in_(named) if seen.as_of is None else or_(table.id.in_(named), table.version_of.in_(named))
    asked = [of_name, table.code == value]
    if seen.as_of is not None:  # a record that was removed since has given its names back
        asked.append(main == value)
    for is_it in asked:
        found: str | None = session.scalars(select(main).where(is_it).order_by(table.id).limit(1)).first()
        if found is not None:
            return found
    return None
