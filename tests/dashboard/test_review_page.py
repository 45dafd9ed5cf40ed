"""The page Review: what it shows, what each button does, and what other pages say then."""

import html
import json
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from analysis.reviewing import (
    ACCEPTED,
    DECIDE,
    REJECTED,
    Entry,
    Journal,
    doubts,
    file_of,
    read_file,
)
from dashboard.reviewing import queue_twin
from dashboard.session import reviews, texts
from tests.analysis.reviewing.review_samples import IDS, TABLES, corrected, decision
from tests.dashboard.test_app import opened, words

QUEUE = doubts(TABLES)["figure_id"].tolist()
TOTAL = len(QUEUE)


@pytest.fixture(autouse=True)
def samples(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "shelf", lambda: texts.Shelf(TABLES))


def review(query: dict[str, list[str]] | None = None) -> AppTest:
    return went(opened(query), "review")


def went(page: AppTest, name: str) -> AppTest:
    page.switch_page(f"{name}.py").run()
    assert not page.exception
    return page


def press(page: AppTest, key: str) -> AppTest:
    page.button(key=key).click().run()
    assert not page.exception
    return page


def decide(page: AppTest, letter: str) -> AppTest:
    return press(page, f"review_{letter}_{current(page)}")


def current(page: AppTest) -> str:
    """Return the figure under review."""
    return next(b.key for b in page.button if b.key.startswith("review_A_"))[len("review_A_") :]


def progress(page: AppTest) -> str:
    found = next(block for block in words(page).split("<p") if "nf-progress" in block)
    return found.split("<strong>")[1].split("</strong>")[0]


def desk(page: AppTest) -> reviews.Desk:
    held: reviews.Desk = page.session_state["review_desk"]
    return held


def test_the_most_doubtful_figure_comes_first_with_its_sentence_and_reasons() -> None:
    page = review()
    assert current(page) == QUEUE[0]
    row = TABLES.figures[TABLES.figures["figure_id"] == QUEUE[0]].iloc[0]
    assert f"<mark>{html.escape(row['quote'])}</mark>" in words(page)
    assert "Doubt " in words(page)
    assert progress(page) == f"0 of {TOTAL} reviewed"
    assert page.dataframe[0].value["figure"].tolist()[0] == row["quote"]


def test_each_key_does_what_it_says() -> None:
    page = review()
    assert [b.proto.shortcut for b in page.button if b.proto.shortcut] == list("axesbzy")
    decide(page, "A")
    assert (current(page), progress(page)) == (QUEUE[1], f"1 of {TOTAL} reviewed: 1 accepted")
    decide(page, "X")
    assert progress(page) == f"2 of {TOTAL} reviewed: 1 accepted, 1 rejected"
    decide(page, "S")
    assert current(page) == QUEUE[3]
    press(page, "review_B")
    assert current(page) == QUEUE[2]
    press(page, "review_Z")
    assert (current(page), progress(page)) == (QUEUE[1], f"1 of {TOTAL} reviewed: 1 accepted")
    press(page, "review_Y")
    assert progress(page) == f"2 of {TOTAL} reviewed: 1 accepted, 1 rejected"


def test_what_is_skipped_comes_again_at_the_end() -> None:
    page = review({"topic": ["aid", "arms"]})
    shown = page.dataframe[0].value
    seen = []
    for _ in range(len(shown) + 1):
        seen.append(current(page))
        decide(page, "S")
    assert seen[0] == seen[-1]
    assert len(set(seen)) == len(shown)


def test_all_reviewed_is_said() -> None:
    page = review({"topic": ["aid"]})
    decide(page, "A")
    assert "Every figure in view is reviewed" in page.info[0].value
    assert "review_Z" in [b.key for b in page.button]


def test_no_figure_in_view_is_said() -> None:
    page = review({"search": ["no such words"]})
    assert any("nothing to review" in info.value for info in page.info)


