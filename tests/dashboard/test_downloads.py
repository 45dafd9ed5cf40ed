"""The files hold the rows in view, and labels and names say so."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from analysis.package import Flavour
from analysis.schema import TABLES as SCHEMA
from dashboard.parts import downloads

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
def test_file_names(table: str, flavour: Flavour, filtered: bool, expected: str) -> None:
    assert downloads.file_name(table, flavour, DAY, filtered=filtered) == expected


@pytest.mark.parametrize(
    ("table", "flavour", "shown", "total", "expected"),
    [
        ("figures", "machine", 37, 412, "Download 37 of 412 figures (CSV)"),
        ("figures", "excel", 0, 412, "Download 0 of 412 figures (Excel)"),
        ("documents", "machine", 1_234, 5_678, "Download 1,234 of 5,678 texts (CSV)"),
    ],
)
def test_labels(table: str, flavour: Flavour, shown: int, total: int, expected: str) -> None:
    assert downloads.label(table, flavour, shown, total) == expected


def test_every_table_of_the_schema_has_a_noun_and_so_buttons() -> None:
    compared = ["claims", "differences", "sentence_changes"]
    assert list(downloads.NOUNS) == [*SCHEMA, *compared]


def _page() -> None:
    # AppTest runs these lines alone, so they bring in what they need.
    from dashboard.parts import downloads  # noqa: PLC0415 - see above
    from tests.dashboard.sample_tables import sample_tables  # noqa: PLC0415 - see above

    tables = sample_tables()
    downloads.buttons("figures", tables.figures.head(3), len(tables.figures))
    downloads.all_tables(tables.frames(), tables)


def test_the_buttons_of_a_page() -> None:
    page = AppTest.from_function(_page, default_timeout=30).run()
    assert not page.exception
    labels = [button.label for button in page.get("download_button")]
    assert labels[:2] == ["Download 3 of 21 figures (CSV)", "Download 3 of 21 figures (Excel)"]
    assert len(labels) == 2 * len(SCHEMA)
