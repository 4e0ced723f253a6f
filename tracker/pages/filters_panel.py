"""The widgets that choose a view. They show what the address names and write what is chosen back to it."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any, Final

import streamlit as st

from tracker.filters import LONGEST_SEARCH, OF_CLAIMANT, ClaimFilter
from tracker.ledger import Ledger
from tracker.pages import playing
from tracker.pages.address import write_filter
from tracker.vocabulary import AsOfBasis, Axis, Metric, Policy, Population, Scope, Term, VerificationStatus

ANY: Final = "All"
RESET_BY: Final[dict[str, tuple[str, ...]]] = {
    "conflict": ("affected_party", "incident", "claimant", "metric", "population", "scope"),
    "affected_party": ("claimant", "metric", "population", "incident"),
    "incident": ("affected_party", "claimant", "metric", "population", "scope"),
    "scope": ("incident",),
}
"""What no longer makes sense once something above it was changed."""

COVERED: Final = {
    Scope.CUMULATIVE: "Running totals",
    Scope.INCIDENT: "Incidents added up",
    Scope.PERIOD: "Periods",
    Scope.POINT_IN_TIME: "States on a day",
}


def timeline_filters(ledger: Ledger, shown: ClaimFilter) -> None:
    """What a timeline can be narrowed by; ``shown`` is the view with what was chosen for the reader."""
    with st.sidebar:
        st.subheader("What to show")
        _conflict_and_party(ledger, shown, may_be_all=False)
        incidents = ledger.incident_names(shown.conflict[0]) if shown.conflict else []
        _one(shown, "incident", "Incident", incidents, none="No single incident")
        _words(shown, "metric", "Counted", Metric)
        _words(shown, "population", "People", Population)
        _claimants(ledger, shown)
        _axis(shown)
        as_of(shown)
        _days(shown)
        _reset()


def table_filters(ledger: Ledger, shown: ClaimFilter, *, with_search: bool = True, with_status: bool = True) -> None:
    """What a table of claims or incidents can be narrowed by."""
    with st.sidebar:
        st.subheader("Filter")
        if with_search:
            _search(shown)
        _conflict_and_party(ledger, shown, may_be_all=True)
        _words(shown, "metric", "Counted", Metric)
        _words(shown, "population", "People", Population)
        if with_status:
            _words(shown, "status", "Status", VerificationStatus)
            _words(shown, "scope", "What the figure covers", Scope)
        _claimants(ledger, shown)
        as_of(shown)
        _days(shown)
        _reset()


def overview_filters(
    ledger: Ledger, shown: ClaimFilter, *, without: Sequence[str] = (), may_be_all: bool = True
) -> None:
    """What an overview can be narrowed by; ``without`` names what the page lets choose elsewhere."""
    with st.sidebar:
        st.subheader("Filter")
        if "conflict" not in without:
            _one(shown, "conflict", "Conflict", ledger.conflicts(), none=ANY if may_be_all else None)
        if "affected_party" not in without:
            none = ANY if may_be_all or Scope.INCIDENT in shown.scope else None
            _one(shown, "affected_party", "Affected party", ledger.parties(shown.conflict), none=none)
        if "metric" not in without:
            _words(shown, "metric", "Counted", Metric)
        _words(shown, "population", "People", Population)
        if "claimant" not in without:
            _claimants(ledger, shown)
        as_of(shown)
        _days(shown)
        _reset()


def _conflict_and_party(ledger: Ledger, shown: ClaimFilter, *, may_be_all: bool) -> None:
    _one(shown, "conflict", "Conflict", ledger.conflicts(), none=ANY if may_be_all else None)
    parties = ledger.parties(shown.conflict)
    _one(
        shown,
        "affected_party",
        "Affected party",
        parties,
        none=ANY if may_be_all or Scope.INCIDENT in shown.scope else None,
    )


def _one(shown: ClaimFilter, name: str, label: str, options: Sequence[str], *, none: str | None) -> None:
    """A select box for a filter part that holds one name; ``none`` is the entry for no choice."""
    chosen = getattr(shown, name)[:1]
    every = [*([none] if none else []), *dict.fromkeys([*options, *chosen])]
    if not every:
        return
    st.session_state[name] = chosen[0] if chosen else every[0]
    st.selectbox(label, every, key=name, on_change=_changed, args=(shown, name, _of_one(name, none)))


def _of_one(name: str, none: str | None) -> Callable[[], Any]:
    def value() -> tuple[str, ...]:
        chosen = st.session_state[name]
        return () if chosen in (None, none) else (chosen,)

    return value


def _words(shown: ClaimFilter, name: str, label: str, kind: type[Term]) -> None:
    st.session_state[name] = [str(word) for word in getattr(shown, name)]
    st.multiselect(
        label,
        [word.value for word in kind],
        key=name,
        format_func=lambda word: kind(word).label,
        placeholder="All",
        help="\n\n".join(f"**{word.label}**: {word.definition}" for word in kind),
        on_change=_changed,
        args=(shown, name, lambda: tuple(st.session_state[name])),
    )


def _claimants(ledger: Ledger, shown: ClaimFilter) -> None:
    near = ledger.claimants(shown.but(q="", status=(), since=None, until=None))
    st.session_state["claimant"] = list(shown.claimant)
    st.multiselect(
        "Claimants",
        list(dict.fromkeys([*near, *shown.claimant])),
        key="claimant",
        placeholder="All",
        help="Whose figures are shown: those who make claims and those who record independently.",
        on_change=_changed,
        args=(shown, "claimant", lambda: tuple(st.session_state["claimant"])),
    )


def _axis(shown: ClaimFilter) -> None:
    st.session_state["axis"] = shown.axis.value
    st.segmented_control(
        "Dates on the axis",
        [axis.value for axis in Axis],
        key="axis",
        required=True,
        format_func=lambda axis: Axis(axis).label,
        help="\n\n".join(f"**{axis.label}**: {axis.definition}" for axis in Axis),
        on_change=_changed,
        args=(shown, "axis", lambda: st.session_state["axis"]),
    )


def as_of(shown: ClaimFilter) -> None:
    """The past day whose state is shown, by which of two bases, and the way back to the present."""
    if playing.is_on():
        st.caption("Days are being stepped through; pause to choose one.")
        return
    st.session_state["as_of"] = shown.as_of
    st.date_input(
        "As of the end of a day",
        value=None,
        min_value="1900-01-01",
        max_value=datetime.now(UTC).date(),
        key="as_of",
        format="YYYY-MM-DD",
        help="Everything on the page as it was at the end of that day (UTC). Empty: now.",
        on_change=_changed,
        args=(shown, "as_of", lambda: st.session_state["as_of"]),
    )
    if shown.as_of is None:
        return
    st.session_state["as_of_basis"] = shown.as_of_basis.value
    st.segmented_control(
        "By which knowledge",
        [basis.value for basis in AsOfBasis],
        key="as_of_basis",
        required=True,
        format_func=lambda basis: AsOfBasis(basis).label,
        help="\n\n".join(f"**{basis.label}**: {basis.definition}" for basis in AsOfBasis),
        on_change=_changed,
        args=(shown, "as_of_basis", lambda: st.session_state["as_of_basis"]),
    )
    st.button("Back to now", key="back_to_now", on_click=write_filter, args=(shown.but(as_of=None),), width="stretch")


def policy_choice(ledger: Ledger, shown: ClaimFilter) -> None:
    """Which of several claims about one incident make its claimed range."""
    near = ledger.claimants(shown.but(q="", status=(), since=None, until=None, policy=Policy.ENVELOPE.value))
    named = list(dict.fromkeys([*([shown.policy_claimant] if shown.policy_claimant else []), *near]))
    left, right = st.columns(2)
    st.session_state["policy"] = shown.policy_kind.value
    left.selectbox(
        "Selection policy",
        [policy.value for policy in Policy if policy is not Policy.CLAIMANT or named],
        key="policy",
        format_func=lambda policy: Policy(policy).label,
        help="\n\n".join(f"**{policy.label}**: {policy.definition}" for policy in Policy),
        on_change=_changed,
        args=(shown, "policy", lambda: _policy(st.session_state["policy"], named)),
    )
    if shown.policy_claimant:
        st.session_state["policy_claimant"] = shown.policy_claimant
        right.selectbox(
            "Whose figures",
            named,
            key="policy_claimant",
            on_change=_changed,
            args=(shown, "policy", lambda: f"{OF_CLAIMANT}{st.session_state['policy_claimant']}"),
        )


def _policy(word: str, named: Sequence[str]) -> str:
    return f"{OF_CLAIMANT}{named[0]}" if word == Policy.CLAIMANT else word


def _days(shown: ClaimFilter) -> None:
    for name, label in (("since", "From"), ("until", "To")):
        st.session_state[name] = getattr(shown, name)
        st.date_input(
            label,
            value=None,
            min_value="1900-01-01",
            key=name,
            format="YYYY-MM-DD",
            on_change=_changed,
            args=(shown, name, lambda name=name: st.session_state[name]),
        )


def scope_choice(shown: ClaimFilter, scopes: Sequence[Scope]) -> None:
    """What the figures of a timeline cover, as a row of buttons."""
    st.session_state["scope"] = shown.scope[0].value if shown.scope else None
    st.segmented_control(
        "What the figures cover",
        [scope.value for scope in scopes],
        key="scope",
        required=True,
        format_func=lambda scope: COVERED[Scope(scope)],
        help="\n\n".join(f"**{scope.label}**: {scope.definition}" for scope in scopes),
        on_change=_changed,
        args=(shown, "scope", lambda: (st.session_state["scope"],)),
    )


def _search(shown: ClaimFilter) -> None:
    st.session_state["q"] = shown.q
    st.text_input(
        "Search",
        key="q",
        max_chars=LONGEST_SEARCH,
        placeholder="Words, names, addresses, codes",
        icon=":material/search:",
        on_change=_changed,
        args=(shown, "q", lambda: st.session_state["q"]),
    )


def _reset() -> None:
    st.button("Show everything again", on_click=st.query_params.clear, width="stretch")


def _changed(shown: ClaimFilter, name: str, value_of: Callable[[], Any]) -> None:
    """Write the new view to the address, without the parts that the change makes meaningless."""
    changes: dict[str, Any] = dict.fromkeys(RESET_BY.get(name, ()), ())
    changes[name] = value_of()
    if name in ("since", "until"):
        since, until = changes.get("since", shown.since), changes.get("until", shown.until)
        if since and until and since > until:
            changes["since"], changes["until"] = until, since
    write_filter(shown.but(**changes))