def correction(page: AppTest, **entered: str) -> AppTest:
    """Open the form, change fields of text or lists, and keep what comes of it."""
    name = current(page)
    decide(page, "E")
    for field, value in entered.items():
        key = f"field_{field}_{name}"
        boxes = [box for box in page.selectbox if box.key == key]
        if boxes:
            boxes[0].select(value)
        else:
            page.text_input(key=key).input(value)
    next(b for b in page.button if b.label == "Keep the correction").click().run()
    assert not page.exception
    return page


def test_a_correction_shows_in_every_page_and_download_with_what_was_read() -> None:
    page = review()
    name = current(page)
    before = TABLES.figures.set_index("figure_id").loc[name]
    correction(page, speaker="Ada", status="denied")
    assert progress(page) == f"1 of {TOTAL} reviewed: 1 corrected"
    went(page, "explore")
    shown = page.dataframe[0].value
    row = shown[shown["review"] == "corrected"].iloc[0]
    assert (row["speaker"], row["status"]) == ("Ada", "denied")
    assert "→ denied" in row["review_corrections"]
    exported = page.session_state["view"].export("figures").frame().set_index("figure_id").loc[name]
    assert json.loads(exported["review_as_read"]) == {
        "status": before["status"],
        "speaker": before["speaker"],
    }
    went(page, "review")
    press(page, "review_Z")
    went(page, "explore")
    assert "review" not in page.dataframe[0].value
    pd.testing.assert_frame_equal(page.session_state["view"].tables.figures, TABLES.figures)


def test_a_correction_with_a_fault_stays_open_as_it_was_typed() -> None:
    page = review()
    name = current(page)
    correction(page, value="1,2")
    assert "is no number" in page.error[0].value.replace("\\", "")
    assert page.text_input(key=f"field_value_{name}").value == "1,2"
    page.text_input(key=f"field_value_{name}").input("12")
    next(b for b in page.button if b.label == "Keep the correction").click().run()
    assert not page.error
    assert progress(page).endswith("1 corrected")


def test_a_correction_of_nothing_says_so() -> None:
    page = correction(review())
    assert "Nothing differs" in page.error[0].value.replace("\\", "")
    next(b for b in page.button if b.label == "Cancel").click().run()
    assert not page.error


def test_a_correction_out_of_the_filter_leaves_the_view_in_peace() -> None:
    page = review({"topic": ["aid"]})
    correction(page, topic="arms")
    assert not page.exception
    held = desk(page)
    assert [one.verdict for one in held.ledger.standing()] == ["corrected"]


def test_a_note_is_kept_alone_and_with_a_decision() -> None:
    page = review()
    name = current(page)
    page.text_input(key=f"note_{name}_0").input("ask the <b>ministry</b>").run()
    assert progress(page) == f"0 of {TOTAL} reviewed"
    decide(page, "A")
    assert desk(page).sorted.fitting[name].note == "ask the <b>ministry</b>"
    assert "ministry</b>" not in words(page)


def test_rejected_figures_can_be_left_out_everywhere() -> None:
    page = decide(review(), "X")
    press(page, "without_rejected")
    assert page.multiselect(key="review").value == ["open", "accepted", "corrected"]
    went(page, "explore")
    assert len(page.session_state["view"].shown.figures) == TOTAL - 1


def test_decisions_are_a_file_that_can_be_opened_again() -> None:
    page = decide(decide(review(), "A"), "X")
    content = reviews.kept_file(desk(page))
    assert len(read_file(content)) == 2
    other = review()
    picker = next(one for one in other.main.file_uploader if "decisions" in one.label)
    picker.set_value(("mine.jsonl", content, "")).run()
    assert progress(other) == f"2 of {TOTAL} reviewed: 1 accepted, 1 rejected"
    assert reviews.kept_file(desk(other)) == content


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"Dear editor\n", "line 1: not a line of JSON"), (b'{"a": 1}\n', "line 1: not a decision")],
)
def test_a_file_of_something_else_changes_nothing_and_is_said(content: bytes, said: str) -> None:
    page = decide(review(), "A")
    picker = next(one for one in page.main.file_uploader if "decisions" in one.label)
    picker.set_value(("other.jsonl", content, "")).run()
    assert said in page.error[0].value.replace("\\", "")
    assert progress(page) == f"1 of {TOTAL} reviewed: 1 accepted"


