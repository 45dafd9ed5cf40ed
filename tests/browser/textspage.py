"""The page Texts as a reader handles it."""

from pathlib import Path

from playwright.sync_api import Locator, expect

from tests.browser.explore import PICKER, Explore


class TextsPage(Explore):
    """One browser tab on the page Texts."""

    def visit(self, query: str = "") -> None:
        """Open the page at an address."""
        self.page.goto(f"/texts{query}")
        self.settle()

    def drop(self, *files: Path) -> None:
        """Drop files into the place for texts, and wait until all are read."""
        self.start_dropping(*files)
        self.page.locator(".st-key-reading").wait_for(state="detached")
        self.settle()

    def start_dropping(self, *files: Path) -> None:
        """Drop files into the place for texts, and wait until the page has taken them."""
        self.hand_in(self.page.locator(PICKER).first, *files)

    def open_saved(self, file: Path) -> None:
        """Drop a saved session into its place."""
        self.hand_in(self.page.locator("input[type=file][accept*='.zip']"), file)
        self.settle()

    def save(self, button: str, file: Path) -> None:
        """Press the button that saves the session, and keep what it hands out as ``file``."""
        with self.page.expect_download() as coming:
            self.page.get_by_role("button", name=button).click()
        coming.value.save_as(file)

    def titles(self) -> list[str]:
        """Return the titles of the list, from top to bottom."""
        return self.page.locator("[class*=st-key-read_] button p").all_inner_texts()

    def entry(self, title: str) -> Locator:
        """Return the part of the list that tells of one text."""
        shown = self.page.locator("[class*=st-key-read_]", has_text=title)
        return self.page.locator("[class*=st-key-text_]").filter(has=shown).last

    def act(self, title: str, button: str) -> None:
        """Press a button of one text."""
        self.entry(title).get_by_role("button", name=button, exact=False).click()
        self.settle()

    def describe(self, title: str, **values: str) -> None:
        """Open the form of a text, write into the fields and save it."""
        if not self.entry(title).get_by_label("Publisher").count():
            self.act(title, "Edit")
        for label, value in values.items():
            self.entry(title).get_by_label(label, exact=True).fill(value)
        self.entry(title).get_by_role("button", name="Save").click()
        self.settle()

    def expect_message(self, words: str) -> None:
        """Wait until the page says something."""
        said = self.page.locator("[data-testid=stAlert]").filter(has_text=words)
        expect(said.first).to_be_visible()
