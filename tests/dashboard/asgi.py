"""Ask an app for an address as a server does, without one."""

import asyncio
from collections.abc import MutableMapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from starlette.types import ASGIApp

Message = MutableMapping[str, Any]


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    content: bytes


def answer(app: ASGIApp, address: str, headers: dict[str, str] | None = None) -> Answer:
    """Return what ``app`` answers to a request for ``address``."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    path = {"path": unquote(address), "raw_path": address.encode(), "root_path": ""}
    asgi = {"version": "3.0", "spec_version": "2.4"}
    scope = {
        "type": "http",
        "asgi": asgi,
        "method": "GET",
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in (headers or {}).items()],
        **path,
    }
    with ThreadPoolExecutor(1) as thread:  # the browser tests leave a loop running in the main one
        thread.submit(lambda: asyncio.run(app(scope, receive, send))).result()
    told = {name.decode(): value.decode("latin-1") for name, value in sent[0]["headers"]}
    body = b"".join(message.get("body", b"") for message in sent[1:])
    return Answer(sent[0]["status"], told, body)
