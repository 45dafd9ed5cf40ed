"""Hand files to the browser while they are made, each under an address that only its session knows.

Streamlit's own download button makes the whole file in memory and keeps it there for a while. Here
a file is a stream of parts: a table of a million rows needs no more memory than a small one. The
session holds its offers; when it goes, they go, and the address leads nowhere.
"""

import secrets
import weakref
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse

ROUTE = "/take-away"
GONE = (
    "This file is no longer offered: the page was closed or shows something else by now. "
    "Open the page again and press the button once more.\n"
)
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


@dataclass(frozen=True)
class Offer:
    """A file that is made when it is asked for; ``parts`` makes it anew each time."""

    name: str
    media_type: str
    parts: Callable[[], Iterator[bytes]]


@dataclass(frozen=True, eq=False)
class Offers:
    """The files that one view offers, by key, under a name that cannot be guessed."""

    files: Mapping[str, Offer]
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))

    def __post_init__(self) -> None:
        _KNOWN[self.token] = self

    def address(self, key: str, base: str = "") -> str:
        """Return where the file ``key`` is handed out, below the path ``base`` of the app."""
        return f"{base}{ROUTE}/{self.token}/{quote(key, safe='')}"


_KNOWN: "weakref.WeakValueDictionary[str, Offers]" = weakref.WeakValueDictionary()


def offered(token: str, key: str) -> Offer | None:
    """Return the file that an address names, or ``None`` if nobody offers it any more."""
    offers = _KNOWN.get(token)
    return offers.files.get(key) if offers else None


def hand_out(request: Request) -> Response:
    """Answer a request for an offered file."""
    offer = offered(request.path_params["token"], request.path_params["key"])
    if offer is None:
        return PlainTextResponse(GONE, 404, HEADERS)
    named = f"attachment; filename*=UTF-8''{quote(offer.name, safe='')}"
    headers = {**HEADERS, "Content-Disposition": named}
    return StreamingResponse(offer.parts(), headers=headers, media_type=offer.media_type)
