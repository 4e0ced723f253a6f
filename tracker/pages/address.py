"""The address bar is where a page's view is kept: what it names is shown, and what is chosen is written there."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlencode

import streamlit as st

from tracker.filters import PARAMETERS, ClaimFilter, InvalidFilterError, parse_filter
from tracker.ledger import Ledger

OF_STREAMLIT: Final = ("embed", "embed_options")
OF_VIEWS: Final = ("by", "y", "share", "measured")
"""How a page shows what a filter lets through; a change of the filter leaves these as they are."""


def read_filter(ledger: Ledger, *, beside: Sequence[str] = ()) -> ClaimFilter:
    """The filter the address names. What it names wrongly is left out, with a note saying so.

    ``beside`` lists the parameters of the page itself, such as ``claim``.
    """
    given = {name: st.query_params.get_all(name) for name in st.query_params if name not in (*beside, *OF_STREAMLIT)}
    wanted, problems = _usable(lambda: parse_filter(given))
    wanted, unknown = _usable(lambda: ledger.resolve(wanted))
    for problem in [*problems, *unknown]:
        st.warning(f"{plain(str(problem))}. It was left out of this view.", icon=":material/link_off:")
    return wanted


def _usable(parse: Callable[[], ClaimFilter]) -> tuple[ClaimFilter, list[Any]]:
    try:
        return parse(), []
    except InvalidFilterError as error:
        return error.usable, error.problems


def write_filter(wanted: ClaimFilter, **beside: str) -> None:
    """Put a view into the address bar; what is at its default is left out."""
    pairs: dict[str, Any] = {name: st.query_params[name] for name in OF_VIEWS if name in st.query_params}
    for name in PARAMETERS:
        value = getattr(wanted, name)
        if value not in ("", (), None) and value != ClaimFilter.model_fields[name].default:
            pairs[name] = [str(one) for one in value] if isinstance(value, tuple) else str(value)
    st.query_params.from_dict(pairs | {name: value for name, value in beside.items() if value})


def moment(wanted: ClaimFilter) -> dict[str, str]:
    """The parameters that keep a link in the moment of this view; none in the present."""
    if wanted.as_of is None:
        return {}
    return {"as_of": wanted.as_of.isoformat(), "as_of_basis": wanted.as_of_basis.value}


def link_to(ledger: Ledger, page: str, wanted: ClaimFilter, **beside: str) -> str:
    """The address that reopens a view, as it is cited; ``beside`` are parameters of the page itself."""
    query = _query(wanted, beside)
    return f"{ledger.settings.public_url}/{page}" + (f"?{query}" if query else "")


def data_link(route: str, wanted: ClaimFilter, **beside: str) -> str:
    """The address of a download beside the pages, from the same filter."""
    query = _query(wanted, beside)
    return f"/data/{route}" + (f"?{query}" if query else "")


def _query(wanted: ClaimFilter, beside: Mapping[str, str]) -> str:
    return "&".join(part for part in (wanted.to_query(), urlencode(beside)) if part)


_MARKDOWN: Final = frozenset("\\`*_{}[]()#+-.!|<>~$:&")


def plain(text: object) -> str:
    """Text from a claim as Markdown that shows exactly that text: never a link, a picture or HTML."""
    folded = " ".join(str(text).split())
    return "".join(f"\\{mark}" if mark in _MARKDOWN else mark for mark in folded)
