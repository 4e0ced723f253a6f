"""The front door: `streamlit run dashboard.py` serves the pages and, beside them, the data routes."""

import gc
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

import tracker.charts  # noqa: F401 - loads Plotly now, not at the first visit
from tracker.pages.opened import ledger
from tracker.routes import routes

# Streamlit refuses other host names on its own socket; the routes beside it refuse the same ones.
allowed = list(st.get_option("server.allowedHosts") or ["*"])

app = st.App(
    Path(__file__).parent / "tracker" / "pages" / "site.py",
    routes=routes(ledger),
    middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=allowed)],
)

# Streamlit collects garbage after every page run. What start-up allocated (pandas, Plotly) never becomes
# garbage; setting it aside makes each of those collections several times cheaper.
gc.collect()
gc.freeze()
