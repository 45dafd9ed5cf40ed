"""Rows in the file = count on the button = rows on screen, for every table and any filter."""

import csv
import gc
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterable
from datetime import date
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from analysis.exchange import converted
from analysis.packaging import SHEETS, Flavour, Scope, exports_of
from analysis.schema import Tables
from analysis.selection import Selection, options
from dashboard.figurelist import figure_list
from dashboard.parts import downloads
from dashboard.report import rows as report_rows
from dashboard.session.texts import Shelf
from dashboard.session.view import View
from tests.dashboard.links import content_of, links, offer_at, taken
from tests.dashboard.patience import PATIENCE
from tests.dashboard.sample_tables import sample_tables

DAY = date(2026, 11, 22)
SHELF = Shelf(sample_tables())
SHELVES = {"as written": SHELF, "converted": Shelf(converted(SHELF.tables, "USD"))}
VALUES = options(SHELF.tables)
COUNTS = re.compile(r"Download (?:the report of )?(?P<shown>[\d,]+) of (?P<total>[\d,]+) ")


@pytest.mark.parametrize(
    ("table", "ending", "filtered", "expected"),
    [
        ("figures", "csv", True, "newsfigures-figures-2026-11-22-filtered.csv"),
        ("figures", "csv", False, "newsfigures-figures-2026-11-22.csv"),
        (
            "figure_countries",
            "excel.csv",
            False,
            "newsfigures-figure-countries-2026-11-22.excel.csv",
        ),
        ("report", "html", True, "newsfigures-report-2026-11-22-filtered.html"),
    ],
)
def test_file_names(table: str, ending: str, filtered: bool, expected: str) -> None:
    assert downloads.file_name(table, ending, DAY, filtered=filtered) == expected


@pytest.mark.parametrize(
    ("table", "flavour", "shown", "total", "expected"),
    [
        ("figures", "machine", 37, 412, "Download 37 of 412 figures (CSV)"),
        ("figures", "excel", 0, 412, "Download 0 of 412 figures (Excel)"),
        ("documents", "machine", 1_234, 5_678, "Download 1,234 of 5,678 texts (CSV)"),
        ("claims", "machine", 1, 1, "Download 1 of 1 claim (CSV)"),
    ],
)
def test_labels(table: str, flavour: Flavour, shown: int, total: int, expected: str) -> None:
    assert downloads.label(table, flavour, shown, total) == expected


@st.composite
def selections(draw: st.DrawFn) -> Selection:
    """Return any selection over the samples, of any facets, days, words and the switch."""
    facets = draw(st.sets(st.sampled_from(sorted(VALUES)), max_size=3))
    chosen = {
        facet: tuple(sorted(draw(st.sets(st.sampled_from(VALUES[facet]), min_size=1, max_size=3))))
        for facet in sorted(facets)
    }
    day = st.none() | st.dates(date(2025, 8, 1), date(2025, 10, 1))
    return Selection(
        **chosen,
        since=draw(day),
        until=draw(day),
        search=draw(st.sampled_from(["", "billion", "the", "<b>", "no such words"])),
        main_only=draw(st.booleans()),
    )


def rows(parts: Callable[[], Iterable[bytes]]) -> int:
    """Return the number of rows below the header of a CSV file."""
    text = b"".join(parts()).decode("utf-8-sig")
    return len(list(csv.reader(io.StringIO(text, newline="")))) - 1


def _unpacked(package: zipfile.ZipFile, name: str) -> list[bytes]:
    return [package.read(f"data/{name}.csv")]


def on_the_label(label: str) -> tuple[int, int]:
    found = COUNTS.match(label)
    assert found is not None
    return int(found["shown"].replace(",", "")), int(found["total"].replace(",", ""))


@pytest.mark.parametrize("scale", SHELVES)
@settings(max_examples=20, deadline=None)
@given(chosen=selections())
def test_every_file_holds_what_its_label_says_and_the_page_shows(
    scale: str, chosen: Selection
) -> None:
    view = View(SHELF, SHELVES[scale], SHELF.draw, chosen)
    assert view.totals == {name: len(frame) for name, frame in exports_of(view.tables).items()}
    files = downloads.table_files(view, Scope())
    package = zipfile.ZipFile(io.BytesIO(b"".join(files["package"].parts())))
    described = json.loads(package.read("datapackage.json"))
    for name in SHEETS:
        label = downloads.label(name, "machine", len(view.export(name)), view.totals[name])
        shown, total = on_the_label(label)
        assert total == view.totals[name] >= shown
        assert rows(files[f"{name}.machine"].parts) == shown
        assert rows(files[f"{name}.excel"].parts) == shown
        assert rows(partial(_unpacked, package, name)) == shown
        assert described["newsfigures"]["counts"][name]["rows"] == shown
        assert len(view.exported[name]) == shown
    # What the pages put on screen: the count at the top, and the table of figures.
    assert (
        len(view.shown.figures)
        == len(figure_list(view.shown))
        == rows(files["figures.machine"].parts)
    )


