"""The page Explore draws what is chosen, in the widgets, the address and nowhere else."""

from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from analysis.packaging import SHEETS, exports_of
from analysis.schema import Tables
from analysis.selection import Selection
from dashboard.charts import EXPLORE
from dashboard.parts.header import MOST_CHIPS
from dashboard.session import state, texts
from tests.dashboard.drawn import SPECS, charts_on, citation_on
from tests.dashboard.links import links, taken
from tests.dashboard.patience import PATIENCE
from tests.dashboard.sample_tables import sample_tables

FRAME = Path(__file__).parents[2] / "dashboard" / "pages" / "frame.py"
TABLES = sample_tables()
HOSTILE = "<b>$5 *million*</b> 🎉"

Query = dict[str, list[str]]


@pytest.fixture(autouse=True)
def samples(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "shelf", lambda: texts.Shelf(TABLES))


def opened(query: Query | None = None) -> AppTest:
    page = AppTest.from_file(str(FRAME), default_timeout=PATIENCE)
    for name, values in (query or {}).items():
        page.query_params[name] = values
    page.run()
    assert not page.exception
    return page


def words(page: AppTest) -> str:
    """Return everything that the page writes as HTML."""
    return "\n".join(block.proto.body for block in page.get("html"))


def count(page: AppTest) -> int:
    """Return the first number of "37 of 412 figures"."""
    line = next(block.proto.body for block in page.get("html") if "nf-count" in block.proto.body)
    return int(line.split("<strong>")[1].split("</strong>")[0].replace(",", ""))


def shown(page: AppTest) -> pd.DataFrame:
    frame: pd.DataFrame = page.dataframe[0].value
    return frame


def test_the_first_view_holds_every_figure_and_every_widget() -> None:
    page = opened()
    assert count(page) == len(TABLES.figures) == len(shown(page))
    assert [widget.key for widget in page.sidebar.multiselect][:2] == ["country", "topic"]
    assert "Newsfigures" in words(page)


@pytest.mark.parametrize(
    ("query", "figures"),
    [
        ({"country": ["Germany"]}, TABLES.figures["countries"].str.contains("DEU")),
        ({"topic": ["aid"]}, TABLES.figures["topic"] == "aid"),
        ({"topic": ["aid", "arms"]}, TABLES.figures["topic"].isin(["aid", "arms"])),
        ({"document": ["A week of tariffs"]}, TABLES.figures["doc_id"] == "tariff-week"),
        ({"kind": ["percent"]}, TABLES.figures["kind"] == "percent"),
        ({"status": ["denied"]}, TABLES.figures["status"] == "denied"),
        ({"speaker": ["Mark Rutte"]}, TABLES.figures["speaker"] == "Mark Rutte"),
        ({"speaker": ["the text itself"]}, TABLES.figures["speaker"] == ""),
        ({"currency": ["CHF"]}, TABLES.figures["currency"] == "CHF"),
        ({"search": ["trillion"]}, TABLES.figures["quote"].str.contains("trillion")),
        ({"since": ["2025-09-01"]}, TABLES.figures["doc_id"] == "harbour-talks"),
        ({"until": ["2025-08-31"]}, TABLES.figures["doc_id"] == "tariff-week"),
        (
            {"kind": ["money"], "status": ["fact"]},
            TABLES.figures["quote"].isin(["$1 billion", "CHF 3 million"]),
        ),
    ],
    ids=str,
)
def test_an_address_filters_count_table_and_downloads(query: Query, figures: pd.Series) -> None:
    page = opened(query)
    expected = sorted(TABLES.figures.loc[figures, "quote"])
    assert sorted(shown(page)["quote"]) == expected
    assert count(page) == len(expected)
    label = f"Download {len(expected)} of {len(TABLES.figures)} figures (CSV)"
    assert next(iter(links(page))) == label
    assert sorted(row["quote"] for row in taken(page, label)) == expected


