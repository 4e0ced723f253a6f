"""The public log of every change: who changed what, when and why, and what stood there before."""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode

import streamlit as st

from tracker.changes import (
    PARAMETERS,
    ChangeFilter,
    InvalidChangeFilterError,
    contents,
    differences,
    kind_of_change,
    parse_changes,
    path_of,
)
from tracker.pages.address import OF_STREAMLIT, plain
from tracker.pages.opened import ledger
from tracker.vocabulary import ChangeKind, RecordKind, RelationKind, VerificationStatus

CHANGES_A_PAGE: Final = 20
ANY: Final = "All"
LONGEST: Final = 160
SHOWN: Final = {"no": "Every change", "yes": "Corrections"}
ICONS: Final = {
    ChangeKind.CREATED: ":material/add_circle:",
    ChangeKind.CHANGED: ":material/edit:",
    ChangeKind.REMOVED: ":material/delete:",
}


def read_address() -> ChangeFilter:
    """The changes the address asks for; what it names wrongly is left out, with a note saying so."""
    given = {name: st.query_params.get_all(name) for name in st.query_params if name not in OF_STREAMLIT}
    try:
        return parse_changes(given)
    except InvalidChangeFilterError as error:
        for problem in error.problems:
            st.warning(f"{plain(str(problem))}. It was left out of this view.", icon=":material/link_off:")
        return error.usable


def write_address(wanted: ChangeFilter) -> None:
    """Put a view into the address bar."""
    st.query_params.from_dict({name: value for name, value in wanted.to_pairs().items() if name != "limit"})


def changed(wanted: ChangeFilter, name: str) -> None:
    """Show what a widget asks for, from its first page on."""
    value = st.session_state[f"change-{name}"]
    if name == "corrections":
        value = value == "yes"
    elif name in ("entity", "by"):
        value = {"entity": None, "by": ""}[name] if value in (None, ANY) else value
    asked = wanted.but(**{name: value, "before": None})
    if asked.since and asked.until and asked.since > asked.until:
        asked = asked.but(since=asked.until, until=asked.since)
    write_address(asked)


def filters(wanted: ChangeFilter) -> None:
    """By kind of record, person, day and record."""
    people = list(dict.fromkeys([ANY, *ledger().changers(), *([wanted.by] if wanted.by else [])]))
    with st.sidebar:
        st.subheader("Filter")
        _show("entity", wanted.entity.value if wanted.entity else ANY)
        st.selectbox(
            "Record",
            [ANY, *(kind.value for kind in RecordKind)],
            key="change-entity",
            format_func=lambda word: ANY if word == ANY else RecordKind(word).label,
            help="\n\n".join(f"**{kind.label}**: {kind.definition}" for kind in RecordKind),
            on_change=changed,
            args=(wanted, "entity"),
        )
        _show("by", wanted.by or ANY)
        st.selectbox("Changed by", people, key="change-by", on_change=changed, args=(wanted, "by"))
        _show("code", wanted.code)
        st.text_input(
            "Code of one record",
            key="change-code",
            max_chars=200,
            placeholder="Its whole history",
            on_change=changed,
            args=(wanted, "code"),
        )
        for name, label in (("since", "From"), ("until", "To")):
            _show(name, getattr(wanted, name))
            st.date_input(
                label,
                value=None,
                min_value="1900-01-01",
                key=f"change-{name}",
                format="YYYY-MM-DD",
                on_change=changed,
                args=(wanted, name),
            )
        st.button("Show everything again", on_click=st.query_params.clear, width="stretch")


def _show(name: str, value: Any) -> None:
    st.session_state[f"change-{name}"] = value


def choose_corrections(wanted: ChangeFilter) -> None:
    """Every change, or what corrected something that stood."""
    _show("corrections", "yes" if wanted.corrections else "no")
    st.segmented_control(
        "Show",
        list(SHOWN),
        key="change-corrections",
        required=True,
        format_func=SHOWN.__getitem__,
        help="A correction changes or removes something that stood. What stood there before stays readable.",
        on_change=changed,
        args=(wanted, "corrections"),
    )


# One change


def show_change(change: Mapping[str, Any]) -> None:
    """What was done, by whom, when and why; the fields that differ; the way to the record."""
    kind = kind_of_change(change["before"], change["after"])
    record = RecordKind(change["entity"])
    with st.container(border=True):
        left, right = st.columns([4, 1], vertical_alignment="top")
        left.markdown(
            f"{ICONS[kind]} **{kind.label}: {record.label.lower()}** · {plain(summary(change))}  \n"
            f"{plain(change['reason'])}",
        )
        left.caption(
            f"{change['changed_at']:%Y-%m-%d %H:%M} UTC · {plain(change['changed_by'])} · "
            f"{plain(change['code'])}, version {change['version']}"
        )
        with right:
            show_way(change)
            if kind is not ChangeKind.CHANGED:
                what = "What was recorded" if kind is ChangeKind.CREATED else "What stood there"
                with st.popover(what, type="tertiary"):
                    st.markdown(as_fields(contents(change["after"] or change["before"]) or {}))
        if kind is ChangeKind.CHANGED:
            st.markdown(as_table(differences(change["before"], change["after"])))


