"""How a claim stands to others: its lifecycle, its line of descent, its relations, and the form to add one."""

import re
from typing import Any, Final

import pandas as pd
import streamlit as st

from tracker import charts
from tracker.claims import InvalidClaimError, parse_relation
from tracker.filters import ClaimFilter
from tracker.pages import parts
from tracker.pages.address import moment, plain
from tracker.pages.opened import ledger
from tracker.pages.withdrawing import Places, offer_withdrawal
from tracker.store.proposals import Proposal
from tracker.store.records import ClaimRecord
from tracker.store.writes import NoSuchClaimError
from tracker.vocabulary import ENDS, SEEN_FROM_THE_OTHER, Lifecycle, RelationKind

CODE: Final = re.compile(r"c[a-z0-9]{9}")
SYMMETRICAL: Final = frozenset({RelationKind.CONFLICTS_WITH, RelationKind.SAME_EVENT_OTHER_CLAIMANT})
LONGEST_OFFERED: Final = 90


def show_lifecycle(record: ClaimRecord, relations: pd.DataFrame, wanted: ClaimFilter) -> None:
    """Where the claim stands after what its claimant said later, and by which claim."""
    lifecycle = Lifecycle(record.claim["lifecycle"])
    ended = next((row for row in parts.rows_of(relations) if not row["is_from"] and row["kind"] in ENDS), None)
    if lifecycle is Lifecycle.CURRENT or ended is None:
        st.caption(f"{lifecycle.label}: {lifecycle.definition[:1].lower()}{lifecycle.definition[1:]}")
        return
    since = parts.when(ended["from_stated_at"], ended["from_stated_precision"])
    st.info(f"**{lifecycle.label}** since {since}. {lifecycle.definition}", icon=":material/history_toggle_off:")
    label = f"{SEEN_FROM_THE_OTHER[RelationKind(ended['kind'])]} {_figure(ended, 'from')}"
    link_to_claim(f"{label}: “{plain(ended['from_verbatim'])}”", ended["from_code"], wanted)


def link_to_claim(label: str, code: str, wanted: ClaimFilter) -> None:
    """A way to another claim's page, in the same moment."""
    st.page_link("claims.py", label=label, query_params={"claim": code} | moment(wanted), icon=":material/link:")


def _figure(row: dict[str, Any], end: str) -> str:
    """The range at one end of a relation."""
    return parts.bounds({"low": row[f"{end}_low"], "high": row[f"{end}_high"]})


def show_descent(code: str, wanted: ClaimFilter) -> None:
    """What the claimant said before and after, as a picture and as a table."""
    whole = charts.descent_of(ledger().lineage(code, wanted))
    if not whole.statements:
        return
    descent = charts.around(whole, code)
    st.subheader("Line of descent", anchor=False)
    title = f"What {whole.statements[0].claimant} stated, one after the other"
    figure = charts.lineage(
        descent, shown=code, title=title, source_line=parts.source_line([whole.statements[0].claimant], [])
    )
    words = charts.lineage_in_words(descent)
    st.plotly_chart(figure, key="descent", config=charts.picture_config(filename=f"descent-{code}"), alt=words)
    left_out = len(whole.statements) - len(descent.statements)
    if left_out:
        st.caption(f"The {len(descent.statements)} statements nearest to this claim are drawn; the table has all.")
    with st.expander("The same as a table", icon=":material/table:"):
        st.dataframe(charts.lineage_table(whole), hide_index=True, alt=words)


def show_relations(record: ClaimRecord, relations: pd.DataFrame, wanted: ClaimFilter) -> None:
    """The relations in both directions, what else the claim looks like, and the form."""
    code = record.claim["code"]
    st.subheader("How it stands to other claims", anchor=False)
    if relations.empty:
        st.caption("No relation to another claim is on record.")
    for row in parts.rows_of(relations):
        show_relation(row, wanted)
    if wanted.as_of is None:
        show_proposals(code, ledger().proposals(code))
        show_form(code)


def show_relation(row: dict[str, Any], wanted: ClaimFilter) -> None:
    """One relation as it reads from this claim: what it is, the other claim, and how that is known."""
    kind = RelationKind(row["kind"])
    other = "to" if row["is_from"] else "from"
    stated = parts.when(row[f"{other}_stated_at"], row[f"{other}_stated_precision"])
    with st.container(border=True):
        said, back = st.columns([5, 1], vertical_alignment="center")
        with said:
            words = kind.label if row["is_from"] else SEEN_FROM_THE_OTHER[kind]
            st.markdown(f"**{words}**", help=kind.definition)
            who = plain(row[f"{other}_claimant"])
            label = f"{_figure(row, other)} · {who}, {stated}: “{plain(row[f'{other}_verbatim'])}”"
            link_to_claim(label, row[f"{other}_code"], wanted)
            st.caption(plain(row["note"]))
        if wanted.as_of is None:
            with back:
                offer_withdrawal("relation", row["code"])


def show_proposals(code: str, proposals: list[Proposal]) -> None:
    """What the checks on double counting propose; one press fills in the form."""
    if not proposals:
        return
    with st.expander(f"What it looks like beside other claims ({len(proposals)})", icon=":material/compare_arrows:"):
        st.caption("Worked out from what is on record. Nothing is recorded until somebody does so, with a reason.")
        for place, found in enumerate(proposals):
            _show_proposal(code, found, key=f"propose-{code}-{place}")