@pytest.mark.parametrize(
    "query",
    [
        {"country": ["Atlantis"]},
        {"topic": ["<b>"], "kind": ["%00"], "status": [""]},
        {"since": ["yesterday"], "until": ["2025-99-99"]},
        {"since": ["0001-01-01"], "until": ["9999-12-31"]},
        {"figure": ["nobody"], "sentence": ["nowhere:1", ":", "x"]},
        {"document": ["../../etc/passwd"], "main_only": ["perhaps"], "utm": ["1"]},
    ],
    ids=str,
)
def test_an_address_with_unknown_values_shows_everything(query: Query) -> None:
    assert count(opened(query)) == len(TABLES.figures)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"country": ["Atlantis"]}, ["Country: Atlantis"]),
        ({"country": ["Germany", "Atlantis"]}, ["Country: Atlantis"]),
        ({"document": ["Mine"]}, ["Text: Mine", "stay in the tab"]),
        ({"country": ["Germany"], "utm": ["1"]}, []),
    ],
    ids=str,
)
def test_what_an_address_asks_for_in_vain_is_said_once(query: Query, said: list[str]) -> None:
    page = opened(query)
    line = " ".join(warning.value for warning in page.warning).replace("\\", "")
    assert bool(line) == bool(said)
    assert all(part in line for part in said)
    assert not page.run().warning


def test_many_choices_of_one_kind_are_one_chip() -> None:
    topics = list(dict.fromkeys(TABLES.figures["topic"]))
    page = opened({"topic": topics})
    assert len(topics) > MOST_CHIPS
    assert [button.label for button in page.button if button.key.startswith("chip_")] == [
        f"Topic\\: {len(topics)} chosen"
    ]
    page.button(key="chip_topic_").click().run()
    assert page.multiselect(key="topic").value == []


def test_a_sidebar_widget_filters_and_its_chip_takes_it_back() -> None:
    page = opened()
    page.multiselect(key="topic").select("aid").run()
    assert count(page) == 1
    page.button(key="chip_topic_aid").click().run()
    assert count(page) == len(TABLES.figures)
    assert page.multiselect(key="topic").value == []


def test_clear_all_takes_everything_back() -> None:
    page = opened({"topic": ["aid"], "search": ["million"], "since": ["2020-01-01"]})
    page.button(key="clear_all").click().run()
    assert count(page) == len(TABLES.figures)
    assert not [button for button in page.button if button.key.startswith("chip_")]


def test_nothing_fits_says_what_to_do() -> None:
    page = opened({"search": ["no such words"]})
    assert count(page) == 0
    assert "Take something out" in page.info[0].value
    opened_fold(page)
    assert f"Download 0 of {len(TABLES.figures)} figures (CSV)" in links(page)


def test_a_sentence_without_figures_is_opened_and_said_so() -> None:
    page = opened({"sentence": ["Sentence 9 of Ministers meet at the harbour · harbour-talks:8"]})
    assert count(page) == len(TABLES.figures)
    assert "No figure stands in the chosen sentence" in page.info[0].value
    assert "No figure stands in this sentence" in words(page)
    assert "Britain, France and Estonia confirmed" in citation_on(page)


def test_a_text_without_any_figure_still_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    bare = Tables(
        documents=TABLES.documents.head(1).assign(figures=0),
        sentences=TABLES.sentences.head(13),
        texts=TABLES.texts,
        bodies=TABLES.bodies,
    )
    monkeypatch.setattr(texts, "shelf", lambda: texts.Shelf(bare))
    page = opened()
    assert "No figure was found" in page.info[0].value


def test_no_text_at_all_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    failures = ("/nowhere: the file cannot be opened",)
    monkeypatch.setattr(texts, "shelf", lambda: texts.Shelf(Tables(), failures))
    page = opened()
    assert "Add some" in page.info[0].value
    assert "nowhere" in page.warning[0].value


def test_words_of_a_text_are_shown_as_they_stand() -> None:
    page = opened({"document": ["=A letter with $signs$ & <b>marks</b> 🎉"]})
    assert count(page) == 3
    assert HOSTILE in list(shown(page)["quote"])
    assert "<b>marks" not in words(page)
    assert "&lt;b&gt;marks&lt;/b&gt;" in words(page)
    chip = next(button for button in page.button if button.key.startswith("chip_document"))
    assert r"\$signs\$ \& \<b\>marks" in chip.label


def test_columns_that_are_empty_are_hidden() -> None:
    everything = shown(opened())
    assert {"speaker", "currency", "change"} <= set(everything)
    only_percent = shown(opened({"topic": ["elections"]}))
    assert {"speaker", "currency", "change", "period"}.isdisjoint(only_percent)


def test_every_chart_has_a_title_and_a_table_twin() -> None:
    page = opened()
    drawn = [spec for spec in EXPLORE if spec.build(TABLES, Selection()) is not None]
    shown = charts_on(page)
    assert drawn
    assert {*shown} == {spec.key for spec in drawn}
    for spec in drawn:
        chart = spec.build(TABLES, Selection())
        assert chart is not None
        assert shown[spec.key]["title"] == chart.title


