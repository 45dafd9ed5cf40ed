"""The page Tone draws every chart of tone with the limits of polarity, and the sentences."""

import pytest

from analysis.schema import Tables
from analysis.selection import Selection
from dashboard.charts import TONE
from dashboard.session import texts
from tests.dashboard.drawn import charts_on, citation_on
from tests.dashboard.sample_tables import sample_tables
from tests.dashboard.test_app import Query, words
from tests.dashboard.test_money_page import labels, opened

TABLES = sample_tables()


@pytest.fixture(autouse=True)
def samples(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "shelf", lambda: texts.Shelf(TABLES))


def test_every_chart_stands_with_its_limits_below() -> None:
    page = opened(page="tone")
    drawn = charts_on(page)
    for spec in TONE:
        chart = spec.build(TABLES, Selection())
        assert chart is not None
        assert drawn[spec.key]["title"] == chart.title
    told = [str(chart["note"]) for chart in drawn.values()]
    limits = [note for note in told if "more than" in note]
    assert len(limits) == len(TONE)


def test_the_share_of_sentences_without_a_score_is_told() -> None:
    unscored = int((~TABLES.sentences["scored"]).sum())
    share = unscored / len(TABLES.sentences)
    assert f"<dt>not scored</dt><dd>{unscored} ({share:.0%})</dd>" in words(opened(page="tone"))


@pytest.mark.parametrize(
    "query", [{}, {"country": ["France"]}, {"topic": ["tariffs"]}, {"search": ["percent"]}], ids=str
)
def test_rows_on_screen_are_those_of_the_download(query: Query) -> None:
    page = opened(query, page="tone")
    (frame,) = page.dataframe
    first = f"Download {len(frame.value)} of {len(TABLES.sentences)} sentences (CSV)"
    assert labels(page)[0] == first


def test_a_sentence_in_which_nothing_scored_has_no_mood() -> None:
    (frame,) = opened(page="tone").dataframe
    scored = TABLES.sentences["scored"].to_numpy()
    for name in ("polarity", "subjectivity"):
        assert frame.value[name].notna().to_numpy().tolist() == scored.tolist()


def test_a_chosen_sentence_is_open_beside_the_charts() -> None:
    page = opened(
        {"sentence": ["Sentence 9 of Ministers meet at the harbour · harbour-talks:8"]}, page="tone"
    )
    assert "Britain, France and Estonia confirmed" in citation_on(page)


def test_no_sentence_in_view_says_what_to_do() -> None:
    page = opened({"search": ["no such words"]}, page="tone")
    assert any("Take something out above" in info.value for info in page.info)


def test_no_text_at_all_still_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "shelf", lambda: texts.Shelf(Tables()))
    assert "Add some" in opened(page="tone").info[0].value
    assert "Add some" in opened(page="money").info[0].value
