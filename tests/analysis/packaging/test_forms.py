import csv
import io
import json
import os
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.packaging import (
    FORMS,
    PACKAGE,
    SHEETS,
    Form,
    csv_bytes,
    csv_chunks,
    csvfiles,
    json_bytes,
    write_tables,
)
from analysis.schema import TABLES, Tables, table

MENTION = ("a", 0, 5, 11, "France", "FRA", "name", 0.95, "")
DOCUMENTS = [
    ("a", "Aid, doubled", "The “Ledger”", "", "2025-03-06", "en", "ab12", 900, 9, 3, "heading", ""),
    ("b", "=HYPERLINK(1)", "-", "https://example.org", None, "en", "", 12, 1, 0, "", ""),
]
TABLE = table("documents", DOCUMENTS)

# A number and how it is written: no exponent, no needless ".0", nothing lost.
NUMBERS = {
    800_000_000_000.0: "800000000000",
    0.0: "0",
    -0.5: "-0.5",
    0.1: "0.1",
    1.7337: "1.7337",
    1e-7: "0.0000001",
    1e22: "10000000000000000000000",
    0.1 + 0.2: "0.30000000000000004",
    float("nan"): "",
}
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "=", "-5 percent"]
ENDINGS = {"excel": ".csv", "package": ".zip"}
HARMLESS = ["1-1", "'=1", " =1", "€5", "a=b", "", "“-5”", "(+1)"]


def rows(content: bytes, encoding: str = "utf-8") -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode(encoding), newline="")))


def test_machine_csv() -> None:
    assert csv_bytes(TABLE, "machine").decode() == (
        "doc_id,title,source,url,published,language,sha256,characters,sentences,figures,"
        "title_from,published_from\r\n"
        'a,"Aid, doubled",The “Ledger”,,2025-03-06,en,ab12,900,9,3,heading,\r\n'
        "b,=HYPERLINK(1),-,https://example.org,,en,,12,1,0,,\r\n"
    )


def test_excel_csv_differs_in_its_mark_and_in_formulas_only() -> None:
    content = csv_bytes(TABLE, "excel")
    assert content.startswith(b"\xef\xbb\xbfdoc_id,")
    assert content.decode("utf-8-sig") == (
        csv_bytes(TABLE, "machine")
        .decode()
        .replace("=HYPERLINK(1)", "'=HYPERLINK(1)")
        .replace(",-,", ",'-,")
    )


@pytest.mark.parametrize("name", TABLES)
def test_an_empty_table_has_its_header(name: str) -> None:
    assert rows(csv_bytes(table(name, []), "machine")) == [list(TABLES[name])]
    assert json_bytes(table(name, [])) == b"[]\n"


@pytest.mark.parametrize(("number", "written"), NUMBERS.items())
def test_numbers(number: float, written: str) -> None:
    frame = pd.DataFrame({"name": ["x"], "value": [number]})
    for flavour in ("machine", "excel"):
        content = csv_bytes(frame, flavour)
        assert rows(content)[1] == ["x", written]
    (record,) = json.loads(json_bytes(frame))
    assert record["value"] == (number if written else None)


@given(st.floats(allow_infinity=False, allow_nan=False))
def test_numbers_read_back_the_same(number: float) -> None:
    frame = pd.DataFrame({"value": [number]})
    for flavour in ("machine", "excel"):
        assert float(rows(csv_bytes(frame, flavour), "utf-8-sig")[1][0]) == number
    assert json.loads(json_bytes(frame)) == [{"value": number}]


@pytest.mark.parametrize("cell", FORMULAS + HARMLESS)
def test_only_the_excel_flavour_marks_formulas(cell: str) -> None:
    frame = pd.DataFrame({"quote": [cell], cell: ["x"], "value": [-1]})
    marked = f"'{cell}" if cell in FORMULAS else cell
    assert rows(csv_bytes(frame, "machine")) == [["quote", cell, "value"], [cell, "x", "-1"]]
    excel = csv_bytes(frame, "excel").removeprefix(b"\xef\xbb\xbf")
    assert rows(excel) == [["quote", marked, "value"], [marked, "x", "-1"]]


