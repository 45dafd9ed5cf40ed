"""What lies in a store can be read without our code, and is told of in docs/tables.md."""

import io
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow.parquet as pq
import pytest

from analysis.corpus.errors import shown
from analysis.corpus.progress import FAILURES_TOLD, Progress
from analysis.corpus.store import STORED
from analysis.corpus.store.columns import CATEGORIES, SCHEMA_VERSION, columns_sha256
from analysis.corpus.store.page import tables_page
from tests.analysis.corpus.made import built, rows, write_notes

ROOT = Path(__file__).parents[3]
COLUMNS_SHA256 = "657b1ee6f5fdf2f11793fa393e7869a0e9b0fa4bbf0240679015e546a1d5b76f"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("read")
    corpus = write_notes(folder / "corpus", 3)
    (corpus / "empty.txt").write_text("")
    built(corpus, folder / "store")
    return folder / "store"


@pytest.mark.parametrize("name", STORED)
def test_every_table_is_read_alike_by_pandas_polars_and_duckdb(store: Path, name: str) -> None:
    expected = rows(store)[name]
    plain = pd.read_parquet(store / name)
    assert list(plain.columns) == list(STORED[name])
    assert len(plain) == len(expected)
    polars = pl.read_parquet(store / name / "*.parquet")
    assert polars.rows(named=True) == expected
    found = duckdb.sql(f"SELECT * FROM read_parquet('{store}/{name}/*.parquet')")  # noqa: S608 - ours
    assert found.columns == list(STORED[name])
    assert found.fetchall() == [tuple(row.values()) for row in expected]
    for column in CATEGORIES & set(plain.columns):
        assert isinstance(plain[column].dtype, pd.CategoricalDtype)


def test_no_text_is_null(store: Path) -> None:
    texts = {"string", "dictionary<values=string, indices=int32, ordered=0>"}
    for name, table in rows(store).items():
        schema = pq.read_schema(next((store / name).iterdir()))
        strings = [field.name for field in schema if str(field.type) in texts]
        assert strings
        assert all(row[column] is not None for row in table for column in strings)


def test_offsets_count_in_the_texts_of_the_store(store: Path) -> None:
    found = duckdb.sql(
        f"SELECT quote, text[start + 1:\"end\"] FROM '{store}/figures/*.parquet' "  # noqa: S608 - ours
        f"JOIN '{store}/texts/*.parquet' USING (doc_id)"
    ).fetchall()
    assert len(found) == 3
    assert all(quote == words for quote, words in found)


def test_failures_say_why(store: Path) -> None:
    reason = "the file is empty; save some text in it and try again"
    assert rows(store)["failures"] == [{"doc_id": "empty", "name": "empty.txt", "reason": reason}]


def test_the_page_of_tables_is_up_to_date() -> None:
    assert (ROOT / "docs" / "tables.md").read_text(encoding="utf-8") == tables_page()


def test_other_columns_are_another_version() -> None:
    assert (SCHEMA_VERSION, columns_sha256()) == (1, COLUMNS_SHA256), (
        "raise SCHEMA_VERSION, then write both here"
    )


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("target", "written"),
    [
        (io.StringIO(), "newsfigures: {clock} 50 % of the corpus, 5 documents (5 read now), "),
        (Screen(), "\r50 % of the corpus, 5 documents (5 read now), 0.5 documents/s, 10 s left"),
    ],
)
def test_progress_is_a_line_in_a_log_and_moves_on_a_screen(
    target: io.StringIO, written: str
) -> None:
    now = 0.0
    progress = Progress(target, 200, lambda: now)
    progress.tell()
    progress.begin()
    progress.advance(5, 100)
    progress.tell()
    assert target.getvalue() == "", "nothing has been going on yet"
    now = 10.0
    progress.tell()
    progress.tell()
    line = target.getvalue()
    assert line.count("of the corpus") == 1
    assert line.partition("50 %")[2].startswith(written.partition("50 %")[2])
    progress.say("done")
    assert target.getvalue().endswith("newsfigures: done\n")


def test_many_failures_do_not_flood_the_log() -> None:
    target = io.StringIO()
    progress = Progress(target, 1)
    for number in range(2 * FAILURES_TOLD):
        progress.fail(f"{number}.txt", "empty")
    lines = target.getvalue().splitlines()
    assert len(lines) == FAILURES_TOLD + 1
    assert lines[-1].endswith("the table failures has them all")
    assert progress.failed == 2 * FAILURES_TOLD


def test_a_name_cannot_steer_the_terminal() -> None:
    target = io.StringIO()
    Progress(target, 1).fail("a\x1b[2J\r\n.txt", "no\x07")
    assert target.getvalue() == "newsfigures: a\\x1b[2J\\r\\n.txt: no\\x07\n"
    assert shown("Müller 5 €.txt") == "Müller 5 €.txt"
