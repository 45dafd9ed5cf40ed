"""The page Review as a reviewer handles it: keys, the form, the file of decisions."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.explore import HOVER, REST

AT_REST = """(rest) => {
  const app = document.querySelector("[data-testid=stApp]");
  return app?.dataset.testScriptState === "notRunning"
    && document.querySelector(".nf-end")
    && window.heardAt >= window.askedAt
    && performance.now() - window.changedAt > rest;
}"""


LISTENS = "(key) => window.hotkeys?.getAllKeyCodes().some((one) => one.shortcut === key)"


class Review:
    """One browser tab on the page Review."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def visit(self, query: str = "") -> None:
        """Open the page at an address."""
        self.page.goto(f"/review{query}")
        self.settle()

    def settle(self) -> None:
        """Wait until the script has run and nothing changes any more."""
        self.page.wait_for_timeout(HOVER)
        self.page.wait_for_function(AT_REST, arg=REST)

    def key(self, name: str) -> None:
        """Press a key of the keyboard; a letter, once a button listens to it.

        On a busy machine the buttons begin to listen some time after they are drawn.
        """
        if len(name) == 1:
            self.page.wait_for_function(LISTENS, arg=name)
        self.page.keyboard.press(name)
        self.settle()

    def go(self, title: str) -> None:
        """Go to another page by the navigation, as the width offers it."""
        self.page.get_by_role("link", name=title, exact=True).first.click()
        self.settle()

    def progress(self) -> str:
        """Return the line that says how far the review has come."""
        return self.page.locator(".nf-progress strong").inner_text()

    def quote(self) -> str:
        """Return the figure under review as its sentence marks it."""
        return self.page.locator(".nf-context mark").inner_text()

    def verdict(self) -> str:
        """Return what was decided about the figure under review."""
        return self.page.locator(".nf-verdict").inner_text()

    def read(self, column: str) -> list[str]:
        """Return what a column says as read and, where there is one, as corrected."""
        row = self.page.locator(".nf-columns tr", has=self.page.get_by_text(column, exact=True))
        return [cell.strip() for cell in row.locator("td").all_inner_texts()]

    def field(self, name: str) -> Locator:
        """Return a field of the form, or of the page."""
        return self.page.locator("[data-testid=stMain]").get_by_label(name, exact=True).first

    def choose(self, field: str, option: str) -> None:
        """Choose one of a list."""
        form = self.page.locator("[data-testid=stForm]")
        form.get_by_role("combobox", name=field, exact=True).click()
        self.page.keyboard.type(option)
        self.page.get_by_role("option", name=option, exact=True).click()

    def press(self, name: str) -> None:
        """Press a button."""
        self.page.get_by_role("button", name=name).first.click()
        self.settle()

    def expect_progress(self, line: str) -> None:
        """Fail unless the progress comes to be as said."""
        expect(self.page.locator(".nf-progress strong")).to_have_text(line)
        self.settle()

    def expect_quote(self, quote: str) -> None:
        """Fail unless that figure comes to be the one under review."""
        expect(self.page.locator(".nf-context mark")).to_have_text(quote)
        self.settle()

    def expect_not_quote(self, quote: str) -> None:
        """Fail unless another figure comes to be the one under review."""
        expect(self.page.locator(".nf-context mark")).not_to_have_text(quote)
        self.settle()