def summary(change: Mapping[str, Any]) -> str:
    """The record in a few words of its own."""
    said = contents(change["after"] if change["after"] is not None else change["before"]) or {}
    match change["entity"]:
        case RecordKind.CLAIM:
            text = f"“{said.get('verbatim', '')}” — {said.get('claimant', '')}"
        case RecordKind.ASSESSMENT:
            text = f"{VerificationStatus(said['status']).label}, of claim {said.get('claim', '')}"
        case RecordKind.RELATION:
            kind = RelationKind(said["kind"]).label.lower()
            text = f"{said.get('from_claim', '')} {kind} {said.get('to_claim', '')}"
        case _:
            text = next(
                (str(said[name]) for name in ("name", "title", "responder", "independence") if said.get(name)), ""
            )
    return cut(text)


def cut(value: Any) -> str:
    """A value on one line, not too long."""
    text = " ".join((", ".join(map(str, value)) if isinstance(value, list) else str(value)).split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def as_table(fields: list[tuple[str, Any, Any]]) -> str:
    """The fields that differ, before and after, as a table."""
    rows = [f"| {plain(name)} | {shown(before)} | {shown(after)} |" for name, before, after in fields]
    return "\n".join(["| Field | Before | After |", "|:--|:--|:--|", *rows])


def as_fields(fields: Mapping[str, Any]) -> str:
    """The fields of a record as a table."""
    rows = [f"| {plain(name)} | {shown(value)} |" for name, value in fields.items()]
    return "\n".join(["| Field | Value |", "|:--|:--|", *rows])


def shown(value: Any) -> str:
    """A value in a cell; a dash where nothing is stated."""
    return "–" if value in (None, "", []) else plain(cut(value))


def show_way(change: Mapping[str, Any]) -> None:
    """The link to the record, or to its history where it is gone."""
    page, _, query = path_of(change["entity"], change["code"], change["after"]).partition("?")
    asked = dict(parse_qsl(query))
    if page == "changes":
        st.page_link("changes.py", label="Its history", query_params=asked, icon=":material/history:")
    else:
        st.page_link(f"{page}.py", label="Open", query_params=asked, icon=":material/open_in_new:")


def show_page(wanted: ChangeFilter) -> None:
    """One page of changes, and the ways to older and to the latest ones."""
    found = ledger().changes(wanted.but(limit=CHANGES_A_PAGE + 1))
    if found.empty:
        st.info(
            "No changes match these filters. Change them at the left, or show everything again.",
            icon=":material/filter_alt_off:",
        )
        return
    rows: list[Any] = found.head(CHANGES_A_PAGE).to_dict("records")
    for change in rows:
        show_change(change)
    with st.container(horizontal=True):
        if wanted.before:
            st.button(
                "Latest changes", icon=":material/first_page:", on_click=write_address, args=(wanted.but(before=None),)
            )
        if len(found) > CHANGES_A_PAGE:
            older = wanted.but(before=int(rows[-1]["id"]))
            st.button("Older changes", icon=":material/chevron_right:", on_click=write_address, args=(older,))


def leave(wanted: ChangeFilter) -> None:
    """The feed of what is shown, and the address that reopens the view."""
    pairs = {name: value for name, value in wanted.to_pairs().items() if name != "limit"}
    query = f"?{urlencode(pairs)}" if pairs else ""
    st.link_button(
        "These changes as a feed (JSON)",
        f"/data/changes.json{query}",
        icon=":material/rss_feed:",
        help="Latest first, what was removed included; as many as you ask for with limit, older ones with before.",
    )
    with st.expander("Link", icon=":material/link:"):
        st.caption("This address reopens the view:")
        st.code(f"{ledger().settings.public_url}/changes{query}", language=None, wrap_lines=True)
        st.caption(f"The feed takes the parameters {', '.join(PARAMETERS)}.")


st.title("Changes")
st.caption(
    "Every change to the ledger, the latest first: who changed what, and why. Nothing leaves without a trace: what was "
    "changed or removed is here with what stood there before. A claim's figures are never changed by what its claimant "
    "says later; that is a claim of its own."
)
wanted = read_address()
filters(wanted)
choose_corrections(wanted)
show_page(wanted)
leave(wanted)
st.caption("To report an error, open the claim and use “Put right what was mistyped”; the correction then stands here.")
