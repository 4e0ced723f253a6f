"""The method in plain words, what every word means, and every column of the files."""

from pathlib import Path

import pandas as pd
import streamlit as st

from tracker.data_dictionary import columns, words
from tracker.pages.opened import ledger
from tracker.series import MEASURES
from tracker.vocabulary import VerificationStatus

METHOD = Path(__file__).parent.parent / "method.md"

st.title("About the data")
st.markdown(METHOD.read_text(encoding="utf-8"))

st.header("What the statuses mean")
counts = ledger().statuses(ledger().everything)
st.dataframe(
    pd.DataFrame(
        [(status.label, counts.get(status, 0), status.definition) for status in VerificationStatus],
        columns=["Status", "Claims", "Definition"],
    ),
    hide_index=True,
    alt="Every status, how many claims have it, and its definition",
)

st.header("Data dictionary")
st.caption("One header serves for download and import. An empty cell means not stated, never zero.")
dictionary = pd.DataFrame(columns())
dictionary["words"] = [", ".join(found) if isinstance(found, list) else "" for found in dictionary["words"]]
dictionary["needed"] = ["yes" if needed else "" for needed in dictionary["needed"]]
st.dataframe(
    dictionary,
    hide_index=True,
    alt="Every column of the claims file",
    column_config={"meaning": st.column_config.TextColumn(width="large")},
)
st.link_button("Dictionary (JSON)", "/data/dictionary.json", icon=":material/download:")

st.header("What the numbers mean")
st.caption("Each measure as it is computed, and how it is easily misread.")
st.dataframe(
    pd.DataFrame(
        [(measure.title, measure.definition, measure.trap) for measure in MEASURES.values()],
        columns=["Measure", "Definition", "How it is misread"],
    ),
    hide_index=True,
    row_height=80,
    alt="Every measure, its definition, and how it is misread",
    column_config={
        "Definition": st.column_config.TextColumn(width="large"),
        "How it is misread": st.column_config.TextColumn(width="large"),
    },
)

st.header("Every word of every list")
for name, terms in words().items():
    with st.expander(name):
        st.dataframe(pd.DataFrame(terms), hide_index=True, alt=f"The words of {name}")
