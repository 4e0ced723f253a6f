"""The list of pages, and what stands around each of them."""

from pathlib import Path

import streamlit as st

from tracker.csv_files import InvalidFileError
from tracker.pages import opened, playing
from tracker.store.database import StoreError

HERE = Path(__file__).parent

st.set_page_config(page_title="Casualty-claim tracker", page_icon=":material/query_stats:", layout="wide")

page = st.navigation(
    {
        "": [
            st.Page(HERE / "timeline.py", title="Timeline", icon=":material/show_chart:", default=True),
            st.Page(HERE / "incidents.py", title="Incidents", icon=":material/place:", url_path="incidents"),
            st.Page(HERE / "claims.py", title="Claims", icon=":material/list:", url_path="claims"),
        ],
        "Overviews": [
            st.Page(HERE / "compare.py", title="Compare", icon=":material/grid_view:", url_path="compare"),
            st.Page(HERE / "claimants.py", title="Claimants", icon=":material/groups:", url_path="claimants"),
            st.Page(
                HERE / "verification.py", title="Verification", icon=":material/checklist:", url_path="verification"
            ),
        ],
        "Work on the ledger": [
            st.Page(HERE / "add_claim.py", title="Add a claim", icon=":material/add:", url_path="add_claim"),
            st.Page(HERE / "import_claims.py", title="Import", icon=":material/upload_file:", url_path="import_claims"),
            st.Page(HERE / "assess.py", title="Assess", icon=":material/rule:", url_path="assess"),
        ],
        "About": [
            st.Page(HERE / "changes.py", title="Changes", icon=":material/history:", url_path="changes"),
            st.Page(HERE / "about.py", title="About the data", icon=":material/info:", url_path="about"),
        ],
    },
    position="hidden" if st.context.is_embedded else "top",
)

try:
    opened.ledger()
    playing.stop_unless_on(page.title)
    page.run()
except StoreError as error:
    st.error(f"The ledger cannot be used: {error}.", icon=":material/database_off:")
except InvalidFileError as error:
    st.error("The shipped records cannot be read; the store was left empty.")
    st.code("\n".join(error.problems[:20]), language=None)
