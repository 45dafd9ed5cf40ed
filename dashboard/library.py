"""Hand Plotly's own file, out of the installed package, to the browser: early, packed, and once.

It is the largest thing that a page needs. A browser learns of it with the page itself rather than
from the first chart, gets it packed without being packed anew for each reader, and keeps it: its
address names its version.
"""

import gzip
from collections.abc import Callable
from functools import cache
from pathlib import Path

import plotly
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

FILE = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
ROUTE = f"/plotly/{plotly.__version__}/{FILE.name}"
LEVEL = 6
"""How hard the file is packed: level 9 takes twice as long for one hundredth less."""


def hand_out(request: Request) -> Response:
    """Answer a request for the file, packed for whoever takes it so."""
    headers = {"Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding"}
    body = FILE.read_bytes
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        headers["Content-Encoding"] = "gzip"
        body = packed
    return Response(body(), headers=headers, media_type="text/javascript")


@cache
def packed() -> bytes:
    """Return the file packed by gzip."""
    return gzip.compress(FILE.read_bytes(), LEVEL, mtime=0)


class Announced:
    """Middleware that names the file in the header of every page, so that it is fetched at once.

    ``address`` returns where the file is.
    """

    def __init__(self, app: ASGIApp, address: Callable[[], str]) -> None:
        self._app = app
        self._address = address

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request as the app does."""

        async def announce(message: Message) -> None:
            if message["type"] == "http.response.start":
                kind = Headers(raw=message["headers"]).get("content-type", "")
                if kind.startswith("text/html"):
                    link = f"<{self._address()}>; rel=preload; as=script"
                    MutableHeaders(raw=message["headers"]).append("Link", link)
            await send(message)

        await self._app(scope, receive, announce if scope["type"] == "http" else send)
