"""Every page over a store is the page over the texts that it was made of."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from analysis.corpus.store.serving import servable, tables_of_store
from analysis.positions import places_of
from analysis.reviewing import DECIDE, Entry, Journal
from analysis.schema import Tables
from analysis.selection import Selection
from dashboard.charts import EVERY
from dashboard.drawings import drawings
from dashboard.parts import sidebar
from dashboard.session import texts
from dashboard.session.warming import prepare
from tests.analysis.reviewing.review_samples import IDS, corrected
from tests.dashboard.links import links, taken
from tests.dashboard.patience import PATIENCE
from tests.dashboard.sample_tables import sample_tables
from tests.stored import stored

FRAME = Path(__file__).parents[2] / "dashboard" / "pages" / "frame.py"
PAGES = ("explore", "money", "tone", "compare", "review", "texts", "method")
PLAIN = sample_tables()
WAYS_TO_ADD = ("nf-download", ">Add texts<", ">Take everything along<", ">Texts</h1>")


@pytest.fixture(scope="module", params=["in memory", "mapped"])
def tables(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Tables:
    folder = tmp_path_factory.mktemp("served")
    store = servable(stored(PLAIN, folder / "store"))
    if request.param == "in memory":
        return tables_of_store(store)
    return tables_of_store(store, folder / "cache", mapped_from=0)


def opened(shelf: texts.Shelf, name: str, patch: pytest.MonkeyPatch, **query: str) -> AppTest:
    patch.setattr(texts, "shelf", lambda: shelf)
    page = AppTest.from_file(str(FRAME), default_timeout=PATIENCE)
    for key, value in query.items():
        page.query_params[key] = value
    page.run()
    if name != "explore":
        page.switch_page(str(FRAME.with_name(f"{name}.py"))).run()
    assert not page.exception
    return page


def written_on(page: AppTest) -> list[str]:
    """Return what a page says, without the ways to add texts, which a store has not."""
    blocks = [block.proto.body for block in page.get("html")]
    return [block for block in blocks if not any(way in block for way in WAYS_TO_ADD)]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("query", [{}, {"topic": "aid"}, {"search": "billion"}])
def test_a_page_says_the_same(
    tables: Tables, name: str, query: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = opened(texts.Shelf(PLAIN), name, monkeypatch, **query)
    served = opened(texts.Shelf(tables, fixed=True), name, monkeypatch, **query)
    assert written_on(served) == written_on(plain)
    assert len(served.dataframe) == len(plain.dataframe)
    for ours, theirs in zip(served.dataframe, plain.dataframe, strict=True):
        pd.testing.assert_frame_equal(
            ours.value, theirs.value, check_dtype=False, check_column_type=False
        )


@pytest.mark.parametrize("name", PAGES)
def test_a_page_says_the_same_after_a_correction(
    tables: Tables, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "desk.jsonl"
    one = corrected(IDS[0], topic="energy", about="winter package")
    Journal(file).write([Entry("desk", DECIDE, one)])
    monkeypatch.setattr(texts, "given_review", lambda _: file)
    plain = opened(texts.Shelf(PLAIN), name, monkeypatch)
    served = opened(texts.Shelf(tables, fixed=True), name, monkeypatch)
    assert written_on(served) == written_on(plain)


SELECTIONS = (Selection(), Selection(country=("DEU", "none")), Selection(kind=("money",)))


@pytest.mark.parametrize("spec", EVERY, ids=lambda spec: spec.key)
@pytest.mark.parametrize("scale", ["", "EUR"])
def test_a_chart_shows_the_same(tables: Tables, spec: texts.Shelf, scale: str) -> None:
    key = spec.key  # type: ignore[attr-defined] # a chart of the catalogue
    plain = drawings(texts.Shelf(PLAIN).on_scale(scale).tables)
    served = drawings(texts.Shelf(tables).on_scale(scale).tables)
    for selection in SELECTIONS:
        ours, theirs = served(key, selection), plain(key, selection)
        assert (ours is None) == (theirs is None)
        if ours and theirs:
            said = ("figure", "title", "alt", "note")
            assert [getattr(ours, part) for part in said] == [
                getattr(theirs, part) for part in said
            ]
            assert ours.twin.astype("str").values.tolist() == (
                theirs.twin.astype("str").values.tolist()
            )


def test_a_drawing_keeps_no_table_and_makes_its_twin_anew(tables: Tables) -> None:
    for spec in EVERY:
        drawing = drawings(tables)(spec.key, Selection(topic=("aid",)))
        if drawing is not None:
            assert not [part for part in vars(drawing).values() if isinstance(part, pd.DataFrame)]
            pd.testing.assert_frame_equal(drawing.twin, drawing.twin)
            assert len(drawing.twin)


def test_a_download_holds_the_same(tables: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = opened(texts.Shelf(PLAIN), "explore", monkeypatch)
    expected = {label: taken(plain, label) for label in links(plain)}
    served = opened(texts.Shelf(tables, fixed=True), "explore", monkeypatch)
    assert {label: taken(served, label) for label in links(served)} == expected
    assert expected


def test_nothing_can_be_added_to_a_store(tables: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(texts.Shelf(tables, fixed=True), "explore", monkeypatch)
    assert not page.get("file_uploader")
    assert any("newsfigures build" in caption.value for caption in page.caption)


def test_many_texts_are_offered_by_their_newest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sidebar, "MOST", 1)
    shelf = texts.Shelf(replace(PLAIN))
    page = opened(shelf, "explore", monkeypatch)
    newest = PLAIN.documents.sort_values("published", ascending=False)["doc_id"].iloc[0]
    (option,) = page.sidebar.multiselect(key="document").options
    assert option.endswith(f" · {newest}")
    again = opened(shelf, "explore", monkeypatch, document=option)
    assert again.sidebar.multiselect(key="document").value == [newest]


def test_a_rebuilt_store_is_read_again_and_a_broken_one_said(tmp_path: Path) -> None:
    store = stored(PLAIN, tmp_path / "store")
    first = texts.store_shelf(store)
    assert texts.store_shelf(store) is first
    aid = Selection(document=(PLAIN.documents["doc_id"].iloc[0],)).apply(PLAIN)
    stored(aid, tmp_path / "other")
    for path in sorted(store.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    store.rmdir()
    (tmp_path / "other").rename(store)
    again = texts.store_shelf(store)
    assert len(again.tables.documents) == 1
    (store / "manifest.json").write_text("{")
    broken = texts.store_shelf(store)
    assert broken.tables.documents.empty
    assert len(broken.failures) == 1
    assert "damaged" in broken.failures[0]


def test_what_is_looked_at_first_is_ready_before_the_first_reader(tables: Tables) -> None:
    shelf = texts.Shelf(replace(tables), fixed=True)
    prepare(shelf)
    filters = Selection()
    assert shelf.draw("topics", filters) is shelf.draw("topics", filters)
    assert set(places_of(shelf.tables).figure_of) >= {"figure_countries", "pledges"}
