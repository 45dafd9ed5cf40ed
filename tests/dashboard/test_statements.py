"""Rows of differences and claims say what changed, who says so and where."""

import pandas as pd
import pytest

from analysis.comparing import KINDS_OF_DIFFERENCE, claims_of, differences
from analysis.schema import Tables
from dashboard.evidence import citation, place_of_figure
from dashboard.statements import (
    MOST_STATEMENTS,
    SIGNS,
    after,
    before,
    claim_lines,
    difference_lines,
)
from tests.analysis.comparable import Row, figures_and_documents
from tests.dashboard.compared import compared_tables

TABLES = compared_tables()
LINES = {
    line.title: line for line in difference_lines(differences(TABLES, "morning", "night"), TABLES)
}


def test_every_kind_of_difference_has_a_sign_of_its_own() -> None:
    assert list(SIGNS) == list(KINDS_OF_DIFFERENCE)
    assert len(set(SIGNS.values())) == len(SIGNS)


@pytest.mark.parametrize(
    ("title", "badge", "facts"),
    [
        ("military aid, Norway", "changed", ["€5 bn → €8 bn", "▲ up by €3 bn (+60.0%)"]),
        ("arms, Sweden", "changed", ["qualifier: exact → at least"]),
        ("Spain's defence budget", "changed", ["~€20 bn → €28 bn", "▲ up by €8 bn (+40.0%)"]),
        ("lighthouse programme of Iceland", "changed", ["currency: EUR → USD"]),
        ("money, Norway", "same", ["paired by: same sentence"]),
        ("sum, Iceland", "new", []),
    ],
)
def test_what_a_line_says(title: str, badge: str, facts: list[str]) -> None:
    line = LINES[title]
    assert line.badge == badge
    assert list(line.facts[: len(facts)]) == facts
    assert line.loud == (badge == "changed")


def test_a_line_has_what_both_texts_say() -> None:
    (earlier,), (later,) = LINES["military aid, Norway"].cells
    assert (earlier.number, later.number) == ("€5 bn", "€8 bn")
    assert earlier.before + earlier.quote == "Norway will give Ukraine €5 billion"
    assert earlier.said == "pledged, says the government"
    place = place_of_figure(TABLES, later.figure)
    assert place is not None
    assert later.citation == citation(TABLES, place)
    assert LINES["sum, Iceland"].cells[0] == ()


def test_words_of_a_text_stay_as_they_are() -> None:
    _, (later,) = LINES["sum, Iceland"].cells
    assert later.after == " for roads a <b>scandal</b>."


def test_a_claim_has_all_its_statements_with_source_and_days() -> None:
    found = claims_of(TABLES)
    lines = claim_lines(found, TABLES)
    assert [len(line.cells[0]) for line in lines] == found["figures"].tolist()
    line = lines[0]
    assert (line.sign, line.badge, line.loud) == ("≠", "conflicting", True)
    assert line.title == "Spain's defence budget: €20 bn to €30 bn"
    assert line.facts[1] == "4 figures in 4 texts"
    assert line.facts[2].startswith("First seen 3 Mar 2025 in Norway raises its aid (morning)")
    assert "last seen 10 Apr 2025" in line.facts[2]
    assert line.cells[0][0].source == "Norway raises its aid (morning). Our Gazette, 3 March 2025"


def test_a_claim_of_many_statements_lists_the_first_and_says_so() -> None:
    told: list[Row] = [{"value": 5.0} for _ in range(MOST_STATEMENTS + 3)]
    figures, documents = figures_and_documents(told)
    texts = dict.fromkeys(documents["doc_id"], "€5 " * 20)
    sentences = pd.DataFrame(
        {"doc_id": documents["doc_id"], "sentence": 0, "start": 0, "end": 60, "text": ""}
    )
    tables = Tables(documents=documents, figures=figures, sentences=sentences, texts=texts)
    (line,) = claim_lines(claims_of(tables), tables)
    assert len(line.cells[0]) == MOST_STATEMENTS
    assert f"the first {MOST_STATEMENTS} of them listed" in line.facts[1]


def test_no_rows_are_no_lines() -> None:
    nothing = differences(TABLES, "morning", "night").head(0)
    assert difference_lines(nothing, TABLES) == []
    assert claim_lines(claims_of(TABLES).head(0), TABLES) == []


def test_the_change_of_a_percentage_is_told_in_points() -> None:
    row = pd.DataFrame(differences(TABLES, "morning", "night").head(1)).assign(
        kind="percent", by=-0.3, by_percent=float("nan"), direction="down", changed="number"
    )
    (line,) = difference_lines(row, TABLES)
    assert line.facts[1] == "▼ down by 0.3 pts"


def test_words_round_a_quote_are_cut_between_words_within_their_sentence() -> None:
    text = "Not this. " + "word " * 30 + "5" + " word" * 30 + ". Nor this."
    start = text.index("5")
    assert before(text, start, 10).startswith("… word")
    assert after(text, start + 1, text.index(". Nor") + 1).endswith("word …")
    assert before("Not this. We paid 5.", 18, 10) == "We paid "
    assert after("We paid 5 in all. Not this.", 9, 17) == " in all."
