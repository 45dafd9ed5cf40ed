"""Texts come in one after the other, and nothing is lost where something breaks it off."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace

import pytest

from analysis.documents import read_pasted
from analysis.tables import analyse
from analysis.topics import read_topics
from dashboard.session import columns, texts, uploads
from dashboard.session.texts import Shelf
from dashboard.session.uploads import Source

SERVED = read_pasted("Chad spent $9 million on boats.", "Served")
SHELF = Shelf(analyse([SERVED]))
WORDS = read_topics("mine.toml", b'[boats]\n6 = ["boat~"]\n')


@contextmanager
def _spinner(_: str) -> Iterator[None]:
    yield


@pytest.fixture(autouse=True)
def session(monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """Stand in for the browser session."""
    held: dict[str, object] = {}
    for module in (texts, uploads, columns):
        monkeypatch.setattr(module, "st", SimpleNamespace(session_state=held, spinner=_spinner))
    return held


def files(number: int) -> list[Source]:
    return [
        Source(f"pier{n}.txt", f"Chad spent ${n + 2} million on piers.".encode())
        for n in range(number)
    ]


def read_all(shelf: Shelf = SHELF) -> None:
    held = uploads.reading()
    assert held is not None
    while held.waiting:
        uploads.step(held, shelf)


def lines() -> list[str]:
    return [notice.line for notice in texts.take_notices()]


def test_few_files_are_read_at_once() -> None:
    uploads.receive(files(2))
    uploads.take(SHELF)
    arrival = uploads.arrived()
    assert arrival is not None
    assert arrival.shown == list(texts.added()) == ["pier0", "pier1"]
    assert lines() == ["Your 2 texts were read: 2 figures, shown alone."]
    assert uploads.reading() is None


def test_many_files_wait_until_the_page_is_drawn() -> None:
    uploads.receive(files(5))
    uploads.take(SHELF)
    held = uploads.reading()
    assert held is not None
    assert (len(held.waiting), held.done) == (5, 0)
    assert uploads.arrived() is None
    assert texts.added() == {}
    read_all()
    uploads.arrived()
    assert len(texts.added()) == 5


def test_reading_goes_on_where_it_was_broken_off() -> None:
    uploads.receive(files(4))
    held = uploads.reading()
    assert held is not None
    for _ in range(3):
        uploads.step(held, SHELF)
    uploads.receive([Source("late.txt", b"Chad bought 7 boats.")])
    read_all()
    assert uploads.arrived() is held
    assert list(texts.added()) == ["pier0", "pier1", "pier2", "pier3", "late"]


def test_what_was_read_is_kept_when_the_rest_is_stopped() -> None:
    uploads.receive(files(4))
    held = uploads.reading()
    assert held is not None
    for _ in range(4):
        uploads.step(held, SHELF)
    uploads.stop()
    uploads.arrived()
    assert list(texts.added()) == ["pier0", "pier1"]
    assert lines()[0] == "You stopped. Not read: 2 texts."


def test_files_of_one_name_are_all_shown() -> None:
    one, other = files(2)
    uploads.receive([one, Source(one.name, other.content)])
    read_all()
    arrival = uploads.arrived()
    assert arrival is not None
    assert arrival.shown == list(texts.added()) == ["pier0", "pier0-2"]


def test_a_text_that_is_here_is_shown_and_not_read_again() -> None:
    uploads.receive([SERVED, *files(1), *files(1)])
    read_all()
    arrival = uploads.arrived()
    assert arrival is not None
    assert list(texts.added()) == ["pier0"]
    assert arrival.shown == ["served", "pier0", "pier0"]
    assert "already here" in lines()[0]


def test_topic_words_that_change_meanwhile_hold_for_all_texts() -> None:
    uploads.receive(Source(f"b{n}.txt", f"Chad bought {n + 2} boats.".encode()) for n in range(3))
    held = uploads.reading()
    assert held is not None
    for _ in range(3):
        uploads.step(held, SHELF)
    read_all(Shelf(SHELF.tables, topics=WORDS))
    uploads.arrived()
    topics = {topic for tables in texts.added().values() for topic in tables.figures["topic"]}
    assert topics == {"boats"}
    assert len(texts.added()) == 3


def test_each_file_that_cannot_be_read_is_told_and_the_others_are_read() -> None:
    bad = [Source("empty.txt", b""), Source("a.odt", b"Text"), Source("none.csv", b"")]
    bad.append(Source("header.csv", b"title,text\n"))
    uploads.receive([*bad, *files(1), Source("blank.txt", b" ")])
    read_all()
    uploads.arrived()
    assert list(texts.added()) == ["pier0"]
    assert [failure.name for failure in uploads.failures()] == [
        "empty.txt",
        "a.odt",
        "none.csv",
        "header.csv",
        "blank.txt",
    ]
    uploads.dismiss()
    assert uploads.failures() == []


def test_a_tab_holds_no_more_than_it_can_save(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MOST", 2)
    uploads.receive(files(4))
    read_all()
    uploads.arrived()
    assert len(texts.added()) == 2
    assert len(uploads.failures()) == 2
    assert "newsfigures serve" in uploads.failures()[0].reason


def test_a_table_waits_until_its_columns_are_chosen() -> None:
    content = b"a,b,c\n1,Chad bought 7 boats.,5 May 2025\n2,Chad bought 8 boats.,\n"
    uploads.receive([Source("news.csv", content)])
    assert uploads.reading() is None
    (asked,) = columns.asked()
    assert (asked.rows, asked.header, asked.proposed) == (2, ("a", "b", "c"), None)
    columns.drop(asked.number)
    uploads.read_table(asked.name, asked.content, {"text": "b", "date": "c", "id": ""})
    read_all()
    uploads.arrived()
    assert columns.asked() == ()
    assert [str(one.documents["published"].iloc[0]) for one in texts.added().values()] == [
        "2025-05-05 00:00:00",
        "NaT",
    ]


@pytest.mark.parametrize(
    ("removed", "left"),
    [(["pier1"], ["pier0", "pier2"]), (["pier0", "pier1", "pier2"], []), (["nobody"], None)],
)
def test_texts_that_were_removed_come_back_where_they_stood(
    removed: list[str], left: list[str] | None
) -> None:
    uploads.receive(files(3))
    read_all()
    uploads.arrived()
    before = dict(texts.added())
    texts.remove(removed)
    assert list(texts.added()) == (list(before) if left is None else left)
    texts.put_back(SHELF)
    assert list(texts.added()) == list(before)
    assert all(texts.added()[doc_id] is tables for doc_id, tables in before.items())
    assert texts.removed() is None


def test_a_text_that_was_added_again_is_not_there_twice() -> None:
    uploads.receive(files(1))
    read_all()
    uploads.arrived()
    texts.remove(["pier0"])
    uploads.receive(files(1))
    read_all()
    uploads.arrived()
    texts.put_back(SHELF)
    assert list(texts.added()) == ["pier0"]