def _show_proposal(code: str, found: Proposal, *, key: str) -> None:
    said, take = st.columns([5, 1], vertical_alignment="center")
    bounds = parts.bounds({"low": found.low, "high": found.high})
    about = f"{bounds} · {plain(found.claimant)}, {parts.when(found.stated_at, 'day')}: “{plain(found.verbatim)}”"
    with said:
        st.markdown(f"**{_looks_like(code, found)}**: {plain(found.why)}")
        st.page_link("claims.py", label=about, query_params={"claim": found.code}, icon=":material/link:")
    if found.kind is not None:
        take.button("Fill in", key=key, on_click=fill_in, args=(code, found), help="Put this into the form below.")


def _looks_like(code: str, found: Proposal) -> str:
    if found.kind is None:
        return "Worth a look"
    words = found.kind.label if found.from_claim == code else SEEN_FROM_THE_OTHER[found.kind]
    return f"Looks like: {words.lower()}"


def fill_in(code: str, found: Proposal) -> None:
    """Put a proposal into the form."""
    form = _form_of(code)
    st.session_state.update(
        {
            f"{form}-find": found.code,
            f"{form}-kind": str(found.kind),
            f"{form}-turned": found.from_claim != code,
            f"{form}-open": True,
        }
    )


def _form_of(code: str) -> str:
    """The key of the form; each one that was sent gives way to an empty one."""
    return f"relation-{code}-{st.session_state.get(f'relations-sent-{code}', 0)}"


def show_form(code: str) -> None:
    """The other claim, how the two stand, which of them comes first, and how that is known."""
    form, places = _form_of(code), Places()
    opened = bool(st.session_state.get(f"{form}-open"))
    with st.expander("Add a relation", icon=":material/add_link:", expanded=opened):
        other = choose_other(code, form)
        places.under("from_claim", "to_claim", "")
        left, right = st.columns(2)
        with left:
            kind = RelationKind(
                st.selectbox(
                    "How the two stand",
                    [kind.value for kind in RelationKind],
                    format_func=lambda word: RelationKind(word).label,
                    key=f"{form}-kind",
                    help="\n\n".join(f"**{kind.label}**: {kind.definition}" for kind in RelationKind),
                )
            )
            st.caption(kind.definition)
            places.under("kind")
        with right:
            turned = choose_direction(kind, form)
        note = st.text_input(
            "How that is known (needed)", key=f"{form}-note", placeholder="The ministry said that the number had risen"
        )
        places.under("note")
        by = st.text_input("Your name", value=ledger().settings.recorder, key=f"{form}-by")
        if st.button("Record the relation", key=f"{form}-send", icon=":material/save:"):
            ends = (other, code) if turned else (code, other)
            send(code, {"from_claim": ends[0], "to_claim": ends[1], "kind": kind, "note": note}, by, places)


def choose_other(code: str, form: str) -> str:
    """The code of the other claim: typed, or chosen among those of the same claimant or incident."""
    typed = str(
        st.text_input(
            "The other claim",
            key=f"{form}-find",
            placeholder="Its code, or words to search by",
            help="Words find claims of the same incident or claimant; a code finds every claim.",
        )
        or ""
    ).strip()
    if CODE.fullmatch(typed):
        return typed
    found = ledger().other_claims(code, typed)
    if found.empty:
        st.caption("No other claim of this incident or claimant holds these words; a code finds every claim.")
        return ""
    labels = {row["code"]: _offered(row) for row in parts.rows_of(found)}
    chosen = st.selectbox(
        "Which one", list(labels), index=None, format_func=lambda one: labels.get(one, one), key=f"{form}-other-{typed}"
    )
    return str(chosen or "")


def _offered(row: dict[str, Any]) -> str:
    words = f"{parts.bounds(row)} · {row['claimant']}, {parts.when_short(row['stated_at'], row['stated_precision'])}"
    return f"{words}: {row['verbatim']}"[:LONGEST_OFFERED] + f" ({row['code']})"


def choose_direction(kind: RelationKind, form: str) -> bool:
    """Whether the other claim is the one named first; what stands both ways needs no choice."""
    if kind in SYMMETRICAL:
        return False
    words = {False: f"This claim {kind.label.lower()} the other", True: _passive(kind)}
    return bool(st.radio("Which way", [False, True], format_func=words.__getitem__, key=f"{form}-turned"))


def _passive(kind: RelationKind) -> str:
    return f"This claim {SEEN_FROM_THE_OTHER[kind].lower()} the other"


def send(code: str, fields: dict[str, Any], by: str, places: Places) -> None:
    """Record the relation, or say at its field what is wrong."""
    if not (fields["from_claim"] and fields["to_claim"]):
        places.say(ValueError("choose the other claim, or type its code"), "to_claim")
        return
    try:
        ledger().add_relation(parse_relation(fields), by=by.strip() or ledger().settings.recorder)
    except (InvalidClaimError, NoSuchClaimError) as error:
        places.say(error, "to_claim")
        return
    sent = f"relations-sent-{code}"
    st.session_state.update({sent: st.session_state.get(sent, 0) + 1, "done": "The relation is recorded."})
    st.rerun()
