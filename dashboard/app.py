"""Start the dashboard: ``streamlit run dashboard/app.py [-- FILE_OR_FOLDER …]``."""

from pathlib import Path

import plotly
import streamlit as st
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from dashboard.board import LIBRARY_ROUTE, MAPS_ROUTE, STATIC

HERE = Path(__file__).parent
LIBRARY = Path(plotly.__file__).parent / "package_data"

ROUTES = [
    Mount(LIBRARY_ROUTE, StaticFiles(directory=LIBRARY)),
    Mount(MAPS_ROUTE, StaticFiles(directory=STATIC / "topo", check_dir=False)),
]

app = st.App(HERE / "pages" / "frame.py", routes=ROUTES)
"""The pages, and the script that runs round each of them."""
