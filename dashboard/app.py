"""Start the dashboard: ``streamlit run dashboard/app.py [-- FILE_OR_FOLDER …]``."""

from pathlib import Path

import plotly
import streamlit as st
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from dashboard.board import LIBRARY_ROUTE

LIBRARY = Path(plotly.__file__).parent / "package_data"

app = st.App(
    Path(__file__).with_name("main.py"),
    routes=[Mount(LIBRARY_ROUTE, StaticFiles(directory=LIBRARY))],
)