@pytest.mark.parametrize("dtype", ["str", "object", "category"])
def test_text_of_every_dtype_is_text(dtype: str) -> None:
    frame = pd.DataFrame({"name": ["x", "y", "z"], "quote": ["=1", None, "b"]})
    typed = frame.astype({"quote": dtype})
    written = rows(csv_bytes(typed, "excel"), "utf-8-sig")
    assert written[1:] == [["x", "'=1"], ["y", ""], ["z", "b"]]
    assert json.loads(json_bytes(typed))[1] == {"name": "y", "quote": None}


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1))
def test_any_text_reads_back_the_same(texts: list[str]) -> None:
    frame = pd.DataFrame({"name": range(len(texts)), "quote": texts})
    expected = [[str(number), text] for number, text in enumerate(texts)]
    assert rows(csv_bytes(frame, "machine"))[1:] == expected
    assert [record["quote"] for record in json.loads(json_bytes(frame))] == texts


def test_text_with_line_ends_and_quotes_is_quoted() -> None:
    frame = pd.DataFrame({"quote": ['a\nb"c'], "other": ["\r"]})
    assert csv_bytes(frame, "machine") == b'quote,other\r\n"a\nb""c","\r"\r\n'


def test_parts_join_to_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    frame = table("mentions", [MENTION] * 5)
    whole = csv_bytes(frame, "excel")
    monkeypatch.setattr(csvfiles, "ROWS_AT_A_TIME", 2)
    assert len(list(csv_chunks(frame, "excel"))) > 3
    assert csv_bytes(frame, "excel") == whole


def test_a_filtered_table_keeps_its_order_and_leaves_its_index_out() -> None:
    frame = table("mentions", [MENTION, ("b", *MENTION[1:])]).iloc[[1, 0]]
    assert [row[0] for row in rows(csv_bytes(frame, "machine"))] == ["doc_id", "b", "a"]


def test_json_holds_dates_flags_and_nothing() -> None:
    frame = table("documents", DOCUMENTS).assign(flag=[True, False])
    first, second = json.loads(json_bytes(frame))
    assert (first["published"], second["published"]) == ("2025-03-06", None)
    assert (first["flag"], first["characters"], first["source"]) == (True, 900, "The “Ledger”")


@pytest.mark.parametrize("form", FORMS)
def test_every_table_is_written_and_twice_the_same(form: Form, tmp_path: Path) -> None:
    tables = Tables(documents=TABLE, mentions=table("mentions", [MENTION]))
    files = write_tables(tables, tmp_path / "new" / "folder", form)
    if form == "package":
        assert [file.name for file in files] == [PACKAGE]
    else:
        assert [file.stem for file in files] == list(SHEETS)
    content = [file.read_bytes() for file in files]
    assert [file.read_bytes() for file in write_tables(tables, files[0].parent, form)] == content
    assert sorted(os.listdir(files[0].parent)) == sorted(file.name for file in files)
    assert {file.suffix for file in files} == {ENDINGS.get(form, f".{form}")}


def test_parquet_reads_back_the_same(tmp_path: Path) -> None:
    write_tables(Tables(documents=TABLE), tmp_path, "parquet")
    pd.testing.assert_frame_equal(
        pd.read_parquet(tmp_path / "documents.parquet").astype({"published": "datetime64[s]"}),
        TABLE,
    )


def test_a_write_that_fails_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "documents.csv").write_text("old")

    def fail(*_: object, **__: object) -> bytes:
        raise OSError("the disk is full")

    monkeypatch.setattr(csvfiles, "_lines", fail)
    with pytest.raises(OSError, match="the disk is full"):
        write_tables(Tables(documents=TABLE), tmp_path, "csv")
    assert [file.name for file in tmp_path.iterdir()] == ["documents.csv"]
    assert (tmp_path / "documents.csv").read_text() == "old"
