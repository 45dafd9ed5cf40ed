"""The page Compare as a reader handles it."""

from playwright.sync_api import Locator

from tests.browser.explore import Explore


class Compare(Explore):
    """One browser tab on the page Compare."""

    def visit(self, query: str = "") -> None:
        """Open the page at an address."""
        self.page.goto(f"/compare{query}")
        self.settle()

    def table(self, key: str) -> Locator:
        """Return the rows of one block: ``differences_0`` or ``claims_lines``."""
        return self.page.locator(f".st-key-{key} tbody tr")

    def badges(self, key: str) -> list[str]:
        """Return what the rows of a block say first."""
        found = self.table(key).locator(".badge").all_inner_texts()
        return [text.split(" ", 1)[1] for text in found]

    def quote(self, key: str, words: str) -> Locator:
        """Return the first statement of a block with these words."""
        return self.page.locator(f".st-key-{key} button.quote", has_text=words).first

    def chosen(self) -> str:
        """Return the highlighted words of the open text."""
        return self.reader().locator("mark.chosen").inner_text()

    def toggle(self, name: str) -> None:
        """Press a choice of a filter above a block."""
        self.page.get_by_role("button", name=name, exact=True).click()
        self.settle()
