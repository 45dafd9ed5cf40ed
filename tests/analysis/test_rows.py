import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import analyse
from analysis.documents import (
    Columns,
    Description,
    Failure,
    description_of,
    edited,
    proposed_columns,
    read_documents,
    read_file,
    read_header,
    read_pasted,
    rows,
)
from analysis.documents.days import day_stands_first, read_day
from analysis.model import Document
from analysis.tables import documents_of

CASES = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "rows.toml").read_text(encoding="utf-8")
)
DATES = [(written, case.get("day")) for case in CASES["date"] for written in case["written"]]


@pytest.mark.parametrize("case", CASES["proposal"], ids=lambda case: " ".join(case["header"]))
def test_columns_are_proposed_by_their_names(case: dict[str, object]) -> None:
    expected = Columns(**case["columns"]) if "columns" in case else None
    assert proposed_columns(case["header"]) == expected


@pytest.mark.parametrize(("written", "day"), DATES)
def test_dates_of_columns(written: str, day: date | None) -> None:
    assert read_day(written) == day


@given(st.text())
def test_no_text_breaks_the_reading_of_dates(written: str) -> None:
    assert read_day(written) is None or isinstance(read_day(written), date)


@pytest.mark.parametrize(
    ("column", "first", "day"),
    [
        (["05/09/2025", "17/09/2025"], True, date(2025, 9, 5)),
        (["05/09/2025", "09/17/2025"], False, date(2025, 5, 9)),
        (["05/09/2025", "soon"], None, None),
        (["05/09/2025", "17/09/2025", "09/17/2025"], None, None),
        (["05/05/2025"], None, date(2025, 5, 5)),
    ],
)
def test_the_order_of_a_column_is_told_by_its_dates(
    column: list[str], first: bool | None, day: date | None
) -> None:
    assert day_stands_first(column) is first
    assert read_day(column[0], day_first=first) == day


@pytest.mark.parametrize("case", CASES["table"], ids=lambda case: case["content"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_tables_give_a_document_for_each_row(case: dict[str, object], end: str) -> None:
    content = str(case["content"]).strip(" ").lstrip("\n").replace("\n", end).encode()
    if case["file"] == "news.jsonl":
        content = str(case["content"]).strip("\n").encode() + b"\n"
    found = read_file(case["file"], content)
    documents = {one.doc_id: one.text for one in found if isinstance(one, Document)}
    failures = {one.name: one.reason for one in found if isinstance(one, Failure)}
    assert documents == case.get("documents", {})
    expected = case.get("failures", {})
    assert failures.keys() == expected.keys()
    assert [name for name, words in expected.items() if words not in failures[name]] == []


def test_a_row_says_all_of_its_article() -> None:
    content = (
        "headline,story,published,outlet,link\n"
        'Aid  rises,Aid rises by 4 %.,"September 5, 2025",The Ledger,https://example.org/a\n'
        ",Tax falls.,,,javascript:alert(1)\n"
    )
    first, second = read_file("news.csv", content.encode())
    assert isinstance(first, Document)
    assert (first.title, first.title_from) == ("Aid rises", "column 'headline'")
    assert (first.published, first.published_from) == (date(2025, 9, 5), "column 'published'")
    assert (first.source, first.url) == ("The Ledger", "https://example.org/a")
    assert isinstance(second, Document)
    assert (second.title, second.title_from, second.url) == ("news-3", "row number", "")
    assert first.sha256 != second.sha256


def test_columns_can_be_chosen() -> None:
    content = b"body,summary,date\nLong text.,Short text.,2025-09-05\n"
    (found,) = read_file("news.csv", content, columns={"text": "summary", "date": ""})
    assert isinstance(found, Document)
    assert (found.text, found.published) == ("Short text.", None)
    (failure,) = read_file("news.csv", content, columns={"title": "name"})
    assert failure == Failure("news.csv", "it has no column 'name', but body, summary, date")
    assert read_header("news.csv", content) == ("body", "summary", "date")


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_cells_may_be_parted_by_any_mark(mark: str) -> None:
    other = "," if mark != "," else ";"
    content = f'"a{other}{other}b"{mark}text\nx{mark}"Aid{mark} rises{other} it said."\n'
    (found,) = read_file("news.csv", content.encode("utf-16"))
    assert isinstance(found, Document)
    assert found.text == f"Aid{mark} rises{other} it said."


def test_a_table_of_too_many_rows_is_read_up_to_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "MOST_ROWS", 2)
    found = read_file("news.csv", b"text\nOne.\nTwo.\nThree.\nFour.\n")
    assert [getattr(one, "doc_id", "") for one in found] == ["news-2", "news-3", ""]
    assert found[-1] == Failure("news.csv, row 4", rows.TOO_MANY_ROWS)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", b"text," + b"a," * 2_000),
        ("a.jsonl", b'{"text":' + b"[" * 200_000),
        ("a.jsonl", b'{"text":' + b"1" * 10_000 + b"}"),
        ("a.csv", b'text\n"' + b"word " * 1_000_001),
    ],
)
def test_tables_made_to_do_harm_end_in_one_line(name: str, content: bytes) -> None:
    (found,) = read_file(name, content)
    assert isinstance(found, Failure)
    assert len(found.reason) < 200


