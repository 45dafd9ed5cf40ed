"""The page Compare: which texts, what they change, which claims; downloads hold what is shown."""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from analysis import analyse, read_pasted
from analysis.comparing import claims_of, differences, differences_along
from analysis.schema import Tables
from analysis.selection import Selection
from dashboard.parts import claims, statements
from dashboard.parts.differences import NOTHING_SHARED
from dashboard.session import texts
from tests.dashboard.compared import EVENING_TITLE, MORNING_TITLE, compared_tables
from tests.dashboard.links import links
from tests.dashboard.patience import PATIENCE

FRAME = Path(__file__).parents[2] / "dashboard" / "pages" / "frame.py"
TABLES = compared_tables()
VERSIONS = {"compare": [MORNING_TITLE, EVENING_TITLE]}
EVERY_KIND = {"difference": ["changed", "new", "dropped", "unmatched", "same", "repeat"]}
LABEL = re.compile(r"Download (?P<shown>[\d,]+) of (?P<total>[\d,]+) (?P<noun>[a-z ]+) \(CSV\)")

Query = dict[str, list[str]]


@pytest.fixture(autouse=True)
def samples(monkeypatch: pytest.MonkeyPatch) -> None:
    serve(monkeypatch, TABLES)


def serve(monkeypatch: pytest.MonkeyPatch, tables: Tables) -> None:
    monkeypatch.setattr(texts, "shelf", lambda: texts.Shelf(tables))


def opened(query: Query | None = None) -> AppTest:
    page = AppTest.from_file(str(FRAME), default_timeout=PATIENCE).switch_page("compare.py")
    for name, values in (query or {}).items():
        page.query_params[name] = values
    page.run()
    assert not page.exception
    return page


def listed(page: AppTest) -> dict[str, Any]:
    """Return what the tables of statements hold, by the names of their last columns."""
    found = [json.loads(block.proto.json) for block in page.get("bidi_component")]
    return {one["columns"][-1]: one for one in found if "lines" in one}


def lines(page: AppTest, column: str) -> list[dict[str, Any]]:
    (found,) = [one["lines"] for name, one in listed(page).items() if name.startswith(column)]
    return list(found)


def downloads(page: AppTest) -> dict[str, tuple[int, int]]:
    """Return shown and total of the files that can be had, by what they hold."""
    labels = map(LABEL.match, links(page))
    return {found["noun"]: (int(found["shown"]), int(found["total"])) for found in labels if found}


def html(page: AppTest) -> str:
    return "\n".join(block.proto.body for block in page.get("html"))


def reasons(page: AppTest) -> list[str]:
    """Return the captions that say why texts were taken, without what escapes Markdown."""
    told = [line.value.replace("\\", "") for line in page.caption]
    return [line for line in told if line.startswith(("Two texts", "These are"))]


def test_the_two_texts_with_most_in_common_are_compared_at_first() -> None:
    page = opened()
    assert f"{MORNING_TITLE} → {EVENING_TITLE}</h3>" in html(page)
    assert page.multiselect(key="compare").value == []
    (why,) = reasons(page)
    assert why.startswith("Two texts with much to compare: both put a number on military aid, Norw")


def test_the_two_are_those_of_the_selection() -> None:
    page = opened({"since": ["2025-03-04"]})
    assert f"{EVENING_TITLE} → Spain counts its money</h3>" in html(page)
    assert reasons(page) == ["These are the two texts in view."]


