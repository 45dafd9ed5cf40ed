"""The page Money, pledges, tariffs builds one tab, and its tables hold what its buttons say."""

from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analysis import analyse, read_pasted
from analysis.labels import pair_name, word
from analysis.packaging import SHEETS
from analysis.schema import Tables
from analysis.selection import Selection, options
from dashboard.charts import MONEY, PLEDGES, TARIFFS
from dashboard.evidence import Place
from dashboard.parts.views import PAYMENTS, SPENDING, WIDTHS, Shown, readable
from dashboard.parts.views import PLEDGES as PLEDGES_SHOWN
from dashboard.parts.views import TARIFFS as TARIFFS_SHOWN
from dashboard.session import state, texts
from tests.dashboard.drawn import charts_on, citation_on
from tests.dashboard.links import links
from tests.dashboard.patience import PATIENCE
from tests.dashboard.sample_tables import sample_tables
from tests.dashboard.test_app import Query, words

FRAME = Path(__file__).parents[2] / "dashboard" / "pages" / "frame.py"
TABLES = sample_tables()
TABS = {
    "Money": (MONEY, ("flows", "spending")),
    "Pledges": (PLEDGES, ("pledges",)),
    "Tariffs": (TARIFFS, ("tariffs",)),
}


@pytest.fixture(autouse=True)
def samples(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "shelf", lambda: texts.Shelf(TABLES))


def opened(query: Query | None = None, page: str = "money") -> AppTest:
    shown = AppTest.from_file(str(FRAME), default_timeout=PATIENCE)
    for name, values in (query or {}).items():
        shown.query_params[name] = values
    shown.switch_page(f"{page}.py").run()
    assert not shown.exception
    return shown


def labels(page: AppTest) -> list[str]:
    return list(links(page))


@pytest.mark.parametrize("tab", TABS)
def test_a_tab_holds_its_charts_its_tables_and_nothing_of_the_others(tab: str) -> None:
    page = opened({"tab": [tab]})
    _, tables = TABS[tab]
    drawn = charts_on(page)
    for name, (others, _) in TABS.items():
        for spec in others:
            chart = spec.build(TABLES, Selection())
            assert chart is not None
            assert (spec.key in drawn) == (name == tab), spec.key
            assert name != tab or drawn[spec.key]["title"] == chart.title
    assert labels(page) == [
        f"Download {count} of {count} {SHEETS[name].noun} ({flavour})"
        for name in tables
        for count in [len(TABLES.frames()[name])]
        for flavour in ("CSV", "Excel")
    ]
    assert [len(frame.value) for frame in page.dataframe] == [
        len(TABLES.frames()[name]) for name in tables
    ]


def test_an_unknown_tab_is_the_first() -> None:
    assert charts_on(opened({"tab": ["Elsewhere"]}))["payments"]["title"] == "Who pays whom"


FILTERS: list[Query] = [
    {"country": ["Germany"]},
    {"topic": ["aid", "tariffs"]},
    {"status": ["pledged"]},
    {"document": ["A week of tariffs"]},
    {"stage": ["confirmed"], "country": ["France"]},
    {"search": ["percent"]},
    *({"pair": [pair_name(pair)]} for pair in options(TABLES)["pair"][:2]),
]


@pytest.mark.parametrize("query", FILTERS, ids=str)
@pytest.mark.parametrize("tab", TABS)
def test_rows_on_screen_are_those_of_the_download(tab: str, query: Query) -> None:
    page = opened({"tab": [tab], **query})
    on_screen = [len(frame.value) for frame in page.dataframe]
    told = [int(label.split()[1].replace(",", "")) for label in labels(page)]
    assert told == [count for count in on_screen for _ in range(2)]


def test_nothing_in_view_says_what_to_do() -> None:
    for tab in TABS:
        page = opened({"tab": [tab], "search": ["no such words"]})
        assert any("Take something out above" in info.value for info in page.info)


NONE_OF = {
    "Money": "payment and no spending",
    "Pledges": "pledge",
    "Tariffs": "tariff",
}


