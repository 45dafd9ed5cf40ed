"""Start the plain pages: ``streamlit run benchmarks/plain/app.py [-- FILE_OR_FOLDER …]``."""

from pathlib import Path

import streamlit as st

from dashboard.app import ROUTES

app = st.App(Path(__file__).with_name("page.py"), routes=ROUTES)
"""The pages of the dashboard with Streamlit's own charts."""
