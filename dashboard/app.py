"""Start the dashboard: ``streamlit run dashboard/app.py [-- FILE_OR_FOLDER …]``."""

from pathlib import Path

import plotly
import streamlit as st
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from dashboard import offers
from dashboard.board import LIBRARY_ROUTE, MAPS_ROUTE, STATIC
from dashboard.session.warming import warm

HERE = Path(__file__).parent
LIBRARY = Path(plotly.__file__).parent / "package_data"

ROUTES = [
    Mount(LIBRARY_ROUTE, StaticFiles(directory=LIBRARY)),
    Mount(MAPS_ROUTE, StaticFiles(directory=STATIC / "topo", check_dir=False)),
    Route(offers.ROUTE + "/{token}/{key}", offers.hand_out),
]

app = st.App(HERE / "pages" / "frame.py", routes=ROUTES, lifespan=warm)
"""The pages, and the script that runs round each of them."""
