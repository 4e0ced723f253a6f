"""A recipe made on the page: which column is which field."""

from typing import Any, Final, TypeVar

import streamlit as st

from tracker.importing import Look
from tracker.pages.address import plain
from tracker.pages.opened import ledger
from tracker.recipes import InvalidRecipeError, Recipe, make_recipe
from tracker.vocabulary import CountingBasis, Independence, Metric, Scope, Term

Chosen = TypeVar("Chosen", bound=Term)
ALWAYS: Final = "the same in every row"
NOTHING: Final = "–"
NEEDED: Final = {
    "conflict": "Conflict",
    "claimant": "Claimant",
    "affected_party": "Affected party",
    "source_url": "Address of the source",
}
DATES: Final = {
    None: "Found out",
    "day-first": "Day first",
    "month-first": "Month first",
    "excel-serial": "Number of a spreadsheet",
}


def made_by_hand(look: Look) -> Recipe | None:
    """The recipe that the choices give, or None while something is missing; a sentence says what."""
    columns = list(look.columns)
    st.markdown("**Which column is which?**")
    fields: dict[str, Any] = {}
    constants: dict[str, str] = {}
    left, right = st.columns(2)
    for place, (name, label) in enumerate(NEEDED.items()):
        _ask(left if place % 2 == 0 else right, name, label, columns, fields, constants)
    with left:
        day = st.selectbox("Stated on", columns, key="map_stated_at", index=None, placeholder="Choose a column")
        how = st.selectbox("Dates are written", list(DATES), key="map_dates", format_func=lambda form: DATES[form])
        scope = _choose("What the figures cover", Scope, Scope.CUMULATIVE, key="map_scope")
        incident = st.selectbox("Incident", [NOTHING, *columns], key="map_incident")
    with right:
        metric = _choose("Counted", Metric, Metric.KILLED, key="map_metric")
        figure = _ask_figure(columns)
        basis = _choose("How they were counted", CountingBasis, CountingBasis.UNKNOWN, key="map_basis")
        stands = _choose("The claimant is", Independence, Independence.UNKNOWN, key="map_independence")
    key = st.multiselect(
        "A row is the same row as in a later copy of the file when these are the same",
        columns,
        key="map_key",
        default=[day] if day else [],
    )
    name = st.text_input("Name of the recipe", key="map_name", placeholder="district-hospital")
    lacking = [NEEDED[field] for field in NEEDED if field not in fields and not constants.get(field)]
    lacking += [what for what, given in (("Stated on", day), ("the figure", figure), ("Name", name)) if not given]
    if lacking:
        st.caption(f"Still missing: {', '.join(lacking)}.")
        return None
    fields["stated_at"] = {"column": day} | ({"date": how} if how else {})
    if incident != NOTHING:
        fields["incident"] = {"column": incident}
        fields["incident_date"] = fields["stated_at"]
    constants |= {"scope": scope.value, "counting_basis": basis.value, "claimant_independence": stands.value}
    recipe = _checked(
        {
            "name": name.strip(),
            "title": f"{name.strip()}, mapped by hand",
            "recognise": {"columns": columns},
            "key": key or [day],
            "constants": {field: text for field, text in constants.items() if text},
            "fields": fields,
            "claims": [{"id": metric.value, "constants": {"metric": metric.value}, "figure": figure}],
        }
    )
    if recipe and st.button("Keep this recipe for later files", icon=":material/bookmark_add:"):
        st.success(f"Kept as {ledger().keep_recipe(recipe).name}.", icon=":material/check:")
    return recipe


def _checked(parts: dict[str, Any]) -> Recipe | None:
    try:
        return make_recipe(parts)
    except InvalidRecipeError as error:
        for problem in error.problems:
            st.error(plain(problem), icon=":material/error:")
        return None


def _ask(
    place: Any, name: str, label: str, columns: list[str], fields: dict[str, Any], constants: dict[str, str]
) -> None:
    with place:
        chosen = st.selectbox(label, [ALWAYS, *columns], key=f"map_{name}")
        if chosen == ALWAYS:
            constants[name] = st.text_input(f"{label}, in words", key=f"map_{name}_words").strip()
        else:
            fields[name] = {"column": chosen}


def _ask_figure(columns: list[str]) -> dict[str, str] | None:
    kinds = ("One column", "Lowest and highest")
    kind = st.segmented_control("The figure stands in", kinds, key="map_kind", default=kinds[0])
    if kind == kinds[1]:
        low = st.selectbox("Lowest", columns, key="map_low", index=None)
        high = st.selectbox("Highest", columns, key="map_high", index=None)
        return {"low": low, "high": high} if low and high else None
    words = st.selectbox("Column of the figure", columns, key="map_figure", index=None, placeholder="Choose a column")
    return {"words": words} if words else None


def _choose(label: str, kind: type[Chosen], first: Chosen, *, key: str) -> Chosen:
    """One word of a closed list."""
    words = list(kind)
    chosen = st.selectbox(label, words, key=key, format_func=lambda word: word.label, index=words.index(first))
    return chosen or first
