"""The files hold the rows in view, and labels and names say so."""

import csv
import io
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from analysis.schema import TABLES as SCHEMA
from dashboard import downloads

DAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("table", "flavour", "filtered", "expected"),
    [
        ("figures", "machine", True, "newsfigures-figures-2026-11-22-filtered.csv"),
        ("figures", "machine", False, "newsfigures-figures-2026-11-22.csv"),
        ("figures", "excel", True, "newsfigures-figures-2026-11-22-filtered-excel.csv"),
        ("figure_countries", "excel", False, "newsfigures-figure-countries-2026-11-22-excel.csv"),
    ],
)
def test_file_names(table: str, flavour: str, filtered: bool, expected: str) -> None:
    assert downloads.file_name(table, flavour, DAY, filtered=filtered) == expected


@pytest.mark.parametrize(
    ("table", "flavour", "shown", "total", "expected"),
    [
        ("figures", "machine", 37, 412, "Download 37 of 412 figures (CSV)"),
        ("figures", "excel", 0, 412, "Download 0 of 412 figures (Excel)"),
        ("documents", "machine", 1_234, 5_678, "Download 1,234 of 5,678 texts (CSV)"),
    ],
)
def test_labels(table: str, flavour: str, shown: int, total: int, expected: str) -> None:
    assert downloads.label(table, flavour, shown, total) == expected


def test_every_table_of_the_schema_has_a_noun_and_so_buttons() -> None:
    assert list(downloads.NOUNS) == list(SCHEMA)


def _page() -> None:
    from dashboard import downloads
    from tests.dashboard.sample_tables import sample_tables

    tables = sample_tables()
    downloads.buttons("figures", tables.figures.head(3), len(tables.figures))
    downloads.all_tables(tables, tables)


def test_the_buttons_of_a_page() -> None:
    page = AppTest.from_function(_page, default_timeout=30).run()
    assert not page.exception
    labels = [button.label for button in page.get("download_button")]
    assert labels[:2] == ["Download 3 of 21 figures (CSV)", "Download 3 of 21 figures (Excel)"]
    assert len(labels) == 2 * len(SCHEMA)


def test_a_file_holds_the_rows_it_was_asked_for() -> None:
    from tests.dashboard.sample_tables import sample_tables

    shown = sample_tables().figures.iloc[[2, 19]]
    content = downloads.content(shown, "machine")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8"))))
    assert [row["figure_id"] for row in rows] == list(shown["figure_id"])
    assert [row["quote"] for row in rows] == list(shown["quote"])


def test_the_excel_file_disarms_formulas() -> None:
    from tests.dashboard.sample_tables import sample_tables

    content = downloads.content(sample_tables().documents, "excel")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert rows[2]["title"] == "'=A letter with $signs$ & <b>marks</b> 🎉"