def test_a_file_leaves_nothing_behind_in_its_view() -> None:
    view = View(SHELF, SHELF, SHELF.draw, Selection(topic=("aid",)))
    for file in downloads.table_files(view, Scope()).values():
        b"".join(file.parts())
    assert {"shown", "exported"}.isdisjoint(vars(view))


def _page(query: str) -> None:
    # AppTest runs these lines alone, so they bring in what they need.
    from analysis.selection import Selection  # noqa: PLC0415 - see above
    from dashboard.charts import EXPLORE  # noqa: PLC0415 - see above
    from dashboard.parts import downloads  # noqa: PLC0415 - see above
    from dashboard.session.texts import Shelf  # noqa: PLC0415 - see above
    from dashboard.session.view import View  # noqa: PLC0415 - see above
    from tests.dashboard.sample_tables import sample_tables  # noqa: PLC0415 - see above

    shelf = Shelf(sample_tables())
    chosen = Selection(topic=(query,) if query else ())
    view = View(shelf, shelf, shelf.draw, chosen)
    downloads.links(view, "figures")
    downloads.section(view, "Explore", EXPLORE)


def page(query: str = "", *, folded: bool = False) -> AppTest:
    drawn = AppTest.from_function(_page, args=(query,), default_timeout=PATIENCE)
    drawn.session_state["take_away"] = not folded
    drawn.run()
    assert not drawn.exception
    return drawn


def test_a_folded_section_costs_nothing_and_says_what_is_in_it() -> None:
    drawn = page(folded=True)
    assert list(links(drawn)) == [
        "Download 21 of 21 figures (CSV)",
        "Download 21 of 21 figures (Excel)",
    ]
    assert "every table" in drawn.expander[0].label


@pytest.mark.parametrize("query", ["", "aid"])
def test_the_section_offers_every_table_the_package_and_the_report(query: str) -> None:
    drawn = page(query)
    offered = links(drawn)
    assert len(offered) == 2 * len(SHEETS) + 2
    left = exports_of(Selection(topic=(query,) if query else ()).apply(SHELF.tables))
    for name, sheet in SHEETS.items():
        total = len(exports_of(SHELF.tables)[name])
        label = f"Download {len(left[name])} of {total} {sheet.noun} (CSV)"
        assert len(taken(drawn, label)) == len(left[name])
    figures = len(left["figures"])
    report = f"Download the report of {figures} of 21 figures (HTML, about 5 MB)"
    text = content_of(drawn, report).decode()
    assert f"<h1>{figures} of 21 figures in " in text
    assert len(text.encode()) == pytest.approx(5_000_000, rel=0.1)
    whole = sum(map(len, left.values()))
    total = sum(map(len, exports_of(SHELF.tables).values()))
    package = content_of(drawn, f"Download {whole} of {total} rows of all tables (ZIP)")
    told = json.loads(zipfile.ZipFile(io.BytesIO(package)).read("datapackage.json"))["newsfigures"]
    assert told["filters"] == ([f"Topic: {query}"] if query else [])


def test_a_report_that_lists_fewer_figures_than_it_draws_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for module in (downloads, report_rows):
        monkeypatch.setattr(module, "MOST", 20)
    report = "Download the report of 21 of 21 figures (HTML, about 5 MB, the first 20 listed)"
    text = content_of(page(""), report).decode()
    assert "The first 20 of 21 figures." in text


def _rows_page() -> None:
    # AppTest runs these lines alone, so they bring in what they need.
    from dashboard.parts import downloads  # noqa: PLC0415 - see above
    from tests.dashboard.sample_tables import sample_tables  # noqa: PLC0415 - see above

    downloads.buttons("sentence_changes", sample_tables().sentences.head(3), 40)


def test_rows_that_a_page_made_itself_are_handed_out_too() -> None:
    drawn = AppTest.from_function(_rows_page, default_timeout=PATIENCE).run()
    assert not drawn.exception
    assert list(links(drawn)) == [
        "Download 3 of 40 sentence changes (CSV)",
        "Download 3 of 40 sentence changes (Excel)",
    ]
    assert len(taken(drawn, "Download 3 of 40 sentence changes (CSV)")) == 3


def test_addresses_stay_while_the_view_is_the_same() -> None:
    drawn = page()
    before = links(drawn)
    assert links(drawn.run()) != before  # this page makes its tables anew in each run
    view = View(SHELF, SHELF, SHELF.draw, Selection(topic=("aid",)))
    same = View(SHELF, SHELF, SHELF.draw, Selection(topic=("aid",)))
    other = View(SHELF, SHELF, SHELF.draw, Selection(topic=("arms",)))
    assert downloads.same(view, same)
    assert not downloads.same(view, other)
    assert not downloads.same(view, View(SHELF, Shelf(Tables()), SHELF.draw, view.selection))


def test_a_link_pressed_while_the_page_changes_holds_what_it_said() -> None:
    drawn = page()
    first = links(drawn)["Download 21 of 21 figures (CSV)"]
    drawn.run()
    assert rows(offer_at(first).parts) == 21
    for _ in range(3):  # AppTest itself keeps a state or two
        drawn.run()
    gc.collect()
    with pytest.raises(AssertionError):
        offer_at(first)