def test_texts_that_have_nothing_in_common_are_not_put_side_by_side(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = ("Peru has 4 <b>mines</b>.", "Spain cut taxes by 2%.", "Nobody came.")
    serve(monkeypatch, analyse(read_pasted(text, f"Text {at}") for at, text in enumerate(told)))
    page = opened()
    assert "→" not in html(page)
    (why,) = [line.value for line in page.info]
    assert why.startswith("No two texts in view have figures about the same country and topic")
    assert "later version" in why


def test_one_text_chosen_asks_for_another() -> None:
    page = opened({"compare": [MORNING_TITLE]})
    assert [line.value for line in page.info] == [
        "One text is chosen. Choose another under “Texts to compare”."
    ]


def test_an_address_names_the_texts_and_their_days_the_order() -> None:
    page = opened({"compare": [EVENING_TITLE, MORNING_TITLE]})
    assert f"{MORNING_TITLE} → {EVENING_TITLE}</h3>" in html(page)
    assert "4 changed, 1 new, 1 same." in html(page)
    assert [line["badge"] for line in lines(page, "Later")] == ["changed"] * 4 + ["new"]


def test_an_address_with_unknown_texts_compares_those_with_most_in_common() -> None:
    assert f"{EVENING_TITLE}</h3>" in html(opened({"compare": ["Atlantis", "<b>"]}))


def test_three_texts_are_compared_one_after_the_other() -> None:
    page = opened({"compare": [*VERSIONS["compare"], "Spain counts its money"], **EVERY_KIND})
    assert len(listed(page)) == 3
    every = differences_along(TABLES, ["morning", "night", "spain"])
    assert downloads(page)["differences"] == (len(every), len(every))


@pytest.mark.parametrize(
    "query", [{"difference": ["new"]}, {"kind": ["count"]}, {"country": ["Spain"]}, EVERY_KIND]
)
def test_rows_on_screen_are_those_of_the_download(query: Query) -> None:
    page = opened({**VERSIONS, **query})
    total = len(differences(TABLES, "morning", "night"))
    shown = len(lines(page, "Later"))
    assert downloads(page)["differences"] == (shown, total)
    assert shown > 0
    assert (shown == total) == (query is EVERY_KIND)


def test_a_filter_leaves_partners_together() -> None:
    page = opened({**VERSIONS, "currency": ["USD"]})
    (line,) = lines(page, "Later")
    assert [len(cell) for cell in line["cells"]] == [1, 1]
    assert "currency: EUR → USD" in line["facts"]


def test_versions_of_one_article_show_their_changed_sentences() -> None:
    page = opened(VERSIONS)
    assert "Changed sentences" in html(page)
    assert "&lt;b&gt;scandal&lt;/b&gt;" in html(page)
    shown, total = downloads(page)["sentence changes"]
    assert shown == total == 6
    apart = {"compare": [EVENING_TITLE, "Spain counts its money"]}
    assert "Changed sentences" not in html(opened(apart))


def test_texts_with_nothing_in_common_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    told = ("Peru has 4 mines.", "Spain cut taxes by 2%.")
    serve(monkeypatch, analyse(read_pasted(text, f"Text {at}") for at, text in enumerate(told)))
    page = opened()
    assert NOTHING_SHARED in html(page)
    assert {line["badge"] for line in lines(page, "Later")} <= {"new", "dropped"}


def test_claims_stand_with_conflicts_first_and_can_be_filtered() -> None:
    every = claims_of(TABLES)
    page = opened()
    badges = [line["badge"] for line in lines(page, "Statements")]
    assert badges == sorted(badges, key=["conflicting", "repeated"].index)
    assert downloads(page)["claims"] == (len(badges), len(every))
    (kind,) = {line["badge"] for line in lines(opened({"verdict": ["single"]}), "Statements")}
    assert kind == "single"


def test_claims_are_those_of_the_selection() -> None:
    page = opened({"document": [MORNING_TITLE], "verdict": ["single"]})
    left = Selection(document=("morning",)).apply(TABLES)
    assert downloads(page)["claims"] == (len(claims_of(left)), len(claims_of(left)))


def test_a_chosen_figure_leaves_its_claim_whole() -> None:
    (wanted,) = TABLES.figures.loc[TABLES.figures["quote"] == "€30 billion", "figure_id"]
    page = opened({"figure": [f"€30 billion · {wanted}"]})
    (line,) = lines(page, "Statements")
    assert len(line["cells"][0]) == 4


def test_more_rows_are_shown_when_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(statements, "AT_FIRST", 2)
    page = opened()
    total = downloads(page)["claims"][0]
    assert len(lines(page, "Statements")) == 2 < total
    page.button(key="claims_lines_more").click().run()
    assert len(lines(page, "Statements")) == total


def test_many_figures_are_compared_only_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claims, "MOST_FIGURES", 3)
    page = opened()
    assert "figures are in view. Comparing them all" in page.info[-1].value
    assert "claims" not in downloads(page)
    page.button(key="claims_ask").click().run()
    assert downloads(page)["claims"][1] == len(claims_of(TABLES))


def test_one_text_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    serve(monkeypatch, Selection(document=("morning",)).apply(TABLES))
    page = opened()
    assert "Add another" in page.info[0].value
    assert "claims" in downloads(page)


def test_one_text_in_view_says_what_to_do() -> None:
    page = opened({"document": [MORNING_TITLE]})
    assert "choose two or more" in page.info[0].value


def test_no_text_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    serve(monkeypatch, Tables())
    page = opened()
    assert "Add some" in page.info[0].value
    assert listed(page) == {}


def test_texts_without_figures_still_draw(monkeypatch: pytest.MonkeyPatch) -> None:
    nothing = replace(TABLES, figures=TABLES.figures.head(0))
    serve(monkeypatch, nothing)
    assert "Neither text states a figure." in html(opened(VERSIONS))


@pytest.mark.parametrize(
    ("money", "told"), [([], False), (["In euros"], True), (["In US dollars"], True)]
)
def test_money_on_one_scale_is_said_to_be_compared_as_written(money: list[str], told: bool) -> None:
    page = opened({**VERSIONS, "money": money} if money else VERSIONS)
    assert any("compared here as written" in one.value for one in page.caption) is told


@pytest.mark.parametrize(
    ("later", "told"), [("Peru bought 4 boats.", True), ("Peru bought 5 boats.", False)]
)
def test_what_both_speak_of_is_one_press_away_where_nothing_changed(
    monkeypatch: pytest.MonkeyPatch, later: str, told: bool
) -> None:
    ships = ("Peru bought 4 boats.", f"{later} Chile cut 2% of its aid.")
    serve(monkeypatch, analyse(read_pasted(text, f"Text {at}") for at, text in enumerate(ships)))
    page = opened()
    offered = [one for one in page.button if one.label == "Show what both speak of: 1 figure"]
    assert len(offered) == told
    if told:
        offered[0].click().run()
    (line,) = [one for one in lines(page, "Later") if all(one["cells"])]
    assert line["badge"] == ("same" if told else "changed")
