"""Read from a page of AppTest which files its links offer, and take them as a browser would."""

import csv
import html
import io
import re
from urllib.parse import unquote

from streamlit.testing.v1 import AppTest

from dashboard.offers import ROUTE, Offer, offered

_LINK = re.compile(
    r'<a class="nf-download" href="(?P<address>[^"]+)" download>(?P<words>[^<]+)</a>'
)


def links(page: AppTest) -> dict[str, str]:
    """Return the address of each file that the page offers, by what the link says."""
    markup = "\n".join(block.proto.body for block in page.get("html"))
    found = _LINK.finditer(markup)
    return {html.unescape(link["words"]): html.unescape(link["address"]) for link in found}


def offer_at(address: str) -> Offer:
    """Return the file at an address."""
    token, key = address.removeprefix(f"{ROUTE}/").split("/")
    offer = offered(token, unquote(key))
    assert offer is not None
    return offer


def content_of(page: AppTest, label: str) -> bytes:
    """Return the file behind the link that says ``label``."""
    return b"".join(offer_at(links(page)[label]).parts())


def taken(page: AppTest, label: str) -> list[dict[str, str]]:
    """Return the rows of the CSV file behind the link that says ``label``."""
    text = content_of(page, label).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))