@given(st.sampled_from(["a.csv", "a.jsonl"]), st.binary() | st.text().map(str.encode))
def test_any_bytes_of_a_table_give_documents_or_lines(name: str, content: bytes) -> None:
    for start in (b"", b"text,date\n", b'{"text": "'):
        found = read_file(name, start + content)
        assert found
        for one in found:
            assert one.text.strip() if isinstance(one, Document) else one.reason.isprintable()


def test_folders_are_not_searched_for_tables(tmp_path: Path) -> None:
    (tmp_path / "page_files").mkdir()
    for name, text in {
        "page.html": "<html><body><p>Aid rises by 4 %.</p></body></html>",
        "page_files/frame.html": "<html><body><p>Advertisement.</p></body></html>",
        "news.csv": "text\nTax falls.\n",
    }.items():
        (tmp_path / name).write_text(text)
    found = list(read_documents([tmp_path]))
    assert [getattr(one, "doc_id", one) for one in found] == ["page"]
    found = list(read_documents([tmp_path, tmp_path / "news.csv"], columns={"title": ""}))
    assert [getattr(one, "doc_id", one) for one in found] == ["page", "news-2"]


def test_what_is_said_of_documents_can_be_changed() -> None:
    documents = [read_pasted("Aid rises by 4 %.", "Aid"), read_pasted("Tax falls by 4 %.", "Aid")]
    kept = description_of(documents[0])
    new = Description(" Tax \n falls ", date(2025, 9, 5), "The Ledger")
    first, second = edited(documents, [kept, new], taken=["aid"])
    assert (first.doc_id, second.doc_id) == ("aid-2", "aid-3")
    assert (first.title, first.title_from, first.published_from) == ("Aid", "typed in", "")
    assert (second.title, second.title_from) == ("Tax falls", "edited")
    assert (second.published, second.published_from) == (date(2025, 9, 5), "edited")
    assert second.source == "The Ledger"
    (unnamed,) = edited([second], [Description()])
    assert (unnamed.title, unnamed.published, unnamed.source) == ("Tax falls", None, "")
    with pytest.raises(ValueError, match="zip"):
        edited(documents, [kept])


def test_tables_keep_where_title_and_day_were_found() -> None:
    found = read_file("news.csv", b"title,text,date\nAid,Aid rises by 4 %.,2025-09-05\n")
    documents = [one for one in found if isinstance(one, Document)]
    tables = analyse(documents)
    assert list(tables.documents["published_from"]) == ["column 'date'"]
    assert list(documents_of(tables)) == documents