def test_the_table_of_a_chart_comes_when_it_is_unfolded() -> None:
    page = opened()
    assert {chart["table"] for chart in charts_on(page).values()} == {""}
    page.session_state["panels_charts"] = {"opened": ["topics"]}
    page.run()
    tables = {key: str(chart["table"]) for key, chart in charts_on(page).items()}
    assert [key for key, table in tables.items() if table] == ["topics"]
    rows = tables["topics"].count("<tr>") - 1
    chart = SPECS["topics"].build(TABLES, Selection())
    assert chart is not None
    assert rows == len(chart.twin) > 5


def test_the_page_is_drawn_anew_where_the_sidebar_says_otherwise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    foreseen = iter([Selection(country=("FRA",)), None])
    monkeypatch.setattr(state, "foreseen", lambda: next(foreseen))
    assert count(opened()) == len(TABLES.figures)
    assert next(foreseen, "both runs took place") == "both runs took place"


def test_what_the_sidebar_will_say_is_foreseen_after_the_first_run(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    foreseen, asked = state.foreseen, list[bool]()

    def noted() -> Selection | None:
        selection = foreseen()
        asked.append(selection is not None)
        return selection

    monkeypatch.setattr(state, "foreseen", noted)
    page = opened({"country": ["France"]})
    for facet, value in (("topic", ["aid"]), ("country", []), ("topic", [])):
        page.multiselect(key=facet).set_value(value).run()
        assert not page.exception
    assert asked == [False, True, True, True]
    assert count(page) == len(TABLES.figures)


def opened_fold(page: AppTest) -> AppTest:
    page.session_state["take_away"] = True
    page.run()
    assert not page.exception
    return page


def test_every_table_can_be_downloaded() -> None:
    offered = links(opened_fold(opened()))
    for name, frame in exports_of(TABLES).items():
        for flavour in ("CSV", "Excel"):
            label = f"Download {len(frame)} of {len(frame)} {SHEETS[name].noun} ({flavour})"
            assert label in offered


MINE = b'extend = true\n[harbours]\n6 = ["billion", "million", "percent"]\n'


def with_words(content: bytes, name: str = "mine.toml") -> AppTest:
    page = opened({"topic": ["aid"]})
    page.sidebar.file_uploader[0].set_value((name, content, "application/toml")).run()
    assert not page.exception
    return page


def settings_text(page: AppTest) -> str:
    return " ".join(block.value for block in page.sidebar.markdown).replace("\\", "")


def test_topic_words_of_a_session_are_its_own_and_can_be_put_back() -> None:
    page = with_words(MINE)
    assert "harbours" in set(shown(page)["topic"])
    assert "harbours" in page.multiselect(key="topic").options
    assert page.multiselect(key="topic").value == []
    assert "mine.toml" in settings_text(page)
    assert "harbours" not in set(shown(opened())["topic"])
    page.button(key="topics_back").click().run()
    assert list(shown(page)["topic"]) == list(shown(opened())["topic"])
    assert "our own words" in settings_text(page)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"[energy\n", "mine.toml:1: not TOML"),
        (b'[energy]\n9 = ["gas"]', "mine.toml:2: [energy] 9 is no weight (1 to 6)"),
        (b'[energy]\n4 = ["\xff"]', "mine.toml:2: not written in UTF-8"),
    ],
)
def test_topic_words_with_a_fault_change_nothing_and_say_why(content: bytes, reason: str) -> None:
    page = with_words(content)
    assert reason in page.sidebar.error[0].value.replace("\\", "")
    assert page.multiselect(key="topic").value == ["aid"]
    assert "our own words" in settings_text(page)


def test_texts_of_the_session_are_read_with_its_topic_words() -> None:
    page = opened()
    page.main.file_uploader[0].set_value(("pier.txt", b"The pier cost 5 million euros.", "")).run()
    before = list(shown(page)["topic"])
    page.sidebar.file_uploader[0].set_value(("mine.toml", MINE, "")).run()
    assert list(shown(page)["topic"]) == ["harbours"]
    page.button(key="topics_back").click().run()
    assert list(shown(page)["topic"]) == before != ["harbours"]


def test_many_rows_come_in_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dashboard.parts.paging.ROWS", 8)
    page = opened()
    assert len(shown(page)) == 8
    assert f"Rows 1 to 8 of {len(TABLES.figures)}" in [caption.value for caption in page.caption]
    assert count(page) == len(TABLES.figures)
