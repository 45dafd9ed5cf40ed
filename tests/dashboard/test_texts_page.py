"""The page Texts: what it lists, asks and says, and what a saved session brings back."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from analysis.documents import read_pasted
from analysis.packaging import Session, read_session, session_bytes
from analysis.schema import Tables
from analysis.selection import NAMES
from dashboard.parts.texts import taking
from dashboard.session import saving, texts
from tests.dashboard.sample_tables import sample_tables
from tests.dashboard.test_app import MINE, count, opened, words

TABLES = sample_tables()
TITLES = TABLES.documents["title"].tolist()
LEADER = "Rishi Sunak pledged $5 billion for harbours, and 12 boats."
TABLE = (
    b"Headline,Day,Body,Visits\n"
    b"Aid <b>rises</b>,2025-06-03,France gave Ukraine 3 billion euros in aid.,900\n"
    b"Tax,soon,Spain raised a tax by 2 percent.,7\n"
)


@pytest.fixture(autouse=True)
def samples(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "shelf", lambda: texts.Shelf(TABLES))


def page_of_texts(query: dict[str, list[str]] | None = None) -> AppTest:
    page = opened(query)
    page.switch_page("texts.py").run()
    assert not page.exception
    return page


def drop(page: AppTest, *files: tuple[str, bytes]) -> AppTest:
    picker = page.main.file_uploader[0]
    picker.set_value([(name, content, "") for name, content in files]).run()
    assert not page.exception
    return page


def press(page: AppTest, key: str) -> AppTest:
    page.button(key=key).click().run()
    assert not page.exception
    return page


def added(page: AppTest) -> dict[str, Tables]:
    held: dict[str, Tables] = page.session_state["added_texts"]
    return held


def said(page: AppTest) -> str:
    alerts = (*page.error, *page.warning, *page.success, *page.info)
    return " ".join(alert.value for alert in alerts).replace("\\", "")


def test_all_texts_are_listed_with_what_is_known_of_them() -> None:
    page = page_of_texts()
    listed = [button.key for button in page.button if button.key.startswith("read_")]
    assert len(listed) == len(TITLES)
    assert not [button for button in page.button if button.key.startswith(("edit_", "remove_"))]
    assert words(page).count("nf-entry") >= len(TITLES)
    assert "nobody else sees it" in " ".join(caption.value for caption in page.caption)


def test_without_any_text_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "shelf", lambda: texts.Shelf(Tables()))
    assert "Drop a file or paste an article above" in said(page_of_texts())


def test_a_table_is_read_by_the_columns_that_are_chosen() -> None:
    page = drop(page_of_texts(), ("news.csv", TABLE))
    assert count(page) == len(TABLES.figures)
    assert [box.value for box in page.selectbox if box.key.startswith("mapping_1_")][:3] == [
        "Body",
        "Headline",
        "Day",
    ]
    assert "&lt;b&gt;rises" in words(page)
    page.selectbox(key="mapping_1_title").select("").run()
    assert "Headline: not read" in words(page)
    press(page, "mapping_1_read")
    assert {tables.documents["title_from"].iloc[0] for tables in added(page).values()} == {
        "row number"
    }
    assert count(page) == 2
    assert "row 3" in said(page)
    assert not [box for box in page.selectbox if box.key.startswith("mapping_")]


def test_a_table_without_a_column_for_the_text_waits_for_one() -> None:
    page = drop(page_of_texts(), ("sums.csv", b"a,b\nx,Chad bought 7 boats.\n"))
    assert page.button(key="mapping_1_read").disabled
    page.selectbox(key="mapping_1_text").select("b").run()
    press(page, "mapping_1_read")
    assert len(added(page)) == 1


def test_a_table_can_be_left_out() -> None:
    page = press(drop(page_of_texts(), ("news.csv", TABLE)), "mapping_1_drop")
    assert not page.selectbox
    assert count(page) == len(TABLES.figures)


def test_what_could_not_be_read_stays_until_it_is_dismissed() -> None:
    files = [(f"pier{n}.txt", f"Chad spent ${n} million.".encode()) for n in range(2, 6)]
    page = drop(page_of_texts(), ("empty.txt", b""), *files, ("<b>.txt", b"\0\1"))
    for _ in range(2):
        assert "empty.txt: the file is empty" in said(page)
        assert "<b>.txt: this is not a text file" in said(page)
        page.run()
    assert len(added(page)) == 4
    assert "empty.txt" not in said(press(page, "dismiss_failures"))


def edit(page: AppTest, doc_id: str, **values: str) -> AppTest:
    press(page, f"edit_{doc_id}")
    for name, value in values.items():
        page.text_input(key=f"new_{name}").set_value(value)
    next(button for button in page.button if button.label == "Save").click().run()
    assert not page.exception
    return page


def test_a_date_that_is_written_resolves_leaders_and_rates() -> None:
    page = drop(page_of_texts({"money": ["In euros"]}), ("boats.txt", LEADER.encode()))
    before = added(page)["boats"]
    assert before.figures["countries"].tolist() == ["", ""]
    edit(page, "boats", day="3 May 2023", source=" The  Gazette ", title="Boats")
    (document,) = added(page)["boats"].documents.to_dict("records")
    assert (document["title"], document["source"]) == ("Boats", "The Gazette")
    assert document["published_from"] == document["title_from"] == "edited"
    assert set(added(page)["boats"].mentions["iso3"]) == {"GBR"}
    assert added(page)["boats"].figures["figure_id"].equals(before.figures["figure_id"])
    press(page, "read_boats")
    assert "3 May 2023" in words(page).split("Converted</dt>")[1].split("</dd>")[0]
    edit(page, "boats", day="2025-11-05")
    assert added(page)["boats"].mentions.empty
    assert "5 Nov 2025" in words(page).split("Converted</dt>")[1].split("</dd>")[0]


@pytest.mark.parametrize("day", ["05/09/2025", "soon", "9999-01-01", "2025-02-30"])
def test_a_bad_date_is_told_and_nothing_is_lost(day: str) -> None:
    page = edit(drop(page_of_texts(), ("boats.txt", LEADER.encode())), "boats", day=day, title="X")
    assert day[:4] in said(page)
    assert page.text_input(key="new_title").value == "X"
    assert added(page)["boats"].documents["title"].iloc[0] == "boats"


def test_removing_and_undoing() -> None:
    page = drop(page_of_texts(), ("a.txt", b"Chad bought 7 boats."), ("b.txt", b"Peru bought 9."))
    press(page, "remove_a")
    assert list(added(page)) == ["b"]
    assert "“a” was removed" in words(page)
    assert page.multiselect(key="document").value == ["b"]
    press(page, "undo_removal")
    assert list(added(page)) == ["a", "b"]
    press(page, "remove_all")
    assert added(page) == {}
    assert count(page) == len(TABLES.figures)
    assert list(added(press(page, "undo_removal"))) == ["a", "b"]


def test_a_title_opens_its_text_whatever_is_chosen() -> None:
    page = page_of_texts({"topic": ["aid"]})
    last = TABLES.documents["doc_id"].iloc[-1]
    press(page, f"read_{last}")
    assert '<p class="nf-text-title">' in words(page)
    assert page.multiselect(key="topic").value == ["aid"]


def test_a_text_can_be_found_by_its_title() -> None:
    page = page_of_texts()
    page.text_input(key="text_search").set_value("week tariffs").run()
    assert len([button for button in page.button if button.key.startswith("read_")]) == 1
    page.text_input(key="text_search").set_value("no such").run()
    assert "No text is called so" in said(page)


SAVED = (*NAMES, "money", "added_texts", "own_topics", "topics_file")
"""What of a session goes into its file."""


def saved_file(page: AppTest, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """Return the file that the button of ``page`` hands out."""
    state = page.session_state
    names = [name for name in SAVED if name in state]
    held = {name: state[name] for name in names}

    class Stand:
        session_state = held

    with monkeypatch.context() as patched:
        for module in (saving, texts, taking.settings, taking.state):
            patched.setattr(module, "st", Stand)
        return saving.file_of(taking.EXTRAS)()


def open_saved(page: AppTest, content: bytes) -> AppTest:
    picker = page.main.file_uploader[1]
    picker.set_value(("mine.zip", content, "application/zip")).run()
    assert not page.exception
    return page


def test_a_saved_session_opens_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    page = drop(page_of_texts(), ("boats.txt", LEADER.encode()), ("b.txt", b"Peru bought 9."))
    page.sidebar.file_uploader[0].set_value(("mine.toml", MINE, "")).run()
    edit(page, "boats", day="3 May 2023", title="Boats <i>")
    page.multiselect(key="topic").select("harbours").run()
    page.radio(key="money").set_value("EUR").run()
    content = saved_file(page, monkeypatch)
    other = open_saved(page_of_texts({"kind": ["money"]}), content)
    assert list(added(other)) == ["boats", "b"]
    for doc_id, tables in added(page).items():
        for name, frame in tables.frames().items():
            assert frame.equals(getattr(added(other)[doc_id], name)), name
    for key in ("topic", "document", "kind"):
        assert other.multiselect(key=key).value == page.multiselect(key=key).value, key
    assert other.radio(key="money").value == "EUR"
    assert count(other) == count(page)
    assert saved_file(other, monkeypatch) == content


def test_a_text_whose_name_is_taken_is_chosen_under_its_new_one() -> None:
    page = drop(page_of_texts(), ("boats.txt", b"Peru bought 9 boats."))
    document = read_pasted("Chad bought 7 boats.", "Boats")
    extras = {"selection": {"document": ["boats"], "figure": ["boats@12"]}}
    open_saved(page, session_bytes(Session((document,), extras)))
    assert list(added(page)) == ["boats", "boats-2"]
    assert page.multiselect(key="document").value == ["boats-2"]
    assert page.multiselect(key="figure").value == ["boats-2@12"]


HOSTILE: list[Any] = [
    {"selection": [1], "topic words": 5},
    {"selection": {"topic": "aid", "search": [5], "since": [None], "money": ["XXX"]}},
    {"selection": {"since": ["0001-01-01"], "until": ["9999-12-31"], "topic": ["<b>"]}},
    {"selection": {"figure": [":", "@"], "sentence": ["x"], "search": ["y" * 5_000]}},
    {"topic words": {"name": "<b>", "toml": "[[["}},
    {"topic words": {"name": [], "toml": {}}},
    {"decisions": {"of": "another version"}},
]


@pytest.mark.parametrize("extras", HOSTILE, ids=str)
def test_a_session_that_asks_for_nonsense_shows_everything(extras: Any) -> None:
    page = open_saved(page_of_texts(), session_bytes(Session((), extras)))
    assert count(page) == len(TABLES.figures)
    assert ("left out" in said(page)) == ("topic words" in extras)


def test_a_file_that_is_no_session_changes_nothing() -> None:
    page = open_saved(page_of_texts({"topic": ["aid"]}), b"PK")
    assert "mine.zip: this is no saved session" in said(page)
    assert page.multiselect(key="topic").value == ["aid"]


def test_what_is_saved_holds_the_texts_as_they_were_read(monkeypatch: pytest.MonkeyPatch) -> None:
    page = drop(page_of_texts(), ("boats.txt", LEADER.encode()))
    session = read_session("mine.zip", saved_file(page, monkeypatch))
    assert [document.text for document in session.documents] == [LEADER]
    assert session.documents[0].title_from == "file name"
    assert session.extras == {"selection": {"document": ["boats"]}}


def test_another_session_holds_none_of_it() -> None:
    page = drop(page_of_texts(), ("boats.txt", LEADER.encode()))
    assert len(added(page)) == 1
    other = page_of_texts()
    assert added(other) == {}
    assert "Sunak" not in words(other)
