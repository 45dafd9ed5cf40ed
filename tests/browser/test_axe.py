"""axe-core finds nothing serious or critical on any page, in either theme."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import Open

PAGES = (
    "",
    "money?tab=Money",
    "money?tab=Pledges",
    "money?tab=Tariffs",
    "tone",
    "compare",
    "review",
    "texts",
    "method",
)
GRAVE = ("serious", "critical")


def faults(response: dict[str, Any]) -> list[str]:
    """Return each serious or critical fault with the first elements that have it."""
    return [
        f"{fault['id']}: {[node['html'] for node in fault['nodes'][:3]]}"
        for fault in response["violations"]
        if fault["impact"] in GRAVE
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_shuts_anybody_out(explore: Open, scheme: str) -> None:
    page = explore(scheme=scheme)
    found = {}
    for address in PAGES:
        page.visit(address)
        found[address] = faults(Axe().run(page.page).response)
    assert found == {address: [] for address in PAGES}


def test_a_fault_is_found(explore: Open) -> None:
    page = explore()
    page.page.evaluate("document.querySelector('.nf-count').innerHTML = '<img src=\"data:,\">'")
    assert any(fault.startswith("image-alt") for fault in faults(Axe().run(page.page).response))
