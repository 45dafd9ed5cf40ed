"""What a list says of texts, and what a person may write of them."""

import re
from dataclasses import replace
from datetime import date

import pytest

from dashboard.descriptions import DescriptionError, day_of, entries, found
from tests.dashboard.sample_tables import sample_tables

TABLES = sample_tables()
IDS = TABLES.documents["doc_id"].tolist()


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2025-09-05", date(2025, 9, 5)),
        ("5 September 2025", date(2025, 9, 5)),
        ("Sept. 5, 2025", date(2025, 9, 5)),
        ("17/09/2025", date(2025, 9, 17)),
        ("1800-01-01", date(1800, 1, 1)),
        ("", None),
        (" \n", None),
    ],
)
def test_a_day_is_read_as_it_was_written(written: str, day: date | None) -> None:
    assert day_of(written) == day


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("05/09/2025", "could be two days. Write it as 2025-09-05"),
        ("2025-02-30", "“2025-02-30” is no date"),
        ("soon", "“soon” is no date"),
        ("0005-09-05", "The year 5 cannot be right"),
        ("9999-01-01", "The year 9999 cannot be right"),
        ("<b>", "“<b>” is no date"),
    ],
)
def test_what_is_no_day_is_refused_with_what_to_write(written: str, said: str) -> None:
    with pytest.raises(DescriptionError, match=re.escape(said)):
        day_of(written)


def test_texts_of_the_session_come_first_and_then_the_newest() -> None:
    listed = entries(TABLES, found(TABLES, IDS[:2]), IDS[:2], {})
    assert [entry.doc_id for entry in listed[:2]] == [IDS[1], IDS[0]]
    assert [entry.own for entry in listed] == [True, True] + [False] * (len(IDS) - 2)
    rest = TABLES.documents[~TABLES.documents["doc_id"].isin(IDS[:2])]
    newest = rest.sort_values("published", ascending=False, kind="stable")["doc_id"].tolist()
    assert [entry.doc_id for entry in listed[2:]] == newest


def test_an_entry_says_who_when_how_many_and_where_from() -> None:
    documents = TABLES.documents.assign(title_from="heading", published_from="edited")
    documents.loc[documents.index[-1], ["title_from", "published"]] = ["file name", None]
    tables = replace(TABLES, documents=documents)
    listed = {entry.doc_id: entry for entry in entries(tables, found(tables, []), [], {IDS[0]: 1})}
    first, last = listed[IDS[0]], listed[IDS[-1]]
    total = int(documents["figures"].iloc[0])
    assert first.facts.endswith(f"1 of {total} figures")
    assert first.origin == "Title: heading. Date: edited by you."
    assert last.origin == "Title: file name. No date: leaders and exchange rates are unknown."


def test_no_text_makes_no_entry() -> None:
    none = replace(TABLES, documents=TABLES.documents.head(0))
    assert entries(none, found(none, [], "tariffs"), [], {}) == []


@pytest.mark.parametrize(
    ("words", "number"),
    [("", len(IDS)), ("no such words", 0), ("WEEK tariffs", 1), ("2025 week TARIFFS", 1)],
)
def test_a_text_is_found_by_words_of_its_title(words: str, number: int) -> None:
    assert len(found(TABLES, [], words)) == number
