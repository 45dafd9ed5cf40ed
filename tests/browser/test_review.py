"""A reviewer's whole way in a real browser, and a server that is killed in the middle of it."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from analysis.reviewing import Journal
from benchmarks.server import free_port, wait_for
from tests.browser.conftest import Guard
from tests.browser.explore import PATIENCE, WATCH
from tests.browser.review import LISTENS, Review
from tests.browser.texts import write_texts

Open = Callable[..., Review]
FIGURES = 13


@pytest.fixture
def review(chromium: Browser, server: str) -> Iterator[Open]:
    """Return a function that opens the page Review in a browser session of its own."""
    guard = Guard()
    contexts = []

    def opened(base: str = server, *, width: int = 1440, height: int = 900) -> Review:
        context = chromium.new_context(
            base_url=base, viewport={"width": width, "height": height}, accept_downloads=True
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        context.add_init_script(WATCH)
        guard.watch(context)
        page = Review(context.new_page())
        page.visit()
        return page

    yield opened
    for context in contexts:
        context.close()
    assert guard.outside == []
    assert guard.errors == []


@pytest.mark.parametrize("width", [1440, 390])
def test_a_reviewers_way_with_keys_alone(review: Open, width: int) -> None:
    page = review(width=width)
    page.expect_progress(f"0 of {FIGURES} reviewed")
    first = page.quote()
    page.key("a")
    page.expect_progress(f"1 of {FIGURES} reviewed: 1 accepted")
    page.key("x")
    page.expect_progress(f"2 of {FIGURES} reviewed: 1 accepted, 1 rejected")
    third = page.quote()
    page.key("s")
    page.expect_not_quote(third)
    page.key("b")
    page.expect_quote(third)
    page.key("z")
    page.expect_progress(f"1 of {FIGURES} reviewed: 1 accepted")
    page.key("z")
    page.expect_progress(f"0 of {FIGURES} reviewed")
    page.expect_quote(first)
    page.key("y")
    page.expect_progress(f"1 of {FIGURES} reviewed: 1 accepted")
    for button in page.page.locator(".st-key-review_keys button").all():
        box = button.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 24
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width


def test_keys_rest_while_a_field_is_typed_in_and_with_other_keys_held(review: Open) -> None:
    page = review()
    note = page.field("Note")
    note.click()
    page.page.keyboard.type("axes, zebras, yes")
    expect(note).to_have_value("axes, zebras, yes")
    page.page.keyboard.press("Enter")
    expect(page.page.locator(".nf-history")).to_contain_text("noted")
    page.expect_progress(f"0 of {FIGURES} reviewed")
    page.page.locator("h1").click()
    page.key("Control+a")
    page.key("Alt+x")
    page.expect_progress(f"0 of {FIGURES} reviewed")


def test_a_key_held_down_or_pressed_too_often_decides_about_one_figure(review: Open) -> None:
    page = review()
    page.page.wait_for_function(LISTENS, arg="a")
    for _ in range(20):
        page.page.keyboard.down("a")  # the same key once more is a repeated one
        page.page.wait_for_timeout(100)
    page.page.keyboard.up("a")
    page.settle()
    page.expect_progress(f"1 of {FIGURES} reviewed: 1 accepted")


def test_a_correction_reaches_charts_table_and_file_and_outlives_a_reload(
    review: Open, tmp_path: Path
) -> None:
    page = review()
    quote = page.quote()
    page.key("e")
    page.field("Who says so").fill("Zoë <b>Zed</b>")
    page.choose("How it stands", "denied")
    page.field("Value").fill("1,2")
    page.press("Keep the correction")
    expect(page.page.locator("[data-testid=stAlert]")).to_contain_text("is no number")
    page.field("Value").fill("12")
    page.press("Keep the correction")
    page.expect_progress(f"1 of {FIGURES} reviewed: 1 corrected")
    page.key("b")
    page.expect_quote(quote)
    assert page.read("How it stands")[1] == "denied"
    page.page.reload()
    page.expect_progress(f"1 of {FIGURES} reviewed: 1 corrected")
    with page.page.expect_download() as coming:
        page.page.get_by_role("button", name="Download 1 decision").click()
    kept = tmp_path / "kept.jsonl"
    coming.value.save_as(kept)
    assert json.loads(kept.read_text())["corrections"]["speaker"]["corrected"] == "Zoë <b>Zed</b>"
    page.go("Explore")
    page.page.goto("/?review=corrected")
    expect(page.page.locator(".nf-count strong")).to_have_text("1")
    with page.page.expect_download() as coming:
        page.page.get_by_role("link", name=f"Download 1 of {FIGURES} figures (CSV)").click()
    coming.value.save_as(tmp_path / "figures.csv")
    rows = (tmp_path / "figures.csv").read_text(encoding="utf-8")
    assert "Zoë <b>Zed</b>" in rows
    assert "review_as_read" in rows
    other = review()
    other.expect_progress(f"0 of {FIGURES} reviewed")
    other.page.locator("[class*=st-key-decisions_upload] input[type=file]").set_input_files(kept)
    other.expect_progress(f"1 of {FIGURES} reviewed: 1 corrected")


def test_a_mark_in_the_text_leads_to_its_figure(review: Open) -> None:
    page = review()
    mark = page.page.locator("#text mark:not(.chosen)").first
    quote = mark.inner_text()
    mark.click()
    page.expect_quote(quote)
    expect(page.page.locator("#text mark.chosen")).to_have_text(quote)


@contextmanager
def desk(texts: Path, file: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Run ``newsfigures serve --review`` until the block ends, or somebody kills it."""
    port = free_port()
    command = [sys.executable, "-m", "analysis", "serve", str(texts), "--port", str(port)]
    process = subprocess.Popen(
        [*command, "--review", str(file)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        url = f"http://127.0.0.1:{port}"
        wait_for(f"{url}/_stcore/health", process)
        yield url, process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def test_decisions_on_disk_outlive_a_killed_server_and_reach_a_second_reviewer(
    review: Open, tmp_path: Path
) -> None:
    texts, file = tmp_path / "texts", tmp_path / "desk.jsonl"
    texts.mkdir()
    write_texts(texts)
    with desk(texts, file) as (url, process):
        ada = review(url)
        ada.key("a")
        ada.expect_progress(f"1 of {FIGURES} reviewed: 1 accepted")
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    with file.open("ab") as torn:
        torn.write(file.read_bytes()[:70])
    with desk(texts, file) as (url, _):
        ada, eve = review(url), review(url)
        ada.expect_progress(f"1 of {FIGURES} reviewed: 1 accepted")
        ada.key("x")
        ada.expect_progress(f"2 of {FIGURES} reviewed: 1 accepted, 1 rejected")
        eve.key("s")
        eve.expect_progress(f"2 of {FIGURES} reviewed: 1 accepted, 1 rejected")
    assert len(Journal(file).news().entries) == 2
    assert file.read_bytes().count(b"\n") == 2
