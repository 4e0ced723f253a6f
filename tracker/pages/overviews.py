"""Pieces that the overview pages share: choices kept in the address, what a measure means, what leaves the page."""

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd
import streamlit as st

from tracker import __version__
from tracker.exports import Content
from tracker.filters import ClaimFilter
from tracker.pages import parts
from tracker.pages.address import data_link, plain
from tracker.pages.opened import ledger
from tracker.series import MEASURES
from tracker.vocabulary import AsOfBasis

NOTHING: Final = "No claims match these filters. Change them at the left, or show everything again."


def chosen(name: str, options: Mapping[str, str], label: str, *, help_text: str | None = None) -> str:
    """One of several ways to show the page, kept in the address; the first of ``options`` is the default."""
    default = next(iter(options))
    given = st.query_params.get(name, default)
    if given not in options:
        words = ", ".join(options)
        st.warning(
            f"{name}: {plain(given[:80])} is not one of {plain(words)}. It was left out of this view.",
            icon=":material/link_off:",
        )
        given = default
    st.session_state[f"view-{name}"] = given
    st.segmented_control(
        label,
        list(options),
        key=f"view-{name}",
        required=True,
        format_func=options.__getitem__,
        help=help_text,
        on_change=_write,
        args=(name, default),
    )
    return given


def _write(name: str, default: str) -> None:
    value = st.session_state[f"view-{name}"]
    if value == default:
        st.query_params.pop(name, None)
    else:
        st.query_params[name] = value


def explain(*names: str, label: str = "What these numbers mean") -> None:
    """The definition of each measure and how it is easily misread, one click away."""
    with st.popover(label, icon=":material/help:"):
        for name in names:
            measure = MEASURES[name]
            st.markdown(f"**{plain(measure.title)}**. {plain(measure.definition)}")
            st.caption(plain(measure.trap))


def source_of(wanted: ClaimFilter, *more: str) -> str:
    """What stands at the foot of a picture: what it is of, the day whose state it shows, who compiled it and when."""
    said = []
    for label, values in (
        ("Conflict", wanted.conflict),
        ("Affected party", wanted.affected_party),
        ("Claimants", wanted.claimant),
        ("Counted", [word.label for word in wanted.metric]),
        ("People", [word.label for word in wanted.population]),
    ):
        if values:
            said.append(f"{label}: {'; '.join(values[:4])}{' and more' if len(values) > 4 else ''}.")
    if wanted.since or wanted.until:
        said.append(f"Claims from {wanted.since or 'the first'} to {wanted.until or 'the last'}.")
    if wanted.as_of:
        said.append(f"State as of {wanted.as_of}, {AsOfBasis(wanted.as_of_basis).label.lower()}.")
    compiled = f"Compiled in the casualty-claim tracker {__version__}, as of {parts.as_of_now()}."
    return " ".join([*said, *more, compiled])


def download(label: str, route: str, wanted: ClaimFilter, *, rows: int, **beside: str) -> None:
    """A button to the route that holds exactly the rows shown."""
    st.link_button(
        label,
        data_link(route, wanted, **beside),
        icon=":material/download:",
        help=f"Exactly the {rows:,} rows shown, with every column.",
    )


def table_twin(rows: pd.DataFrame, *, alt: str) -> None:
    """The rows a picture draws, as a table."""
    with st.expander(f"The {len(rows):,} rows of this chart as a table", icon=":material/table:"):
        st.dataframe(rows, hide_index=True, lazy=True, alt=alt)


def link_and_citation(page: str, wanted: ClaimFilter, *, content: Content, **beside: str) -> None:
    """The address that reopens the view, and the words to cite it by; ``content`` is what its download holds."""
    credited = ledger().credits(wanted).in_words
    parts.under_chart(ledger(), page, wanted, citing=credited, content=content, beside=beside)


def say_nothing_matches(sentence: str = NOTHING) -> None:
    """The empty state."""
    st.info(sentence, icon=":material/filter_alt_off:")


def in_columns(rows: list[dict[str, Any]], names: Mapping[str, str]) -> pd.DataFrame:
    """Some columns of rows under printed names, in this order."""
    return pd.DataFrame([[row[name] for name in names] for row in rows], columns=list(names.values()))
