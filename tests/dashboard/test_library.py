"""Plotly's file reaches the browser packed, is kept there, and is announced by every page."""

import gzip

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from dashboard import board, library
from tests.dashboard.asgi import answer


def page(_: Request) -> Response:
    return HTMLResponse("<p>a page</p>")


def words(_: Request) -> Response:
    return PlainTextResponse("no page")


ADDRESS = library.ROUTE
APP = Starlette(
    routes=[Route("/", page), Route("/words", words), Route(library.ROUTE, library.hand_out)],
    middleware=[Middleware(library.Announced, address=lambda: ADDRESS)],
)


@pytest.mark.parametrize(("accepted", "encoding"), [("gzip, br", "gzip"), ("identity", None)])
def test_the_file_is_whole_and_may_be_kept(accepted: str, encoding: str | None) -> None:
    got = answer(APP, ADDRESS, {"accept-encoding": accepted})
    content = gzip.decompress(got.content) if encoding else got.content
    assert content == library.FILE.read_bytes()
    assert got.headers.get("content-encoding") == encoding
    assert got.headers["vary"] == "Accept-Encoding"
    assert "immutable" in got.headers["cache-control"]
    assert got.headers["content-type"].startswith("text/javascript")


def test_what_is_packed_is_small_and_the_same() -> None:
    packed = library.packed()
    assert gzip.decompress(packed) == library.FILE.read_bytes()
    assert len(packed) < library.FILE.stat().st_size / 3


@pytest.mark.parametrize(("path", "announced"), [("/", True), ("/words", False)])
def test_pages_announce_the_file(path: str, announced: bool) -> None:
    link = answer(APP, path).headers.get("link", "")
    assert (ADDRESS in link and "rel=preload" in link) is announced


def test_the_address_stands_below_the_path_of_the_app(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(board.st, "get_option", lambda name: "news/figures/")
    assert board.library_address() == f"/news/figures{library.ROUTE}"