def test_decisions_of_a_changed_text_are_set_aside_and_said() -> None:
    made = decision(IDS[0], ACCEPTED)
    changed = replace(made, target=replace(made.target, sha256="f" * 64))
    page = review()
    picker = next(one for one in page.main.file_uploader if "decisions" in one.label)
    picker.set_value(("old.jsonl", file_of([changed]), "")).run()
    assert progress(page) == f"0 of {TOTAL} reviewed"
    assert any("1 decision set aside" in one.label for one in page.expander)
    assert len(read_file(reviews.kept_file(desk(page)))) == 1, "set aside, not lost"


@pytest.fixture
def journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "desk.jsonl"
    monkeypatch.setattr(texts, "given_review", lambda _: path)
    return path


def test_two_reviewers_see_each_other_and_what_they_disagree_about(journal: Path) -> None:
    ada, eve = review(), review()
    decide(ada, "A")
    assert len(Journal(journal).news().entries) == 1
    eve.run()
    assert progress(eve) == f"1 of {TOTAL} reviewed: 1 accepted"
    eve.session_state["review_walk"].show(QUEUE[0])
    eve.run()
    decide(eve, "X")
    ada.run()
    said = " ".join(warning.value for warning in ada.warning).replace("\\", "")
    assert "decided otherwise than you" in said
    assert progress(ada) == f"1 of {TOTAL} reviewed: 1 rejected"
    assert [entry.decision.verdict for entry in Journal(journal).news().entries] == [
        ACCEPTED,
        REJECTED,
    ]
    press(ada, "review_Z")
    said = " ".join(warning.value for warning in ada.warning).replace("\\", "")
    assert "decided again by another reviewer" in said
    assert progress(ada) == f"1 of {TOTAL} reviewed: 1 rejected"


def test_a_decision_made_while_somebody_looked_is_said_to_them(journal: Path) -> None:
    ada, eve = review(), review()
    decide(ada, "A")
    decide(eve, "X")
    said = " ".join(warning.value for warning in eve.warning).replace("\\", "")
    assert "while you looked at it" in said
    assert progress(eve) == f"1 of {TOTAL} reviewed: 1 rejected"


def test_decisions_outlive_the_session(journal: Path) -> None:
    Journal(journal).write([Entry("before", DECIDE, corrected(QUEUE[0], about="harbours"))])
    page = review()
    assert progress(page) == f"1 of {TOTAL} reviewed: 1 corrected"
    assert "desk\\.jsonl" in " ".join(block.value for block in page.main.markdown)


def test_a_file_that_goes_away_is_said_and_nothing_is_lost(journal: Path) -> None:
    page = decide(review(), "A")
    journal.unlink()
    decide(page, "X")
    assert "no such file" in " ".join(error.value for error in page.error).replace("\\", "")
    assert progress(page) == f"1 of {TOTAL} reviewed: 1 accepted"


def test_the_queue_can_be_read_as_a_table_with_its_headings() -> None:
    page = review()
    assert page.get_by_key("twin_review_queue").label == "As a table"
    shown = page.dataframe[0].value
    twin = queue_twin(shown)
    assert list(twin) == ["Figure", "Doubt", "Review", "Why", "What it measures"]
    assert twin["Figure"].tolist() == shown["figure"].tolist()
    assert twin["Doubt"].tolist() == [f"{doubt}%" for doubt in shown["doubt"]]
