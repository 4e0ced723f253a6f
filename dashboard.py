"""The front door: `streamlit run dashboard.py` serves the pages and, beside them, the data routes."""

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

import tracker.pages.drawn
import tracker.pages.filters_panel  # noqa: F401 - loads Plotly and the pages now, not at the first visit
from tracker.kept import set_aside
from tracker.pages.opened import ledger
from tracker.routes import routes

# Streamlit refuses other host names on its own socket; the routes beside it refuse the same ones.
allowed = list(st.get_option("server.allowedHosts") or ["*"])

app = st.App(
    Path(__file__).parent / "tracker" / "pages" / "site.py",
    routes=routes(ledger),
    middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=allowed)],
)

set_aside()  # pandas, Plotly and the pages never become garbage
