"""Start the dashboard: ``streamlit run dashboard/app.py [-- FILE_OR_FOLDER …]``."""

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from dashboard import library, offers
from dashboard.board import MAPS_ROUTE, STATIC, library_address
from dashboard.session.warming import warm

HERE = Path(__file__).parent

ROUTES = [
    Route(library.ROUTE, library.hand_out),
    Mount(MAPS_ROUTE, StaticFiles(directory=STATIC / "topo", check_dir=False)),
    Route(offers.ROUTE + "/{token}/{key}", offers.hand_out),
]

app = st.App(
    HERE / "pages" / "frame.py",
    routes=ROUTES,
    middleware=[Middleware(library.Announced, address=library_address)],
    lifespan=warm,
)
"""The pages, and the script that runs round each of them."""