@pytest.mark.parametrize("fixed", [False, True])
@pytest.mark.parametrize("tab", TABS)
def test_a_tab_without_rows_says_whether_filters_or_texts_are_the_reason(
    tab: str, fixed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    only = TABLES.figures[TABLES.figures["kind"] == "count"].head(1)
    bare = replace(
        TABLES,
        figures=only,
        **{name: Tables().frames()[name] for _, ns in TABS.values() for name in ns},
    )
    monkeypatch.setattr(texts, "shelf", lambda: texts.Shelf(bare, fixed=fixed))
    page = opened({"tab": [tab]})
    (told,) = [info.value for info in page.info]
    more = "" if fixed else " Add others with the button “Add texts” above."
    assert told == f"These texts state no {NONE_OF[tab]}.{more}"
    assert "<strong>1</strong> of 1 figure <span>" in words(page)
    (told,) = [info.value for info in opened({"tab": [tab], "kind": [word("count")]}).info]
    assert told == f"No {NONE_OF[tab]} fits what is chosen. Take something out above."


def test_numbers_of_a_table_can_be_sorted_and_gaps_are_empty() -> None:
    (payments, spending) = opened().dataframe
    for frame in (payments, spending):
        assert frame.value["low"].dtype.kind == "f"
        assert frame.proto.placeholder == ""
        assert '"localized"' in frame.proto.columns


def test_a_text_without_figures_draws_every_tab(monkeypatch: pytest.MonkeyPatch) -> None:
    bare = Tables(
        documents=TABLES.documents.head(1).assign(figures=0),
        sentences=TABLES.sentences.head(13),
        texts=TABLES.texts,
        bodies=TABLES.bodies,
    )
    monkeypatch.setattr(texts, "shelf", lambda: texts.Shelf(bare))
    for tab in TABS:
        assert "No figure was found" in opened({"tab": [tab]}).info[0].value


def test_a_pledge_without_a_number_opens_its_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(state, "opened", lambda: Place("harbour-talks", 8))
    page = opened({"tab": ["Pledges"]})
    assert "Britain, France and Estonia confirmed" in citation_on(page)


def test_words_of_a_text_are_shown_as_they_stand() -> None:
    page = opened({"document": ["=A letter with $signs$ & <b>marks</b> 🎉"]})
    assert "<b>marks" not in words(page)
    assert "<b>$5 *million*</b> 🎉" in list(page.dataframe[0].value["quote"])


def test_a_table_is_written_for_a_reader_without_its_empty_columns() -> None:
    frame = readable(TABLES.pledges, TABLES.documents, PLEDGES_SHOWN)
    assert frame.loc[0, "what"] == "land, sea"
    assert frame.loc[3, ["iso3", "stage", "quote"]].tolist() == ["France", "confirmed", "France"]
    assert {"currency", "period"}.isdisjoint(frame)


def alerts(page: AppTest) -> list[str]:
    return [line.value for line in page.info]


def test_texts_that_state_nothing_say_so_once(monkeypatch: pytest.MonkeyPatch) -> None:
    nothing = analyse([read_pasted("Nobody said when the talks would end.")])
    monkeypatch.setattr(texts, "shelf", lambda: texts.Shelf(nothing))
    page = opened()
    assert len(page.tabs) == 0
    (line,) = alerts(page)
    assert line.startswith("No figure was found")


@pytest.mark.parametrize("tab", TABS)
def test_filters_that_leave_nothing_say_once_what_to_do(tab: str) -> None:
    page = opened({"tab": [tab], "search": ["no such words"]})
    assert len(page.tabs) == 3
    head, own = alerts(page)
    assert head.endswith("Take something out above.")
    assert own.endswith("fits what is chosen.")


def test_the_page_where_texts_are_added_says_below_not_above(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(texts, "shelf", lambda: texts.Shelf(Tables()))
    assert alerts(opened(page="texts"))[0] == "There are no texts yet. Add some below."
    assert alerts(opened(page="review"))[0].endswith("with the button “Add texts” above.")


@pytest.mark.parametrize("shown", [PAYMENTS, SPENDING, PLEDGES_SHOWN, TARIFFS_SHOWN])
def test_columns_are_wide_enough_for_words_as_articles_have_them(shown: Shown) -> None:
    article = analyse(
        [
            read_pasted(
                "Sweden will give Denmark about 1.5 billion Norwegian kroner for arms. The United "
                "States imposed tariffs of 15 per cent on most European goods. The "
                "draft defence budget of France is €44 billion.",
                "What America's tariffs on the goods of its oldest allies mean",
            )
        ]
    )
    rows = readable(getattr(article, shown.name), article.documents, shown)
    told = {name: cells.astype("str").str.len().max() for name, cells in rows.items()}
    wide = {name: WIDTHS[name] for name in told if name in WIDTHS}
    assert "title" in wide
    assert {name: pixels for name, pixels in wide.items() if pixels < 6.5 * told[name] + 16} == {}
    assert [*rows][-1] == "title"
