"""A form that keeps the claimant's words and shows, as they are typed, how they are read."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

import streamlit as st

from tracker.claims import InvalidClaimError, NewClaim, parse_claim
from tracker.claims.fields import LONGEST_VERBATIM
from tracker.claims.reading import new_code
from tracker.pages.address import plain
from tracker.pages.opened import ledger
from tracker.store.names import UnknownNameError, close_names
from tracker.store.writes import DuplicateClaimError, NoSuchClaimError
from tracker.vocabulary import (
    ActorKind,
    CountingBasis,
    DatePrecision,
    Direction,
    Independence,
    Metric,
    Population,
    Qualifier,
    Scope,
    Subgroup,
    Term,
)
from tracker.wording import Wording, bounds_in_words, read_wording

NOT_STATED: Final = ""
KEPT: Final = frozenset({"conflict", "claimant", "claimant_kind", "claimant_independence"})
CHOSEN: Final = frozenset(
    {
        "affected_party",
        "incident",
        "stated_at",
        "incident_date",
        "coverage_start",
        "coverage_end",
        "as_of_date",
    }
)
# What a field holds when nothing was chosen in it; the others are empty.
FIRST: Final[dict[str, Any]] = {
    "metric": Metric.KILLED.value,
    "population": Population.UNSPECIFIED.value,
    "counting_basis": CountingBasis.UNKNOWN.value,
    "stated_precision": DatePrecision.DAY.value,
    "make_names": False,
    "not_a_duplicate": False,
}


def ask(name: str, label: str, **options: Any) -> str:
    """A line of text, kept under the name of its field."""
    return str(st.text_input(label, key=name, **options) or "")


def ask_name(name: str, label: str, known: Sequence[str], **options: Any) -> str:
    """A name out of those on record, offered as one types; a new one can be typed in."""
    typed = st.session_state.get(name)
    offered = [*known, *([typed] if typed and typed not in known else [])]
    chosen = st.selectbox(
        label,
        offered,
        index=None,
        key=name,
        accept_new_options=True,
        placeholder="Type to search, or a new name",
        **options,
    )
    return str(chosen or "").strip()


def ask_word(name: str, label: str, kind: type[Term], *, first: Term | None = None) -> str:
    """One word of a closed list; without ``first`` it may be left open."""
    words: list[str] = [*([] if first else [NOT_STATED]), *(term.value for term in kind)]
    return str(
        st.selectbox(
            label,
            words,
            index=words.index(first.value) if first else 0,
            key=name,
            format_func=lambda word: kind(word).label if word else "Not stated",
            help="\n\n".join(f"**{term.label}**: {term.definition}" for term in kind),
        )
    )


def ask_day(name: str, label: str, **options: Any) -> date | None:
    """A day, empty until one is chosen."""
    day: date | None = st.date_input(
        label, value=None, min_value=date(1900, 1, 1), key=name, format="YYYY-MM-DD", **options
    )
    return day


def needed_fields() -> dict[str, Any]:
    """The seven fields a claim needs, and the incident it may be about."""
    names = ledger().names()
    left, right = st.columns(2, gap="large")
    given: dict[str, Any] = {}
    with left:
        given["conflict"] = ask_name("conflict", "Conflict", names["conflict"])
        given["claimant"] = ask_name(
            "claimant", "Claimant", names["actor"], help="Whose figure it is, not the outlet that relays it."
        )
        given["affected_party"] = ask_name(
            "affected_party",
            "Affected party",
            names["actor"],
            help="The side or group the casualties belong to.",
        )
        incidents = ledger().incident_names(given["conflict"]) if given["conflict"] else []
        given["incident"] = ask_name("incident", "Incident (leave empty for a running total)", incidents)
    with right:
        given["metric"] = ask_word("metric", "Counted", Metric, first=Metric.KILLED)
        given["verbatim"] = ask(
            "verbatim", "The claimant's words", max_chars=LONGEST_VERBATIM, live=True, placeholder="more than 600",
            help="Exactly as they stand in the source, in its language. The range is read from them.",
        )  # fmt: skip
        show_reading(given["verbatim"], given["metric"])
        given["stated_at"] = ask_day(
            "stated_at", "Stated on", help="The day the claimant said it, where the claimant is."
        )
        given["source_url"] = ask("source_url", "Address of the source", placeholder="https://…")
    return given


def show_reading(verbatim: str, metric: str) -> None:
    """How the rules read the words, before anything is saved."""
    if not verbatim.strip():
        st.caption("The range appears here as you type.")
        return
    reading = read_wording(verbatim, st.session_state.get("verbatim_language") or None, metric=Metric(metric))
    if reading.qualifier is Qualifier.UNREAD:
        st.warning(
            "The rules do not read this wording, so no range is set. "
            "Under “The figure, by hand” you can give the number and say why.",
            icon=":material/help:",
        )
        return
    st.info(
        f"Read as **{reading_in_words(reading)}**. {plain(reading.qualifier.definition)}",
        icon=":material/auto_stories:",
    )


def reading_in_words(reading: Wording) -> str:
    """The range, and its open end said out loud."""
    words = bounds_in_words(reading.low, reading.high)
    if reading.high is None and reading.low is not None:
        return f"{words} (at least {reading.low:,}, open above)"
    return words


def optional_fields() -> dict[str, Any]:
    """All else, folded away."""
    return fields_about_people() | fields_about_coverage() | fields_about_words() | figure_by_hand()


def fields_about_people() -> dict[str, Any]:
    """Who the claimant is, and which people are counted."""
    given: dict[str, Any] = {}
    with st.expander("Who and whom", icon=":material/group:"):
        one, two, three = st.columns(3)
        with one:
            given["claimant_kind"] = ask_word(
                "claimant_kind", "Kind of claimant (when new)", ActorKind, first=ActorKind.UNKNOWN
            )
            given["claimant_independence"] = ask_word(
                "claimant_independence", "Where the claimant stands", Independence, first=Independence.UNKNOWN
            )
        with two:
            given["direction"] = ask_word("direction", "Speaks about", Direction)
            given["population"] = ask_word("population", "Which people", Population, first=Population.UNSPECIFIED)
        with three:
            given["subgroup"] = ask_word("subgroup", "Part of the population", Subgroup)
            given["counting_basis"] = ask_word(
                "counting_basis", "How the figure was made", CountingBasis, first=CountingBasis.UNKNOWN
            )
    return given


def fields_about_coverage() -> dict[str, Any]:
    """Which event or days the figure covers, and how well they are known."""
    given: dict[str, Any] = {}
    with st.expander("What the figure covers", icon=":material/date_range:"):
        one, two, three = st.columns(3)
        with one:
            given["scope"] = ask_word("scope", "Covers", Scope)
            given["place"] = ask("place", "Place of the incident (when new)")
            given["incident_date"] = ask_day("incident_date", "Day of the incident (when new)")
        with two:
            given["coverage_start"] = ask_day("coverage_start", "Covers from")
            given["coverage_end"] = ask_day("coverage_end", "Covers to")
        with three:
            given["as_of_date"] = ask_day("as_of_date", "Cut-off of a running total")
            given["stated_precision"] = ask_word(
                "stated_precision", "Stated day known to the", DatePrecision, first=DatePrecision.DAY
            )
            given["geo_scope"] = ask("geo_scope", "Area the figure covers")
    return given


def fields_about_words() -> dict[str, Any]:
    """The language of the words, and what is known of their source."""
    given: dict[str, Any] = {}
    with st.expander("Words and source", icon=":material/translate:"):
        one, two = st.columns(2)
        with one:
            given["verbatim_language"] = ask(
                "verbatim_language", "Language of the words", placeholder="en, uk, ru, ar …"
            )
            given["verbatim_translation"] = ask("verbatim_translation", "The words in English")
            given["source_publisher"] = ask("source_publisher", "Publisher of the source")
            given["source_title"] = ask("source_title", "Title of the source")
        with two:
            given["archived_url"] = ask("archived_url", "Address of an archived copy")
            given["sources"] = st.text_area("Further addresses, one a line", key="sources", height=68)
            given["notes"] = st.text_area("Notes", key="notes", height=68)
    return given


def figure_by_hand() -> dict[str, Any]:
    """Numbers set by a person, with the reason."""
    given: dict[str, Any] = {}
    with st.expander("The figure, by hand", icon=":material/edit:"):
        st.caption(
            "Only where the words are not read, or read wrongly. The words stay as they are, "
            "and the reason stands beside the figure."
        )
        one, two, three, four = st.columns(4)
        for column, name, label in (
            (one, "stated_value", "Number in the words"),
            (two, "low", "At least"),
            (three, "high", "At most"),
        ):
            with column:
                given[name] = ask(name, label)
        with four:
            given["qualifier"] = ask_word("qualifier", "The words say", Qualifier)
        given["bounds_reason"] = ask("bounds_reason", "Why this differs from the reading")
    return given


def show_problems(error: InvalidClaimError) -> None:
    """Every fault in one list; what was typed stays where it is."""
    lines = "\n".join(
        f"- **{plain(_label_of(problem.field))}** {plain(problem.sentence)}" for problem in error.problems
    )
    st.error(f"Not recorded yet. What you typed is kept.\n\n{lines}", icon=":material/error:")


LABELS: Final = {
    "verbatim": "The claimant's words",
    "stated_at": "Stated on",
    "source_url": "Address of the source",
    "metric": "Counted",
}


def _label_of(field: str) -> str:
    """The field as the form calls it."""
    return LABELS.get(field, field.replace("_", " ").capitalize()) + ":" if field else ""


def new_names(claim: NewClaim) -> list[tuple[str, str, list[str]]]:
    """The names in the claim that are not on record: field, name, and those that look like it."""
    names = ledger().names()
    checked = [
        ("conflict", claim.conflict, names["conflict"]),
        ("claimant", claim.claimant, names["actor"]),
        ("affected_party", claim.affected_party, names["actor"]),
    ]
    if claim.incident:
        known = ledger().incident_names(claim.conflict) if claim.conflict in names["conflict"] else []
        checked.append(("incident", claim.incident, known))
    found = []
    for field, name, known in checked:
        if not ledger().is_known(field, name, conflict=claim.conflict):
            found.append((field, name, close_names(name, known)))
    return found


def may_make_names(claim: NewClaim) -> bool:
    """Ask what names that are new are meant to be; True when none is new or all are settled.

    A new name is made on purpose, or becomes one more name of an actor on record.
    """
    new = new_names(claim)
    if not new:
        return True
    for field, name, close in new:
        st.warning(f"{_label_of(field)} {plain(name)} is not in the ledger yet.", icon=":material/person_add:")
        if field in ("claimant", "affected_party"):
            _offer_as_alias(field, name, close)
    return st.checkbox("Yes, make the new names", key="make_names")


def _offer_as_alias(field: str, name: str, close: Sequence[str]) -> None:
    """Let a name that is not on record become an alias of an actor that is, those that look like it first."""
    actors = ledger().names()["actor"]
    meant = st.selectbox(
        f"Or is “{name}” another name of an actor on record?",
        list(dict.fromkeys([*close, *actors])),
        index=None,
        key=f"alias-{field}",
        placeholder=f"Such as {close[0]}" if close else "Type to search",
    )
    if meant and st.button("Yes, the same actor", key=f"same-{field}"):
        ledger().add_alias(meant, name, by=st.session_state.get("by") or ledger().settings.recorder)
        st.rerun()


def may_be_recorded(claim: NewClaim) -> bool:
    """Show claims on record that this may repeat; True when there are none or the reader says it is another."""
    alike = ledger().likely_duplicates(claim)
    if not alike:
        return True
    st.warning("This may be on record already:", icon=":material/content_copy:")
    for found in alike[:5]:
        st.page_link(
            "claims.py",
            label=f"{plain(found.claimant)}, {found.stated_at}: “{plain(found.verbatim)}” ({found.why})",
            query_params={"claim": found.code},
            icon=":material/open_in_new:",
        )
    return st.checkbox("It is another claim; record it as well", key="not_a_duplicate")


def record(claim: NewClaim, *, by: str, make_names: bool) -> None:
    """Record the claim and make room for the next one."""
    try:
        ledger().add_claim(claim, by=by.strip() or ledger().settings.recorder, may_make_names=make_names)
    except (UnknownNameError, DuplicateClaimError) as error:
        st.error(plain(str(error)))
        return
    st.session_state.update(recorded=claim.code, draft_code=new_code("c"), clear=True, checking=False)
    st.rerun()


def clear_form() -> None:
    """Empty every field after a claim was recorded; conflict and claimant stay, as the next is often theirs."""
    for name in {*NewClaim.model_fields, "make_names", "not_a_duplicate"} & set(st.session_state):
        if name not in KEPT:
            st.session_state[name] = FIRST.get(name, None if name in CHOSEN else "")


def show_recorded() -> None:
    """Say what was recorded last, with the way to it."""
    code = st.session_state.get("recorded")
    if code:
        st.success(f"Recorded as claim {code}.", icon=":material/check:")
        left, right = st.columns(2)
        left.page_link("claims.py", label="Open it", query_params={"claim": code}, icon=":material/open_in_new:")
        right.page_link("assess.py", label="Assess it", query_params={"claim": code}, icon=":material/rule:")
        show_what_it_looks_like(code)


def show_what_it_looks_like(code: str) -> None:
    """Say what the claim looks like beside others; the relations are entered on its own page."""
    try:
        found = ledger().proposals(code)
    except NoSuchClaimError:  # the file that brought it was taken back meanwhile
        return
    if found:
        kinds = dict.fromkeys((one.kind.label.lower() if one.kind else "worth a look") for one in found)
        st.page_link(
            "claims.py",
            label=f"It looks related to {len(found)} on record ({', '.join(kinds)}): see and say how they stand",
            query_params={"claim": code},
            icon=":material/compare_arrows:",
        )


st.title("Add a claim")
st.caption("One figure, one metric, one statement. A statement with two figures is two claims.")
if st.session_state.pop("clear", False):
    clear_form()
st.session_state.setdefault("draft_code", new_code("c"))
show_recorded()
given = needed_fields() | optional_fields()
by = st.text_input("Your name, as it will stand in the history", value=ledger().settings.recorder, key="by")
if st.button("Record the claim", type="primary", icon=":material/save:"):
    st.session_state["checking"] = True
    st.session_state.pop("recorded", None)
if st.session_state.get("checking"):
    try:
        claim = parse_claim({"code": st.session_state["draft_code"]} | given)
    except InvalidClaimError as error:
        show_problems(error)
    else:
        names_settled = may_make_names(claim)
        if may_be_recorded(claim) and names_settled:
            record(claim, by=by, make_names=True)
        else:
            st.caption("Nothing is recorded until the questions above are answered.")
